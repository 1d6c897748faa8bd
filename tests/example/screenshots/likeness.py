"""Whether a page still looks as it was accepted, to an eye that does not see how letters are drawn.

Compared are prints: the mean colours of a page in fields of ten by ten of its pixels. How letters are smoothed, hinted
or spaced by another release of the browser changes a field a little; what was lost, moved or coloured anew changes
several neighbouring fields much.
"""

from dataclasses import dataclass
from functools import reduce

from PIL import Image, ImageChops, ImageFilter

FIELD = 10
"""Pixels of the page, along each side."""
TALLEST = 4_000
"""Pixels of the page that are compared."""
TOLERATED = 18
"""Steps of 255 by which red, green or blue of nine neighbouring fields may differ in the mean.

Chromium without subpixel positions, which moves each letter by up to half a pixel, changes the example paper's pages by
up to 16; a link of the navigation that is lost changes one by 37, the name of a section by 25, a caption by 23.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """The part of a page that looks otherwise, in its pixels, and by how much at most."""

    left: int
    top: int
    right: int
    bottom: int
    most: int

    def __str__(self) -> str:
        return f"from ({self.left}, {self.top}) to ({self.right}, {self.bottom}), by up to {self.most} of 255"


def print_of(picture: Image.Image, scale: int) -> Image.Image:
    """The page's print. `scale` is how many pixels of the picture make one of the page."""
    field = FIELD * scale
    tall = picture.crop((0, 0, picture.width, min(picture.height, TALLEST * scale)))
    size = (tall.width // field, tall.height // field)
    whole = tall.crop((0, 0, size[0] * field, size[1] * field))
    return whole.convert("RGB").resize(size, Image.Resampling.BOX)


def difference(accepted: Image.Image, current: Image.Image) -> Difference | None:
    """Where two prints differ; None where they look alike. A page that is longer or shorter differs at its end."""
    width, height = max(accepted.width, current.width), max(accepted.height, current.height)
    canvases = []
    for one in (accepted, current):
        canvas = Image.new("RGB", (width, height))
        canvas.paste(one)
        canvases.append(canvas)
    colours = ImageChops.difference(*canvases).filter(ImageFilter.BoxBlur(1)).split()
    apart = reduce(ImageChops.lighter, colours)
    far = apart.point(lambda value: 255 if value > TOLERATED else 0)
    box = far.getbbox()
    if box is None:
        return None
    most = max(level for level, fields in enumerate(apart.histogram()) if fields)
    left, top, right, bottom = (side * FIELD for side in box)
    return Difference(left, top, right, bottom, most)
