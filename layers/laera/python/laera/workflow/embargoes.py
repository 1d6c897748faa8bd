"""Embargoes: the moments at which the clock, and no upload, changes what readers may see.

A wake stands under the hour of its moment. A sweep of the latest hours finds every one that is due; it only says which
key to look at, and the clock decides there. A wake of a story is dropped by the handler that has acted on it, not by
the sweep. A wake of a list is turned once for its moment, and forgotten by itself.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from laera.domain.listings import moment, stamp
from laera.errors import PreconditionLostError
from laera.workflow.notices import RELEASE
from laera.workflow.ports import Clock, Item, Notice, Queue, Table
from laera.workflow.turns import turn

_FORGOTTEN_AFTER = timedelta(days=8)
HOURS_SWEPT = 2
"""Hours every sweep looks back: one is enough, the other forgives a sweep that failed at the turn of the hour."""
_SWEPT_PK, _HOUR = "EMBARGO#swept", "HOUR"
"""The note of the hour of the last sweep: the next one looks back as far."""


def note_wakes(table: Table, key: str, earlier: tuple[datetime, ...], present: tuple[datetime, ...], rev: int) -> None:
    """Note the moments at which a key must be looked at again, in place of earlier ones."""
    for wake in earlier:
        if wake not in present:
            table.put_newer(Item(_pk(wake), _sk(wake, key), rev, {"gone": True}, wake + _FORGOTTEN_AFTER))
    for wake in present:
        table.put_newer(Item(_pk(wake), _sk(wake, key), rev, {"key": key}))


def note_turn(table: Table, pk: str, wake: datetime) -> None:
    """Note the moment at which the fronts made from a partition must be set anew. Noting it again changes nothing."""
    item = Item(_pk(wake), _sk(wake, f"turn#{pk}"), 1, {"turn": pk}, wake + _FORGOTTEN_AFTER)
    table.put_newer(item)


def release_due(table: Table, uploads: Queue, clock: Clock) -> list[str]:
    """Wake everything whose moment has come since the last sweep; gives the keys and the lists that were due.

    Keys get a notice, lists a turn.
    """
    now = clock.now()
    note = table.get(_SWEPT_PK, _HOUR)
    due: dict[str, None] = {}
    turns: dict[str, datetime] = {}
    for hour in _hours_to_sweep(note, now):
        for item in _due_in(table, hour, now):
            if "turn" in item.body:
                pk, wake = str(item.body["turn"]), moment(item.sk.split("#", 1)[0])
                turns[pk] = max(wake, turns.get(pk, wake))
            elif "gone" not in item.body:
                due[str(item.body["key"])] = None
    if due:
        uploads.send([Notice(key, reason=RELEASE) for key in due])
    turned = [pk for pk, latest in sorted(turns.items()) if turn(table, pk, latest)]
    this_hour = {"hour": stamp(_hour_of(now))}
    if note is None or note.body != this_hour:
        with suppress(PreconditionLostError):  # another sweep was faster: its note is as good
            table.put(Item(_SWEPT_PK, _HOUR, note.rev + 1 if note else 1, this_hour), note.rev if note else None)
    return [*due, *turned]


def _hours_to_sweep(note: Item | None, now: datetime) -> Iterator[datetime]:
    """The latest hours, and those in which no sweep ran, newest first."""
    first = _hour_of(now) - timedelta(hours=HOURS_SWEPT - 1)
    if note:
        first = max(min(first, moment(note.body["hour"])), now - _FORGOTTEN_AFTER)
    hour = _hour_of(now)
    while hour >= first:
        yield hour
        hour -= timedelta(hours=1)


def _due_in(table: Table, hour: datetime, now: datetime) -> Iterator[Item]:
    after: str | None = None
    while True:
        page = table.query(_pk(hour), highest=f"{stamp(now)}#\U0010ffff", after=after, newest_first=False)
        yield from page.items
        after = page.last
        if after is None:
            return


def _hour_of(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _pk(wake: datetime) -> str:
    return f"EMBARGO#{wake.astimezone(UTC):%Y-%m-%dT%H}"


def _sk(wake: datetime, key: str) -> str:
    return f"{stamp(wake)}#{key}"
