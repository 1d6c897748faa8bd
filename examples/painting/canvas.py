"""A picture in the making, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from painting.pen import Pen, Point

Plane = NDArray[np.float32]
Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """'#rrggbb' as three numbers from 0 to 1."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


def mix(one: str, other: str, share: float) -> Colour:
    """A colour between two others."""
    a, b = rgb(one), rgb(other)
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


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
