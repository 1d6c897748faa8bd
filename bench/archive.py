"""One edit in a paper of any size: `python bench/archive.py [--articles 100 10000 100000 1000000] [--rounds 9]`.

The lists of a press in memory are filled with so many stories; then stories are published, edited, corrected, moved and
deleted, and the fronts follow. For each kind: calls of the ports, objects written, bytes read from lists, and CPU. A
round before the first is not counted: it sets the fronts of days and tags that are new. The index of sitemaps names
every day, so the first story of a day reads and writes more the longer the paper has been there, once a day.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]

from laera.rendering.pages import PageRenderer
from tests.integration.archive import Archive, Bill, kinds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", nargs="+", type=int, default=[100, 10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=9, help="publications of each kind at each size (9)")
    options = parser.parse_args()
    archive = Archive(PageRenderer.load())
    print("| articles | publication | calls | objects written | bytes of lists read | ms CPU, median (least) |")
    print("|---:|---|---:|---:|---:|---:|")
    number = 0
    for articles in sorted(options.articles):
        archive.grow(articles)
        archive.rest()
        _, *rounds = [measured(archive, number + turn) for turn in range(options.rounds + 1)]
        number += options.rounds + 1
        for name in rounds[0]:
            bills = [one[name][0] for one in rounds]
            cpu = [one[name][1] for one in rounds]
            calls = sorted({bill.calls.total() for bill in bills})
            print(
                f"| {articles:,} | {name} | {', '.join(map(str, calls))} | {len(bills[0].written)} "
                f"| {statistics.median(bill.bytes_read for bill in bills):,.0f} "
                f"| {statistics.median(cpu):.1f} ({min(cpu):.1f}) |"
            )


def measured(archive: Archive, number: int) -> dict[str, tuple[Bill, float]]:
    """The bill and the milliseconds of CPU of each kind of publication."""
    found = {}
    archive.forget_tombstones()
    for name, kind in kinds(number):
        started = time.process_time()
        bill = kind(archive)
        found[name] = bill, (time.process_time() - started) * 1000
    return found


if __name__ == "__main__":
    main()
