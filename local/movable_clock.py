"""A clock that an editor can move, to see tomorrow's front today, and the words in which it is told where to go."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from laera.adapters.clock import SystemClock
from laera.domain.dates import read_date
from laera.workflow.ports import Clock
from local.errors import ClockError

REAL_TIME = "now"
_DISTANCE = re.compile(r"(?P<sign>[+-])(?P<parts>(?:\d{1,6}[wdhms])+)", re.ASCII)
_PART = re.compile(r"(\d+)([wdhms])", re.ASCII)
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_EARLIEST, _LATEST = datetime(1971, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)
_CURE = "write +2h, -1d, +1d12h, 2026-02-01T09:00 or now"


class MovableClock:
    """Real time and a distance from it. It goes on wherever it is moved to."""

    def __init__(self, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        self._ahead = timedelta()

    @property
    def ahead(self) -> timedelta:
        """How far it is ahead of real time; negative when it is behind."""
        return self._ahead

    def now(self) -> datetime:
        """Aware UTC."""
        return self._real.now() + self._ahead

    def move(self, words: str, zone: ZoneInfo) -> timedelta:
        """Move as told; gives how far it went. Raises ClockError when the words name no time.

        `+2h` and `-1d` count from what the clock shows; a moment without an offset is read by the time zone `zone`;
        `now` is real time again.
        """
        shown = self.now()
        if words.strip() == REAL_TIME:
            self._ahead = timedelta()
        else:
            self._ahead += read_moment(words, shown, zone) - shown
        return self.now() - shown


def read_moment(words: str, shown: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant by someone who is shown the moment `shown`; ClockError when none is."""
    words = words.strip()
    if words.startswith(("+", "-")):
        distance = _DISTANCE.fullmatch(words)
        if distance is None:
            raise ClockError(f"'{words}' is no distance in time; {_CURE}")
        far = sum(
            (timedelta(**{_UNITS[unit]: int(number)}) for number, unit in _PART.findall(distance["parts"])), timedelta()
        )
        try:
            moment = shown + far if distance["sign"] == "+" else shown - far
        except OverflowError:
            moment = datetime.max.replace(tzinfo=UTC)
    else:
        reading = read_date(words, zone)
        if reading.moment is None:
            raise ClockError(f"'{words}': {reading.problem}; {_CURE}")
        moment = reading.moment
    if not _EARLIEST <= moment < _LATEST:
        raise ClockError(f"'{words}' is too far away: the clock goes from {_EARLIEST.year} to {_LATEST.year - 1}")
    return moment


def spoken(moment: datetime, zone: ZoneInfo) -> str:
    """`Sunday 1 February 2026 09:00 in Santiago`."""
    there = moment.astimezone(zone)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return f"{there:%A} {there.day} {there:%B %Y %H:%M} in {place}"


def spoken_distance(far: timedelta) -> str:
    """`2 h ahead of real time`, `1 d 3 h behind real time`, `real time`: to the minute."""
    minutes = round(abs(far).total_seconds() / 60)
    if minutes == 0:
        return "real time"
    days, rest = divmod(minutes, 24 * 60)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (rest // 60, "h"), (rest % 60, "min")) if number]
    return f"{' '.join(parts)} {'ahead of' if far > timedelta() else 'behind'} real time"
