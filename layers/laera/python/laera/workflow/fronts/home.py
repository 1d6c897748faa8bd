"""The home front of each language."""

from collections.abc import Iterator
from functools import partial

from laera.domain.listings import HOME
from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import Front

CARDS = 40


class HomeFront:
    """`/` and `/en`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Front | None:
        """The home front, from the list of everything."""
        if scope != HOME:
            return None
        render = partial(renderer.front, site, language, None)
        return Front(site.home_path(language), CARDS, ("front", f"front-{language}-home"), render)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each language."""
        for language in site.languages:
            yield language, HOME
