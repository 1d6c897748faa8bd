"""The announcer: takes a batch of words from the queue of outcomes to the bus, the CDN, hubs and search engines.

Each listener is told on its own: one that will not listen keeps back only the words that concern it. Words come at
least once, so events may be told twice, under one id; the CDN is asked for each but once.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from laera.domain.announcements import Announcement
from laera.errors import ContestedError, TransientError, UnreadableMessageError, WebUnavailableError
from laera.workflow.invalidations import count_invalidations, month_of
from laera.workflow.outcome_words import word_in
from laera.workflow.pings import FRESH_AFTER, INDEX_NOW, tell_hub, tell_index
from laera.workflow.ports import Cdn, Clock, Ear, EventBus, Outcomes, Ping, Recall, Table, Web


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of the queue, by its number."""

    number: str
    body: str


@dataclass
class Report:
    """What became of a batch. `failed` are the numbers of the messages to deliver again, `faults` say why.

    `withheld` counts tags that the month had no room for, `refused` are pings that were answered with a no.
    """

    failed: dict[str, None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    events: int = 0
    invalidated: int = 0
    withheld: int = 0
    pings: int = 0
    refused: list[str] = field(default_factory=list)


class Announcer:
    """Tells. `hub` and `index_now_key` are empty while nobody is to be pinged; `budget` is of invalidations a month."""

    def __init__(
        self,
        *,
        table: Table,
        outcomes: Outcomes,
        bus: EventBus,
        cdn: Cdn,
        web: Web,
        clock: Clock,
        budget: int,
        hub: str = "",
        index_now_key: str = "",
        index_now: str = INDEX_NOW,
    ) -> None:
        self._table = table
        self._outcomes = outcomes
        self._bus = bus
        self._cdn = cdn
        self._web = web
        self._clock = clock
        self._budget = budget
        self._hub = hub
        self._index_now_key = index_now_key
        self._index_now = index_now

    def announce(self, letters: Sequence[Letter]) -> Report:
        """Tell all that a batch of messages says; the report names those that must come again."""
        report = Report()
        announcements: dict[str, Announcement] = {}
        recalls: dict[str, Recall] = {}
        pings: dict[str, Ping] = {}
        for letter in letters:
            try:
                word = word_in(letter.body)
            except UnreadableMessageError as error:
                _fail(report, [letter.number], error)
                continue
            match word:
                case Announcement():
                    announcements[letter.number] = word
                case Recall():
                    recalls[letter.number] = word
                case Ping():
                    pings[letter.number] = word
        self._tell_bus(announcements, report)
        self._tell_cdn({**announcements, **recalls}, report)
        self._ping_later(announcements, report)
        self._ping_hub(pings, report)
        self._ping_index(pings, report)
        return report

    def _tell_bus(self, announcements: Mapping[str, Announcement], report: Report) -> None:
        """Each event once, however many messages of the batch speak of it."""
        by_id = {said.id: said for said in announcements.values()}
        if not by_id:
            return
        try:
            missed = self._bus.put(list(by_id.values()))
        except TransientError as error:
            _fail(report, announcements, error)
            return
        report.events += len(by_id.keys() - missed)
        if missed:
            late = [number for number, said in announcements.items() if said.id in missed]
            _fail(report, late, f"the event bus did not take {len(missed)} events")

    def _tell_cdn(self, words: Mapping[str, Announcement | Recall], report: Report) -> None:
        """One request for the whole batch."""
        wanted = {number: word for number, word in words.items() if word.tags}
        if not wanted:
            return
        now = self._clock.now()
        try:
            month = month_of(self._table, now)
            fresh = [word for word in wanted.values() if word.id not in month.done]
            granted, tags = self._grant(fresh, month.used)
            report.withheld += len({tag for word in fresh for tag in word.tags} - tags.keys())
            if not granted:
                return
            ids = sorted({word.id for word in granted})
            self._cdn.forget(sorted(tags), _reference(sorted(tags), ids))
            report.invalidated += len(tags)
            count_invalidations(self._table, now, ids, len(tags))
        except (TransientError, ContestedError) as error:
            _fail(report, wanted, error)

    def _grant(
        self, words: Sequence[Announcement | Recall], used: int
    ) -> tuple[list[Announcement | Recall], dict[str, None]]:
        """What is urgent, and of the rest as much as the month has room for; with the tags of all of it."""
        granted = [word for word in words if _is_urgent(word)]
        tags = dict.fromkeys(tag for word in granted for tag in word.tags)
        for word in words:
            together = tags | dict.fromkeys(word.tags)
            if not _is_urgent(word) and (len(together) == len(tags) or used + len(together) <= self._budget):
                granted.append(word)
                tags = together
        return granted, tags

    def _ping_later(self, announcements: Mapping[str, Announcement], report: Report) -> None:
        """Search engines hear of pages that changed, once the CDN no longer gives the old ones."""
        if not self._index_now_key:
            return
        concerned = {number: said for number, said in announcements.items() if said.addresses}
        addresses = dict.fromkeys(address for said in concerned.values() for address in said.addresses)
        if not addresses:
            return
        try:
            self._outcomes.send([Ping(Ear.INDEX, address) for address in addresses], FRESH_AFTER)
        except TransientError as error:
            _fail(report, concerned, error)

    def _ping_hub(self, pings: Mapping[str, Ping], report: Report) -> None:
        """Once for each feed. When the hub does not answer, the other feeds need not wait for it too."""
        numbers = _numbers_by_address(pings, Ear.HUB) if self._hub else {}
        is_there = True
        for feed, concerned in numbers.items():
            if is_there:
                is_there = self._ping(partial(tell_hub, self._web, self._hub, feed), self._hub, concerned, report)
            else:
                report.failed.update(dict.fromkeys(concerned))

    def _ping_index(self, pings: Mapping[str, Ping], report: Report) -> None:
        """Once for all pages; a paper that has just changed its domain has pages of two."""
        numbers = _numbers_by_address(pings, Ear.INDEX) if self._index_now_key else {}
        for host in dict.fromkeys(urlsplit(address).netloc for address in numbers):
            addresses = [address for address in numbers if urlsplit(address).netloc == host]
            concerned = [number for address in addresses for number in numbers[address]]
            tell = partial(tell_index, self._web, self._index_now, self._index_now_key, host, addresses)
            self._ping(tell, self._index_now, concerned, report)

    @staticmethod
    def _ping(tell: Callable[[], int], machine: str, concerned: Sequence[str], report: Report) -> bool:
        """Ping once; tells whether there was an answer. What is down is asked again, what says no is not."""
        try:
            status = tell()
        except WebUnavailableError as error:
            _fail(report, concerned, error)
            return False
        if status == 429 or status >= 500:
            _fail(report, concerned, f"{machine} answered {status}")
            return False
        if 200 <= status < 300:
            report.pings += 1
        else:
            report.refused.append(f"{machine} answered {status}")
        return True


def _numbers_by_address(pings: Mapping[str, Ping], ear: Ear) -> dict[str, list[str]]:
    """The numbers of the messages that have an address pinged."""
    numbers: dict[str, list[str]] = {}
    for number, ping in pings.items():
        if ping.ear is ear:
            numbers.setdefault(ping.address, []).append(number)
    return numbers


def _is_urgent(word: Announcement | Recall) -> bool:
    return isinstance(word, Recall) or word.is_urgent


def _reference(tags: Sequence[str], ids: Sequence[str]) -> str:
    """The name of one request: the same batch, delivered again, asks for nothing new."""
    return hashlib.sha256("\n".join((*tags, "", *ids)).encode()).hexdigest()


def _fail(report: Report, numbers: Iterable[str], cause: object) -> None:
    report.failed.update(dict.fromkeys(numbers))
    report.faults.append(str(cause))
