"""What old addresses cost: `python bench/redirects.py [--redirects 1000 10000 50000]`.

Stories of fifty aliases each are published by the press in memory until there are so many redirects. Then one more
story of fifty is published, and one whose slug changes: calls of the ports, CPU, and the largest record of the table.
"""

import argparse
import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]

from laera.rendering.pages import PageRenderer
from tests.integration.archive import Archive, Bill
from tests.integration.ledger import key, manuscript

ALIASES = 50


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--redirects", nargs="+", type=int, default=[1_000, 10_000, 50_000], help="how many there are")
    archive = Archive(PageRenderer.load())
    number = 0
    print("| redirects | calls, 50 more | ms CPU | calls, new slug | ms CPU | largest record, bytes |")
    print("|---:|---:|---:|---:|---:|---:|")
    for redirects in sorted(parser.parse_args().redirects):
        while number * ALIASES < redirects:
            archive.publish(key(number), story(number))
            number += 1
        archive.rest()
        more, more_cpu = timed(archive, number, story(number))
        moved, moved_cpu = timed(archive, number, story(number, slug=f"mudado-{number}"))
        number += 1
        records = (item for item in archive.room.table.items() if not item.pk.startswith("LISTING#"))
        largest = max(len(json.dumps(item.body, ensure_ascii=False)) for item in records)
        print(
            f"| {redirects:,} | {more.calls.total()} | {more_cpu:.0f} | {moved.calls.total()} | {moved_cpu:.0f} "
            f"| {largest:,} |"
        )


def story(number: int, **fields: str) -> bytes:
    """A story with fifty old addresses of its own, one of ten of its day."""
    aliases = ", ".join(f"/viejo/{number}/{old}" for old in range(ALIASES))
    day = date(2026, 1, 31) - timedelta(days=number // 10)
    matter = {"slug": f"nota-{number}", "published": f"{day}T12:{number % 10:02}Z", "aliases": f"[{aliases}]"}
    return manuscript(0, **(matter | fields))


def timed(archive: Archive, number: int, body: bytes) -> tuple[Bill, float]:
    """One publication: its bill, and milliseconds of CPU."""
    started = time.process_time()
    bill = archive.publish(key(number), body)
    return bill, (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
