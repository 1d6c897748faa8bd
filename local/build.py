"""`laera build`: a folder in, a whole site out, through the same desks as in the cloud."""

import argparse
import os
import resource
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from laera.adapters.clock import SystemClock
from laera.adapters.folder_content import FolderContent
from laera.adapters.folder_site import FolderSite
from laera.adapters.memory import FrozenClock, MemoryReceipts
from laera.domain.receipts import Outcome, Receipt
from laera.rendering.environment import TemplateHome
from laera.rendering.words import read_all_words
from laera.workflow.ports import Observed, PublicObject
from local.pressroom import Pressroom, photographs_last

_OWN = ".laera"


class _BuildSite(FolderSite):
    """A site folder that remembers what this build has put there or found already right."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._folder = root
        self.seen: set[str] = set()

    def observe(self, key: str) -> Observed | None:
        observed = super().observe(key)
        if observed:
            self.seen.add(key)
        return observed

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        self.seen.add(key)
        return super().put(key, page, expected)

    def sweep(self) -> int:
        """Remove the files of earlier builds that nothing in the content folder stands for any more."""
        left = [key for key in self.keys() if key not in self.seen]
        for key in left:
            (self._folder / key).unlink()
            for parent in (self._folder / key).parents:
                if parent == self._folder or any(parent.iterdir()):
                    break
                parent.rmdir()
        return len(left)


def run(arguments: argparse.Namespace) -> int:
    """Build the site; 0 when every upload is in order, 1 when some were rejected, 2 when it cannot be built."""
    console = Console(stderr=True, quiet=arguments.quiet)
    problem = ""
    moment = None
    if arguments.at:
        try:
            moment = _moment(arguments.at)
        except ValueError:
            problem = f"--at {arguments.at}: write a time such as 2026-01-31T09:00:00-03:00"
    problem = problem or _cannot_build(arguments.content, arguments.out)
    if problem:
        print(f"laera build: {problem}", file=sys.stderr)
        return 2
    read_all_words(TemplateHome.find())
    started = time.perf_counter()
    outcomes: Counter[Outcome] = Counter()
    with _BuildSite(arguments.out) as site:
        room = Pressroom(
            content=FolderContent(arguments.content),
            site=site,
            receipts=MemoryReceipts(),
            clock=FrozenClock(moment) if moment else SystemClock(),
        )
        last: dict[str, Receipt] = {}
        fronts = _publish(room, console, last)
        outcomes.update(receipt.outcome for receipt in last.values())
        removed = site.sweep()
        pages = sum(1 for key in site.seen if key.endswith(".html"))
    for key in sorted(last):
        _print_complaints(last[key])
    _print_summary(console, outcomes, time.perf_counter() - started, pages, fronts, removed)
    return 1 if outcomes[Outcome.REJECTED] else 0


def _publish(room: Pressroom, console: Console, last: dict[str, Receipt]) -> int:
    """Hand every file of the folder to the press; gives how many fronts were written."""
    keys = [version.key for version in room.press.content.keys()]  # noqa: SIM118 - a bucket, not a dict
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("publishing", total=len(keys))

        def heard(receipt: Receipt) -> None:
            last[receipt.key] = receipt

        return len(set(room.take_in(progress.track(photographs_last(keys), task_id=task), heard)))


def _cannot_build(content: Path, out: Path) -> str:
    if not content.is_dir():
        return f"{content} is not a folder; name the folder that holds site.yaml, articles and media"
    if out.exists() and not out.is_dir():
        return f"{out} is a file; name a folder for the site"
    if out.is_dir() and any(out.iterdir()) and not (out / _OWN).is_dir():
        return f"{out} has files that no build put there; name an empty folder, or one that was built before"
    if out.resolve().is_relative_to(content.resolve()) or content.resolve().is_relative_to(out.resolve()):
        return f"{out} and {content} lie inside each other; name a folder beside the content"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"{out} cannot be made: {error.strerror}; name a folder where you may write"
    return "" if os.access(out, os.W_OK | os.X_OK) else f"you may not write in {out}; name another folder"


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _print_complaints(receipt: Receipt) -> None:
    for complaint in receipt.complaints:
        place = f"{receipt.key}:{complaint.line}" if complaint.line else receipt.key
        kind = "warning" if complaint.is_warning else "error"
        field = f"{complaint.field}: " if complaint.field else ""
        print(f"{place}: {kind}: {field}{complaint.problem}{f'; {complaint.cure}' if complaint.cure else ''}")


def _print_summary(
    console: Console, outcomes: Counter[Outcome], seconds: float, pages: int, fronts: int, removed: int
) -> None:
    uploads = outcomes.total()
    said = ", ".join(f"{count} {outcome.value}" for outcome, count in sorted(outcomes.items()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    cpu = sum(os.times()[:2])
    console.print(f"{uploads} uploads: {said or 'none'}")
    console.print(
        f"{pages} pages; {fronts} fronts written" + (f"; {removed} files of before removed" if removed else "")
    )
    console.print(
        f"{seconds:.1f} s ({uploads / max(seconds, 0.001):.0f} uploads/s), {cpu:.1f} s CPU, peak {peak:.0f} MB"
    )
