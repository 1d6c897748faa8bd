"""Dates as editors write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.dates import DateReading, read_date

SANTIAGO = ZoneInfo("America/Santiago")


def at(*numbers: int) -> datetime:
    """A moment in UTC."""
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year, month and day are always among them


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31T18:30:00Z", at(2026, 1, 31, 18, 30)),
        ("2026-01-31t18:30:00z", at(2026, 1, 31, 18, 30)),
        ("2026-01-31T18:30:00.999Z", at(2026, 1, 31, 18, 30)),
        ("2026-01-31T18:30:00,5-03:00", at(2026, 1, 31, 21, 30)),
        ("2026-01-31 18:30:00 -0300", at(2026, 1, 31, 21, 30)),
        ("2026-01-31 18:30+05:30", at(2026, 1, 31, 13)),
        ("2026-01-31T18:30+01", at(2026, 1, 31, 17, 30)),
        ("2026-01-31T18:30", at(2026, 1, 31, 21, 30)),
        ("2026-01-31 18:30:15", at(2026, 1, 31, 21, 30, 15)),
        ("2026-01-31", at(2026, 1, 31, 3)),
        ("2026-07-01", at(2026, 7, 1, 4)),
        ("2026-1-5 7:05", at(2026, 1, 5, 10, 5)),
        ("  2026-01-31  ", at(2026, 1, 31, 3)),
        ("1827-09-12", at(1827, 9, 12, 4, 42, 45)),
    ],
)
def test_a_date_is_a_moment(text: str, moment: datetime) -> None:
    """With an offset it is that; without one the paper's clock counts; a day is its midnight there."""
    assert read_date(text, SANTIAGO) == DateReading(moment)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("31/01/2026", "write the year first: 2026-01-31"),
        ("1.2.2026", "write the year first: 2026-02-01"),
        ("12-31-2026", "write the year first: 2026-12-31"),
        ("yesterday", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("99/99/2026", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("2026-02-30", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("2026-01-31T25:00", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("2026-01-31T10:60", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("0026-01-31", "years run from 1600 to 2199"),
        ("9999-12-31", "years run from 1600 to 2199"),
        ("2026-01-31T10:00+24:00", "offsets run from -12:00 to +14:00"),
        ("2026-01-31T10:00+05:75", "offsets run from -12:00 to +14:00"),
        ("٢٠٢٦-٠١-٣١", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("31-02-2026", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("", "write it as 2026-01-31 or 2026-01-31T18:30"),
        ("1" * 100_000, "write it as 2026-01-31 or 2026-01-31T18:30"),
    ],
)
def test_what_is_no_date_has_a_cure(text: str, cure: str) -> None:
    """Impossible days, hours and offsets are refused, and the right form is shown."""
    read = read_date(text, SANTIAGO)

    assert read.moment is None
    assert read.cure == cure


def test_an_hour_the_clock_skips_counts_forward() -> None:
    """On 6 September 2026 Santiago's clocks go from midnight to one: 00:30 is 01:30, and is said."""
    read = read_date("2026-09-06 00:30", SANTIAGO)

    assert read.moment == at(2026, 9, 6, 4, 30)
    assert "01:30" in read.problem


def test_a_day_whose_midnight_is_skipped_begins_at_one() -> None:
    """A date alone is never complained about for the clock's sake."""
    assert read_date("2026-09-06", SANTIAGO) == DateReading(at(2026, 9, 6, 4))


def test_an_hour_that_comes_twice_is_the_first() -> None:
    """On 4 April 2026 Santiago has 23:30 twice; the first counts, and is said."""
    read = read_date("2026-04-04 23:30", SANTIAGO)

    assert read.moment == at(2026, 4, 5, 2, 30)
    assert "first" in read.problem


def test_an_embargo_never_comes_early() -> None:
    """Of two such hours an embargo means the second; of a second's fraction, the end."""
    assert read_date("2026-04-04 23:30", SANTIAGO, not_before=True).moment == at(2026, 4, 5, 3, 30)
    assert read_date("2026-01-31T10:00:00.001Z", SANTIAGO, not_before=True).moment == at(2026, 1, 31, 10, 0, 1)
    assert read_date("2026-01-31T10:00:00.000Z", SANTIAGO, not_before=True).moment == at(2026, 1, 31, 10)


@settings(deadline=None)
@given(st.integers(0, 130_000_000), st.sampled_from(["America/Santiago", "Asia/Kathmandu"]))
def test_a_moment_with_its_offset_is_read_back(minutes: int, zone: str) -> None:
    """Whatever the offset of the day, text with it comes back as the same minute, wherever it is read."""
    moment = at(1950, 1, 2) + timedelta(minutes=minutes)
    written = moment.astimezone(ZoneInfo(zone)).isoformat()

    assert written[-6:] != "+00:00"
    assert read_date(written, SANTIAGO) == DateReading(moment)
    assert read_date(written[:-9] + written[-6:].replace(":", ""), SANTIAGO) == DateReading(moment)


@settings(deadline=None)
@given(st.text(alphabet="0123456789-+:.,TZ /", max_size=40))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    """There is a moment, or a problem with its cure."""
    read = read_date(text, SANTIAGO)

    assert read.moment is not None or (read.problem and read.cure)
