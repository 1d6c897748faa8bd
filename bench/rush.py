"""Thousands of uploads at once: `python bench/rush.py (--corpus FOLDER | --generator make_corpus.py) [--articles N]`.

Starts `laera serve` on free ports, uploads all stories with eight S3 clients and, half-way through, a `site.yaml` with
other names; from then on somebody edits a story each second. Prints how far `laera progress` sees it come, then
everything that is not as it must be when all is at rest, what `laera verify` says, and how long all of it took. Ends
with 1 when something was lost or stale.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from local.verifying.paper_stores import Desk
from tests.integration.running import Paper, running, start
from tests.integration.rush import (
    FrontWrites,
    LiveEdit,
    LiveEdits,
    Uploads,
    faults,
    progress,
    site_after,
    site_before,
    stores_of,
    wait_until_swept,
)

LONGEST = 3600.0
PROGRESS_SECONDS = 15.0
MOST_EDITS, EDITS_AT_REST = 1000, 20


def main() -> None:
    """Rush, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="a content folder with articles")
    parser.add_argument("--generator", type=Path, help="a program that makes one: it is given FOLDER --articles N")
    parser.add_argument("--articles", type=int, default=2000, help="how many stories (2000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stories = sorted(corpus(options.corpus, options.generator, options.articles, Path(folder)))
        random.Random(2026).shuffle(stories)  # languages and sections mixed  # noqa: S311 - the same each time
        stories = stories[: options.articles]
        if not stories:
            sys.exit("no articles/**/*.md; name a folder as editors upload it with --corpus, or a --generator")
        sys.exit(rush(stories, Path(folder)))


def corpus(folder: Path | None, generator: Path | None, articles: int, scratch: Path) -> Iterator[tuple[str, str]]:
    """The key and the text of each story."""
    if generator:
        folder = scratch / "corpus"
        subprocess.run(
            [sys.executable, generator, folder, "--articles", str(articles)], check=True, stdout=subprocess.DEVNULL
        )
    for path in folder.glob("articles/**/*.md") if folder else ():
        yield path.relative_to(folder or path).as_posix(), path.read_text(encoding="utf-8")


def rush(stories: Sequence[tuple[str, str]], scratch: Path) -> int:
    """One rush through a runner of its own; the exit code."""
    content, errors = scratch / "content", scratch / "errors.txt"
    content.mkdir()
    (content / "site.yaml").write_text(site_before(), encoding="utf-8")
    with running(start(content, errors, "--no-watch"), errors) as paper:
        _, desk = stores_of(paper)
        uploads, half = Uploads(paper), len(stories) // 2
        wait_until_swept(desk, LONGEST, paper)
        with FrontWrites(paper, "/") as home, watched(desk, len(stories)):
            began = time.monotonic()
            uploads.put_all(stories[:half])
            with LiveEdits(paper, uploads, stories[: half // 2], most=MOST_EDITS, longest=LONGEST) as edits:
                uploads.put_all([("site.yaml", site_after()), *stories[half:]])
                uploaded = time.monotonic()
                uploads.wait_for_receipts(["site.yaml"], LONGEST)
                renamed = time.monotonic()
                uploads.wait_for_receipts([key for key, _ in stories], LONGEST)
                received = time.monotonic()
                wait_until_swept(desk, LONGEST)
                swept = time.monotonic()
            wait_until_swept(desk, LONGEST, paper)
            at_rest = time.monotonic()
        with LiveEdits(paper, uploads, stories[half:], most=EDITS_AT_REST, longest=LONGEST) as later:
            later.wait_for(EDITS_AT_REST, LONGEST)
        wait_until_swept(desk, LONGEST, paper)
        peak = peak_megabytes(paper)
        total = sum(len(versions) for versions in uploads.versions.values())
        took = received - began
        print(f"{len(stories)} stories in {uploaded - began:.1f} s by 8 clients; {total} uploads with all edits")
        print(f"all receipts after {took:.1f} s: {len(stories) / took:.1f} stories/s")
        print(
            f"the sweep for the new site.yaml: {swept - renamed:.1f} s; all fronts right after {at_rest - began:.1f} s"
        )
        print(f"the home front was written {home.count} times")
        seen = edits.seen()
        for name, those in (
            ("behind the rush", [edit for edit in seen if edit.at < received]),
            ("during the sweep", [edit for edit in seen if received <= edit.at < swept]),
            ("at rest", later.seen()),
        ):
            print(f"a live edit {name}: {latencies(those)}")
        print(f"peak memory of the runner: {peak}", flush=True)
        verified = paper.command("verify", "--quiet", seconds=LONGEST)
        print(f"laera verify: {verified.stdout.strip()}{verified.stderr.strip()}", flush=True)
        found = faults(paper)
        print("\n".join(found[:50]) or "nothing lost, nothing stale")
    return 1 if found or verified.returncode else 0


@contextmanager
def watched(desk: Desk, uploads: int) -> Iterator[None]:
    """Print how far it has come, now and then, while the block runs."""
    stopping = threading.Event()

    def look() -> None:
        while not stopping.wait(PROGRESS_SECONDS):
            print(f"  {progress(desk, uploads)}", flush=True)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def latencies(edits: Sequence[LiveEdit]) -> str:
    """`median 0.21 s, p99 0.80 s (63 edits)`: from the upload until a reader had it."""
    if not edits:
        return "none"
    seconds = sorted(edit.seconds for edit in edits)
    high = seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))]
    return f"median {statistics.median(seconds):.2f} s, p99 {high:.2f} s ({len(seconds)} edits)"


def peak_megabytes(paper: Paper) -> str:
    """The most memory that the runner has held, where the system tells."""
    status = Path(f"/proc/{paper.process.pid}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    held = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return f"{held[0] / 1024:.0f} MB" if held else "unknown here"


if __name__ == "__main__":
    main()
