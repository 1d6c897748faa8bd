"""An uploaded recording, told by its bytes, whatever it is called: read, and written anew, or refused."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from laera.domain.complaints import Complaint
from laera.domain.recordings import CAPTIONS_TYPE, RECORDING_TYPES
from laera.recordings.captions import LARGEST_CAPTIONS, read_captions
from laera.recordings.mp3 import read_mp3, starts_with_frames
from laera.recordings.mp4 import is_mp4, read_mp4
from laera.recordings.reading import Clean, RefusedError, broken_off

LARGEST_RECORDING = 200 * 1024 * 1024
"""Bytes: the function holds a recording twice, as it came and as it goes."""

OTHER_RECORDINGS = (
    *(".mov", ".m4v", ".webm", ".mkv", ".avi", ".wmv", ".ogv", ".mpg", ".mpeg", ".3gp"),
    *(".wav", ".aif", ".aiff", ".ogg", ".oga", ".opus", ".flac", ".aac", ".wma", ".amr"),
)
"""Endings of files that are meant as recordings, and that the press refuses with a word on what to do."""

_AS_MP3 = "export it as MP3, or as M4A with AAC"
_AS_MP4 = "export it as MP4 with H.264 and AAC"
_AS_EITHER = f"{_AS_MP3}; a film as MP4 with H.264 and AAC"

_OTHERS = (
    (8, b"WAVE", "a WAV file, ten times as large for readers as it need be", _AS_MP3),
    (8, b"AVI ", "an AVI film, which browsers do not play", _AS_MP4),
    (0, b"FORM", "AIFF sound, ten times as large for readers as it need be", _AS_MP3),
    (0, b"fLaC", "FLAC sound, several times as large for readers as it need be", _AS_MP3),
    (0, b"OggS", "Ogg sound, which not every browser plays", _AS_MP3),
    (0, b"\x1a\x45\xdf\xa3", "a WebM or Matroska film, which not every browser plays", _AS_MP4),
    (0, b"\x30\x26\xb2\x75", "a Windows Media file, which browsers do not play", _AS_EITHER),
    (4, b"moov", "a QuickTime film, which not every browser plays", _AS_MP4),
    (4, b"wide", "a QuickTime film, which not every browser plays", _AS_MP4),
    (4, b"mdat", "a QuickTime film, which not every browser plays", _AS_MP4),
    (0, b"\xff\xf1", "AAC sound without a file around it, of which no player sees the length", _AS_MP3),
    (0, b"\xff\xf9", "AAC sound without a file around it, of which no player sees the length", _AS_MP3),
)
"""Where in the file, what is written there, what that is, and what to do."""


@dataclass(frozen=True, slots=True)
class RecordingReading:
    """What reading an upload gave: the file for readers, or None and the reasons."""

    clean: Clean | None
    complaints: tuple[Complaint, ...] = ()


def is_recording(key: str) -> bool:
    """Whether an upload's name says that it is to be heard, watched or read along."""
    return key.lower().endswith((*RECORDING_TYPES, *OTHER_RECORDINGS)) or is_captions(key)


def is_captions(key: str) -> bool:
    """Whether an upload's name says that it holds captions, in a format that is taken or in the other usual one."""
    return key.lower().endswith((CAPTIONS_TYPE, ".srt"))


def largest(key: str) -> int:
    """How many bytes an upload of this name may have."""
    return LARGEST_CAPTIONS if is_captions(key) else LARGEST_RECORDING


def too_long(key: str, size: int) -> Complaint:
    """The complaint about a file that is not even read."""
    has = f"the file has {size / (1024 * 1024):.1f} MB, more than {largest(key) // (1024 * 1024)} MB"
    if is_captions(key):
        return Complaint(has, "cut the film into several")
    return Complaint(has, "export it with fewer bits per second, or cut it; a video portal serves what is longer")


def read_recording(body: bytes, key: str) -> RecordingReading:
    """Read a recording, or captions. A file that cannot be one is an answer, not an error."""
    if not body:
        return RecordingReading(None, (Complaint("the file is empty", "upload it again"),))
    if len(body) > largest(key):
        return RecordingReading(None, (too_long(key, len(body)),))
    try:
        clean = read_captions(body) if is_captions(key) else _read(body)
    except RefusedError as refused:
        return RecordingReading(None, (refused.complaint,))
    return RecordingReading(clean, tuple(_about_its_name(key, clean)))


def _read(body: bytes) -> Clean:
    if is_mp4(body):
        return read_mp4(body)
    if refusal := _refusal_at_sight(body):
        raise refusal
    if starts_with_frames(body):
        return read_mp3(body)
    if body.startswith(b"ID3"):
        raise broken_off()
    raise RefusedError("this is no recording in a format that every browser plays", _AS_EITHER)


def _refusal_at_sight(body: bytes) -> RefusedError | None:
    """What it is, of the formats that people have and that not every browser plays, or that are needlessly large."""
    for place, beginning, kind, cure in _OTHERS:
        if body.startswith(beginning, place):
            return RefusedError(f"this is {kind}", cure)
    return None


def _about_its_name(key: str, clean: Clean) -> list[Complaint]:
    """A word about a name that says something else. It is played as what it is."""
    ending = PurePosixPath(key).suffix.lower()
    is_right = ending == f".{clean.suffix}" or {ending, clean.suffix} == {".mp4", "m4a"}
    if is_right:
        return []
    problem = f"its name ends in {ending}, and it is {clean.suffix.upper()}"
    return [Complaint(problem, f"name it with .{clean.suffix}", is_warning=True)]
