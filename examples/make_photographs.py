# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2", "pillow>=12"]
# ///
"""Paint the illustrations of the example newspaper, the same bytes every time.

Nothing here is traced or sampled from anyone's picture: every scene is arithmetic on seeded noise, so the
results can be given away (CC0, see README.md). Run it with numpy and Pillow installed:

    python examples/make_photographs.py               all scenes into examples/la-era/media
    python examples/make_photographs.py andes puerto  only those whose name starts so
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from painting import land, night, portraits, water, works
from painting.canvas import Canvas
from PIL import Image

MEDIA = Path(__file__).parent / "la-era" / "media"
LARGEST = 330_000
MARGIN = 8  # filters wrap round at the border; the border is cut off

Scene = tuple[str, Callable[[Canvas], None], tuple[int, int], int]
WIDE, CLASSIC, SQUARE = (1600, 900), (1600, 1067), (900, 900)
SCENES: list[Scene] = [
    ("andes-al-amanecer.jpg", land.andes, CLASSIC, 11),
    ("puerto-al-atardecer.jpg", water.puerto, WIDE, 23),
    ("noche-de-invierno.jpg", night.noche, WIDE, 31),
    ("observatorio.jpg", night.observatorio, CLASSIC, 47),
    ("oleaje.jpg", water.oleaje, WIDE, 53),
    ("viñedo.jpg", land.vinedo, CLASSIC, 61),
    ("congreso.jpg", works.congreso, CLASSIC, 71),
    ("estadio.jpg", night.estadio, WIDE, 83),
    ("telón.jpg", works.telon, WIDE, 97),
    ("desierto-solar.jpg", works.desierto, WIDE, 103),
    ("biblioteca.jpg", works.biblioteca, CLASSIC, 113),
    ("transbordador.jpg", water.transbordador, WIDE, 127),
    ("campos-de-riego.webp", land.campos, WIDE, 137),
    ("araucarias.jpg", land.araucarias, CLASSIC, 149),
    ("regata.jpg", water.veleros, WIDE, 151),
    ("retratos/marcela-ibarra-ñanco.jpg", portraits.marcela, SQUARE, 163),
    ("retratos/inés-arriagada-soto.jpg", portraits.ines, SQUARE, 167),
    ("retratos/tomás-quilodrán.jpg", portraits.tomas, SQUARE, 173),
    ("retratos/elisa-huenupán.jpg", portraits.elisa, SQUARE, 179),
]


def save(picture: Image.Image, path: Path) -> None:
    """Write the picture at the best quality that keeps it under the size we allow."""
    for quality in (86, 84, 82, 80, 77, 74, 70, 66):
        if path.suffix == ".webp":
            picture.save(path, quality=quality, method=6)
        else:
            picture.save(path, quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if path.stat().st_size <= LARGEST:
            return


def main(wanted: list[str]) -> None:
    """Paint the scenes whose file names start with one of the words, or all of them."""
    for name, paint, (width, height), seed in SCENES:
        if wanted and not any(name.startswith(word) for word in wanted):
            continue
        canvas = Canvas(width + 2 * MARGIN, height + 2 * MARGIN, seed)
        paint(canvas)
        canvas.warp()
        (MEDIA / name).parent.mkdir(parents=True, exist_ok=True)
        picture = canvas.finish().crop((MARGIN, MARGIN, MARGIN + width, MARGIN + height))
        save(picture, MEDIA / name)
        sys.stdout.write(f"{name} {(MEDIA / name).stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
