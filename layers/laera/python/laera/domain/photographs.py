"""Photographs as the press has made them ready: renditions of one upload, addressed by content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Rendition:
    """One re-encoded copy. `path` is its public address, for ever; sizes are pixels."""

    path: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Renditions:
    """All copies of one photograph, widest first within each media type; `colour` is its mean, `#rrggbb`."""

    width: int
    height: int
    colour: str
    copies: tuple[Rendition, ...]

    def of_type(self, media_type: str) -> tuple[Rendition, ...]:
        """The copies of one media type, widest first."""
        return tuple(copy for copy in self.copies if copy.media_type == media_type)

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return {
            "width": self.width,
            "height": self.height,
            "colour": self.colour,
            "copies": [[copy.path, copy.media_type, copy.width, copy.height] for copy in self.copies],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            record["width"], record["height"], record["colour"], tuple(Rendition(*copy) for copy in record["copies"])
        )
