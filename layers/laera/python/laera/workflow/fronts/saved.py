"""The page of stories that a reader saved, in each language."""

from collections.abc import Iterator

from laera.domain.site import Site, saved_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, Setting

_SCOPE = "saved"
"""No story stands in this list: what a reader saved is in the reader's browser. The page changes with `site.yaml`."""


class SavedFront:
    """`/saved` and `/en/saved`: always there."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The page, from the paper."""
        if scope == _SCOPE:
            tags = ("front", f"front-{language}-saved")
            yield Front(PAGE, saved_path(site, language), tags, lambda _: Setting(renderer.saved(site, language)))

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each language."""
        for language in site.languages:
            yield language, _SCOPE
