"""The public history of a story: the forms in which readers had it, and the times at which they had none."""

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
