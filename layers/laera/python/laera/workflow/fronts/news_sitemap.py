"""The news sitemap of each language."""

from collections.abc import Iterator

from laera.domain.listings import HOME
from laera.domain.site import Site
from laera.rendering.media_types import XML
from laera.rendering.pages import PageRenderer
from laera.rendering.sitemaps import MOST_NEWS, news_since, news_sitemap, news_sitemap_path
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.reading import FrontReading


class NewsSitemap:
    """`/news-sitemap.xml`, `/en/news-sitemap.xml`. The clock alone takes a story out of it, 48 hours after its date."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:  # noqa: ARG002 - what every kind is given
        """The language's, from the list of everything."""

        def set_front(reading: FrontReading) -> Setting:
            cards = reading.cards(language, HOME, MOST_NEWS, since=news_since(reading.now))
            return Setting(*news_sitemap(site, cards, reading.now))

        if scope == HOME:
            yield Front("news", news_sitemap_path(site, language), ("sitemap",), set_front, XML)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each language."""
        for language in site.languages:
            yield language, HOME
