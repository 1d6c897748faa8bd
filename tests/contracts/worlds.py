"""The adapters under contract, each with what the world around it can do."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from types_boto3_s3 import S3Client

from laera.adapters.folder import FolderContent
from laera.adapters.memory import MemoryContent
from laera.adapters.s3 import S3Content
from laera.workflow.ports import ContentStore, Version


class Newsroom(Protocol):
    """A content store and its editor."""

    @property
    def store(self) -> ContentStore:
        """The store under contract."""

    def upload(self, key: str, body: bytes) -> None:
        """Put a file."""

    def delete(self, key: str) -> None:
        """Delete as a client does."""


class VersionedNewsroom(Newsroom, Protocol):
    """One whose store keeps history."""

    def erase(self, key: str, version_id: str) -> None:
        """Remove one version for ever."""


@dataclass(frozen=True)
class InMemory:
    """An editor of the store in memory."""

    store: MemoryContent

    def upload(self, key: str, body: bytes) -> None:
        """Put a file."""
        self.store.put(key, body)

    def delete(self, key: str) -> None:
        """Leave a delete marker."""
        self.store.delete(key)

    def erase(self, key: str, version_id: str) -> None:
        """Remove one version for ever."""
        self.store.delete_version(key, version_id)


@dataclass(frozen=True)
class OnFolder:
    """An editor with a folder open."""

    store: FolderContent
    root: Path

    def upload(self, key: str, body: bytes) -> None:
        """Save a file."""
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def delete(self, key: str) -> None:
        """Remove a file, if it is there."""
        (self.root / key).unlink(missing_ok=True)


@dataclass(frozen=True)
class OnS3:
    """An editor with an S3 client."""

    store: S3Content
    client: S3Client
    bucket: str

    def upload(self, key: str, body: bytes) -> None:
        """Put an object."""
        self.client.put_object(Bucket=self.bucket, Key=key, Body=body)

    def delete(self, key: str) -> None:
        """Leave a delete marker."""
        self.client.delete_object(Bucket=self.bucket, Key=key)

    def erase(self, key: str, version_id: str) -> None:
        """Remove one version for ever."""
        self.client.delete_object(Bucket=self.bucket, Key=key, VersionId=version_id)


Namer = Callable[[str], str]
"""Makes a name that no other test has."""


def settle(path: Path) -> None:
    """Make a file look long saved, so that its hash is remembered."""
    os.utime(path, (1_700_000_000, 1_700_000_000))


def listed(store: ContentStore, prefix: str = "", after: str = "") -> list[Version]:
    """The whole list."""
    return list(store.keys(prefix, after))


def keys(store: ContentStore, prefix: str = "", after: str = "") -> list[str]:
    """The keys of the list."""
    return [version.key for version in listed(store, prefix, after)]
