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

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Plane = NDArray[np.float32]
Colour = tuple[float, float, float]
Point = tuple[float, float]

MEDIA = Path(__file__).parent / "la-era" / "media"
LARGEST = 330_000
OVERSAMPLE = 2
MARGIN = 8  # filters wrap round at the border; the border is cut off


def rgb(code: str) -> Colour:
    """'#rrggbb' as three numbers from 0 to 1."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


class Canvas:
    """A picture in the making: an array of colour and the grids that say where each point is (0..1, y downwards)."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height = width, height
        self.rng = np.random.default_rng(seed)
        self.image = np.zeros((height, width, 3), dtype=np.float32)
        self.x = np.broadcast_to(np.linspace(0, 1, width, dtype=np.float32)[None, :], (height, width))
        self.y = np.broadcast_to(np.linspace(0, 1, height, dtype=np.float32)[:, None], (height, width))
        self.aspect = width / height

    # What everything is made of -------------------------------------------------------------------------------

    def noise(self, across: float, down: float, octaves: int = 5, fade: float = 0.5) -> Plane:
        """Fractal noise, mean 0, roughly -1..1; `across` and `down` are the cells of the coarsest octave."""
        total = np.zeros((self.height, self.width), dtype=np.float32)
        weight, reach = 1.0, 0.0
        for octave in range(octaves):
            cells = (max(2, int(down * 2**octave) + 2), max(2, int(across * 2**octave) + 2))
            grid = self.rng.standard_normal(cells).astype(np.float32)
            layer = Image.fromarray(grid).resize((self.width, self.height), Image.Resampling.BICUBIC)
            total += weight * np.asarray(layer, dtype=np.float32)
            reach += weight
            weight *= fade
        return total / np.float32(reach * 0.9)

    def line(self, cells: float, octaves: int = 7, fade: float = 0.5) -> Plane:
        """One-dimensional noise across the width: the outline of a range, a coast, a crowd."""
        total = np.zeros(self.width, dtype=np.float32)
        where = np.linspace(0, 1, self.width)
        weight = 1.0
        for octave in range(octaves):
            count = int(cells * 2**octave) + 3
            total += weight * np.interp(where, np.linspace(0, 1, count), self.rng.standard_normal(count)).astype(
                np.float32
            )
            weight *= fade
        return total / np.float32(np.abs(total).max())

    def vertical(self, *stops: tuple[float, str]) -> Plane:
        """A gradient down the picture from (height, colour) stops."""
        heights = [stop for stop, _ in stops]
        colours = np.array([rgb(code) for _, code in stops], dtype=np.float32)
        channels = [np.interp(self.y[:, 0], heights, colours[:, channel]) for channel in range(3)]
        column = np.stack(channels, axis=-1).astype(np.float32)
        return np.broadcast_to(column[:, None, :], self.image.shape).copy()

    def below(self, outline: Plane) -> Plane:
        """1 under the outline (heights from 0 to 1), 0 above, smooth between."""
        return np.clip((self.y - outline[None, :]) * self.height + 0.5, 0, 1).astype(np.float32)

    def drawn(self, paint: Callable[[Pen], object]) -> Plane:
        """The mask of what the function draws, oversampled so that edges are smooth."""
        pen = Pen(self.width, self.height)
        paint(pen)
        small = pen.picture.resize((self.width, self.height), Image.Resampling.BOX)
        return np.asarray(small, dtype=np.float32) / 255

    # Putting it on --------------------------------------------------------------------------------------------

    def lay(self, colour: str | Colour | Plane, mask: Plane | float = 1.0) -> None:
        """Cover with a colour or picture where the mask says."""
        paint = np.asarray(rgb(colour) if isinstance(colour, str) else colour, dtype=np.float32)
        alpha = np.asarray(mask, dtype=np.float32)
        if alpha.ndim == 2:
            alpha = alpha[:, :, None]
        self.image += (paint - self.image) * np.clip(alpha, 0, 1)

    def glow(self, colour: str, mask: Plane) -> None:
        """Add light (screen), which never burns out to a flat patch."""
        light = np.asarray(rgb(colour), dtype=np.float32) * np.clip(mask, 0, 1)[:, :, None]
        self.image = 1 - (1 - np.clip(self.image, 0, 1)) * (1 - light)

    def halo(self, at: Point, size: float, power: float = 1.0) -> Plane:
        """A soft disc of light; size is a fraction of the width."""
        far = np.hypot(self.x - at[0], (self.y - at[1]) / self.aspect) / size
        return np.exp(-(far**power) * 2).astype(np.float32)

    def soften(self, plane: Plane, radius: float) -> Plane:
        """A blurred copy of a mask."""
        picture = Image.fromarray((np.clip(plane, 0, 1) * 255).astype(np.uint8))
        return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32) / 255

    def bloom(self, threshold: float = 0.7, radius: float = 18, strength: float = 0.6) -> None:
        """Let what is bright shine over its edges, as a lens does."""
        bright = np.clip((self.image - threshold) / (1 - threshold), 0, 1) * self.image
        picture = Image.fromarray((np.clip(bright, 0, 1) * 255).astype(np.uint8)).filter(
            ImageFilter.GaussianBlur(radius)
        )
        self.image = 1 - (1 - np.clip(self.image, 0, 1)) * (1 - np.asarray(picture, dtype=np.float32) / 255 * strength)

    def mirror(self, level: float, ripple: float = 0.012, darken: float = 0.75, tint: str = "#0c1a2a") -> None:
        """Still water below `level`: what stands above it, upside down and shaken by the wind."""
        top = int(level * self.height)
        rows = self.height - top
        depth = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
        shake = self.noise(6, 150, 3)[top:] * ripple * (0.25 + depth * 1.6)
        lift = self.noise(5, 110, 3)[top:] * ripple * 0.9 * (0.2 + depth)
        columns = np.clip((self.x[top:] + shake) * (self.width - 1), 0, self.width - 1).astype(int)
        source = level - (self.y[top:] - level) * 1.02 + lift
        lines = np.clip(source * (self.height - 1), 0, top - 1).astype(int)
        seen = self.image[lines, columns]
        picture = Image.fromarray((np.clip(seen, 0, 1) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.6))
        seen = np.asarray(picture, dtype=np.float32) / 255 * darken
        wash = (0.12 + depth * 0.45)[:, :, None]
        self.image[top:] = seen * (1 - wash) + np.asarray(rgb(tint), dtype=np.float32) * wash

    def brush(self, radius: int = 3) -> None:
        """Kuwahara's filter: each point takes the calmest of its four neighbourhoods, as a loaded brush would."""
        grey = self.image.mean(axis=2)
        best = np.full(grey.shape, np.inf, dtype=np.float32)
        result = self.image.copy()
        size = radius + 1
        mean_of = _box(np.concatenate([self.image, grey[:, :, None], (grey**2)[:, :, None]], axis=2), size)
        for down in (0, radius):
            for across in (0, radius):
                part = np.roll(mean_of, (radius - down, radius - across), axis=(0, 1))
                spread = part[:, :, 4] - part[:, :, 3] ** 2
                calmer = spread < best
                best = np.where(calmer, spread, best)
                result = np.where(calmer[:, :, None], part[:, :, :3], result)
        self.image = result

    def warp(self, amount: float = 0.00035, cells: int = 90) -> None:
        """Edges drawn by a hand, not by a ruler."""
        across = self.noise(cells, cells / self.aspect, 2) * amount
        down = self.noise(cells, cells / self.aspect, 2) * amount
        columns = np.clip((self.x + across) * (self.width - 1) + 0.5, 0, self.width - 1).astype(int)
        lines = np.clip((self.y + down) * (self.height - 1) + 0.5, 0, self.height - 1).astype(int)
        self.image = self.image[lines, columns]

    def finish(self, vignette: float = 0.32, grain: float = 0.018, contrast: float = 0.12) -> Image.Image:
        """Contrast, the darker corners of a lens and the grain of film; then eight bits a channel."""
        image = np.clip(self.image, 0, 1)
        image += contrast * (image - 0.5) * 4 * image * (1 - image)
        far = np.hypot((self.x - 0.5) * 1.15, (self.y - 0.5)) / 0.76
        image *= (1 - vignette * np.clip(far, 0, 1.2) ** 2.6)[:, :, None]
        speck = self.rng.standard_normal((self.height, self.width)).astype(np.float32)
        speck = 0.6 * speck + 0.4 * np.roll(speck, 1, axis=1)
        light = image.mean(axis=2)
        image += (speck * grain * (0.45 + 1.6 * light * (1 - light)))[:, :, None]
        return Image.fromarray((np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8))


def _box(planes: Plane, size: int) -> Plane:
    """The mean of each size x size window, anchored at its upper left, edges repeated."""
    padded = np.pad(planes.astype(np.float64), ((1, size - 1), (1, size - 1), (0, 0)), mode="edge")
    padded[0], padded[:, 0] = 0, 0
    sums = padded.cumsum(axis=0).cumsum(axis=1)
    window = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return (window / size**2).astype(np.float32)


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


def mix(one: str, other: str, share: float) -> Colour:
    """A colour between two others."""
    a, b = rgb(one), rgb(other)
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def clouds(
    c: Canvas, colour: str, top: float, bottom: float, cover: float = 0.0, strength: float = 0.6, flat: float = 5
) -> None:
    """Bands of cloud between two heights, drawn out by the wind."""
    field = c.noise(2.2, 2.2 * flat / c.aspect, 6, 0.55)
    window = np.clip((c.y - top) / 0.08, 0, 1) * np.clip((bottom - c.y) / 0.12, 0, 1)
    c.lay(colour, np.clip((field + cover) * 1.6, 0, 1) * window * strength)


def slopes(
    c: Canvas, outline: Plane, lit: str, shade: str, haze: str, fog: float, snow: float = 0.0, lean: float = 1.0
) -> None:
    """A mountain range: faces turned to the light or away, snow from the crest down, mist at its feet."""
    mask = c.below(outline)
    depth = np.clip(c.y - outline[None, :], 0, 1)
    folds = c.noise(16, 9, 6, 0.58)
    spur = np.interp(
        np.clip(c.x + lean * depth * 0.35 + folds * 0.012, 0, 1).ravel(),
        np.linspace(0, 1, c.width),
        np.gradient(outline) * c.width,
    ).reshape(c.x.shape)
    light = np.clip(0.5 - lean * spur * 0.45 + folds * 0.55, 0, 1).astype(np.float32)[:, :, None]
    face = np.asarray(rgb(shade), dtype=np.float32) * (1 - light) + np.asarray(rgb(lit), dtype=np.float32) * light
    if snow:
        cover = np.clip((snow - depth + folds * snow * 0.55) / (snow * 0.35), 0, 1)[:, :, None] * (0.25 + 0.75 * light)
        face = face + (np.asarray(rgb("#f4e9e4"), dtype=np.float32) * (0.55 + 0.45 * light) - face) * cover
    mist = (np.clip(depth / 0.30, 0, 1) * fog)[:, :, None]
    face = face * (1 - mist) + np.asarray(rgb(haze), dtype=np.float32) * mist
    c.lay(face, mask)


# The scenes ---------------------------------------------------------------------------------------------------


def andes(c: Canvas) -> None:
    """The range at dawn, seven ridges deep."""
    c.image = c.vertical((0, "#33507d"), (0.25, "#7f8fb0"), (0.42, "#e0b3a0"), (0.55, "#f6cf9f"), (1, "#f3c08c"))
    c.glow("#ffd9a0", c.halo((0.68, 0.47), 0.34) * 0.75)
    clouds(c, "#fbe1cf", 0.06, 0.36, -0.05, 0.55, 7)
    ranges = [
        (0.42, 0.12, 3.1, "#e7b8a0", "#7d7c9e", 0.75, 0.13),
        (0.49, 0.11, 4.0, "#cf9a88", "#62668f", 0.62, 0.09),
        (0.58, 0.09, 3.5, "#a9767a", "#484f78", 0.60, 0.0),
        (0.67, 0.08, 4.2, "#7d5a6b", "#363f66", 0.52, 0.0),
        (0.77, 0.08, 3.2, "#544560", "#27304f", 0.42, 0.0),
        (0.88, 0.07, 4.4, "#33304a", "#171f38", 0.25, 0.0),
    ]
    for height, swell, cells, lit, shade, fog, snow in ranges:
        outline = height - c.line(cells, 8, 0.52) * swell
        slopes(c, outline.astype(np.float32), lit, shade, "#eabf9f" if fog > 0.5 else "#a9808a", fog, snow, lean=-1)
    c.glow("#ffcf98", c.halo((0.68, 0.5), 0.55) * 0.20)
    c.brush(3)


def _crane(pen: Pen, x: float, ground: float, size: float, *, raised: bool = False) -> None:
    """A ship-to-shore gantry crane seen from the side, boom to the left."""
    h, w = size, size * 0.20
    for leg in (0.0, w):
        pen.stroke((x + leg, ground), (x + leg, ground - h * 0.62), width=0.0038)
    pen.stroke((x, ground - h * 0.20), (x + w, ground - h * 0.20), width=0.003)
    pen.stroke((x, ground - h * 0.20), (x + w, ground - h * 0.58), width=0.0016)
    pen.stroke((x, ground - h * 0.58), (x + w, ground - h * 0.20), width=0.0016)
    beam = ground - h * 0.62
    pen.stroke((x - (0.0 if raised else w * 2.6), beam), (x + w * 2.0, beam), width=0.0042)
    pen.stroke((x - (0.0 if raised else w * 2.6), beam - h * 0.035), (x + w * 2.0, beam - h * 0.035), width=0.0016)
    steps = 26
    first = 0 if raised else -15
    for step in range(first, steps - 15 + 1):
        left = x + w * 2.6 * step / 15
        pen.stroke((left, beam), (left + w * 0.09, beam - h * 0.035), width=0.0008)
    apex = (x + w * 0.55, ground - h)
    pen.stroke((x, beam), apex, (x + w, beam), width=0.003)
    pen.stroke(apex, (x + w * 2.0, beam), width=0.0014)
    if raised:
        pen.stroke((x, beam), (x - w * 0.75, beam - h * 0.72), width=0.0042)
        pen.stroke(apex, (x - w * 0.62, beam - h * 0.6), width=0.0014)
    else:
        pen.stroke(apex, (x - w * 2.4, beam), width=0.0014)
        pen.stroke(apex, (x - w * 1.2, beam), width=0.0012)
        trolley = x - w * 1.55
        pen.box(trolley - w * 0.10, beam, trolley + w * 0.10, beam + h * 0.03)
        for rope in (-0.06, 0.06):
            pen.stroke((trolley + w * rope, beam), (trolley + w * rope, beam + h * 0.22), width=0.0007)
        pen.box(trolley - w * 0.22, beam + h * 0.22, trolley + w * 0.22, beam + h * 0.265)
    pen.box(x + w * 1.15, beam - h * 0.075, x + w * 1.75, beam)


def puerto(c: Canvas) -> None:
    """A container port at dusk, with its hills alight behind."""
    quay = 0.70
    c.image = c.vertical(
        (0, "#2b3560"), (0.22, "#6a5a86"), (0.42, "#d58a72"), (0.58, "#f7b878"), (0.7, "#fbd09a"), (1, "#fbd09a")
    )
    c.glow("#ffe2a8", c.halo((0.30, 0.60), 0.26) * 0.8)
    clouds(c, "#f0a585", 0.05, 0.50, -0.1, 0.65, 8)
    clouds(c, "#403b62", 0.00, 0.28, -0.25, 0.5, 9)
    hill = 0.60 - np.linspace(0.16, -0.03, c.width).astype(np.float32)[::-1] - c.line(3, 7, 0.45) * 0.035
    slopes(c, hill.astype(np.float32), "#8a5a66", "#4d3f63", "#b9776f", 0.55)
    near = 0.655 - np.linspace(0.13, -0.06, c.width).astype(np.float32)[::-1] - c.line(4, 7, 0.5) * 0.022
    slopes(c, near.astype(np.float32), "#4e3a57", "#2c2a4b", "#7d5566", 0.45)
    lamps = np.zeros_like(c.x)
    for _ in range(520):
        x = c.rng.random() ** 0.6
        column = int(x * (c.width - 1))
        y = near[column] + c.rng.random() * max(0.004, quay - near[column] - 0.015)
        if y < quay - 0.012:
            row = int(y * c.height)
            lamps[row : row + 2, column : column + 2] = 0.35 + 0.65 * c.rng.random()
    c.glow("#ffd28a", np.clip(lamps + c.soften(lamps, 3) * 2.2, 0, 1))
    c.lay("#39304f", c.drawn(lambda pen: (_crane(pen, 0.80, quay, 0.44), _crane(pen, 0.90, quay, 0.42, raised=True))))
    hull = [(0.06, quay - 0.075), (0.40, quay - 0.062), (0.405, quay), (0.085, quay)]
    c.lay("#20223f", c.drawn(lambda pen: pen.shape(*hull)))
    c.lay(
        "#7a2f33",
        c.drawn(lambda pen: pen.shape((0.082, quay - 0.014), (0.405, quay - 0.014), (0.405, quay), (0.085, quay))),
    )
    palette = ["#8e3b32", "#2f5a66", "#b07a3c", "#34406b", "#6b7f72", "#a75b3d", "#4a4f63", "#c2a878"]
    cells: dict[str, list[tuple[float, float, float, float]]] = {code: [] for code in palette}

    def stack(left: float, base: float, columns: int, heights: Callable[[int], int], wide: float, tall: float) -> None:
        for column in range(columns):
            for level in range(heights(column)):
                code = palette[int(c.rng.integers(len(palette)))]
                x, y = left + column * wide, base - (level + 1) * tall
                cells[code].append((x + wide * 0.02, y + tall * 0.03, x + wide * 0.97, y + tall * 0.96))

    stack(0.115, quay - 0.066, 11, lambda n: 3 + (n * 7 % 3) - (n in {0, 10}), 0.0225, 0.0235)
    stack(0.50, quay, 12, lambda n: [2, 4, 5, 5, 3, 4, 5, 4, 2, 3, 4, 1][n], 0.0420, 0.0330)
    for code, boxes in cells.items():
        mask = c.drawn(lambda pen, boxes=boxes: [pen.box(*box) for box in boxes])
        ribs = 0.965 + 0.035 * np.sin(c.x * c.width * 0.8)
        shade = (0.62 + 0.28 * (1 - np.clip((c.y - 0.5) / 0.22, 0, 1))) * ribs
        c.lay(np.asarray(rgb(code), dtype=np.float32) * shade[:, :, None].astype(np.float32), mask)
        c.glow("#ffb070", mask * np.clip(1 - (c.x - 0.3) * 1.7, 0, 1) * 0.14)
    c.lay(
        "#1f2140",
        c.drawn(
            lambda pen: (
                pen.box(0.365, quay - 0.20, 0.392, quay - 0.06),
                pen.box(0.360, quay - 0.165, 0.396, quay - 0.150),
            )
        ),
    )
    c.lay("#191b35", c.drawn(lambda pen: (_crane(pen, 0.435, quay, 0.63), _crane(pen, 0.63, quay, 0.60))))
    c.lay("#14162c", c.drawn(lambda pen: pen.box(0, quay - 0.006, 1, quay + 0.012)))
    c.mirror(quay + 0.012, 0.010, 0.80, "#1b2440")
    c.bloom(0.72, 22, 0.5)
    c.brush(2)


def noche(c: Canvas) -> None:
    """A cold city at night: dark blocks, the few windows that have power, snow."""
    c.image = c.vertical((0, "#0b1630"), (0.35, "#1c3258"), (0.62, "#45608a"), (0.8, "#7d8fae"), (1, "#9fb0c8"))
    c.glow("#c98f5e", c.halo((0.30, 0.66), 0.36) * 0.40)
    clouds(c, "#31486f", 0.0, 0.55, 0.1, 0.5, 4)
    for plane, (ground, tall, wide, dark, lit) in enumerate(
        [
            (0.70, 0.20, 0.035, "#3b5178", 0.05),
            (0.77, 0.27, 0.055, "#263a60", 0.09),
            (0.90, 0.36, 0.085, "#15233f", 0.13),
        ]
    ):
        blocks: list[tuple[float, float, float]] = []
        x = -0.02
        while x < 1.02:
            breadth = wide * (0.6 + 1.1 * c.rng.random())
            height = tall * (0.45 + 0.55 * c.rng.random()) * (0.55 if plane == 2 and 0.36 < x < 0.66 else 1)
            blocks.append((x, x + breadth, ground - height))
            x += breadth + wide * (0.05 + 0.35 * c.rng.random())
        if plane == 1:
            _bell_tower(c)
        body = c.drawn(lambda pen, blocks=blocks, ground=ground: [pen.box(a, top, b, 1) for a, b, top in blocks])
        c.lay(dark, body * 0.96)
        c.lay("#8ea0bd", body * np.clip((c.y - ground + 0.10) / 0.35, 0, 1) * 0.30)
        roofs = c.drawn(
            lambda pen, blocks=blocks: [pen.box(a - 0.001, top - 0.006, b + 0.001, top + 0.004) for a, b, top in blocks]
        )
        c.lay("#c9d6e8", roofs * (0.45 + 0.2 * plane))
        warm = np.zeros_like(c.x)
        dim = np.zeros_like(c.x)
        storey, bay = (0.017 + 0.006 * plane), (0.0075 + 0.003 * plane)
        for a, b, top in blocks:
            left = a + bay * 0.6
            while left < b - bay:
                y = top + storey * 0.8
                while y < min(ground + 0.02, 0.99):
                    rows = slice(int(y * c.height), int((y + storey * 0.5) * c.height))
                    columns = slice(max(0, int(left * c.width)), max(0, int((left + bay * 0.52) * c.width)))
                    dim[rows, columns] = 1
                    if c.rng.random() < lit:
                        warm[rows, columns] = 0.5 + 0.5 * c.rng.random()
                    y += storey
                left += bay
        c.lay("#0a1428", dim * body * 0.35)
        c.lay("#ffca7a", warm * body)
        c.glow("#ff9d45", c.soften(warm, 8) * 0.8)
    drift = 0.885 + c.line(2.2, 5, 0.4) * 0.022
    c.lay(c.vertical((0, "#b9c8de"), (0.86, "#c4d1e4"), (1, "#6f86ab")), c.below(drift.astype(np.float32)))
    c.lay("#8398ba", c.below((drift + 0.035).astype(np.float32)) * np.clip(c.noise(9, 20, 4) * 0.8 + 0.25, 0, 1) * 0.6)
    trees = [(0.045, 0.40), (0.145, 0.26), (0.715, 0.30), (0.935, 0.46)]
    c.lay("#0d182c", c.drawn(lambda pen: [_bare_tree(pen, c, x, 0.905, size) for x, size in trees]))
    c.brush(2)
    for size, count, strength in ((1.0, 900, 0.55), (1.8, 320, 0.6), (4.2, 70, 0.42)):
        flakes = np.zeros_like(c.x)
        for _ in range(count):
            row, column = int(c.rng.random() * (c.height - 9)), int(c.rng.random() * (c.width - 9))
            width = max(1, int(size * 1.4))
            flakes[row : row + width, column : column + width] = 0.5 + 0.5 * c.rng.random()
        c.glow("#dfe9f7", np.clip(c.soften(flakes, size * 0.8) * (1.6 + size * 0.4), 0, 1) * strength)


def _bell_tower(c: Canvas) -> None:
    """A church above the roofs, its gilt dull under the snow sky."""
    x, base = 0.52, 0.80

    def walls(pen: Pen) -> None:
        pen.box(x - 0.022, 0.46, x + 0.022, base)
        pen.box(x - 0.017, 0.38, x + 0.017, 0.46)
        pen.box(x - 0.085, 0.60, x - 0.028, base)
        pen.box(x + 0.030, 0.58, x + 0.090, base)

    def gilt(pen: Pen) -> None:
        for centre, level, radius in ((x, 0.385, 0.019), (x - 0.057, 0.605, 0.020), (x + 0.060, 0.585, 0.022)):
            pen.dome((centre, level), radius, squash=1.25)
            pen.shape(
                (centre - radius * 0.35, level - radius * 1.7),
                (centre, level - radius * 3.6),
                (centre + radius * 0.35, level - radius * 1.7),
            )
            pen.stroke((centre, level - radius * 3.4), (centre, level - radius * 5.2), width=0.0012)
            pen.stroke(
                (centre - radius * 0.28, level - radius * 4.7),
                (centre + radius * 0.28, level - radius * 4.7),
                width=0.001,
            )

    tower = c.drawn(walls)
    c.lay("#5a6f94", tower)
    c.lay("#33486e", tower * np.clip((c.x - x) * 26 + 0.4, 0, 1) * 0.7)
    domes = c.drawn(gilt)
    c.lay("#a98d5c", domes)
    c.lay("#4b4a4f", domes * np.clip((c.x % 0.04) * 20 - 0.1, 0, 1) * 0.45)
    c.lay("#1d2c4b", c.drawn(lambda pen: [pen.box(x - 0.006, y, x + 0.006, y + 0.035) for y in (0.405, 0.49, 0.57)]))


def _bare_tree(pen: Pen, c: Canvas, x: float, ground: float, size: float) -> None:
    """A winter tree, branch by branch."""

    def branch(start: Point, angle: float, length: float, width: float) -> None:
        end = (start[0] + np.sin(angle) * length * 0.62, start[1] - np.cos(angle) * length)
        pen.stroke(start, end, width=width)
        if length > 0.016:
            for turn in (-0.42, 0.38):
                branch(
                    end,
                    angle + turn + (c.rng.random() - 0.5) * 0.45,
                    length * (0.66 + 0.16 * c.rng.random()),
                    max(0.0009, width * 0.66),
                )

    branch((x, ground), 0.0, size * 0.33, 0.0034)


def observatorio(c: Canvas) -> None:
    """Domes on a ridge and an hour of stars turning over them."""
    c.image = c.vertical(
        (0, "#060b1d"), (0.4, "#0f1f41"), (0.68, "#2d4370"), (0.80, "#7d6a83"), (0.87, "#d9946f"), (1, "#e0a070")
    )
    pole = (0.36, 0.34)
    radius = np.hypot((c.x - pole[0]) * c.aspect, c.y - pole[1])
    angle = np.arctan2(c.y - pole[1], (c.x - pole[0]) * c.aspect)
    rings = 900
    place = radius / 1.9 * rings
    ring = np.clip(place.astype(int), 0, rings - 1)
    thin = np.exp(-(((place - ring) - 0.5) ** 2) * 14)
    light = np.zeros_like(c.x)
    hue = np.zeros_like(c.x)
    for _ in range(3):
        start = (c.rng.random(rings) * 2 * np.pi)[ring]
        span = (0.30 + 0.22 * c.rng.random(rings))[ring]
        strength = (c.rng.random(rings) ** 3.2)[ring]
        turn = (angle - start) % (2 * np.pi)
        arc = strength * np.clip((span - turn) * 30, 0, 1) * np.clip(turn * 30, 0, 1)
        hue = np.where(arc > light, c.rng.random(rings)[ring], hue)
        light = np.maximum(light, arc)
    fade = np.clip((0.84 - c.y) / 0.30, 0, 1) ** 0.8
    light = (light * thin * fade).astype(np.float32)
    c.glow("#bcd2ff", light * (hue < 0.6) * 1.2)
    c.glow("#ffe0b8", light * (hue >= 0.6) * 1.2)
    band = np.exp(-(((c.y - 0.05) - (1 - c.x) * 0.75) ** 2) * 26) * np.clip(0.55 + c.noise(5, 4, 6), 0, 1) * fade
    c.glow("#6478ad", band.astype(np.float32) * 0.38)
    for height, lit, shade, fog in ((0.83, "#77566b", "#3b3a5c", 0.3), (0.875, "#4b3a52", "#23274a", 0.2)):
        slopes(c, (height - c.line(3, 7, 0.45) * 0.03).astype(np.float32), lit, shade, "#8d6a78", fog)
    ridge = (0.90 + np.abs(np.linspace(-0.5, 0.5, c.width)) * 0.11 - c.line(5, 7, 0.45) * 0.010).astype(np.float32)
    domes = [(0.20, 0.905, 0.036), (0.47, 0.885, 0.068), (0.68, 0.89, 0.050), (0.86, 0.915, 0.026)]
    for x, base, r in domes:
        silver = c.drawn(
            lambda pen, x=x, base=base, r=r: (
                pen.dome((x, base - r * c.aspect * 0.55), r, squash=1.04),
                pen.box(x - r * 0.97, base - r * c.aspect * 0.55, x + r * 0.97, 1),
            )
        )
        across = (c.x - x) / r
        tone = np.clip(0.30 + 0.55 * np.exp(-((across + 0.55) ** 2) * 3.2), 0, 1)
        c.lay(
            np.stack([0.20 + tone * 0.45, 0.23 + tone * 0.42, 0.36 + tone * 0.40], axis=-1).astype(np.float32), silver
        )
        c.glow("#ff9f68", silver * np.clip(-across - 0.62, 0, 1) * 1.1)
        c.lay("#161b34", silver * np.clip((c.y - (base - r * 0.92)) / 0.05, 0, 1) * 0.75)
        seam = c.drawn(
            lambda pen, x=x, base=base, r=r: pen.box(
                x - r * 0.98, base - r * c.aspect * 0.555, x + r * 0.98, base - r * c.aspect * 0.52
            )
        )
        c.lay("#12162c", seam * 0.8)
        slit = c.drawn(
            lambda pen, x=x, base=base, r=r: pen.shape(
                (x + r * 0.06, base - r * c.aspect * 0.57),
                (x + r * 0.02, base - r * c.aspect * 0.55 - r * c.aspect * 0.98),
                (x + r * 0.26, base - r * c.aspect * 0.55 - r * c.aspect * 0.96),
                (x + r * 0.42, base - r * c.aspect * 0.57),
            )
        )
        c.lay("#0b1022", slit * silver)
        c.lay("#e58a4a", slit * silver * np.clip((c.y - base + r * c.aspect * 0.85) * 7, 0, 1) * 0.55)
    slopes(c, ridge, "#33273a", "#0d1022", "#181629", 0.5)
    c.brush(2)
    c.bloom(0.75, 10, 0.5)


def oleaje(c: Canvas) -> None:
    """Heavy swell from the south-west, one wave breaking."""
    c.image = c.vertical((0, "#5d7286"), (0.22, "#9fb0b8"), (0.36, "#dfdccb"), (0.40, "#e9e0c8"), (1, "#9fb0b8"))
    clouds(c, "#495d72", 0.0, 0.30, 0.15, 0.85, 5)
    clouds(c, "#f3ead6", 0.16, 0.42, -0.2, 0.6, 9)
    sea = np.clip((c.y - 0.38) * c.height, 0, 1)
    c.lay(c.vertical((0, "#7c959b"), (0.38, "#8ba3a5"), (0.5, "#4f7480"), (1, "#1b3f4c")), sea)
    glitter = c.noise(30, 260, 2)
    c.lay(
        "#eee7d2",
        np.clip(glitter - 0.75, 0, 1) * sea * np.exp(-((c.x - 0.62) ** 2) * 9) * np.clip((0.6 - c.y) * 5, 0, 1),
    )
    swells = [
        (0.43, 0.006, 9.0),
        (0.47, 0.010, 7.0),
        (0.52, 0.018, 5.0),
        (0.60, 0.035, 3.4),
        (0.76, 0.060, 2.4),
        (0.92, 0.050, 2.0),
    ]
    for number, (level, lift, cells) in enumerate(swells):
        crest = level - c.line(cells, 6, 0.42) * lift
        if number == 3:
            crest -= 0.20 * np.exp(-((np.linspace(0, 1, c.width) - 0.42) ** 2) * 22) + 0.015 * c.line(9, 5, 0.5)
        if number == 4:
            crest += 0.05 * np.exp(-((np.linspace(0, 1, c.width) - 0.45) ** 2) * 16)
        crest = crest.astype(np.float32)
        body = c.below(crest)
        depth = np.clip((c.y - crest[None, :]) / (0.06 + 0.05 * number), 0, 1)
        near = number / 5
        thin = mix("#7fa7a5", "#4fa39a", near)
        deep = mix("#4f7480", "#0d2f3d", near)
        streak = c.noise(14 - number, 60 - 6 * number, 5, 0.6)
        light = np.clip(1 - depth + streak * 0.32, 0, 1)[:, :, None]
        c.lay(
            (np.asarray(deep, dtype=np.float32) * (1 - light) + np.asarray(thin, dtype=np.float32) * light).astype(
                np.float32
            ),
            body,
        )
        lace = c.noise(26, 60, 5, 0.62)
        foam = np.clip((0.55 + 0.12 * number - depth * 2.3 + lace * 0.9) * 1.5, 0, 1) * np.clip(
            0.30 + c.noise(5, 6, 4) * 1.3 + (0.6 if number == 3 else 0), 0, 1
        )
        c.lay("#eef1ea", foam * body * (0.35 + 0.13 * number))
        if number == 3:
            peak = np.exp(-((c.x - 0.42) ** 2) * 30)
            up = np.clip((crest[None, :] - c.y) / 0.19, 0, 1)
            spray = np.clip(c.noise(20, 18, 6, 0.66) * 1.2 + 0.75 - up * 2.0, 0, 1) * peak * (up < 1) * (1 - body)
            c.lay("#f4f4ee", spray * 0.85)
            c.glow("#dfe8e2", c.soften(spray.astype(np.float32), 14) * 0.5)
            web = np.clip(0.2 - np.abs(c.noise(22, 30, 4, 0.55)), 0, 0.2) * 5
            c.lay("#dfe9e3", web * body * np.exp(-((c.x - 0.42) ** 2) * 18) * np.clip(1 - depth * 0.7, 0, 1) * 0.8)
        if number > 3:
            web = np.clip(0.14 - np.abs(c.noise(13, 40, 4, 0.55)), 0, 0.14) * 7
            c.lay("#cfded9", web * body * 0.45)
    c.brush(3)


def vinedo(c: Canvas) -> None:
    """Rows of vines running to the hills in the last light."""
    horizon = 0.44
    c.image = c.vertical((0, "#5f86a6"), (0.2, "#a9b9b4"), (0.36, "#f1d6a0"), (0.46, "#f8c97e"), (1, "#f8c97e"))
    c.glow("#fff0bf", c.halo((0.74, 0.36), 0.22) * 0.9)
    clouds(c, "#fbe6c0", 0.03, 0.30, -0.1, 0.6, 6)
    for height, swell, cells, lit, shade, fog in (
        (0.34, 0.055, 2.4, "#c9b08e", "#8a93a0", 0.75),
        (0.39, 0.045, 3.0, "#a99463", "#66777c", 0.60),
        (0.425, 0.022, 4.0, "#7d7a43", "#47583f", 0.42),
    ):
        slopes(c, (height - c.line(cells, 7, 0.45) * swell).astype(np.float32), lit, shade, "#efcf98", fog, lean=-1)
    below = np.clip((c.y - horizon) * c.height, 0, 1)
    far = 1 / np.maximum(c.y - horizon + 0.012, 0.012)
    across = (c.x - 0.40) * far * 1.02 + 0.5
    along = far
    wobble = c.noise(50, 40, 4) * 0.035
    row = (across * 1.0 + wobble) % 1.0
    number = np.floor(across + wobble)
    clump = c.noise(90, 80, 4, 0.6)
    leaf = np.clip(2.1 - np.abs(row - 0.5) * 5.6 + clump * 0.6, 0, 1)
    side = np.clip(0.5 + (row - 0.5) * 2.0, 0, 1)
    soil = np.stack([0.60 + 0.10 * clump, 0.44 + 0.08 * clump, 0.26 + 0.05 * clump], axis=-1)
    soil *= (0.80 - 0.26 * np.cos(2 * np.pi * (row - 0.10)))[:, :, None]
    dark, bright = np.asarray(rgb("#23351c")), np.asarray(rgb("#c2b347"))
    tint = np.clip(side * 0.85 + clump * 0.30 + (number % 3) * 0.03, 0, 1)[:, :, None]
    vine = dark * (1 - tint) + bright * tint
    ground = soil + (vine - soil) * leaf[:, :, None]
    haze = np.clip((along - 7) / 36, 0, 0.9)[:, :, None]
    ground = ground * (1 - haze) + np.asarray(rgb("#d9b974")) * haze
    c.lay(ground.astype(np.float32), below)
    trees = (horizon + 0.006 - np.abs(c.line(60, 5, 0.6)) * 0.022 * np.clip(c.line(5, 2) + 0.6, 0.15, 1)).astype(
        np.float32
    )
    c.lay("#4d5a35", c.below(trees) * np.clip((horizon + 0.02 - c.y) * 60, 0, 1) * 0.9)
    house = c.drawn(lambda pen: (pen.box(0.175, 0.405, 0.245, 0.447), pen.box(0.250, 0.42, 0.275, 0.447)))
    c.lay("#f0dcb6", house)
    c.lay(
        "#a4553a",
        c.drawn(
            lambda pen: (
                pen.shape((0.168, 0.408), (0.183, 0.388), (0.238, 0.388), (0.252, 0.408)),
                pen.shape((0.247, 0.422), (0.255, 0.411), (0.272, 0.411), (0.279, 0.422)),
            )
        ),
    )
    c.lay("#5a3f2b", c.drawn(lambda pen: [pen.box(x, 0.418, x + 0.006, 0.432) for x in (0.183, 0.2, 0.217, 0.234)]))
    c.lay(
        "#3a4a2b",
        c.drawn(
            lambda pen: [
                pen.disc((x, 0.43 - s * 0.9), s, squash=2.6)
                for x, s in ((0.155, 0.008), (0.163, 0.009), (0.285, 0.008))
            ]
        ),
    )
    c.glow("#ffd88a", c.halo((0.74, 0.40), 0.5) * 0.28)
    c.brush(3)


def congreso(c: Canvas) -> None:
    """The colonnade of a public building in the morning, seen from the steps."""
    c.image = c.vertical((0, "#7e93a6"), (0.5, "#c9cbc0"), (1, "#e8dcc3"))
    stone, shade = np.asarray(rgb("#e3cfa8")), np.asarray(rgb("#5b4f52"))
    weather = c.noise(14, 10, 6, 0.6)[:, :, None]

    def wall(light: Plane | float) -> Plane:
        tone = np.clip(np.asarray(light)[..., None] + weather * 0.055, 0, 1)
        return (shade * (1 - tone) + stone * tone).astype(np.float32)

    c.lay(wall(np.full_like(c.x, 0.36)), c.drawn(lambda pen: pen.box(0, 0.0, 1, 1)))
    c.lay(
        c.vertical((0, "#8aa2b6"), (0.2, "#c5cfcf"), (1, "#e8dcc3")),
        c.drawn(lambda pen: pen.shape((0, 0), (1, 0), (1, 0.115), (0.5, 0.0), (0, 0.115))),
    )
    pediment = [(-0.02, 0.155), (0.5, 0.015), (1.02, 0.155)]
    c.lay(
        wall(0.82 - c.y * 0.4),
        c.drawn(
            lambda pen: pen.shape(
                (-0.02, 0.125), (0.5, -0.015), (1.02, 0.125), (1.02, 0.165), (0.5, 0.03), (-0.02, 0.165)
            )
        ),
    )
    c.lay(wall(np.full_like(c.x, 0.55)), c.drawn(lambda pen: pen.shape(*pediment)) * 0.0)
    tympanum = c.drawn(lambda pen: pen.shape((0.06, 0.165), (0.5, 0.045), (0.94, 0.165)))
    c.lay(wall(np.clip(0.40 + (c.y - 0.05) * 2.2, 0, 0.75)), tympanum)
    for top, bottom, light in (
        (0.165, 0.180, 0.95),
        (0.180, 0.190, 0.28),
        (0.190, 0.245, 0.74),
        (0.245, 0.252, 0.30),
        (0.252, 0.268, 0.92),
    ):
        c.lay(
            wall(np.full_like(c.x, light)),
            c.drawn(lambda pen, top=top, bottom=bottom: pen.box(-0.01, top, 1.01, bottom)),
        )
    teeth = c.drawn(lambda pen: [pen.box(n / 60, 0.180, n / 60 + 0.009, 0.190) for n in range(61)])
    c.lay(wall(np.full_like(c.x, 0.85)), teeth)
    top, base = 0.268, 0.80
    recess = c.drawn(lambda pen: pen.box(0, top, 1, base))
    c.lay(wall(np.clip(0.16 + (c.y - top) * 0.32, 0, 1)), recess)
    for middle in np.linspace(-0.04, 1.04, 7)[:-1] + 0.09:
        door = c.drawn(
            lambda pen, m=middle: (pen.box(m - 0.034, 0.46, m + 0.034, base), pen.dome((m, 0.462), 0.034, squash=1.0))
        )
        c.lay("#2a2530", door)
        c.lay("#d59a55", door * np.clip((c.y - 0.48) * 1.3, 0, 1) * 0.55 * np.clip(0.35 + c.noise(3, 2, 2) * 0.4, 0, 1))
        c.lay(
            "#17141c",
            c.drawn(
                lambda pen, m=middle: (
                    pen.box(m - 0.0012, 0.44, m + 0.0012, base),
                    pen.box(m - 0.034, 0.60, m + 0.034, 0.604),
                )
            ),
        )
    for middle in np.linspace(-0.04, 1.04, 7):
        half = 0.036
        shaft = c.drawn(
            lambda pen, m=middle: pen.shape(
                (m - half * 0.86, top + 0.05),
                (m + half * 0.86, top + 0.05),
                (m + half, base - 0.03),
                (m - half, base - 0.03),
            )
        )
        around = np.clip((c.x - middle) / half, -1, 1)
        lambert = np.clip(0.12 + 0.95 * np.clip(np.cos(np.arcsin(around) + 0.75), 0, 1), 0, 1)
        flutes = 0.90 + 0.10 * np.cos(np.arcsin(around) * 22)
        cast = np.clip((c.y - top - 0.04) / 0.12, 0.35, 1)
        c.lay(wall((lambert * flutes * cast).astype(np.float32)), shaft)
        for y, size, light in (
            (top, 1.22, 0.80),
            (top + 0.018, 1.10, 0.55),
            (top + 0.034, 0.97, 0.70),
            (base - 0.034, 1.12, 0.66),
            (base - 0.017, 1.25, 0.80),
        ):
            drum = c.drawn(
                lambda pen, m=middle, y=y, size=size: pen.box(m - half * size, y, m + half * size, y + 0.0175)
            )
            c.lay(wall((light * (0.35 + 0.75 * lambert)).astype(np.float32)), drum)
    steps = 9
    for step in range(steps):
        y = base + (1 - base) * (step / steps) ** 1.25
        after = base + (1 - base) * ((step + 1) / steps) ** 1.25
        tread = np.clip((c.y - y) / (after - y), 0, 1)
        c.lay(
            wall((0.92 - 0.42 * (tread > 0.36) - 0.06 * step).astype(np.float32)),
            c.drawn(lambda pen, y=y, after=after: pen.box(0, y, 1, after)),
        )
    walkers = [(0.315, 0.905, 0.060), (0.345, 0.912, 0.064), (0.715, 0.872, 0.050)]
    for x, foot, tall in walkers:
        c.lay(
            "#2b2630",
            c.drawn(
                lambda pen, x=x, foot=foot, tall=tall: (
                    pen.shape(
                        (x - tall * 0.10, foot - tall * 0.78),
                        (x + tall * 0.10, foot - tall * 0.78),
                        (x + tall * 0.08, foot - tall * 0.40),
                        (x + tall * 0.10, foot),
                        (x + tall * 0.03, foot),
                        (x, foot - tall * 0.36),
                        (x - tall * 0.05, foot),
                        (x - tall * 0.11, foot),
                        (x - tall * 0.08, foot - tall * 0.42),
                    ),
                    pen.disc((x, foot - tall * 0.90), tall * 0.055, squash=1.15),
                )
            ),
        )
        c.lay(
            "#3a3440",
            c.drawn(
                lambda pen, x=x, foot=foot, tall=tall: pen.shape(
                    (x - 0.004, foot - 0.002),
                    (x + 0.006, foot - 0.002),
                    (x + tall * 1.3, foot + 0.012),
                    (x + tall * 1.15, foot + 0.014),
                )
            )
            * 0.45,
        )
    ray = np.clip(1.2 - np.abs((c.x - 0.15) + (c.y - 0.6) * 0.6) * 1.5, 0, 1)
    c.glow("#ffdf9f", ray * 0.16)
    c.lay("#2f3350", np.clip((c.x + c.y * 0.4 - 0.85) * 1.3, 0, 1) * 0.30)
    c.brush(2)


def estadio(c: Canvas) -> None:
    """A stadium under lights before the match."""
    c.image = c.vertical((0, "#0a1130"), (0.3, "#1d2c5c"), (0.5, "#4a568a"), (1, "#20304f"))
    clouds(c, "#2f3d6e", 0.0, 0.42, 0.05, 0.5, 4)
    rim = 0.36 + 0.10 * (np.linspace(-1, 1, c.width) ** 2) * -1 + 0.05
    rim = rim.astype(np.float32)
    stand = c.below(rim)
    c.lay("#1a2140", stand)
    pitch_top = (0.60 - 0.020 * (1 - np.linspace(-1, 1, c.width) ** 2)).astype(np.float32)
    crowd = np.clip(c.noise(260, 150, 2, 0.8) * 0.5 + 0.45, 0, 1)
    band = (c.y - rim[None, :]) / (pitch_top - rim)[None, :]
    tier = stand * (1 - c.below(pitch_top))
    warm = c.rng.random((c.height // 4 + 1, c.width // 4 + 1))
    warm = np.kron(warm, np.ones((4, 4)))[: c.height, : c.width].astype(np.float32)
    c.lay("#58618f", tier * crowd * 0.55)
    c.lay("#b8433f", tier * (warm > 0.80) * crowd * 0.85 * (c.x < 0.62))
    c.lay("#e9e4d8", tier * (warm > 0.62) * (warm < 0.72) * crowd * 0.75)
    c.lay("#3e6fae", tier * (warm > 0.86) * crowd * 0.75 * (c.x > 0.58))
    for at in (0.33, 0.67):
        c.lay("#0e1530", tier * np.exp(-((band - at) ** 2) * 2600) * 0.9)
    for n in range(-9, 10):
        aisle = np.abs((c.x - 0.5) - n * 0.058 * (0.8 + 0.42 * band))
        c.lay("#10183a", tier * np.clip(1 - aisle * 420, 0, 1) * 0.6)
    c.lay("#0b1026", tier * np.clip((0.16 - band) * 6, 0, 1) * 0.8)
    roof = [(-0.02, 0.30), (0.5, 0.385), (1.02, 0.30), (1.02, 0.345), (0.5, 0.412), (-0.02, 0.345)]
    c.lay("#0c1229", c.drawn(lambda pen: pen.shape(*roof)) * 0.0)
    grass = c.below(pitch_top)
    deep = 1 / np.maximum(c.y - 0.50, 0.03)
    mown = np.sign(np.sin(deep * 3.3))
    tuft = c.noise(200, 120, 3, 0.7)
    tone = np.clip(0.58 + 0.10 * mown + tuft * 0.05 + np.clip((c.y - 0.6) * 0.1, 0, 0.1), 0, 1)[:, :, None]
    c.lay((np.asarray(rgb("#0f3b27")) * (1 - tone) + np.asarray(rgb("#5fae58")) * tone).astype(np.float32), grass)
    boards = grass * (1 - c.below((pitch_top + 0.022).astype(np.float32)))
    cells = np.floor(c.x * 14)
    for n, code in enumerate(("#1c2b5a", "#c9503f", "#e3b04b", "#f0ede2", "#2b6f77")):
        c.lay(code, boards * (cells % 5 == n) * 0.9)

    def chalk(pen: Pen) -> None:
        pen.stroke((-0.05, 0.655), (1.05, 0.655), width=0.0016)
        pen.stroke((0.5, 0.655), (0.5, 1.0), width=0.0026)
        pen.pen.arc([0.33 * pen.w, 0.72 * pen.h, 0.67 * pen.w, 0.90 * pen.h], 0, 360, fill=255, width=8)
        pen.disc((0.5, 0.81), 0.0045, squash=0.5)
        for side in (-1, 1):
            pen.stroke(
                (0.5 + side * 0.62, 0.70),
                (0.5 + side * 0.33, 0.70),
                (0.5 + side * 0.47, 0.93),
                (0.5 + side * 0.62, 0.93),
                width=0.0022,
            )

    c.lay("#e9f2e4", c.drawn(chalk) * 0.8)
    towers = [(0.10, 0.10, 1.0), (0.90, 0.10, 1.0), (0.335, 0.21, 0.62), (0.665, 0.21, 0.62)]

    def masts(pen: Pen) -> None:
        for x, y, size in towers:
            pen.shape((x - 0.004 * size, y), (x + 0.004 * size, y), (x + 0.010 * size, 0.44), (x - 0.010 * size, 0.44))
            pen.box(x - 0.050 * size, y - 0.052 * size, x + 0.050 * size, y + 0.052 * size)

    c.lay("#0b1027", c.drawn(masts) * (1 - c.below((rim + 0.015).astype(np.float32))))

    def lamps(pen: Pen) -> None:
        for x, y, size in towers:
            for row in range(4):
                for column in range(7):
                    pen.disc((x + (column - 3) * 0.0142 * size, y + (row - 1.5) * 0.025 * size), 0.0050 * size)

    lit = c.drawn(lamps)
    c.lay("#fffbea", lit)
    for x, y, size in towers:
        c.glow("#cfe0ff", c.halo((x, y), 0.16 * size, 0.85) * 0.75)
        c.glow("#fff4d6", c.halo((x, y), 0.05 * size) * 0.7)
        toward = np.arctan2((c.y - y) / c.aspect, c.x - x)
        aim = np.arctan2((0.78 - y) / c.aspect, 0.5 - x)
        beam = np.exp(-(((toward - aim + np.pi) % (2 * np.pi) - np.pi) ** 2) * 9) * np.clip(
            1 - np.hypot(c.x - x, (c.y - y) / c.aspect) * 1.5, 0, 1
        )
        c.glow("#b9cdf2", beam.astype(np.float32) * 0.20 * size)
    c.glow("#cfe6c0", grass * c.halo((0.5, 0.78), 0.36) * 0.25)
    c.brush(2)
    c.bloom(0.8, 14, 0.6)


def telon(c: Canvas) -> None:
    """A stage before the play: the curtain, one chair, one light."""
    stage = 0.74
    drift = c.line(5, 3, 0.5)[None, :] * 0.5 + c.noise(3, 1.2, 3, 0.5) * 0.22
    phase = c.x * 46 + drift * (1.6 + c.y * 2.4)
    fold = 0.5 + 0.5 * np.sin(phase) + 0.16 * np.sin(phase * 2.1 + 1.2) + c.noise(90, 3, 2) * 0.05
    fold = np.clip(fold, 0, 1) ** 1.35
    spot = np.clip(c.halo((0.57, 0.46), 0.30) * 1.15, 0, 1)
    light = np.clip((0.10 + 0.90 * spot) * (0.16 + 0.84 * fold), 0, 1)[:, :, None]
    c.image = (np.asarray(rgb("#160206")) * (1 - light) + np.asarray(rgb("#c8202c")) * light).astype(np.float32)
    c.glow("#ff9a6a", (spot**1.6 * fold**2.4 * 0.42).astype(np.float32))
    swag = (0.085 + 0.045 * np.abs(np.sin(np.linspace(0, np.pi * 5, c.width)))).astype(np.float32)
    top = 1 - c.below(swag)
    drape = np.clip(0.4 + 0.6 * np.sin(c.y * 160 * (1 - 0.25 * np.abs(np.sin(c.x * np.pi * 5)))), 0, 1)
    c.lay(
        (
            np.asarray(rgb("#100104")) * (1 - drape[:, :, None] * 0.5)
            + np.asarray(rgb("#6d0f19")) * drape[:, :, None] * 0.5
        ).astype(np.float32),
        top,
    )
    fringe = np.exp(-(((c.y - swag[None, :]) * c.height / 7) ** 2))
    c.lay("#b98a3e", fringe * (0.55 + 0.3 * np.sin(c.x * 1400)) * 0.8)
    hem = np.exp(-(((c.y - (stage - 0.03)) * c.height / 9) ** 2))
    c.lay("#c79a4a", hem * (0.15 + 0.85 * spot) * fold * 0.7)
    floor = np.clip((c.y - stage) * c.height, 0, 1)
    far = 1 / np.maximum(c.y - stage + 0.10, 0.1)
    plank = (c.x - 0.5) * far * 3.2
    grainy = c.noise(50, 12, 5, 0.6)
    seam = np.clip(1 - np.abs((plank % 1) - 0.5) * 2.0, 0, 1) < 0.05
    tone = np.clip(0.5 + 0.22 * np.sin(np.floor(plank) * 2.7) + grainy * 0.12, 0, 1)[:, :, None]
    wood = np.asarray(rgb("#1a0b08")) * (1 - tone) + np.asarray(rgb("#8a5430")) * tone
    wood = wood * np.where(seam, 0.45, 1.0)[:, :, None]
    pool = np.exp(-((((c.x - 0.57) / 0.20) ** 2 + ((c.y - 0.855) / 0.085) ** 2) ** 1.5))
    wood *= (0.16 + 1.25 * pool)[:, :, None]
    c.lay(wood.astype(np.float32), floor)
    c.glow("#ffcf8f", (pool * floor * 0.35).astype(np.float32))
    c.lay("#050103", floor * np.exp(-((c.y - stage) * 24)) * 0.75)
    shadow = c.drawn(lambda pen: pen.shape((0.56, 0.875), (0.605, 0.868), (0.73, 0.925), (0.66, 0.945)))
    c.lay("#150806", c.soften(shadow, 7) * 0.8)

    def chair(pen: Pen) -> None:
        for a, b in (
            ((0.545, 0.865), (0.549, 0.77)),
            ((0.597, 0.865), (0.593, 0.77)),
            ((0.556, 0.845), (0.556, 0.775)),
            ((0.586, 0.845), (0.586, 0.775)),
        ):
            pen.stroke(a, b, width=0.0034)
        pen.shape((0.543, 0.772), (0.599, 0.772), (0.592, 0.757), (0.550, 0.757))
        pen.stroke((0.551, 0.762), (0.547, 0.640), width=0.0036)
        pen.stroke((0.591, 0.762), (0.595, 0.640), width=0.0036)
        for y in (0.645, 0.675, 0.705):
            pen.stroke((0.547, y), (0.595, y), width=0.0046)
        pen.stroke((0.546, 0.820), (0.596, 0.820), width=0.0026)

    seat = c.drawn(chair)
    c.lay("#120809", seat)
    c.glow("#ffb070", seat * np.clip((0.575 - c.x) * 30, 0, 1) * 0.55)
    cone = np.clip(1 - np.abs(c.x - 0.57 - (0.86 - c.y) * 0.14) / (0.03 + np.clip(c.y, 0, 1) * 0.16), 0, 1) * np.clip(
        1.1 - c.y * 0.6, 0, 1
    )
    c.glow("#ffd9a8", (cone * 0.13 * np.clip(0.8 + c.noise(4, 4, 4) * 0.4, 0, 1)).astype(np.float32))
    c.brush(2)


def desierto(c: Canvas) -> None:
    """A solar plant in the desert under a volcano."""
    horizon = 0.43
    c.image = c.vertical((0, "#3f74a3"), (0.22, "#86abc2"), (0.36, "#dcd3bd"), (0.43, "#f3d9ae"), (1, "#f3d9ae"))
    c.glow("#fff2cf", c.halo((0.20, 0.34), 0.30) * 0.6)
    clouds(c, "#f6ead6", 0.05, 0.22, -0.35, 0.5, 12)
    where = np.linspace(0, 1, c.width)
    cone = (
        0.43
        - 0.215 * np.exp(-((np.abs(where - 0.68) / 0.135) ** 1.25))
        - 0.07 * np.exp(-((np.abs(where - 0.88) / 0.10) ** 1.5))
        - c.line(9, 6, 0.5) * 0.008
    )
    slopes(c, cone.astype(np.float32), "#d3a68c", "#77718a", "#e3c3a2", 0.55, 0.045, lean=1)
    slopes(c, (0.415 - c.line(4, 7, 0.45) * 0.018).astype(np.float32), "#c28a62", "#7b5a5a", "#dcae84", 0.5)
    far = 1 / np.maximum(c.y - horizon + 0.02, 0.02)
    sand = c.noise(30, 60, 5, 0.55)
    below = np.clip((c.y - horizon) * c.height, 0, 1)
    tone = np.clip(0.55 + sand * 0.16 - (c.y - horizon) * 0.25, 0, 1)[:, :, None]
    ground = np.asarray(rgb("#8a4f32")) * (1 - tone) + np.asarray(rgb("#eabf8a")) * tone
    haze = np.clip((far - 10) / 40, 0, 0.7)[:, :, None]
    c.lay((ground * (1 - haze) + np.asarray(rgb("#e6bd90")) * haze).astype(np.float32), below)

    def project(x: float, z: float, up: float) -> Point:
        return (0.5 + (x - 0.3) * 0.25 / z, horizon + (1.60 - up) * 0.36 / z)

    for z in [20.0, 15.6, 12.0, 9.3, 7.1, 5.4, 4.1, 3.1, 2.3, 1.68, 1.2, 0.84]:
        rise, back = 0.34, 0.30
        left, right = -42.0, 43.0
        shadow = c.drawn(
            lambda pen, z=z: pen.shape(
                project(left, z - 0.03, 0),
                project(right, z - 0.03, 0),
                project(right, z + back, 0),
                project(left, z + back, 0),
            )
        )
        c.lay("#4a2c2a", shadow * 0.75)
        legs = c.drawn(
            lambda pen, z=z: [
                pen.stroke(project(x, z + 0.15, 0), project(x, z + 0.15, 0.2), width=0.0042 / z)
                for x in np.arange(left, right, 1.0)
            ]
        )
        c.lay("#3a2a2c", legs)
        low, high = 0.07, 0.07 + rise
        panel = c.drawn(
            lambda pen, z=z: [
                pen.shape(
                    project(x, z, low),
                    project(x + 0.94, z, low),
                    project(x + 0.94, z + back, high),
                    project(x, z + back, high),
                )
                for x in np.arange(left, right, 1.0)
            ]
        )
        y_low, y_high = project(0, z, low)[1], project(0, z + back, high)[1]
        sheen = np.clip((c.y - y_high) / max(y_low - y_high, 1e-4), 0, 1)
        across = np.exp(-((c.x - 0.28) ** 2) * 5)
        blue = np.clip(0.25 + 0.65 * (1 - sheen) * (0.35 + 0.9 * across) + c.noise(20, 8, 3) * 0.05, 0, 1)[:, :, None]
        glass = np.asarray(rgb("#10203f")) * (1 - blue) + np.asarray(rgb("#9cc0d8")) * blue
        fade = min(0.5, z / 26)
        c.lay((glass * (1 - fade) + np.asarray(rgb("#d9b48e")) * fade).astype(np.float32), panel)
        if z < 7:

            def wires(pen: Pen, z: float = z) -> None:
                for x in np.arange(left, right, 1.0):
                    for part in (0.235, 0.47, 0.705):
                        pen.stroke(
                            project(x + part, z, low), project(x + part, z + back, high), width=min(0.0016, 0.0014 / z)
                        )
                for part in (0.25, 0.5, 0.75):
                    pen.stroke(
                        project(left, z + back * part, low + rise * part),
                        project(right, z + back * part, low + rise * part),
                        width=min(0.0016, 0.0014 / z),
                    )

            c.lay("#a9bccb", c.drawn(wires) * 0.6)
    c.glow("#ffe3b0", c.halo((0.20, 0.40), 0.5) * 0.22)
    c.brush(2)


def biblioteca(c: Canvas) -> None:
    """Old shelves and the lamp of somebody who stayed late."""
    c.image = c.vertical((0, "#1a0f0a"), (1, "#120a07"))
    shelves = [(-0.06, 0.20), (0.20, 0.455), (0.455, 0.71), (0.71, 0.965)]
    palette = [
        "#6e2a22",
        "#2f4a3d",
        "#7a5a2c",
        "#253a57",
        "#8a6b42",
        "#4b2431",
        "#a08a62",
        "#3b3a34",
        "#5c3a21",
        "#8f3e2b",
        "#c4ad7c",
        "#1f2f2c",
    ]
    fine = c.noise(220, 8, 3, 0.6)
    colour = np.zeros_like(c.image)
    mask = np.zeros_like(c.x)
    volume = np.zeros_like(c.x)
    gilt = np.zeros_like(c.x)
    for top, bottom in shelves:
        x = -0.01
        while x < 1.01:
            width = 0.009 + 0.017 * c.rng.random() ** 1.4
            if c.rng.random() < 0.045:
                x += width * 1.6
                continue
            height = (bottom - top - 0.035) * (0.66 + 0.30 * c.rng.random())
            left, right = max(0, int(x * c.width)), min(c.width, max(0, int((x + width) * c.width)))
            rows = slice(max(0, int((bottom - 0.016 - height) * c.height)), max(0, int((bottom - 0.016) * c.height)))
            if right > left and rows.stop > rows.start:
                colour[rows, left:right] = np.asarray(rgb(palette[int(c.rng.integers(len(palette)))])) * (
                    0.75 + 0.5 * c.rng.random()
                )
                mask[rows, left:right] = 1
                across = np.linspace(-1, 1, right - left)
                volume[rows, left:right] = np.sqrt(np.clip(1 - across**2 * 0.93, 0, 1))[None, :]
                span = rows.stop - rows.start
                for at in ((0.10, 0.14), (0.84, 0.88)) if c.rng.random() < 0.7 else ((0.2, 0.34),):
                    gilt[rows.start + int(span * at[0]) : rows.start + int(span * at[1]), left + 1 : right - 1] = (
                        0.6 + 0.4 * c.rng.random()
                    )
            x += width + 0.0006
    light = 0.16 + 1.15 * c.halo((0.66, 0.60), 0.42, 1.1)
    c.lay(
        (colour * (0.30 + 0.85 * volume)[:, :, None] * (1 + fine * 0.10)[:, :, None] * light[:, :, None] * 1.35).astype(
            np.float32
        ),
        mask,
    )
    c.lay("#e2b65f", gilt * mask * np.clip(light, 0, 1) * 0.75 * volume)
    for _, bottom in shelves:
        board = np.clip(1 - np.abs(c.y - bottom) / 0.016, 0, 1) > 0
        wood = np.clip(0.5 + c.noise(4, 120, 4, 0.6) * 0.3, 0, 1)[:, :, None]
        plank = (np.asarray(rgb("#2a170d")) * (1 - wood) + np.asarray(rgb("#9c6a3c")) * wood) * light[:, :, None]
        c.lay(plank.astype(np.float32), board.astype(np.float32))
        c.glow(
            "#ffcf8a",
            np.exp(-(((c.y - bottom + 0.0135) * c.height / 2.2) ** 2)).astype(np.float32)
            * np.clip(light - 0.25, 0, 1)
            * 0.45,
        )
        c.lay("#090504", np.exp(-np.clip(c.y - bottom - 0.016, 0, 1) * 26) * (c.y > bottom + 0.016) * 0.62)
    c.brush(2)
    blurred = Image.fromarray((np.clip(c.image, 0, 1) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(2.2))
    c.lay((np.asarray(blurred, dtype=np.float32) / 255), np.clip(np.abs(c.x - 0.62) * 1.5, 0, 1))
    table = c.drawn(lambda pen: pen.box(0, 0.90, 1, 1))
    grain = np.clip(0.5 + c.noise(5, 60, 5, 0.6) * 0.28, 0, 1)[:, :, None]
    top_light = np.exp(-(((c.x - 0.66) / 0.30) ** 2)) * 0.95 + 0.10
    c.lay(
        (
            (np.asarray(rgb("#2b140b")) * (1 - grain) + np.asarray(rgb("#a5622f")) * grain) * top_light[:, :, None]
        ).astype(np.float32),
        table,
    )
    pages = c.drawn(
        lambda pen: (
            pen.shape((0.40, 0.945), (0.485, 0.915), (0.565, 0.945), (0.485, 0.975)),
            pen.shape((0.488, 0.918), (0.57, 0.903), (0.655, 0.930), (0.57, 0.950)),
        )
    )
    c.lay("#f0ddb4", pages * 0.92)
    c.lay("#7a5a3a", pages * np.clip(np.sin(c.y * 1500) - 0.55, 0, 1) * 0.5)
    lamp_x = 0.72
    c.lay(
        "#7c5a22",
        c.drawn(
            lambda pen: (
                pen.stroke((lamp_x, 0.925), (lamp_x, 0.70), width=0.0055),
                pen.disc((lamp_x, 0.93), 0.030, squash=0.30),
            )
        ),
    )
    c.glow(
        "#ffd98c", c.drawn(lambda pen: pen.stroke((lamp_x - 0.0012, 0.92), (lamp_x - 0.0012, 0.71), width=0.0012)) * 0.8
    )
    shade = c.drawn(
        lambda pen: (
            pen.shape(
                (lamp_x - 0.075, 0.715), (lamp_x - 0.048, 0.635), (lamp_x + 0.048, 0.635), (lamp_x + 0.075, 0.715)
            ),
            pen.disc((lamp_x, 0.637), 0.048, squash=0.22),
        )
    )
    c.lay("#1e5a43", shade)
    c.glow("#9fe0a8", shade * np.exp(-(((c.x - lamp_x + 0.028) / 0.014) ** 2)) * 0.55)
    c.lay("#0d2f24", shade * np.clip((c.x - lamp_x) * 16, 0, 1) * 0.6)
    c.lay("#fff0c4", c.drawn(lambda pen: pen.disc((lamp_x, 0.716), 0.073, squash=0.09)))
    below = np.clip(1 - np.abs(c.x - lamp_x) / (0.07 + np.clip(c.y - 0.715, 0, 1) * 0.9), 0, 1) * np.clip(
        (c.y - 0.712) * 200, 0, 1
    )
    c.glow("#ffd792", (below * 0.30).astype(np.float32))
    c.glow("#ffc773", c.halo((lamp_x, 0.72), 0.20) * 0.35)
    c.bloom(0.8, 20, 0.5)


def _transbordador_boat(c: Canvas, water: float) -> None:
    """A car ferry, bow to the left, seen across the channel."""
    x, s = 0.54, 0.17
    c.lay(
        "#23304a",
        c.drawn(
            lambda pen: pen.shape(
                (x - s * 0.56, water - 0.036),
                (x + s * 0.52, water - 0.036),
                (x + s * 0.50, water),
                (x - s * 0.47, water),
            )
        ),
    )
    c.lay(
        "#b4392f",
        c.drawn(
            lambda pen: pen.shape(
                (x - s * 0.488, water - 0.009),
                (x + s * 0.507, water - 0.009),
                (x + s * 0.50, water),
                (x - s * 0.47, water),
            )
        ),
    )
    c.lay(
        "#ece8de",
        c.drawn(
            lambda pen: pen.shape(
                (x - s * 0.57, water - 0.041),
                (x + s * 0.523, water - 0.041),
                (x + s * 0.52, water - 0.034),
                (x - s * 0.555, water - 0.034),
            )
        ),
    )

    def decks(pen: Pen) -> None:
        pen.box(x - s * 0.18, water - 0.074, x + s * 0.45, water - 0.041)
        pen.box(x - s * 0.10, water - 0.100, x + s * 0.34, water - 0.077)
        pen.box(x - s * 0.04, water - 0.121, x + s * 0.12, water - 0.102)

    white = c.drawn(decks)
    c.lay("#f1ede3", white)
    c.lay("#9fabb8", white * np.clip((c.x - x) * 9 + 0.1, 0, 0.6))
    c.lay(
        "#31435c",
        c.drawn(
            lambda pen: (
                [
                    pen.box(
                        x - s * 0.15 + n * s * 0.052,
                        water - 0.066,
                        x - s * 0.15 + n * s * 0.052 + s * 0.028,
                        water - 0.056,
                    )
                    for n in range(11)
                ]
                + [
                    pen.box(
                        x - s * 0.07 + n * s * 0.056,
                        water - 0.094,
                        x - s * 0.07 + n * s * 0.056 + s * 0.030,
                        water - 0.086,
                    )
                    for n in range(7)
                ]
                + [pen.box(x - s * 0.035, water - 0.117, x + s * 0.115, water - 0.110)]
            )
        ),
    )
    c.lay(
        "#b4392f",
        c.drawn(
            lambda pen: pen.shape(
                (x + s * 0.20, water - 0.100),
                (x + s * 0.215, water - 0.143),
                (x + s * 0.275, water - 0.143),
                (x + s * 0.285, water - 0.100),
            )
        ),
    )
    c.lay(
        "#23304a",
        c.drawn(
            lambda pen: (
                pen.box(x + s * 0.213, water - 0.147, x + s * 0.277, water - 0.136),
                pen.stroke((x + s * 0.03, water - 0.12), (x + s * 0.03, water - 0.170), width=0.0012),
                pen.stroke((x - s * 0.50, water - 0.04), (x - s * 0.50, water - 0.085), width=0.001),
            )
        ),
    )
    smoke = (
        np.clip(c.noise(14, 12, 5, 0.6) + 0.4, 0, 1)
        * np.exp(-(((c.y - (water - 0.155 - (c.x - x - s * 0.245) * 0.22)) / 0.018) ** 2))
        * np.clip((c.x - x - s * 0.24) * 40, 0, 1)
        * np.clip(1 - (c.x - x) * 3.4, 0, 1)
    )
    c.lay("#8b95a3", smoke * 0.5)


def transbordador(c: Canvas) -> None:
    """A ferry in a southern channel, cloud caught on the hills."""
    water = 0.66
    c.image = c.vertical((0, "#8aa0b3"), (0.3, "#c3ced3"), (0.55, "#e9e2d3"), (0.66, "#eee3cd"), (1, "#eee3cd"))
    clouds(c, "#f3f0e8", 0.0, 0.40, 0.1, 0.8, 4)
    clouds(c, "#76899d", 0.0, 0.22, -0.1, 0.6, 5)
    c.glow("#fff3d8", c.halo((0.34, 0.50), 0.24) * 0.55)
    where = np.linspace(-1, 1, c.width)
    hills = [
        (0.50, 0.085, 2.6, 0.00, "#c3cbd0", "#9aaabb", 0.75, 0.05),
        (0.55, 0.070, 2.8, -0.05, "#9fb0b6", "#768a9c", 0.65, 0.0),
        (0.60, 0.055, 3.2, -0.10, "#75898c", "#51687a", 0.55, 0.0),
        (0.66, 0.050, 3.6, -0.20, "#4b6062", "#2d4455", 0.42, 0.0),
    ]
    for level, swell, cells, valley, lit, shade, fog, snow in hills:
        outline = level - c.line(cells, 8, 0.48) * swell + valley * (np.abs(where - 0.05) ** 1.6) - valley * 0.25
        slopes(c, outline.astype(np.float32), lit, shade, "#dfe0da", fog, snow)
        veil = np.clip(c.noise(3, 9, 5, 0.55) * 1.3, 0, 1) * np.exp(-(((c.y - level + 0.01) / 0.045) ** 2))
        c.lay("#f1eee6", veil * 0.55)
    wood = (
        0.664
        - np.clip(np.abs(where - 0.05) - 0.42, 0, 1) * 0.22
        - np.abs(c.line(110, 4, 0.7)) * 0.022 * np.clip((np.abs(where - 0.05) - 0.38) * 4, 0, 1)
    ).astype(np.float32)
    c.lay("#20343d", c.below(wood))
    _transbordador_boat(c, water + 0.012)
    c.mirror(water + 0.012, 0.006, 0.93, "#51697a")
    wake = (
        np.clip(c.noise(40, 300, 3) * 0.8 + 0.35, 0, 1)
        * np.exp(
            -(
                ((c.y - water - 0.018 - np.clip(c.x - 0.62, 0, 1) * 0.03) / (0.006 + np.clip(c.x - 0.62, 0, 1) * 0.03))
                ** 2
            )
        )
        * np.clip((c.x - 0.455) * 30, 0, 1)
        * np.clip(1.2 - (c.x - 0.6) * 2.6, 0, 1)
    )
    c.lay("#f4f1e8", wake * 0.75)
    c.lay(
        "#f4ead6",
        np.clip(c.noise(20, 320, 2) - 0.55, 0, 1) * (c.y > water + 0.03) * np.exp(-((c.x - 0.34) ** 2) * 26) * 0.8,
    )
    gulls = [(0.30, 0.30, 0.012), (0.345, 0.335, 0.009), (0.27, 0.365, 0.008), (0.66, 0.40, 0.008)]
    c.lay(
        "#3c4d5e",
        c.drawn(
            lambda pen: [
                pen.stroke(
                    (x - s, y - s * 0.2),
                    (x - s * 0.5, y - s * 0.75),
                    (x, y),
                    (x + s * 0.55, y - s * 0.8),
                    (x + s, y - s * 0.35),
                    width=0.0013,
                )
                for x, y, s in gulls
            ]
        ),
    )
    c.brush(2)


def campos(c: Canvas) -> None:
    """Irrigated fields from the air: pivots, strips, a braided river."""
    sites = 46
    px, py = c.rng.random(sites) * 1.1 - 0.05, c.rng.random(sites) * 1.1 - 0.05
    bend_x = c.x + c.noise(3, 2, 3) * 0.010
    bend_y = c.y + c.noise(3, 2, 3) * 0.014
    turn = 0.32
    u, v = (
        bend_x * np.cos(turn) + bend_y / c.aspect * np.sin(turn),
        -bend_x * np.sin(turn) + bend_y / c.aspect * np.cos(turn),
    )
    nearest = np.full(c.x.shape, 9.0, dtype=np.float32)
    second = np.full(c.x.shape, 9.0, dtype=np.float32)
    owner = np.zeros(c.x.shape, dtype=int)
    for n in range(sites):
        su, sv = (
            px[n] * np.cos(turn) + py[n] / c.aspect * np.sin(turn),
            -px[n] * np.sin(turn) + py[n] / c.aspect * np.cos(turn),
        )
        away = np.maximum(np.abs(u - su) * 0.9, np.abs(v - sv) * 1.35).astype(np.float32)
        closer = away < nearest
        second = np.where(closer, nearest, np.minimum(second, away))
        owner = np.where(closer, n, owner)
        nearest = np.where(closer, away, nearest)
    palette = [
        "#7d8f3f",
        "#a8a552",
        "#c9a35a",
        "#5d7a3a",
        "#8a6a3c",
        "#d6bd7c",
        "#46652f",
        "#b0813f",
        "#94a860",
        "#6b5434",
        "#e0cf98",
    ]
    codes = np.asarray([rgb(palette[int(c.rng.integers(len(palette)))]) for _ in range(sites)], dtype=np.float32)
    angle = (c.rng.integers(0, 2, sites) * np.pi / 2 + turn + (c.rng.random(sites) - 0.5) * 0.2)[owner]
    pitch = (130 + 260 * c.rng.random(sites))[owner]
    furrow = np.sin((c.x * np.cos(angle) + c.y / c.aspect * np.sin(angle)) * pitch + c.noise(8, 5, 3) * 0.8)
    moisture = c.noise(7, 5, 6, 0.58)
    c.image = (codes[owner] * (0.86 + 0.075 * furrow + 0.17 * moisture)[:, :, None]).astype(np.float32)
    hedge = np.clip(1 - (second - nearest) / 0.0052, 0, 1)
    c.lay("#d9c7a0", hedge * 0.75)
    c.lay(
        "#35472a",
        np.clip(1 - np.abs((second - nearest) - 0.0075) / 0.0035, 0, 1) * np.clip(c.noise(50, 34, 3) * 1.6, 0, 1) * 0.9,
    )
    for x, y, r, code in (
        (0.205, 0.30, 0.098, "#5b7f38"),
        (0.405, 0.735, 0.088, "#86983f"),
        (0.135, 0.80, 0.066, "#b99a55"),
    ):
        away = np.hypot(c.x - x, (c.y - y) / c.aspect)
        disc = np.clip((r - away) * c.width, 0, 1)
        slice_at = np.arctan2((c.y - y) / c.aspect, c.x - x)
        tone = (0.88 + 0.07 * np.sin(away * 900) + 0.16 * moisture + 0.14 * (np.sin(slice_at * 1.5 + x * 40) > 0.35))[
            :, :, None
        ]
        c.lay((np.asarray(rgb(code)) * tone).astype(np.float32), disc)
        c.lay("#e2d2a8", np.clip(1 - np.abs(away - r) * c.width / 2.2, 0, 1) * 0.8)
        arm = c.drawn(
            lambda pen, x=x, y=y, r=r: pen.stroke((x, y), (x + r * 0.82, y - r * 0.55 * c.aspect), width=0.0013)
        )
        c.lay("#f3ead2", arm)
    middle = 0.72 + 0.10 * np.sin(c.y * 5.4 + 0.5) + c.noise(2, 4, 4) * 0.022
    banks = np.abs(c.x - middle)
    bed = np.clip((0.052 + c.noise(6, 8, 4) * 0.012 - banks) * 120, 0, 1)
    c.lay("#3f5a30", np.clip((0.072 + c.noise(20, 16, 4) * 0.018 - banks) * 90, 0, 1) * 0.9)
    c.lay("#cdbd9c", bed)
    strand = np.zeros_like(c.x)
    for n in range(3):
        course = middle + 0.030 * np.sin(c.y * (13 + 4 * n) + n * 2.1) + c.noise(3, 9, 3) * 0.012
        strand = np.maximum(strand, np.clip((0.009 + 0.004 * np.sin(c.y * 17 + n) - np.abs(c.x - course)) * 260, 0, 1))
    c.lay("#5d8a8c", strand * bed)
    c.glow("#d9efe8", strand * bed * np.clip(c.noise(20, 40, 3), 0, 1) * 0.5)
    road = [(-0.02, 0.60), (0.30, 0.515), (0.52, 0.47), (1.02, 0.31)]
    c.lay("#e8dcc0", c.drawn(lambda pen: pen.stroke(*road, width=0.0042)))
    c.lay("#8f8a80", c.drawn(lambda pen: pen.stroke(*road, width=0.0024)))
    c.brush(2)


def _araucaria(pen: Pen, c: Canvas, x: float, ground: float, size: float) -> None:
    """A monkey puzzle: a bare mast, and at its top an umbrella of arms that end in tufts."""
    top = ground - size
    lean = (c.rng.random() - 0.5) * size * 0.03
    pen.shape(
        (x - size * 0.014, ground),
        (x + size * 0.014, ground),
        (x + lean + size * 0.006, top),
        (x + lean - size * 0.006, top),
    )
    whorls = 8
    depth, breadth = size * (0.26 + 0.08 * c.rng.random()), size * (0.19 + 0.04 * c.rng.random())
    for n in range(whorls):
        share = (n + 0.6) / whorls
        level = top + depth * share**1.15
        reach = breadth * np.sqrt(1 - (1 - share) ** 2)
        for arm in np.linspace(-1, 1, 9):
            out = reach * np.sin(arm * np.pi / 2) * (0.85 + 0.25 * c.rng.random())
            sag = size * 0.035 * share * (0.4 + abs(arm)) + size * 0.012 * (c.rng.random() - 0.5)
            foot = (x + lean, level - size * 0.015)
            elbow = (x + lean + out * 0.6, level + sag)
            tip = (x + lean + out, level + sag - size * (0.018 + 0.015 * c.rng.random()))
            pen.stroke(foot, elbow, tip, width=size * 0.0055)
            for tuft in range(9):
                along = 0.30 + 0.09 * tuft
                where = (
                    foot[0] + out * along,
                    (elbow[1] if along > 0.55 else (foot[1] + elbow[1]) / 2) - size * 0.028 * max(0.0, along - 0.6),
                )
                for spine in range(3):
                    turn = -np.pi / 2 + (spine - 1) * 0.95 + (c.rng.random() - 0.5) * 0.6 + np.sign(out) * 0.35
                    length = size * (0.016 + 0.010 * c.rng.random())
                    pen.stroke(
                        where,
                        (where[0] + np.cos(turn) * length, where[1] + np.sin(turn) * length * c.aspect),
                        width=size * 0.0062,
                    )


def araucarias(c: Canvas) -> None:
    """Monkey puzzles on misty ridges."""
    c.image = c.vertical((0, "#9db4b6"), (0.35, "#d5dccf"), (0.6, "#efe5cb"), (1, "#e7dcc0"))
    c.glow("#fff2cc", c.halo((0.70, 0.26), 0.26) * 0.75)
    clouds(c, "#f4f1e4", 0.0, 0.45, 0.0, 0.6, 4)
    planes = [
        (0.52, 0.06, "#a8b8b0", 26, 0.085),
        (0.60, 0.05, "#86a09c", 20, 0.13),
        (0.70, 0.05, "#5f807f", 12, 0.22),
        (0.82, 0.05, "#3a5c5f", 7, 0.36),
        (0.95, 0.04, "#17343b", 4, 0.70),
    ]
    for number, (level, swell, code, trees, size) in enumerate(planes):
        outline = (level - c.line(3 + number * 0.6, 7, 0.45) * swell).astype(np.float32)
        spots = [(n + 0.5 + (c.rng.random() - 0.5) * 0.8) / trees for n in range(trees)]
        if number == 4:
            spots = [0.135, 0.33, 0.835]
        tall = [size * (0.72 + 0.45 * c.rng.random()) for _ in spots]
        stand = c.drawn(
            lambda pen, spots=spots, tall=tall, outline=outline: [
                _araucaria(pen, c, x, outline[min(c.width - 1, int(x * c.width))] + 0.012, t)
                for x, t in zip(spots, tall, strict=True)
            ]
        )
        brush_line = (outline - np.abs(c.line(90, 4, 0.7)) * 0.010 * (1 + number * 0.5)).astype(np.float32)
        c.lay(code, np.maximum(stand, c.below(brush_line)))
        tone = c.noise(20, 30, 5, 0.6)
        c.lay("#0c1f25", c.below(brush_line) * np.clip(tone, 0, 1) * 0.12 * number)
        fog = np.clip((c.y - outline[None, :] + 0.01) / (0.10 + 0.02 * number), 0, 1) * c.below(outline)
        drift = np.clip(0.75 + c.noise(3, 6, 5, 0.5) * 0.5, 0, 1)
        c.lay("#e9e4d0", fog * drift * (0.95 if number < 3 else 0.75 if number == 3 else 0.35))
    c.brush(2)


def veleros(c: Canvas) -> None:
    """A regatta against the light."""
    sea = 0.52
    c.image = c.vertical((0, "#3c6c93"), (0.2, "#7fa3b3"), (0.40, "#efd9ae"), (0.52, "#fde3a8"), (1, "#fde3a8"))
    c.glow("#fff3cf", c.halo((0.42, 0.40), 0.20) * 0.95)
    clouds(c, "#fff0d2", 0.05, 0.40, -0.05, 0.65, 6)
    coast = (
        0.512
        - np.clip(np.linspace(-0.4, 1, c.width), 0, 1) ** 1.4 * 0.065
        - np.abs(c.line(6, 7, 0.5)) * 0.02 * np.linspace(0.2, 1, c.width)
    ).astype(np.float32)
    slopes(c, coast, "#9c8f86", "#647487", "#e3c796", 0.5)
    below = np.clip((c.y - sea) * c.height, 0, 1)
    c.lay(c.vertical((0, "#c6b68f"), (0.52, "#cdbb90"), (0.60, "#6f97a0"), (0.78, "#2f6379"), (1, "#123f58")), below)
    depth = np.clip((c.y - sea) / (1 - sea), 0, 1)
    for band, (down, across) in enumerate(((260, 26), (120, 14), (60, 8))):
        wave = c.noise(across, down, 3, 0.55)
        window = np.exp(-(((depth - (0.12, 0.42, 0.85)[band]) / (0.16, 0.26, 0.36)[band]) ** 2))
        c.lay("#0b3147", np.clip(wave - 0.05, 0, 1) * window * below * 0.65)
        c.lay("#bcd6d2", np.clip(-wave - 0.45, 0, 1) * window * below * 0.5)
        path = np.exp(-(((c.x - 0.42) / (0.05 + depth * 0.22)) ** 2))
        c.glow("#ffe9b4", np.clip(-wave + 0.05, 0, 1) * window * path * below * 1.0)
    boats = [
        (0.735, 0.535, 0.11),
        (0.665, 0.532, 0.075),
        (0.955, 0.530, 0.07),
        (0.12, 0.533, 0.08),
        (0.575, 0.552, 0.165),
        (0.26, 0.60, 0.34),
        (0.84, 0.665, 0.46),
    ]
    for number, (x, water, size) in enumerate(boats):
        wide = size / c.aspect
        hull = [
            (x - wide * 0.40, water - size * 0.055),
            (x + wide * 0.34, water - size * 0.060),
            (x + wide * 0.28, water + size * 0.004),
            (x - wide * 0.26, water + size * 0.008),
        ]
        belly = wide * 0.10
        mainsail = [
            (x + wide * 0.01, water - size),
            (x + wide * 0.16 + belly * 0.6, water - size * 0.55),
            (x + wide * 0.34, water - size * 0.135),
            (x + wide * 0.005, water - size * 0.115),
        ]
        jib = [
            (x - wide * 0.015, water - size * 0.92),
            (x - wide * 0.10 + belly * 0.3, water - size * 0.45),
            (x - wide * 0.38, water - size * 0.075),
            (x - wide * 0.03, water - size * 0.13),
        ]
        reflect = c.drawn(
            lambda pen, x=x, water=water, size=size, wide=wide: pen.shape(
                (x - wide * 0.3, water),
                (x + wide * 0.3, water),
                (x + wide * 0.16, water + size * 0.42),
                (x - wide * 0.02, water + size * 0.55),
            )
        )
        torn = np.clip(c.noise(20, 150, 3) + 0.35, 0, 1)
        c.lay("#f2e3bd" if number % 3 else "#b94a3c", c.soften(reflect, 3) * torn * 0.42)
        for sail, code in ((jib, ("#b5523f", "#f3e6c8", "#2f5e7a")[number % 3]), (mainsail, "#f8efd8")):
            mask = c.drawn(lambda pen, sail=sail: pen.shape(*sail))
            c.lay(code, mask)
            c.lay("#5d6f86", mask * np.clip((c.x - x) / max(wide * 0.4, 1e-4) * 0.9, 0, 1) * 0.55)
            seams = np.clip(np.cos((c.y - water) / size * 52 + (c.x - x) / wide * 5) - 0.93, 0, 1) * 14
            c.lay("#7a7f8a", mask * seams * 0.30)
        c.lay("#233a52" if number % 2 else "#f5efe0", c.drawn(lambda pen, hull=hull: pen.shape(*hull)))
        c.lay(
            "#18293c",
            c.drawn(
                lambda pen, x=x, water=water, size=size: pen.stroke(
                    (x, water - size * 0.05), (x, water - size * 1.02), width=0.008 * size
                )
            ),
        )
        crew = c.drawn(
            lambda pen, x=x, water=water, size=size, wide=wide: [
                pen.disc((x + wide * at, water - size * 0.085), 0.0075 * size, squash=1.7) for at in (0.10, 0.16, 0.23)
            ]
        )
        c.lay("#22303f", crew)
        bow = (
            np.exp(-(((c.y - water - size * 0.006) / (0.010 * size + 0.0015)) ** 2))
            * np.clip(1 - np.abs(c.x - x + wide * 0.05) / (wide * 0.55), 0, 1)
            * np.clip(0.5 + c.noise(60, 80, 3), 0, 1)
        )
        c.lay("#fbf6e6", bow * 0.9)
    c.glow("#ffe4a8", c.halo((0.42, 0.45), 0.5) * 0.25)
    c.brush(2)


Scene = tuple[str, Callable[[Canvas], None], tuple[int, int], int]
WIDE, CLASSIC = (1600, 900), (1600, 1067)
SCENES: list[Scene] = [
    ("andes-al-amanecer.jpg", andes, CLASSIC, 11),
    ("puerto-al-atardecer.jpg", puerto, WIDE, 23),
    ("noche-de-invierno.jpg", noche, WIDE, 31),
    ("observatorio.jpg", observatorio, CLASSIC, 47),
    ("oleaje.jpg", oleaje, WIDE, 53),
    ("viñedo.jpg", vinedo, CLASSIC, 61),
    ("congreso.jpg", congreso, CLASSIC, 71),
    ("estadio.jpg", estadio, WIDE, 83),
    ("telón.jpg", telon, WIDE, 97),
    ("desierto-solar.jpg", desierto, WIDE, 103),
    ("biblioteca.jpg", biblioteca, CLASSIC, 113),
    ("transbordador.jpg", transbordador, WIDE, 127),
    ("campos-de-riego.webp", campos, WIDE, 137),
    ("araucarias.jpg", araucarias, CLASSIC, 149),
    ("regata.jpg", veleros, WIDE, 151),
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
    MEDIA.mkdir(parents=True, exist_ok=True)
    for name, paint, (width, height), seed in SCENES:
        if wanted and not any(name.startswith(word) for word in wanted):
            continue
        canvas = Canvas(width + 2 * MARGIN, height + 2 * MARGIN, seed)
        paint(canvas)
        canvas.warp()
        picture = canvas.finish().crop((MARGIN, MARGIN, MARGIN + width, MARGIN + height))
        save(picture, MEDIA / name)
        sys.stdout.write(f"{name} {(MEDIA / name).stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
