"""Spans: the stories of ten days as one SQLite file with a full-text index, written whole.

The same stories always give the same bytes: they go in by their dates, the index is made in one go, and the SQLite that
makes it is the one that `apsw` brings along, the same everywhere.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import apsw

from laera.domain.listings import Card
from laera.searching.stems import Stems

FILE = b"SQLite format 3\0"
"""What such a file begins with."""

_TABLES = """
    create table stories (
        id integer primary key, place text, published text, section text, card text, digest text, text blob
    );
    create virtual table words using fts5 (
        headline, summary, names, body, besides, content='', detail=full, tokenize="unicode61 remove_diacritics 0"
    );
    create virtual table vocabulary using fts5vocab (words, 'row');
"""
_KEPT = 2_000
"""Texts that need no second look while a process lives: in a rush the same span is written again and again."""
_IN_ONE_GO = 1 << 28
"""Bytes of words that the index keeps before it writes: more than a span has, so that it is one sorted run."""


@dataclass(frozen=True, slots=True)
class IndexedStory:
    """A story as it is found: its card as JSON values, and its text, a line for each paragraph."""

    card: Mapping[str, Any]
    text: str

    @property
    def place(self) -> str:
        """Sorts by date, and names the story."""
        return place_of(self.card)


def place_of(card: Mapping[str, Any]) -> str:
    """Where a story stands among others of a language: its date, then its name."""
    return f"{card['published']}#{card.get('id', card['path'])}"


def digest_of(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def write_span(language: str, stories: Iterable[IndexedStory]) -> bytes:
    """The file of these stories."""
    connection = apsw.Connection(":memory:")
    try:
        connection.execute("pragma page_size = 2048; pragma journal_mode = off")
        connection.execute(_TABLES)
        connection.execute("insert into words (words, rank) values ('hashsize', ?)", (_IN_ONE_GO,))
        with connection:
            for number, story in enumerate(sorted(stories, key=lambda story: story.place), 1):
                _add(connection, number, story, language)
        return bytes(connection.serialize("main"))
    finally:
        connection.close()


def _add(connection: apsw.Connection, number: int, story: IndexedStory, language: str) -> None:
    card, stems = Card.from_record(story.card), Stems.of(language)
    names = " ".join([*(byline.name for byline in card.bylines), *(tag.name for tag in card.tags)])
    body = _prepared(language, story.text)
    fields = [*(stems.of_text(text) for text in (card.headline, card.summary, names)), body.stems]
    besides = " ".join(others for _, others in fields if others)
    connection.execute(
        "insert into words (rowid, headline, summary, names, body, besides) values (?, ?, ?, ?, ?, ?)",
        (number, *(written for written, _ in fields), besides),
    )
    shown = json.dumps(dict(story.card), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    connection.execute(
        "insert into stories values (?, ?, ?, ?, ?, ?, ?)",
        (number, story.place, story.card["published"], card.section, shown, body.digest, body.packed),
    )


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What a text becomes in a span."""

    stems: tuple[str, str]
    digest: str
    packed: bytes


@lru_cache(_KEPT)
def _prepared(language: str, text: str) -> _Prepared:
    return _Prepared(Stems.of(language).of_text(text), digest_of(text), zlib.compress(text.encode(), 6))


def texts_in(body: bytes) -> dict[str, str]:
    """The texts of such a file by their digests; those alone that are what their digests say. Of another file, none."""
    return dict(_texts(body))


def _texts(body: bytes) -> Iterator[tuple[str, str]]:
    if not body.startswith(FILE):
        return
    connection = apsw.Connection(":memory:")
    try:
        connection.deserialize("main", body)
        for (packed,) in connection.execute("select text from stories"):
            text = zlib.decompress(packed).decode()
            yield digest_of(text), text
    except (apsw.Error, zlib.error, UnicodeDecodeError, TypeError):
        return  # somebody was at the file: what is missing is read where the stories stand
    finally:
        connection.close()
