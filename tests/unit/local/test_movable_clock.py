"""The clock that an editor moves, and the words it understands."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from laera.adapters.memory import FrozenClock
from local.errors import ClockError
from local.movable_clock import MovableClock, spoken, spoken_distance

SANTIAGO = ZoneInfo("America/Santiago")
NOON = datetime(2026, 1, 31, 15, 0, tzinfo=UTC)  # 12:00 in Santiago


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("+2h", NOON + timedelta(hours=2)),
        ("-1d", NOON - timedelta(days=1)),
        (" -1d", NOON - timedelta(days=1)),
        ("+1d12h", NOON + timedelta(hours=36)),
        ("+1w30m5s", NOON + timedelta(days=7, minutes=30, seconds=5)),
        ("2026-02-01T09:00", datetime(2026, 2, 1, 12, 0, tzinfo=UTC)),
        ("2026-02-01 09:00", datetime(2026, 2, 1, 12, 0, tzinfo=UTC)),
        ("2026-02-01", datetime(2026, 2, 1, 3, 0, tzinfo=UTC)),
        ("2026-02-01T09:00-05:00", datetime(2026, 2, 1, 14, 0, tzinfo=UTC)),
        ("2026-02-01T09:00Z", datetime(2026, 2, 1, 9, 0, tzinfo=UTC)),
        ("now", NOON),
    ],
)
def test_a_clock_goes_where_it_is_told(words: str, shown: datetime) -> None:
    """By a distance, or to a moment that is read by the paper's time zone unless it has an offset."""
    clock = MovableClock(FrozenClock(NOON))

    went = clock.move(words, SANTIAGO)

    assert clock.now() == shown
    assert went == clock.ahead == shown - NOON


def test_distances_add_up_and_now_takes_them_all_back() -> None:
    """`+2h` counts from what the clock shows."""
    real = FrozenClock(NOON)
    clock = MovableClock(real)
    clock.move("+2h", SANTIAGO)
    clock.move("+2h", SANTIAGO)
    real.advance(timedelta(minutes=1))

    assert clock.now() == NOON + timedelta(hours=4, minutes=1)
    assert clock.move("now", SANTIAGO) == timedelta(hours=-4)
    assert clock.now() == NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("+2", "'+2' is no distance in time; write +2h"),
        ("+2y", "is no distance in time"),
        ("2h", "'2h': this is not a date; write +2h"),
        ("tomorrow", "'tomorrow': this is not a date; write +2h, -1d, +1d12h, 2026-02-01T09:00 or now"),
        ("2026-02-30", "there is no such date or time"),
        ("", "'': this is not a date"),
        ("+999999w", "'+999999w' is too far away: the clock goes from 1971 to 2198"),
        ("-60000d", "too far away"),
        ("1969-07-20", "too far away"),
    ],
)
def test_what_names_no_time_moves_nothing(words: str, said: str) -> None:
    """And is told how a time is written."""
    clock = MovableClock(FrozenClock(NOON))

    with pytest.raises(ClockError) as refused:
        clock.move(words, SANTIAGO)

    assert said in str(refused.value)
    assert clock.now() == NOON


def test_time_is_said_as_people_say_it() -> None:
    """With the weekday, by the paper's time zone."""
    assert spoken(NOON, SANTIAGO) == "Saturday 31 January 2026 12:00 in Santiago"
    assert spoken(NOON, ZoneInfo("America/Argentina/Buenos_Aires")).endswith("in Buenos Aires")
    assert spoken_distance(timedelta(days=1, hours=2, minutes=5)) == "1 d 2 h 5 min ahead of real time"
    assert spoken_distance(timedelta(hours=-24)) == "1 d behind real time"
    assert spoken_distance(timedelta(seconds=3)) == "real time"
