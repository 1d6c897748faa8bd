"""Embargoes: the moments at which the clock, and no upload, changes what readers may see.

A wake stands under the hour of its moment. A sweep of the latest hours finds every one that is due; it only says which
key to look at, and the clock decides there. A wake is dropped by the handler that has acted on it, not by the sweep.
"""

from datetime import UTC, datetime, timedelta

from laera.domain.listings import stamp
from laera.workflow.notices import RELEASE
from laera.workflow.ports import Clock, Item, Notice, Queue, Table

_FORGOTTEN_AFTER = timedelta(days=8)
HOURS_SWEPT = 3
"""Hours every sweep looks back: one is enough, the others forgive sweeps that did not run."""


def note_wakes(table: Table, key: str, earlier: tuple[datetime, ...], present: tuple[datetime, ...], rev: int) -> None:
    """Note the moments at which a key must be looked at again, in place of earlier ones."""
    for moment in earlier:
        if moment not in present:
            table.put_newer(Item(_pk(moment), _sk(moment, key), rev, {"gone": True}, moment + _FORGOTTEN_AFTER))
    for moment in present:
        table.put_newer(Item(_pk(moment), _sk(moment, key), rev, {"key": key}))


def release_due(table: Table, uploads: Queue, clock: Clock) -> list[str]:
    """Send a notice for every key whose moment has come in the hours swept; gives the keys."""
    now = clock.now()
    due: dict[str, None] = {}
    for hours in range(HOURS_SWEPT):
        after: str | None = None
        while True:
            page = table.query(
                _pk(now - timedelta(hours=hours)),
                highest=f"{stamp(now)}#\U0010ffff",
                after=after,
                newest_first=False,
            )
            due.update((str(item.body["key"]), None) for item in page.items if "gone" not in item.body)
            after = page.last
            if after is None:
                break
    if due:
        uploads.send([Notice(key, reason=RELEASE) for key in due])
    return list(due)


def _pk(moment: datetime) -> str:
    return f"EMBARGO#{moment.astimezone(UTC):%Y-%m-%dT%H}"


def _sk(moment: datetime, key: str) -> str:
    return f"{stamp(moment)}#{key}"
