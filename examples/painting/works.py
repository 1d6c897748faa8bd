"""What people have built: halls, stages, shelves, machines."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from painting.canvas import Canvas, Plane, rgb
from painting.land import clouds, slopes
from painting.pen import Pen, Point


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
    c.lay(
        wall(0.82 - c.y * 0.4),
        c.drawn(
            lambda pen: pen.shape(
                (-0.02, 0.125), (0.5, -0.015), (1.02, 0.125), (1.02, 0.165), (0.5, 0.03), (-0.02, 0.165)
            )
        ),
    )
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
    half = 0.036
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

    rise, back = 0.34, 0.30
    left, right = -42.0, 43.0
    low, high = 0.07, 0.07 + rise
    for z in [20.0, 15.6, 12.0, 9.3, 7.1, 5.4, 4.1, 3.1, 2.3, 1.68, 1.2, 0.84]:
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
    _reading_place(c)
    c.bloom(0.8, 20, 0.5)


def _reading_place(c: Canvas) -> None:
    """A table before the shelves: sheets of paper and a lamp."""
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
