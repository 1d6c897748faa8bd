"""Moving the paper's clock, and having the paper follow at once instead of at its schedules' leisure."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from laera import wiring
from laera.domain.site import SITE_KEY
from laera.domain.site_file import starter_site
from laera.workflow.current_site import site_on_record
from laera.workflow.embargoes import HOURS_SWEPT
from laera.workflow.notices import REBUILD, SITE
from laera.workflow.ports import Notice
from laera.workflow.sweeps import start_sweep
from local.aws.timers import Schedules
from local.movable_clock import MovableClock, spoken, spoken_distance
from local.newsdesk import Newsdesk

_WOKEN = timedelta(hours=HOURS_SWEPT - 1)
"""How far the clock may go ahead for the schedules alone to find everything that has become due."""

_TURNS = {
    ("scheduled", "published"): "released",
    ("published", "scheduled"): "on hold again",
    ("published", "withdrawn"): "expired",
    ("withdrawn", "published"): "back",
}
"""What it is called when a story's outcome changes with the clock alone."""


class ClockDesk:
    """Has the clock moved. `rest` waits until nothing is under way, and tells whether it came to that."""

    def __init__(self, clock: MovableClock, schedules: Schedules, newsdesk: Newsdesk, rest: Callable[[], bool]) -> None:
        self._clock = clock
        self._schedules = schedules
        self._newsdesk = newsdesk
        self._rest = rest
        self._has_gone_back = False

    def move(self, words: str) -> str:
        """Move the clock and wait for the paper to follow; tells what came of it. ClockError when told no time.

        Farther ahead than the schedules look for what is due, or back in time, everything is looked at again; and ever
        after that, since schedules turn a front once for each moment, and it may come a second time now.
        """
        before = self._newsdesk.outcomes()
        went = self._clock.move(words, _zone())
        self._schedules.fire()
        self._has_gone_back |= went < timedelta(0)
        if self._has_gone_back or went > _WOKEN:
            press = wiring.press()
            press.rebuild.send([Notice(SITE_KEY, reason=REBUILD)])
            start_sweep(press.rebuild, SITE)
        has_followed = self._rest()
        said = [f"It is now {spoken(self._clock.now(), _zone())}", *_turns(before, self._newsdesk.outcomes())]
        if not has_followed:
            said.append("the paper is still following")
        text = f"{said[0]}; {', '.join(said[1:]) or 'no story came or went'}."
        self._newsdesk.say(text)
        return text


def time_said(clock: MovableClock) -> str:
    """What the clock shows, in words, and how far from real time that is."""
    return f"It is {spoken(clock.now(), _zone())}: {spoken_distance(clock.ahead)}."


def _zone() -> ZoneInfo:
    """The paper's own time zone, as it is now."""
    return (site_on_record(wiring.press().table) or starter_site()).clock


def _turns(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """`2 stories released`, `1 expired`: what became of stories between two looks."""
    turns = Counter(turn for key, outcome in after.items() if (turn := _TURNS.get((before.get(key, ""), outcome))))
    counted = [f"{count} {turn}" for turn, count in turns.items()]
    if counted:
        first, _, rest = counted[0].partition(" ")
        counted[0] = f"{first} {'story' if first == '1' else 'stories'} {rest}"
    return counted
