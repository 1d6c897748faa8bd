"""The announcer: every listener is told, each on its own, and no more often than it must be."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from laera.adapters.memory import FrozenClock, MemoryBus, MemoryCdn, MemoryOutcomes, MemoryTable, MemoryWeb
from laera.domain.announcements import Announcement, Event
from laera.domain.receipts import Outcome
from laera.errors import BusUnavailableError, CdnUnavailableError, QueueUnavailableError
from laera.workflow.announcer import Announcer, Letter, Report
from laera.workflow.invalidations import month_of
from laera.workflow.outcome_words import message_of
from laera.workflow.pings import FRESH_AFTER, INDEX_NOW
from laera.workflow.ports import Ear, Ping, Recall, Word

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
HUB = "https://hub.example/"
KEY = "0123456789abcdef"
FEED = "https://laera.example/feed.xml"


def about(name: str, event: Event = Event.UPDATED, *, tags: tuple[str, ...] | None = None) -> Announcement:
    """An announcement of a story; by default its page is to be forgotten."""
    return Announcement(
        id=f"id-{name}-{event}",
        event=event,
        key=f"articles/es/{name}.md",
        version_id="v2",
        outcome=Outcome.PUBLISHED,
        at=NOON,
        address=f"https://laera.example/internacional/{name}",
        tags=(f"story-{name}",) if tags is None else tags,
    )


class Stage:
    """An announcer among listeners in memory."""

    def __init__(self, *, budget: int = 10, hub: str = HUB, key: str = KEY) -> None:
        self.clock = FrozenClock(NOON)
        self.table, self.outcomes = MemoryTable(), MemoryOutcomes()
        self.bus, self.cdn, self.web = MemoryBus(), MemoryCdn(), MemoryWeb()
        self.announcer = Announcer(
            table=self.table,
            outcomes=self.outcomes,
            bus=self.bus,
            cdn=self.cdn,
            web=self.web,
            clock=self.clock,
            budget=budget,
            hub=hub,
            index_now_key=key,
        )

    def hears(self, *words: Word) -> Report:
        """One batch; messages are numbered from m0."""
        return self.announcer.announce([Letter(f"m{n}", message_of(word)) for n, word in enumerate(words)])

    @property
    def used(self) -> int:
        """What the month has been charged with."""
        return month_of(self.table, self.clock.now()).used


@pytest.fixture
def stage() -> Stage:
    """One with everything switched on."""
    return Stage()


# ----------------------------------------------------------------------------------------------- events


def test_every_announcement_becomes_an_event(stage: Stage) -> None:
    """Told twice in one batch, it is one event."""
    said = [about("a"), about("b", Event.PUBLISHED, tags=()), about("a")]
    report = stage.hears(*said)

    assert stage.bus.events == said[:2]
    assert (report.events, list(report.failed)) == (2, [])


def test_an_event_that_the_bus_refuses_comes_again_alone(stage: Stage) -> None:
    """The others of the batch are done with."""
    stage.bus.refuses = {about("b").id}
    report = stage.hears(about("a"), about("b"), about("c"))

    assert list(report.failed) == ["m1"]
    assert [said.key for said in stage.bus.events] == ["articles/es/a.md", "articles/es/c.md"]
    assert stage.hears(about("b")).failed == {}
    assert len(stage.bus.events) == 3


def test_a_bus_that_is_down_does_not_keep_the_cdn_waiting(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    """Readers stop seeing what was withdrawn all the same."""

    def refuse(_: object) -> frozenset[str]:
        raise BusUnavailableError("down")

    monkeypatch.setattr(stage.bus, "put", refuse)
    report = stage.hears(about("a", Event.WITHDRAWN))

    assert list(report.failed) == ["m0"]
    assert list(stage.cdn.requests.values()) == [("story-a",)]


def test_a_message_that_is_no_word_comes_back_alone(stage: Stage) -> None:
    """It ends among the dead letters, where somebody looks."""
    letters = [Letter("bad", '{"laera": 7}'), Letter("worse", "?"), Letter("good", message_of(about("a")))]
    report = stage.announcer.announce(letters)

    assert list(report.failed) == ["bad", "worse"]
    assert report.events == 1


# ---------------------------------------------------------------------------------------- invalidations


def test_a_batch_is_one_request(stage: Stage) -> None:
    """A burst of edits costs one call, and one invalidation for each story."""
    stage.hears(*(about(name) for name in "abcab"), about("c", Event.CORRECTED))

    assert list(stage.cdn.requests.values()) == [("story-a", "story-b", "story-c")]
    assert stage.used == 3


def test_what_readers_never_saw_is_not_forgotten(stage: Stage) -> None:
    """A new page costs nothing, and the month is not even looked at."""
    stage.hears(about("a", Event.PUBLISHED, tags=()))
    assert stage.cdn.requests == {}
    assert list(stage.table.items()) == []


def test_a_message_delivered_again_costs_nothing_more(stage: Stage) -> None:
    """Neither when its whole batch comes again nor when it comes among others."""
    stage.hears(about("a"), about("b"))
    stage.hears(about("a"), about("b"))
    report = stage.hears(about("b"), about("c"))

    assert list(stage.cdn.requests.values()) == [("story-a", "story-b"), ("story-c",)]
    assert (stage.used, report.invalidated) == (3, 1)


def test_a_batch_that_died_before_it_was_counted_asks_for_the_same(
    monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    """One reference: CloudFront takes it for the request it has, and the month is charged once."""
    with monkeypatch.context() as broken:
        broken.setattr(stage.table, "put", _raise(QueueUnavailableError("the table's answer was lost")))
        assert list(stage.hears(about("a")).failed) == ["m0"]
    stage.hears(about("a"))

    assert list(stage.cdn.requests.values()) == [("story-a",)]
    assert stage.used == 1


def test_beyond_the_budget_only_what_is_urgent_is_forgotten() -> None:
    """Corrections and withdrawals always; the rest is seen when the page's minute is over."""
    stage = Stage(budget=2)
    report = stage.hears(about("a"), about("b"), about("c"), about("d", Event.CORRECTED))

    assert list(stage.cdn.requests.values()) == [("story-a", "story-d")]
    assert (report.invalidated, report.withheld, list(report.failed)) == (2, 2, [])

    report = stage.hears(about("e"), about("f", Event.WITHDRAWN), Recall("r1", ("media-f",)))
    assert (report.invalidated, report.withheld) == (2, 1)
    assert stage.used == 4


def test_an_edit_of_a_story_that_is_forgotten_anyway_needs_no_room() -> None:
    """One tag in one request is one invalidation, however many speak of it."""
    stage = Stage(budget=1)
    report = stage.hears(about("a", Event.CORRECTED), about("a"))
    assert (report.invalidated, report.withheld) == (1, 0)


def test_a_new_month_begins_with_its_whole_budget() -> None:
    """By UTC, as on the bill."""
    stage = Stage(budget=1)
    stage.hears(about("a"))
    stage.clock.advance(timedelta(hours=11, minutes=59))
    assert stage.hears(about("b")).withheld == 1
    stage.clock.advance(timedelta(minutes=1))
    assert stage.hears(about("b")).invalidated == 1
    assert stage.used == 1


def test_a_cdn_that_is_busy_is_asked_again(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    """Only what it was to forget waits; nothing is charged."""
    with monkeypatch.context() as busy:
        busy.setattr(stage.cdn, "forget", _raise(CdnUnavailableError("TooManyInvalidationsInProgress")))
        report = stage.hears(about("a"), about("b", Event.PUBLISHED, tags=()))
    assert list(report.failed) == ["m0"]
    assert stage.used == 0

    assert stage.hears(about("a")).invalidated == 1


# ------------------------------------------------------------------------------------------------ pings


def test_nobody_is_pinged_until_somebody_is_named() -> None:
    """Both are off by default."""
    stage = Stage(hub="", key="")
    stage.hears(about("a"), Ping(Ear.HUB, FEED), Ping(Ear.INDEX, "https://laera.example/a"))
    assert stage.web.posts == []
    assert not stage.outcomes.words


def test_search_engines_hear_of_a_page_once_the_cdn_gives_the_new_one(stage: Stage) -> None:
    """Of a story that moved, both its addresses; of a draft, nothing."""
    moved = replace(about("a", Event.MOVED), former=("https://laera.example/cultura/a",))
    draft = replace(about("b", Event.DRAFTED), address="", tags=())
    stage.hears(moved, draft)
    assert list(stage.outcomes.words) == [
        (Ping(Ear.INDEX, "https://laera.example/internacional/a"), FRESH_AFTER),
        (Ping(Ear.INDEX, "https://laera.example/cultura/a"), FRESH_AFTER),
    ]

    later = stage.hears(*(word for word, _ in stage.outcomes.words))
    ((address, body, content_type),) = stage.web.posts
    assert (address, content_type) == (INDEX_NOW, "application/json; charset=utf-8")
    assert json.loads(body) == {
        "host": "laera.example",
        "key": KEY,
        "urlList": ["https://laera.example/internacional/a", "https://laera.example/cultura/a"],
    }
    assert (later.pings, later.failed) == (1, {})


def test_the_hub_hears_of_each_feed_once_a_batch(stage: Stage) -> None:
    """As WebSub has it: a form that names the topic."""
    other = "https://laera.example/en/atom.xml"
    report = stage.hears(Ping(Ear.HUB, FEED), Ping(Ear.HUB, other), Ping(Ear.HUB, FEED))

    forms = [parse_qs(body.decode()) for _, body, _ in stage.web.posts]
    assert forms == [{"hub.mode": ["publish"], "hub.topic": [feed], "hub.url": [feed]} for feed in (FEED, other)]
    assert {(address, kind) for address, _, kind in stage.web.posts} == {(HUB, "application/x-www-form-urlencoded")}
    assert report.pings == 2


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_a_hub_that_is_down_is_asked_again_and_asked_only_once(stage: Stage, status: int) -> None:
    """Other feeds of the batch need not wait for it as well."""
    stage.web.statuses[HUB] = status
    report = stage.hears(Ping(Ear.HUB, FEED), Ping(Ear.HUB, "https://laera.example/atom.xml"), about("a"))

    assert list(report.failed) == ["m0", "m1"]
    assert len(stage.web.posts) == 1


@pytest.mark.parametrize("status", [301, 400, 403, 404, 422])
def test_a_no_is_taken_for_an_answer(stage: Stage, status: int) -> None:
    """It is reported, and not asked again for ever."""
    stage.web.statuses[INDEX_NOW] = status
    report = stage.hears(Ping(Ear.INDEX, "https://laera.example/a"))
    assert (report.failed, report.pings) == ({}, 0)
    assert report.refused == [f"{INDEX_NOW} answered {status}"]


def test_a_queue_that_takes_no_pings_has_the_announcement_told_again(
    monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    """A ping is not lost between the two."""
    monkeypatch.setattr(stage.outcomes, "send", _raise(QueueUnavailableError("refused")))
    assert list(stage.hears(about("a")).failed) == ["m0"]


def _raise(error: Exception) -> object:
    def refuse(*_: object) -> None:
        raise error

    return refuse
