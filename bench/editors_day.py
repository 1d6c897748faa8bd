"""How soon all is right: `python bench/editors_day.py [--rounds N]`.

Starts `laera serve` on free ports and does what an editor does in a day (tests/integration/editors_day.py): each act is
one upload, or the hour that an upload was waiting for. Of each it prints how many addresses say something else because
of it (pages, feeds, sitemaps, answers of the API, redirects) and the seconds from the upload's first byte, or from the
hour, until a reader found every one of them right: the median of all rounds, and the longest. A save in the watched
folder counts from the save.
"""

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers" / "laera" / "python")]

from tests.integration.editors_day import Act, Day, Desk, content_folder
from tests.integration.running import running, start

BUDGET = 2.0
"""Seconds in which everything that depends on an upload is to be right."""


def main() -> None:
    """Live the days, and print what each act took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how many days (5), each at a paper of its own")
    options = parser.parse_args()
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for _ in range(options.rounds):
        for act in one_day():
            acts[act.name].append(act)
    print(f"{'act':<18} {'addresses':>9} {'median s':>9} {'longest s':>9}")
    for name, found in acts.items():
        seconds = [act.seconds for act in found]
        addresses = max(len(act.dependents) for act in found)
        over = "" if statistics.median(seconds) <= BUDGET else "  over the budget"
        print(f"{name:<18} {addresses:>9} {statistics.median(seconds):>9.2f} {max(seconds):>9.2f}{over}")


def one_day() -> list[Act]:
    """A paper that is started, edited and stopped."""
    with tempfile.TemporaryDirectory() as room:
        day = Day()
        folder = content_folder(Path(room), day)
        errors = Path(room) / "errors.txt"
        with running(start(folder, errors), errors) as paper:
            paper.line_with("4 files of")
            return list(day.acts(Desk(paper, folder, day.morning())))


if __name__ == "__main__":
    main()
