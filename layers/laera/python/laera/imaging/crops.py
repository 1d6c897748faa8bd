"""Parts of a photograph in the shapes that cards, search engines and shared links want, cut around its focal point."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from laera.domain.photographs import CARD_TYPES, SHAPES
from laera.imaging.originals import SQUARE, Original

CARD_WIDTHS = {"16x9": (640, 960, 1280), "4x3": (320, 640, 960), "1x1": (160, 320)}
"""Of the copies for cards: broad for the lead of a front, square for those beside it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One crop to be encoded. `name` stands in its address: shape and focal point."""

    shape: str
    name: str
    media_type: str
    pixels: Image.Image


def cuts_of(original: Original, focal: str) -> Iterator[Cut]:
    """All crops around a focal point (`45-55`): of every shape a JPEG, and AVIF and WebP in the widths of cards.

    Each as large as the photograph allows, and no larger than SQUARE or the card wants.
    """
    x, y = (int(part) / 100 for part in focal.split("-"))
    for shape, (across, down) in SHAPES.items():
        part = _part(original.pixels, across / down, x, y)
        name = f"{shape}-{focal}"
        yield Cut(shape, name, "image/jpeg", _scaled(part, SQUARE, across / down))
        for width in sorted({min(step, part.width) for step in CARD_WIDTHS[shape]}, reverse=True):
            for media_type in CARD_TYPES:
                yield Cut(shape, name, media_type, _scaled(part, width, across / down))


def _part(pixels: Image.Image, ratio: float, x: float, y: float) -> Image.Image:
    """The largest part of this shape whose middle is as near to the focal point as the edges allow."""
    width = min(pixels.width, max(1, round(pixels.height * ratio)))
    height = min(pixels.height, max(1, round(pixels.width / ratio)))
    left = min(max(round(pixels.width * x - width / 2), 0), pixels.width - width)
    top = min(max(round(pixels.height * y - height / 2), 0), pixels.height - height)
    return pixels.crop((left, top, left + width, top + height))


def _scaled(part: Image.Image, width: int, ratio: float) -> Image.Image:
    if part.width <= width:
        return part
    return part.resize((width, max(1, round(width / ratio))), Image.Resampling.LANCZOS)
