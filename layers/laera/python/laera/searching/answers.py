"""Answers: one span's file, asked. Its own scores are made to be comparable with those of other spans."""

import json
import math
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from laera.domain.listings import Card

_WEIGHTS = "10.0, 4.0, 4.0, 1.0, 1.0"
"""A word in the headline counts as ten in the body, one in the summary, a byline or a tag as four."""
_RARE = 1e-6
"""What SQLite's ranking takes a word for that half of the stories have."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which stories may be answers: of a section (its id), and published from one stamp to before another."""

    section: str | None = None
    earliest: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that is an answer. The greater the score, the better."""

    place: str
    score: float
    span: "OpenSpan" = field(compare=False)
    number: int

    def card(self) -> Card:
        """The story, as lists show it."""
        return Card.from_record(json.loads(self.span.card(self.number)))

    def text(self) -> str:
        """The story's text, a line for each paragraph."""
        return zlib.decompress(self.span.text(self.number)).decode()


class OpenSpan:
    """One file, open for questions. `stories` is how many it holds."""

    def __init__(self, path: Path) -> None:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        self._connection = apsw.Connection(f"{path.resolve().as_uri()}?immutable=1", flags=flags)
        self._connection.execute("pragma cache_size = -512; pragma mmap_size = 268435456")
        self._known: dict[str, int] = {}
        self.stories: int = self._connection.execute("select count(*) from stories").get

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def newest(self, asked: str, bounds: Bounds, count: int, *, after: str | None = None) -> list[Hit]:
        """The newest answers, newest first, those older than `after` alone."""
        where, values = _where(bounds)
        if after is not None:
            where, values = f"{where} and stories.place < ?", (*values, after)
        rows = self._connection.execute(
            "select stories.place, 0.0, words.rowid from words join stories on stories.id = words.rowid "  # noqa: S608 - as below
            f"where words match ?{where} order by words.rowid desc limit ?",  # `where` is of our own words
            (asked, *values, count),
        )
        return [Hit(place, score, self, number) for place, score, number in rows]

    def best(self, asked: str, bounds: Bounds, count: int) -> list[Hit]:
        """The best answers, the best first, the newest of the equally good."""
        where, values = _where(bounds)
        rows = self._connection.execute(
            f"select stories.place, -bm25(words, {_WEIGHTS}) as score, words.rowid "  # noqa: S608 - as above
            "from words join stories on stories.id = words.rowid "
            f"where words match ?{where} order by score desc, words.rowid desc limit ?",
            (asked, *values, count),
        )
        return [Hit(place, score, self, number) for place, score, number in rows]

    def frequency(self, stem: str) -> int:
        """In how many of the stories a stem stands."""
        if stem not in self._known:
            found = self._connection.execute("select doc from vocabulary where term = ?", (stem,)).get
            self._known[stem] = found or 0
        return self._known[stem]

    def card(self, number: int) -> str:
        """The card of one story, as JSON."""
        found: str = self._connection.execute("select card from stories where id = ?", (number,)).get
        return found

    def text(self, number: int) -> bytes:
        """The text of one story, packed."""
        found: bytes = self._connection.execute("select text from stories where id = ?", (number,)).get
        return found


def scale_of(span: OpenSpan, stems: Collection[str], rarity: Mapping[str, float]) -> float:
    """What a span's scores are multiplied by, to be as if words were as rare in it as they are among all stories.

    SQLite weighs a word by how rare it is in one file. For one word this is exact; for several it is their mean.
    """
    here = sum(_rarity(span.stories, span.frequency(stem)) for stem in stems)
    return sum(rarity.values()) / here if here else 0.0


def rarities(spans: Collection[OpenSpan], stems: Collection[str]) -> dict[str, float]:
    """How much finding each stem tells, by the stories of all spans."""
    stories = sum(span.stories for span in spans)
    found = {stem: sum(span.frequency(stem) for span in spans) for stem in stems}
    return {stem: math.log(1 + (stories - count + 0.5) / (count + 0.5)) for stem, count in found.items()}


def _rarity(stories: int, found: int) -> float:
    if not found:
        return 0.0
    return max(math.log((stories - found + 0.5) / (found + 0.5)), _RARE)


def _where(bounds: Bounds) -> tuple[str, tuple[str, ...]]:
    conditions = {
        "section = ?": bounds.section,
        "published >= ?": bounds.earliest,
        "published < ?": bounds.before,
    }
    given = {condition: value for condition, value in conditions.items() if value is not None}
    return "".join(f" and stories.{condition}" for condition in given), tuple(given.values())
