"""Shows in the runner's terminal how far a sweep has come: a large paper is not looked at again in a moment."""

import threading
import time
from collections.abc import Callable

from laera.workflow.ports import Table
from laera.workflow.sweeps import latest_sweep
from local.newsdesk import Newsdesk
from local.sweep_words import progress_said, time_left

_LOOK_SECONDS = 0.5
_WORTH_SHOWING = 20
"""Messages that wait: fewer are gone before anyone has read the line."""


class SweepWatch:
    """Looks at the low-priority queue now and then, until stopped. `backlog` and `uploads` count messages and keys."""

    def __init__(
        self, desk: Newsdesk, table: Callable[[], Table], backlog: Callable[[], int], uploads: Callable[[], int]
    ) -> None:
        self._desk = desk
        self._table = table
        self._backlog = backlog
        self._uploads = uploads
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sweep watch", daemon=True)

    def start(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Shows no more."""
        self._stopping.set()
        self._thread.join(timeout=5)

    def _watch(self) -> None:
        first, uploads, started = 0, 0, 0.0
        while not self._stopping.wait(_LOOK_SECONDS):
            waiting = 0 if self._desk.is_taking_in else self._backlog()
            if waiting >= _WORTH_SHOWING and not first:
                first, uploads, started = waiting, self._uploads(), time.monotonic()
            if not first:
                continue
            if waiting == 0:
                first = 0
                self._desk.progress("")
                continue
            first = max(first, waiting)
            left = time_left(first, waiting, time.monotonic() - started)
            self._desk.progress(progress_said(latest_sweep(self._table()), waiting, waiting, uploads, left))
