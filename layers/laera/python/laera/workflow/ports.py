"""What the press needs from the world: stores, a table, queues, a clock, and those who are told of outcomes.

One contract suite (`tests/contracts`) holds every adapter to these words. Reads are strongly consistent. Every write
that readers can see is conditional on what was observed before its source was read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from laera.domain.announcements import Announcement

LARGEST_UPLOAD = 1024 * 1024
"""Bytes of the largest manuscript or configuration file that is read at all."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one uploaded key. A deleted key's newest version is a delete marker."""

    key: str
    version_id: str
    modified: datetime
    size: int = 0
    is_delete_marker: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """One version and its bytes."""

    version: Version
    body: bytes


class ContentStore(Protocol):
    """The content bucket, read only: no part of the press may write to it."""

    def newest(self, key: str) -> Version | None:
        """What is current: None when the key never existed, or is deleted."""

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The newest version with its bytes, or the one named; None when absent or a delete marker.

        Of a larger file (see `Version.size`) only `LARGEST_UPLOAD + 1` bytes are read.
        """

    def read_whole(self, key: str, largest: int, version_id: str | None = None) -> Upload | None:
        """As `read`, for a large file such as a photograph: at most `largest + 1` bytes of it."""

    def versions(self, key: str) -> list[Version]:
        """Every version and delete marker of the key, newest first."""

    def keys(self, prefix: str = "", after: str = "") -> Iterator[Version]:
        """The newest version (or delete marker) of every key, in key order, those greater than `after`."""


@dataclass(frozen=True, slots=True)
class PublicObject:
    """An object of the site bucket. `metadata` keys are bare: `laera-status`, not `x-amz-meta-laera-status`."""

    body: bytes
    content_type: str
    cache_control: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observed:
    """What lies at an address now: the token for a conditional write (`workflow.tokens`), and all but the bytes."""

    etag: str
    metadata: Mapping[str, str]
    content_type: str = ""
    cache_control: str = ""


class SiteStore(Protocol):
    """The site bucket. Nothing is ever deleted from it: absence is written as a tombstone."""

    def observe(self, key: str) -> Observed | None:
        """The token of the object, None when there is none."""

    def get(self, key: str) -> PublicObject | None:
        """The object itself."""

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Write if the target still is what was observed (None: absent); else raise PreconditionLostError."""

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys in order. For proofs and drills, never for publishing."""


class Shelves(Protocol):
    """The site bucket as the search desk sees it: files that are found by a list, and fetched when they are new."""

    def tokens(self, prefix: str) -> Mapping[str, str]:
        """The ETag of every object whose key begins so, by key, in as few calls as the list has pages."""

    def get(self, key: str) -> PublicObject | None:
        """The object itself."""


class ReceiptStore(Protocol):
    """The receipts bucket: plain files for the editor who only has an S3 client."""

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write the file; the newest write stands."""

    def get(self, key: str) -> bytes | None:
        """The file, None when there is none."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record of the table. `rev` grows with every write of its kind; `expires` is when it may be forgotten."""

    pk: str
    sk: str
    rev: int
    body: Mapping[str, Any]
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of a partition in order; `last` is the sort key to go on after, None when there is no more."""

    items: Sequence[Item]
    last: str | None


class Table(Protocol):
    """The article table: small records under (pk, sk). Bodies are JSON values and survive unchanged."""

    def get(self, pk: str, sk: str) -> Item | None:
        """The record as it is now."""

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Write if the stored rev is `expected_rev` (None: no such record); else raise PreconditionLostError."""

    def put_newer(self, item: Item) -> bool:
        """Write unless a record with the same or a greater rev is there; tells whether it wrote."""

    def delete(self, pk: str, sk: str, expected_rev: int) -> None:
        """Remove if the stored rev is `expected_rev`; else, if it is still there, raise PreconditionLostError."""

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
        """Records of a partition by sort key, descending unless `newest_first` is false.

        `lowest` and `highest` bound the sort key, both inclusive; `after` goes on behind a sort key in the direction of
        reading. At most `limit` items, and `last` set when the partition may hold more.
        """


@dataclass(frozen=True, slots=True)
class Notice:
    """Word that a key may have changed. Only the key is believed; `version_id` is a hint for receipts.

    `reason` tells why the press wrote to itself (`workflow.notices` names them); empty for an upload.
    """

    key: str
    version_id: str | None = None
    reason: str = ""


class Queue(Protocol):
    """A queue of notices, delivered at least once, in any order."""

    def send(self, notices: Sequence[Notice]) -> None:
        """Send all, in as few calls as the queue allows."""


class Ear(StrEnum):
    """Who is pinged: a WebSub hub of a feed's address, IndexNow of a page's."""

    HUB = "hub"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Ping:
    """Word for somebody else's machine that it should fetch an address again."""

    ear: Ear
    address: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Word that readers must not go on seeing what carries these cache tags. The same recall has the same `id`."""

    id: str
    tags: tuple[str, ...]


Word = Announcement | Ping | Recall
"""What the queue of outcomes carries."""


class Outcomes(Protocol):
    """The queue of what became of uploads, delivered at least once, in any order."""

    def send(self, words: Sequence[Word], delay: timedelta = timedelta(0)) -> None:
        """Send all, in as few calls as the queue allows; they arrive after `delay`, which is at most 15 minutes."""


class EventBus(Protocol):
    """Where whoever wants to hear of outcomes listens."""

    def put(self, announcements: Sequence[Announcement]) -> frozenset[str]:
        """Put each on the bus as an event; gives the ids of those that the bus would not take for now."""


class Cdn(Protocol):
    """What keeps pages near readers."""

    def forget(self, tags: Sequence[str], reference: str) -> None:
        """Have copies that carry one of the tags fetched anew. Asked again under one reference, it is one request."""


class Web(Protocol):
    """Machines of others, by HTTPS."""

    def post(self, url: str, body: bytes, content_type: str) -> int:
        """Send, and give the status of the answer, followed nowhere. Raises WebUnavailableError when there is none."""


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """Aware UTC."""
