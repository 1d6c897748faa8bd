"""What has been published, as the API lists it: cards from the table, newest first, a bounded read at a time."""

from dataclasses import dataclass

from laera.domain.listings import Card, listing_pk
from laera.domain.site import Site
from laera.domain.slugs import is_slug
from laera.workflow.current_site import CurrentSite
from laera.workflow.cursors import Cursors
from laera.workflow.ports import Item, Table
from laera.workflow.queries import Request

MOST_READ = 500
"""Cards looked at for one answer when filters are combined: half a megabyte of the table."""

_MOST_READS = 8
"""Reads of the table for one answer, however small the pages that it gives."""
_BATCH = 100
"""Entries of one read where filters leave an unknown part of them."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `cursor` tells where to go on, even when fewer than were wanted have been found."""

    cards: tuple[Card, ...]
    cursor: str | None


class Listings:
    """The read side: it sees listing entries and the site's own record, nothing else."""

    def __init__(self, table: Table, current_site: CurrentSite, cursors: Cursors) -> None:
        self._table = table
        self._current_site = current_site
        self._cursors = cursors

    def site(self) -> Site:
        """The paper as it is configured now."""
        return self._current_site.get()

    def newest(self, request: Request) -> Listing:
        """The stories wanted, newest first; CursorError when the cursor is not one of ours for this query."""
        query = request.query
        fingerprint = query.fingerprint()
        after = self._cursors.read(request.cursor, fingerprint) if request.cursor else None
        found: list[tuple[str, Card]] = []
        # One more than wanted tells whether there is more, so that no reader is sent to an empty page for nothing.
        batch = _BATCH if query.is_filtered else request.limit + 1
        left = MOST_READ
        for _ in range(_MOST_READS):
            page = self._table.query(
                query.pk, after=after, lowest=query.lowest, highest=query.highest, limit=min(batch, left)
            )
            found += [(item.sk, card) for item in page.items if (card := _card(item)) and query.wants(card)]
            if len(found) > request.limit:
                shown = found[: request.limit]
                return Listing(_cards(shown), self._cursors.sign(fingerprint, shown[-1][0]))
            after = page.last
            if after is None:
                return Listing(_cards(found), None)
            left -= len(page.items)
            if left < 1:
                break
            batch = _BATCH
        return Listing(_cards(found), self._cursors.sign(fingerprint, after) if after else None)

    def at(self, site: Site, language: str, section: str, slug: str) -> Card | None:
        """The story at an address (section by slug or id); None for all that readers may not see, whyever that is."""
        part = site.section(section)
        if part is None or language not in site.languages or not is_slug(slug):
            return None
        path = site.article_path(language, part, slug)
        page = self._table.query(listing_pk(language, f"page#{path}"), limit=_BATCH)
        return next((card for item in page.items if (card := _card(item))), None)

    def live(self, language: str, key: str) -> Card | None:
        """The story of an upload, as readers have it; None while they have none."""
        page = self._table.query(listing_pk(language, f"file#{key}"), limit=_BATCH)
        return next((card for item in page.items if (card := _card(item))), None)


def _card(item: Item) -> Card | None:
    """The card of an entry; a story that has gone leaves a tombstone in its place."""
    return None if item.body.get("gone") else Card.from_record(item.body)


def _cards(found: list[tuple[str, Card]]) -> tuple[Card, ...]:
    return tuple(card for _, card in found)
