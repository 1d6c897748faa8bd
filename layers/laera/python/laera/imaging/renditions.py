"""The copies of a photograph that readers get: re-encoded pixels and nothing else."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from laera.domain.photographs import SHAPES, Crop, Rendition, Renditions
from laera.imaging.crops import CARD_WIDTHS, cuts_of
from laera.imaging.originals import SQUARE, WIDEST, Original

WIDTHS = (320, 640, 960, 1280, WIDEST)

# AVIF comes as close to the photograph as JPEG; docs/decisions/0021-photograph-renditions.md.
_JPEG_QUALITY = 75
_WEBP_QUALITY = 75
_WEBP_EFFORT = 4
_AVIF_QUALITY = 62
_AVIF_SPEED = 6

ENCODING = (
    f"jpeg{_JPEG_QUALITY} webp{_WEBP_QUALITY}.{_WEBP_EFFORT} avif{_AVIF_QUALITY}.{_AVIF_SPEED} "
    f"{'.'.join(map(str, WIDTHS))} {'.'.join(SHAPES)}.{SQUARE} "
    f"cards.{'.'.join(str(width) for widths in CARD_WIDTHS.values() for width in widths)}"
)
"""The settings copies were made with. Part of their addresses, so new settings give new addresses."""


@dataclass(frozen=True, slots=True)
class RenditionFile:
    """A copy and its bytes."""

    rendition: Rendition
    body: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """All copies of one photograph, crops included: what pages need to know, and the files."""

    renditions: Renditions
    files: tuple[RenditionFile, ...]


def stem_of(key: str, body: bytes) -> str:
    """What the names of a photograph's copies begin with: 24 hex digits of its key, its bytes and ENCODING.

    With the key in it an address belongs to one upload, so taking one photograph back never takes another's copies.
    """
    return hashlib.sha256(b"\n".join((ENCODING.encode(), key.encode(), body))).hexdigest()[:24]


def make_renditions(original: Original, stem: str, focals: Sequence[str] = ()) -> Made:
    """Encode every copy, and the crops around these focal points.

    The same photograph always gives the same bytes (of one release of Pillow).
    """
    sizes = [_scaled(original, width) for width in sorted(_widths(original.width), reverse=True)]
    pixels = [original.pixels.resize(size, Image.Resampling.LANCZOS) for size in sizes]
    whole = [_file(stem, picture, media_type) for media_type in _ENCODERS for picture in pixels]
    cuts = [(focal, cut) for focal in focals for cut in cuts_of(original, focal)]
    parts = [_file(f"{stem}-{cut.name}", cut.pixels, cut.media_type) for _, cut in cuts]
    renditions = Renditions(
        original.width,
        original.height,
        _mean_colour(original.pixels),
        tuple(file.rendition for file in whole),
        tuple(Crop(focal, cut.shape, file.rendition) for (focal, cut), file in zip(cuts, parts, strict=True)),
        original.inscription.credit,
        original.inscription.caption,
    )
    return Made(renditions, (*whole, *parts))


def _widths(width: int) -> set[int]:
    """Never wider than the original; a small original in its own width, without a step that is nearly the same."""
    top = min(width, WIDEST)
    return {top, *(step for step in WIDTHS if step * 1.1 <= top)}


def _scaled(original: Original, width: int) -> tuple[int, int]:
    return width, max(1, round(original.height * width / original.width))


def _avif(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "AVIF", quality=_AVIF_QUALITY, speed=_AVIF_SPEED, max_threads=1)
    return target.getvalue()


def _webp(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=_WEBP_QUALITY, method=_WEBP_EFFORT)
    return target.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return target.getvalue()


# In the order of copies; browsers take the first type that they know.
_ENCODERS = {"image/avif": ("avif", _avif), "image/webp": ("webp", _webp), "image/jpeg": ("jpg", _jpeg)}


def _file(stem: str, picture: Image.Image, media_type: str) -> RenditionFile:
    suffix, encode = _ENCODERS[media_type]
    path = f"/media/{stem}-{picture.width}.{suffix}"
    return RenditionFile(Rendition(path, media_type, picture.width, picture.height), encode(picture))


def _mean_colour(pixels: Image.Image) -> str:
    mean = pixels.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{mean.hex()}"
