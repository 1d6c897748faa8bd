"""What readers ask the paper for, and what they are told: stories by words, with the words marked."""

from dataclasses import dataclass
from enum import StrEnum

from laera.domain.listings import Card


class Order(StrEnum):
    """What comes first."""

    BEST = "best"
    NEWEST = "newest"


class Finding(StrEnum):
    """How a search ended."""

    ALL = "all"
    """The stories have all that was asked for."""
    ANY = "any"
    """No story has all of it: these have some."""
    NONE = "none"
    NOTHING = "nothing"
    """Nothing was asked."""
    COMMON = "common"
    """What was asked is in nearly every story."""
    LONG = "long"
    MISTAKEN = "mistaken"
    """A filter cannot be understood."""
    STALE = "stale"
    """The page of results that was asked for is not to be had any more."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words, and whether they were looked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A story that was found: its card, its headline and a few words of it with what was looked for marked."""

    card: Card
    headline: tuple[Span, ...]
    fragment: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked, as the form shows it again: `section` by its id, days as they were written."""

    words: str = ""
    section: str = ""
    earliest: str = ""
    latest: str = ""
    order: Order = Order.BEST
