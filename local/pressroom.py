"""A press in one process: the same desks as in the cloud, with queues and a table in memory and no one in between."""

from laera.adapters.memory import Change, MemoryQueue, MemoryTable, UnheardOutcomes
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.messenger import Listener, Messenger
from laera.workflow.photographs import PhotoDesk
from laera.workflow.ports import Clock, ContentStore, Outcomes, ReceiptStore, SiteStore
from laera.workflow.press import Press, PreviewRoom


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
        preview_room: PreviewRoom | None = None,
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
            preview_room=preview_room,
        )
        self.photo_desk = PhotoDesk(
            content=content, site=site, receipts=receipts, table=self.table, uploads=self.uploads, clock=clock
        )

    def drain(self, listener: Listener = lambda _: None) -> list[str]:
        """Handle everything that is waiting and all that follows from it; gives the paths of the fronts written."""
        return self._messenger().drain(listener)

    def deliver(self, listener: Listener = lambda _: None) -> None:
        """Handle every waiting notice, and those that follow from it; fronts wait for `drain`."""
        self._messenger().deliver(listener)

    def _messenger(self) -> Messenger:
        inboxes = (
            (self.uploads, self.press.newsroom.publish),
            (self.media, self.photo_desk.develop),
            (self.rebuild, self.press.newsroom.publish),
        )
        return Messenger(inboxes, self.changed_lists, self.press.fronts.rebuild)

    def _heard(self, change: Change) -> None:
        item = change.after or change.before
        if item and moves_fronts(item.pk):
            self.changed_lists[item.pk, item.sk] = None
