"""Listing entries: a story's card in each list it stands in.

Entries carry the revision of the article's record that placed or removed them, and only a newer revision replaces them.
A removed card is a tombstone, so that a slow writer cannot put it back; it is forgotten after some days.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from laera.domain.listings import Card, Place, listing_pk
from laera.workflow.ports import Item, Table

TOMBSTONES_KEPT = timedelta(days=8)
"""Longer than a message can live: four days in its queue and then some."""
_READS = 40
"""Reads for one list at the most: a front then has what was found."""
_READ_ON = 500
"""Entries of a further read: it is only needed where many stories were taken out, and tombstones are small."""


def place_card(table: Table, places: Iterable[Place], card: Card, rev: int) -> None:
    """Put the card in these lists."""
    body = card.to_record()
    for place in places:
        table.put_newer(Item(place.pk, place.sk, rev, body))


def remove_card(table: Table, places: Iterable[Place], rev: int, now: datetime) -> None:
    """Take the story out of these lists."""
    for place in places:
        table.put_newer(Item(place.pk, place.sk, rev, {"gone": True}, expires=now + TOMBSTONES_KEPT))


def newest_cards(table: Table, language: str, scope: str, count: int) -> list[Card]:
    """The newest cards of a list, newest first. Below some twenty thousand tombstones none would be found."""
    cards: list[Card] = []
    after: str | None = None
    for number in range(_READS):
        page = table.query(listing_pk(language, scope), after=after, limit=_READ_ON if number else count + 5)
        cards += [Card.from_record(item.body) for item in page.items if "gone" not in item.body]
        after = page.last
        if after is None or len(cards) >= count:
            break
    return cards[:count]
