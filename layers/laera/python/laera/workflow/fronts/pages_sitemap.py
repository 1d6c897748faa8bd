"""The sitemap of what always stands: fronts and standing pages."""

from collections.abc import Iterator

from laera.domain.listings import STANDING_PAGES
from laera.domain.site import Site
from laera.rendering.media_types import XML
from laera.rendering.pages import PageRenderer
from laera.rendering.sitemaps import MOST_PAGES, pages_sitemap, pages_sitemap_path
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.reading import FrontReading


class PagesSitemap:
    """`/pages-sitemap.xml`: one file for all languages."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:  # noqa: ARG002 - what every kind is given
        """The file, from the standing pages of every language."""

        def set_front(reading: FrontReading) -> Setting:
            cards = [card for one in site.languages for card in reading.cards(one, STANDING_PAGES, MOST_PAGES)]
            return Setting(pages_sitemap(site, cards))

        if scope == STANDING_PAGES:
            yield Front("pages-sitemap", pages_sitemap_path(), ("sitemap",), set_front, XML)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """Any language stands for all of them."""
        yield site.default_language, STANDING_PAGES
