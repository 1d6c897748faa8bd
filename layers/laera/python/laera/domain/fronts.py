"""Fronts: what an editor decides about one, and the arrangement that follows from it at a moment.

Where nothing is decided the stories stand as they do without a document, the newest first. Nothing an editor decides
can show a story twice, or leave a place empty while there are stories.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from laera.domain.forms import StoryForm
from laera.domain.listings import Card, moment, stamp

LEAD = 1
"""The lead's position: positions count from it."""
TOP_OF_HOME = 5
"""Positions above the section blocks of the home front: the lead and the stories beside it."""
LAST_POSITION = 30
"""The last position of a section's front."""


class Order(StrEnum):
    """How stories follow each other where no pin decides: by when they were published, or last changed."""

    NEWEST = "newest"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Spell:
    """A time with a beginning and an end, either of them open; the end itself no longer belongs to it."""

    start: datetime | None = None
    until: datetime | None = None

    def holds_at(self, now: datetime) -> bool:
        """Whether the moment lies in it."""
        return (self.start is None or self.start <= now) and (self.until is None or now < self.until)

    def meets(self, other: "Spell") -> bool:
        """Whether some moment lies in both."""
        begins_before_end = self.start is None or other.until is None or self.start < other.until
        ends_after_begin = self.until is None or other.start is None or other.start < self.until
        return begins_before_end and ends_after_begin

    def turns(self) -> Iterator[datetime]:
        """The moments at which it begins and ends."""
        yield from (turn for turn in (self.start, self.until) if turn)

    def to_record(self) -> dict[str, str]:
        """As JSON values, nothing that is open."""
        return {name: stamp(turn) for name, turn in (("from", self.start), ("until", self.until)) if turn}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(*(moment(record[name]) if name in record else None for name in ("from", "until")))


@dataclass(frozen=True, slots=True)
class Pin:
    """A story held at a position for a spell.

    `story` is the scope of its list of one: `file#<upload key>` or `page#<path>`.
    """

    story: str
    position: int = LEAD
    spell: Spell = field(default_factory=Spell)

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return {"story": self.story, "position": self.position} | self.spell.to_record()

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(record["story"], record["position"], Spell.from_record(record))


@dataclass(frozen=True, slots=True)
class Choices:
    """What is decided about the stories of a front; None where it is left to others.

    `sections` are ids: whose blocks come first on the home front.
    """

    lead: Pin | None = None
    pins: tuple[Pin, ...] | None = None
    order: Order | None = None
    sections: tuple[str, ...] | None = None

    @property
    def every_pin(self) -> tuple[Pin, ...]:
        """The lead, if it is decided, and the pins, in the order of their positions."""
        pins = sorted(self.pins or (), key=lambda pin: pin.position)
        return (self.lead, *pins) if self.lead else tuple(pins)

    def over(self, others: "Choices") -> "Choices":
        """These, and where they leave something open, the others."""
        return Choices(
            lead=self.lead or others.lead,
            pins=others.pins if self.pins is None else self.pins,
            order=self.order or others.order,
            sections=others.sections if self.sections is None else self.sections,
        )

    def to_record(self) -> dict[str, object]:
        """As JSON values, nothing that is left open."""
        record: dict[str, object] = {}
        if self.lead:
            record["lead"] = self.lead.to_record()
        if self.pins is not None:
            record["pins"] = [pin.to_record() for pin in self.pins]
        if self.order:
            record["order"] = self.order.value
        if self.sections is not None:
            record["sections"] = list(self.sections)
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            lead=Pin.from_record(record["lead"]) if "lead" in record else None,
            pins=tuple(map(Pin.from_record, record["pins"])) if "pins" in record else None,
            order=Order(record["order"]) if "order" in record else None,
            sections=tuple(record["sections"]) if "sections" in record else None,
        )


@dataclass(frozen=True, slots=True)
class Daypart:
    """Hours of every day, by the paper's clock, and what is decided for them. They may reach over midnight."""

    start: time
    end: time
    choices: Choices

    def spell_of(self, day: date, clock: ZoneInfo) -> Spell:
        """Its hours on the day on which they begin. An hour that comes twice in autumn is the first of the two."""
        last = day if self.start < self.end else day + timedelta(days=1)
        start = datetime.combine(day, self.start, clock)
        end = datetime.combine(last, self.end, clock)
        return Spell(start.astimezone(UTC), end.astimezone(UTC))

    def spells_around(self, now: datetime, clock: ZoneInfo) -> list[Spell]:
        """Its hours of yesterday, today and tomorrow."""
        today = now.astimezone(clock).date()
        return [self.spell_of(today + timedelta(days=days), clock) for days in (-1, 0, 1)]

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        hours: dict[str, object] = {"from": f"{self.start:%H:%M}", "to": f"{self.end:%H:%M}"}
        return hours | self.choices.to_record()

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(time.fromisoformat(record["from"]), time.fromisoformat(record["to"]), Choices.from_record(record))


@dataclass(frozen=True, slots=True)
class Breaking:
    """Breaking news: a line above everything else, which leads to a story, or to `link`, or nowhere."""

    text: str
    spell: Spell
    story: str = ""
    link: str = ""

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        record: dict[str, object] = {"text": self.text, "story": self.story, "link": self.link}
        return record | self.spell.to_record()

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(record["text"], Spell.from_record(record), record["story"], record["link"])


@dataclass(frozen=True, slots=True)
class FrontDocument:
    """What an editor decided about one front."""

    choices: Choices = field(default_factory=Choices)
    breaking: Breaking | None = None
    dayparts: tuple[Daypart, ...] = ()

    def choices_at(self, now: datetime, clock: ZoneInfo) -> Choices:
        """What is decided for a moment: by the daypart it lies in, and for the rest by the document."""
        for daypart in self.dayparts:
            if any(spell.holds_at(now) for spell in daypart.spells_around(now, clock)):
                return daypart.choices.over(self.choices)
        return self.choices

    def stories(self) -> tuple[str, ...]:
        """Every story it names, at whatever hour."""
        choices = (self.choices, *(daypart.choices for daypart in self.dayparts))
        return _scopes((pin for one in choices for pin in one.every_pin), self.breaking)

    def stories_at(self, now: datetime, clock: ZoneInfo) -> tuple[str, ...]:
        """The stories whose cards `arrange` needs at a moment."""
        pins = (pin for pin in self.choices_at(now, clock).every_pin if pin.spell.holds_at(now))
        return _scopes(pins, self.breaking if self.breaking and self.breaking.spell.holds_at(now) else None)

    def next_turn(self, now: datetime, clock: ZoneInfo) -> datetime | None:
        """The next moment at which the clock may change the arrangement; before it, nothing but stories can."""
        spells = [pin.spell for pin in self.choices_at(now, clock).every_pin]
        spells += [self.breaking.spell] if self.breaking else []
        spells += [spell for daypart in self.dayparts for spell in daypart.spells_around(now, clock)]
        return min((turn for spell in spells for turn in spell.turns() if turn > now), default=None)

    def to_record(self) -> dict[str, object]:
        """As JSON values, so that a reader of the record needs no YAML."""
        record = self.choices.to_record()
        if self.breaking:
            record["breaking"] = self.breaking.to_record()
        if self.dayparts:
            record["dayparts"] = [daypart.to_record() for daypart in self.dayparts]
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`; the record was valid when it was written."""
        return cls(
            choices=Choices.from_record(record),
            breaking=Breaking.from_record(record["breaking"]) if "breaking" in record else None,
            dayparts=tuple(map(Daypart.from_record, record.get("dayparts", ()))),
        )


@dataclass(frozen=True, slots=True)
class Strip:
    """The breaking strip as it stands; `target` is a path or a URL, empty when it leads nowhere."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A front at a moment: its stories in order, the lead first, and how long the clock leaves it so."""

    cards: tuple[Card, ...]
    sections: tuple[str, ...] = ()
    strip: Strip | None = None
    until: datetime | None = None


def arrange(
    document: FrontDocument | None,
    newest: Sequence[Card],
    named: Mapping[str, Card],
    count: int,
    *,
    now: datetime,
    clock: ZoneInfo,
    news_first: int = 0,
) -> Arrangement:
    """The front at a moment: at most `count` of the `newest` cards of its list and the stories `named`, by scope.

    A pin whose story is not among `named` falls away. A position beyond the last story is the last. Opinion does not
    come before as many other stories as `news_first` says, but for what an editor pins there.
    """
    if document is None:
        return Arrangement(tuple(_news_first(newest, news_first)[:count]))
    choices = document.choices_at(now, clock)
    pinned: dict[str, tuple[int, Card]] = {}  # by story: an address may change between one list and another
    for pin in choices.every_pin:
        if pin.spell.holds_at(now) and (card := named.get(pin.story)):
            pinned.setdefault(card.id, (pin.position, card))
    rest = [card for card in newest if card.id not in pinned]
    if choices.order is Order.UPDATED:
        rest.sort(key=lambda card: card.modified, reverse=True)
    rest = _news_first(rest, news_first)
    return Arrangement(
        cards=tuple(_placed(list(pinned.values()), rest)[:count]),
        sections=choices.sections or (),
        strip=_strip(document.breaking, named, now),
        until=document.next_turn(now, clock),
    )


def _news_first(cards: Sequence[Card], count: int) -> list[Card]:
    """In their order, but for opinion that would come before so many stories of other forms: it follows them."""
    first = [card for card in cards if card.form is not StoryForm.OPINION][:count]
    return [*first, *(card for card in cards if card not in first)]


def _placed(pinned: Sequence[tuple[int, Card]], rest: Sequence[Card]) -> list[Card]:
    """The rest in its order, with each pinned card (in the order of positions) at its position or the next free one."""
    placed: list[Card] = []
    others = iter(rest)
    for position, card in pinned:
        while len(placed) < position - 1 and (other := next(others, None)):
            placed.append(other)
        placed.append(card)
    return [*placed, *others]


def _strip(breaking: Breaking | None, named: Mapping[str, Card], now: datetime) -> Strip | None:
    if breaking is None or not breaking.spell.holds_at(now):
        return None
    story = named.get(breaking.story)
    return Strip(breaking.text, story.path if story else breaking.link)


def _scopes(pins: Iterable[Pin], breaking: Breaking | None) -> tuple[str, ...]:
    stories = [pin.story for pin in pins]
    if breaking and breaking.story:
        stories.append(breaking.story)
    return tuple(dict.fromkeys(stories))
