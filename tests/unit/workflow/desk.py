"""A newsroom in memory for tests: what an editor can do to it, and what readers and editors then get."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryOutcomes, MemoryReceipts, MemorySite
from laera.adapters.overlay import OverlayStage
from laera.domain.receipts import Receipt
from laera.domain.site import object_key
from laera.rendering.pages import PageRenderer
from laera.workflow.ports import Notice, PublicObject, Version
from laera.workflow.press import PreviewRoom
from laera.workflow.receipts import receipt_on_file
from laera.workflow.records import RECORD, ArticleRecord, article_pk
from local.pressroom import Pressroom

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
KEY = "articles/es/puerto.md"
OTHER = "articles/es/otro.md"
ENGLISH = "articles/en/harbour.md"
PATH = "/internacional/puerto"

SITE = """\
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
sections:
  - {id: international, es: Internacional, en: International}
  - {id: culture, es: Cultura, en: Culture}
"""
WITHOUT_CULTURE = SITE.replace("  - {id: culture, es: Cultura, en: Culture}\n", "")


@cache
def renderer() -> PageRenderer:
    """The real templates, loaded once for all tests."""
    return PageRenderer.load()


def manuscript(headline: str = "Puerto", **fields: str) -> bytes:
    """A manuscript that is in order unless the fields say otherwise."""
    matter = {"headline": headline, "section": "international", "published": "2026-01-30T09:00:00-03:00"} | fields
    return ("---\n" + "".join(f"{name}: {value}\n" for name, value in matter.items()) + "---\nCalma.\n").encode()


BAD = manuscript(section="nowhere")


class Ring:
    """The one key that previews are signed with here."""

    @staticmethod
    def known() -> Sequence[bytes]:
        """It."""
        return (b"the key of the paper",)

    renewed = known


@dataclass
class Desk:
    """A paper whose messages are delivered when the test says so."""

    clock: FrozenClock = field(default_factory=lambda: FrozenClock(NOON))
    site: MemorySite = field(default_factory=MemorySite)
    receipts: MemoryReceipts = field(default_factory=MemoryReceipts)
    outcomes: MemoryOutcomes = field(default_factory=MemoryOutcomes)
    fronts: list[str] = field(default_factory=list)
    pages: PageRenderer = field(default_factory=renderer)

    def __post_init__(self) -> None:
        self.content = MemoryContent(self.clock)
        self.stand_up()

    def stand_up(self) -> None:
        """A press without memory on the same buckets."""
        self.room = Pressroom(
            content=self.content,
            site=self.site,
            receipts=self.receipts,
            clock=self.clock,
            renderer=self.pages,
            preview_room=PreviewRoom(Ring(), OverlayStage),
            outcomes=self.outcomes,
        )
        self.table = self.room.table

    def upload(self, key: str = KEY, body: bytes | None = None) -> Receipt:
        """Put a file, a second after what was before, and deliver; gives its receipt."""
        self.put(key, body)
        return self.deliver(key)

    def put(self, key: str = KEY, body: bytes | None = None) -> Version:
        """Put a file without a word to the press."""
        self.clock.advance(timedelta(seconds=1))
        return self.content.put(key, manuscript() if body is None else body)

    def delete(self, key: str = KEY) -> Version:
        """Delete a file as clients do, and deliver."""
        self.clock.advance(timedelta(seconds=1))
        marker = self.content.delete(key)
        self.tell(key)
        return marker

    def deliver(self, key: str = KEY) -> Receipt:
        """Tell the press of a key; gives the receipt of its newest version once all is quiet."""
        self.tell(key)
        receipt = self.receipt(key)
        assert receipt is not None
        return receipt

    def tell(self, key: str = KEY, reason: str = "") -> None:
        """Tell the press of a key and of all that follows from it."""
        newest = next(iter(self.content.versions(key)), None)
        self.room.uploads.send([Notice(key, newest.version_id if newest else None, reason)])
        self.drain()

    def drain(self) -> None:
        """Let all messages arrive."""
        self.fronts = self.room.drain()

    def receipt(self, key: str = KEY, version_id: str = "") -> Receipt | None:
        """The receipt of a version, of the newest when none is named."""
        return receipt_on_file(self.table, key, version_id or self.content.versions(key)[0].version_id)

    def receipt_file(self, key: str = KEY) -> dict[str, Any]:
        """The receipt as an S3 client fetches it."""
        found: dict[str, Any] = json.loads(self.receipts.files[f"{key}.json"])
        return found

    def record(self, key: str = KEY) -> ArticleRecord:
        """What the press knows of a key."""
        item = self.table.get(article_pk(key), RECORD)
        assert item is not None
        return ArticleRecord.from_record(item.body)

    def page(self, path: str) -> PublicObject:
        """What lies at a path."""
        page = self.site.get(object_key(path))
        assert page is not None, f"nothing at {path}"
        return page

    def text(self, path: str) -> str:
        """The page's text."""
        return self.page(path).body.decode()

    def status(self, path: str) -> int:
        """What a reader's browser is answered: 404 where there is nothing."""
        page = self.site.get(object_key(path))
        return int(page.metadata.get("laera-status", "200")) if page else 404

    def location(self, path: str) -> str:
        """Where a redirect leads."""
        return self.page(path).metadata["laera-location"]

    def everything(self) -> dict[str, tuple[bytes, dict[str, str]]]:
        """The whole site, as bytes."""
        pages = {key: self.site.get(key) for key in list(self.site.keys())}
        return {key: (page.body, dict(page.metadata)) for key, page in pages.items() if page}


def a_paper() -> Desk:
    """A newsroom whose site.yaml is published."""
    desk = Desk()
    desk.upload("site.yaml", SITE.encode())
    return desk
