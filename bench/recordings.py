"""What making a recording ready costs: seconds of CPU and peak memory, for files as large as the press takes.

    python bench/recordings.py

Each is made, written to disk and read back by a process of its own, as the function reads it from the bucket.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "layers" / "laera" / "python")]

from laera.recordings.uploads import LARGEST_RECORDING, read_recording
from tests.unit.recordings.films import PICTURE, SOUND, mp4, unit
from tests.unit.recordings.sounds import FRAME, frames, id3

MEGABYTE = 1024 * 1024


def sound(megabytes: int) -> bytes:
    """MP3 of 128 kilobits a second."""
    return id3() + frames(megabytes * MEGABYTE // len(FRAME) - 1)


def film(megabytes: int) -> bytes:
    """MP4 of pictures of 8 KB, each in two units, as 2 megabits a second have them, and of a little sound."""
    picture = unit(b"\6\5\x20" + bytes(40)) + unit(b"\x65" + bytes(8_000))
    count = (megabytes * MEGABYTE - MEGABYTE) // len(picture)
    return mp4(replace(PICTURE, samples=(picture,) * count), SOUND)


FILES: Mapping[str, Callable[[], bytes]] = {
    "sound, 20 MB": lambda: sound(20),
    "sound, the largest": lambda: sound(LARGEST_RECORDING // MEGABYTE),
    "film, 20 MB": lambda: film(20),
    "film, the largest": lambda: film(LARGEST_RECORDING // MEGABYTE),
}


def main() -> None:
    """Make and measure each in processes of their own: a child starts with the peak of whoever started it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", choices=FILES, help="only write this one")
    parser.add_argument("file", nargs="?", type=Path, help="measure one file, in this process")
    named = parser.parse_args()
    if named.make:
        named.file.write_bytes(FILES[named.make]())
    elif named.file:
        measure(named.file)
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "recording.mp4")
            for name in FILES:
                subprocess.run([sys.executable, __file__, "--make", name, file], check=True)
                said = subprocess.run([sys.executable, __file__, file], check=True, capture_output=True, text=True)
                print(f"{name:20} {said.stdout.strip()}")


def measure(file: Path) -> None:
    """Read and rewrite it; what the process needs besides is told first."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = time.process_time()
    clean = read_recording(file.read_bytes(), file.name).clean
    spent = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if clean is None:
        sys.exit(f"{file} was refused")
    print(f"{spent:6.2f} s CPU, peak {peak:4.0f} MB (before {before:.0f} MB), {clean.seconds / 60:.0f} min")


if __name__ == "__main__":
    main()
