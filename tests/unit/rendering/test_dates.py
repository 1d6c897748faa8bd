"""Dates: in the paper's time zone and the page's language, on any machine."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from laera.domain.dates import read_date
from laera.rendering.dates import moment_in, whole_day, zone_name
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.words import read_words

HOME = TemplateHome(SOURCE)
SANTIAGO = ZoneInfo("America/Santiago")


@pytest.mark.parametrize(
    ("language", "day", "text"),
    [
        ("es", "30 de enero de 2026", "30 de enero de 2026, 21:45"),
        ("en", "30 January 2026", "30 January 2026, 21:45"),
    ],
)
def test_a_moment_is_said_in_the_language_and_on_the_clock_of_the_paper(language: str, day: str, text: str) -> None:
    """Half past midnight in Greenwich is the evening before in Santiago."""
    moment = moment_in(read_words(HOME, language), SANTIAGO, datetime(2026, 1, 31, 0, 45, tzinfo=UTC))

    assert (moment.day, moment.text, moment.iso) == (day, text, "2026-01-30T21:45:00-03:00")


def test_winter_time_has_its_own_offset() -> None:
    """Chile's winter is four hours behind."""
    moment = moment_in(read_words(HOME, "es"), SANTIAGO, datetime(2026, 7, 1, 12, 5, 9, tzinfo=UTC))

    assert (moment.text, moment.iso) == ("1 de julio de 2026, 8:05", "2026-07-01T08:05:09-04:00")


def test_a_date_without_a_time_is_said_without_a_time() -> None:
    """`published: 2026-01-26` is midnight in Santiago, which nobody wrote: readers see the day."""
    moment = moment_in(read_words(HOME, "es"), SANTIAGO, datetime(2026, 1, 26, 3, tzinfo=UTC))

    assert (moment.text, moment.iso) == ("26 de enero de 2026", "2026-01-26T00:00:00-03:00")


@pytest.mark.parametrize(
    ("language", "text"), [("es", "Domingo, 6 de septiembre de 2026"), ("en", "Sunday, 6 September 2026")]
)
def test_a_whole_day_is_said_with_its_weekday(language: str, text: str) -> None:
    """Even the one that begins an hour late in Santiago, where clocks go forward at midnight."""
    day = whole_day(read_words(HOME, language), date(2026, 9, 6))

    assert (day.text, day.iso) == (text, "2026-09-06")


def test_the_hour_can_stand_alone() -> None:
    """Where the day is said already."""
    words = read_words(HOME, "es")

    assert moment_in(words, SANTIAGO, datetime(2026, 7, 1, 12, 5, 9, tzinfo=UTC)).hour == "8:05"
    assert moment_in(words, SANTIAGO, datetime(2026, 7, 1, 4, tzinfo=UTC)).hour == ""


def test_a_day_that_begins_an_hour_late_has_no_hour_either() -> None:
    """`published: 2026-09-06` is 1:00 in Santiago, where clocks go forward at midnight; a minute later is an hour."""
    words, reading = read_words(HOME, "es"), read_date("2026-09-06", SANTIAGO)
    assert reading.moment

    assert moment_in(words, SANTIAGO, reading.moment).text == "6 de septiembre de 2026"
    assert moment_in(words, SANTIAGO, reading.moment + timedelta(minutes=1)).hour == "1:01"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Santiago", "hora de Santiago de Chile"),
        ("America/Mexico_City", "hora de Ciudad de México"),
        ("Europe/London", "hora de Londres"),
        ("America/Argentina/Buenos_Aires", "hora de Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/GMT+4", "GMT+4"),
    ],
)
def test_readers_are_told_whose_clock_it_is(zone: str, name: str) -> None:
    """The city of the time zone in their language, or the zone's own name when it has none."""
    assert zone_name(read_words(HOME, "es"), zone) == name
