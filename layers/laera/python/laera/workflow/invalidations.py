"""Invalidations: how many the CDN was asked for this month, kept within what the paper is willing to have.

The month is UTC's, as on Amazon's bill. The count is written after the CDN was asked, with the ids of what it was asked
for: told again of one of them within the same days, the press neither asks nor counts again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from laera.domain.announcements import Announcement
from laera.domain.receipts import Invalidation
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.ports import Item, Table

_COUNT = "COUNT"
_ATTEMPTS = 8
_IDS_KEPT = 500
"""The newest ids that are remembered: a message comes again within minutes or not at all."""
_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Month:
    """What was asked for so far; `done` are the ids of the latest."""

    used: int = 0
    done: tuple[str, ...] = ()


def month_of(table: Table, now: datetime) -> Month:
    """The month as it stands."""
    item = table.get(_pk(now), _COUNT)
    return Month(item.body["used"], tuple(item.body["done"])) if item else Month()


def count_invalidations(table: Table, now: datetime, ids: Sequence[str], count: int) -> None:
    """Note that so many were asked for, because of these ids."""
    for _ in range(_ATTEMPTS):
        item = table.get(_pk(now), _COUNT)
        used, done = (item.body["used"], item.body["done"]) if item else (0, ())
        body = {"used": used + count, "done": [*done, *ids][-_IDS_KEPT:]}
        note = Item(_pk(now), _COUNT, item.rev + 1 if item else 1, body, expires=now + _KEPT)
        try:
            table.put(note, item.rev if item else None)
        except PreconditionLostError:
            continue
        return
    raise ContestedError("others keep counting invalidations")


def invalidation_of(
    table: Table, announcements: Iterable[Announcement], budget: int, now: datetime
) -> Invalidation | None:
    """What these will cost at the CDN, for a receipt; None when nothing needs to be forgotten."""
    costly = [announcement for announcement in announcements if announcement.tags]
    if not costly:
        return None
    tags = dict.fromkeys(tag for announcement in costly for tag in announcement.tags)
    is_urgent = any(announcement.is_urgent for announcement in costly)
    return Invalidation(tuple(tags), month_of(table, now).used, budget, is_urgent)


def _pk(now: datetime) -> str:
    return f"INVALIDATIONS#{now:%Y-%m}"
