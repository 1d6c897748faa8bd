"""The record of an article: what the press has done, or has begun to do, for one upload key.

A record in state `pending` names everything that its writer may have touched, so whoever comes next can finish or undo
it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self, TypeVar

from laera.domain.announcements import Told
from laera.domain.listings import Place, moment, stamp

T = TypeVar("T")


class State(StrEnum):
    """How far an upload key has come. All but `pending` are settled: nothing is left to write."""

    PENDING = "pending"
    LIVE = "live"
    HELD = "held"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One upload key.

    `seen` is the newest version that was looked at, `version_id` the one readers get (they differ when the newest is
    bad), `source` the sha256 of its bytes. `path` is the page, `since` when this key first asked for it, `former` the
    paths that lead there. `card` fingerprints what lists show, `places` says where; `text` fingerprints what the search
    index holds besides.

    What must be undone when it no longer holds is kept as tuples, so that a pending record can name old and new:
    `filled` are all paths at which something of this key may lie, `stood` those of them where it has been a page with
    companions (a standing page never has any), `leaving` those whose claims it has yet to give up; `photographs` are
    upload keys, `translations` (translation key, language), `wakes` the moments at which the clock changes the story's
    state.

    `told` is what the world hears when this is settled; while it is pending, what the world heard before, at revision
    `told_rev`, and `aims` are what its writer and those it overtook are about to say. So whoever finishes a dead
    writer's work announces what that one would have, and whoever overtakes a slow one takes back what it may have said.
    """

    state: State = State.REJECTED
    seen: str = ""
    version_id: str = ""
    source: str = ""
    path: str = ""
    since: datetime | None = None
    former: tuple[str, ...] = ()
    card: str = ""
    text: str = ""
    places: tuple[Place, ...] = ()
    filled: tuple[str, ...] = ()
    stood: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    photographs: tuple[str, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()
    wakes: tuple[datetime, ...] = ()
    told: Told = field(default_factory=Told)
    told_rev: int = field(default=0, compare=False)
    aims: tuple[Told, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether all that follows from this record has been written."""
        return self.state is not State.PENDING

    def begun(self, earlier: "ArticleRecord", rev: int = 0) -> "ArticleRecord":
        """This record as pending, with all that the earlier one, at `rev`, named: so nothing is forgotten."""
        return replace(
            self,
            state=State.PENDING,
            places=_both(self.places, earlier.places),
            filled=_both(self.filled, earlier.filled),
            stood=_both(self.stood, earlier.stood),
            leaving=_both((earlier.path,) if earlier.path else (), earlier.leaving),
            photographs=_both(self.photographs, earlier.photographs),
            translations=_both(self.translations, earlier.translations),
            wakes=_both(self.wakes, earlier.wakes),
            told=earlier.told,
            told_rev=earlier.told_at(rev),
            aims=_both(earlier.aims, (self.told,)),
        )

    def with_strays(self, paths: tuple[str, ...], *, are_alone: bool = False) -> "ArticleRecord":
        """This record, knowing of pages of the story that were seen where none should be.

        Standing pages `are_alone`: they have no companions.
        """
        stood = self.stood if are_alone else _both(self.stood, paths)
        return replace(self, filled=_both(self.filled, paths), stood=stood) if paths else self

    def told_at(self, rev: int) -> int:
        """The revision at which the world was told last, of this record found at `rev`."""
        return rev if self.is_settled else self.told_rev

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return {
            "state": self.state.value,
            "seen": self.seen,
            "version_id": self.version_id,
            "source": self.source,
            "path": self.path,
            "since": stamp(self.since) if self.since else None,
            "former": list(self.former),
            "filled": list(self.filled),
            "stood": list(self.stood),
            "leaving": list(self.leaving),
            "card": self.card,
            "text": self.text,
            "places": [[place.language, place.scope, place.sk] for place in self.places],
            "photographs": list(self.photographs),
            "translations": [list(group) for group in self.translations],
            "wakes": [stamp(wake) for wake in self.wakes],
            "told": self.told.to_record(),
            "told_rev": self.told_rev,
            "aims": [aim.to_record() for aim in self.aims],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            state=State(record["state"]),
            seen=record["seen"],
            version_id=record["version_id"],
            source=record["source"],
            path=record["path"],
            since=moment(record["since"]) if record["since"] else None,
            former=tuple(record["former"]),
            filled=tuple(record["filled"]),
            stood=tuple(record["stood"]),
            leaving=tuple(record["leaving"]),
            card=record["card"],
            text=record.get("text", ""),
            places=tuple(Place(*place) for place in record["places"]),
            photographs=tuple(record["photographs"]),
            translations=tuple((key, language) for key, language in record["translations"]),
            wakes=tuple(moment(wake) for wake in record["wakes"]),
            told=Told.from_record(record["told"]),
            told_rev=record["told_rev"],
            aims=tuple(map(Told.from_record, record["aims"])),
        )


def _both(ours: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))


def article_pk(key: str) -> str:
    """The partition of an article's record."""
    return f"ARTICLE#{key}"


RECORD = "RECORD"
