"""Ports laid over others: reads go through to what lies below, writes stay here and are forgotten with it.

For rehearsals: a press on overlays does all its work and touches nothing. What was read below is remembered, so a
rehearsal sees one moment, asks for nothing twice, and another overlay laid over this one asks for nothing at all.
"""

from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import replace
from heapq import merge
from itertools import islice

from laera.adapters.memory import Change, MemoryQueue
from laera.adapters.object_metadata import carried
from laera.adapters.records import Record, stretch_of
from laera.errors import PreconditionLostError
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.ports import Item, Observed, Page, PublicObject, ReceiptStore, SiteStore, Table
from laera.workflow.tokens import token_of


class OverlaySite:
    """A site bucket over another; `written` are the keys that were put here."""

    def __init__(self, below: SiteStore) -> None:
        self._below = below
        self._objects: dict[str, tuple[Observed, PublicObject]] = {}
        self._observed: dict[str, Observed | None] = {}

    @property
    def written(self) -> tuple[str, ...]:
        """The keys that were put here, in the order of the first time."""
        return tuple(self._objects)

    def observe(self, key: str) -> Observed | None:
        """The token of the object, None when there is none."""
        if key in self._objects:
            return self._objects[key][0]
        if key not in self._observed:
            self._observed[key] = self._below.observe(key)
        return self._observed[key]

    def get(self, key: str) -> PublicObject | None:
        """The object itself."""
        return self._objects[key][1] if key in self._objects else self._below.get(key)

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Write here if the target still is what was observed (None: absent); else raise PreconditionLostError."""
        metadata = carried(page.metadata)
        current = self.observe(key)
        if (current and current.etag) != (expected and expected.etag):
            raise PreconditionLostError(f"{key} is no longer what was observed")
        written = Observed(token_of(page.body), metadata, page.content_type, page.cache_control)
        self._objects[key] = written, replace(page, metadata=metadata)
        return written

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys in order, those from below included."""
        ours = {key for key in self._objects if key.startswith(prefix)}
        return iter(sorted(ours.union(self._below.keys(prefix))))


class OverlayReceipts:
    """A receipts bucket over another."""

    def __init__(self, below: ReceiptStore) -> None:
        self._below = below
        self._files: dict[str, bytes] = {}

    def put(self, key: str, body: bytes, content_type: str) -> None:  # noqa: ARG002 - the type is for browsers only
        """Write the file here; the newest write stands."""
        self._files[key] = body

    def get(self, key: str) -> bytes | None:
        """The file, None when there is none."""
        return self._files[key] if key in self._files else self._below.get(key)


class OverlayTable:
    """An article table over another. `on_change` is called with every change made here, in order."""

    def __init__(self, below: Table, on_change: Callable[[Change], None] | None = None) -> None:
        self._below = below
        self._on_change = on_change
        self._records: dict[str, dict[str, Record | None]] = {}  # None: removed here
        self._order: dict[str, list[str]] = {}
        self._known: dict[tuple[str, str], Record | None] = {}
        self._pages: dict[tuple[object, ...], tuple[tuple[tuple[str, Record], ...], str | None]] = {}

    def get(self, pk: str, sk: str) -> Item | None:
        """The record as it is now."""
        record = self._current(pk, sk)
        return record.item(pk, sk) if record else None

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Write here if the rev is `expected_rev` (None: no such record); else raise PreconditionLostError."""
        record, current = Record.of(item), self._current(item.pk, item.sk)
        if (current.rev if current else None) != expected_rev:
            raise PreconditionLostError(f"{item.pk} {item.sk} is not at revision {expected_rev}")
        self._write(item.pk, item.sk, record)

    def put_newer(self, item: Item) -> bool:
        """Write here unless a record with the same or a greater rev is there; tells whether it wrote."""
        record, current = Record.of(item), self._current(item.pk, item.sk)
        if current is not None and current.rev >= item.rev:
            return False
        self._write(item.pk, item.sk, record)
        return True

    def delete(self, pk: str, sk: str, expected_rev: int) -> None:
        """Remove here if the rev is `expected_rev`; else, if it is still there, raise PreconditionLostError."""
        current = self._current(pk, sk)
        if current is None:
            return
        if current.rev != expected_rev:
            raise PreconditionLostError(f"{pk} {sk} is not at revision {expected_rev}")
        self._write(pk, sk, None)

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        lowest: str | None = None,
        highest: str | None = None,
        newest_first: bool = True,
        limit: int = 100,
    ) -> Page:
        """Records of a partition by sort key, what was written here in its place among those below."""
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        ours = self._records.get(pk, {})
        order = self._order.get(pk, [])
        start, end = stretch_of(order, after, lowest, highest, newest_first=newest_first)
        chosen = order[start:end][::-1] if newest_first else order[start:end]
        here = ((sk, record) for sk in chosen if (record := ours[sk]) is not None)
        # As many more as are hidden from above: one read below is then enough.
        below = self._read(pk, after, lowest, highest, newest_first=newest_first, limit=limit + len(ours))
        visible = ((sk, record) for sk, record in below if sk not in ours)
        records = islice(merge(here, visible, key=lambda entry: entry[0], reverse=newest_first), limit)
        items = tuple(record.item(pk, sk) for sk, record in records)
        return Page(items, items[-1].sk if len(items) == limit else None)

    def _read(
        self, pk: str, after: str | None, lowest: str | None, highest: str | None, *, newest_first: bool, limit: int
    ) -> Iterator[tuple[str, Record]]:
        """What lies below, page after page, each asked for only when it is needed and only once."""
        while True:
            asked = (pk, after, lowest, highest, newest_first, limit)
            if asked not in self._pages:
                page = self._below.query(
                    pk, after=after, lowest=lowest, highest=highest, newest_first=newest_first, limit=limit
                )
                self._pages[asked] = tuple((item.sk, Record.of(item)) for item in page.items), page.last
            entries, last = self._pages[asked]
            yield from entries
            if last is None:
                return
            after = last

    def _current(self, pk: str, sk: str) -> Record | None:
        ours = self._records.get(pk, {})
        if sk in ours:
            return ours[sk]
        if (pk, sk) not in self._known:
            item = self._below.get(pk, sk)
            self._known[pk, sk] = Record.of(item) if item else None
        return self._known[pk, sk]

    def _write(self, pk: str, sk: str, record: Record | None) -> None:
        before = self._current(pk, sk)
        partition = self._records.setdefault(pk, {})
        if sk not in partition:
            insort(self._order.setdefault(pk, []), sk)
        partition[sk] = record
        if record != before and self._on_change is not None:
            was = before.item(pk, sk) if before else None
            self._on_change(Change(was, record.item(pk, sk) if record else None))


class OverlayStage:
    """All the ports that a rehearsal writes to. `changes` are the records that changed here and move fronts."""

    def __init__(self, site: SiteStore, table: Table, receipts: ReceiptStore) -> None:
        self.site = OverlaySite(site)
        self.table = OverlayTable(table, self._heard)
        self.receipts = OverlayReceipts(receipts)
        self.uploads, self.media = MemoryQueue(), MemoryQueue()
        self.changes: dict[tuple[str, str], None] = {}

    @property
    def written(self) -> tuple[str, ...]:
        """The keys of the site that were written here."""
        return self.site.written

    def another(self) -> "OverlayStage":
        """A stage laid over this one: what this one has read it does not read again."""
        return OverlayStage(self.site, self.table, self.receipts)

    def _heard(self, change: Change) -> None:
        item = change.after or change.before
        if item and moves_fronts(item.pk):
            self.changes[item.pk, item.sk] = None
