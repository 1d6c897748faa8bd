"""The index of all sitemaps."""

from collections.abc import Iterator
from datetime import date

from laera.domain.listings import DAYS
from laera.domain.site import Site
from laera.rendering.media_types import XML
from laera.rendering.pages import PageRenderer
from laera.rendering.sitemaps import MOST_SITEMAPS, index_path, sitemap_index
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.reading import FrontReading


class SitemapIndex:
    """`/sitemap.xml`: one file for all languages, set anew when a day of any gets its first story or loses its last."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:  # noqa: ARG002 - what every kind is given
        """The index, from the days of every language."""

        def set_front(reading: FrontReading) -> Setting:
            most = MOST_SITEMAPS // len(site.languages)
            days = {
                one: [date.fromisoformat(word) for word in reading.words(one, DAYS, most)] for one in site.languages
            }
            return Setting(sitemap_index(site, days))

        if scope == DAYS:
            yield Front("index", index_path(), ("sitemap",), set_front, XML)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """Any language stands for all of them."""
        yield site.default_language, DAYS
