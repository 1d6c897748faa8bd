"""Moments as readers see them: in the paper's time zone and the page's language, without the machine's locale."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from laera.rendering.locale_facts import LocaleFacts
from laera.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment. `iso`, with its offset, is for machines; `day` and `text` are for people."""

    iso: str
    day: str
    text: str


def moment_in(words: Words, clock: ZoneInfo, moment: datetime) -> Moment:
    """`30 de enero de 2026, 21:45` for es and America/Santiago. Midnight is a date without a time: the day says all."""
    local = moment.astimezone(clock)
    facts = words.locale
    day = facts.date % {
        "d": local.day,
        "dd": f"{local.day:02}",
        "M": local.month,
        "MM": f"{local.month:02}",
        "MMMM": facts.months[local.month - 1],
        "y": local.year,
    }
    text = day
    if local.hour or local.minute or local.second:
        text = facts.date_time.format(_time(facts, local), day)
    return Moment(iso=local.isoformat(timespec="seconds"), day=day, text=text)


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
    """Whose clock the times are: `hora de Santiago`; a zone without a city is named as it is."""
    if "/" not in time_zone or time_zone.startswith("Etc/"):
        return time_zone.removeprefix("Etc/")
    return words.zone.format(city=time_zone.rsplit("/", 1)[-1].replace("_", " "))
