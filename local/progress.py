"""`laera progress`: how far a sweep has come, in a line that renews itself until all is done."""

import argparse
import sys
import time

from rich.console import Console

from laera.workflow.sweeps import latest_sweep
from local.errors import NoPaperError, RunnerError
from local.sweep_words import progress_said, time_left
from local.verify import stores_named
from local.verifying.paper_stores import Desk, PaperStores, saying_what_fails

_LOOK_SECONDS = 1.0
_QUIET_LOOKS = 3
"""Looks in a row that must find every queue empty: SQS counts about, and fronts follow without a message."""


def run(arguments: argparse.Namespace) -> int:
    """Watch until nothing waits; 0 then, 2 when there is no paper to watch."""
    try:
        with saying_what_fails():
            stores = stores_named(arguments, at_work=True)
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
            left = time_left(first, waiting, time.monotonic() - started)
            line = progress_said(record, desk.unswept(), waiting, uploads, left)
            status.update(line)
            quiet = quiet + 1 if waiting == 0 and (record is None or record.is_over) else 0
            if is_once or quiet == _QUIET_LOOKS:
                return line
            time.sleep(_LOOK_SECONDS)
