"""Where a track's samples lie in an MP4 file: chunks, each a stretch of bytes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from struct import iter_unpack, unpack_from
from typing import NamedTuple

from laera.recordings.boxes import Box
from laera.recordings.reading import broken_off


class Chunk(NamedTuple):
    """A stretch of the file that belongs to one track."""

    start: int
    size: int


def chunks_of(body: bytes, table: Mapping[bytes, Box]) -> dict[Chunk, Iterable[int]]:
    """The track's chunks in its order, each with the sizes of its samples.

    Raises RefusedError, or KeyError when a box is missing.
    """
    offsets = _offsets(body, table)
    one_size, sizes, samples = _sizes(body, table[b"stsz"])
    chunks: dict[Chunk, Iterable[int]] = {}
    first = 0
    for offset, count in zip(offsets, _counts(body, table[b"stsc"], len(offsets)), strict=True):
        if one_size:
            chunks[Chunk(offset, one_size * count)] = repeat(one_size, count)
        else:
            own = sizes[first : first + count]
            chunks[Chunk(offset, sum(own))] = own
        first += count
    if len(chunks) != len(offsets) or first != samples:
        raise broken_off()
    return chunks


def _offsets(body: bytes, table: Mapping[bytes, Box]) -> tuple[int, ...]:
    box, wide = (table[b"co64"], 8) if b"co64" in table else (table[b"stco"], 4)
    return tuple(number for (number,) in iter_unpack(">Q" if wide == 8 else ">I", _rows(body, box, 4, wide)))


def _sizes(body: bytes, box: Box) -> tuple[int, tuple[int, ...], int]:
    """The size that all samples have, or 0 and the size of each; and how many samples there are."""
    content = sizes_of(body, box)
    one_size, samples = unpack_from(">II", content, 4)
    each = () if one_size else tuple(number for (number,) in iter_unpack(">I", content[12:]))
    return one_size, each, samples


def _counts(body: bytes, box: Box, chunks: int) -> Iterator[int]:
    """How many samples each chunk has: the table names the first chunk from which a number holds."""
    runs = [(first, count) for first, count, _ in iter_unpack(">III", _rows(body, box, 4, 12))]
    starts = [first for first, _ in runs]
    if starts[:1] != [1] or starts != sorted(set(starts)) or starts[-1] > chunks:
        raise broken_off()
    for (first, count), after in zip(runs, [*starts[1:], chunks + 1], strict=True):
        for _ in range(after - first):
            yield count


def rows_of(body: bytes, box: Box, before: int, wide: int) -> bytes:
    """The content of a table up to its last row: the number of rows stands behind `before` bytes."""
    content = box.content(body)
    if len(content) < before + 4:
        raise broken_off()
    end = before + 4 + unpack_from(">I", content, before)[0] * wide
    if end > len(content):
        raise broken_off()
    return content[:end]


def sizes_of(body: bytes, box: Box) -> bytes:
    """The content of `stsz`, which has no rows when all samples are of one size."""
    content = box.content(body)
    if len(content) >= 12 and any(content[4:8]):
        return content[:12]
    return rows_of(body, box, 8, 4)


def _rows(body: bytes, box: Box, before: int, wide: int) -> bytes:
    return rows_of(body, box, before, wide)[before + 4 :]
