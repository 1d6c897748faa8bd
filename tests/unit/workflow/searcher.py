"""A paper in memory whose readers can search."""

from functools import cache

from laera.domain.search import Order
from laera.domain.site_file import starter_site
from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import CurrentSite
from laera.workflow.cursors import Cursors
from laera.workflow.open_spans import OpenSpans
from laera.workflow.search import Found, SearchDesk
from laera.workflow.search_requests import SearchRequest
from tests.unit.workflow.desk import SITE, Desk, Ring


@cache
def searching_renderer() -> PageRenderer:
    """The real templates, of a press that makes an index."""
    return PageRenderer.load(can_search=True)


class Searcher(Desk):
    """A desk with `site.yaml` published, and a reader who asks for words."""

    def __init__(self) -> None:
        super().__init__(pages=searching_renderer())
        self.put("site.yaml", SITE.encode())
        self.tell("site.yaml")
        self.room.drain()

    def asking(self) -> SearchDesk:
        """A search desk that has fetched nothing yet."""
        current = CurrentSite(self.table, self.clock, starter_site)
        return SearchDesk(OpenSpans(self.site, self.clock), current, Cursors(Ring(), self.clock))

    def find(self, words: str, language: str = "es", order: Order = Order.BEST, limit: int = 10) -> Found:
        """What a reader finds once all is quiet."""
        self.room.drain()
        return self.asking().find(SearchRequest(language, words, order=order, limit=limit))

    def headlines(self, words: str, language: str = "es", order: Order = Order.BEST) -> list[str]:
        """The headlines of what is found, in order."""
        return [result.card.headline for result in self.find(words, language, order).results]
