"""Moments as readers see them: in the paper's time zone and the page's language, without the machine's locale."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from laera.rendering.locale_facts import LocaleFacts
from laera.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment, or a whole day. `iso` is for machines, all else for people; `text` says it all.

    `hour` is empty where nobody wrote one.
    """

    iso: str
    day: str
    hour: str
    text: str


def moment_in(words: Words, clock: ZoneInfo, moment: datetime) -> Moment:
    """`30 de enero de 2026, 21:45` for es and America/Santiago. A day's beginning is a date without a time."""
    local = moment.astimezone(clock)
    facts = words.locale
    day = _date(facts, facts.date, local)
    hour = "" if moment == _beginning(local.date(), clock) else _time(facts, local)
    text = facts.date_time.format(hour, day) if hour else day
    return Moment(iso=local.isoformat(timespec="seconds"), day=day, hour=hour, text=text)


def _beginning(day: date, clock: ZoneInfo) -> datetime:
    """The day's first moment: midnight, or later where clocks go forward at midnight."""
    return datetime.combine(day, time(), clock).astimezone(UTC)


def time_in(words: Words, clock: ZoneInfo, moment: datetime) -> str:
    """`21:45`; of midnight too, `0:00`, where the moment is known to be one and no whole day."""
    return _time(words.locale, moment.astimezone(clock))


def whole_day(words: Words, day: date) -> Moment:
    """`Viernes, 30 de enero de 2026`, as a heading, whatever the clock; its `iso` is the date alone."""
    facts = words.locale
    text = _date(facts, facts.full_date, day)
    return Moment(iso=day.isoformat(), day=_date(facts, facts.date, day), hour="", text=text[:1].upper() + text[1:])


def _date(facts: LocaleFacts, pattern: str, day: date) -> str:
    return pattern % {
        "EEEE": facts.weekdays[day.weekday()],
        "d": day.day,
        "dd": f"{day.day:02}",
        "M": day.month,
        "MM": f"{day.month:02}",
        "MMMM": facts.months[day.month - 1],
        "y": day.year,
    }


def _time(facts: LocaleFacts, local: datetime) -> str:
    hour_of_twelve = local.hour % 12 or 12
    return facts.time % {
        "H": local.hour,
        "HH": f"{local.hour:02}",
        "h": hour_of_twelve,
        "hh": f"{hour_of_twelve:02}",
        "m": local.minute,
        "mm": f"{local.minute:02}",
        "a": facts.halves[local.hour >= 12],
    }


def zone_name(words: Words, time_zone: str) -> str:
    """Whose clock the times are: `hora de Londres`; a zone without a city is named as it is."""
    if "/" not in time_zone or time_zone.startswith("Etc/"):
        return time_zone.removeprefix("Etc/")
    return words.zone.format(city=words.locale.cities.get(time_zone) or city_of(time_zone))


def city_of(time_zone: str) -> str:
    """The city that a zone is named after, in English: `Buenos Aires`."""
    return time_zone.rsplit("/", 1)[-1].replace("_", " ")
