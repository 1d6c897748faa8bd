"""Photographs as the press has made them ready: renditions of one upload, addressed by content."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

SHAPES = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
"""What photographs are cut into, the broadest first: the three that search engines ask for."""
CARD_SHAPE = "4x3"
"""Of the picture that feeds and the API show of a story."""
CARD_TYPES = {"image/avif": "avif", "image/webp": "webp"}
"""What crops for cards are encoded as, and how their addresses end; browsers take the first that they know."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One re-encoded copy. `path` is its public address, for ever; sizes are pixels."""

    path: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of the photograph in one shape (`16x9`), cut around one focal point."""

    focal: str
    shape: str
    copy: Rendition


@dataclass(frozen=True, slots=True)
class Renditions:
    """All copies of one photograph, widest first within each media type; `colour` is its mean, `#rrggbb`.

    `credit` and `caption` are what the upload itself says, for stories that say nothing.
    """

    width: int
    height: int
    colour: str
    copies: tuple[Rendition, ...]
    crops: tuple[Crop, ...] = ()
    credit: str = ""
    caption: str = ""

    def of_type(self, media_type: str) -> tuple[Rendition, ...]:
        """The copies of one media type, widest first."""
        return tuple(copy for copy in self.copies if copy.media_type == media_type)

    def cut(self, shape: str, media_type: str) -> tuple[Rendition, ...]:
        """The crops of one shape and media type, widest first."""
        return tuple(crop.copy for crop in self.crops if (crop.shape, crop.copy.media_type) == (shape, media_type))

    def around(self, focal: str) -> "Renditions":
        """As a story sees them that has this focal point: without the crops around others."""
        return replace(self, crops=tuple(crop for crop in self.crops if crop.focal == focal))

    @property
    def focals(self) -> tuple[str, ...]:
        """The focal points that crops were made around, in order."""
        return tuple(sorted({crop.focal for crop in self.crops}))

    def serves(self, focals: tuple[str, ...]) -> bool:
        """Whether these are what stories with these focal points want, in order: crops around each and no others."""
        return focals == self.focals

    @property
    def paths(self) -> tuple[str, ...]:
        """The addresses of all copies, crops last."""
        return (*(copy.path for copy in self.copies), *(crop.copy.path for crop in self.crops))

    def to_record(self) -> dict[str, object]:
        """As JSON values; what is empty is left out."""
        optional = {
            "crops": [[crop.focal, crop.shape, *_row(crop.copy)] for crop in self.crops],
            "credit": self.credit,
            "caption": self.caption,
        }
        return {
            "width": self.width,
            "height": self.height,
            "colour": self.colour,
            "copies": [_row(copy) for copy in self.copies],
            **{name: value for name, value in optional.items() if value},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            record["width"],
            record["height"],
            record["colour"],
            tuple(Rendition(*copy) for copy in record["copies"]),
            tuple(Crop(focal, shape, Rendition(*copy)) for focal, shape, *copy in record.get("crops", ())),
            record.get("credit", ""),
            record.get("caption", ""),
        )


def focal_name(focal: tuple[float, float] | None) -> str:
    """What crops around a focal point are called: `45-55`, hundredths from the left and from the top.

    A story that names none gets the middle. No eye sees a hundredth, and stories that mean the same share their crops.
    """
    x, y = focal or (0.5, 0.5)
    return f"{round(x * 100)}-{round(y * 100)}"


def crop_beside(path: str, shape: str, width: int, media_type: str) -> str:
    """The address of another crop for cards, of the same photograph and around the same point as the one at `path`.

    `/media/<stem>-4x3-45-55-640.webp` has `/media/<stem>-16x9-45-55-1280.avif` beside it.
    """
    stem, _, across, down, _ = path.rsplit("-", 4)
    return f"{stem}-{shape}-{across}-{down}-{width}.{CARD_TYPES[media_type]}"


def _row(copy: Rendition) -> list[object]:
    return [copy.path, copy.media_type, copy.width, copy.height]
