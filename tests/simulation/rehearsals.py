"""Rehearsals: one paper whose handlers run one after the other, with a fault at exactly one of their port calls.

`newsdays` draws faults by lot; a rehearsal is told which call fails and how, so every call of a scenario can have its
turn. After the fault the message is delivered again, as a queue would, behind what else is waiting.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, cast

from laera.adapters.memory import (
    Change,
    FrozenClock,
    MemoryContent,
    MemoryOutcomes,
    MemoryQueue,
    MemoryReceipts,
    MemoryTable,
)
from laera.domain.announcements import Announcement
from laera.domain.receipts import Outcome
from laera.domain.site import object_key
from laera.errors import (
    ContestedError,
    NewsroomError,
    PreconditionLostError,
    QueueUnavailableError,
    StoreUnavailableError,
    TableUnavailableError,
    TransientError,
)
from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import CONFIG_PK
from laera.workflow.embargoes import release_due
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.photographs import PhotoDesk
from laera.workflow.ports import ContentStore, Notice, Outcomes, Queue, ReceiptStore, SiteStore, Table, Word
from laera.workflow.press import Press
from local.pressroom import Pressroom
from tests.simulation.hearsay import wrongly_heard
from tests.simulation.newsdays import everything_in, manuscript
from tests.simulation.stage import StruckDownError
from tests.simulation.watched import WatchedSite

START = datetime(2026, 1, 31, 12, tzinfo=UTC)
HELD_UNTIL = START + timedelta(hours=1)
SECRET = b"canary-of-a-held-story"
SITE = b"""
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
description: {es: Un diario., en: A newspaper.}
sections:
  - {id: international, es: Internacional, en: International}
  - {id: culture, es: Cultura, en: Culture}
"""
_LONGEST_PLAY = 200

_UNAVAILABLE: dict[str, type[TransientError]] = {
    "content": StoreUnavailableError,
    "site": StoreUnavailableError,
    "receipts": StoreUnavailableError,
    "table": TableUnavailableError,
    "uploads": QueueUnavailableError,
    "rebuild": QueueUnavailableError,
    "media": QueueUnavailableError,
    "outcomes": QueueUnavailableError,
}
_CONDITIONAL = {("site", "put"), ("table", "put"), ("table", "delete")}
_WRITES = {"put", "put_newer", "delete", "send"}


class Fault(StrEnum):
    """How a call can fail.

    A process that dies at a read leaves what it left that dies before the next write, and a read whose answer is lost
    is as one refused: reads are only refused.
    """

    CRASH_BEFORE = "the process dies before the call"
    CRASH_AFTER = "the process dies after the call"
    REFUSED = "the service refuses"
    ANSWER_LOST = "the service does it, and its answer is lost"
    TOO_LATE = "somebody else was faster"

    def can_meet(self, port: str, method: str) -> bool:
        """Whether such a call can fail so, with an end of its own."""
        if self is Fault.TOO_LATE:
            return (port, method) in _CONDITIONAL
        return self is Fault.REFUSED or method in _WRITES


@dataclass
class Wire:
    """Counts the port calls of all handlers, and lets one of them fail, or something else happen `meanwhile`."""

    at: int = -1
    fault: Fault = Fault.CRASH_BEFORE
    calls: list[tuple[str, str]] | None = None
    count: int = 0
    is_live: bool = False
    meanwhile: Callable[[], None] | None = None

    def call(self, port: str, method: str, made: Callable[[], Any]) -> Any:  # noqa: ANN401 - any port's answer
        """Make one call, or fail it."""
        if not self.is_live:
            return made()
        is_struck, self.count = self.count == self.at, self.count + 1
        if self.calls is not None:
            self.calls.append((port, method))
        if not is_struck:
            return made()
        if self.meanwhile:
            self.is_live = False
            self.meanwhile()
            self.is_live = True
            return made()
        if self.fault is Fault.CRASH_BEFORE:
            raise StruckDownError
        if self.fault is Fault.REFUSED:
            raise _UNAVAILABLE[port](f"{port}.{method} refused")
        if self.fault is Fault.TOO_LATE:
            raise PreconditionLostError(f"{port}.{method} came too late")
        made()
        if self.fault is Fault.CRASH_AFTER:
            raise StruckDownError
        raise _UNAVAILABLE[port](f"the answer to {port}.{method} was lost")


class Wired:
    """Any port, its methods called over the wire."""

    def __init__(self, wire: Wire, name: str, port: object) -> None:
        self._wire = wire
        self._name = name
        self._port = port

    def __getattr__(self, method: str) -> Callable[..., Any]:
        bound = getattr(self._port, method)

        def called(*args: object, **options: object) -> Any:  # noqa: ANN401 - any port's answer
            return self._wire.call(self._name, method, partial(bound, *args, **options))

        return called


class Rehearsal:
    """One paper: its stores, a warm press, what waits to be handled, and what went wrong."""

    def __init__(self, renderer: PageRenderer) -> None:
        self.renderer = renderer
        self.clock = FrozenClock(START)
        self.content = MemoryContent(self.clock)
        self.site = WatchedSite(self._is_held)
        self.receipts = MemoryReceipts()
        self.changed: dict[tuple[str, str], None] = {}
        self.table = MemoryTable(self._heard)
        self.uploads, self.rebuild, self.media = MemoryQueue(), MemoryQueue(), MemoryQueue()
        self.outcomes = MemoryOutcomes()
        self.rounds: list[str] = []
        self.wire = Wire()
        self.wrongs: list[str] = []
        self._press: Press | None = None
        self._photo_desk: PhotoDesk | None = None
        self._is_shaken = False

    def copy(self) -> "Rehearsal":
        """The same paper in the same state, with cold processes."""
        other = Rehearsal(self.renderer)
        other.clock.moment = self.clock.moment
        other.content._versions = {key: list(uploads) for key, uploads in self.content._versions.items()}
        other.content._keys, other.content._count = list(self.content._keys), self.content._count
        other.site = self.site.copy()
        other.site._is_held = other._is_held
        other.receipts.files = dict(self.receipts.files)
        other.table._records = {pk: dict(records) for pk, records in self.table._records.items()}
        other.table._order = {pk: list(order) for pk, order in self.table._order.items()}
        for mine, theirs in zip(self._queues(), other._queues(), strict=True):
            theirs.notices.extend(mine.notices)
        other.outcomes.words.extend(self.outcomes.words)
        other.changed.update(self.changed)
        other.rounds = list(self.rounds)
        return other

    def put(self, key: str, body: bytes) -> None:
        """An editor uploads."""
        self.content.put(key, body)
        self.tell(key)

    def write(self, key: str, headline: str, **fields: str) -> None:
        """An editor uploads a story."""
        self.put(key, manuscript(headline, **fields))

    def delete(self, key: str) -> None:
        """An editor deletes."""
        self.content.delete(key)
        self.tell(key)

    def tell(self, key: str) -> None:
        """The bucket's event; a second passes."""
        versions = self.content.versions(key)
        self.uploads.send([Notice(key, versions[0].version_id if versions else None)])
        self.clock.advance(timedelta(seconds=1))

    def play(self) -> None:
        """Handle what waits, and all that follows from it."""
        self.wire.is_live = True
        for _ in range(_LONGEST_PLAY):
            if not self._next():
                break
        else:
            self.wrongs.append("the press does not come to rest")
        self.wire.is_live = False
        self.wrongs += self.site.wrongs
        self.wrongs += wrongly_heard(self.table, self.outcomes)

    def rival(self, act: Callable[["Rehearsal"], None]) -> None:
        """Somebody acts, and a process of its own handles all that comes of it, fronts included, before any other."""
        others = [queue.notices.copy() for queue in self._queues()]
        for queue in self._queues():
            queue.notices.clear()
        lists, self.changed = self.changed, {}
        press, self._press = self._press, None
        act(self)
        while self._next():
            pass
        self._press = press
        self.changed = {**lists, **self.changed}
        for queue, notices in zip(self._queues(), others, strict=True):
            queue.notices.extend(notices)

    def essence(self) -> dict[str, object]:
        """What must not depend on what happened on the way: pages, lists, owners, wakes, receipts, announcements."""
        found: dict[str, object] = dict(everything_in(self.site))
        for item in self.table.items():
            kind, name = item.pk.partition("#")[0], f"{item.pk} {item.sk}"
            if item.pk == "EMBARGO#swept":  # only how far the clock's next sweep looks back, at the least
                continue
            if kind == "RECEIPT":
                found[name] = [item.body[part] for part in ("outcome", "address", "note", "complaints", "headline")]
            elif kind == "ARTICLE":
                found[name] = {**item.body}
            elif kind == "ADDRESS":
                found[name] = {**item.body, "waiting": sorted(item.body["waiting"])}
            elif item.pk == CONFIG_PK or (kind in {"LISTING", "EMBARGO", "TRANSLATION"} and "gone" not in item.body):
                found[name] = {**item.body}
        found["heard"] = sorted({_said(word) for word, _ in self.outcomes.words})
        for name, body in self.receipts.files.items():
            found[f"receipt {name}"] = json.loads(body)["outcome"] if name.endswith(".json") else body.split(b".")[0]
        return found

    def undisturbed(self) -> dict[str, bytes]:
        """The site as a press makes it that has just been set up, from the same bucket at the same moment."""
        site = WatchedSite()
        room = Pressroom(
            content=self.content, site=site, receipts=MemoryReceipts(), clock=self.clock, renderer=self.renderer
        )
        for version in list(self.content.keys()):
            room.uploads.send([Notice(version.key)])
        room.drain()
        return everything_in(site)

    def _next(self) -> bool:
        """Handle one thing; fronts come last, but first after a fault: then they see what it left behind."""
        self._is_shaken, is_shaken = False, self._is_shaken
        if self.changed and is_shaken:
            return self._set_fronts()
        if self.rounds:
            name = self.rounds.pop(0)
            if not self._handle(partial(self._round, name)):
                self.rounds.append(name)
            return True
        for queue in self._queues():
            if queue.notices:
                notice = queue.notices.popleft()
                if not self._handle(partial(self._deliver, queue, notice)):
                    queue.notices.append(notice)
                return True
        return bool(self.changed) and self._set_fronts()

    def _set_fronts(self) -> bool:
        lists, self.changed = self.changed, {}
        if not self._handle(lambda: self._warm().fronts.rebuild(lists)):
            self.changed = {**lists, **self.changed}
        return True

    def _deliver(self, queue: MemoryQueue, notice: Notice) -> None:
        press = self._warm()
        if queue is self.media:
            assert self._photo_desk is not None
            self._photo_desk.develop(notice)
        else:
            press.newsroom.publish(notice)

    def _round(self, name: str) -> None:
        press = self._warm()
        if name == "clock":
            release_due(press.table, press.uploads, self.clock)
        else:
            press.reconciler.run()

    def _handle(self, work: Callable[[], object]) -> bool:
        """Whether it came to its end; a process that died is replaced, one that raised stays warm."""
        try:
            work()
        except StruckDownError:
            self._press = None
        except (TransientError, ContestedError):
            pass
        except NewsroomError as error:
            self.wrongs.append(f"left the press: {error!r}")
        else:
            return True
        self._is_shaken = True
        return False

    def _warm(self) -> Press:
        if self._press is None:
            wired = partial(Wired, self.wire)
            press = Press(
                content=cast("ContentStore", wired("content", self.content)),
                site=cast("SiteStore", wired("site", self.site)),
                receipts=cast("ReceiptStore", wired("receipts", self.receipts)),
                table=cast("Table", wired("table", self.table)),
                uploads=cast("Queue", wired("uploads", self.uploads)),
                rebuild=cast("Queue", wired("rebuild", self.rebuild)),
                media=cast("Queue", wired("media", self.media)),
                outcomes=cast("Outcomes", wired("outcomes", self.outcomes)),
                clock=self.clock,
                renderer=self.renderer,
            )
            self._press = press
            self._photo_desk = PhotoDesk(
                content=press.content,
                site=press.site,
                receipts=press.receipts,
                table=press.table,
                uploads=press.uploads,
                outcomes=press.outcomes,
                clock=self.clock,
            )
        return self._press

    def _queues(self) -> tuple[MemoryQueue, MemoryQueue, MemoryQueue]:
        return self.uploads, self.media, self.rebuild

    def _is_held(self, text: bytes) -> bool:
        return SECRET in text and self.clock.now() < HELD_UNTIL

    def _heard(self, change: Change) -> None:
        item = change.after or change.before
        if item is None:
            return
        if item.pk.startswith("LISTING#") and self._is_held(repr(dict(item.body)).encode()):
            self.wrongs.append(f"{item.pk}: a word of a story on hold")
        if (
            not self.wire.meanwhile
            and item.pk.startswith("RECEIPT#articles/")
            and item.body["outcome"] == Outcome.PUBLISHED
        ):
            path = item.body["address"].removeprefix("https://laera.example")
            if self.site.sign(object_key(path)) != (None, None):
                self.wrongs.append(f"{item.pk}: published, but there is no page at {path}")
        if moves_fronts(item.pk):
            self.changed[item.pk, item.sk] = None


def _said(word: Word) -> str:
    """One word to the world, however often it was said and however late."""
    if isinstance(word, Announcement):
        former = " ".join(word.former)
        return f"{word.event} {word.key} {word.version_id} {word.address} {former} {' '.join(word.tags)} {word.id}"
    return repr(word)


def calls_of(prepared: Rehearsal) -> tuple[Rehearsal, list[tuple[str, str]]]:
    """Play without a fault; gives the paper as it came to be, and the port calls that took."""
    room = prepared.copy()
    calls: list[tuple[str, str]] = []
    room.wire = Wire(calls=calls)
    room.play()
    return room, calls


def struck(prepared: Rehearsal, at: int, fault: Fault) -> Rehearsal:
    """Play with one fault."""
    room = prepared.copy()
    room.wire = Wire(at=at, fault=fault)
    room.play()
    return room


def interrupted(prepared: Rehearsal, at: int, act: Callable[[Rehearsal], None]) -> Rehearsal:
    """Play, and before one call a rival acts and is served; at a call that does not come, when all is over."""
    room = prepared.copy()
    room.wire = Wire(at=at, meanwhile=partial(room.rival, act))
    room.play()
    if room.wire.count <= at:
        room.rival(act)
        room.wrongs += room.site.wrongs
    return room
