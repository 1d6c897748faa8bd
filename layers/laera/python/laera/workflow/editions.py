"""A story's editions, from the versions of its upload: what its public history is made of.

It all follows from the bucket, so a press that lost its table tells the same history. A version that was removed from
the bucket for good has no part in it, nor has one that was refused while it is the newest.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from laera.domain.articles import Article
from laera.domain.complaints import errors_in
from laera.domain.history import History, Stay, showings_of
from laera.domain.manuscripts import read_manuscript
from laera.domain.site import Site
from laera.workflow.ports import Version
from laera.workflow.version_reader import VersionReader

MOST_READ = 30
"""Versions that one history is made of, the one that readers have now included."""


@dataclass(frozen=True)
class Editions:
    """The editions of a story that is live as `article`, made of the version `shown`; read when they are asked for.

    `versions` are the key's, newest first; those newer than `shown` are bad, and not for readers.
    """

    reader: VersionReader
    versions: tuple[Version, ...]
    shown: Version
    article: Article
    site: Site

    @property
    def made_of(self) -> str:
        """What tells this history from any other of the same paper: the versions there are, and their times."""
        named = (
            f"{it.version_id} {it.modified.isoformat()} {it.is_delete_marker}" for it in (self.shown, *self._older)
        )
        return hashlib.sha256("\n".join(named).encode()).hexdigest()

    def history(self) -> History:
        """The public history. Reads at most `MOST_READ` versions less the one that is shown."""
        stays = [Stay(self.article, self.shown.modified, None), *self._stays()]
        return History(showings_of(stays), is_whole=len(self._looked_at) == len(self._older))

    @cached_property
    def _older(self) -> tuple[Version, ...]:
        ids = [version.version_id for version in self.versions]
        return self.versions[ids.index(self.shown.version_id) + 1 :] if self.shown.version_id in ids else ()

    @cached_property
    def _looked_at(self) -> tuple[Version, ...]:
        """The newest of the older ones; deletions need no reading."""
        kept: list[Version] = []
        read = 1
        for version in self._older:
            read += not version.is_delete_marker
            if read > MOST_READ:
                break
            kept.append(version)
        return tuple(kept)

    def _stays(self) -> Iterator[Stay]:
        """What the older versions were, newest first; bad ones never took the place of anything."""
        until = self.shown.modified
        for version in self._looked_at:
            if version.is_delete_marker:
                yield Stay(None, version.modified, until)
            else:
                upload = self.reader.read(version.key, version.version_id)
                reading = read_manuscript(version.key, upload.body, self.site) if upload else None
                if reading is None or reading.article is None or errors_in(reading.complaints):
                    continue
                yield Stay(reading.article, version.modified, until)
            until = version.modified
