"""`fronts/<language>/<front>.yaml`: what an editor decides about a front, read or complained about."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlsplit

from laera.domain.complaints import Complaint, close_to, did_you_mean, errors_in
from laera.domain.desk import Desk
from laera.domain.front_matter import read_text
from laera.domain.fronts import (
    LAST_POSITION,
    LEAD,
    TOP_OF_HOME,
    Breaking,
    Choices,
    Daypart,
    FrontDocument,
    Order,
    Pin,
    Spell,
)
from laera.domain.listings import HOME
from laera.domain.plain_text import quoted
from laera.domain.site import Section, Site
from laera.domain.yaml_text import Fields, Node, Scalar, read_yaml

FRONTS = "fronts/"
ENDING = ".yaml"
LARGEST_FRONT_FILE = 64 * 1024
"""Bytes of a front document."""

LONGEST_STORY = 900
"""Bytes of a story's name: no upload key is longer."""
LONGEST_WORD = 100
LONGEST_BREAKING = 160
LONGEST_LINK = 500
MOST_PINS = 10
"""Pins of a document or of one of its dayparts: each is a read of the table whenever the front is set."""
MOST_DAYPARTS = 8
MOST_SECTIONS = 50

_CHOICES = frozenset({"lead", "pins", "order", "sections"})
FIELDS = _CHOICES | {"breaking", "dayparts"}
_PINNED = frozenset({"story", "from", "until"})
BREAKING_FIELDS = frozenset({"text", "story", "link", "from", "until"})
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?", re.ASCII)
_WRITE_A_STORY = "write its file, such as articles/es/a-story.md, or its address, such as /culture/a-story"


@dataclass(frozen=True, slots=True)
class FrontName:
    """A front that a document can be about: `home` of a language, or a section by its id."""

    language: str
    front: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document names a story. `scope` is the story's list of one, `written` how the editor put it."""

    scope: str
    written: str
    line: int
    field: str


@dataclass(frozen=True, slots=True)
class End:
    """Where a document says when something of it ends."""

    moment: datetime
    line: int
    field: str


@dataclass(frozen=True, slots=True)
class FrontFileReading:
    """The document, or None and at least one error. Warnings come with either.

    `mentions` and `ends` are what the clock and the stories of the day may have something to say about.
    """

    document: FrontDocument | None
    complaints: tuple[Complaint, ...] = ()
    mentions: tuple[Mention, ...] = ()
    ends: tuple[End, ...] = ()


def is_front_file(key: str) -> bool:
    """Whether an upload of this name is meant to be about a front."""
    return key.startswith(FRONTS) and key.lower().endswith(ENDING)


def front_named(key: str, site: Site) -> FrontName | Complaint:
    """The front that a file is about by its name; or what is wrong with the name."""
    folders = key.removeprefix(FRONTS).split("/")
    language, word = folders[0], folders[-1][: -len(ENDING)]
    if len(folders) != 2:
        example = f"{FRONTS}{site.default_language}/{HOME}{ENDING}"
        return Complaint("the file does not lie in the folder of a language", f"name it such as {example}")
    if language not in site.languages:
        return Complaint(f"{quoted(language)} is not a language of site.yaml", did_you_mean(language, site.languages))
    front = _front_of(word, site)
    if front is None:
        known = [HOME, *(slug for slug in site.section_words(language) if _front_of(slug, site))]
        return Complaint(f"there is no front {quoted(word)}", did_you_mean(word, known))
    files = files_for(FrontName(language, front), site)
    if key not in files:
        return Complaint(f"the front {quoted(word)} is written otherwise in a file's name", f"name it {files[-1]}")
    return FrontName(language, front)


def files_for(name: FrontName, site: Site) -> tuple[str, ...]:
    """The names that a file about a front can have, the one that counts before another first; none for no front.

    A section's front has one by the section's id, and one by its name.
    """
    if name.language not in site.languages:
        return ()
    section = _section(name, site)
    words = (section.id, section.slug(name.language)) if section else (HOME,)
    ours = [word for word in words if _front_of(word, site) == name.front]
    return tuple(dict.fromkeys(f"{FRONTS}{name.language}/{word}{ENDING}" for word in ours))


def path_of_front(name: FrontName, site: Site) -> str:
    """Where readers find a front; empty when the paper has none of that name."""
    if name.language not in site.languages:
        return ""
    if name.front == HOME:
        return site.home_path(name.language)
    section = _section(name, site)
    return site.section_path(name.language, section) if section else ""


def title_of_front(name: FrontName, site: Site) -> str:
    """What readers call a front of the paper: its section, or the paper itself."""
    section = _section(name, site)
    return section.name(name.language) if section else site.name


def _section(name: FrontName, site: Site) -> Section | None:
    """The section whose front it is; None of the home front."""
    found = (section for section in site.sections if section.id == name.front != HOME)
    return next(found, None)


def _front_of(word: str, site: Site) -> str | None:
    """The front that a word means. A section that has the home front's name as its id can have no document."""
    if word.lower() == HOME:
        return HOME
    section = site.section(word)
    return section.id if section and section.id != HOME else None


def read_front(key: str, body: bytes, site: Site) -> FrontFileReading:
    """Read a front document; every complaint at once, in the order of its lines. Never raises, whatever the bytes.

    Of a file that names no front only this is said: what may stand in it depends on the front.
    """
    name = front_named(key, site)
    if isinstance(name, Complaint):
        return FrontFileReading(None, (name,))
    text = read_text(body, LARGEST_FRONT_FILE)
    if isinstance(text, Complaint):
        return FrontFileReading(None, (text,))
    reading = read_yaml(text.text)
    desk = _FrontFileDesk(site, name)
    desk.complaints += [*text.complaints, *reading.complaints]
    document = desk.document(reading.fields)
    complaints = tuple(sorted(desk.complaints, key=lambda complaint: complaint.line or 0))
    if errors_in(complaints):
        return FrontFileReading(None, complaints)
    return FrontFileReading(document, complaints, tuple(desk.mentions), tuple(desk.ends))


class _FrontFileDesk(Desk):
    """One front document on the desk."""

    def __init__(self, site: Site, name: FrontName) -> None:
        super().__init__()
        self.site = site
        self.name = name
        self.mentions: list[Mention] = []
        self.ends: list[End] = []

    @property
    def last_position(self) -> int:
        """The last position at which a story can be pinned on this front."""
        return TOP_OF_HOME if self.name.front == HOME else LAST_POSITION

    def document(self, fields: Fields) -> FrontDocument:
        """What can be read of the document; whoever asks looks at the complaints first."""
        parts = self.known_fields(fields, "", FIELDS)
        return FrontDocument(
            choices=self._choices(parts, ""),
            breaking=self._breaking(parts["breaking"]) if "breaking" in parts else None,
            dayparts=self._dayparts(parts["dayparts"]) if "dayparts" in parts else (),
        )

    def _choices(self, parts: dict[str, Node], within: str) -> Choices:
        choices = Choices(
            lead=self._lead(parts["lead"], f"{within}lead") if "lead" in parts else None,
            pins=self._pins(parts["pins"], f"{within}pins") if "pins" in parts else None,
            order=self._order(parts["order"], f"{within}order") if "order" in parts else None,
            sections=self._sections(parts["sections"], f"{within}sections") if "sections" in parts else None,
        )
        if "pins" in parts:
            self._look_for_clashes(choices, parts["pins"].line, f"{within}pins")
        return choices

    def _lead(self, node: Node, field: str) -> Pin | None:
        if isinstance(node, Fields):
            return self._pin(self.known_fields(node, field, _PINNED), node.line, field, LEAD)
        story = self._story(node, field)
        return Pin(story) if story else None

    def _pins(self, node: Node, field: str) -> tuple[Pin, ...]:
        pins: list[Pin] = []
        position = LEAD
        for item in self.items(node, field, MOST_PINS):
            parts = self.known_fields(item, field, _PINNED | {"position"}) if isinstance(item, Fields) else {}
            position = self._position(parts["position"], field) if "position" in parts else position + 1
            if position > self.last_position:
                self._no_such_position(position, item.line, field)
            if isinstance(item, Fields):
                pin = self._pin(parts, item.line, field, position)
            else:
                story = self._story(item, field)
                pin = Pin(story, position) if story else None
            if pin:
                pins.append(pin)
        return tuple(pins)

    def _pin(self, parts: dict[str, Node], line: int, field: str, position: int) -> Pin | None:
        if "story" not in parts:
            self.complain("no story is named here", "add story: articles/es/a-story.md", line=line, field=field)
        story = self._story(parts["story"], f"{field}.story") if "story" in parts else None
        spell = self._spell(parts, field)
        return Pin(story, position, spell) if story else None

    def _position(self, node: Node, field: str) -> int:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) > 0):
            self.complain(
                "this should be a number, counted from the top of the front",
                f"write position: {LEAD + 1} for the story after the lead",
                line=node.line,
                field=f"{field}.position",
            )
            return LEAD + 1
        if int(text) == LEAD:
            self.complain(
                f"position {LEAD} is the lead's", "name the story as lead: …", line=node.line, field=f"{field}.position"
            )
            return LEAD + 1
        return int(text)

    def _no_such_position(self, position: int, line: int, field: str) -> None:
        where = f"positions run from {LEAD + 1} to {self.last_position} here"
        is_home = self.name.front == HOME
        cure = f"{where}; below them, the home front has a block for each section" if is_home else where
        self.complain(f"there is no position {position} on this front", cure, line=line, field=f"{field}.position")

    def _look_for_clashes(self, choices: Choices, line: int, field: str) -> None:
        """Complain of two stories at one position, and of one story at two, at the same time."""
        seen: list[Pin] = []
        for pin in choices.every_pin:
            for other in seen:
                if not pin.spell.meets(other.spell):
                    continue
                if pin.story == other.story:
                    said = f"{quoted(_shown(pin.story))} stands at the positions {other.position} and {pin.position}"
                    self.complain(said, "keep one of them", line=line, field=field)
                elif pin.position == other.position:
                    said = f"two stories are pinned at position {pin.position} at the same time"
                    self.complain(said, "move one, or let one end before the other", line=line, field=field)
            seen.append(pin)

    def _order(self, node: Node, field: str) -> Order | None:
        word = self.text(node, field, LONGEST_WORD)
        if word is None:
            return None
        if word.lower() in set(Order):
            return Order(word.lower())
        self.complain(f"{quoted(word)} is not an order", did_you_mean(word, Order), line=node.line, field=field)
        return None

    def _sections(self, node: Node, field: str) -> tuple[str, ...] | None:
        if self.name.front != HOME:
            self.warn(
                "only the home front has blocks of sections; this was left out",
                "remove it",
                line=node.line,
                field=field,
            )
            return None
        found: dict[str, None] = {}
        for item in self.items(node, field, MOST_SECTIONS, separator=","):
            word = self.text(item, field, LONGEST_WORD)
            if word is None:
                continue
            section = self.site.section(word)
            if section is None:
                cure = did_you_mean(word, self.site.section_words(self.name.language))
                self.complain(f"{quoted(word)} is not in site.yaml", cure, line=item.line, field=field)
            elif section.id in found:
                self.complain(f"{quoted(word)} is there twice", "keep one", line=item.line, field=field)
            else:
                found[section.id] = None
        return tuple(found)

    def _breaking(self, node: Node) -> Breaking | None:
        example = "write text: … and until: 2026-01-31T18:30 below it"
        if not isinstance(node, Fields):
            self.complain("breaking news need a text and an end", example, line=node.line, field="breaking")
            return None
        parts = self.known_fields(node, "breaking", BREAKING_FIELDS)
        text = self.text(parts["text"], "breaking.text", LONGEST_BREAKING) if "text" in parts else ""
        if text == "":
            self.complain("there is no text for readers", "add text: …", line=node.line, field="breaking.text")
        if "until" not in parts:
            self.complain(
                "breaking news must have an end", "add until: 2026-01-31T18:30", line=node.line, field="breaking.until"
            )
        if "story" in parts and "link" in parts:
            said = "both a story and a link are named, and the strip can lead to one of them"
            self.complain(said, "keep one", line=parts["link"].line, field="breaking.link")
        spell = self._spell(parts, "breaking")
        story = self._story(parts["story"], "breaking.story") if "story" in parts else ""
        link = self._link(parts["link"]) if "link" in parts else ""
        return Breaking(text or "", spell, story or "", link)

    def _link(self, node: Node) -> str:
        text = self.text(node, "breaking.link", LONGEST_LINK)
        if text is None:
            return ""
        try:
            address = urlsplit(text)
            is_address = address.scheme in {"http", "https"} and bool(address.hostname)
        except ValueError:
            is_address = False
        if " " in text or not (is_address or re.match(r"/(?![/\\])", text)):
            self.complain(
                f"{quoted(text)} is not an address",
                "write one that begins with https://, or with / for a page of this paper",
                line=node.line,
                field="breaking.link",
            )
            return ""
        return text

    def _dayparts(self, node: Node) -> tuple[Daypart, ...]:
        dayparts: list[Daypart] = []
        for item in self.items(node, "dayparts", MOST_DAYPARTS):
            daypart = self._daypart(item)
            if daypart is None:
                continue
            for other in dayparts:
                if _minutes(daypart) & _minutes(other):
                    hours = f"{other.start:%H:%M}-{other.end:%H:%M}"
                    self.complain(
                        f"these hours overlap with those of {hours}",
                        "let one begin when the other ends",
                        line=item.line,
                        field="dayparts",
                    )
            dayparts.append(daypart)
        return tuple(dayparts)

    def _daypart(self, node: Node) -> Daypart | None:
        if not isinstance(node, Fields):
            self.complain(
                "a daypart needs its hours and what is decided for them",
                'write from: "06:00", to: "12:00" and, say, lead: …',
                line=node.line,
                field="dayparts",
            )
            return None
        parts = self.known_fields(node, "dayparts", _CHOICES | {"from", "to"})
        start, end = self._hour(parts, "from", node.line), self._hour(parts, "to", node.line)
        choices = self._choices(parts, "dayparts.")
        if start is None or end is None:
            return None
        if start == end:
            self.complain(
                "these hours have no length",
                "write other hours; what holds all day stands outside the dayparts",
                line=node.line,
                field="dayparts",
            )
            return None
        if not parts.keys() & _CHOICES:
            self.warn("nothing is decided for these hours", "add lead: … or pins: …", line=node.line, field="dayparts")
        return Daypart(start, end, choices)

    def _hour(self, parts: dict[str, Node], which: str, line: int) -> time | None:
        field = f"dayparts.{which}"
        if which not in parts:
            self.complain("this is missing", f'add {which}: "06:00"', line=line, field=field)
            return None
        node = parts[which]
        word = node.text.strip() if isinstance(node, Scalar) else ""
        found = _HOUR.fullmatch(word)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if (hour, minute) == (24, 0):
            return time(0)
        if hour > 23 or minute > 59:
            said = f"{quoted(word)} is not an hour of the day"
            self.complain(said, 'write it as "06:00", up to "24:00"', line=node.line, field=field)
            return None
        return time(hour, minute)

    def _spell(self, parts: dict[str, Node], field: str) -> Spell:
        turns: dict[str, datetime | None] = {
            name: self.date(parts[name], f"{field}.{name}", self.site.clock) if name in parts else None
            for name in ("from", "until")
        }
        start, until = turns["from"], turns["until"]
        if until:
            self.ends.append(End(until, parts["until"].line, f"{field}.until"))
        if start and until and until <= start:
            self.complain(
                "this is not after its beginning",
                "write a later time",
                line=parts["until"].line,
                field=f"{field}.until",
            )
            return Spell()
        return Spell(start, until)

    def _story(self, node: Node, field: str) -> str | None:
        """The scope of the list of one that the story stands in."""
        text = self.text(node, field, LONGEST_STORY)
        if text is None:
            return None
        if len(text.encode()) > LONGEST_STORY:
            self.complain(f"{quoted(text)} is no story's name", _WRITE_A_STORY, line=node.line, field=field)
            return None
        scope = self._by_key(text) or self._by_address(text, node.line, field)
        if scope:
            self.mentions.append(Mention(scope, text, node.line, field))
        return scope

    @staticmethod
    def _by_key(text: str) -> str | None:
        key = text.lstrip("/")
        return f"file#{key}" if key.startswith("articles/") and key.lower().endswith(".md") else None

    def _by_address(self, text: str, line: int, field: str) -> str | None:
        try:
            address = urlsplit(text)
            here = urlsplit(self.site.url)
            is_ours = not address.netloc or address.netloc.lower() == here.netloc
        except ValueError:
            is_ours, address = False, urlsplit("")
        words = address.path.lower().strip("/").split("/")
        language = self.site.default_language
        if words[0] in self.site.languages[1:]:
            language, *words = words
        if not is_ours or not address.path.startswith("/") or len(words) != 2:
            self.complain(f"{quoted(text)} is not a story of this paper", _WRITE_A_STORY, line=line, field=field)
            return None
        if language != self.name.language:
            said = f"{quoted(text)} is a story in '{language}', and this front is in '{self.name.language}'"
            self.complain(said, "name a story in the front's own language", line=line, field=field)
            return None
        section = self.site.section(words[0])
        if section is None or section.slug(language) != words[0]:
            near = close_to(words[0], self.site.section_words(language))
            cure = f"did you mean '{self.site.path(language, near, words[1])}'?" if near else _WRITE_A_STORY
            said = f"no section of this paper stands at {quoted(self.site.path(language, words[0]))}"
            self.complain(said, cure, line=line, field=field)
            return None
        return f"page#{self.site.path(language, *words)}"


def _shown(scope: str) -> str:
    """A story's scope without the word that says which kind it is."""
    return scope.partition("#")[2]


def _minutes(daypart: Daypart) -> set[int]:
    """The minutes of the day that belong to it."""
    start, end = (hour.hour * 60 + hour.minute for hour in (daypart.start, daypart.end))
    return set(range(start, end)) if start < end else {*range(start, 24 * 60), *range(end)}
