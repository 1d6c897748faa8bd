"""The record of an article: what the press has done, or has begun to do, for one upload key.

A record in state `pending` names everything that its writer may have touched, so whoever comes next can finish or undo
it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from laera.domain.listings import Place, moment, stamp


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
    paths that lead there. `card` fingerprints what lists show, `places` says where. `wake` is the moment at which the
    clock changes the story's state.
    """

    state: State = State.REJECTED
    seen: str = ""
    version_id: str = ""
    source: str = ""
    path: str = ""
    since: datetime | None = None
    former: tuple[str, ...] = ()
    card: str = ""
    places: tuple[Place, ...] = ()
    photograph: str = ""
    translation: tuple[str, str] | None = None
    wake: datetime | None = None

    @property
    def is_settled(self) -> bool:
        """Whether all that follows from this record has been written."""
        return self.state is not State.PENDING

    def begun(self, earlier: "ArticleRecord") -> "ArticleRecord":
        """This record as pending: the places of both, so that none is forgotten if its writer dies."""
        return replace(self, state=State.PENDING, places=tuple(dict.fromkeys((*self.places, *earlier.places))))

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
            "card": self.card,
            "places": [[place.language, place.scope, place.sk] for place in self.places],
            "photograph": self.photograph,
            "translation": list(self.translation) if self.translation else None,
            "wake": stamp(self.wake) if self.wake else None,
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
            card=record["card"],
            places=tuple(Place(*place) for place in record["places"]),
            photograph=record["photograph"],
            translation=(record["translation"][0], record["translation"][1]) if record["translation"] else None,
            wake=moment(record["wake"]) if record["wake"] else None,
        )


def article_pk(key: str) -> str:
    """The partition of an article's record."""
    return f"ARTICLE#{key}"


RECORD = "RECORD"
