"""Announcements: what became of an upload, in the words in which others hear of it.

Two facts can follow from one upload: what changed for readers, and how the upload itself ended. Mostly they are the
same; a draft that takes a story down is both an `ArticleWithdrawn` and an `ArticleDrafted`. Of a story that readers may
not see an announcement carries its key and how it ended, and not a word of it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from laera.domain.articles import UNDATED, Article
from laera.domain.listings import moment, stamp
from laera.domain.receipts import Outcome
from laera.domain.site import Site


class Event(StrEnum):
    """All that is announced: the `detail-type` of an event on the bus."""

    PUBLISHED = "ArticlePublished"
    UPDATED = "ArticleUpdated"
    CORRECTED = "ArticleCorrected"
    MOVED = "ArticleMoved"
    WITHDRAWN = "ArticleWithdrawn"
    RESTORED = "ArticleRestored"
    SCHEDULED = "ArticleScheduled"
    DRAFTED = "ArticleDrafted"
    UNCHANGED = "ArticleUnchanged"
    REJECTED = "ArticleRejected"
    SUPERSEDED = "ArticleSuperseded"


FOR_READERS = frozenset({Event.PUBLISHED, Event.UPDATED, Event.CORRECTED, Event.MOVED, Event.RESTORED})
"""After these a story is public, and the announcement says which."""

_OF_THE_UPLOAD = {
    Outcome.SCHEDULED: Event.SCHEDULED,
    Outcome.DRAFT: Event.DRAFTED,
    Outcome.REJECTED: Event.REJECTED,
    Outcome.SUPERSEDED: Event.SUPERSEDED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the world was last told of one upload key.

    `seen` is the newest version then, `path` where readers got the story (empty: nowhere), `source` the sha256 of its
    bytes, `corrections` a fingerprint of each of its notes. `was_public` is whether readers have ever had it.
    """

    seen: str = ""
    path: str = ""
    source: str = ""
    corrections: tuple[str, ...] = ()
    was_public: bool = False

    def to_record(self) -> list[object]:
        """As JSON values."""
        return [self.seen, self.path, self.source, list(self.corrections), self.was_public]

    @classmethod
    def from_record(cls, record: list[Any]) -> Self:
        """The inverse of `to_record`."""
        seen, path, source, corrections, was_public = record
        return cls(seen, path, source, tuple(corrections), was_public)


def told_of_live(seen: str, path: str, source: str, article: Article) -> Told:
    """What the world is told of a story that readers get."""
    notes = (f"{stamp(note.date)} {note.text}" for note in article.corrections)
    prints = tuple(hashlib.sha256(note.encode()).hexdigest()[:12] for note in notes)
    return Told(seen, path, source, prints, was_public=True)


def heard_before(told: Told, aims: Iterable[Told], after: Told) -> Told:
    """What the world may believe that is no longer so: what it was `told`, or else what an overtaken writer aimed at.

    Such a writer may have spoken before it noticed, or may do so yet.
    """
    for aim in aims:
        if not _change_for_readers(told, after) and _change_for_readers(aim, after):
            return replace(aim, seen=told.seen)
    return told


def events_of(before: Told, after: Told, outcome: Outcome) -> Iterator[Event]:
    """What is to be announced when `after` follows `before`, and the upload ended so: at most two events.

    Nothing when neither readers nor an upload's sender learn anything new: a rebuild, a photograph that arrived.
    """
    change = _change_for_readers(before, after)
    if change:
        yield change
    if after.seen == before.seen:
        return
    if outcome in _OF_THE_UPLOAD:
        yield _OF_THE_UPLOAD[outcome]
    elif change is None:
        yield Event.WITHDRAWN if outcome is Outcome.WITHDRAWN else Event.UNCHANGED


def _change_for_readers(before: Told, after: Told) -> Event | None:
    """The gravest change alone: a correction that also moves a story is a correction."""
    if not after.path:
        return Event.WITHDRAWN if before.path else None
    if not before.path:
        return Event.RESTORED if before.was_public else Event.PUBLISHED
    if set(after.corrections) - set(before.corrections):
        return Event.CORRECTED
    if after.path != before.path:
        return Event.MOVED
    return Event.UPDATED if after.source != before.source else None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event. The same event has the same `id`, however often it is told.

    Of two about one key the later has the greater `sequence`, in whatever order they arrive. `version_id` is the
    version readers get, or of an event about the upload the upload's own. `address` is where the story is, of a
    withdrawn one where it was; `former` are addresses that now lead there or are gone. The fields from `language` on
    are filled while the story is public. `tags` is what the CDN should forget at once.
    """

    id: str
    event: Event
    key: str
    version_id: str
    outcome: Outcome
    at: datetime
    sequence: int = 0
    address: str = ""
    former: tuple[str, ...] = ()
    language: str = ""
    section: str = ""
    headline: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Whether readers must not go on seeing what they have: this is told to the CDN whatever it costs."""
        return self.event in {Event.CORRECTED, Event.WITHDRAWN}

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address at which something changed for readers."""
        return tuple(dict.fromkeys((*((self.address,) if self.address else ()), *self.former)))

    def detail(self) -> dict[str, object]:
        """As others get it: JSON values, nothing that is empty (docs/operator/article-event.schema.json)."""
        said: dict[str, object] = {
            "id": self.id,
            "key": self.key,
            "version_id": self.version_id,
            "outcome": self.outcome.value,
            "at": stamp(self.at),
            "sequence": self.sequence,
        }
        optional = {
            "address": self.address,
            "former": list(self.former),
            "language": self.language,
            "section": self.section,
            "headline": self.headline,
            "published": stamp(self.published) if self.published else "",
            "updated": stamp(self.updated) if self.updated else "",
        }
        return said | {name: value for name, value in optional.items() if value}

    def to_record(self) -> dict[str, object]:
        """As JSON values, for the press's own queue."""
        return self.detail() | {"event": self.event.value, "tags": list(self.tags)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            id=record["id"],
            event=Event(record["event"]),
            key=record["key"],
            version_id=record["version_id"],
            outcome=Outcome(record["outcome"]),
            at=moment(record["at"]),
            sequence=record["sequence"],
            address=record.get("address", ""),
            former=tuple(record.get("former", ())),
            language=record.get("language", ""),
            section=record.get("section", ""),
            headline=record.get("headline", ""),
            published=moment(record["published"]) if "published" in record else None,
            updated=moment(record["updated"]) if "updated" in record else None,
            tags=tuple(record["tags"]),
        )

    def with_story(self, article: Article, site: Site, path: str, former: tuple[str, ...]) -> Self:
        """This announcement with what readers may know of the story by now."""
        return replace(
            self,
            address=site.absolute(path),
            former=tuple(map(site.absolute, former)),
            language=article.language,
            section=article.section.id,
            headline=article.headline,
            published=None if article.published == UNDATED else article.published,
            updated=article.updated,
        )


def announcement_id(event: Event, key: str, version_id: str, told_rev: int) -> str:
    """The name of one event: of what version of what key, and after which settled revision of its record."""
    facts = f"{event.value}\n{key}\n{version_id}\n{told_rev}"
    return hashlib.sha256(facts.encode()).hexdigest()[:32]
