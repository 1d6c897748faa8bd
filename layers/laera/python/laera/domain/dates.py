"""Dates as editors write them: ISO 8601, by the paper's own clock where no offset is given."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EARLIEST_YEAR = 1600
LATEST_YEAR = 2199

_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ ]+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<fraction>[.,]\d{1,9})?)?"
    r"[ ]*(?P<offset>[Zz]|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateReading:
    """The moment in UTC, and what was odd about the way it was written; None and the problem when it is no date."""

    moment: datetime | None
    problem: str = ""
    cure: str = ""


def read_date(text: str, clock: ZoneInfo, *, not_before: bool = False) -> DateReading:
    """The moment a text names.

    A day alone is its midnight. A time that the paper's clock skips in spring counts forward (00:30 becomes 01:30); a
    time that comes twice in autumn is the first of the two, or the second when the moment must not come early
    (`not_before`, for embargoes). Fractions of a second are dropped, upwards for embargoes.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return _no_date(text)
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        written = datetime(  # noqa: DTZ001 - the offset or the paper's clock is put on below
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return DateReading(None, "there is no such date or time", "write it as 2026-01-31 or 2026-01-31T18:30")
    if not EARLIEST_YEAR <= written.year <= LATEST_YEAR:
        return DateReading(
            None, f"the year {written.year:04} cannot be right", f"years run from {EARLIEST_YEAR} to {LATEST_YEAR}"
        )
    if not_before and fraction and fraction[1:].strip("0"):
        written += timedelta(seconds=1)
    if offset:
        return _with_offset(written, offset)
    return _by_the_clock(written, clock, not_before=not_before, is_day=hour is None)


def _with_offset(written: datetime, offset: str) -> DateReading:
    if offset in {"Z", "z"}:
        return DateReading(written.replace(tzinfo=UTC))
    hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
    if hours > 14 or minutes > 59:
        return DateReading(None, f"no clock on Earth is {offset} away from UTC", "offsets run from -12:00 to +14:00")
    ahead = timedelta(hours=hours, minutes=minutes)
    return DateReading((written + ahead if offset[0] == "-" else written - ahead).replace(tzinfo=UTC))


def _by_the_clock(written: datetime, clock: ZoneInfo, *, not_before: bool, is_day: bool) -> DateReading:
    first = written.replace(tzinfo=clock)
    second = first.replace(fold=1)
    moment = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return DateReading(moment)
    shown = moment.astimezone(clock)
    if shown.replace(tzinfo=None) != written:
        if is_day:
            return DateReading(moment)
        return DateReading(
            moment, f"the paper's clock skips this time, so it counts as {shown:%H:%M}", "add an offset such as +00:00"
        )
    if not_before:
        moment = second.astimezone(UTC)
    which = "second" if not_before else "first"
    if is_day:
        return DateReading(moment)
    return DateReading(moment, f"this time comes twice that day; the {which} was taken", "add an offset such as +00:00")


def _no_date(text: str) -> DateReading:
    cure = "write it as 2026-01-31 or 2026-01-31T18:30"
    day_first = _DAY_FIRST.match(text.strip())
    if day_first:
        day, month, year = (int(number) for number in day_first.groups())
        if month > 12:
            day, month = month, day
        with suppress(ValueError):
            cure = f"write the year first: {date(year, month, day)}"
    return DateReading(None, "this is not a date", cure)
