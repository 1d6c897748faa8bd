"""Every kind of front there is."""

from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.home import HomeFront
from laera.workflow.fronts.kind import FrontKind
from laera.workflow.fronts.section import SectionFront

KINDS: tuple[FrontKind, ...] = (HomeFront(), SectionFront())


def fronts_of(renderer: PageRenderer, site: Site) -> dict[str, tuple[str, str]]:
    """Every front that a paper has whether or not there are stories: by path, the (language, scope) it is made from."""
    return {
        front.path: (language, scope)
        for kind in KINDS
        for language, scope in kind.scopes(site)
        if (front := kind.made_from(renderer, site, language, scope))
    }
