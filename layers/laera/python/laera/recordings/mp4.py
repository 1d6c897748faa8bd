"""MP4 and M4A, written anew: one picture track, one sound track, and of each only what a player needs.

Cameras, telephones and editing programs write places, names, comments and whole tracks of positions into such a file.
None of it is looked for. Boxes come over that are on the lists here, and of the data the chunks that the two tracks
name; the index is written first, so that a browser can begin before it has the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from laera.recordings.boxes import Box, boxed, boxes_by_name, boxes_in
from laera.recordings.picture_units import without_messages
from laera.recordings.reading import Clean, RefusedError, broken_off
from laera.recordings.samples import Chunk, chunks_of, rows_of, sizes_of
from laera.recordings.sound_coding import read_sound_coding

LARGEST_INDEX = 16 * 1024 * 1024
"""Bytes of `moov`; an hour of film has less than two million."""
LARGEST_SIDE = 8_192
"""Pixels."""
LONGEST = 100 * 3600
"""Seconds: who says more than a hundred hours says nothing."""

_AS_MP4 = "export it as MP4 with H.264 and AAC (HandBrake's 'Fast' presets make such files)"
_ON_AN_IPHONE = f"{_AS_MP4}; an iPhone records it with Settings → Camera → Formats → Most Compatible"
_PICTURE, _SOUND = b"vide", b"soun"
_CODINGS = {
    b"hvc1": "HEVC (H.265)",
    b"hev1": "HEVC (H.265)",
    b"av01": "AV1",
    b"vp09": "VP9",
    b"mp4v": "MPEG-4 Visual",
    b"mp4a": "AAC in QuickTime's manner",
    b"encv": "protected",
    b"enca": "protected",
    b"alac": "Apple Lossless",
    b"ac-3": "Dolby Digital",
    b"ec-3": "Dolby Digital Plus",
    b"Opus": "Opus",
    b"fLaC": "FLAC",
}

_OF_STBL = {b"stts": (4, 8), b"ctts": (4, 8), b"stsc": (4, 12), b"stss": (4, 4)}
"""Of the table of samples: when each is shown, which chunk has it, where one can begin. Bytes before a table's count of
rows, and of a row."""
_OF_PICTURE = (b"avcC", b"pasp", b"btrt")
_PICTURE_ENTRY, _SOUND_ENTRY = 78, 28
"""Bytes of a sample entry before its own boxes."""
_LONG = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36)}
"""Bytes of the headers, with times of four bytes and of eight."""
_IN_THE_FILE_ITSELF = boxed(b"dinf", boxed(b"dref", bytes(4), (1).to_bytes(4), boxed(b"url ", (1).to_bytes(4))))
_TURNED = (0, 1, -1, 0), (0, -1, 1, 0)
"""The first four numbers of a matrix that turns the picture by a quarter."""


@dataclass(frozen=True, slots=True)
class _Track:
    """One track as it is taken over: the written boxes that stand before its table of chunks, and the chunks.

    Of a picture `length_size` is how many bytes tell the length of each of its units.
    """

    tkhd: bytes
    edits: bytes
    mdhd: bytes
    handler: bytes
    header: bytes
    table: bytes
    chunks: Mapping[Chunk, Iterable[int]]
    seconds: float
    length_size: int = 0
    size: tuple[int, int] = (0, 0)

    def data(self, body: bytes, chunk: Chunk) -> bytes:
        """What a chunk holds, without the messages that cameras hide among the units of a picture."""
        content = body[chunk.start : chunk.start + chunk.size]
        return without_messages(content, self.chunks[chunk], self.length_size) if self.length_size else content

    def written(self, places: Mapping[int, int]) -> bytes:
        """The track, its chunks where `places` has them, by where they lay."""
        offsets = b"".join(places[chunk.start].to_bytes(4) for chunk in self.chunks)
        table = boxed(b"stbl", self.table, boxed(b"stco", bytes(4), len(self.chunks).to_bytes(4), offsets))
        minf = boxed(b"minf", self.header, _IN_THE_FILE_ITSELF, table)
        return boxed(b"trak", self.tkhd, self.edits, boxed(b"mdia", self.mdhd, self.handler, minf))


def is_mp4(body: bytes) -> bool:
    """Whether it begins as such files do."""
    return body[4:8] == b"ftyp"


def read_mp4(body: bytes) -> Clean:
    """The film or the sound, written anew. Raises RefusedError."""
    if body[8:12] == b"qt  ":
        raise RefusedError("this is a QuickTime film, which not every browser plays", _AS_MP4)
    moov = _index(body)
    tracks = [_found(body, box) for box in boxes_in(body, moov.start, moov.end) if box.name == b"trak"]
    kept = [track for kind in (_PICTURE, _SOUND) if (track := _first(tracks, kind))]
    if not kept:
        raise RefusedError("there is neither picture nor sound in it", _AS_MP4)
    owners = {chunk: track for track in kept for chunk in track.chunks}
    chunks = sorted(owners)
    _must_lie_apart(chunks, body)
    head = _header(body, moov)
    before = _written(head, kept, dict.fromkeys((chunk.start for chunk in chunks), 0))
    places, position = {}, len(before) + 8
    for chunk in chunks:
        places[chunk.start] = position
        position += chunk.size
    seconds = max(track.seconds for track in kept)
    if not chunks or not 0 < seconds < LONGEST:
        raise broken_off()
    data = (owners[chunk].data(body, chunk) for chunk in chunks)
    whole = b"".join((_written(head, kept, places), (position - len(before)).to_bytes(4), b"mdat", *data))
    width, height = kept[0].size
    kind, suffix = ("video/mp4", "mp4") if width else ("audio/mp4", "m4a")
    return Clean(whole, kind, suffix, seconds, width, height)


def _index(body: bytes) -> Box:
    """The box that says where everything is. Without it there is nothing to play."""
    found: Box | None = None
    for box in boxes_in(body, 0, len(body)):
        if box.name == b"moof":
            raise RefusedError("it is cut into fragments, as for streaming", f"{_AS_MP4} in one piece")
        if box.name == b"moov" and found is None:
            found = box
    if found is None or found.end - found.start > LARGEST_INDEX:
        raise broken_off()
    return found


def _header(body: bytes, moov: Box) -> bytes:
    mvhd = boxes_by_name(body, moov).get(b"mvhd")
    if mvhd is None:
        raise broken_off()
    return boxed(b"mvhd", _undated(b"mvhd", mvhd.content(body)))


def _written(head: bytes, tracks: Sequence[_Track], places: Mapping[int, int]) -> bytes:
    ftyp = boxed(b"ftyp", b"isom", (512).to_bytes(4), b"isomiso2avc1mp41")
    return ftyp + boxed(b"moov", head, *(track.written(places) for track in tracks))


@dataclass(frozen=True, slots=True)
class _Found:
    """A track before anybody knows whether it is wanted."""

    kind: bytes
    body: bytes
    box: Box


def _found(body: bytes, box: Box) -> _Found:
    media = boxes_by_name(body, box).get(b"mdia")
    handler = boxes_by_name(body, media).get(b"hdlr") if media else None
    return _Found(handler.content(body)[8:12] if handler else b"", body, box)


def _first(tracks: Sequence[_Found], kind: bytes) -> _Track | None:
    """The first track of a kind, taken over; one that no browser is sure to play is refused, not skipped."""
    return next((_taken_over(found) for found in tracks if found.kind == kind), None)


def _taken_over(found: _Found) -> _Track:
    body = found.body
    try:
        parts = boxes_by_name(body, found.box)
        media = boxes_by_name(body, parts[b"mdia"])
        inner = boxes_by_name(body, media[b"minf"])
        table = boxes_by_name(body, inner[b"stbl"])
        tkhd, mdhd = (_undated(one.name, one.content(body)) for one in (parts[b"tkhd"], media[b"mdhd"]))
        described = _sample_entry(body, table[b"stsd"], found.kind)
        kept = [boxed(name, rows_of(body, table[name], *rows)) for name, rows in _OF_STBL.items() if name in table]
        kept.append(boxed(b"stsz", sizes_of(body, table[b"stsz"])))
        chunks = chunks_of(body, table)
    except KeyError as error:
        raise broken_off() from error
    stsd = boxed(b"stsd", bytes(4), (1).to_bytes(4), described)
    is_picture = found.kind == _PICTURE
    edits = boxes_by_name(body, parts[b"edts"]).get(b"elst") if b"edts" in parts else None
    track = _Track(
        tkhd=boxed(b"tkhd", tkhd),
        edits=_edits(body, edits) if edits else b"",
        mdhd=boxed(b"mdhd", mdhd),
        handler=boxed(b"hdlr", bytes(8), found.kind, bytes(13)),
        header=boxed(b"vmhd", (1).to_bytes(4), bytes(8)) if is_picture else boxed(b"smhd", bytes(8)),
        table=b"".join((stsd, *kept)),
        chunks=chunks,
        seconds=_seconds(mdhd),
    )
    return replace(track, size=_size(tkhd, described), length_size=_length_size(described)) if is_picture else track


def _sample_entry(body: bytes, stsd: Box, kind: bytes) -> bytes:
    """How the samples are coded, without the names that encoders leave there."""
    entries = list(boxes_in(body, stsd.start + 8, stsd.end))
    if len(entries) != 1:
        raise RefusedError("its coding changes on the way", _AS_MP4)
    [entry] = entries
    if kind == _PICTURE:
        if entry.name not in {b"avc1", b"avc3"}:
            raise _other_coding("picture", entry.name)
        inner = boxes_by_name(body, entry, _PICTURE_ENTRY)
        content = entry.content(body)
        kept = (boxed(name, inner[name].content(body)) for name in _OF_PICTURE if name in inner)
        plain = b"".join((bytes(7), b"\x01", bytes(16), content[24:42], bytes(32), content[74:76], b"\xff\xff"))
        return boxed(entry.name, plain, *kept)
    if entry.name != b"mp4a" or entry.content(body)[8:10] != bytes(2):
        raise _other_coding("sound", entry.name)
    coding = boxes_by_name(body, entry, _SOUND_ENTRY)[b"esds"].content(body)
    plain = b"".join((bytes(7), b"\x01", bytes(8), entry.content(body)[16:28]))
    return boxed(b"mp4a", plain, boxed(b"esds", read_sound_coding(coding)))


def _other_coding(what: str, name: bytes) -> RefusedError:
    coding = _CODINGS.get(name, "".join(chr(byte) if 32 <= byte < 127 else "?" for byte in name))
    cure = _ON_AN_IPHONE if coding == _CODINGS[b"hvc1"] else _AS_MP4
    return RefusedError(f"its {what} is coded as {coding}, which not every browser plays", cure)


def _must_lie_apart(chunks: Sequence[Chunk], body: bytes) -> None:
    """Chunks that overlap, or lie beyond the end, would make a small file a large one or show what is not there."""
    position = 0
    for chunk in chunks:
        if chunk.start < position or chunk.start + chunk.size > len(body):
            raise broken_off()
        position = chunk.start + chunk.size


def _edits(body: bytes, box: Box) -> bytes:
    """Which part of the track is played."""
    wide = 20 if body[box.start : box.start + 1] == b"\x01" else 12
    return boxed(b"edts", boxed(b"elst", rows_of(body, box, 4, wide)))


def _undated(name: bytes, content: bytes) -> bytes:
    """A header without the times at which it was made and changed."""
    is_wide = content[:1] == b"\x01"
    wide, length = (8 if is_wide else 4), _LONG[name][is_wide]
    if len(content) < length:
        raise broken_off()
    return content[:4] + bytes(2 * wide) + content[4 + 2 * wide : length]


def _seconds(mdhd: bytes) -> float:
    wide = 8 if mdhd[:1] == b"\x01" else 4
    start = 4 + 2 * wide
    scale = int.from_bytes(mdhd[start : start + 4])
    return int.from_bytes(mdhd[start + 4 : start + 4 + wide]) / scale if scale else 0.0


def _length_size(described: bytes) -> int:
    """What `avcC` says of it, which is the first box of the entry as it was written."""
    start = 8 + _PICTURE_ENTRY
    if described[start + 4 : start + 8] != b"avcC" or len(described) < start + 13:
        raise broken_off()
    return (described[start + 12] & 3) + 1


def _size(tkhd: bytes, described: bytes) -> tuple[int, int]:
    """Width and height, upright. A telephone held upright records a lying picture and says how to turn it."""
    end = len(tkhd)
    matrix = [int.from_bytes(tkhd[place : place + 4], signed=True) for place in range(end - 44, end - 8, 4)]
    width, height = (int.from_bytes(tkhd[place : place + 4]) >> 16 for place in (end - 8, end - 4))
    if not (width and height):
        width, height = int.from_bytes(described[32:34]), int.from_bytes(described[34:36])
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise broken_off()
    a, b, _, c, d = (number >> 16 for number in matrix[:5])
    return (height, width) if (a, b, c, d) in _TURNED else (width, height)
