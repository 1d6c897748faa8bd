"""The paper's icon as PNG, for browsers that install the paper: `python -m local.icons` draws them from `icon.svg`.

The icon is made of rectangles alone, so it is drawn without an SVG library.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

ASSETS = Path(__file__).parent.parent / "templates" / "assets"
SIZES = {"icon-192.png": (192, 1.0), "icon-512.png": (512, 1.0), "icon-mask.png": (512, 0.72)}
"""Pixels of each, and how much of it the icon fills: of a maskable one systems cut the edges off."""
_SIDE = 32
_RECTANGLE = re.compile(r"([Mm])([\d.-]+)[ ,]?([\d.-]+)h([\d.]+)v([\d.]+)[Hh][\d.-]+z")
_COLOUR = re.compile(r'fill="(#[0-9a-f]{3,6})"')


def drawn(svg: str, pixels: int, share: float) -> bytes:
    """The icon in a square of so many pixels. ValueError when it has other shapes than rectangles."""
    ground, ink = _COLOUR.findall(svg)
    path = re.search(r' d="([^"]+)"', svg)
    if path is None or _RECTANGLE.sub("", path[1]):
        raise ValueError("icon.svg has shapes that are no rectangles: draw it another way, and its PNG files too")
    picture = Image.new("RGB", (pixels, pixels), ground)
    pen = ImageDraw.Draw(picture)
    unit, edge = pixels * share / _SIDE, pixels * (1 - share) / 2
    x = y = 0.0
    for kind, across, down, width, height in _RECTANGLE.findall(path[1]):
        x, y = (float(across), float(down)) if kind == "M" else (x + float(across), y + float(down))
        left, top = edge + x * unit, edge + y * unit
        pen.rectangle((left, top, left + float(width) * unit - 1, top + float(height) * unit - 1), ink)
    body = BytesIO()
    picture.save(body, "PNG", optimize=True)
    return body.getvalue()


def main() -> int:
    """Write the files beside `icon.svg`."""
    svg = (ASSETS / "icon.svg").read_text(encoding="utf-8")
    for name, (pixels, share) in SIZES.items():
        (ASSETS / name).write_bytes(drawn(svg, pixels, share))
    return 0


if __name__ == "__main__":
    sys.exit(main())
