"""Pictures for tests, honest and hostile, made on the spot."""

import hashlib
import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 40), (30, 40, 220), (255, 255, 255)
MARKER = b"<script>alert('laera-payload')</script>"


def quartered(width: int, height: int) -> Image.Image:
    """A picture whose four quarters tell how it is held: red, green / blue, white."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    picture.paste(WHITE, (width // 2, height // 2, width, height))
    return picture


def landscape(width: int = 800, height: int = 600) -> Image.Image:
    """Soft shapes and some grain, as photographs have."""
    grain = Image.frombytes("L", (width, height), hashlib.shake_256(b"grain").digest(width * height))
    slope = Image.linear_gradient("L").resize((width, height))
    light = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (Image.blend(slope, grain, 0.2), Image.blend(light, grain, 0.2), slope))


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own options
    """The picture as a file."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def decoded(body: bytes) -> Image.Image:
    """A file as a picture."""
    with Image.open(io.BytesIO(body)) as picture:
        picture.load()
        return picture


def quarters_of(picture: Image.Image) -> list[str]:
    """The colours of the four quarters, by name, in reading order."""
    rgb = picture.convert("RGB")
    width, height = rgb.size
    middles = [(x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3)]
    return [_name(rgb.getpixel(place)) for place in middles]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def png_with_bomb_in_text() -> bytes:
    """A small PNG with a compressed note of 30 MB."""
    plain = encoded(Image.new("RGB", (8, 8)), "PNG")
    note = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(30_000_000), 9))
    return plain[:33] + note + plain[33:]


def jpeg_with_segment(body: bytes, marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment right after its start: 0xE1 is EXIF or XMP, 0xFE a comment."""
    return body[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + body[2:]


def gps_exif(orientation: int | None = None) -> Image.Exif:
    """What a telephone writes: where the picture was taken, by which machine, how it was held."""
    exif = Image.Exif()
    exif[0x010F] = "laera-camera-maker"
    if orientation:
        exif[0x0112] = orientation
    position = exif.get_ifd(0x8825)
    position[1], position[2] = "S", (33.0, 26.0, 16.0)
    position[3], position[4] = "W", (70.0, 39.0, 1.0)
    return exif


def xmp(text: str) -> bytes:
    """An XMP packet."""
    return f"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>{text}</x:xmpmeta>".encode()


def iptc(**datasets: str | bytes) -> bytes:
    """A Photoshop block with IPTC texts; `utf_8` is the mark of their encoding."""
    numbers = {"utf_8": (1, 90), "byline": (2, 80), "credit": (2, 110), "caption": (2, 120)}
    block = b""
    for name, text in datasets.items():
        value = text.encode() if isinstance(text, str) else text
        block += bytes((0x1C, *numbers[name])) + struct.pack(">H", len(value)) + value
    block += bytes(len(block) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block


def _name(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    names = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}
    return min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], pixel, strict=True)))
