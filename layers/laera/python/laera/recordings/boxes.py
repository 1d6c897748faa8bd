"""MP4's boxes: all of such a file is boxes, each with a size, a name of four letters, and bytes or other boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from laera.recordings.reading import broken_off

MOST_BOXES = 10_000
"""Within one box. A film has some dozens in all."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a file: its name, and where its content begins and ends."""

    name: bytes
    start: int
    end: int

    def content(self, body: bytes) -> bytes:
        """What is in it."""
        return body[self.start : self.end]


def boxes_in(body: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes of a stretch, one after the other. Raises RefusedError when one reaches beyond its end."""
    for _ in range(MOST_BOXES):
        if end - start < 8:  # some programs write a few zeros at the end of a box
            return
        size, name = int.from_bytes(body[start : start + 4]), body[start + 4 : start + 8]
        head = 8
        if size == 1:
            size, head = int.from_bytes(body[start + 8 : start + 16]), 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise broken_off()
        yield Box(name, start + head, start + size)
        start += size
    raise broken_off()


def boxes_by_name(body: bytes, box: Box, skip: int = 0) -> dict[bytes, Box]:
    """The first box of each name within another; `skip` bytes of the content come before them."""
    found: dict[bytes, Box] = {}
    for inner in boxes_in(body, box.start + skip, box.end):
        found.setdefault(inner.name, inner)
    return found


def boxed(name: bytes, *content: bytes) -> bytes:
    """A box, written."""
    whole = b"".join(content)
    return (len(whole) + 8).to_bytes(4) + name + whole
