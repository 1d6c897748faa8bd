"""A folder of uploads in the place of the content bucket."""

import errno
import hashlib
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from laera.errors import StoreUnavailableError
from laera.workflow.ports import LARGEST_UPLOAD, Upload, Version

_TEMPORARY = re.compile(
    r"""
      .*~                               # Emacs, Vim, gedit: the file before the edit
    | \#.*\#                            # Emacs: unsaved work
    | ~\$.*                             # Office: a document is open
    | .*\.(?:swp|swo|swx|tmp|temp|part|partial|crdownload)
    | .*___jb_(?:tmp|old|bak)___        # JetBrains: on its way
    | 4913                              # Vim tries whether it may write
    | thumbs\.db | desktop\.ini         # Windows' own
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_ABSENCE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENXIO}

_SETTLED = 2_000_000_000
"""Nanoseconds after its last change from when on a file's time and size tell whether it changed again."""


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is no upload: hidden, an editor's temporary, or not in UTF-8."""
    if name.startswith(".") or _TEMPORARY.fullmatch(name):
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return True
    return False


class FolderContent:
    """A folder of uploads. Keys are paths below it with `/`, in Unicode form NFC whatever the disk holds.

    A folder has no history: the version id is the beginning of the SHA-256 of the bytes, and a file that is gone leaves
    no delete marker. Hidden files, editors' temporaries, names that are not UTF-8 and links that lead outside are no
    uploads. The hash of a file is computed once while its time and size stay the same.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._folders = {"": self._root}  # by the part of a key before its last slash
        self._hashes: dict[str, tuple[tuple[int, int, int], str]] = {}

    def newest(self, key: str) -> Version | None:
        """What is current: None when there is no such file."""
        path = self._path(key)
        return _version(key, path, self._hashes) if path else None

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The file; None when there is none, or when it is no longer the version named."""
        return self.read_whole(key, LARGEST_UPLOAD, version_id)

    def read_whole(self, key: str, largest: int, version_id: str | None = None) -> Upload | None:
        """As `read`, at most `largest + 1` bytes of the file. The version id is of all bytes, as they were read."""
        path = self._path(key)
        file = _opened(path) if path else None
        if path is None or file is None:
            return None
        with file:
            status = os.fstat(file.fileno())
            body = file.read(largest + 1)
            size, digest = len(body), hashlib.sha256(body)
            while size > largest and (more := file.read(LARGEST_UPLOAD)):
                digest.update(more)
                size += len(more)
        found = digest.hexdigest()[:32]
        _remember(self._hashes, path, status, found)
        return Upload(Version(key, found, _moment(status), size), body) if version_id in {None, found} else None

    def versions(self, key: str) -> list[Version]:
        """The file as the only version."""
        newest = self.newest(key)
        return [newest] if newest else []

    def keys(self, prefix: str = "", after: str = "") -> Iterator[Version]:
        """Every upload in key order, those greater than `after`."""
        for key, path in self._files(self._root, "", (self._root,), prefix, after):
            if key.startswith(prefix) and key > after and (version := _version(key, path, self._hashes)):
                yield version

    def key_of(self, path: Path) -> str | None:
        """The key of a file below the root, whether or not it is there now; None when such a file is no upload."""
        try:
            below = Path(os.path.realpath(path.parent), path.name).relative_to(self._root)
        except ValueError:
            return None
        if not below.parts or any(map(is_ignored, below.parts)):
            return None
        return unicodedata.normalize("NFC", "/".join(below.parts))

    def _path(self, key: str) -> str | None:
        """Where the key's file lies; None when there is no such upload. The disk may spell the name in another form."""
        if not unicodedata.is_normalized("NFC", key):
            return None
        above, _, name = key.rpartition("/")
        folder = self._folder(above)
        return self._entry(folder, name) if folder else None

    def _folder(self, above: str) -> str | None:
        if above in self._folders:
            return self._folders[above]
        parent = self._folder(above.rpartition("/")[0]) if "/" in above else self._root
        folder = self._entry(parent, above.rpartition("/")[2]) if parent else None
        if folder and Path(folder).is_dir():
            self._folders[above] = folder
            return folder
        return None

    def _entry(self, folder: str, name: str) -> str | None:
        """The path of a name in a folder, when it is there, is no ignored name, and does not lead outside."""
        if not name or "\0" in name or "/" in name or is_ignored(name):
            return None
        path = f"{folder}/{name}"
        status = _status(path)
        if status is None and not name.isascii():
            path = f"{folder}/{_respelt(folder, name)}"
            status = _status(path)
        if status is None or (stat.S_ISLNK(status.st_mode) and not self._is_inside(path)):
            return None
        return path

    def _is_inside(self, path: str) -> bool:
        real = os.path.realpath(path)
        return real == self._root or real.startswith(self._root + os.sep)

    def _files(
        self, folder: str, above: str, chain: tuple[str, ...], prefix: str, after: str
    ) -> Iterator[tuple[str, str]]:
        """Files below a folder in key order. `chain` holds the real folders above, for links that lead back into it."""
        entries: dict[str, os.DirEntry[str]] = {}
        for entry in _listed(folder):
            if is_ignored(entry.name) or (entry.is_symlink() and not self._is_inside(entry.path)):
                continue
            key = above + unicodedata.normalize("NFC", entry.name) + ("/" if _is_folder(entry) else "")
            if key not in entries or unicodedata.is_normalized("NFC", entry.name):
                entries[key] = entry
        for key in sorted(entries):
            path = entries[key].path
            if not key.endswith("/"):
                yield key, path
            elif (key.startswith(prefix) or prefix.startswith(key)) and (key > after or after.startswith(key)):
                real = os.path.realpath(path)
                if real not in chain:
                    yield from self._files(path, key, (*chain, real), prefix, after)


def _version(key: str, path: str, hashes: dict[str, tuple[tuple[int, int, int], str]]) -> Version | None:
    file = _opened(path)
    if file is None:
        return None
    with file:
        status = os.fstat(file.fileno())
        known = hashes.get(path)
        if known and known[0] == _stamp(status):
            return Version(key, known[1], _moment(status), status.st_size)
        version_id = hashlib.file_digest(file, "sha256").hexdigest()[:32]
    _remember(hashes, path, status, version_id)
    return Version(key, version_id, _moment(status), status.st_size)


def _opened(path: str) -> BufferedReader | None:
    """The regular file at the path; None when there is none. What cannot be read for another reason is named."""
    try:
        file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - the caller closes it
    except OSError as error:
        _must_mean_absence(error, path)
        return None
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    return None


def _without_waiting(path: str, flags: int) -> int:
    """Open for reading; a named pipe among the uploads would otherwise wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        _must_mean_absence(error, folder)
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError as error:  # a link to itself
        _must_mean_absence(error, entry.path)
        return False


def _respelt(folder: str, name: str) -> str:
    """The name as the disk spells it."""
    same = sorted(it.name for it in _listed(folder) if unicodedata.normalize("NFC", it.name) == name)
    return same[0] if same else name


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError as error:
        _must_mean_absence(error, path)
        return None


def _must_mean_absence(error: OSError, path: str) -> None:
    """Return if the error says that nothing is there. Any other is named: a page must not go because a disk failed."""
    if error.errno not in _ABSENCE:
        raise StoreUnavailableError(f"{path}: cannot be read: {error.strerror}") from error


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _remember(
    hashes: dict[str, tuple[tuple[int, int, int], str]], path: str, status: os.stat_result, version_id: str
) -> None:
    """Keep the hash, unless the file is so fresh that the next change might leave time and size the same."""
    if time.time_ns() - status.st_mtime_ns > _SETTLED:
        hashes[path] = (_stamp(status), version_id)


def _moment(status: os.stat_result) -> datetime:
    return datetime.fromtimestamp(status.st_mtime, UTC)
