"""A session of editing, drawn from a seed: everything that a desk can do to stories, fronts, settings and the clock.

Nothing fails here; what a press that is struck by faults does is in `newsdays`. After each step the paper is at rest.
"""

import io
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PIL import Image

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryReceipts, MemorySite
from laera.adapters.overlay import OverlayStage
from laera.rendering.pages import PageRenderer
from laera.workflow.embargoes import release_due
from laera.workflow.ports import Notice
from laera.workflow.press import PreviewRoom
from local.pressroom import Pressroom
from tests.unit.workflow.desk import Ring

START = datetime(2026, 1, 30, 9, tzinfo=UTC)
URL = "https://laera.example"
LANGUAGES = ("es", "en")
TAGS = ("mar", "puerto", "mareas", "faro", "hielo")
BYLINES = ("Ana Rojas", "Pedro Ñuñez", "La Redacción")
SECTIONS = ("international", "culture", "sports")
FRONTS = ("fronts/es/home.yaml", "fronts/en/home.yaml", "fronts/es/culture.yaml")
PHOTOGRAPHS = (("media/mar.png", "navy"), ("media/faro.png", "gold"))
KEYS = tuple(f"articles/{language}/{number:02}.md" for language in LANGUAGES for number in range(9))
NAMES = {"international": ("Internacional", "Mundo"), "culture": ("Cultura", "Artes"), "sports": ("Deportes", "Cancha")}


class Session:
    """One paper and its editors."""

    def __init__(self, seed: int, renderer: PageRenderer) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - a seed that can be repeated is the point
        self.renderer = renderer
        self.clock = FrozenClock(START)
        self.content = MemoryContent(self.clock)
        self.site = MemorySite()
        self.receipts = MemoryReceipts()
        self.stories: dict[str, dict[str, str]] = {}
        self.names = dict.fromkeys(SECTIONS, 0)
        self.done: list[str] = []
        self.room = self._room(self.site, self.receipts)
        self._set_up_paper()

    def step(self) -> str:
        """One act, and all that follows from it; gives what was done."""
        acts: list[tuple[int, Callable[[], str]]] = [
            (8, self._write),
            (6, self._change),
            (3, self._correct),
            (3, self._rename),
            (3, self._hold),
            (2, self._expire),
            (3, self._withdraw),
            (2, self._draft),
            (2, self._break),
            (3, self._delete),
            (3, self._restore),
            (3, self._pair),
            (2, self._alias),
            (3, self._decide_front),
            (1, self._leave_front),
            (2, self._illustrate),
            (1, self._rename_section),
            (1, self._rename_paper),
            (4, self._wait),
        ]
        weights = [weight for weight, _ in acts]
        act = self.rng.choices([act for _, act in acts], weights)[0]
        self.clock.advance(timedelta(seconds=self.rng.randint(1, 300)))
        said = act()
        self._come_to_rest()
        self.done.append(said)
        return said

    def rebuilt(self) -> MemorySite:
        """The site as a press makes it that has nothing but the bucket, told of its keys in any order."""
        site = MemorySite()
        room = self._room(site, MemoryReceipts())
        keys = [version.key for version in self.content.keys()]  # noqa: SIM118 - a bucket, not a dict
        self.rng.shuffle(keys)
        room.uploads.send([Notice(key) for key in keys])
        room.drain()
        return site

    def _room(self, site: MemorySite, receipts: MemoryReceipts) -> Pressroom:
        return Pressroom(
            content=self.content,
            site=site,
            receipts=receipts,
            clock=self.clock,
            renderer=self.renderer,
            preview_room=PreviewRoom(Ring(), OverlayStage),
        )

    def _come_to_rest(self) -> None:
        release_due(self.room.table, self.room.uploads, self.clock)
        self.room.drain()

    def _put(self, key: str, body: bytes) -> None:
        version = self.content.put(key, body)
        self.room.uploads.send([Notice(key, version.version_id)])

    def _set_up_paper(self, name: str = "La Era") -> None:
        lines = [f"name: {name}", f"url: {URL}", "time_zone: America/Santiago", "languages: [es, en]", "sections:"]
        for section in SECTIONS:
            spanish = NAMES[section][self.names[section]]
            lines.append(f"  - {{id: {section}, es: {spanish}, en: {section.capitalize()}}}")
        self._put("site.yaml", "\n".join(lines).encode())
        self._come_to_rest()

    def _upload(self, key: str) -> str:
        matter = "".join(f"{name}: {value}\n" for name, value in self.stories[key].items())
        body = f"---\n{matter}---\nText {self.rng.randrange(10**6)}.\n\nThe second paragraph of {key}.\n"
        self._put(key, body.encode())
        return key

    def _some(self) -> str:
        if not self.stories:
            self._write()
        return self.rng.choice(sorted(self.stories))

    def _write(self) -> str:
        key = self.rng.choice(KEYS)
        number = self.rng.randrange(10**4)
        moment = self.clock.now() - timedelta(minutes=self.rng.randrange(60 * 24 * 4))
        self.stories[key] = {
            "headline": f'"Nota {number}: <b>mar</b> & «puerto»"',
            "slug": f"nota-{key[-5:-3]}-{number % 7}",
            "section": self.rng.choice(SECTIONS),
            "published": moment.isoformat(timespec="minutes"),
            "summary": f"Resumen {number}",
            "tags": f"[{', '.join(self.rng.sample(TAGS, self.rng.randint(0, 3)))}]",
            "byline": self.rng.choice(BYLINES),
        }
        return f"write {self._upload(key)}"

    def _change(self) -> str:
        key = self._some()
        name = self.rng.choice(("summary", "tags", "byline", "body"))
        if name == "tags":
            self.stories[key][name] = f"[{', '.join(self.rng.sample(TAGS, self.rng.randint(0, 3)))}]"
        elif name == "byline":
            self.stories[key][name] = self.rng.choice(BYLINES)
        elif name == "summary":
            self.stories[key][name] = f"Otro resumen {self.rng.randrange(10**4)}"
        return f"change {name} of {self._upload(key)}"

    def _correct(self) -> str:
        key = self._some()
        note = f"{{date: {self.clock.now():%Y-%m-%dT%H:%MZ}, text: Decía {self.rng.randrange(99)}.}}"
        self.stories[key]["corrections"] = f"[{note}]"
        self.stories[key]["updated"] = f"{self.clock.now():%Y-%m-%dT%H:%MZ}"
        return f"correct {self._upload(key)}"

    def _rename(self) -> str:
        key = self._some()
        self.stories[key]["slug"] = f"nota-{key[-5:-3]}-{self.rng.randrange(7)}"
        self.stories[key]["section"] = self.rng.choice(SECTIONS)
        return f"rename {self._upload(key)}"

    def _hold(self) -> str:
        key = self._some()
        embargo = self.clock.now() + timedelta(minutes=self.rng.randint(1, 300))
        self.stories[key]["embargo"] = embargo.isoformat(timespec="minutes")
        return f"hold {self._upload(key)}"

    def _expire(self) -> str:
        key = self._some()
        expiry = self.clock.now() + timedelta(minutes=self.rng.randint(1, 300))
        self.stories[key]["expires"] = expiry.isoformat(timespec="minutes")
        return f"expire {self._upload(key)}"

    def _withdraw(self) -> str:
        key = self._some()
        if self.stories[key].pop("withdrawn", None) is None:
            self.stories[key]["withdrawn"] = "No era así."
        return f"withdraw or put back {self._upload(key)}"

    def _draft(self) -> str:
        key = self._some()
        if self.stories[key].pop("draft", None) is None:
            self.stories[key]["draft"] = "true"
        return f"draft or not {self._upload(key)}"

    def _break(self) -> str:
        key = self._some()
        self._put(key, b"---\nheadline: Sin nada\nsection: nowhere\n---\n")
        return f"break {key}"

    def _delete(self) -> str:
        key = self._some()
        self.content.delete(key)
        self.room.uploads.send([Notice(key)])
        return f"delete {key}"

    def _restore(self) -> str:
        deleted = [key for key in sorted(self.stories) if self.content.newest(key) is None]
        if not deleted:
            return self._wait()
        key = self.rng.choice(deleted)
        self.content.delete_version(key, self.content.versions(key)[0].version_id)
        self.room.uploads.send([Notice(key)])
        return f"restore {key}"

    def _pair(self) -> str:
        key = self._some()
        group = f"group-{self.rng.randrange(4)}"
        if self.stories[key].get("translation_key") == group:
            del self.stories[key]["translation_key"]
        else:
            self.stories[key]["translation_key"] = group
        return f"pair {self._upload(key)}"

    def _alias(self) -> str:
        key = self._some()
        self.stories[key]["aliases"] = f"[/viejo/{key[9:11]}-{self.rng.randrange(5)}]"
        return f"alias {self._upload(key)}"

    def _decide_front(self) -> str:
        """A front gets a lead, pins that end or do not, and news that end: of stories that may run or not."""
        key, rng = self.rng.choice(FRONTS), self.rng
        chosen = rng.sample(KEYS, 3)
        until = f"until: {self.clock.now() + timedelta(minutes=rng.randint(1, 600)):%Y-%m-%dT%H:%MZ}"
        parts = (
            f"lead: {chosen[0]}",
            f"lead: {{story: {chosen[0]}, {until}}}",
            f"pins: [{chosen[1]}, {{story: {chosen[2]}, position: 4, {until}}}]",
            f"breaking: {{text: Ahora, story: {chosen[1]}, {until}}}",
            "order: updated",
        )
        lines = {part.split(":")[0]: part for part in rng.sample(parts, rng.randint(1, 3))}
        self._put(key, "\n".join(lines.values()).encode())
        return f"decide {key}"

    def _leave_front(self) -> str:
        key = self.rng.choice(FRONTS)
        self.content.delete(key)
        self.room.uploads.send([Notice(key)])
        return f"leave {key}"

    def _illustrate(self) -> str:
        """A story gets a photograph, which comes now or later, or none any more."""
        key = self._some()
        name, colour = self.rng.choice(PHOTOGRAPHS)
        if self.stories[key].pop("photograph", None) is None:
            self.stories[key]["photograph"] = f"{{src: {name}, alt: El puerto}}"
        if self.content.newest(name) is None and self.rng.random() < 0.5:
            picture = io.BytesIO()
            Image.new("RGB", (24, 16), colour).save(picture, "PNG")
            self._put(name, picture.getvalue())
        return f"illustrate or not {self._upload(key)} with {name}"

    def _rename_section(self) -> str:
        section = self.rng.choice(SECTIONS)
        self.names[section] = 1 - self.names[section]
        self._set_up_paper()
        return f"rename section {section}"

    def _rename_paper(self) -> str:
        self._set_up_paper(self.rng.choice(("La Era", "El Faro")))
        return "rename paper"

    def _wait(self) -> str:
        minutes = self.rng.choice((10, 60, 60 * 7, 60 * 26))
        self.clock.advance(timedelta(minutes=minutes))
        return f"wait {minutes} minutes"
