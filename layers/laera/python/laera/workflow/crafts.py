"""What the photo desk can make of an upload: a photograph's renditions, a recording's copy, a film's captions.

The desk knows when something may be public and how it is placed and taken back; a craft knows the file.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from laera.domain.complaints import Complaint
from laera.domain.photographs import Renditions
from laera.domain.plain_text import quoted
from laera.domain.recordings import Captions, Playable, clock_time
from laera.imaging.inscriptions import Inscription
from laera.imaging.originals import LARGEST_FILE, Original, read_original, too_large
from laera.imaging.renditions import ENCODING, make_renditions, stem_of
from laera.recordings.reading import Clean
from laera.recordings.uploads import is_captions, is_recording, largest, read_recording, too_long
from laera.workflow.photograph_copies import CopyFile

REWRITING = "recordings 1"
"""How recordings are written anew. Part of their addresses, as `ENCODING` is of photographs'."""


class Ready(Protocol):
    """What stories may show of an upload."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The addresses of all copies."""

    def serves(self, focals: tuple[str, ...]) -> bool:
        """Whether this is what stories want that have these focal points."""

    def to_record(self) -> dict[str, object]:
        """As JSON values."""


@dataclass(frozen=True, slots=True)
class Made:
    """What stories may show, the files of it, and what its receipt says of them."""

    ready: Ready
    files: tuple[CopyFile, ...]
    said: str


class Material(Protocol):
    """An upload that was read and found good. `offer` is what its receipt tells of what the file itself says."""

    @property
    def offer(self) -> str:
        """A sentence, with a space before it, or nothing."""

    def make(self, focals: Sequence[str]) -> Made:
        """The copies, for stories with these focal points. The same upload always gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening an upload gave: what can be made of it, or None and the reasons."""

    material: Material | None
    complaints: tuple[Complaint, ...] = field(default=())


class Craft(Protocol):
    """One kind of upload. `noun` is what receipts call it; `making` are the settings that copies are made with."""

    noun: str
    making: str

    def refusal_by_size(self, key: str, size: int) -> Complaint | None:
        """The complaint about a file that is too large to be read at all."""

    def largest(self, key: str) -> int:
        """Bytes that are read."""

    def opened(self, key: str, body: bytes) -> Opened:
        """The upload, read with suspicion."""

    def ready(self, record: Mapping[str, Any]) -> Ready:
        """What a record tells of."""


@dataclass(frozen=True, slots=True)
class _Photograph:
    original: Original
    stem: str

    @property
    def offer(self) -> str:
        return _offer(self.original.inscription)

    def make(self, focals: Sequence[str]) -> Made:
        made = make_renditions(self.original, self.stem, focals)
        copies = made.renditions.copies
        widest = max(copy.width for copy in copies)
        size = f"{made.renditions.width} × {made.renditions.height} pixels"
        files = (CopyFile(one.rendition.path, one.rendition.media_type, one.body) for one in made.files)
        said = f"{size}; readers get {len(copies)} copies, the widest of {widest} pixels."
        return Made(made.renditions, tuple(files), said)


class _Photographs:
    noun = "photograph"
    making = ENCODING

    def refusal_by_size(self, key: str, size: int) -> Complaint | None:  # noqa: ARG002 - one limit for all names
        return too_large(size) if size > LARGEST_FILE else None

    def largest(self, key: str) -> int:  # noqa: ARG002 - as above
        return LARGEST_FILE

    def opened(self, key: str, body: bytes) -> Opened:
        reading = read_original(body, key)
        material = _Photograph(reading.original, stem_of(key, body)) if reading.original else None
        return Opened(material, reading.complaints)

    def ready(self, record: Mapping[str, Any]) -> Ready:
        return Renditions.from_record(record)


@dataclass(frozen=True, slots=True)
class _Recording:
    clean: Clean
    stem: str
    offer: str = ""

    def make(self, focals: Sequence[str]) -> Made:  # noqa: ARG002 - nothing of it is cropped
        clean = self.clean
        seconds, megabytes = max(1, int(clean.seconds)), len(clean.body) / (1024 * 1024)  # whole ones, as players count
        path = f"/media/{self.stem}-{'film' if clean.width else 'sound'}.{clean.suffix}"
        ready = Playable(path, clean.media_type, seconds, len(clean.body), clean.width, clean.height)
        size = f", {clean.width} × {clean.height} pixels" if clean.width else ""
        said = f"{clock_time(seconds)} min{size}, {megabytes:.1f} MB; readers get nothing else of what the file holds."
        return Made(ready, (CopyFile(path, clean.media_type, clean.body),), said)


@dataclass(frozen=True, slots=True)
class _FilmCaptions:
    clean: Clean
    stem: str
    offer: str = ""

    def make(self, focals: Sequence[str]) -> Made:  # noqa: ARG002 - as above
        path = f"/media/{self.stem}-captions.vtt"
        said = f"The last caption ends at {clock_time(int(self.clean.seconds))} min."
        return Made(Captions(path), (CopyFile(path, self.clean.media_type, self.clean.body),), said)


class _Recordings:
    noun = "recording"
    making = REWRITING

    def refusal_by_size(self, key: str, size: int) -> Complaint | None:
        return too_long(key, size) if size > largest(key) else None

    def largest(self, key: str) -> int:
        return largest(key)

    def opened(self, key: str, body: bytes) -> Opened:
        reading = read_recording(body, key)
        if reading.clean is None:
            return Opened(None, reading.complaints)
        named = hashlib.sha256(b"\n".join((REWRITING.encode(), key.encode(), body))).hexdigest()[:24]
        return Opened(self._material(reading.clean, named), reading.complaints)

    def ready(self, record: Mapping[str, Any]) -> Ready:
        return Playable.from_record(record)

    def _material(self, clean: Clean, stem: str) -> Material:
        return _Recording(clean, stem)


class _Subtitles(_Recordings):
    noun = "file of captions"

    def ready(self, record: Mapping[str, Any]) -> Ready:
        return Captions.from_record(record)

    def _material(self, clean: Clean, stem: str) -> Material:
        return _FilmCaptions(clean, stem)


_PHOTOGRAPHS, _RECORDINGS, _CAPTIONS = _Photographs(), _Recordings(), _Subtitles()


def craft_of(key: str) -> Craft:
    """Who knows uploads of this name. What says nothing of itself is held to be a photograph."""
    if is_captions(key):
        return _CAPTIONS
    return _RECORDINGS if is_recording(key) else _PHOTOGRAPHS


def _offer(inscription: Inscription) -> str:
    """What the file says of itself, for an editor who may not know."""
    said = [
        f"{field}: {quoted(text, 120)}"
        for field, text in (("credit", inscription.credit), ("caption", inscription.caption))
        if text
    ]
    return f" The file gives stories that write none its own {' and '.join(said)}." if said else ""
