"""The messenger of a press in one process: notices go from queue to desk, and changed records to the front desk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from laera.domain.receipts import Receipt
from laera.workflow.ports import Notice, Queue

Change = tuple[str, str]
"""The partition and sort key of a record that changed."""


class Inbox(Queue, Protocol):
    """A queue within this process."""

    def take(self) -> Notice | None:
        """The next notice, None when there is none."""


class Listener(Protocol):
    """Who is told of every receipt, as it is given."""

    def __call__(self, receipt: Receipt, /) -> None:
        """Hear of one upload's end."""


@dataclass(frozen=True, slots=True)
class Messenger:
    """Carries what waits in the inboxes to the desk of each, and `changes`, emptied on the way, to the front desk."""

    inboxes: Sequence[tuple[Inbox, Callable[[Notice], Receipt | None]]]
    changes: dict[Change, None]
    set_fronts: Callable[[Iterable[Change]], list[str]]

    def drain(self, listener: Listener = lambda _: None) -> list[str]:
        """Handle everything that is waiting and all that follows from it; gives the paths of the fronts written."""
        fronts: list[str] = []
        self.deliver(listener)
        while self.changes:
            changes = dict(self.changes)
            self.changes.clear()
            fronts += self.set_fronts(changes)
            self.deliver(listener)
        return fronts

    def deliver(self, listener: Listener = lambda _: None) -> None:
        """Handle every waiting notice, and those that follow from it; fronts wait for `drain`."""
        handled = True
        while handled:
            handled = False
            for inbox, desk in self.inboxes:
                handled |= self._empty(inbox, desk, listener)

    @staticmethod
    def _empty(inbox: Inbox, desk: Callable[[Notice], Receipt | None], listener: Listener) -> bool:
        """Handle what waits in one inbox; tells whether anything did."""
        was_empty = True
        while notice := inbox.take():
            was_empty = False
            receipt = desk(notice)
            if receipt is not None:
                listener(receipt)
        return not was_empty
