"""Moments as readers see them: in the paper's time zone and the page's language, without the machine's locale."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

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
    day = words.date.format(day=local.day, month=words.months[local.month - 1], year=local.year)
    text = day
    if local.hour or local.minute or local.second:
        text = words.date_time.format(date=day, time=f"{local.hour:02}:{local.minute:02}")
    return Moment(iso=local.isoformat(timespec="seconds"), day=day, text=text)


def zone_name(words: Words, time_zone: str) -> str:
    """Whose clock the times are: `hora de Santiago`; a zone without a city is named as it is."""
    if "/" not in time_zone or time_zone.startswith("Etc/"):
        return time_zone.removeprefix("Etc/")
    return words.zone.format(city=time_zone.rsplit("/", 1)[-1].replace("_", " "))
