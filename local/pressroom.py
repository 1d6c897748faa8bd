"""A press in one process: the same desks as in the cloud, with queues and a table in memory and no one in between.

It plays the messenger: notices go from queue to desk, and the table's changes to the front desk, until all is quiet.
"""

from collections.abc import Callable
from typing import Protocol

from laera.adapters.memory import Change, MemoryQueue, MemoryTable, UnheardOutcomes
from laera.domain.receipts import Receipt
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.photographs import PhotoDesk
from laera.workflow.ports import Clock, ContentStore, Notice, Outcomes, ReceiptStore, SiteStore
from laera.workflow.press import Press


class Listener(Protocol):
    """Who is told of every receipt, as it is given."""

    def __call__(self, receipt: Receipt, /) -> None:
        """Hear of one upload's end."""


class Pressroom:
    """One press and its messengers."""

    def __init__(
        self,
        *,
        content: ContentStore,
        site: SiteStore,
        receipts: ReceiptStore,
        clock: Clock,
        renderer: PageRenderer | None = None,
        outcomes: Outcomes | None = None,
    ) -> None:
        self.changed_lists: dict[tuple[str, str], None] = {}
        self.table = MemoryTable(self._heard)
        self.uploads, self.rebuild, self.media = MemoryQueue(), MemoryQueue(), MemoryQueue()
        self.press = Press(
            content=content,
            site=site,
            receipts=receipts,
            table=self.table,
            uploads=self.uploads,
            rebuild=self.rebuild,
            media=self.media,
            outcomes=outcomes or UnheardOutcomes(),
            clock=clock,
            renderer=renderer or PageRenderer.load(),
        )
        self.photo_desk = PhotoDesk(
            content=content, site=site, receipts=receipts, table=self.table, uploads=self.uploads, clock=clock
        )

    def drain(self, listener: Listener = lambda _: None) -> list[str]:
        """Handle everything that is waiting and all that follows from it; gives the paths of the fronts written."""
        fronts: list[str] = []
        self.deliver(listener)
        while self.changed_lists:
            lists, self.changed_lists = self.changed_lists, {}
            fronts += self.press.fronts.rebuild(lists)
            self.deliver(listener)
        return fronts

    def deliver(self, listener: Listener = lambda _: None) -> None:
        """Handle every waiting notice, and those that follow from it; fronts wait for `drain`."""
        while self.uploads.notices or self.media.notices or self.rebuild.notices:
            self._empty(self.uploads, self.press.newsroom.publish, listener)
            self._empty(self.media, self.photo_desk.develop, listener)
            self._empty(self.rebuild, self.press.newsroom.publish, listener)

    @staticmethod
    def _empty(queue: MemoryQueue, desk: Callable[[Notice], Receipt | None], listener: Listener) -> None:
        while queue.notices:
            receipt = desk(queue.notices.popleft())
            if receipt is not None:
                listener(receipt)

    def _heard(self, change: Change) -> None:
        item = change.after or change.before
        if item and moves_fronts(item.pk):
            self.changed_lists[item.pk, item.sk] = None
