"""What a front is made of: the paper, the moment, and lists, each read once; and whether they still say the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from laera.domain.listings import DAYS, Card, CorrectedCard, listing_pk, moment, stamp
from laera.domain.site import Site
from laera.workflow.listing_entries import Entries, newest_entries
from laera.workflow.ports import PublicObject, SiteStore, Table

AT_LEAST = 40
"""Entries read of a list, however few are wanted: one call gives them as well as fewer."""

_Read = Callable[[], object]


class FrontReading:
    """Lists as the table has them, strongly consistent, at one moment."""

    def __init__(self, table: Table, site: Site, now: datetime, store: SiteStore) -> None:
        self.site = site
        self.now = now
        self._table = table
        self._store = store
        self._reads: dict[tuple[object, ...], tuple[_Read, Any]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._asked: set[tuple[object, ...]] = set()

    def cards(self, language: str, scope: str, count: int, *, since: datetime | None = None) -> list[Card]:
        """The newest cards of a list, newest first, those published after `since` alone."""
        return [Card.from_record(body) for body in self.entries(language, scope, count, since=since)]

    def corrections(self, language: str, scope: str, count: int) -> list[CorrectedCard]:
        """The newest corrections, newest first."""
        return [CorrectedCard.from_record(body) for body in self.entries(language, scope, count)]

    def words(self, language: str, presence: str, count: int) -> list[str]:
        """The last words of a presence list, last first."""
        return [str(body["word"]) for body in self.entries(language, presence, count)]

    def neighbours(self, language: str, day: date) -> tuple[date | None, date | None]:
        """The days before and after one that have stories."""
        return self._beside(language, day, newest_first=True), self._beside(language, day, newest_first=False)

    def entries(self, language: str, scope: str, count: int, *, since: datetime | None = None) -> Entries:
        """The newest entries of a list as JSON values, newest first.

        What is read of a list is enough for most of the fronts made from it, so that most lists are read once.
        """
        pk, wanted = listing_pk(language, scope), max(count, AT_LEAST)
        known = self._lengths.setdefault(pk, set())
        if since is not None:
            newest = self._newest(pk, max(known, default=AT_LEAST))
            recent = tuple(body for body in newest if moment(str(body["published"])) >= since)
            if len(recent) < len(newest) or len(newest) < AT_LEAST:
                return recent[:count]
            found: Entries = self._once(
                (pk, wanted, since), lambda: newest_entries(self._table, pk, wanted, lowest=stamp(since))
            )
            return found[:count]
        return self._newest(pk, min((length for length in known if length >= count), default=wanted))[:count]

    def _newest(self, pk: str, length: int) -> Entries:
        self._lengths.setdefault(pk, set()).add(length)
        found: Entries = self._once((pk, length), lambda: newest_entries(self._table, pk, length))
        return found

    def documents(self, language: str) -> Mapping[str, Mapping[str, Any]]:
        """The documents that say how fronts of a language are to be, by front: `home` or a section's id."""

        def read() -> Mapping[str, Mapping[str, Any]]:
            return documents_of(self._table, language)

        found: Mapping[str, Mapping[str, Any]] = self._once(("documents", language), read)
        return found

    def public(self, key: str) -> PublicObject | None:
        """What lies on the site under a key. Whoever changes that writes an entry of the list afterwards."""
        return self._store.get(key)

    def asked(self) -> set[tuple[object, ...]]:
        """What was asked for since this was last called, by names that `outdated` gives too."""
        asked, self._asked = self._asked, set()
        return asked

    def outdated(self, names: Iterable[tuple[object, ...]]) -> set[tuple[object, ...]]:
        """What of this does not say any more what it said."""
        reads = {name: self._reads[name] for name in names}
        return {name for name, (read, answer) in reads.items() if read() != answer}

    def _beside(self, language: str, day: date, *, newest_first: bool) -> date | None:
        def read() -> date | None:
            return day_beside(self._table, language, day, newest_first=newest_first)

        found: date | None = self._once((language, day, newest_first), read)
        return found

    def _once(self, name: tuple[object, ...], read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is read
        self._asked.add(name)
        if name not in self._reads:
            self._reads[name] = read, read()
        return self._reads[name][1]


def day_beside(table: Table, language: str, day: date, *, newest_first: bool) -> date | None:
    """The nearest day with stories before a day, or after it unless `newest_first`."""
    pk, word = listing_pk(language, DAYS), day.isoformat()
    found = newest_entries(table, pk, 1, after=word, newest_first=newest_first)
    return date.fromisoformat(found[0]["word"]) if found else None


def documents_of(table: Table, language: str) -> Mapping[str, Mapping[str, Any]]:
    """The front documents in force in a language, by front."""
    items: Sequence[Any] = table.query(front_pk(language), limit=200).items
    return {item.sk: item.body for item in items if "gone" not in item.body}


def front_pk(language: str) -> str:
    """The partition of the front documents of a language; the sort key is `home` or a section's id."""
    return f"FRONT#{language}"
