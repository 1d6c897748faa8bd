"""Sound and film of the paper's own: what a story says of a recording, and what the press has made ready of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

RECORDING_TYPES = (".mp3", ".m4a", ".mp4")
"""Endings of the uploads that a story may play: what every browser does."""

CAPTIONS_TYPE = ".vtt"

MOST_RECORDINGS = 10
"""Different ones within one body."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as a story uses it. `name` says what it is, also to readers who cannot see the player."""

    src: str
    name: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class OneCopy:
    """An upload made ready of which readers get one copy, at `path`."""

    path: str

    @property
    def paths(self) -> tuple[str, ...]:
        """The addresses of all copies."""
        return (self.path,)

    def serves(self, focals: tuple[str, ...]) -> bool:
        """Whether this is what stories want that have these focal points: one copy is for all of them."""
        return bool(focals)

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(**record)


@dataclass(frozen=True, slots=True)
class Playable(OneCopy):
    """A recording made ready. `seconds` is how long it takes; `size` is in bytes.

    Of a film `width` and `height` are its pixels, upright; sound has none.
    """

    media_type: str
    seconds: int
    size: int
    width: int = 0
    height: int = 0

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Captions(OneCopy):
    """What is said in a film, as text at its times, made ready."""


@dataclass(frozen=True, slots=True)
class Player:
    """What a page plays: the recording, and for a film its captions by language and the picture shown before it."""

    playable: Playable
    captions: tuple[tuple[str, str], ...] = ()
    poster: str = ""


def captions_key(src: str, language: str) -> str:
    """The upload that holds a film's captions in one language: `media/regata.es.vtt` beside `media/regata.mp4`."""
    return f"{src.rpartition('.')[0]}.{language}{CAPTIONS_TYPE}"


def poster_key(src: str) -> str:
    """The photograph that stands in a film's place until it is played: `media/regata.jpg`."""
    return f"{src.rpartition('.')[0]}.jpg"


def clock_time(seconds: int) -> str:
    """`3:24`, `1:02:07`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso_duration(seconds: int) -> str:
    """As ISO 8601 writes it: `PT3M24S`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return "PT" + "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if count)
