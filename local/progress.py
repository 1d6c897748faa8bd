"""`laera progress`: how far a sweep has come, in a line that renews itself until all is done."""

import argparse
import sys
import time
from datetime import timedelta

from rich.console import Console

from laera.workflow.sweeps import SweepRecord, latest_sweep
from local.errors import NoPaperError, RunnerError
from local.paper_stores import Desk, PaperStores, saying_what_fails
from local.verify import stores_named

_LOOK_SECONDS = 1.0
_QUIET_LOOKS = 3
"""Looks in a row that must find every queue empty: SQS counts about, and fronts follow without a message."""


def run(arguments: argparse.Namespace) -> int:
    """Watch until nothing waits; 0 then, 2 when there is no paper to watch."""
    try:
        with saying_what_fails():
            stores = stores_named(arguments)
            print(watch(stores, desk_of(stores), Console(stderr=True), is_once=arguments.once))
    except RunnerError as error:
        sys.stderr.write(f"laera progress: {error}\n")
        return 2
    return 0


def desk_of(stores: PaperStores) -> Desk:
    """What works on a paper; NoPaperError for one that lies still."""
    if stores.desk is None:
        raise NoPaperError("only a paper at work can do that; a folder is made anew with 'laera build'")
    return stores.desk


def watch(stores: PaperStores, desk: Desk, console: Console, *, is_once: bool = False) -> str:
    """Show how far the press has come until it rests, or once; gives the last line."""
    uploads, started, first, quiet = stores.count_uploads(), time.monotonic(), desk.waiting(), 0
    with console.status("looking at the queues") as status:
        while True:
            record, waiting = latest_sweep(desk.table), desk.waiting()
            line = progress_said(record, waiting, uploads, time_left(first, waiting, time.monotonic() - started))
            status.update(line)
            quiet = quiet + 1 if waiting == 0 and (record is None or record.is_over) else 0
            if is_once or quiet == _QUIET_LOOKS:
                return line
            time.sleep(_LOOK_SECONDS)


def progress_said(record: SweepRecord | None, waiting: int, uploads: int, left: timedelta | None) -> str:
    """`1,200 of 5,000 uploads looked at (site), 40 lists; 340 messages wait; about 2 min left; begun …`."""
    if record is None:
        return f"nothing was looked at again lately; {waiting:,} messages wait"
    looked_at = min(max(0, record.sent - waiting), uploads)
    lists = f", {record.lists:,} lists" if record.lists else ""
    parts = [f"{looked_at:,} of {uploads:,} uploads looked at ({record.reason}){lists}"]
    if waiting == 0 and record.is_over:
        parts.append("done")
    else:
        parts.append(f"{waiting:,} messages wait")
    if left is not None and waiting:
        parts.append(f"about {max(1, round(left.total_seconds() / 60))} min left")
    return "; ".join([*parts, f"begun {record.begun:%Y-%m-%d %H:%M} UTC"])


def time_left(first: int, waiting: int, seconds: float) -> timedelta | None:
    """How long it takes at the pace seen so far; None while there is none to see."""
    done = first - waiting
    return timedelta(seconds=seconds * waiting / done) if done > 0 and seconds > 0 else None
