"""How a language writes dates, as the CLDR has it: the collection that operating systems and browsers use.

Babel carries the CLDR in thirty megabytes, of which a paper needs a few lines. So `catalogues.py` takes them from Babel
where it compiles a catalogue, and they are plain values from there on: a layer has them as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

DATE_FIELDS = frozenset({"d", "dd", "M", "MM", "MMMM", "y"})
TIME_FIELDS = frozenset({"H", "HH", "h", "hh", "m", "mm", "a"})
"""What `dates.py` can fill in; the names are CLDR's."""


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """The facts of one language, or of its use in one country."""

    language: str
    """Without the country: `es`."""
    months: tuple[str, ...]
    """Twelve names, as they stand within a date."""
    date: str
    """`%(d)s de %(MMMM)s de %(y)s`: any of DATE_FIELDS."""
    time: str
    """`%(H)s:%(mm)s`: any of TIME_FIELDS."""
    date_time: str
    """`{1}, {0}`: the time is 0, the date is 1."""
    halves: tuple[str, str]
    """Of the day, where the clock has twelve hours: `am`, `pm`."""

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return {
            "language": self.language,
            "months": list(self.months),
            "date": self.date,
            "time": self.time,
            "date_time": self.date_time,
            "halves": list(self.halves),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        am, pm = record["halves"]
        return cls(**{**record, "months": tuple(record["months"]), "halves": (am, pm)})
