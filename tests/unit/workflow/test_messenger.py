"""The messenger: everything that waits is carried, and all that follows from it, until all is quiet."""

from collections.abc import Iterable
from datetime import UTC, datetime

from laera.adapters.memory import MemoryQueue
from laera.domain.receipts import Outcome, Receipt
from laera.workflow.messenger import Change, Messenger
from laera.workflow.ports import Notice


def receipt_of(key: str) -> Receipt:
    """A receipt for that key."""
    return Receipt(key, "v1", Outcome.PUBLISHED, datetime(2026, 1, 31, tzinfo=UTC))


def test_all_that_follows_is_carried_until_all_is_quiet() -> None:
    """A notice brings another and a changed list; the list's fronts bring a notice; whoever listens hears of each."""
    uploads, media = MemoryQueue(), MemoryQueue()
    changes: dict[Change, None] = {}
    fronts: list[list[Change]] = []

    def publish(notice: Notice) -> Receipt | None:
        if notice.key == "a.md":
            media.send([Notice("a.jpg")])
            changes["LISTING#es#home", "1"] = None
        return receipt_of(notice.key)

    def develop(notice: Notice) -> Receipt | None:
        uploads.send([Notice("b.md")])
        return None if notice.key == "a.jpg" else receipt_of(notice.key)

    def set_fronts(changed: Iterable[Change]) -> list[str]:
        fronts.append(list(changed))
        if len(fronts) == 1:
            uploads.send([Notice("c.md")])
            changes["LISTING#es#days", "2026-01-31"] = None
        return ["/"]

    heard: list[str] = []
    messenger = Messenger(((uploads, publish), (media, develop)), changes, set_fronts)
    uploads.send([Notice("a.md")])

    assert messenger.drain(lambda receipt: heard.append(receipt.key)) == ["/", "/"]
    assert heard == ["a.md", "b.md", "c.md"]
    assert fronts == [[("LISTING#es#home", "1")], [("LISTING#es#days", "2026-01-31")]]
    assert not changes
    assert uploads.take() is None


def test_fronts_wait_while_only_notices_are_delivered() -> None:
    """A great many stories are published before their fronts are set once."""
    uploads = MemoryQueue()
    changes: dict[Change, None] = {}

    def publish(notice: Notice) -> Receipt | None:
        changes["LISTING#es#home", notice.key] = None
        return None

    def set_fronts(_changed: Iterable[Change]) -> list[str]:
        raise AssertionError("not yet")

    uploads.send([Notice("a.md"), Notice("b.md")])
    Messenger(((uploads, publish),), changes, set_fronts).deliver()

    assert list(changes) == [("LISTING#es#home", "a.md"), ("LISTING#es#home", "b.md")]
