"""The page of each tag in each language."""

from collections.abc import Iterator

from laera.domain.site import Site, tag_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 40
PREFIX = "tag#"


class TagFront(NeedsStories):
    """`/tag/puertos` and `/en/tag/ports`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The tag's page, from its list; nothing stands there when no story has the tag."""
        if not scope.startswith(PREFIX):
            return
        slug = scope.removeprefix(PREFIX)

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, scope, CARDS)
            return Setting(renderer.tag(site, language, slug, cards)) if cards else None

        tags = ("front", f"front-{language}-tag-{slug}")
        yield Front(PAGE, tag_path(site, language, slug), tags, set_front)
