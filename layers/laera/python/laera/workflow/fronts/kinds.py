"""Every kind of front there is, and so the map from a changed list to all that changes with it."""

from collections.abc import Iterable, Iterator

from laera.domain.listings import Place
from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.byline import BylineFront
from laera.workflow.fronts.corrections import CorrectionsFront
from laera.workflow.fronts.day import DayFront
from laera.workflow.fronts.day_sitemap import DaySitemap
from laera.workflow.fronts.feeds import Feeds
from laera.workflow.fronts.home import HomeFront
from laera.workflow.fronts.kind import Front, FrontKind
from laera.workflow.fronts.llms import LlmsTxt
from laera.workflow.fronts.news_sitemap import NewsSitemap
from laera.workflow.fronts.offline import OfflineFiles
from laera.workflow.fronts.pages_sitemap import PagesSitemap
from laera.workflow.fronts.robots import RobotsTxt
from laera.workflow.fronts.saved import SavedFront
from laera.workflow.fronts.search_span import SearchSpan, is_search_list
from laera.workflow.fronts.section import SectionFront
from laera.workflow.fronts.sitemap_index import SitemapIndex
from laera.workflow.fronts.tag import TagFront

KINDS: tuple[FrontKind, ...] = (
    HomeFront(),
    SectionFront(),
    Feeds(),
    DaySitemap(),
    PagesSitemap(),
    SitemapIndex(),
    NewsSitemap(),
    LlmsTxt(),
    RobotsTxt(),
    TagFront(),
    BylineFront(),
    DayFront(),
    CorrectionsFront(),
    SavedFront(),
    OfflineFiles(),
    SearchSpan(),
)

Origin = tuple[str, str, str]
"""What a front is, whatever its path: its name, and the language and scope it is made from."""


def made_from(renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
    """Every front that changes when this list does."""
    if language in site.languages:
        for kind in KINDS:
            yield from kind.made_from(renderer, site, language, scope)


def touched_by(renderer: PageRenderer, site: Site, places: Iterable[Place]) -> list[str]:
    """The paths of all fronts for readers that follow when entries at these places change, in order."""
    lists = dict.fromkeys((place.language, place.scope) for place in places if not is_search_list(place.scope))
    return sorted({front.path for language, scope in lists for front in made_from(renderer, site, language, scope)})


def fixed_scopes(site: Site) -> list[tuple[str, str]]:
    """The (language, scope) of every front that a paper has whether or not there are stories."""
    return list(dict.fromkeys(scope for kind in KINDS for scope in kind.scopes(site)))


def fronts_of(renderer: PageRenderer, site: Site) -> dict[str, Origin]:
    """Every such front, by path."""
    return {
        front.path: (front.name, language, scope)
        for kind in KINDS
        for language, scope in kind.scopes(site)
        for front in kind.made_from(renderer, site, language, scope)
    }
