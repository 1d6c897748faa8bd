"""Reading the versions of an upload, none of them twice."""

from typing import Protocol

from laera.workflow.ports import ContentStore, Upload, Version


class VersionReader(Protocol):
    """The part of the content bucket that tells what became of one upload."""

    def versions(self, key: str) -> list[Version]:
        """Every version and delete marker of the key, newest first."""

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The version with its bytes; None when absent or a delete marker."""


class ReadOnce:
    """The bucket as one attempt sees it: a version never changes, so what was read is kept until the attempt ends."""

    def __init__(self, content: ContentStore) -> None:
        self._content = content
        self._read: dict[tuple[str, str | None], Upload | None] = {}

    def versions(self, key: str) -> list[Version]:
        """Every version and delete marker of the key, newest first."""
        return self._content.versions(key)

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The version with its bytes, as it was when it was first asked for."""
        if (key, version_id) not in self._read:
            self._read[key, version_id] = self._content.read(key, version_id)
        return self._read[key, version_id]
