"""What a photograph costs and what its copies weigh: `python bench/photographs.py [--encoders] [FILES…]`.

Each file is read and encoded by a fresh process, three times; printed are the median seconds of wall and CPU, the peak
memory, the kilobytes of every copy, and how like the original the widest copies are (structural similarity of the
light, 1 is the same picture). Without files it takes pictures of its own, so that machines and releases can be
compared; their grain is harder to encode than a photograph's, so for bytes and similarity give it real photographs.

With `--encoders` the files are encoded by every candidate instead: printed is what each needs, in bits per pixel and
seconds of CPU per megapixel, to come as close to the photographs as JPEG at its chosen quality does.
"""

import argparse
import hashlib
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "layers/laera/python")]

from PIL import Image, ImageMath

from laera.imaging.originals import read_original
from laera.imaging.renditions import ENCODING, make_renditions, stem_of

ROUNDS = 3
COMPARED_WIDTHS = (320, 640, 1280)
CANDIDATES: tuple[tuple[str, str, dict[str, Any], tuple[int, ...]], ...] = (
    ("WebP effort 4", "WEBP", {"method": 4}, (60, 68, 75, 82, 90)),
    ("WebP effort 6", "WEBP", {"method": 6}, (60, 68, 75, 82, 90)),
    ("AVIF speed 9", "AVIF", {"speed": 9, "max_threads": 1}, (45, 52, 58, 64, 72, 80)),
    ("AVIF speed 8", "AVIF", {"speed": 8, "max_threads": 1}, (45, 52, 58, 64, 72, 80)),
    ("AVIF speed 7", "AVIF", {"speed": 7, "max_threads": 1}, (45, 52, 58, 64, 72, 80)),
    ("AVIF speed 6", "AVIF", {"speed": 6, "max_threads": 1}, (45, 52, 58, 64, 72, 80)),
)
SAMPLES = (
    ("telephone.jpg", (4032, 3024), "JPEG"),
    ("camera.jpg", (6000, 4000), "JPEG"),
    ("largest.jpg", (8600, 5800), "JPEG"),
    ("telephone.webp", (4032, 3024), "WEBP"),
    ("telephone.avif", (4032, 3024), "AVIF"),
    ("screenshot.png", (2560, 1600), "PNG"),
    ("largest.png", (8600, 5800), "PNG"),
    ("small.jpg", (640, 480), "JPEG"),
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One picture at one quality. `bits` are per pixel, `seconds` of CPU per megapixel."""

    quality: float
    bits: float
    seconds: float
    similarity: float


def main() -> None:
    """Measure the files named, or samples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--encoders", action="store_true", help="compare encoders")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measured(arguments.one)))
        return
    print(f"encoding: {ENCODING}")
    with tempfile.TemporaryDirectory() as folder:
        files = arguments.files or [sample(Path(folder), *it) for it in SAMPLES]
        if arguments.encoders:
            compare(files)
            return
        for file in files:
            report(file)


def sample(folder: Path, name: str, size: tuple[int, int], kind: str) -> Path:
    """A picture of soft shapes, the same on every machine; with some grain, but for what no camera made."""
    share = 0.0 if kind == "PNG" else 0.06
    tile = Image.frombytes("L", (512, 512), hashlib.shake_256(b"grain").digest(512 * 512))
    grain = Image.new("L", size)
    for x in range(0, size[0], 512):
        for y in range(0, size[1], 512):
            grain.paste(tile, (x, y))
    light = Image.radial_gradient("L").resize(size)
    slope = Image.linear_gradient("L").resize(size)
    blend = [Image.blend(shape, grain, part) for shape, part in ((light, share), (slope, share), (light, share / 2))]
    options = {"speed": 10} if kind == "AVIF" else {"compress_level": 1} if kind == "PNG" else {"quality": 88}
    Image.merge("RGB", blend).save(folder / name, kind, **options)
    return folder / name


def report(file: Path) -> None:
    """Print one photograph's figures."""
    command = [sys.executable, __file__, "--one", str(file)]
    rounds = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
    last = rounds[-1]
    size = f"{file.stat().st_size / 1024 / 1024:.1f} MB"
    if "refused" in last:
        print(f"\n{file.name}: {size}: {last['refused']}")
        return
    wall, cpu, peak = (statistics.median(it[what] for it in rounds) for what in ("wall", "cpu", "peak"))
    print(f"\n{file.name}: {size}, {last['width']} x {last['height']}")
    print(f"  {wall:.2f} s wall, {cpu:.2f} s CPU, {peak:.0f} MB at the peak ({last['imports']:.0f} MB once imported)")
    for media_type, copies in last["copies"].items():
        weights = ", ".join(f"{width}: {weight:.0f}" for width, weight in copies)
        print(f"  {media_type:10} KB at {weights}; similarity {last['similarity'][media_type]:.4f}")
    print(f"  crops      KB of {', '.join(last['crops'])}")


def compare(files: Sequence[Path]) -> None:
    """Print what every candidate needs for the similarity of JPEG 75."""
    originals = [
        reading.original for file in files if (reading := read_original(file.read_bytes(), file.name)).original
    ]
    for width in COMPARED_WIDTHS:
        pictures = [
            original.pixels.resize((width, round(original.height * width / original.width)), Image.Resampling.LANCZOS)
            for original in originals
            if original and original.width >= width
        ]
        aims = [
            attempt(picture, "JPEG", {"quality": 75, "optimize": True, "progressive": True}) for picture in pictures
        ]
        mean = statistics.mean(aim.similarity for aim in aims)
        bits = statistics.mean(aim.bits for aim in aims)
        print(
            f"\n{width} pixels wide, {len(pictures)} pictures; JPEG 75: {mean:.4f} similar at {bits:.3f} bits per pixel"
        )
        print(f"{'encoder':16} {'quality':>8} {'bits per pixel':>15} {'of JPEG':>8} {'CPU s per Mpixel':>17}")
        for name, kind, options, qualities in CANDIDATES:
            needs = [
                needed([attempt(picture, kind, {**options, "quality": quality}) for quality in qualities], aim)
                for picture, aim in zip(pictures, aims, strict=True)
            ]
            quality, needed_bits, seconds = (statistics.mean(column) for column in zip(*needs, strict=True))
            print(f"{name:16} {quality:8.0f} {needed_bits:15.3f} {needed_bits / bits:8.0%} {seconds:17.2f}", flush=True)


def attempt(picture: Image.Image, kind: str, options: Mapping[str, Any]) -> Attempt:
    """Encode a picture once."""
    file = io.BytesIO()
    started = time.process_time()
    picture.save(file, kind, **options)
    area = picture.width * picture.height
    seconds = (time.process_time() - started) / area * 1_000_000
    with Image.open(file) as copy:
        return Attempt(options["quality"], len(file.getvalue()) * 8 / area, seconds, similarity(picture, copy))


def needed(attempts: Sequence[Attempt], aim: Attempt) -> tuple[float, float, float]:
    """Quality, bits and seconds at the similarity aimed at, between the attempts next to it."""
    in_order = sorted(attempts, key=lambda it: it.similarity)
    at = min(max(1, sum(it.similarity < aim.similarity for it in in_order)), len(in_order) - 1)
    below, above = in_order[at - 1], in_order[at]
    share = (aim.similarity - below.similarity) / (above.similarity - below.similarity)

    def between(low: float, high: float) -> float:
        return low + (high - low) * share

    return (
        between(below.quality, above.quality),
        between(below.bits, above.bits),
        between(below.seconds, above.seconds),
    )


def measured(file: Path) -> dict[str, object]:
    """One photograph, in this process."""
    body = file.read_bytes()
    imports = peak()
    wall, cpu = time.perf_counter(), time.process_time()
    reading = read_original(body, file.name)
    if reading.original is None:
        return {"refused": "; ".join(map(str, reading.complaints))}
    made = make_renditions(reading.original, stem_of(file.name, body), ("50-50",))
    figures = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak": peak(), "imports": imports}
    copies: dict[str, list[tuple[int, float]]] = {}
    similarities: dict[str, float] = {}
    whole, parts = made.files[: len(made.renditions.copies)], made.files[len(made.renditions.copies) :]
    for it in whole:
        copies.setdefault(it.rendition.media_type, []).append((it.rendition.width, len(it.body) / 1024))
        if it.rendition.media_type not in similarities:
            with Image.open(io.BytesIO(it.body)) as copy:
                shown = reading.original.pixels.resize(copy.size, Image.Resampling.LANCZOS)
                similarities[it.rendition.media_type] = similarity(shown, copy)
    size = {"width": reading.original.width, "height": reading.original.height}
    crops = [f"{it.rendition.width} x {it.rendition.height}: {len(it.body) / 1024:.0f}" for it in parts]
    return {**figures, **size, "copies": copies, "similarity": similarities, "crops": crops}


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Mean structural similarity (SSIM) of the light, over windows of 8 by 8 pixels."""
    x, y = (picture.convert("L").convert("F") for picture in (one, other))
    windows = (max(1, one.width // 8), max(1, one.height // 8))

    def mean(of: Callable[[Mapping[str, Any]], Any]) -> Image.Image:
        everywhere: Image.Image = ImageMath.lambda_eval(of, x=x, y=y)
        return everywhere.resize(windows, Image.Resampling.BOX)

    alike = ImageMath.lambda_eval(
        lambda it: (
            ((2 * it["a"] * it["b"] + 6.5025) * (2 * (it["ab"] - it["a"] * it["b"]) + 58.5225))
            / (
                (it["a"] * it["a"] + it["b"] * it["b"] + 6.5025)
                * (it["aa"] - it["a"] * it["a"] + it["bb"] - it["b"] * it["b"] + 58.5225)
            )
        ),
        a=mean(lambda it: it["x"] + 0),
        b=mean(lambda it: it["y"] + 0),
        aa=mean(lambda it: it["x"] * it["x"]),
        bb=mean(lambda it: it["y"] * it["y"]),
        ab=mean(lambda it: it["x"] * it["y"]),
    )
    return float(alike.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))


def peak() -> float:
    """The most memory this process has held, in MB. Linux counts its parent's in `ru_maxrss`, but not here."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
