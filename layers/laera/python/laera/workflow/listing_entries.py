"""Listing entries: a story's card in each list it stands in.

Entries carry the revision of the article's record that placed or removed them, and only a newer revision replaces them.
A removed card is a tombstone, so that a slow writer cannot put it back; it is forgotten after some days.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from laera.domain.listings import Place
from laera.workflow.ports import Item, Table

Entries = tuple[Mapping[str, Any], ...]
"""The bodies of a list's entries."""

TOMBSTONES_KEPT = timedelta(days=8)
"""Longer than a message can live: four days in its queue and then some."""
_SPARE = 20
"""Entries read beyond those wanted: so many stories may have been taken out before a list is read twice."""
_READS = 40
"""Reads for one list at the most: a front then has what was found."""
_READ_ON = 500
"""Entries of a further read: it is only needed where many stories were taken out, and tombstones are small."""


def place_entries(table: Table, entries: Mapping[Place, Mapping[str, Any]], rev: int) -> None:
    """Put what a story shows in its lists."""
    for place, body in entries.items():
        table.put_newer(Item(place.pk, place.sk, rev, body))


def remove_entries(table: Table, places: Iterable[Place], rev: int, now: datetime) -> None:
    """Take the story out of these lists."""
    for place in places:
        table.put_newer(Item(place.pk, place.sk, rev, {"gone": True}, expires=now + TOMBSTONES_KEPT))


def newest_entries(
    table: Table,
    pk: str,
    count: int,
    *,
    lowest: str | None = None,
    after: str | None = None,
    newest_first: bool = True,
) -> Entries:
    """The first entries of a list, newest first. Below some twenty thousand tombstones none would be found."""
    found: list[Mapping[str, Any]] = []
    for number in range(_READS):
        limit = _READ_ON if number else count + _SPARE
        page = table.query(pk, after=after, lowest=lowest, newest_first=newest_first, limit=limit)
        found += [item.body for item in page.items if "gone" not in item.body]
        after = page.last
        if after is None or len(found) >= count:
            break
    return tuple(found[:count])
