"""The ports in memory: for unit tests, for the simulator, and for `laera build`.

They behave as the real ones do, refusals included; `tests/contracts` compares them. Each compare-and-swap is atomic
between threads.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from laera.adapters.object_metadata import carried
from laera.adapters.records import Record, stretch_of
from laera.domain.announcements import Announcement
from laera.errors import PreconditionLostError, WebUnavailableError
from laera.workflow.ports import (
    LARGEST_UPLOAD,
    Clock,
    Item,
    Notice,
    Observed,
    Page,
    PublicObject,
    Upload,
    Version,
    Word,
)
from laera.workflow.tokens import token_of


class FrozenClock:
    """Time that passes only when told to: set `moment`, or `advance` it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Aware UTC."""
        return self.moment.astimezone(UTC)

    def advance(self, duration: timedelta) -> None:
        """Let time pass."""
        self.moment += duration


class MemoryContent:
    """A versioned content bucket, with what an editor can do to it: put, delete, restore.

    Version ids count up (`v000001`, `v000002` …) over all keys, so a run that is repeated gives the same ids.
    `modified` is the clock's time, or the beginning of time without a clock.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self._versions: dict[str, list[Upload]] = {}  # newest last
        self._keys: list[str] = []
        self._count = 0

    def put(self, key: str, body: bytes) -> Version:
        """Upload a file: a new version, even of the same bytes."""
        return self._add(key, body, is_delete_marker=False)

    def delete(self, key: str) -> Version:
        """Delete as clients do: a delete marker becomes the newest version, even of a key that never was."""
        return self._add(key, b"", is_delete_marker=True)

    def delete_version(self, key: str, version_id: str) -> None:
        """Remove one version for ever; removing the delete marker restores what was before it."""
        kept = [upload for upload in self._versions.get(key, []) if upload.version.version_id != version_id]
        if kept:
            self._versions[key] = kept
        elif self._versions.pop(key, None) is not None:
            self._keys.remove(key)

    def newest(self, key: str) -> Version | None:
        """What is current: None when the key never existed, or is deleted."""
        upload = self._current(key)
        return upload.version if upload else None

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The newest version with its bytes, or the one named; None when absent or a delete marker."""
        return self.read_whole(key, LARGEST_UPLOAD, version_id)

    def read_whole(self, key: str, largest: int, version_id: str | None = None) -> Upload | None:
        """As `read`, for a large file; at most `largest + 1` bytes of it."""
        if version_id is None:
            upload = self._current(key)
        else:
            named = (it for it in self._versions.get(key, []) if it.version.version_id == version_id)
            upload = next(named, None)
        if upload is None or upload.version.is_delete_marker:
            return None
        return replace(upload, body=upload.body[: largest + 1])

    def versions(self, key: str) -> list[Version]:
        """Every version and delete marker of the key, newest first."""
        return [upload.version for upload in reversed(self._versions.get(key, []))]

    def keys(self, prefix: str = "", after: str = "") -> Iterator[Version]:
        """The newest version (or delete marker) of every key, in key order, those greater than `after`.

        As with a bucket, what is uploaded while the list is being read may or may not be in it.
        """
        start = max(bisect_left(self._keys, prefix), bisect_right(self._keys, after))
        for key in self._keys[start:]:
            if not key.startswith(prefix):
                return
            if versions := self._versions.get(key):
                yield versions[-1].version

    def _current(self, key: str) -> Upload | None:
        versions = self._versions.get(key)
        return versions[-1] if versions and not versions[-1].version.is_delete_marker else None

    def _add(self, key: str, body: bytes, *, is_delete_marker: bool) -> Version:
        self._count += 1
        modified = self._clock.now() if self._clock else datetime.min.replace(tzinfo=UTC)
        version = Version(key, f"v{self._count:06d}", modified, len(body), is_delete_marker)
        if key not in self._versions:
            insort(self._keys, key)
        self._versions.setdefault(key, []).append(Upload(version, body))
        return version


class MemorySite:
    """A site bucket. The token of an object is the MD5 of its bytes, as in S3, so metadata does not change it."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[Observed, PublicObject]] = {}
        self._lock = Lock()

    def observe(self, key: str) -> Observed | None:
        """The token of the object, None when there is none."""
        found = self._objects.get(key)
        return found[0] if found else None

    def get(self, key: str) -> PublicObject | None:
        """The object itself."""
        found = self._objects.get(key)
        return found[1] if found else None

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Write if the target still is what was observed (None: absent); else raise PreconditionLostError."""
        metadata = carried(page.metadata)
        written = Observed(token_of(page.body), metadata, page.content_type, page.cache_control)
        with self._lock:
            current = self.observe(key)
            if (current and current.etag) != (expected and expected.etag):
                raise PreconditionLostError(f"{key} is no longer what was observed")
            self._objects[key] = written, replace(page, metadata=metadata)
        return written

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys in order."""
        return iter(sorted(key for key in self._objects if key.startswith(prefix)))

    def tokens(self, prefix: str) -> dict[str, str]:
        """The token of every object whose key begins so, by key."""
        return {key: self._objects[key][0].etag for key in self.keys(prefix)}

    def empty(self) -> None:
        """Lose everything: a drill."""
        self._objects.clear()


class MemoryReceipts:
    """A receipts bucket: `files` by key."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, key: str, body: bytes, content_type: str) -> None:  # noqa: ARG002 - the type is for browsers only
        """Write the file; the newest write stands."""
        self.files[key] = body

    def get(self, key: str) -> bytes | None:
        """The file, None when there is none."""
        return self.files.get(key)


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did to one record, as the table's stream tells it; `before` or `after` may be none."""

    before: Item | None
    after: Item | None


class MemoryTable:
    """The article table. `on_change` is called with every change, after it, in order: it plays the table's stream.

    As in the stream of the real table, a write that changes nothing is no change. Bodies are kept as JSON text, so
    nobody can reach into a stored record.
    """

    def __init__(self, on_change: Callable[[Change], None] | None = None) -> None:
        self._on_change = on_change
        self._records: dict[str, dict[str, Record]] = {}
        self._order: dict[str, list[str]] = {}
        self._lock = Lock()

    def get(self, pk: str, sk: str) -> Item | None:
        """The record as it is now."""
        record = self._records.get(pk, {}).get(sk)
        return record.item(pk, sk) if record else None

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Write if the stored rev is `expected_rev` (None: no such record); else raise PreconditionLostError."""
        with self._lock:
            stored = self._records.get(item.pk, {}).get(item.sk)
            if (stored.rev if stored else None) != expected_rev:
                raise PreconditionLostError(f"{item.pk} {item.sk} is not at revision {expected_rev}")
            change = self._write(item)
        self._tell(change)

    def put_newer(self, item: Item) -> bool:
        """Write unless a record with the same or a greater rev is there; tells whether it wrote."""
        with self._lock:
            stored = self._records.get(item.pk, {}).get(item.sk)
            if stored is not None and stored.rev >= item.rev:
                return False
            change = self._write(item)
        self._tell(change)
        return True

    def delete(self, pk: str, sk: str, expected_rev: int) -> None:
        """Remove if the stored rev is `expected_rev`; else, if it is still there, raise PreconditionLostError."""
        with self._lock:
            stored = self._records.get(pk, {}).get(sk)
            if stored is None:
                return
            if stored.rev != expected_rev:
                raise PreconditionLostError(f"{pk} {sk} is not at revision {expected_rev}")
            del self._records[pk][sk]
            order = self._order[pk]
            del order[bisect_left(order, sk)]
        self._tell(Change(stored.item(pk, sk), None))

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
        """Records of a partition by sort key; like the real table, a full page has a `last` even if it was the last."""
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        with self._lock:
            order = self._order.get(pk, [])
            start, end = stretch_of(order, after, lowest, highest, newest_first=newest_first)
            chosen = (
                order[max(start, end - limit) : end][::-1] if newest_first else order[start : min(end, start + limit)]
            )
            items = tuple(self._records[pk][sk].item(pk, sk) for sk in chosen)
        return Page(items, items[-1].sk if len(items) == limit else None)

    def empty(self) -> None:
        """Lose everything: a drill. The stream says nothing about it."""
        self._records.clear()
        self._order.clear()

    def items(self) -> Iterator[Item]:
        """Everything, in order of the keys: for proofs, as no part of the press scans the table."""
        for pk in sorted(self._records):
            for sk in self._order[pk]:
                yield self._records[pk][sk].item(pk, sk)

    def _write(self, item: Item) -> Change | None:
        record = Record.of(item)
        partition = self._records.setdefault(item.pk, {})
        before = partition.get(item.sk)
        if before is None:
            insort(self._order.setdefault(item.pk, []), item.sk)
        partition[item.sk] = record
        if before == record:
            return None
        return Change(before.item(item.pk, item.sk) if before else None, record.item(item.pk, item.sk))

    def _tell(self, change: Change | None) -> None:
        if change is not None and self._on_change is not None:
            self._on_change(change)


class MemoryQueue:
    """A queue: take the next from the left of `notices`."""

    def __init__(self) -> None:
        self.notices: deque[Notice] = deque()

    def send(self, notices: Sequence[Notice]) -> None:
        """Send all."""
        self.notices.extend(notices)

    def take(self) -> Notice | None:
        """The next, None when there is none."""
        return self.notices.popleft() if self.notices else None


class MemoryOutcomes:
    """The queue of outcomes: take the next from the left of `words`; beside each, how long it was to be held back."""

    def __init__(self) -> None:
        self.words: deque[tuple[Word, timedelta]] = deque()

    def send(self, words: Sequence[Word], delay: timedelta = timedelta(0)) -> None:
        """Send all."""
        self.words.extend((word, delay) for word in words)


class MemoryBus:
    """An event bus: `events` are all it took, in order. It refuses, once each, the ids in `refuses`."""

    def __init__(self) -> None:
        self.events: list[Announcement] = []
        self.refuses: set[str] = set()

    def put(self, announcements: Sequence[Announcement]) -> frozenset[str]:
        """Put each on the bus; gives the ids that it would not take."""
        refused = frozenset(said.id for said in announcements if said.id in self.refuses)
        self.refuses -= refused
        self.events.extend(said for said in announcements if said.id not in refused)
        return refused


class MemoryCdn:
    """A CDN: `requests` are the tags it was to forget, by the reference of each request."""

    def __init__(self) -> None:
        self.requests: dict[str, tuple[str, ...]] = {}

    def forget(self, tags: Sequence[str], reference: str) -> None:
        """Note the request, unless it was made before."""
        self.requests.setdefault(reference, tuple(tags))


class MemoryWeb:
    """Machines of others: `posts` is what they got; each answers with `statuses`, by address, else with 200.

    A status of 0 stands for no answer.
    """

    def __init__(self) -> None:
        self.posts: list[tuple[str, bytes, str]] = []
        self.statuses: dict[str, int] = {}

    def post(self, url: str, body: bytes, content_type: str) -> int:
        """Send, and give the status of the answer."""
        self.posts.append((url, body, content_type))
        status = self.statuses.get(url, 200)
        if not status:
            raise WebUnavailableError(f"{url} did not answer")
        return status
