"""The template's schedules."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from laera.adapters.memory import FrozenClock
from local.aws.functions import FunctionPlan, Functions, InvocationError
from local.aws.timers import Schedules, Timer
from local.errors import TemplateError

NINE = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "every"),
    [
        ("rate(1 minute)", timedelta(minutes=1)),
        ("rate(5 minutes)", timedelta(minutes=5)),
        ("rate(12 hours)", timedelta(hours=12)),
        ("rate(1 day)", timedelta(days=1)),
    ],
)
def test_a_rate_is_understood(expression: str, every: timedelta) -> None:
    """Minutes, hours and days."""
    assert Timer.from_schedule("T", expression, "F", None).every == every


@pytest.mark.parametrize("expression", ["cron(0 12 * * ? *)", "at(2026-01-31T09:00:00)", "rate(1 fortnight)"])
def test_anything_else_is_refused(expression: str) -> None:
    """Rather than never fire."""
    with pytest.raises(TemplateError, match="T runs at"):
        Timer.from_schedule("T", expression, "F", None)


def test_a_function_receives_what_the_template_sends_or_the_usual_event() -> None:
    """EventBridge's scheduled event, with the second it was due."""
    assert Timer.from_schedule("T", "rate(1 day)", "F", '{"everything": true}').event_at(NINE) == {"everything": True}
    usual = Timer.from_schedule("T", "rate(1 day)", "F", None).event_at(NINE)
    assert (usual["detail-type"], usual["time"]) == ("Scheduled Event", "2026-01-31T09:00:00Z")


class Desk(Functions):
    """Functions that count, and fail once if asked to."""

    def __init__(self, failures: int = 0) -> None:
        plans = {"F": FunctionPlan("F", "f", "handler.handler", Path(), 5, 128, {})}
        super().__init__(plans, lambda _: None)
        self.rung = threading.Semaphore(0)
        self.events: list[Any] = []
        self._failures = failures

    def invoke(self, logical_id: str, event: Any) -> Any:  # noqa: ANN401 - any JSON
        """Counts."""
        self.events.append(event)
        self.rung.release()
        if self._failures:
            self._failures -= 1
            raise InvocationError(logical_id, "ValueError: broken")


def test_a_timer_fires_again_and_again_even_after_a_failure() -> None:
    """A failing function is complained about; its schedule goes on."""
    desk, said = Desk(failures=1), list[str]()
    schedules = Schedules((Timer("T", timedelta(milliseconds=10), "F"),), desk, FrozenClock(NINE), said.append)
    schedules.start()
    fired = [desk.rung.acquire(timeout=5) for _ in range(3)]
    schedules.stop()

    assert all(fired)
    assert said == ["ValueError: broken"]


def test_a_schedule_fires_at_the_start_and_a_rule_does_not() -> None:
    """As EventBridge Scheduler does for a rate without a start date, and EventBridge rules do not."""
    desk = Desk()
    timers = (Timer("S", timedelta(hours=1), "F", at_once=True), Timer("R", timedelta(hours=1), "F"))
    schedules = Schedules(timers, desk, FrozenClock(NINE), print)
    schedules.start()
    schedules.stop()

    assert desk.rung.acquire(blocking=False)
    assert not desk.rung.acquire(blocking=False)


def test_when_the_clock_was_moved_all_fire_with_the_time_it_shows() -> None:
    """Whatever their rates: an hour may have passed for the paper in no time at all."""
    desk, clock = Desk(), FrozenClock(NINE)
    timers = (Timer("A", timedelta(hours=1), "F"), Timer("B", timedelta(hours=1), "F"))
    schedules = Schedules(timers, desk, clock, print)

    clock.advance(timedelta(hours=2))
    schedules.fire()

    assert [event["time"] for event in desk.events] == ["2026-01-31T11:00:00Z"] * 2
