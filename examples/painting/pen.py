"""A pen for the parts of a picture that have edges."""

from __future__ import annotations

from PIL import Image, ImageDraw

Point = tuple[float, float]

OVERSAMPLE = 2


class Pen:
    """Draws a mask with coordinates from 0 to 1, at a multiple of the final size."""

    def __init__(self, width: int, height: int) -> None:
        self.w, self.h = width * OVERSAMPLE, height * OVERSAMPLE
        self.picture = Image.new("L", (self.w, self.h), 0)
        self.pen = ImageDraw.Draw(self.picture)

    def _at(self, point: Point) -> Point:
        return (point[0] * self.w, point[1] * self.h)

    def box(self, left: float, top: float, right: float, bottom: float, tone: int = 255) -> None:
        """A filled rectangle."""
        self.pen.rectangle(
            [left * self.w, top * self.h, max(left, right) * self.w, max(top, bottom) * self.h], fill=tone
        )

    def shape(self, *points: Point, tone: int = 255) -> None:
        """A filled polygon."""
        self.pen.polygon([self._at(point) for point in points], fill=tone)

    def stroke(self, *points: Point, width: float = 0.002, tone: int = 255) -> None:
        """A line; its width is a fraction of the picture's width."""
        self.pen.line(
            [self._at(point) for point in points], fill=tone, width=max(1, round(width * self.w)), joint="curve"
        )

    def disc(self, centre: Point, radius: float, tone: int = 255, squash: float = 1.0) -> None:
        """A filled ellipse; the radius is a fraction of the width."""
        x, y = self._at(centre)
        r = radius * self.w
        self.pen.ellipse([x - r, y - r * squash, x + r, y + r * squash], fill=tone)

    def dome(self, centre: Point, radius: float, tone: int = 255, squash: float = 1.0) -> None:
        """The upper half of a disc."""
        x, y = self._at(centre)
        r = radius * self.w
        self.pen.pieslice([x - r, y - r * squash, x + r, y + r * squash], 180, 360, fill=tone)
