"""The spans of the search index on this machine: fetched when they are new, kept between questions, let go when old."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from weakref import finalize

from laera.domain.listings import span_of
from laera.searching.answers import OpenSpan
from laera.searching.spans import FILE
from laera.workflow.fronts.search_span import keys_of_spans, span_of_key
from laera.workflow.ports import Clock, Shelves

KEPT = timedelta(seconds=5)
"""How long the list of spans is taken to be unchanged before the bucket is asked again."""
MOST_OPEN = 900
"""Files that are open at once: a process of Lambda's may have 1,024."""
_AT_ONCE = 10


class OpenSpans:
    """The index as the bucket has it, at most `KEPT` old. What is fetched lies in a folder that goes with this."""

    def __init__(self, shelves: Shelves, clock: Clock) -> None:
        self._shelves = shelves
        self._clock = clock
        self._folder = Path(tempfile.mkdtemp(prefix="laera-search-"))
        self._tokens: dict[str, tuple[datetime, dict[str, str]]] = {}
        self._open: dict[tuple[str, str], OpenSpan | None] = {}
        self.bytes_fetched = 0
        finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def of(
        self, language: str, earliest: datetime | None, before: datetime | None
    ) -> Callable[[int | None], Sequence[OpenSpan]]:
        """What opens the spans that may hold stories of a stretch of time, newest first: the next few, or the rest."""
        tokens = self._listed(language)
        first, last = span_of(earliest) if earliest else "", span_of(before) if before else "~"
        wanted = sorted((key for key in tokens if first <= span_of_key(key) <= last), reverse=True)
        left = iter([(key, tokens[key]) for key in wanted])

        def following(count: int | None = None) -> Sequence[OpenSpan]:
            few = list(left) if count is None else [one for _, one in zip(range(count), left, strict=False)]
            return self._opened(few)

        return following

    def _listed(self, language: str) -> dict[str, str]:
        now = self._clock.now()
        looked, tokens = self._tokens.get(language, (None, {}))
        if looked is None or not timedelta(0) <= now - looked < KEPT:
            tokens = dict(self._shelves.tokens(keys_of_spans(language)))
            self._tokens[language] = now, tokens
            self._let_go(language, tokens)
        return tokens

    def _let_go(self, language: str, tokens: dict[str, str]) -> None:
        """Close and remove what is no more as it was fetched."""
        old = [one for one in self._open if one[0].startswith(keys_of_spans(language)) and tokens.get(one[0]) != one[1]]
        self._close(old)

    def _close(self, which: Iterable[tuple[str, str]]) -> None:
        for one in which:
            span = self._open.pop(one)
            if span:
                span.close()
            self._path(one).unlink(missing_ok=True)

    def _opened(self, wanted: Sequence[tuple[str, str]]) -> list[OpenSpan]:
        missing = [one for one in wanted if one not in self._open]
        too_many = len(self._open) + len(missing) - MOST_OPEN
        if too_many > 0:
            self._close([one for one in list(self._open) if one not in set(wanted)][:too_many])
        if len(missing) > 1:
            with ThreadPoolExecutor(_AT_ONCE) as fetchers:
                fetched = list(fetchers.map(self._fetch, missing))
        else:
            fetched = [self._fetch(one) for one in missing]
        for one, is_there in zip(missing, fetched, strict=True):
            self._open[one] = OpenSpan(self._path(one)) if is_there else None
        return [span for one in wanted if (span := self._open[one])]

    def _fetch(self, one: tuple[str, str]) -> bool:
        """Put the file where it is opened; tells whether there is one. What stands for an empty span is none.

        It may be newer than the list said; then the next list names it anew.
        """
        lying = self._shelves.get(one[0])
        if lying is None or not lying.body.startswith(FILE):
            return False
        self._path(one).write_bytes(lying.body)
        self.bytes_fetched += len(lying.body)
        return True

    def _path(self, one: tuple[str, str]) -> Path:
        key, token = one
        name = "".join(letter for letter in f"{key}-{token}" if letter.isalnum() or letter == "-")
        return self._folder / name
