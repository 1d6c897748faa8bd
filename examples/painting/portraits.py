"""People as a poster has them: planes of colour, light from one side, and no features anybody could be known by."""

from __future__ import annotations

from math import cos, pi, sin

from painting.canvas import Canvas, Plane
from painting.pen import Pen, Point

HEAD = (0.5, 0.40)
WIDE, TALL = 0.152, 0.175
"""Half the width and half the height of a head, in parts of the picture."""


def marcela(canvas: Canvas) -> None:
    """Grey hair cut at the jaw, a dark jacket, against brick red."""
    _wall(canvas, "#b4553c", "#7c2f25")
    _hair_behind(canvas, "#77736f", width=0.205, top=0.19, bottom=0.55)
    _shoulders(canvas, "#23262d", "#3a3f4a")
    _neck(canvas, "#c99071", "#8e5a44")
    _collar(canvas, "#e9e2d3")
    _head(canvas, "#d7a080", "#9c674c")
    _fringe(canvas, "#8d8984", "#5d5a57", lowest=0.335, parting=0.42)
    canvas.brush()


def ines(canvas: Canvas) -> None:
    """Dark hair in a knot, a green pullover, against pale blue."""
    _wall(canvas, "#a9c3cc", "#5f8796")
    canvas.lay("#1f1714", canvas.drawn(lambda pen: pen.disc((0.5, 0.165), 0.085)))
    _shoulders(canvas, "#2e5a49", "#437a63")
    _neck(canvas, "#b87c5c", "#7d4d38")
    _roll(canvas, "#26493c")
    _head(canvas, "#c68c69", "#8d5a40")
    _fringe(canvas, "#2a201c", "#120d0b", lowest=0.315, parting=0.5)
    for side in (-1, 1):
        canvas.lay("#e2b65a", canvas.drawn(lambda pen, side=side: pen.disc((0.5 + side * 0.158, 0.475), 0.011)))
    canvas.brush()


def tomas(canvas: Canvas) -> None:
    """Short hair, a beard and round glasses, a blue shirt, against ochre."""
    _wall(canvas, "#d6a349", "#8f5f22")
    _shoulders(canvas, "#33557d", "#4f78a8")
    _neck(canvas, "#b98263", "#7f543d")
    _collar(canvas, "#5f88b6")
    _head(canvas, "#cf9a78", "#976447")
    _beard(canvas, "#3b2a22", "#241914")
    _crop(canvas, "#3a2b24", "#1f1612")
    _glasses(canvas, "#191512")
    canvas.brush()


def elisa(canvas: Canvas) -> None:
    """Long black hair over the shoulders, a rust-coloured poncho, against deep teal."""
    _wall(canvas, "#2f6a70", "#123b42")
    _hair_behind(canvas, "#14100f", width=0.215, top=0.185, bottom=0.86)
    _shoulders(canvas, "#a8462d", "#c96a45")
    _stripes(canvas, "#ecd9b4")
    _neck(canvas, "#a86d4d", "#71442f")
    _head(canvas, "#b97e5b", "#7f5036")
    _fringe(canvas, "#1d1614", "#0c0908", lowest=0.325, parting=0.5)
    _locks(canvas, "#1b1412")
    canvas.brush()


def _wall(canvas: Canvas, light: str, dark: str) -> None:
    canvas.lay(canvas.vertical((0.0, light), (1.0, dark)))
    canvas.glow(light, canvas.halo((0.22, 0.25), 0.75) * 0.25)
    canvas.lay(dark, _clipped(canvas.noise(5, 6, 5) * 0.12))


def _shaded(canvas: Canvas, mask: Plane, light: str, dark: str, turn: float = 0.54, soft: float = 0.06) -> None:
    """A body lit from the left: its dark side begins at `turn`."""
    canvas.lay(light, mask)
    share = _clipped((canvas.x + canvas.noise(7, 8, 3) * 0.008 - turn + soft) / (2 * soft))
    canvas.lay(dark, mask * share)


def _head(canvas: Canvas, light: str, dark: str) -> None:
    face = canvas.drawn(lambda pen: pen.shape(*_egg()))
    ears = canvas.drawn(_ears)
    canvas.lay(dark, ears)
    _shaded(canvas, face, light, dark, turn=0.56)
    nose = canvas.drawn(
        lambda pen: pen.shape((0.507, 0.385), (0.545, 0.462), (0.53, 0.475), (0.5, 0.472), (0.512, 0.44))
    )
    canvas.lay(dark, canvas.soften(nose, 3) * 0.55)
    mouth = canvas.drawn(lambda pen: pen.stroke((0.462, 0.51), (0.5, 0.516), (0.54, 0.51), width=0.007))
    canvas.lay(dark, canvas.soften(mouth, 2) * 0.75)


def _egg() -> list[Point]:
    """A head's outline: narrower towards the chin."""
    points: list[Point] = []
    for step in range(120):
        angle = 2 * pi * step / 120
        across, down = cos(angle), sin(angle)
        jaw = 1 - 0.17 * max(0.0, down) ** 1.5
        points.append((HEAD[0] + WIDE * across * jaw, HEAD[1] + TALL * down))
    return points


def _ears(pen: Pen) -> None:
    for side in (-1, 1):
        pen.disc((HEAD[0] + side * (WIDE - 0.002), HEAD[1] + 0.025), 0.026, squash=1.5)


def _neck(canvas: Canvas, light: str, dark: str) -> None:
    mask = canvas.drawn(lambda pen: pen.shape((0.425, 0.5), (0.575, 0.5), (0.6, 0.7), (0.5, 0.75), (0.4, 0.7)))
    _shaded(canvas, mask, light, dark, turn=0.53)
    under = canvas.drawn(lambda pen: pen.disc((0.51, 0.555), 0.1, squash=0.55))
    canvas.lay(dark, canvas.soften(under, 6) * mask * 0.85)


def _shoulders(canvas: Canvas, dark: str, light: str) -> None:
    half = [
        (0.48, 1.02),
        (0.475, 0.94),
        (0.455, 0.865),
        (0.42, 0.805),
        (0.37, 0.76),
        (0.3, 0.725),
        (0.2, 0.69),
        (0.105, 0.655),
    ]
    outline = [(0.5 - x, y) for x, y in half] + [(0.5 + x, y) for x, y in reversed(half)]
    mask = canvas.soften(canvas.drawn(lambda pen: pen.shape(*outline)), 9)
    _shaded(canvas, _clipped(mask * 3 - 1), light, dark, turn=0.5, soft=0.16)


def _collar(canvas: Canvas, colour: str) -> None:
    for points in (
        [(0.395, 0.655), (0.5, 0.765), (0.445, 0.83), (0.35, 0.69)],
        [(0.605, 0.655), (0.5, 0.765), (0.555, 0.83), (0.65, 0.69)],
    ):
        canvas.lay(colour, canvas.drawn(lambda pen, points=points: pen.shape(*points)))
    canvas.lay(
        "#000000",
        canvas.soften(canvas.drawn(lambda pen: pen.shape((0.5, 0.765), (0.65, 0.69), (0.56, 0.85))), 8) * 0.18,
    )


def _roll(canvas: Canvas, colour: str) -> None:
    canvas.lay(colour, canvas.drawn(lambda pen: pen.disc((0.5, 0.69), 0.128, squash=0.58)))
    canvas.lay("#000000", canvas.soften(canvas.drawn(lambda pen: pen.disc((0.53, 0.71), 0.1, squash=0.4)), 10) * 0.22)


def _stripes(canvas: Canvas, colour: str) -> None:
    body = canvas.drawn(
        lambda pen: pen.shape((0.02, 1.02), (0.13, 0.76), (0.4, 0.66), (0.6, 0.66), (0.87, 0.76), (0.98, 1.02))
    )
    for height in (0.84, 0.87, 0.94):
        band = canvas.drawn(
            lambda pen, height=height: pen.stroke((0, height + 0.05), (0.5, height), (1, height + 0.05), width=0.012)
        )
        canvas.lay(colour, band * body * 0.8)


def _fringe(canvas: Canvas, light: str, dark: str, *, lowest: float, parting: float) -> None:
    """Hair over the brow, parted somewhere."""
    cap = [
        (0.5 + 0.166 * cos(angle), 0.375 + 0.19 * sin(angle)) for angle in (pi + pi * step / 40 for step in range(41))
    ]
    edge = [
        (0.655, 0.42),
        (0.63, 0.345),
        (0.57, lowest - 0.03),
        (parting, 0.262),
        (0.43, lowest - 0.025),
        (0.37, 0.345),
        (0.345, 0.42),
    ]
    _shaded(canvas, canvas.drawn(lambda pen: pen.shape(*cap, *edge)), light, dark, turn=0.55, soft=0.1)


def _hair_behind(canvas: Canvas, colour: str, *, width: float, top: float, bottom: float) -> None:
    def paint(pen: Pen) -> None:
        pen.disc((0.5, top + width * 0.95), width)
        pen.shape(
            (0.5 - width, top + width * 0.9),
            (0.5 + width, top + width * 0.9),
            (0.5 + width * 1.04, bottom),
            (0.5 - width * 1.04, bottom),
        )

    canvas.lay(colour, canvas.drawn(paint))


def _locks(canvas: Canvas, colour: str) -> None:
    for side in (-1, 1):
        points = [
            (0.5 + side * x, y)
            for x, y in (
                (0.163, 0.33),
                (0.215, 0.4),
                (0.235, 0.62),
                (0.215, 0.9),
                (0.15, 0.9),
                (0.165, 0.66),
                (0.142, 0.47),
            )
        ]
        canvas.lay(colour, canvas.drawn(lambda pen, points=points: pen.shape(*points)))


def _crop(canvas: Canvas, light: str, dark: str) -> None:
    cap = [
        (0.5 + 0.158 * cos(angle), 0.36 + 0.155 * sin(angle)) for angle in (pi + pi * step / 40 for step in range(41))
    ]
    edge = [(0.652, 0.4), (0.635, 0.33), (0.59, 0.295), (0.5, 0.282), (0.41, 0.298), (0.366, 0.335), (0.348, 0.4)]
    _shaded(canvas, canvas.drawn(lambda pen: pen.shape(*cap, *edge)), light, dark, turn=0.55, soft=0.1)


def _beard(canvas: Canvas, light: str, dark: str) -> None:
    chin = sorted((point for point in _egg() if point[1] > 0.445), key=lambda point: -point[0])
    lip = [(0.4, 0.455), (0.44, 0.488), (0.5, 0.482), (0.56, 0.488), (0.6, 0.455)]
    mask = canvas.drawn(lambda pen: pen.shape(*chin, *lip))
    _shaded(canvas, mask, light, dark, turn=0.55)
    canvas.lay(dark, canvas.drawn(lambda pen: pen.stroke((0.46, 0.515), (0.54, 0.515), width=0.008)))


def _glasses(canvas: Canvas, colour: str) -> None:
    def paint(pen: Pen) -> None:
        for side in (-1, 1):
            centre = (0.5 + side * 0.066, 0.395)
            pen.disc(centre, 0.049)
            pen.disc(centre, 0.0425, tone=0)
        pen.stroke((0.483, 0.39), (0.517, 0.39), width=0.007)
        pen.stroke((0.385, 0.388), (0.347, 0.382), width=0.007)
        pen.stroke((0.615, 0.388), (0.653, 0.382), width=0.007)

    canvas.lay(colour, canvas.drawn(paint))


def _clipped(plane: Plane) -> Plane:
    """The plane within 0 and 1."""
    return plane.clip(0, 1)
