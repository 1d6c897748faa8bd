"""An editor's day at a running paper: ten acts, each of them an upload or the hour that one was waiting for.

After each the whole public side is compared with the paper as the editor means it to be, address by address.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from local.running_paper import RunningPaper
from tests.integration.intended_paper import IntendedPaper, Story, absent, now
from tests.integration.running import SITE, Paper, eventually
from tests.integration.sights import Sight, sight_of

LONGEST_WAIT = 20.0
"""Seconds that a shared machine is given; bench/editors_day.py tells what it takes."""

FRONT = "fronts/es/home.yaml"


@dataclass(frozen=True)
class Act:
    """What an editor did, and what came of it.

    `dependents` are the addresses that say something else because of it, `seconds` how long until all of them were
    right, from the first byte of the upload or from the hour. `receipt` is that of `key`, as programs read it.
    """

    name: str
    key: str
    seconds: float
    dependents: frozenset[str]
    receipt: Mapping[str, Any]
    text: str


class Desk:
    """One editor: uploads files, knows what readers should have, and looks until they do."""

    def __init__(self, paper: Paper, folder: Path, intended: IntendedPaper) -> None:
        self.paper = paper
        self.folder = folder
        self.intended = intended
        self._once: set[str] = set()
        self._sights: dict[str, Sight] = {}
        self.see_to_it(lambda: None, intended)

    def upload(self, name: str, key: str, text: str, intended: IntendedPaper, *, by_folder: bool = False) -> Act:
        """Put a file where the press takes it from; the paper must come to be as it is `intended`."""

        def put() -> None:
            if by_folder:
                (self.folder / key).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / key).write_text(text)
            else:
                self.paper.put(key, text)

        before = self._version(key)
        dependents, seconds = self.see_to_it(put, intended)
        return self._told(name, key, seconds, dependents, before)

    def take_away(self, name: str, key: str, intended: IntendedPaper) -> Act:
        """Delete a file from the folder."""
        before = self._version(key)
        dependents, seconds = self.see_to_it((self.folder / key).unlink, intended)
        return self._told(name, key, seconds, dependents, before)

    def wait_until(self, name: str, key: str, intended: IntendedPaper) -> Act:
        """The clock goes to the moment of the `intended` paper, in which the upload has turned."""
        before = self._receipt(key)["at"]
        port = int(self.paper.doors["site"].rsplit(":", 1)[1])
        move = threading.Thread(
            target=RunningPaper(port).ask, args=("POST", "clock", {"to": intended.now.isoformat()}), daemon=True
        )
        dependents, seconds = self.see_to_it(move.start, intended)
        move.join(LONGEST_WAIT)
        assert not move.is_alive(), f"{name}: the paper never came to rest after its clock was moved"
        if key != FRONT:
            eventually(lambda: self._receipt(key)["at"] != before)
        return self._done(name, key, seconds, dependents)

    def see_to_it(self, do: Callable[[], object], intended: IntendedPaper) -> tuple[frozenset[str], float]:
        """Do something, and look until every address is right; which ones were not before, and the seconds it took."""
        wanted = dict(self._wanted(intended))
        changed = frozenset(address for address, sight in wanted.items() if self._sights.get(address) != sight)
        began = time.monotonic()
        do()
        self._look({address: wanted[address] for address in changed}, began)
        seconds = time.monotonic() - began
        self.intended, self._sights = intended, wanted
        self._once |= {address for address in intended.sights() if address not in intended.unseen}
        return changed, seconds

    def _wanted(self, intended: IntendedPaper) -> Iterator[tuple[str, Sight]]:
        sights = intended.sights()
        yield from sights.items()
        for address in sorted(self._once - set(sights)):
            yield address, absent(address)

    def _look(self, wanted: Mapping[str, Sight], began: float) -> None:
        """Look at the addresses that are not right yet until none is left."""
        left = dict(wanted)
        while left:
            seen = {address: self._seen(address) for address in left}
            is_late = time.monotonic() - began > LONGEST_WAIT
            left = {address: sight for address, sight in left.items() if seen[address] != sight}
            if left and is_late:
                raise AssertionError(
                    f"{len(left)} of {len(wanted)} addresses are still wrong after {LONGEST_WAIT:.0f} s:\n"
                    + "\n".join(f"{at}\n  is        {seen[at]}\n  should be {sight}" for at, sight in left.items())
                )

    def _seen(self, address: str) -> Sight:
        return sight_of(address, self.paper.get(address))

    def _told(self, name: str, key: str, seconds: float, dependents: frozenset[str], before: str) -> Act:
        eventually(lambda: self._version(key) != before)
        return self._done(name, key, seconds, dependents)

    def _done(self, name: str, key: str, seconds: float, dependents: frozenset[str]) -> Act:
        """The act is over: what should not have changed has not, and what was right has stayed so."""
        self._look(self._sights, time.monotonic())
        return Act(name, key, seconds, dependents, self._receipt(key), self.paper.receipt(key))

    def _version(self, key: str) -> str:
        return str(self._receipt(key).get("version_id", ""))

    def _receipt(self, key: str) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.paper.receipt(key, ".json") or "{}")
        return read


class Day:
    """The stories of the day, and the ten acts in their order. Each goes on from where the one before it ended.

    A story is held until `hour`, another expires at `end`, the breaking news end at `last`. The paper's clock is moved
    there, by less than an hour each time: then its schedules alone find what has come, as they do on AWS.
    """

    def __init__(self) -> None:
        self.start = now()
        self.hour, self.end, self.last = (self.start + timedelta(minutes=50 * step) for step in (1, 2, 3))
        yesterday = self.start - timedelta(hours=26)
        self.port = Story(
            "articles/es/puerto.md",
            "es",
            "ciencia",
            "El puerto espera",
            "el-puerto",
            self.start - timedelta(hours=80),
            tags=("Mar",),
        )
        self.snow = Story(
            "articles/es/nieve.md",
            "es",
            "internacional",
            "Cae nieve",
            "cae-nieve",
            yesterday,
            translation_key="nieve",
        )
        self.snow_abroad = Story(
            "articles/en/snow.md",
            "en",
            "internacional",
            "Snow falls",
            "snow-falls",
            yesterday,
            translation_key="nieve",
        )
        self.light = Story(
            "articles/es/faro.md",
            "es",
            "internacional",
            "El faro vuelve a girar",
            "el-faro-vuelve-a-girar",
            self.start - timedelta(hours=1),
            byline="Ana Rojas",
            tags=("Mar", "Faros"),
            translation_key="faro",
        )
        self.light_abroad = Story(
            "articles/en/lighthouse.md",
            "en",
            "ciencia",
            "The lighthouse turns again",
            "the-lighthouse",
            self.start - timedelta(minutes=30),
            byline="Ana Rojas",
            tags=("Lighthouses",),
            translation_key="faro",
        )
        self.tide = Story(
            "articles/es/marea.md",
            "es",
            "ciencia",
            "La marea sube",
            "la-marea",
            self.hour,
            byline="Ines Soto",
            tags=("Mareas",),
            more=(f"embargo: {self.hour.isoformat()}",),
        )

    def morning(self) -> IntendedPaper:
        """What lies in the folder from the start."""
        return IntendedPaper(self.start, (self.port, self.snow, self.snow_abroad))

    def acts(self, desk: Desk) -> Iterator[Act]:
        """All of them."""
        yield from self._publish(desk)
        yield from self._wait(desk)
        yield from self._withdraw(desk)
        yield from self._arrange(desk)

    def _publish(self, desk: Desk) -> Iterator[Act]:
        yield desk.upload("publish", self.light.key, self.light.manuscript(), self._with(desk, self.light))

        note = (self.start - timedelta(minutes=20), "Decíamos que gira dos veces. Gira tres.")
        self.light = replace(self.light, body="Gira tres veces.", corrections=(note,))
        yield self._edit(desk, "correct", self.light, by_folder=True)

        old, self.light = self.light.path, replace(self.light, slug="el-faro")
        moved = replace(self._with(desk, self.light), moved={old: self.light.path})
        yield desk.upload("re-slug", self.light.key, self.light.manuscript(), moved)

        yield self._edit(desk, "translate", self.light_abroad)

    def _wait(self, desk: Desk) -> Iterator[Act]:
        held = replace(desk.intended, unseen=frozenset(self.tide.addresses))
        yield desk.upload("embargo", self.tide.key, self.tide.manuscript(), held)
        out = replace(self._with(desk, self.tide), now=self.hour, unseen=frozenset())
        yield desk.wait_until("its hour", self.tide.key, out)

        ending = replace(self.snow, more=(f"expires: {self.end.isoformat()}",))
        yield self._edit(desk, "expire", ending)
        gone = replace(self._without(desk, ending), now=self.end, gone={ending.path: ""})
        yield desk.wait_until("its end", ending.key, gone)

    def _withdraw(self, desk: Desk) -> Iterator[Act]:
        why = "El faro nunca se detuvo."
        taken_down = replace(self.light, more=(f"withdrawn: {why}",))
        moved, live = desk.intended.moved, desk.intended
        gone = {**live.gone, **dict.fromkeys((self.light.path, *moved), why)}
        without = replace(self._without(desk, self.light), gone=gone, moved={})
        yield desk.upload("withdraw", self.light.key, taken_down.manuscript(), without)

        yield desk.upload("restore", self.light.key, self.light.manuscript(), live)

    def _arrange(self, desk: Desk) -> Iterator[Act]:
        after = self.last + timedelta(days=1)
        pins = f"pins:\n  - {{story: {self.port.key}, position: 2, until: {after.isoformat()}}}\n"
        pinned = replace(desk.intended, pins={2: self.port.key})
        yield desk.upload("pin", FRONT, pins, pinned, by_folder=True)

        strip = f"breaking:\n  text: Se abre el puerto\n  story: {self.light.key}\n  until: {self.last.isoformat()}\n"
        broken = replace(pinned, breaking=("Se abre el puerto", self.light.path))
        yield desk.upload("break news", FRONT, pins + strip, broken, by_folder=True)

        still_pinned = replace(pinned, now=self.last)
        yield desk.wait_until("the strip's end", FRONT, still_pinned)
        yield desk.take_away("no front document", FRONT, replace(still_pinned, pins={}))

    def _edit(self, desk: Desk, name: str, story: Story, *, by_folder: bool = False) -> Act:
        return desk.upload(name, story.key, story.manuscript(), self._with(desk, story), by_folder=by_folder)

    def _with(self, desk: Desk, story: Story) -> IntendedPaper:
        others = self._without(desk, story)
        return replace(others, stories=(*others.stories, story))

    def _without(self, desk: Desk, story: Story) -> IntendedPaper:
        stories = tuple(one for one in desk.intended.stories if one.key != story.key)
        return replace(desk.intended, stories=stories)


def content_folder(room: Path, day: Day) -> Path:
    """A folder as it lies in the morning: the paper's settings and a few stories."""
    folder = room / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text(SITE)
    for story in day.morning().stories:
        (folder / story.key).parent.mkdir(parents=True, exist_ok=True)
        (folder / story.key).write_text(story.manuscript())
    return folder
