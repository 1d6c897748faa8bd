"""What every clock promises."""

from datetime import UTC, datetime, timedelta, timezone

from laera.adapters.clock import SystemClock
from laera.adapters.memory import FrozenClock
from laera.workflow.ports import Clock


def test_time_is_aware_utc() -> None:
    """Whatever zone the moment was given in."""
    noon_in_santiago = datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=-3)))
    clocks: list[Clock] = [SystemClock(), FrozenClock(noon_in_santiago)]

    assert [clock.now().tzinfo for clock in clocks] == [UTC, UTC]
    assert clocks[1].now() == noon_in_santiago


def test_the_system_clock_is_the_time() -> None:
    """And it goes on."""
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


def test_a_frozen_clock_goes_only_when_told() -> None:
    """By a duration, or to a moment."""
    clock = FrozenClock(datetime(2026, 1, 31, 12, tzinfo=UTC))
    still = clock.now()

    clock.advance(timedelta(minutes=5))

    assert still == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert clock.now() == datetime(2026, 1, 31, 12, 5, tzinfo=UTC)
