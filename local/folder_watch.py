"""The watched folder: what is saved in it is uploaded, what is removed from it is deleted."""

import hashlib
import mimetypes
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from botocore.exceptions import ClientError

from laera.rendering.template_sets import set_of_key
from local.aws.cloud import Cloud

_LEFT_BEHIND_BY_EDITORS = (".swp", ".swx", ".swo", ".tmp", ".part", ".crdownload", ".bak", "~")
_NEVER_CONTENT = {"Thumbs.db", "desktop.ini", "4913", "Icon\r"}  # 4913 is Vim trying whether it may write
# Long enough for an editor's save (write, rename, touch) to be one change, short enough not to be felt.
_SETTLING_MILLISECONDS = 30


class FolderWatch:
    """Keeps the content bucket like the folder, from the folder's side: uploads by other clients stay as they are."""

    def __init__(self, folder: Path, bucket: str, cloud: Cloud, complain: Callable[[str], None]) -> None:
        self._folder = folder.resolve()
        self._bucket = bucket
        self._cloud = cloud
        self._complain = complain
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="folder watch", daemon=True)

    def files(self) -> list[Path]:
        """The files that are content: template sets and settings first, then stories, front documents, photographs."""
        found = (
            path for path in self._folder.rglob("*") if path.is_file() and is_content(path.relative_to(self._folder))
        )
        return sorted(found, key=self._precedence)

    def upload(self, paths: Iterable[Path]) -> Iterator[str]:
        """Uploads files of the folder one by one and yields each key once it is there."""
        for path in paths:
            self._upload(path)
            yield self.key_of(path)

    def start(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watches no more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _precedence(self, path: Path) -> tuple[int, str]:
        key = self.key_of(path)
        if set_of_key(key):  # site.yaml may name it
            return 0, key
        rank = 1 if key == "site.yaml" else 3 if is_photograph(path.relative_to(self._folder)) else 2
        return rank, key

    def key_of(self, path: Path) -> str:
        """The key a file of the folder is uploaded under."""
        return path.relative_to(self._folder).as_posix()

    def _watch(self) -> None:
        from watchfiles import watch

        def wanted(_change: Any, path: str) -> bool:
            return is_content(PurePath(path).relative_to(self._folder))

        for changes in watch(
            self._folder,
            watch_filter=wanted,
            step=_SETTLING_MILLISECONDS,
            debounce=_SETTLING_MILLISECONDS * 10,
            rust_timeout=500,
            stop_event=self._stopping,
            yield_on_timeout=False,
            raise_interrupt=False,
        ):
            try:
                self._follow({Path(path) for _, path in changes})
            except OSError as error:
                self._complain(f"{self._folder}: {error}")

    def _follow(self, changed: set[Path]) -> None:
        """Brings the bucket up to date. Removals first: a renamed article must leave its address before it arrives."""
        for path in sorted(path for path in changed if not path.exists()):
            self._remove(self.key_of(path))
        for path in sorted((path for path in changed if path.exists()), key=self._precedence):
            # A folder that was moved in is reported as itself alone.
            inside = [child for child in path.rglob("*") if child.is_file()] if path.is_dir() else [path]
            for file in sorted(inside, key=self._precedence):
                if is_content(file.relative_to(self._folder)):
                    self._upload(file)

    def _upload(self, path: Path) -> bool:
        """Puts a file into the bucket, unless the same bytes are there already or the file has just gone."""
        try:
            body = path.read_bytes()
        except FileNotFoundError:
            return False
        key = self.key_of(path)
        if self._etag(key) == hashlib.md5(body, usedforsecurity=False).hexdigest():
            return False
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix in {".md", ".markdown"}:
            kind = "text/markdown; charset=utf-8"
        self._cloud.s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=kind)
        return True

    def _remove(self, key: str) -> None:
        """Deletes an object, or all below it when a folder went."""
        if self._etag(key) is not None:
            self._cloud.s3.delete_object(Bucket=self._bucket, Key=key)
        pages = self._cloud.s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=f"{key}/")
        for page in pages:
            for found in page.get("Contents", []):
                self._cloud.s3.delete_object(Bucket=self._bucket, Key=found["Key"])

    def _etag(self, key: str) -> str | None:
        try:
            return self._cloud.s3.head_object(Bucket=self._bucket, Key=key)["ETag"].strip('"')
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                return None
            raise


def is_photograph(path: PurePath) -> bool:
    """Whether a file in the folder is a photograph, by its place."""
    return path.parts[0] == "media"


def is_content(path: PurePath) -> bool:
    """Whether a file in the folder is meant for the paper: not hidden, nor left there by an editor or file manager."""
    if any(part.startswith(".") for part in path.parts):
        return False
    name = path.name
    return not (
        name in _NEVER_CONTENT
        or name.endswith(_LEFT_BEHIND_BY_EDITORS)
        or (name.startswith("#") and name.endswith("#"))
    )
