"""A folder in the place of the site bucket, and one for receipts."""

import hashlib
import json
import mimetypes
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Self
from urllib.parse import quote

from laera.adapters.object_metadata import carried
from laera.errors import PreconditionLostError, StoreUnavailableError
from laera.workflow.ports import Observed, PublicObject
from laera.workflow.tokens import token_of

_OWN = ".laera"
_LARGEST_NAME = 255


class FolderSite:
    """A site written into a folder, each file at once or not at all.

    What a file cannot hold (content type, cache lifetime, metadata such as `laera-status`) is appended to a journal,
    `.laera/objects.jsonl`, one line a write, the last line of a key stands. A line is believed only while the file has
    the size and time it had when it was written. So after a power cut, or when someone edits a page by hand, the page
    is seen without metadata and its true token, and whoever publishes writes it anew: nothing is flushed to the disk
    page by page. Compare-and-swap is atomic between threads; two processes should not write the same keys.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.path.abspath(root)  # noqa: PTH100 - kept as text: paths are made for every page
        os.makedirs(f"{self._root}/{_OWN}", exist_ok=True)  # noqa: PTH103 - as above
        self._known_folders: set[str] = set()
        self._lock = Lock()
        self._journal = _Journal(Path(self._root, _OWN, "objects.jsonl"))

    def observe(self, key: str) -> Observed | None:
        """The token of the object, None when there is none."""
        path = self._path(key)
        status = _status(path)
        if status is None:
            return None
        if entry := self._journal.entry(key, status):
            return Observed(entry.etag, entry.metadata, entry.content_type, entry.cache_control)
        body = _bytes(path)
        return None if body is None else Observed(token_of(body), {}, _guessed_type(key))

    def get(self, key: str) -> PublicObject | None:
        """The object itself; of a file that was not written here the content type is guessed from its name."""
        path = self._path(key)
        status, body = _status(path), _bytes(path)
        if status is None or body is None:
            return None
        if (entry := self._journal.entry(key, status)) and entry.etag == token_of(body):
            return PublicObject(body, entry.content_type, entry.cache_control, entry.metadata)
        return PublicObject(body, _guessed_type(key), "")

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Write if the target still is what was observed (None: absent); else raise PreconditionLostError."""
        path = self._path(key)
        metadata = carried(page.metadata)
        with self._lock:
            current = self.observe(key)
            if (current and current.etag) != (expected and expected.etag):
                raise PreconditionLostError(f"{key} is no longer what was observed")
            try:
                status = self._write(path, page.body)
                entry = _Entry(
                    etag=token_of(page.body),
                    size=status.st_size,
                    modified=status.st_mtime_ns,
                    content_type=page.content_type,
                    cache_control=page.cache_control,
                    metadata=metadata,
                )
                self._journal.append(key, entry)
            except OSError as error:
                raise StoreUnavailableError(f"{path}: cannot be written: {error.strerror}") from error
        return Observed(entry.etag, metadata, page.content_type, page.cache_control)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys in order."""
        found = []
        for folder, folders, names in os.walk(self._root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            above = folder[len(self._root) + 1 :].replace(os.sep, "/")
            found += [f"{above}/{name}" if above else name for name in names if not name.startswith(".")]
        return iter(sorted(key for key in found if key.startswith(prefix)))

    def close(self) -> None:
        """Shorten the journal to one line for each object, and let go of it."""
        with self._lock:
            self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path(self, key: str) -> str:
        if any(part.startswith(".") or not part or "\0" in part for part in key.split("/")):
            raise ValueError(f"{key!r} is no address of a site: it has an empty or hidden part")
        return f"{self._root}/{key}"

    def _write(self, path: str, body: bytes) -> os.stat_result:
        folder = path.rpartition("/")[0]
        if folder not in self._known_folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - paths are text here
            self._known_folders.add(folder)
        return _replace(path, body, f"{self._root}/{_OWN}/incoming-{os.getpid()}")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the journal says of an object."""

    etag: str
    size: int
    modified: int
    content_type: str
    cache_control: str
    metadata: Mapping[str, str]


class _Journal:
    """A file of lines `{"key": …, "etag": …, …}`. Lines that a power cut left half written count for nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, _Entry] = {}
        self._lines = 0
        self._descriptor: int | None = None
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            return
        for line in text.splitlines():
            self._lines += 1
            try:
                record: dict[str, Any] = json.loads(line)
                key = record.pop("key")
                self._entries[key] = _Entry(**record)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                continue

    def entry(self, key: str, status: os.stat_result) -> _Entry | None:
        """What is known of the file as it lies there now."""
        entry = self._entries.get(key)
        return entry if entry and (entry.size, entry.modified) == (status.st_size, status.st_mtime_ns) else None

    def append(self, key: str, entry: _Entry) -> None:
        """Keep what was written."""
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.write(self._descriptor, b"\n")  # ends a line that was left half written
        os.write(self._descriptor, _line(key, entry))
        self._entries[key] = entry
        self._lines += 1

    def close(self) -> None:
        """Write the entries anew when half of the lines are old, and close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if self._lines > 2 * len(self._entries) + 100:
            lines = b"".join(_line(key, entry) for key, entry in sorted(self._entries.items()))
            _replace(str(self._path), lines, f"{self._path}.new", flush=True)
            self._lines = len(self._entries)


def _line(key: str, entry: _Entry) -> bytes:
    record = {"key": key, **{name: getattr(entry, name) for name in _Entry.__slots__}}
    return json.dumps(record, separators=(",", ":")).encode() + b"\n"


class FolderReceipts:
    """Receipts as files in a folder, under the upload's own path. A part that no file may be called is escaped."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, body: bytes, content_type: str) -> None:  # noqa: ARG002 - a file has its name instead
        """Write the file; the newest write stands."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(str(path), body, f"{path.parent}/.incoming-{os.getpid()}")
        except OSError as error:
            raise StoreUnavailableError(f"{path}: cannot be written: {error.strerror}") from error

    def get(self, key: str) -> bytes | None:
        """The file, None when there is none."""
        return _bytes(str(self._path(key)))

    def _path(self, key: str) -> Path:
        return self._root.joinpath(*map(_file_name, key.split("/")))


def _file_name(part: str) -> str:
    """A name that stays below the folder and that the disk takes."""
    if not part:
        return "%"
    if part.startswith((".", "%")) or "\0" in part:
        dots = len(part) - len(part.lstrip("."))
        part = "%2E" * dots + quote(part[dots:], safe=" ")
    if len(part.encode()) > _LARGEST_NAME:
        ending = Path(part).suffix.encode()[-16:].decode(errors="ignore")
        digest = hashlib.sha256(part.encode()).hexdigest()[:16]
        part = part.encode()[: _LARGEST_NAME - 40].decode(errors="ignore") + f"-{digest}{ending}"
    return part


def _replace(path: str, body: bytes, incoming: str, *, flush: bool = False) -> os.stat_result:
    """Put a whole new file in the place of the old one."""
    descriptor = os.open(incoming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        view = memoryview(body)
        while view:
            view = view[file.write(view) :]
        if flush:
            os.fsync(descriptor)
        status = os.fstat(descriptor)
    os.replace(incoming, path)  # noqa: PTH105 - paths are text here
    return status


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - paths are text here
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreUnavailableError(f"{path}: cannot be read: {error.strerror}") from error


def _bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise StoreUnavailableError(f"{path}: cannot be read: {error.strerror}") from error


def _guessed_type(key: str) -> str:
    return mimetypes.guess_type(key)[0] or "application/octet-stream"
