"""A paper in memory with an archive of any size; what a publication asks of the ports is counted.

The archive's stories are in the lists as a press would have put them there, without having been published one by one. A
few real stories are published on top, and edited.
"""

import gc
import json
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryReceipts, MemorySite, MemoryTable
from laera.adapters.records import Record
from laera.domain.articles import Byline, Tag
from laera.domain.listings import HOME, Card, listing_pk, presence_of, stamp
from laera.rendering.pages import PageRenderer
from laera.workflow.ports import Notice
from local.pressroom import Pressroom
from tests.integration.ledger import SITE, key, manuscript

NOON = datetime(2026, 2, 28, 12, tzinfo=UTC)
SECTIONS = ("international", "culture")
A_DAY = 100
"""Stories of a day in the archive."""
MOST_TAGS = 500
"""Tags of an archive; the stories of the newest one are the real ones'."""


@dataclass(slots=True)
class Bill:
    """What one publication asked for: calls of the ports by name, pages rendered by kind, bytes of lists read.

    `touched` are the public objects that were looked at or written, `written` the latter, `lists` those that were read.
    """

    calls: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    touched: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    bytes_read: int = 0

    @property
    def budget(self) -> int:
        """How many calls there may be: twelve, three for each public object and three for each list."""
        return 12 + 3 * (len(self.touched) + len(self.lists))


class Counted:
    """Any port, or the renderer: its calls are written down on the open bill."""

    def __init__(self, name: str, port: object, archive: "Archive") -> None:
        self._name = name
        self._port = port
        self._archive = archive

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any port's method, or an attribute of the renderer
        method = getattr(self._port, name)
        if not callable(method):
            return method

        def called(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as above
            answer = method(*args, **options)
            self._archive.note(self._name, name, args, answer)
            return answer

        return called


class Archive:
    """The paper. `grow` adds stories to its archive, `publish` delivers one upload and gives its bill."""

    def __init__(self, renderer: PageRenderer) -> None:
        self.clock = FrozenClock(NOON)
        self.content, self.site = MemoryContent(self.clock), MemorySite()
        self.room = Pressroom(
            content=self.content, site=self.site, receipts=MemoryReceipts(), clock=self.clock, renderer=renderer
        )
        self.size = 0
        self.bill = Bill()
        press = self.room.press
        for name in ("content", "site", "receipts", "table", "uploads", "rebuild", "media", "renderer"):
            setattr(press, name, Counted(name, getattr(press, name), self))
        self.content.put("site.yaml", SITE)
        self._deliver("site.yaml")
        self.publish("articles/es/2026/siempre.md", manuscript(0, headline="El faro sigue encendido"))

    def note(self, port: str, call: str, args: tuple[Any, ...], answer: object) -> None:
        """Write down one call."""
        if port == "renderer":
            if isinstance(answer, bytes):
                self.bill.pages[call] += 1
            return
        self.bill.calls[f"{port}.{call}"] += 1
        if port == "site":
            self.bill.touched.add(str(args[0]))
        if port == "site" and call == "put":
            self.bill.written.add(str(args[0]))
        if port == "table" and call == "query":
            self.bill.lists.add(str(args[0]))
            items = cast("Any", answer).items
            self.bill.bytes_read += sum(len(json.dumps(item.body, ensure_ascii=False)) for item in items)

    def grow(self, size: int) -> None:
        """Fill the lists until there are so many stories, older than every real one."""
        table = self.room.table
        filled: dict[str, list[str]] = {}
        for number in range(self.size, size):
            card, scopes = _story(number)
            record = Record(1, json.dumps(card.to_record(), ensure_ascii=False), None)
            sk = f"{stamp(card.published)}#{number:016x}"
            for scope in scopes:
                pk = listing_pk("es", scope)
                table._records.setdefault(pk, {})[sk] = record
                filled.setdefault(pk, []).append(sk)
                self._note_presence(table, scope)
        for pk, sks in filled.items():
            table._order[pk] = sorted([*table._order.get(pk, ()), *sks])
        self.size = size

    def publish(self, upload: str, body: bytes | None) -> Bill:
        """Put a file (none: delete it), deliver it and all that follows."""
        self.clock.advance(timedelta(seconds=1))
        if body is None:
            self.content.delete(upload)
        else:
            self.content.put(upload, body)
        return self._deliver(upload)

    def again(self, upload: str) -> Bill:
        """Deliver the event of an upload once more."""
        return self._deliver(upload)

    def _deliver(self, upload: str) -> Bill:
        self.bill = Bill()
        self.room.press.newsroom.publish(Notice(upload))
        self.room.drain()
        return self.bill

    @staticmethod
    def rest() -> None:
        """Have the interpreter take what is there as given: looking for garbage in it is no part of a publication."""
        gc.collect()
        gc.freeze()

    def forget_tombstones(self) -> None:
        """Forget the stories that were taken out of lists, as the table does after eight days."""
        table = self.room.table
        gone = [item for item in table.items() if item.pk.startswith("LISTING#") and item.expires is not None]
        for item in gone:
            table.delete(item.pk, item.sk, item.rev)

    @staticmethod
    def _note_presence(table: MemoryTable, scope: str) -> None:
        place = presence_of(scope)
        if place is None:
            return
        pk, word = listing_pk("es", place[0]), place[1]
        if word not in table._records.setdefault(pk, {}):
            insort(table._order.setdefault(pk, []), word)
        table._records[pk][word] = Record(1, json.dumps({"word": word}), None)


def _story(number: int) -> tuple[Card, list[str]]:
    published = datetime(2025, 12, 1, 12, tzinfo=UTC) - timedelta(days=number // A_DAY, minutes=number % A_DAY)
    section = SECTIONS[number % len(SECTIONS)]
    tags = (Tag(f"Tema {number % MOST_TAGS}", f"tema-{number % MOST_TAGS}"), Tag("puerto", "puerto"))
    byline = Byline("Ana Ríos", "ana-rios")
    card = Card(
        path=f"/{section}/archivo-{number}",
        language="es",
        section=section,
        headline=f"El archivo guarda la nota {number} de un día sin viento",
        published=published,
        summary="La mar estaba quieta y los barcos salieron a su hora.",
        bylines=(byline,),
        tags=tags,
        id=f"urn:uuid:00000000-0000-5000-8000-{number:012x}",
    )
    scopes = [HOME, f"section#{section}", *(f"tag#{tag.slug}" for tag in tags), f"author#{byline.slug}"]
    return card, [*scopes, f"day#{published.date().isoformat()}"]


def _edited(number: int, **fields: str) -> bytes:
    return manuscript(number, **fields)


def kinds(number: int) -> Iterator[tuple[str, Callable[[Archive], Bill]]]:
    """What can happen to story number so-and-so, in an order in which it can."""
    upload = key(number)
    yield "a new story", lambda archive: archive.publish(upload, _edited(number))
    yield "its event once more", lambda archive: archive.again(upload)
    slug = f"el-puerto-amanece-en-calma-por-vez-{number}"
    retitled = _edited(number, headline="Sin viento", slug=slug)  # a summary is shown only where there is room
    yield "an edit of what lists show", lambda archive: archive.publish(upload, retitled)
    body = retitled + b"Y volvieron.\n"
    yield "a correction in its body", lambda archive: archive.publish(upload, body)
    yield "an edit that is refused", lambda archive: archive.publish(upload, _edited(number, section="nowhere"))
    moved = _edited(number, slug=f"otro-puerto-{number}", section="culture")
    yield "a new address", lambda archive: archive.publish(upload, moved)
    yield "its deletion", lambda archive: archive.publish(upload, None)
    first = _edited(number, slug=f"primera-{number}", published=f"{date(2026, 1, 2) + timedelta(days=number)}T08:00Z")
    yield "the first story of a day", lambda archive: archive.publish(f"articles/es/2026/primera-{number}.md", first)


def bills(archive: Archive, number: int) -> dict[str, Bill]:
    """The bill of each kind of publication, with the archive as it is."""
    return {name: kind(archive) for name, kind in kinds(number)}
