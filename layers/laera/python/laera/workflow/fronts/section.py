"""The front of each section in each language."""

from collections.abc import Iterator
from functools import partial

from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import Front

CARDS = 30
_PREFIX = "section#"


class SectionFront:
    """`/internacional` and `/en/international`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Front | None:
        """The section's front, from its list; a section that has left `site.yaml` has none."""
        if not scope.startswith(_PREFIX):
            return None
        wanted = scope.removeprefix(_PREFIX)
        section = next((section for section in site.sections if section.id == wanted), None)
        if section is None:
            return None
        render = partial(renderer.front, site, language, section)
        tags = ("front", f"front-{language}-{section.id}")
        return Front(site.section_path(language, section), CARDS, tags, render)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each section and language."""
        for language in site.languages:
            for section in site.sections:
                yield language, f"{_PREFIX}{section.id}"
