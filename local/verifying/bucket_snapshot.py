"""The content bucket as it was at one moment: one listing tells its versions, their bytes are fetched ahead.

A version never changes, so what is read later is still of that moment.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256

from laera.adapters.s3 import S3Content
from laera.workflow.ports import LARGEST_UPLOAD, Upload, Version

_READERS = 16
_AHEAD = 64
"""Keys whose versions are being fetched while one is handled."""


class BucketSnapshot:
    """A content store. `on_listed` hears how many keys are known while the bucket is being listed."""

    def __init__(self, bucket: S3Content, on_listed: Callable[[int], None] = lambda _: None) -> None:
        self._bucket = bucket
        self._histories: dict[str, list[Version]] = {}
        for history in bucket.histories():
            self._histories[history[0].key] = history
            on_listed(len(self._histories))
        self._keys = sorted(self._histories)
        self._fetched: dict[tuple[str, str], Future[Upload | None]] = {}

    def mark(self) -> str:
        """The same as long as the bucket holds the same versions."""
        names = (f"{version.key}\0{version.version_id}\n" for key in self._keys for version in self._histories[key])
        digest = sha256()
        for name in names:
            digest.update(name.encode())
        return digest.hexdigest()

    def newest(self, key: str) -> Version | None:
        """What was current: None when the key did not exist, or was deleted."""
        history = self._histories.get(key)
        return None if history is None or history[0].is_delete_marker else history[0]

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The newest version with its bytes, or the one named; None when absent or a delete marker."""
        return self.read_whole(key, LARGEST_UPLOAD, version_id)

    def read_whole(self, key: str, largest: int, version_id: str | None = None) -> Upload | None:
        """As `read`, for a large file; at most `largest + 1` bytes of it."""
        newest = self.newest(key)
        wanted = version_id or (newest.version_id if newest else None)
        if wanted is None:
            return None
        fetched = self._fetched.pop((key, wanted), None) if largest == LARGEST_UPLOAD else None
        return fetched.result() if fetched else self._bucket.read_whole(key, largest, wanted)

    def versions(self, key: str) -> list[Version]:
        """Every version and delete marker of the key, newest first."""
        return list(self._histories.get(key, ()))

    def keys(self, prefix: str = "", after: str = "") -> Iterator[Version]:
        """The newest version (or delete marker) of every key, in key order, those greater than `after`."""
        for key in self._keys[max(bisect_left(self._keys, prefix), bisect_right(self._keys, after)) :]:
            if not key.startswith(prefix):
                return
            yield self._histories[key][0]

    def reading_ahead(self, keys: Iterable[str]) -> Iterator[str]:
        """The same keys, while the manuscripts of those to come are being fetched, many at a time."""
        keys = list(keys)
        with ThreadPoolExecutor(_READERS) as readers:
            for number, key in enumerate(keys):
                if number == 0:
                    self._fetch(keys[:_AHEAD], readers)
                self._fetch(keys[number + _AHEAD : number + _AHEAD + 1], readers)
                yield key
                for version in self._histories.get(key, ()):  # what nobody asked for
                    self._fetched.pop((key, version.version_id), None)

    def _fetch(self, keys: Iterable[str], readers: ThreadPoolExecutor) -> None:
        for key in keys:
            for version in self._histories.get(key, ()):
                if version.size <= LARGEST_UPLOAD and not version.is_delete_marker and not key.startswith("media/"):
                    self._fetched[key, version.version_id] = readers.submit(self._bucket.read, key, version.version_id)
