"""Embargoes: the moments at which the clock, and no upload, changes what readers may see.

A wake stands under the hour of its moment. A sweep of the latest hours finds every one that is due; it only says which
key to look at, and the clock decides there. A wake of a story is dropped by the handler that has acted on it, not by
the sweep. A wake of a list is turned once for its moment, and forgotten by itself.
"""

from datetime import UTC, datetime, timedelta

from laera.domain.listings import moment, stamp
from laera.workflow.notices import RELEASE
from laera.workflow.ports import Clock, Item, Notice, Queue, Table
from laera.workflow.turns import turn

_FORGOTTEN_AFTER = timedelta(days=8)
HOURS_SWEPT = 3
"""Hours every sweep looks back: one is enough, the others forgive sweeps that did not run."""


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
    """Wake everything whose moment has come in the hours swept; gives the keys and the lists that were due.

    Keys get a notice, lists a turn.
    """
    now = clock.now()
    due: dict[str, None] = {}
    turns: dict[str, datetime] = {}
    for hours in range(HOURS_SWEPT):
        after: str | None = None
        while True:
            page = table.query(
                _pk(now - timedelta(hours=hours)),
                highest=f"{stamp(now)}#\U0010ffff",
                after=after,
                newest_first=False,
            )
            for item in page.items:
                if "turn" in item.body:
                    pk, wake = str(item.body["turn"]), moment(item.sk.split("#", 1)[0])
                    turns[pk] = max(wake, turns.get(pk, wake))
                elif "gone" not in item.body:
                    due[str(item.body["key"])] = None
            after = page.last
            if after is None:
                break
    if due:
        uploads.send([Notice(key, reason=RELEASE) for key in due])
    turned = [pk for pk, latest in sorted(turns.items()) if turn(table, pk, latest)]
    return [*due, *turned]


def _pk(wake: datetime) -> str:
    return f"EMBARGO#{wake.astimezone(UTC):%Y-%m-%dT%H}"


def _sk(wake: datetime, key: str) -> str:
    return f"{stamp(wake)}#{key}"
