"""The page of each tag in each language: `/tag/puertos` and `/en/tag/ports`."""

from collections.abc import Iterator

from laera.domain.site import Site, tag_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 40
_FAMILY = "tag"


class TagFront(NeedsStories):
    """The newest stories of a tag; nothing stands there without a story."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The page, from the tag's list."""
        family, _, slug = scope.partition("#")
        if family != _FAMILY or not slug:
            return

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, scope, CARDS)
            return Setting(renderer.tag(site, language, slug, cards)) if cards else None

        tags = ("front", f"front-{language}-{_FAMILY}-{slug}")
        yield Front(PAGE, tag_path(site, language, slug), tags, set_front)
