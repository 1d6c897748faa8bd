"""How a language writes dates, numbers and lists, as the CLDR has it, by which operating systems and browsers go.

Babel carries the CLDR in thirty megabytes, of which a paper needs a few lines. So `catalogues.py` takes them from Babel
where it compiles a catalogue, and they are plain values from there on: a layer has them as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

DATE_FIELDS = frozenset({"EEEE", "d", "dd", "M", "MM", "MMMM", "y"})
TIME_FIELDS = frozenset({"H", "HH", "h", "hh", "m", "mm", "a"})
"""What `dates.py` can fill in; the names are CLDR's."""


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """The facts of one language, or of its use in one country."""

    tag: str
    """As browsers know it: `es`, `en-GB`."""
    months: tuple[str, ...]
    """Twelve names, as they stand within a date."""
    weekdays: tuple[str, ...]
    """Seven names, Monday first, as they stand within a date."""
    date: str
    """`%(d)s de %(MMMM)s de %(y)s`: any of DATE_FIELDS."""
    full_date: str
    """The same with the weekday: `%(EEEE)s, %(d)s de %(MMMM)s de %(y)s`."""
    time: str
    """`%(H)s:%(mm)s`: any of TIME_FIELDS."""
    date_time: str
    """`{1}, {0}`: the time is 0, the date is 1."""
    halves: tuple[str, str]
    """Of the day, where the clock has twelve hours: `am`, `pm`."""
    group: str
    """What stands between groups of digits: `.`."""
    grouping: tuple[int, int]
    """Digits of the last group, and of each before it: 3 and 3."""
    comma: str
    """What stands between names in a row: `, `."""
    end: str
    """What stands before the last of three and more: ` y `."""
    pair: str
    """What stands between two: ` y `."""
    direction: str = "ltr"
    """The way it is written: `ltr` or `rtl`."""
    cities: Mapping[str, str] = field(default_factory=dict)
    """What it calls the city of a time zone, where it has a name of its own: `Londres` for Europe/London."""

    @property
    def language(self) -> str:
        """Without the country: `es`."""
        return self.tag.partition("-")[0]

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return {
            "tag": self.tag,
            "months": list(self.months),
            "weekdays": list(self.weekdays),
            "date": self.date,
            "full_date": self.full_date,
            "time": self.time,
            "date_time": self.date_time,
            "halves": list(self.halves),
            "group": self.group,
            "grouping": list(self.grouping),
            "comma": self.comma,
            "end": self.end,
            "pair": self.pair,
            "direction": self.direction,
            "cities": dict(self.cities),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        lists = {name: tuple(record[name]) for name in ("months", "weekdays", "halves", "grouping")}
        return cls(**{**record, **lists, "cities": dict(record.get("cities", {}))})
