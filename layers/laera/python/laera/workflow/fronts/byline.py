"""The page of each byline in each language."""

from collections.abc import Iterator

from laera.domain.site import Site, byline_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 40
PREFIX = "author#"


class BylineFront(NeedsStories):
    """`/author/ana-rojas` and `/en/author/ana-rojas`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The page of one who signs, from their list; nothing stands there when no story is signed so."""
        if not scope.startswith(PREFIX):
            return
        slug = scope.removeprefix(PREFIX)

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, scope, CARDS)
            return Setting(renderer.byline(site, language, slug, cards)) if cards else None

        tags = ("front", f"front-{language}-author-{slug}")
        yield Front(PAGE, byline_path(site, language, slug), tags, set_front)
