"""A thousand uploads through `process_media`: `python bench/photograph_uploads.py FOLDER [--uploads N]`.

FOLDER holds photographs, at any depth: JPEG, PNG or WebP. They are uploaded as they are, each once; then parts of them,
in the sizes and forms that telephones, cameras, agencies and scanners send, with GPS in EXIF and XMP and held in any
way; every eighth upload is a hostile file of our making. The real handler takes each from a bucket on moto while a
story uses it. Printed are seconds, CPU and memory by size, bytes by copy, similarity by type and form, and how the
uploads ended. CPU is that of the whole call, moto's stores included.

It ends with 1 and says what, when an upload ended as it should not, a copy is not like the photograph, a copy says
anything but pixels, or a public object holds bytes of an original.
"""

import argparse
import ctypes
import gc
import io
import multiprocessing
import os
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]
os.environ.update(
    AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
    AWS_DEFAULT_REGION="us-east-1",
    POWERTOOLS_SERVICE_NAME="laera",
    POWERTOOLS_METRICS_NAMESPACE="LaEra",
    POWERTOOLS_LOG_LEVEL="CRITICAL",
)

import pytest
from moto import mock_aws
from PIL import Image, ImageCms, ImageOps

from bench.photographs import peak, similarity
from tests.hostile.photographs import KINDS, Sent, hostile_files, photograph_as
from tests.integration.photograph_stack import PhotographStack, Taken
from tests.outside.photograph_copies import what_is_wrong

MEGAPIXELS = (0.3, 2.0, 0.8, 12.0, 2.0, 0.5, 5.0, 24.0, 1.0, 3.0, 12.0, 0.8)
"""Sizes, one as likely as the other; a photograph is enlarged by two fifths at most."""
_UNLIKE = 0.75
"""A copy less like its photograph than this was turned, cut or coloured wrongly."""
_RARE = ("scan in 16 bits", "AVIF", "PNG")
"""Forms that nobody sends in 24 megapixels: they pass the 25 MB that are taken, or a telephone's memory."""
_LARGE = 480
"""Pixels: a photograph with no shorter side is cut into parts."""
_COMPARED = 64
"""Pixels: a copy less wide has too few windows for its similarity to mean anything."""


lists: Callable[[], Any] = partial(defaultdict, list)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send, and the upright picture in it where there is one."""

    sent: Sent
    picture: Image.Image | None = None

    @property
    def size(self) -> str:
        """Its class of size, in words."""
        if self.picture is None:
            return "hostile"
        area = self.picture.width * self.picture.height / 1_000_000
        return next((f"up to {top} megapixels" for top in (1, 4, 8, 14) if area <= top), "up to 24 megapixels")


@dataclass
class Figures:
    """What was measured, upload by upload. `seconds` are wall, CPU and the megabytes that were needed at the peak."""

    seconds: dict[str, list[tuple[float, float, float]]] = field(default_factory=lists)
    copies: dict[tuple[str, int], list[int]] = field(default_factory=lists)
    alike: dict[str, list[float]] = field(default_factory=lists)
    alike_by_kind: dict[str, list[float]] = field(default_factory=lists)
    endings: Counter[tuple[str, str]] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    public: int = 0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Send, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="photographs")
    parser.add_argument("--uploads", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--seed", type=int, default=1, help="chooses parts, sizes and forms (1)")
    parser.add_argument("--at-once", type=int, default=1, help="processes, each with a press of its own (1)")
    options = parser.parse_args()
    photographs = sorted(
        it for it in options.folder.rglob("*") if it.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"}
    )
    if not photographs:
        sys.exit(f"{options.folder} has no .jpg, .jpeg, .png or .webp; name a folder of photographs")
    shares = [(photographs, options.uploads, options.seed, options.at_once, share) for share in range(options.at_once)]
    with ProcessPoolExecutor(options.at_once, multiprocessing.get_context("spawn")) as processes:
        figures = joined(processes.map(sent_in_turn, shares))
    report(figures, len(photographs))
    sys.exit(1 if figures.wrong else 0)


def sent_in_turn(share: tuple[Sequence[Path], int, int, int, int]) -> Figures:
    """One process's share of the uploads, one after the other."""
    photographs, count, seed, at_once, mine = share
    figures, started = Figures(), time.perf_counter()
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        press = PhotographStack(environment)
        for number, upload in enumerate(uploads(photographs, count, seed, mine=lambda it: it % at_once == mine)):
            if upload is None:
                continue
            measure(press, upload, number, figures)
            if number % 50 == mine:
                done = f"{number:,} of {count:,} after {time.perf_counter() - started:.0f} s"
                print(done, file=sys.stderr, flush=True)
    return figures


def joined(parts: Iterable[Figures]) -> Figures:
    """The figures of all processes."""
    whole = Figures()
    for part in parts:
        for name in ("seconds", "copies", "alike", "alike_by_kind"):
            for key, values in getattr(part, name).items():
                getattr(whole, name)[key] += values
        whole.endings += part.endings
        whole.said += part.said
        whole.public += part.public
        whole.wrong += part.wrong
    return whole


def uploads(photographs: Sequence[Path], count: int, seed: int, mine: Callable[[int], bool]) -> Iterator[Upload | None]:
    """The same uploads for the same photographs and seed; None in the place of those of other processes."""
    hostile = list(hostile_files())
    large = [file for file in photographs if is_large(file)]
    for number in range(count):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - a choice that can be repeated
        if not mine(number):
            yield None
        elif number % 8 == 7:
            yield Upload(hostile[number // 8 % len(hostile)])
        elif number < len(photographs):
            yield as_it_is(photographs[number])
        else:
            kind, most = chance.choice(KINDS), chance.choice(MEGAPIXELS)
            picture = part_of(chance.choice(large), min(most, 5.0) if kind in _RARE else most, chance)
            yield Upload(photograph_as(kind, picture, chance.randrange(8)), picture)


def is_large(file: Path) -> bool:
    """Whether parts of it are photographs still."""
    try:
        with Image.open(file) as photograph:
            return min(photograph.size) >= _LARGE
    except OSError:
        return False


def as_it_is(file: Path) -> Upload:
    """A photograph as its camera or its last owner left it; the press should take what Pillow can read at all."""
    body = file.read_bytes()
    try:
        with Image.open(file) as photograph:
            upright = ImageOps.exif_transpose(photograph)
            profile = photograph.info.get("icc_profile")
        if profile and upright.mode == "RGB":
            found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            upright = ImageCms.profileToProfile(upright, found, ImageCms.createProfile("sRGB")) or upright
    except OSError:
        return Upload(Sent("as it is", file.suffix, body, is_taken=False))
    return Upload(Sent("as it is", file.suffix, body), upright.convert("RGB"))


def part_of(file: Path, megapixels: float, chance: random.Random) -> Image.Image:
    """Some part of a photograph, perhaps mirrored, at most so large and never much larger than it is."""
    with Image.open(file) as photograph:
        if photograph.format == "JPEG":
            side = round((megapixels * 1_500_000) ** 0.5)
            photograph.draft("RGB", (side, side))
        whole = photograph.convert("RGB")
    share = chance.uniform(0.7, 1.0)
    width, height = round(whole.width * share), round(whole.height * share)
    left, top = chance.randint(0, whole.width - width), chance.randint(0, whole.height - height)
    scale = min(1.4, (megapixels * 1_000_000 / (width * height)) ** 0.5)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    part = whole.resize(size, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))
    return part.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if chance.random() < 0.5 else part


def measure(press: PhotographStack, upload: Upload, number: int, figures: Figures) -> None:
    """Send one file and look at everything that comes of it."""
    key = f"media/{number:04d}{upload.sent.suffix}"
    press.upload(key, upload.sent.body)
    press.use(key)
    rest = forget_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    with redirect_stdout(io.StringIO()):
        press.develop(key)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    taken = press.taken(key)
    figures.seconds[upload.size].append((wall, cpu, peak() - rest))
    figures.endings["photograph" if upload.picture else "hostile", taken.outcome] += 1
    figures.said.update(complaint[:90] for complaint in taken.complaints)
    about = f"{key} ({upload.sent.kind})"
    if (taken.outcome == "published") != upload.sent.is_taken:
        figures.wrong.append(f"{about} ended as {taken.outcome}: {'; '.join(taken.complaints)}")
    figures.public += len(taken.copies)
    figures.wrong += [f"{about}: {found}" for found in what_is_wrong(upload.sent, taken.copies)]
    if upload.picture is not None:
        compare(upload, upload.picture, taken, figures, about)
    press.clear()


def compare(upload: Upload, picture: Image.Image, taken: Taken, figures: Figures, about: str) -> None:
    """Bytes of every whole copy, and how like the photograph its widest ones are."""
    widest: dict[str, tuple[int, Image.Image]] = {}
    for path, body in taken.copies.items():
        if taken.is_crop(path):
            continue
        copy = taken.picture(path)
        media_type = path.rpartition(".")[2]
        if copy.width in {320, 640, 960, 1280, 1600}:
            figures.copies[media_type, copy.width].append(len(body))
        if copy.width >= _COMPARED and (media_type not in widest or copy.width > widest[media_type][0]):
            widest[media_type] = copy.width, copy
    for media_type, (_, copy) in widest.items():
        alike = similarity(picture.resize(copy.size, Image.Resampling.LANCZOS), copy)
        figures.alike[media_type].append(alike)
        figures.alike_by_kind[upload.sent.kind].append(alike)
        if alike < _UNLIKE:
            figures.wrong.append(f"{about}: its widest {media_type} is {alike:.3f} like the photograph")


def forget_peak() -> float:
    """Give back what is free, have Linux forget the most that this process held, and tell what it holds, in MB."""
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def report(figures: Figures, photographs: int) -> None:
    """Print all figures."""
    everything = [it for group in figures.seconds.values() for it in group]
    print(
        f"{len(everything):,} uploads made of {photographs} photographs; {figures.public:,} public copies looked at\n"
    )
    heads = f"{'CPU s: median':>14} {'p95':>6} {'longest':>8} {'wall s':>7} {'memory MB: median':>18} {'most':>5}"
    print(f"{'upload':24} {'uploads':>7} {heads}")
    for size, group in sorted(figures.seconds.items(), key=lambda it: statistics.median(one[1] for one in it[1])):
        print(line(size, group))
    print(line("all", everything))
    print("\ncopies           files   KB: median     p95   of all MB")
    for (media_type, width), sizes in sorted(figures.copies.items()):
        median, high = statistics.median(sizes) / 1024, quantile(sizes, 0.95) / 1024
        print(f"{media_type:5} {width:5} wide {len(sizes):5} {median:12.1f} {high:7.1f} {sum(sizes) / 1024**2:11.1f}")
    print("\nsimilarity of the widest copies to the photograph that was taken (SSIM; median, 5th percentile, least)")
    for name, alike in [*sorted(figures.alike.items()), *sorted(figures.alike_by_kind.items())]:
        print(f"{name:32} {statistics.median(alike):.4f}  {quantile(alike, 0.05):.4f}  {min(alike):.4f}")
    print("\nendings")
    for (what, outcome), count in sorted(figures.endings.items()):
        print(f"{what:12} {outcome:10} {count:5}")
    for said, count in figures.said.most_common():
        print(f"  {count:4}  {said}")
    print(
        "\n"
        + (
            "\n".join(figures.wrong)
            if figures.wrong
            else "No GPS, camera or text in any copy; no original served; all ended as they should."
        )
    )


def line(name: str, group: Sequence[tuple[float, float, float]]) -> str:
    """One row of the table of costs."""
    walls, cpus, memories = zip(*group, strict=True)
    return (
        f"{name:24} {len(group):7,} {statistics.median(cpus):14.2f} {quantile(cpus, 0.95):6.2f} {max(cpus):8.2f} "
        f"{statistics.median(walls):7.2f} {statistics.median(memories):18.0f} {max(memories):5.0f}"
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not pass."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    main()
