"""A press in one process: the same desks as in the cloud, with queues and a table in memory and no one in between."""

from collections.abc import Callable, Iterable, Sequence

from laera.adapters.memory import Change, MemoryQueue, MemoryTable
from laera.domain.receipts import Receipt
from laera.domain.site import SITE_KEY
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.messenger import Listener, Messenger
from laera.workflow.newsroom import MEDIA
from laera.workflow.photographs import PhotoDesk
from laera.workflow.ports import Clock, ContentStore, Notice, Outcomes, ReceiptStore, SiteStore
from laera.workflow.press import Press, PreviewRoom
from laera.workflow.rehearsal import Unheard


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
        self.at_work = ""  # the upload that is being handled; empty while fronts are set
        self.changed_lists: dict[tuple[str, str], None] = {}
        self.table = MemoryTable(self._heard)
        self.uploads, self.rebuild, self.media = MemoryQueue(), MemoryQueue(), MemoryQueue()
        outcomes = outcomes or Unheard()
        self.press = Press(
            content=content,
            site=site,
            receipts=receipts,
            table=self.table,
            uploads=self.uploads,
            rebuild=self.rebuild,
            media=self.media,
            outcomes=outcomes,
            clock=clock,
            renderer=renderer or PageRenderer.load(),
            preview_room=preview_room,
        )
        self.photo_desk = PhotoDesk(
            content=content,
            site=site,
            receipts=receipts,
            table=self.table,
            uploads=self.uploads,
            outcomes=outcomes,
            clock=clock,
        )

    def drain(self, listener: Listener = lambda _: None) -> list[str]:
        """Handle everything that is waiting and all that follows from it; gives the paths of the fronts written."""
        return self._messenger().drain(listener)

    def deliver(self, listener: Listener = lambda _: None) -> None:
        """Handle every waiting notice, and those that follow from it; fronts wait for `drain`."""
        self._messenger().deliver(listener)

    def take_in(self, keys: Iterable[str], listener: Listener = lambda _: None) -> list[str]:
        """Handle every upload of a paper that is made for the first time; gives the paths of the fronts written."""
        self._noted(self.press.newsroom.publish)(Notice(SITE_KEY))
        self.rebuild.notices.clear()  # the sweep that a new paper asks for: everything is about to be handled anyway
        for key in keys:
            self.uploads.send([Notice(key)])
            self.deliver(listener)
        return self.drain(listener)

    def _messenger(self) -> Messenger:
        newsroom, photo_desk = self._noted(self.press.newsroom.publish), self._noted(self.photo_desk.develop)
        inboxes = ((self.uploads, newsroom), (self.media, photo_desk), (self.rebuild, newsroom))
        return Messenger(inboxes, self.changed_lists, self.press.fronts.rebuild)

    def _noted(self, desk: Callable[[Notice], Receipt | None]) -> Callable[[Notice], Receipt | None]:
        """A desk of which one can tell, while it works, for which upload."""

        def handle(notice: Notice) -> Receipt | None:
            self.at_work = notice.key
            try:
                return desk(notice)
            finally:
                self.at_work = ""

        return handle

    def _heard(self, change: Change) -> None:
        item = change.after or change.before
        if item and moves_fronts(item.pk):
            self.changed_lists[item.pk, item.sk] = None


def photographs_last(keys: Sequence[str]) -> list[str]:
    """The keys in the order to take them in: a photograph is made ready when a story that runs asks for it."""
    return sorted(keys, key=lambda key: key.startswith(MEDIA))
