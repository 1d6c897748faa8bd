"""A kind of page that each list of one family has, as each tag and each byline does."""

from collections.abc import Callable, Iterator, Sequence

from laera.domain.listings import Card
from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 40


class ListPage(NeedsStories):
    """The newest stories of every list `<family>#<slug>`; nothing stands there without a story."""

    def __init__(
        self,
        family: str,
        path_of: Callable[[Site, str, str], str],
        render: Callable[[PageRenderer, Site, str, str, Sequence[Card]], bytes],
    ) -> None:
        self._family = family
        self._path_of = path_of
        self._render = render

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The list's page, from the list."""
        family, _, slug = scope.partition("#")
        if family != self._family or not slug:
            return

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, scope, CARDS)
            return Setting(self._render(renderer, site, language, slug, cards)) if cards else None

        tags = ("front", f"front-{language}-{family}-{slug}")
        yield Front(PAGE, self._path_of(site, language, slug), tags, set_front)
