"""MP3: a row of frames, of which a player needs nothing else.

Names, comments, pictures and places stand before, between and behind the frames (ID3, APE, Lyrics3): the frames are
picked out one by one, so nothing has to be known of what is left behind.
"""

from functools import cache

from laera.recordings.reading import Clean, RefusedError, broken_off

MOST_BETWEEN = 1024 * 1024
"""Bytes that are no frames, a tag at the head aside: more than that is no sound."""
FEWEST_FRAMES = 4
SOONEST = 64 * 1024
"""Bytes within which the first frame must begin, counted from the end of the tag at the head."""

_RATES = {
    3: (44_100, 48_000, 32_000),  # MPEG 1
    2: (22_050, 24_000, 16_000),  # MPEG 2
    0: (11_025, 12_000, 8_000),  # MPEG 2.5
}
_KILOBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_KILOBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_LAYER_3 = 1
_HEADER = 4


def starts_with_frames(body: bytes) -> bool:
    """Whether this is MP3: two frames that fit together, near the beginning."""
    return _first_frame(body) is not None


def read_mp3(body: bytes) -> Clean:
    """The frames alone. Raises RefusedError."""
    start = _first_frame(body)
    if start is None:
        raise broken_off()
    pieces, frames = _frames(body, start)
    if frames < FEWEST_FRAMES:
        raise broken_off()
    head = body[start : start + _length(body[start + 1], body[start + 2])]
    announced = _announced(head)
    if announced is not None:
        frames -= 1  # the frame that announces them is silent
        if frames < announced * 0.98 - 2:
            raise broken_off()
    version, rate = _kind(body[start + 1]), _rate(body[start + 1], body[start + 2])
    seconds = frames * (1152 if version == max(_RATES) else 576) / rate
    whole = b"".join(body[begin:end] for begin, end in pieces)
    return Clean(whole, "audio/mpeg", "mp3", seconds)


def _first_frame(body: bytes) -> int | None:
    after = _after_tags(body)
    start = body.find(b"\xff", after, after + SOONEST)
    while start >= 0:
        length = _length_at(body, start)
        if length and _fits(body, start, start + length):
            return start
        start = body.find(b"\xff", start + 1, after + SOONEST)
    return None


def _after_tags(body: bytes) -> int:
    """Where the ID3 tags at the head end; their sizes are written in seven bits of each byte."""
    position = 0
    while body[position : position + 3] == b"ID3" and len(body) >= position + 10:
        size = 0
        for seven in body[position + 6 : position + 10]:
            size = size << 7 | seven & 0x7F
        position += 10 + size + (10 if body[position + 5] & 0x10 else 0)
    return position


def _frames(body: bytes, start: int) -> tuple[list[tuple[int, int]], int]:
    """Stretches of frames without anything between them, and how many frames they are."""
    pieces: list[tuple[int, int]] = []
    count, between, begin, position = 0, 0, start, start
    end = len(body)
    while position + _HEADER <= end:
        length = _length_at(body, position)
        if length and position + length <= end and _is_alike(body, start, position):
            count += 1
            position += length
            continue
        if position > begin:
            pieces.append((begin, position))
        begin = _next_frame(body, start, position)
        between += begin - position
        if between > MOST_BETWEEN and begin < end:
            raise RefusedError("there is more in the file than sound", "export it again as MP3")
        position = begin
    if position > begin:
        pieces.append((begin, position))
    return pieces, count


def _next_frame(body: bytes, first: int, position: int) -> int:
    """Where frames go on after what is none: there two of them follow one another. The end of the file, if nowhere."""
    latest = position + MOST_BETWEEN + 1
    found = body.find(b"\xff", position + 1, latest)
    while found >= 0:
        length = _length_at(body, found)
        if length and _is_alike(body, first, found) and _fits(body, found, found + length):
            return found
        found = body.find(b"\xff", found + 1, latest)
    return len(body)


def _fits(body: bytes, one: int, other: int) -> bool:
    return _length_at(body, other) > 0 and _is_alike(body, one, other)


def _is_alike(body: bytes, one: int, other: int) -> bool:
    """Whether two frames are of one stream: the same version, layer and rate."""
    return body[one + 1] & 0x1E == body[other + 1] & 0x1E and body[one + 2] & 0x0C == body[other + 2] & 0x0C


def _length_at(body: bytes, position: int) -> int:
    if position + _HEADER > len(body) or body[position] != 0xFF:
        return 0
    return _length(body[position + 1], body[position + 2])


@cache
def _length(second: int, third: int) -> int:
    """Bytes of the frame that has this header, 0 when it is none of Layer III."""
    version, layer = _kind(second), second >> 1 & 3
    if second & 0xE0 != 0xE0 or layer != _LAYER_3 or version not in _RATES or third >> 2 & 3 == 3:
        return 0
    kilobits = (_KILOBITS_1 if version == max(_RATES) else _KILOBITS_2)[third >> 4]
    if not kilobits:
        return 0
    per_frame = 144_000 if version == max(_RATES) else 72_000
    return per_frame * kilobits // _rate(second, third) + (third >> 1 & 1)


def _kind(second: int) -> int:
    return second >> 3 & 3


def _rate(second: int, third: int) -> int:
    return _RATES[_kind(second)][third >> 2 & 3]


def _announced(head: bytes) -> int | None:
    """How many frames the first one says there are (Xing, Info), None when it is a frame like the others."""
    for name in (b"Xing", b"Info"):
        place = head.find(name, 0, 64)
        if place >= 0 and len(head) >= place + 12:
            return int.from_bytes(head[place + 8 : place + 12]) if head[place + 7] & 1 else 0
    return None
