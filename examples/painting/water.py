"""The sea, and what sails on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from painting.canvas import Canvas, mix, rgb
from painting.land import clouds, slopes
from painting.pen import Pen


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
