"""What is seen by night: a city, the stars, a stadium."""

from __future__ import annotations

import numpy as np

from painting.canvas import Canvas, Plane, rgb
from painting.land import clouds, slopes
from painting.pen import Pen, Point


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
        body = c.drawn(lambda pen, blocks=blocks: [pen.box(a, top, b, 1) for a, b, top in blocks])
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
        if length > 0.022:
            for turn in (-0.42, 0.38):
                branch(
                    end,
                    angle + turn + (c.rng.random() - 0.5) * 0.45,
                    length * (0.66 + 0.16 * c.rng.random()),
                    max(0.0013, width * 0.7),
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
    c.glow("#bcd2ff", light * (hue < 0.6) * 2.0)
    c.glow("#ffe0b8", light * (hue >= 0.6) * 2.0)
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


def _stands(c: Canvas, rim: Plane, pitch_top: Plane) -> None:
    """Three tiers of people between the rim of the bowl and the pitch, in the colours of both clubs."""
    stand = c.below(rim)
    c.lay("#1a2140", stand)
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


def estadio(c: Canvas) -> None:
    """A stadium under lights before the match."""
    c.image = c.vertical((0, "#0a1130"), (0.3, "#1d2c5c"), (0.5, "#4a568a"), (1, "#20304f"))
    clouds(c, "#2f3d6e", 0.0, 0.42, 0.05, 0.5, 4)
    rim = 0.36 + 0.10 * (np.linspace(-1, 1, c.width) ** 2) * -1 + 0.05
    rim = rim.astype(np.float32)
    pitch_top = (0.60 - 0.020 * (1 - np.linspace(-1, 1, c.width) ** 2)).astype(np.float32)
    _stands(c, rim, pitch_top)
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
