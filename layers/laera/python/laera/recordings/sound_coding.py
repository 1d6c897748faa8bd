"""How an MP4's sound is coded (`esds`): as AAC, and written anew with what a decoder needs."""

from laera.recordings.reading import RefusedError, broken_off

_AAC = {0x40, 0x66, 0x67, 0x68}
_STREAM, _DECODER, _SPECIFIC, _LAYER = 3, 4, 5, 6
LARGEST = 1_000
"""Bytes. A decoder needs some thirty."""


def read_sound_coding(content: bytes) -> bytes:
    """The content of `esds`. Raises RefusedError."""
    if len(content) > LARGEST:
        raise broken_off()
    stream = _descriptor(content[4:], _STREAM)
    if len(stream) < 3:
        raise broken_off()
    flags = stream[2]
    skip = 3 + 2 * bool(flags & 0x80)
    if flags & 0x40 and len(stream) > skip:
        skip += 1 + stream[skip]
    decoder = _descriptor(stream[skip + 2 * bool(flags & 0x20) :], _DECODER)
    if len(decoder) < 13:
        raise broken_off()
    if decoder[0] not in _AAC:
        cure = "export it as MP3, or as MP4 or M4A with AAC"
        raise RefusedError("its sound is not coded as AAC, which not every browser plays", cure)
    specific = _written(_SPECIFIC, _descriptor(decoder[13:], _SPECIFIC))
    described = _written(_DECODER, decoder[:13] + specific)
    return bytes(4) + _written(_STREAM, bytes(3) + described + _written(_LAYER, b"\x02"))


def _descriptor(content: bytes, tag: int) -> bytes:
    """The content of the descriptor that stands here; its length is written in seven bits of each byte."""
    if content[:1] != bytes([tag]):
        raise broken_off()
    length, place = 0, 1
    while place < 5 and place < len(content):
        length = length << 7 | content[place] & 0x7F
        place += 1
        if content[place - 1] < 0x80:
            break
    if place + length > len(content):
        raise broken_off()
    return content[place : place + length]


def _written(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x80 | len(content) >> 7, len(content) & 0x7F]) + content
