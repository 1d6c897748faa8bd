"""Photographs as telephones, cameras, agencies and scanners send them, and files that only claim to be photographs."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageCms

from tests.unit.imaging.pictures import (
    MARKER,
    encoded,
    gps_exif,
    iptc,
    jpeg_with_segment,
    landscape,
    png_chunk,
    png_claiming,
    png_with_bomb_in_text,
    xmp,
)

CAMERA = b"laera-camera-maker"
PLACE = b"33,26.2781S"
SECRETS = (CAMERA, PLACE, MARKER, b"GPSLatitude")
"""What the files below say of their origin: none of it may be in a public copy."""
GPS_XMP = xmp(f"<exif:GPSLatitude>{PLACE.decode()}</exif:GPSLatitude>")

# Red, green and blue of a colour space under D50, as X, Y and Z: what the tags rXYZ, gXYZ and bXYZ of a profile hold.
_DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
_ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))

_HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the pixels lie in a file whose orientation says this number."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as an editor uploads it. `is_taken` says whether the press should publish it."""

    kind: str
    suffix: str
    body: bytes = field(repr=False)
    is_taken: bool = True


def photograph_as(kind: str, picture: Image.Image, number: int = 0) -> Sent:
    """The upright sRGB picture as a file of one of KINDS; `number` chooses how the camera was held."""
    suffix, make = _MAKERS[kind]
    return Sent(kind, suffix, make(picture, number % 8 + 1))


def _telephone(picture: Image.Image, orientation: int) -> bytes:
    body = encoded(_held(picture, orientation), "JPEG", quality=90, exif=gps_exif(orientation), comment=MARKER)
    return jpeg_with_segment(body, 0xE1, GPS_XMP)


def _with_a_map_behind(picture: Image.Image, orientation: int) -> bytes:
    second = picture.convert("L").resize((64, 48)).convert("RGB")
    held = _held(picture, orientation)
    return encoded(held, "MPO", quality=90, exif=gps_exif(orientation), save_all=True, append_images=[second])


def _agency(picture: Image.Image, _: int) -> bytes:
    body = encoded(picture, "JPEG", quality=92, progressive=True, exif=gps_exif())
    words = iptc(utf_8=b"\x1b%G", byline="Iván Ñandú", caption="El puerto, de noche")
    return jpeg_with_segment(jpeg_with_segment(body, 0xED, words), 0xE1, GPS_XMP)


def _display_p3(picture: Image.Image, orientation: int) -> bytes:
    profile = _profile(_DISPLAY_P3)
    seen = _in_profile(_held(picture, orientation), profile)
    return encoded(seen, "JPEG", quality=92, exif=gps_exif(orientation), icc_profile=profile)


def _adobe_rgb(picture: Image.Image, _: int) -> bytes:
    profile = _profile(_ADOBE_RGB)
    return encoded(_in_profile(picture, profile), "JPEG", quality=92, exif=gps_exif(), icc_profile=profile)


def _printing(picture: Image.Image, _: int) -> bytes:
    return encoded(picture.convert("CMYK"), "JPEG", quality=92, exif=gps_exif())


def _grey(picture: Image.Image, orientation: int) -> bytes:
    return encoded(_held(picture.convert("L"), orientation), "JPEG", quality=90, exif=gps_exif(orientation))


def _png(picture: Image.Image, orientation: int) -> bytes:
    body = encoded(_held(picture, orientation), "PNG", compress_level=1, exif=gps_exif(orientation))
    return body[:33] + png_chunk(b"tEXt", b"Comment\0" + MARKER) + body[33:]


def _scan(picture: Image.Image, _: int) -> bytes:
    """Sixteen bits a colour, which Pillow does not write: each byte twice is the same tone in sixteen bits."""
    width, height = picture.size
    wide = Image.frombytes("L", (3 * width, height), picture.tobytes()).resize((6 * width, height), 0).tobytes()
    rows = b"".join(b"\0" + wide[row * 6 * width : (row + 1) * 6 * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    parts = png_chunk(b"IHDR", header) + png_chunk(b"eXIf", gps_exif().tobytes()[6:])
    return b"\x89PNG\r\n\x1a\n" + parts + png_chunk(b"IDAT", zlib.compress(rows, 1)) + png_chunk(b"IEND", b"")


def _webp(picture: Image.Image, orientation: int) -> bytes:
    packet = GPS_XMP.partition(b"\0")[2]
    held = _held(picture, orientation)
    return encoded(held, "WEBP", quality=85, method=0, exif=gps_exif(orientation), xmp=packet)


def _avif(picture: Image.Image, orientation: int) -> bytes:
    packet = GPS_XMP.partition(b"\0")[2]
    held = _held(picture, orientation)
    return encoded(held, "AVIF", quality=80, speed=10, exif=gps_exif(orientation), xmp=packet)


def _gif(picture: Image.Image, _: int) -> bytes:
    return encoded(picture.quantize(256, Image.Quantize.FASTOCTREE), "GIF", comment=MARKER)


_MAKERS: Mapping[str, tuple[str, Callable[[Image.Image, int], bytes]]] = {
    "telephone": (".jpg", _telephone),
    "telephone with a second picture": (".jpg", _with_a_map_behind),
    "agency": (".jpg", _agency),
    "Display P3": (".jpg", _display_p3),
    "Adobe RGB": (".jpg", _adobe_rgb),
    "printing colours": (".jpg", _printing),
    "black and white": (".jpeg", _grey),
    "PNG": (".png", _png),
    "scan in 16 bits": (".png", _scan),
    "WebP": (".webp", _webp),
    "AVIF": (".avif", _avif),
    "GIF": (".gif", _gif),
}
KINDS = tuple(_MAKERS)


def hostile_files() -> Iterator[Sent]:
    """Bombs, liars, wrecks and polyglots. Those that hold a sound picture are taken: what else is in them must go."""
    picture = landscape(400, 300)
    jpeg = encoded(picture, quality=85)
    for kind, suffix in (("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".gif"), ("AVIF", ".avif")):
        whole = encoded(picture, kind)
        for share in (0.01, 0.3, 0.9):
            yield Sent(f"{kind} cut at {share:.0%}", suffix, whole[: int(len(whole) * share)], is_taken=False)
    for kind, refused in _refused(picture):
        yield Sent(kind, ".jpg", refused, is_taken=False)
    for kind, suffix, body in _polyglots(jpeg, picture):
        yield Sent(kind, suffix, body)
    yield Sent("PNG called .jpg", ".jpg", encoded(picture, "PNG"))
    yield Sent("WebP called .gif", ".gif", encoded(picture, "WEBP"))
    flat = Image.new("L", (7000, 7000), 90)
    yield Sent("49 megapixels in a few kilobytes", ".png", encoded(flat, "PNG", compress_level=9))


def _refused(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    yield "no bytes", b""
    yield "words", b"Not a picture at all."
    yield "zeros", bytes(5000)
    yield "page", b"<!doctype html><script>alert(1)</script>"
    yield (
        "SVG",
        b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>' + MARKER + b"</script></svg>",
    )
    yield "SVG behind a mark", b'\xef\xbb\xbf  <SVG onload="alert(1)">'
    yield "PDF", encoded(picture, "PDF")
    yield "TIFF", encoded(picture, "TIFF")
    yield "BMP", encoded(picture.resize((64, 48)), "BMP")
    yield "HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100)
    yield "header of 65,000 by 65,000", png_claiming(65_000, 65_000)
    yield "header of 2,147,483,647 by 1", png_claiming(2**31 - 1, 1)
    yield "note of 30 MB", png_with_bomb_in_text()
    yield "100 megapixels in a few kilobytes", encoded(Image.new("1", (10_000, 10_000)), "PNG")
    yield "tower", encoded(Image.new("L", (10, 400)), "PNG")
    yield "more than 25 MB", encoded(picture) + bytes(25 * 1024 * 1024)
    passes = encoded(Image.new("L", (1000, 1000), 128), progressive=True)
    last = passes.rindex(b"\xff\xda")
    tables = passes.rindex(b"\xff\xc4", 0, last)
    yield "JPEG of a hundred passes", passes[:-2] + passes[tables:-2] * 100 + passes[-2:]
    frames = [Image.new("L", (1, 1), number % 256).convert("RGB") for number in range(300)]
    yield "film", encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    lying = bytearray(encoded(picture))
    size = lying.index(b"\xff\xc0") + 5
    lying[size : size + 4] = b"\xff\xff\xff\xff"
    yield "JPEG that lies about its size", bytes(lying)


def _polyglots(jpeg: bytes, picture: Image.Image) -> Iterator[tuple[str, str, bytes]]:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as pack:
        pack.writestr("index.html", MARKER)
    yield "JPEG and archive", ".jpg", jpeg + archive.getvalue()
    yield "JPEG and page", ".jpg", jpeg_with_segment(jpeg, 0xFE, b"--><html><body>" + MARKER) + MARKER
    yield (
        "JPEG and a place that is rubbish",
        ".jpg",
        jpeg_with_segment(jpeg, 0xE1, b"Exif\0\0II*\0\xff\xff\xff\x7f" + CAMERA),
    )
    gif = encoded(picture.quantize(64), "GIF", comment=MARKER)
    yield "GIF and script", ".gif", gif + b"\n*/=1;" + MARKER
    png = encoded(picture, "PNG")
    yield "PNG and script", ".png", png[:33] + png_chunk(b"tEXt", b"Comment\0<?php " + MARKER) + png[33:] + MARKER
    webp = encoded(picture, "WEBP")
    more = b"XTRA" + len(MARKER).to_bytes(4, "little") + MARKER + bytes(len(MARKER) % 2)
    yield (
        "WebP with a chunk too many",
        ".webp",
        webp[:4] + (len(webp) + len(more) - 8).to_bytes(4, "little") + webp[8:] + more,
    )


def _held(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _HELD[orientation]
    return picture if turn is None else picture.transpose(turn)


def _profile(primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    """A profile of these primaries with the tones of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    places = {bytes(profile[132 + 12 * tag : 136 + 12 * tag]): 132 + 12 * tag for tag in range(count)}
    for name, colour in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True):
        start = int.from_bytes(profile[places[name] + 4 : places[name] + 8]) + 8
        profile[start : start + 12] = b"".join(struct.pack(">i", round(value * 65536)) for value in colour)
    return bytes(profile)


def _in_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """The same colours in the numbers of the profile."""
    there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    seen: Any = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), there, outputMode="RGB")
    assert isinstance(seen, Image.Image)
    return seen
