"""The front of each section in each language."""

from collections.abc import Iterator

from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.arranging import arranged
from laera.workflow.fronts.kind import PAGE, Front, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 30
PREFIX = "section#"


class SectionFront:
    """`/internacional` and `/en/international`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The section's front, from its list; a section that has left `site.yaml` has none."""
        wanted = scope.removeprefix(PREFIX)
        section = next((one for one in site.sections if one.id == wanted), None)
        if section is None or not scope.startswith(PREFIX):
            return

        def set_front(reading: FrontReading) -> Setting:
            front = arranged(reading, language, section.id, scope, CARDS)
            return Setting(renderer.front(site, language, section, front.cards, strip=front.strip), front.until)

        tags = ("front", f"front-{language}-{section.id}")
        yield Front(PAGE, site.section_path(language, section), tags, set_front)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each section and language."""
        for language in site.languages:
            for section in site.sections:
                yield language, f"{PREFIX}{section.id}"
