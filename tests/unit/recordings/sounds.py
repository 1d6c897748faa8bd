"""MP3 files written byte by byte: silent frames, and what programs put around them."""

GPS = b"GPS-40.7128N-74.0060W"
"""What no reader may ever get."""

FRAME = bytes((0xFF, 0xFB, 0x90, 0xC4)) + bytes(413)
"""MPEG 1, Layer III, 128 kilobits, 44,100 times a second: 417 bytes, 1,152 samples."""


def frames(count: int) -> bytes:
    """So many frames, one after the other."""
    return FRAME * count


def id3(content: bytes = GPS) -> bytes:
    """The tag that stands at the head."""
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + size + content


def id3v1(content: bytes = GPS) -> bytes:
    """The older tag, which stands at the end: 128 bytes."""
    return b"TAG" + content.ljust(125, b"\0")


def ape(content: bytes = GPS) -> bytes:
    """A tag of another kind."""
    return b"APETAGEX" + (2000).to_bytes(4, "little") + len(content).to_bytes(4, "little") + bytes(16) + content


def announcing(count: int) -> bytes:
    """A first frame that says how many follow."""
    head = bytearray(FRAME)
    head[36:48] = b"Xing" + (1).to_bytes(4) + count.to_bytes(4)
    return bytes(head)
