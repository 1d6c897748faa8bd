"""The copies of a photograph that readers get: re-encoded pixels and nothing else."""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image

from laera.domain.photographs import Rendition, Renditions
from laera.imaging.originals import WIDEST, Original

WIDTHS = (320, 640, 960, 1280, WIDEST)

# Both qualities give the same structural similarity (0.953 on real photographs); docs/decisions/0004-photographs.md.
_JPEG_QUALITY = 75
_WEBP_QUALITY = 75
_WEBP_EFFORT = 4

ENCODING = f"jpeg{_JPEG_QUALITY} webp{_WEBP_QUALITY}.{_WEBP_EFFORT} {'.'.join(map(str, WIDTHS))}"
"""The settings copies were made with. Part of their addresses, so new settings give new addresses."""


@dataclass(frozen=True, slots=True)
class RenditionFile:
    """A copy and its bytes."""

    rendition: Rendition
    body: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """All copies of one photograph: what pages need to know, and the files."""

    renditions: Renditions
    files: tuple[RenditionFile, ...]


def stem_of(key: str, body: bytes) -> str:
    """What the names of a photograph's copies begin with: 24 hex digits of its key, its bytes and ENCODING.

    With the key in it an address belongs to one upload, so taking one photograph back never takes another's copies.
    """
    return hashlib.sha256(b"\n".join((ENCODING.encode(), key.encode(), body))).hexdigest()[:24]


def make_renditions(original: Original, stem: str) -> Made:
    """Encode every copy. The same photograph always gives the same bytes (of one release of Pillow)."""
    sizes = [_scaled(original, width) for width in sorted(_widths(original.width), reverse=True)]
    pixels = [original.pixels.resize(size, Image.Resampling.LANCZOS) for size in sizes]
    files = [
        *(_file(stem, picture, "image/webp", _webp(picture)) for picture in pixels),
        *(_file(stem, picture, "image/jpeg", _jpeg(picture)) for picture in pixels),
    ]
    copies = tuple(file.rendition for file in files)
    return Made(Renditions(original.width, original.height, _mean_colour(original.pixels), copies), tuple(files))


def _widths(width: int) -> set[int]:
    """Never wider than the original; a small original in its own width, without a step that is nearly the same."""
    top = min(width, WIDEST)
    return {top, *(step for step in WIDTHS if step * 1.1 <= top)}


def _scaled(original: Original, width: int) -> tuple[int, int]:
    return width, max(1, round(original.height * width / original.width))


def _webp(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=_WEBP_QUALITY, method=_WEBP_EFFORT)
    return target.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return target.getvalue()


def _file(stem: str, picture: Image.Image, media_type: str, body: bytes) -> RenditionFile:
    suffix = {"image/webp": "webp", "image/jpeg": "jpg"}[media_type]
    return RenditionFile(
        Rendition(f"/media/{stem}-{picture.width}.{suffix}", media_type, picture.width, picture.height), body
    )


def _mean_colour(pixels: Image.Image) -> str:
    mean = pixels.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{mean.hex()}"
