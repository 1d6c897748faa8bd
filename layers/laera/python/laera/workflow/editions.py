"""A story's public editions, from the versions of its upload: what its history page is made of.

Only what readers could see has a part in it: no draft, nothing that was held and replaced before its hour, nothing that
was refused, no version that was removed from the bucket for good. It all follows from the bucket, so a press that lost
its table tells the same history.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from laera.domain.articles import Article
from laera.domain.complaints import errors_in
from laera.domain.history import Absence, History, Showing
from laera.domain.manuscripts import read_manuscript
from laera.domain.site import Site
from laera.workflow.ports import ContentStore, Version

MOST_READ = 30
"""Versions that are read for one history, the one that readers have now included."""


def history_of(
    content: ContentStore, versions: Sequence[Version], shown: Version, article: Article, site: Site
) -> History:
    """The history of a story that is live as `article`, made of the version `shown`.

    `versions` are the key's, newest first. Older ones than `shown` are read, at most `MOST_READ` less one; newer ones
    are bad, and not for readers.
    """
    at = next((number for number, version in enumerate(versions) if version.version_id == shown.version_id), None)
    older = versions[at + 1 :] if at is not None else ()
    kept: list[Version] = []
    read = 1
    for version in older:
        read += not version.is_delete_marker
        if read > MOST_READ:
            break
        kept.append(version)
    stays = [_Stay(article, shown.modified, None)]
    stays += _stays(content, kept, site, until=shown.modified)
    return History(tuple(_showings(stays)), is_whole=len(kept) == len(older))


@dataclass(frozen=True, slots=True)
class _Stay:
    """What took the place of what was there: a story, or nothing (it was deleted). `until` is None while it stands."""

    article: Article | None
    since: datetime
    until: datetime | None

    @property
    def begun(self) -> datetime:
        """When readers could have it at the earliest."""
        return max(self.since, self.article.release) if self.article else self.since

    @property
    def ended(self) -> datetime | None:
        """When they could no longer; None while they can."""
        expires = self.article.expires if self.article and self.until else None
        return min(self.until, expires) if self.until and expires else self.until

    @property
    def was_public(self) -> bool:
        """Whether there was a moment at which readers could have it."""
        if self.article is None or self.article.is_draft or self.article.withdrawn is not None:
            return False
        return self.ended is None or self.begun < self.ended


def _stays(content: ContentStore, versions: Sequence[Version], site: Site, until: datetime) -> Iterator[_Stay]:
    """What the versions were to readers, newest first; bad ones never took the place of anything."""
    for version in versions:
        if version.is_delete_marker:
            yield _Stay(None, version.modified, until)
        else:
            upload = content.read(version.key, version.version_id)
            reading = read_manuscript(version.key, upload.body, site) if upload else None
            if reading is None or reading.article is None or errors_in(reading.complaints):
                continue
            yield _Stay(reading.article, version.modified, until)
        until = version.modified


def _showings(stays: Sequence[_Stay]) -> list[Showing]:
    """The public stays as showings, newest first: one for each minute, as nobody reads two in one."""
    showings: list[Showing] = []
    begun: datetime | None = None
    ended: datetime | None = None
    reason = ""
    for stay in reversed(stays):
        if not stay.was_public or stay.article is None:
            is_withdrawal = stay.article is not None and stay.article.withdrawn is not None
            reason = stay.article.withdrawn or "" if stay.article and is_withdrawal else reason
            continue
        absence = Absence(ended, stay.begun, reason) if ended and _minute(ended) < _minute(stay.begun) else None
        if begun and _minute(begun) == _minute(stay.begun):
            absence = showings.pop(0).absence
        # A story moved in from elsewhere is older than its upload: it is dated as its page is.
        since = stay.begun if showings else stay.article.release
        showings.insert(0, Showing(stay.article, since, absence))
        begun, ended, reason = stay.begun, stay.ended, ""
    return showings


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
