"""The search desk: what a reader asks, answered from the spans of the index, best or newest first, a page at a time."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from laera.domain.listings import stamp
from laera.domain.search import Finding, Order, Result
from laera.domain.site import Site
from laera.errors import CursorError
from laera.searching.answers import Bounds, Hit, OpenSpan, rarities, scale_of
from laera.searching.fragments import fragment, marked
from laera.searching.questions import Question, Sense, read_question
from laera.searching.stems import Stems
from laera.workflow.current_site import CurrentSite
from laera.workflow.cursors import Cursors
from laera.workflow.open_spans import OpenSpans
from laera.workflow.search_requests import SearchRequest

MOST_RANKED = 200
"""Results that can be paged through best first; newest first there is no end."""
_SPANS_AT_ONCE = 6
"""Spans that are opened together while the newest results are looked for: two months."""

_SENSES = {Sense.EMPTY: Finding.NOTHING, Sense.COMMON: Finding.COMMON, Sense.LONG: Finding.LONG}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results. `cursor` tells where to go on."""

    finding: Finding
    results: tuple[Result, ...] = ()
    cursor: str | None = None


class SearchDesk:
    """The read side of the index: it sees the spans and the site's own record, nothing else."""

    def __init__(self, spans: OpenSpans, current_site: CurrentSite, cursors: Cursors) -> None:
        self._spans = spans
        self._current_site = current_site
        self._cursors = cursors

    def site(self) -> Site:
        """The paper as it is configured now."""
        return self._current_site.get()

    def find(self, request: SearchRequest) -> Found:
        """The stories wanted; CursorError when the cursor is not one of ours for this search.

        When none has all that is wanted, those that have some of it.
        """
        stems = Stems.of(request.language)
        question = read_question(request.words, stems)
        if question.sense is not Sense.GOOD:
            return Found(_SENSES[question.sense])
        fingerprint = request.fingerprint()
        kind, after = Finding.ALL, ""
        if request.cursor:
            word, _, after = self._cursors.read(request.cursor, fingerprint).partition(" ")
            kind = Finding(word)
        hits = self._hits(request, question, kind, after)
        if not hits and not request.cursor and len(question.wanted) > 1:
            kind = Finding.ANY
            hits = self._hits(request, question, kind, after)
        shown = hits[: request.limit]
        cursor = None
        if len(hits) > len(shown):
            last = shown[-1].place if request.order is Order.NEWEST else str(_offset(after) + len(shown))
            cursor = self._cursors.sign(fingerprint, f"{kind} {last}")
        results = tuple(_result(hit, question, stems) for hit in shown)
        return Found(kind if results else Finding.NONE, results, cursor)

    def _hits(self, request: SearchRequest, question: Question, kind: Finding, after: str) -> list[Hit]:
        """The page's hits and one more, if there is one."""
        asked = question.asked(any_will_do=kind is Finding.ANY)
        bounds = Bounds(
            request.section,
            stamp(request.earliest) if request.earliest else None,
            stamp(request.before) if request.before else None,
        )
        following = self._spans.of(request.language, request.earliest, request.before)
        if request.order is Order.NEWEST:
            return _newest(following, asked, bounds, request.limit + 1, after)
        offset = _offset(after)
        if offset >= MOST_RANKED:
            return []
        count = min(offset + request.limit + 1, MOST_RANKED)
        return _best(following(None), question, asked, bounds, count)[offset:]


def _newest(
    following: Callable[[int | None], Sequence[OpenSpan]], asked: str, bounds: Bounds, count: int, after: str
) -> list[Hit]:
    """Spans follow one another in time: the newest that has enough of them ends the search."""
    hits: list[Hit] = []
    while len(hits) < count and (spans := following(_SPANS_AT_ONCE)):
        for span in spans:
            hits += span.newest(asked, bounds, count - len(hits), after=after or None)
            if len(hits) >= count:
                break
    return hits


def _best(spans: Sequence[OpenSpan], question: Question, asked: str, bounds: Bounds, count: int) -> list[Hit]:
    rarity = rarities(spans, question.stems)
    scored: list[tuple[float, str, Hit]] = []
    for span in spans:
        scale = scale_of(span, question.stems, rarity)
        if scale:
            scored += ((hit.score * scale, hit.place, hit) for hit in span.best(asked, bounds, count))
    best = heapq.nlargest(count, scored, key=lambda one: one[:2])
    return [hit for _, _, hit in best]


def _offset(after: str) -> int:
    if after and not after.isdigit():
        raise CursorError("this cursor belongs to another list")
    return int(after or 0)


def _result(hit: Hit, question: Question, stems: Stems) -> Result:
    card = hit.card()
    wanted = question.stems
    few_words = fragment(hit.text(), wanted, stems)
    if card.summary and not any(span.is_found for span in few_words):
        few_words = marked(card.summary, wanted, stems)
    return Result(card, marked(card.headline, wanted, stems), few_words)
