"""Units of an H.264 picture: among those that show something stand messages, in which cameras write what they like.

Drones and cameras on windscreens keep positions there, encoders their settings. A message is overwritten with filling,
which every decoder passes over; three kinds that say when pictures follow one another stay.
"""

from collections.abc import Iterable

from laera.recordings.reading import broken_off

_MESSAGE, _FILLING = 6, 12
_OF_TIME = {0, 1, 6}
"""Buffering period, picture timing, recovery point: numbers alone."""
_LONGEST_OF_TIME = 40


def without_messages(chunk: bytes, samples: Iterable[int], length_size: int) -> bytes:
    """The samples of a chunk, of the sizes they had. Raises RefusedError when their units do not fill them."""
    written: bytearray | None = None
    start = 0
    for size in samples:
        end = start + size
        while start < end:
            unit = start + length_size
            start = unit + int.from_bytes(chunk[start:unit])
            if start > end or start == unit:
                raise broken_off()
            if chunk[unit] & 0x1F == _MESSAGE and not _is_of_time(chunk[unit:start]):
                written = written if written is not None else bytearray(chunk)
                written[unit:start] = _filling(start - unit)
    return chunk if written is None else bytes(written)


def _is_of_time(unit: bytes) -> bool:
    """Whether a message holds one of those kinds, and nothing behind it."""
    return len(unit) <= _LONGEST_OF_TIME and unit[1:2] != b"" and unit[1] in _OF_TIME and len(unit) - 4 <= unit[2]


def _filling(length: int) -> bytes:
    return bytes([_FILLING]) + b"\xff" * (length - 2) + b"\x80" if length > 1 else bytes([_FILLING])
