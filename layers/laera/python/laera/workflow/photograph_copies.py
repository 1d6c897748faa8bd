"""Public copies of photographs and recordings: placed where nobody has been, taken back by writing 410 over them.

A copy's address stands for its bytes, so a copy is never changed. It is absent, there, or taken back.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from laera.errors import PreconditionLostError
from laera.workflow.ports import Observed, PublicObject, SiteStore
from laera.workflow.tokens import token_of

COPY_LIFETIME = "public, max-age=31536000, s-maxage=3600, immutable"
"""Readers keep a copy for ever; the edge asks every hour whether it still stands, for a copy may be taken back."""
TAKEN_BACK_LIFETIME = "public, max-age=60"

_STATUS = "laera-status"
_DIGEST = "laera-digest"


@dataclass(frozen=True, slots=True)
class CopyFile:
    """A copy and its bytes."""

    path: str
    media_type: str
    body: bytes


class PublicCopies:
    """The copies on the site. What was written or taken back is added to `changed`, in order."""

    def __init__(self, site: SiteStore, changed: dict[str, None]) -> None:
        self._site = site
        self._changed = changed

    def all_stand(self, paths: Iterable[str]) -> bool:
        """Whether every one of these can be fetched now."""
        return all(_stands(self._site.observe(_object_key(path))) for path in paths)

    def place(self, files: Sequence[CopyFile], make_sure: Callable[[], None], *, is_thorough: bool = False) -> None:
        """Write the copies that are not there; `is_thorough` also those that are not what was written.

        Absent ones are written on the condition that nobody has been there. One that was taken back may have been so by
        somebody who knows better: `make_sure` is called between the look at it and the write, and raises if so.
        """
        others: list[tuple[CopyFile, Observed]] = []
        for file in files:
            key = _object_key(file.path)
            try:
                self._put(file.path, _copy(file), None)
            except PreconditionLostError:
                observed = self._site.observe(key)
                if observed is None:  # S3 also says so (409) of a rival whose write came to nothing
                    raise
                if not _stands(observed) or (is_thorough and not _is_intact(observed, _copy(file))):
                    others.append((file, observed))
        if others:
            make_sure()
        for file, observed in others:
            self._put(file.path, _copy(file), observed)

    def take_back(self, paths: Iterable[str], stamp: str) -> None:
        """Write 410 over these, also where nothing is yet: a slower writer then finds that somebody has been there.

        Nothing is ever deleted from the site bucket, so absence has to be written. `stamp` tells one taking back from
        another: over an older one a new one is written, or whoever saw the older would not notice.
        """
        for path in paths:
            observed = self._site.observe(_object_key(path))
            page = _taken_back(path, stamp)
            if observed is None or observed.metadata.get(_DIGEST) != page.metadata[_DIGEST]:
                self._put(path, page, observed)

    def _put(self, path: str, page: PublicObject, expected: Observed | None) -> None:
        self._site.put(_object_key(path), page, expected)
        self._changed[path] = None


def _copy(file: CopyFile) -> PublicObject:
    return PublicObject(file.body, file.media_type, COPY_LIFETIME, _metadata(file.path, file.body))


def _taken_back(path: str, stamp: str) -> PublicObject:
    body = f"This file has been taken back. ({stamp})\n".encode()
    metadata = {**_metadata(path, body), _STATUS: "410"}
    return PublicObject(body, "text/plain; charset=utf-8", TAKEN_BACK_LIFETIME, metadata)


def copy_tag(path: str) -> str:
    """The cache tag of all copies of one photograph: the first part of their names."""
    return "media-" + path.rpartition("/")[2].partition("-")[0]


def _metadata(path: str, body: bytes) -> dict[str, str]:
    return {_DIGEST: hashlib.sha256(body).hexdigest(), "cache-tag": copy_tag(path)}


def _stands(observed: Observed | None) -> bool:
    return observed is not None and _STATUS not in observed.metadata


def _is_intact(observed: Observed, copy: PublicObject) -> bool:
    headers = observed.metadata, observed.content_type, observed.cache_control
    return observed.etag == token_of(copy.body) and headers == (copy.metadata, copy.content_type, copy.cache_control)


def _object_key(path: str) -> str:
    return path.lstrip("/")
