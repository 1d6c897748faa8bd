"""What a public copy of a photograph says besides its pixels, found by walking through the file without our library."""

from collections.abc import Iterator

_JPEG_START, _JPEG_SCAN, _JPEG_END = 0xD8, 0xDA, 0xD9
_JPEG_PLAIN = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD}
"""JFIF's own header, quantisation, frame, Huffman tables, restarts: what pixels need."""
_WEBP_PLAIN = {b"VP8 ", b"VP8L"}
_AVIF_SAID = (b"Exif", b"mime", b"uri ", b"rdf+xml", b"prof", b"rICC")
"""Kinds of items and profiles that an AVIF may hold besides a picture."""


def traces(body: bytes, media_type: str) -> list[str]:
    """Every part of the file that is neither pixels nor needed to read them; none in a copy that says nothing."""
    found = {"image/jpeg": _in_jpeg, "image/webp": _in_webp, "image/avif": _in_avif}[media_type]
    return list(found(body))


def _in_jpeg(body: bytes) -> Iterator[str]:
    if body[:2] != b"\xff\xd8":
        yield "does not begin as a JPEG"
        return
    place = 2
    while place < len(body):
        if body[place] != 0xFF:
            yield f"no marker at {place}"
            return
        marker = body[place + 1]
        if marker == _JPEG_END:
            if place + 2 != len(body):
                yield f"{len(body) - place - 2} bytes behind its end"
            return
        length = int.from_bytes(body[place + 2 : place + 4])
        if marker == _JPEG_SCAN:
            place = _end_of_scan(body, place + 2 + length)
            continue
        if marker not in _JPEG_PLAIN:
            yield f"segment {marker:#04x}: {body[place + 4 : place + 24]!r}"
        place += 2 + length
    yield "has no end"


def _end_of_scan(body: bytes, place: int) -> int:
    """Where the next marker stands: within a scan 0xFF is followed by 0x00 or by a restart."""
    while (place := body.find(b"\xff", place)) != -1:
        if body[place + 1] != 0 and not 0xD0 <= body[place + 1] <= 0xD7:
            return place
        place += 2
    return len(body)


def _in_webp(body: bytes) -> Iterator[str]:
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        yield "does not begin as a WebP"
        return
    if int.from_bytes(body[4:8], "little") + 8 != len(body):
        yield "is not as long as it says"
    place = 12
    while place < len(body):
        kind, size = body[place : place + 4], int.from_bytes(body[place + 4 : place + 8], "little")
        if kind not in _WEBP_PLAIN:
            yield f"chunk {kind!r}"
        place += 8 + size + size % 2


def _in_avif(body: bytes) -> Iterator[str]:
    boxes = dict(_boxes(body))
    if body[4:8] != b"ftyp" or set(boxes) != {b"ftyp", b"meta", b"mdat"}:
        yield f"boxes {sorted(boxes)}"
    yield from (f"{kind!r} in its list of items" for kind in _AVIF_SAID if kind in boxes.get(b"meta", b""))


def _boxes(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(body):
        size = int.from_bytes(body[place : place + 4]) or len(body) - place
        yield body[place + 4 : place + 8], body[place + 8 : place + size]
        place += max(8, size)
