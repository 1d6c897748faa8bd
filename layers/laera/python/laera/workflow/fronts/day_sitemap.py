"""The sitemap of each day in each language."""

from collections.abc import Iterator
from datetime import date

from laera.domain.site import Site
from laera.rendering.media_types import XML
from laera.rendering.pages import PageRenderer
from laera.rendering.sitemaps import MOST_STORIES, day_sitemap, day_sitemap_path
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.reading import FrontReading

_PREFIX = "day#"


class DaySitemap:
    """`/sitemap-es-2026-01-31.xml`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:  # noqa: ARG002 - what every kind is given
        """The day's, from its list; a day without stories has none."""

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, scope, MOST_STORIES)
            return Setting(day_sitemap(site, cards)) if cards else None

        if scope.startswith(_PREFIX):
            day = date.fromisoformat(scope.removeprefix(_PREFIX))
            yield Front("sitemap", day_sitemap_path(language, day), ("sitemap",), set_front, XML)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:  # noqa: ARG002 - what every kind is given
        """None: a day's sitemap comes with its first story."""
        yield from ()
