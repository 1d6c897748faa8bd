# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2", "lameenc>=1.9"]
# ///
"""The example paper's sound: `python examples/make_sound.py`, with numpy and lameenc installed.

Each note is a star that the pupils of Elquilla saw: eleven while the lamps burned, twenty-six more as they went out.
The same numpy and lameenc give the same bytes every time.
"""

from pathlib import Path

import lameenc
import numpy as np

TARGET = Path(__file__).parent / "la-era" / "media" / "estrellas.mp3"
RATE = 22_050
SECONDS = 14.0
LIT, DARK = 11, 26
"""Stars seen at half past one, and those that half past two added."""
SCALE = (0, 2, 4, 7, 9)
LOWEST = 392.0


def main() -> None:
    """Write the file."""
    chance = np.random.default_rng(2026)
    pitches = [LOWEST * 2 ** ((12 * octave + step) / 12) for octave in range(4) for step in SCALE]
    first = np.sort(chance.uniform(0.15, 3.2, LIT))
    later = 3.2 + 8.0 * np.sort(chance.uniform(0, 1, DARK)) ** 0.8
    sound = np.zeros(round(RATE * (SECONDS + 4)))
    for moment in (*first, *later):
        pitch = pitches[chance.integers(len(pitches))]
        note = bell(pitch) * chance.uniform(0.35, 1.0) * (330 / pitch) ** 0.35
        start = round(moment * RATE)
        sound[start : start + len(note)] += note
    for delay, share in ((0.173, 0.28), (0.311, 0.2)):  # a valley answers
        start = round(delay * RATE)
        sound[start:] += share * sound[:-start]
    sound = sound[: round(RATE * SECONDS)]
    end = round(RATE * 1.2)
    sound[-end:] *= np.linspace(1, 0, end) ** 1.5
    TARGET.write_bytes(encoded(sound / np.abs(sound).max() * 0.7))


def bell(pitch: float) -> np.ndarray:
    """A note that begins at once and dies away."""
    time = np.arange(3 * RATE) / RATE
    upper = 0.35 * np.sin(2 * np.pi * 2.01 * pitch * time) * np.exp(-3 * time)
    return (np.sin(2 * np.pi * pitch * time) + upper) * np.minimum(time / 0.006, 1) * np.exp(-2.2 * time)


def encoded(sound: np.ndarray) -> bytes:
    """MP3 of 32 kilobits a second, one channel."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(32)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(2)
    encoder.silence()
    return bytes(encoder.encode((sound * 32_767).astype(np.int16).tobytes()) + encoder.flush())


if __name__ == "__main__":
    main()
