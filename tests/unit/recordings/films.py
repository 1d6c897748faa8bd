"""MP4 files written box by box, with what cameras and programs leave in them."""

from dataclasses import dataclass

from laera.recordings.boxes import boxed
from tests.unit.recordings.sounds import GPS

SECRET = boxed(b"uuid", GPS)
UPRIGHT = (1, 0, 0, 0, 1, 0, 0, 0, 0x4000)
TURNED = (0, 1, 0, -1, 0, 0, 0, 0, 0x4000)
MADE = (0xE0000000).to_bytes(4)
"""When it was recorded, in seconds since 1904."""


@dataclass(frozen=True)
class Track:
    """A track and its samples: in chunks of two, as recorders write them."""

    kind: bytes
    samples: tuple[bytes, ...]
    entry: bytes
    seconds: int = 4
    size: tuple[int, int] = (0, 0)
    matrix: tuple[int, ...] = UPRIGHT

    @property
    def chunks(self) -> list[bytes]:
        """The stretches that lie together."""
        return [b"".join(self.samples[place : place + 2]) for place in range(0, len(self.samples), 2)]


def h264(name: bytes = b"avc1") -> bytes:
    """How a picture is described; the encoder names itself."""
    fields = bytes(6) + b"\0\1" + bytes(16) + (320).to_bytes(2) + (180).to_bytes(2) + bytes(14)
    signed = bytes([len(GPS)]) + GPS.ljust(31, b"\0")
    return boxed(name, fields, signed, b"\0\x18\xff\xff", boxed(b"avcC", b"\1\x64\0\x1f\xff\xe1\0\0\1\0\0"), SECRET)


def aac(name: bytes = b"mp4a", coding: int = 0x40) -> bytes:
    """How sound is described."""
    fields = bytes(6) + b"\0\1" + bytes(8) + b"\0\2\0\x10" + bytes(4) + (44_100).to_bytes(2) + bytes(2)
    decoder = bytes([coding, 0x15]) + bytes(11) + b"\5\x80\x80\x80\2\x12\x10"
    stream = b"\0\1\0\4" + bytes([len(decoder)]) + decoder + b"\6\1\2"
    return boxed(name, fields, boxed(b"esds", bytes(4), b"\3\x80\x80\x80" + bytes([len(stream)]) + stream), SECRET)


def unit(content: bytes) -> bytes:
    """A unit of a picture."""
    return len(content).to_bytes(4) + content


PICTURE = Track(
    b"vide", tuple(unit(b"\x65picture%03d" % n) + unit(b"\x41" * n) for n in range(1, 6)), h264(), size=(320, 180)
)
SOUND = Track(b"soun", tuple(b"sound%03d" % number for number in range(7)), aac())
PLACES = Track(b"meta", tuple(GPS + b"%03d" % number for number in range(4)), boxed(b"gpmd", bytes(8)))


def mp4(*tracks: Track, brand: bytes = b"isom", index_first: bool = False, wide_offsets: bool = False) -> bytes:
    """A file of these tracks, its chunks interleaved, with secrets in every place that is known for them."""
    rows = [[(number, chunk) for chunk in track.chunks] for number, track in enumerate(tracks)]
    order = [row[turn] for turn in range(max(map(len, rows))) for row in rows if turn < len(row)]
    head = boxed(b"ftyp", brand, bytes(4), brand, b"mp42") + boxed(b"uuid", GPS)

    def moov(start: int) -> bytes:
        places: list[list[int]] = [[] for _ in tracks]
        for number, chunk in order:
            places[number].append(start)
            start += len(chunk)
        traks = [_trak(track, place, wide_offsets) for track, place in zip(tracks, places, strict=True)]
        mvhd = boxed(b"mvhd", bytes(4), MADE, MADE, (1000).to_bytes(4), (4000).to_bytes(4), bytes(80))
        return boxed(b"moov", mvhd, *traks, boxed(b"udta", boxed(b"\xa9xyz", GPS)), boxed(b"meta", GPS))

    mdat = boxed(b"mdat", *(chunk for _, chunk in order), GPS)
    if index_first:
        return head + moov(len(head) + len(moov(0)) + 8) + mdat
    return head + mdat + moov(len(head) + 8) + boxed(b"free", GPS)


def _trak(track: Track, places: list[int], wide_offsets: bool) -> bytes:
    matrix = b"".join((number << (0 if number == 0x4000 else 16)).to_bytes(4, signed=True) for number in track.matrix)
    size = b"".join((side << 16).to_bytes(4) for side in track.size)
    tkhd = boxed(b"tkhd", b"\0\0\0\7", MADE, MADE, bytes(28), matrix, size)
    mdhd = boxed(b"mdhd", bytes(4), MADE, MADE, (1000).to_bytes(4), (track.seconds * 1000).to_bytes(4), bytes(4))
    hdlr = boxed(b"hdlr", bytes(8), track.kind, bytes(12), GPS)
    sizes = b"".join(len(sample).to_bytes(4) for sample in track.samples)
    count, last = len(track.samples), len(track.samples) % 2
    runs = [*([(1, 2)] if count > 1 else []), *([(len(places), 1)] if last else [])]
    stbl = boxed(
        b"stbl",
        boxed(b"stsd", bytes(4), (1).to_bytes(4), track.entry),
        boxed(b"stts", bytes(4), (1).to_bytes(4), count.to_bytes(4), (500).to_bytes(4)),
        boxed(b"stsc", bytes(4), len(runs).to_bytes(4), *(_row(first, number, 1) for first, number in runs)),
        boxed(b"stsz", bytes(8), count.to_bytes(4), sizes),
        _offsets(places, 8 if wide_offsets else 4),
        boxed(b"sgpd", GPS),
    )
    minf = boxed(b"minf", boxed(b"dinf", GPS), stbl)
    elst = boxed(b"edts", boxed(b"elst", bytes(4), (1).to_bytes(4), (4000).to_bytes(4), bytes(4), b"\0\1\0\0"))
    return boxed(b"trak", tkhd, elst, boxed(b"mdia", mdhd, hdlr, minf), boxed(b"udta", boxed(b"name", GPS)))


def _offsets(places: list[int], wide: int) -> bytes:
    name = b"co64" if wide == 8 else b"stco"
    return boxed(name, bytes(4), len(places).to_bytes(4), *(place.to_bytes(wide) for place in places))


def _row(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4) for number in numbers)
