"""The public history of a story: the forms in which readers had it, and the times at which they had none.

Only what readers could see has a part in it: no draft, nothing that was held and replaced before its hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from laera.domain.articles import Article


@dataclass(frozen=True, slots=True)
class Absence:
    """A time at which the story was not on the site. `reason` is what readers were told, empty when nothing was."""

    since: datetime
    until: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """The story in one form, and since when readers had it. `absence` is the time without any just before."""

    article: Article
    since: datetime
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All showings, the newest first. When it is not whole, the last of them is only what the one before is told by."""

    showings: tuple[Showing, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Stay:
    """What an upload was for a while: a story, or nothing (it was deleted). `until` is None while it is."""

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


def showings_of(stays: Sequence[Stay]) -> tuple[Showing, ...]:
    """The public ones of the stays, both newest first: one for each minute, as nobody reads two in one."""
    showings: list[Showing] = []
    begun: datetime | None = None
    ended: datetime | None = None
    reason = ""
    for stay in reversed(stays):
        if stay.article is None or not stay.was_public:
            if stay.article and stay.article.withdrawn is not None:
                reason = stay.article.withdrawn
            continue
        absence = Absence(ended, stay.begun, reason) if ended and _minute(ended) < _minute(stay.begun) else None
        if begun and _minute(begun) == _minute(stay.begun):
            absence = showings.pop(0).absence
        # A story moved in from elsewhere is older than its upload: it is dated as its page is.
        since = stay.begun if showings else stay.article.release
        showings.insert(0, Showing(stay.article, since, absence))
        begun, ended, reason = stay.begun, stay.ended, ""
    return tuple(showings)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
