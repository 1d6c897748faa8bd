"""How soon an upload is read: `python bench/runner.py [--content FOLDER] [--uploads N]`.

Starts `laera serve` on free ports, waits until FOLDER has been taken in, uploads N stories one after the other, and
prints when each could be read: its page, its place in the listing API, its place on the home front, from the upload's
first byte.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import boto3

ROOT = Path(__file__).parents[1]
LONGEST_WAIT = 10.0
STORY = """---
headline: Bench {number}
section: international
date: 2026-02-01T10:{minute:02d}:00Z
---
Text.
"""


def main() -> None:
    """Measure, and print medians and extremes in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, help="the content folder (an empty one)")
    parser.add_argument("--uploads", type=int, default=30, help="how many stories are uploaded (30)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        content = options.content or Path(empty)
        files = sum(1 for path in content.rglob("*") if path.is_file())
        started = time.perf_counter()
        runner = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "local.command",
                "serve",
                "--content",
                content,
                "--site-port",
                "0",
                "--s3-port",
                "0",
            ],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'layers/laera/python'}:{ROOT}"},
            cwd=ROOT,
        )
        try:
            ready = said(runner, "ready ")
            print(f"ready after {time.perf_counter() - started:.1f} s")
            if files:
                print(said(runner, f"{files} files of ").strip())
            measure(dict(re.findall(r"(\w+)=(\S+)", ready)), options.uploads)
        finally:
            runner.terminate()
            runner.wait(10)


def said(runner: "subprocess.Popen[str]", beginning: str) -> str:
    """The next line of the runner that begins so."""
    assert runner.stdout is not None  # noqa: S101 - it was asked for
    for line in runner.stdout:
        if line.startswith(beginning):
            return line
    raise SystemExit("the runner ended")


def measure(places: dict[str, str], uploads: int) -> None:
    """Upload and wait, one story at a time."""
    s3 = boto3.client(
        "s3",
        endpoint_url=places["s3"],
        region_name="us-east-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",  # noqa: S106 - the runner takes any
    )
    taken: dict[str, list[float]] = {"page": [], "listing": [], "home front": []}
    for number in range(uploads):
        path = f"/internacional/bench-{number}"
        story = STORY.format(number=number, minute=number % 60)
        began = time.perf_counter()
        s3.put_object(Bucket=places["bucket"], Key=f"articles/es/bench-{number}.md", Body=story.encode())
        pages = {
            "page": path,
            "listing": "/api/articles?section=international&limit=5",
            "home front": "/",
        }
        for what, page in pages.items():
            taken[what].append(until(partial(is_named, path, places["site"] + page), began))
    for what, seconds in taken.items():
        print(
            f"{what:<11} median {statistics.median(seconds) * 1000:4.0f} ms   "
            f"shortest {min(seconds) * 1000:4.0f}   longest {max(seconds) * 1000:4.0f}"
        )


def is_named(path: str, url: str) -> bool:
    """Whether a page names a path."""
    return path in body(url)


def body(url: str) -> str:
    """What a reader gets; nothing where there is no page."""
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - the runner's own address
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""


def until(is_so: Callable[[], bool], began: float) -> float:
    """Seconds from `began` until it is so."""
    while time.perf_counter() - began < LONGEST_WAIT:
        if is_so():
            return time.perf_counter() - began
        time.sleep(0.005)
    raise SystemExit(f"not within {LONGEST_WAIT:.0f} s")


if __name__ == "__main__":
    main()
