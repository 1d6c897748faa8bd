"""What `laera build` costs: `python bench/build.py --corpus FOLDER [--rounds N] [--out FOLDER]`.

FOLDER holds what an editor would upload: site.yaml, articles, media. Every round is a fresh process that builds the
whole site into an empty folder; printed are the medians of wall, CPU and peak memory. Builds differ by half on a disk
that keeps a journal: give `--out` a folder in memory, such as /dev/shm.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Round:
    """One build."""

    wall: float
    cpu: float
    peak: float
    status: int
    said: str


def main() -> None:
    """Build, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="the content folder")
    parser.add_argument("--rounds", type=int, default=3, help="how many builds (3)")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()), help="where the sites are built")
    options = parser.parse_args()
    articles = sum(1 for _ in options.corpus.glob("articles/**/*.md"))
    if not articles:
        sys.exit(f"{options.corpus} has no articles/**/*.md; name a folder as editors upload it")
    rounds = [built(options.corpus, options.out) for _ in range(options.rounds)]
    wall, cpu, peak = (statistics.median(getattr(it, name) for it in rounds) for name in ("wall", "cpu", "peak"))
    print(rounds[-1].said)
    print(f"{articles} articles, median of {len(rounds)} builds by fresh processes (exit {rounds[-1].status}):")
    print(f"  {wall:.2f} s wall, {cpu:.2f} s CPU, peak {peak:.0f} MB")
    print(f"  {articles / wall:.0f} articles/s, {cpu / articles * 1000:.2f} ms of CPU for each article")


def built(corpus: Path, out: Path) -> Round:
    """One build into an empty folder, which is removed again."""
    site = Path(tempfile.mkdtemp(prefix="laera-build-", dir=out))
    command = [sys.executable, "-m", "local.command", "build", str(corpus), str(site)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "layers/laera/python")])
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as words:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=words, env={**os.environ, "PYTHONPATH": paths}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        words.seek(0)
        said = words.read().strip()
    shutil.rmtree(site)
    if process.returncode not in {0, 1}:
        sys.exit(f"the build failed:\n{said}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Round(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, process.returncode, said)


if __name__ == "__main__":
    main()
