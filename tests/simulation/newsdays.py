"""Days at a paper, drawn from a seed: editors write, rename, hold, delete, tag and correct; deliveries misbehave."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import cast

from laera.adapters.memory import (
    Change,
    FrozenClock,
    MemoryContent,
    MemoryOutcomes,
    MemoryQueue,
    MemoryReceipts,
    MemorySite,
    MemoryTable,
)
from laera.domain.site import SITE_KEY
from laera.domain.site_file import starter_site_file
from laera.rendering.pages import PageRenderer
from laera.workflow.embargoes import release_due
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.ports import Notice, Outcomes, Queue, ReceiptStore, SiteStore, Table
from laera.workflow.press import Press
from laera.workflow.reconcile import GRACE
from local.pressroom import Pressroom
from tests.simulation.stage import Handler, Stage, Staged
from tests.simulation.watched import WatchedSite

START = datetime(2026, 1, 31, 12, tzinfo=UTC)
KEYS = ("articles/es/uno.md", "articles/es/dos.md", "articles/en/three.md")
# Two stories may want the same address. They may not want to swap theirs: then each stays where it is until one gives
# way, which is as good an ending as the other (docs/decisions/0006-addresses.md), but not the same one.
FRONTS = ("fronts/es/home.yaml", "fronts/es/international.yaml", "fronts/es/internacional.yaml")
"""Two of them are about one front: the one named by the section's id decides it."""
PAPERS = ("La Era", "El Faro")
SECTIONS = ("Internacional", "Mundo")
TAGS = ("mar", "puerto", "hielo")
BYLINES = ("Ana Rojas", "Pedro Ñuñez")
HEADLINES = {KEYS[0]: ("Uno", "Ambos"), KEYS[1]: ("Dos", "Ambos"), KEYS[2]: ("One", "Two", "Three")}


def manuscript(headline: str, **fields: str) -> bytes:
    """A valid manuscript, unless the fields say otherwise."""
    matter = {"headline": headline, "section": "international", "published": "2026-01-30T09:00:00Z"} | fields
    lines = "\n".join(f"{name}: {value}" for name, value in matter.items())
    return f"---\n{lines}\n---\nThe body of {headline}.\n".encode()


def front_document(rng: random.Random) -> bytes:
    """A valid front document: some of a lead, pins, a strip and hours, of stories that may run or not."""
    stories = [*KEYS[:2], "/internacional/ambos", "/internacional/dos"]
    rng.shuffle(stories)
    hour = rng.randrange(12, 16)
    parts = (
        f"lead: {stories[0]}",
        f"lead: {{story: {stories[0]}, until: 2026-01-31T{hour}:30Z}}",
        f"pins: [{stories[1]}, {{story: {stories[2]}, position: 4, from: 2026-01-31T{hour}:00Z}}]",
        f"breaking: {{text: Now {hour}, story: {stories[3]}, until: 2026-01-31T{hour + 1}:00Z}}",
        f"dayparts: [{{from: {hour - 3}, to: {hour - 2}, lead: {stories[3]}}}]",
        "order: updated",
    )
    chosen = {part.split(":")[0]: part for part in rng.sample(parts, rng.randint(1, 4))}
    return "\n".join(chosen.values()).encode()


@dataclass
class Newsday:
    """One paper, its bucket, a press that is struck by faults, and the editors' acts."""

    seed: int
    renderer: PageRenderer
    strike: float = 0.04
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(START))

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 - a seed that can be repeated is the point
        self.stage = Stage(self.rng, self.strike)
        self.content = MemoryContent(self.clock)
        self.site = WatchedSite()
        self.receipts = MemoryReceipts()
        self.changed: dict[tuple[str, str], None] = {}
        self.table = MemoryTable(self._heard)
        self.uploads, self.rebuild, self.media = MemoryQueue(), MemoryQueue(), MemoryQueue()
        self.outcomes = MemoryOutcomes()
        self.faults: list[BaseException] = []
        self.has_erased = False
        self.held: dict[bytes, datetime] = {}
        self._open_batches: list[dict[tuple[str, str], None]] = []
        self._boot()

    def _boot(self) -> None:
        """A press of several processes would share nothing but the stores: so each handler gets one of its own."""
        self.content.put(SITE_KEY, starter_site_file())
        self._tell(SITE_KEY)
        release_due(self.table, self.uploads, self.clock)  # sweeps have run until now: the next looks back to this one

    def press(self) -> Press:
        """A new process."""
        staged = [Staged(self.stage, port) for port in (self.site, self.receipts, self.table)]
        site, receipts, table = staged
        return Press(
            content=cast("MemoryContent", Staged(self.stage, self.content)),
            site=cast("SiteStore", site),
            receipts=cast("ReceiptStore", receipts),
            table=cast("Table", table),
            uploads=cast("Queue", Staged(self.stage, self.uploads)),
            rebuild=cast("Queue", Staged(self.stage, self.rebuild)),
            media=cast("Queue", Staged(self.stage, self.media)),
            outcomes=cast("Outcomes", Staged(self.stage, self.outcomes)),
            clock=self.clock,
            renderer=self.renderer,
        )

    def edit(self) -> None:
        """One act of an editor, drawn."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.2:
            self._edit_front()
        elif kind < 0.26:
            self._edit_paper()
        elif kind < 0.34:
            self.clock.advance(timedelta(minutes=rng.choice((5, 40, 40, 150, 60 * 26))))
        else:
            self._edit_story()

    def _edit_story(self) -> None:
        rng = self.rng
        key = rng.choice(KEYS)
        headline = rng.choice(HEADLINES[key])
        number = str(rng.randrange(10**6))
        act = rng.choice(("write", "write", "write", "break", "hold", "draft", "withdraw", "delete", "restore", "pair"))
        if act == "delete":
            self.content.delete(key)
        elif act == "restore":
            newest = next(iter(self.content.versions(key)), None)
            if newest is None:
                return
            self.content.delete_version(key, newest.version_id)
            self.has_erased = self.has_erased or not newest.is_delete_marker
            self.site.may_go_back = self.has_erased
        else:
            hour = (self.clock.now() + timedelta(minutes=rng.randint(1, 90))).replace(second=0)
            fields = (
                self._some_fields(key, headline)
                | {
                    "write": {"summary": number},
                    "break": {"section": "nowhere"},
                    "hold": {"summary": f"held-{number}", "embargo": f"{hour:%Y-%m-%dT%H:%MZ}"},
                    "draft": {"draft": "true"},
                    "withdraw": {"withdrawn": "It was wrong."},
                    "pair": {"translation_key": "pair", "summary": number},
                }[act]
            )
            self.content.put(key, manuscript(headline, **fields))
            if act == "hold":
                self.held[fields["summary"].encode()] = hour
        self._send_word(key)

    def _some_fields(self, key: str, headline: str) -> dict[str, str]:
        """Tags, a byline, corrections, old addresses, an end, another day or section: each in some stories."""
        rng = self.rng
        end = self.clock.now() + timedelta(minutes=rng.randint(1, 300))
        fields = {
            "tags": f"[{', '.join(rng.sample(TAGS, rng.randint(1, 2)))}]",
            "byline": rng.choice(BYLINES),
            "corrections": f"[{{date: 2026-01-31T{rng.randrange(10, 14)}:00Z, text: Eran {rng.randrange(9)}.}}]",
            "aliases": f"[/viejo/{key[9:11]}-{rng.randrange(2)}]",
            "expires": f"{end:%Y-%m-%dT%H:%MZ}",
            "published": f"2026-01-{rng.randrange(28, 31)}T09:00:00Z",
            "section": "culture",
        }
        if headline == "Ambos":  # in two sections it would be two addresses, and the two stories could swap them;
            for name in (
                "section",
                "tags",
                "byline",
                "published",
                "aliases",
            ):  # of lists of its own: docs/developer/simulation.md
                del fields[name]
        return {name: fields[name] for name in fields if rng.random() < 0.15}

    def _edit_paper(self) -> None:
        """The paper or one of its sections gets another name, or site.yaml is broken."""
        rng = self.rng
        name, section = rng.choice(PAPERS), rng.choice(SECTIONS)
        body = starter_site_file().replace(b"name: La Era", f"name: {name}".encode())
        body = body.replace(b"es: Internacional", f"es: {section}".encode())
        self.content.put(SITE_KEY, body if rng.random() < 0.85 else b"name: ''")
        self._send_word(SITE_KEY)

    def _edit_front(self) -> None:
        """An editor decides a front, badly at times, or takes it back."""
        key = self.rng.choice(FRONTS)
        act = self.rng.choice(("write", "write", "break", "delete", "restore"))
        newest = next(iter(self.content.versions(key)), None)
        if act == "write":
            self.content.put(key, front_document(self.rng))
        elif act == "break":
            self.content.put(key, b"lead: nowhere")
        elif act == "delete":
            self.content.delete(key)
        elif newest:
            self.content.delete_version(key, newest.version_id)
        self._send_word(key)

    def _send_word(self, key: str) -> None:
        """Time goes on, and the bucket tells of the key: once, twice or not at all."""
        rng = self.rng
        self.clock.advance(timedelta(seconds=1))
        is_lost = rng.random() <= 0.05  # but not the last trace of a key: docs/developer/simulation.md
        if not is_lost or not self.content.versions(key):
            self._tell(key)
        if rng.random() < 0.3:  # some come twice
            self._tell(key)

    def deliver(self) -> None:
        """A few messages at once, in any order, each in a process of its own; who is struck down is delivered again."""
        queue = self.uploads.notices or self.rebuild.notices
        if not queue:
            return
        batch = []
        for _ in range(min(len(queue), self.rng.randint(1, 3))):
            queue.rotate(-self.rng.randrange(len(queue)))
            batch.append(queue.popleft())
        handlers = [Handler(notice.key, partial(self._publish, notice)) for notice in batch]
        if self.changed and self.rng.random() < 0.5:
            handlers.append(self._fronts())
        if self.rng.random() < 0.1:
            handlers.append(Handler("clock", self._sweep))
        self.stage.play(handlers)
        for notice, handler in zip(batch, handlers, strict=False):
            if handler.was_struck_down or handler.fault:
                queue.append(notice)
            if handler.fault:
                self.faults.append(handler.fault)

    def deliver_lists(self) -> None:
        """The table's stream reaches the front desk; a batch that fails comes again."""
        if self.changed:
            self.stage.play([self._fronts()])

    def leaks(self) -> list[str]:
        """Where readers could see, before its hour, a word of a story on hold: pages, and lists the API reads."""
        public = list(everything_in(self.site).items())
        public += [(item.pk, repr(item.body).encode()) for item in self.table.items() if item.pk.startswith("LISTING#")]
        now = self.clock.now()
        held = [word for word, hour in self.held.items() if now < hour]
        return [where for where, text in public if any(word in text for word in held)]

    def settle(self) -> None:
        """Faults stop, time passes, the clock and the reconciler do their rounds: everything must come right."""
        self.stage._strike = 0.0
        self._quiet()
        for _ in range(2):
            self.clock.advance(GRACE + timedelta(hours=2))
            press = self.press()
            release_due(press.table, press.uploads, self.clock)
            press.reconciler.run()
            self._quiet()

    def reference(self) -> WatchedSite:
        """The site as a press makes it that was never disturbed, from the same bucket at the same moment."""
        site = WatchedSite()
        room = Pressroom(
            content=self.content, site=site, receipts=MemoryReceipts(), clock=self.clock, renderer=self.renderer
        )
        for version in list(self.content.keys()):
            room.uploads.send([Notice(version.key)])
        room.drain()
        return site

    def _publish(self, notice: Notice) -> None:
        self.press().newsroom.publish(notice)

    def _sweep(self) -> None:
        press = self.press()
        release_due(press.table, press.uploads, self.clock)

    def _fronts(self) -> Handler:
        lists, self.changed = self.changed, {}

        def work() -> None:
            self.press().fronts.rebuild(lists)
            lists.clear()

        handler = Handler("fronts", work)
        self._open_batches.append(lists)
        return handler

    def _quiet(self) -> None:
        for _ in range(400):
            for lists in self._open_batches:
                self.changed.update(lists)
            self._open_batches = []
            if not (self.uploads.notices or self.rebuild.notices or self.changed):
                return
            self.media.notices.clear()
            self.deliver()
            self.deliver_lists()
        raise AssertionError(f"seed {self.seed}: the press does not come to rest")

    def _tell(self, key: str) -> None:
        newest = next(iter(self.content.versions(key)), None)
        self.uploads.send([Notice(key, newest.version_id if newest else None)])

    def _heard(self, change: Change) -> None:
        item = change.after or change.before
        if item and moves_fronts(item.pk):
            self.changed[item.pk, item.sk] = None


def everything_in(site: MemorySite) -> dict[str, bytes]:
    """Every object's bytes and what readers get with them."""
    found = {}
    for key in site.keys():  # noqa: SIM118 - a bucket, not a dict
        page = site.get(key)
        assert page is not None
        found[key] = page.body + repr(sorted(page.metadata.items())).encode()
    return found
