"""The template's schedules: their rates are counted in real time, their events carry the time of the paper's clock."""

import json
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from laera.workflow.ports import Clock
from local.aws.functions import Functions, InvocationError
from local.aws.template import ACCOUNT, REGION
from local.errors import TemplateError

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")


@dataclass(frozen=True, slots=True)
class Timer:
    """A schedule and the function that it wakes.

    `event` is what the schedule sends; None means the usual scheduled event. A timer `at_once` also
    fires when the clock starts, as EventBridge Scheduler does for a rate without a start date; a rule waits a period.
    """

    name: str
    every: timedelta
    function: str
    event: Any = None
    at_once: bool = False

    @classmethod
    def from_schedule(
        cls, name: str, expression: str, function: str, event: str | None, *, at_once: bool = False
    ) -> "Timer":
        """A timer for a ScheduleExpression. Raises TemplateError for one that is not a rate."""
        match = _RATE.fullmatch(expression.strip())
        if match is None:
            raise TemplateError(
                f"template.yaml: {name} runs at '{expression}'; the local runner knows rate(… minutes|hours|days)"
            )
        return cls(
            name=name,
            every=timedelta(**{f"{match[2]}s": int(match[1])}),
            function=function,
            event=None if event is None else json.loads(event),
            at_once=at_once,
        )

    def event_at(self, moment: datetime) -> Any:
        """What the function receives at `moment`."""
        if self.event is not None:
            return self.event
        return {
            "version": "0",
            "id": f"{self.name}-{int(moment.timestamp())}",
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": ACCOUNT,
            "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": REGION,
            "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{self.name}"],
            "detail": {},
        }


class Schedules:
    """Wake functions on time until stopped."""

    def __init__(
        self, timers: tuple[Timer, ...], functions: Functions, clock: Clock, complain: Callable[[str], None]
    ) -> None:
        self._timers = timers
        self._functions = functions
        self._clock = clock
        self._complain = complain
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep, args=(timer,), name=f"timer {timer.name}", daemon=True)
            for timer in timers
        ]

    def start(self) -> None:
        """Fires the timers that start at once, one after the other, then begins to count."""
        self._fire_all(timer for timer in self._timers if timer.at_once)
        for thread in self._threads:
            thread.start()

    def fire(self) -> None:
        """Fires every timer now, whatever its rate: the paper's clock was moved."""
        self._fire_all(self._timers)

    def stop(self) -> None:
        """Ends after the invocations in progress."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _keep(self, timer: Timer) -> None:
        while not self._stopping.wait(timer.every.total_seconds()):
            self._fire(timer)

    def _fire_all(self, timers: Iterable[Timer]) -> None:
        for timer in timers:
            self._fire(timer)

    def _fire(self, timer: Timer) -> None:
        try:
            self._functions.invoke(timer.function, timer.event_at(self._clock.now()))
        except InvocationError as error:
            self._complain(error.report)
