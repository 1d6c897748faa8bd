"""WebVTT: what is said in a film, as text at its times. Read line by line, and written anew with its cues alone."""

import re
from collections.abc import Iterator

from laera.domain.plain_text import without_unseen
from laera.recordings.reading import Clean, RefusedError

LARGEST_CAPTIONS = 1024 * 1024
MOST_CUES = 10_000

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}((?:[ \t]+[a-z]+:[^ \t]+)*)[ \t]*")
_SUBRIP = re.compile(r"\d\d:\d\d:\d\d,\d{3} --> ")
_LEFT_OUT = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
"""What programs and colleagues say to each other, and looks that are the paper's to decide."""


def read_captions(body: bytes) -> Clean:
    """The cues alone. Raises RefusedError, which names the line."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("the captions are not UTF-8 text", "save them as WebVTT in UTF-8") from error
    lines = without_unseen(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        problem = "these are SubRip captions" if _SUBRIP.search(text[:4096]) else "its first line is not WEBVTT"
        raise RefusedError(problem, "export the captions as WebVTT (.vtt)")
    cues = list(_cues(lines))
    if not cues:
        raise RefusedError("there are no captions in it", "write at least one, with the times it is shown at")
    if len(cues) > MOST_CUES:
        raise RefusedError(f"there are {len(cues):,} captions, more than {MOST_CUES:,}", "cut the film into several")
    whole = "\n\n".join(("WEBVTT", *(cue for cue, _ in cues))) + "\n"
    return Clean(whole.encode(), "text/vtt; charset=utf-8", "vtt", max(end for _, end in cues))


def _cues(lines: list[str]) -> Iterator[tuple[str, float]]:
    """Every cue as it is written, and when it ends."""
    for number, block in _blocks(lines):
        if _LEFT_OUT.match(block[0]):
            continue
        timed = next((place for place, line in enumerate(block[:2]) if "-->" in line), None)
        if timed is None:
            raise RefusedError(
                f"line {number} belongs to no caption", "write when it is shown: 00:01.000 --> 00:04.000"
            )
        times = _CUE.fullmatch(block[timed])
        if times is None:
            cure = "write hours, minutes, seconds and thousandths: 00:01:02.500 --> 00:01:04.000"
            raise RefusedError(f"the times in line {number + timed} cannot be read", cure)
        begin, end = _seconds(*times.groups()[:4]), _seconds(*times.groups()[4:8])
        if end <= begin:
            raise RefusedError(f"the caption in line {number + timed} ends before it begins", "mend its times")
        said = [line.replace("-->", "→") for line in block[timed + 1 :]]
        if said:
            yield "\n".join((block[timed].strip(), *said)), end


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines without an empty one between them, and the number of the first; what stands below WEBVTT is not one."""
    block: list[str] = []
    begin = 0
    is_head = True
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            begin = begin if block else number
            block.append(line)
        else:
            if block and not is_head:
                yield begin, block
            block, is_head = [], False


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
