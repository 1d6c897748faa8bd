"""Mountains, trees, fields and vines."""

from __future__ import annotations

import numpy as np

from painting.canvas import Canvas, Plane, rgb
from painting.pen import Pen


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
