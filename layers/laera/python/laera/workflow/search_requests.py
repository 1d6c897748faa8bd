"""What a reader asks of the search: the parameters of an address, read strictly for programs and kindly for people."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from laera.domain.complaints import Complaint
from laera.domain.listings import stamp
from laera.domain.search import Asked, Order
from laera.domain.site import Site
from laera.workflow.queries import DEFAULT_LIMIT, Parameters

API_PARAMETERS = ("language", "q", "section", "from", "to", "order", "limit", "cursor")
PAGE_PARAMETERS = ("q", "section", "from", "to", "order", "cursor")
"""In the order in which our own links write them, so that one search has one address."""

RESULTS_A_PAGE = 10
_MOST_PAIRS = 64
_LONGEST_ECHO = 500
"""Characters of a question that the form shows again."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One page of one search. The stretch of time holds `earliest` and does not hold `before`."""

    language: str
    words: str
    section: str | None = None
    earliest: datetime | None = None
    before: datetime | None = None
    order: Order = Order.BEST
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None

    def fingerprint(self) -> str:
        """The same for the same search; a cursor is signed for it."""
        times = [stamp(time) if time else None for time in (self.earliest, self.before)]
        asked = ["search", self.language, self.words, self.section, *times, self.order.value]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class SearchReading:
    """What reading came to. `request` is None when there are complaints; `given` are the parameters as written."""

    request: SearchRequest | None
    complaints: tuple[Complaint, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    asked: Asked = field(default_factory=Asked)

    def query_after(self, names: tuple[str, ...], cursor: str) -> str:
        """The query of the address at which the results go on: the same parameters in the one order."""
        language = self.request.language if self.request else ""
        words = {**dict(self.given), "language": language, "cursor": cursor}
        return urlencode([(name, words[name]) for name in names if name in words])


def read_api_request(text: str, site: Site) -> SearchReading:
    """Read the query string of `/api/search`; every complaint is gathered."""
    parameters = Parameters(text, API_PARAMETERS)
    language = parameters.language(site)
    if "q" not in parameters.words:
        parameters.complain("q", "is missing", "say what to search for: q=harbour")
    return _read(parameters, site, language, parameters.limit())


def read_page_request(text: str, site: Site, language: str) -> SearchReading:
    """Read the query string of the search page. A form sends empty fields too, and people's links carry odd ones."""
    try:
        pairs = parse_qsl(text, max_num_fields=_MOST_PAIRS)
    except ValueError:
        pairs = []
    kept: dict[str, str] = {}
    for name, value in pairs:
        if name in PAGE_PARAMETERS and value.strip():
            kept.setdefault(name, value)
    return _read(Parameters(urlencode(kept), PAGE_PARAMETERS), site, language, RESULTS_A_PAGE)


def _read(parameters: Parameters, site: Site, language: str, limit: int) -> SearchReading:
    given = parameters.words
    earliest, before = parameters.moment("from", site), parameters.moment("to", site)
    if earliest and before and earliest >= before:
        parameters.complain("to", "the range ends before it begins", "exchange from and to")
    section = parameters.section(site)
    order = _order(parameters)
    request = SearchRequest(language, given.get("q", ""), section, earliest, before, order, limit, given.get("cursor"))
    return SearchReading(
        None if parameters.complaints else request,
        tuple(parameters.complaints),
        tuple(given.items()),
        _asked(given, section, order),
    )


def _order(parameters: Parameters) -> Order:
    word = parameters.words.get("order", Order.BEST.value)
    orders = {order.value: order for order in Order}
    if word not in orders:
        parameters.complain("order", "there is no such order", f"choose one of: {', '.join(orders)}")
    return orders.get(word, Order.BEST)


def _asked(given: Mapping[str, str], section: str | None, order: Order) -> Asked:
    return Asked(given.get("q", "")[:_LONGEST_ECHO], section or "", given.get("from", ""), given.get("to", ""), order)
