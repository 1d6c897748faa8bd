"""Fronts as editors decide them: what stands where, and until when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.domain.forms import StoryForm
from laera.domain.fronts import (
    LAST_POSITION,
    Arrangement,
    Breaking,
    Choices,
    Daypart,
    FrontDocument,
    Order,
    Pin,
    Spell,
    Strip,
    arrange,
)
from laera.domain.listings import Card

SANTIAGO = ZoneInfo("America/Santiago")
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
COUNT = 6


def card(number: int, updated: datetime | None = None) -> Card:
    """The card of a story; a greater number is older."""
    published = NOON - timedelta(hours=number)
    return Card(f"/cultura/{number}", "es", "culture", str(number), published, updated=updated, id=f"urn:{number}")


NEWEST = tuple(card(number) for number in range(8))
NAMED = {f"file#{number}": card(number) for number in range(12)}


def arranged(document: FrontDocument | None, now: datetime = NOON, newest: Sequence[Card] = NEWEST) -> Arrangement:
    """The front at a moment, with every story up to 11 live."""
    return arrange(document, newest, NAMED, COUNT, now=now, clock=SANTIAGO)


def order_of(arrangement: Arrangement) -> list[int]:
    """The stories' numbers as they stand."""
    return [int(story.headline) for story in arrangement.cards]


def decided(*pins: Pin, lead: Pin | None = None, order: Order | None = None) -> FrontDocument:
    """A document of a lead and pins."""
    return FrontDocument(Choices(lead=lead, pins=pins or None, order=order))


@pytest.mark.parametrize("document", [None, FrontDocument()])
def test_where_nothing_is_decided_the_newest_lead(document: FrontDocument | None) -> None:
    """The front is automatic: the newest stories in their order."""
    assert arranged(document) == Arrangement(NEWEST[:COUNT])


def test_a_lead_and_pins_stand_where_they_were_put() -> None:
    """The others keep their order around them, and an old story finds its place as well."""
    assert order_of(arranged(decided(Pin("file#3", 4), Pin("file#9", 2), lead=Pin("file#5")))) == [5, 9, 0, 3, 1, 2]


@pytest.mark.parametrize("document", [None, FrontDocument(), decided(order=Order.NEWEST)])
def test_opinion_does_not_lead_by_itself(document: FrontDocument | None) -> None:
    """So many other stories come before it; then all follow in their order, and none is lost."""
    opinion = [
        replace(one, form=StoryForm.OPINION) if number in (0, 1, 5) else one for number, one in enumerate(NEWEST)
    ]
    front = arrange(document, opinion, {}, len(opinion), now=NOON, clock=SANTIAGO, news_first=3)

    assert order_of(front)[:6] == [2, 3, 4, 0, 1, 5]
    assert sorted(order_of(front)) == sorted(order_of(Arrangement(NEWEST)))


def test_an_editor_may_have_opinion_lead() -> None:
    """What is pinned stands where it was put."""
    leader = replace(card(5), form=StoryForm.OPINION)
    front = arrange(
        decided(lead=Pin("file#5")), NEWEST, {"file#5": leader}, COUNT, now=NOON, clock=SANTIAGO, news_first=3
    )

    assert front.cards[0] == leader


def test_a_story_that_does_not_run_leaves_its_place_to_the_next() -> None:
    """Withdrawn, unknown or not yet out: no hole, and nothing of it is shown."""
    assert order_of(arranged(decided(Pin("file#99", 2), lead=Pin("page#/cultura/nothing")))) == [0, 1, 2, 3, 4, 5]


def test_a_position_beyond_the_last_story_is_the_last() -> None:
    """There are no empty places between."""
    assert order_of(arranged(decided(Pin("file#9", 30)), newest=NEWEST[:2])) == [0, 1, 9]


def test_a_story_named_in_two_ways_stands_once() -> None:
    """By its file and by its address: where it was put first."""
    document = decided(Pin("page#/cultura/3", 2), lead=Pin("file#3"))
    both = arrange(document, NEWEST, NAMED | {"page#/cultura/3": card(3)}, COUNT, now=NOON, clock=SANTIAGO)

    assert order_of(both) == [3, 0, 1, 2, 4, 5]


def test_a_pin_runs_from_its_beginning_until_just_before_its_end() -> None:
    """It comes and goes by itself, to the second."""
    spell = Spell(NOON, NOON + timedelta(hours=1))
    document = decided(lead=Pin("file#4", spell=spell))
    moments = [NOON - timedelta(seconds=1), NOON, NOON + timedelta(minutes=59, seconds=59), NOON + timedelta(hours=1)]

    fronts = [arranged(document, moment) for moment in moments]

    assert [order_of(front)[0] for front in fronts] == [0, 4, 4, 0]
    assert [front.until for front in fronts] == [spell.start, spell.until, spell.until, None]


def test_stories_can_stand_by_when_they_last_changed() -> None:
    """An update brings a story up; one without any counts from when it was published."""
    newest = [card(0), card(1), card(2, updated=NOON), card(3)]

    assert order_of(arranged(decided(order=Order.UPDATED), newest=newest)) == [0, 2, 1, 3]


def test_the_strip_shows_while_it_lasts_and_leads_to_its_story() -> None:
    """To the story where it stands now; nowhere while the story does not run; to the link where there is no story."""
    spell = Spell(None, NOON + timedelta(hours=1))

    def strip(breaking: Breaking, now: datetime = NOON) -> Strip | None:
        return arranged(FrontDocument(breaking=breaking), now).strip

    assert strip(Breaking("Ya", spell, "file#3")) == Strip("Ya", "/cultura/3")
    assert strip(Breaking("Ya", spell, "file#99")) == Strip("Ya")
    assert strip(Breaking("Ya", spell, link="https://example.org/")) == Strip("Ya", "https://example.org/")
    assert strip(Breaking("Ya", spell, "file#3"), NOON + timedelta(hours=1)) is None


def test_a_daypart_has_its_hours_by_the_papers_clock() -> None:
    """Over midnight too: what it decides holds for its hours, and what it leaves open is the document's."""
    night = Daypart(time(22), time(6), Choices(lead=Pin("file#7")))
    document = FrontDocument(Choices(lead=Pin("file#1"), pins=(Pin("file#5", 2),)), dayparts=(night,))
    at = {hour: arranged(document, datetime(2026, 1, 31, hour, tzinfo=SANTIAGO).astimezone(UTC)) for hour in (5, 6, 22)}

    assert {hour: order_of(front)[:2] for hour, front in at.items()} == {5: [7, 5], 6: [1, 5], 22: [7, 5]}
    assert at[5].until == datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert at[6].until == datetime(2026, 2, 1, 1, tzinfo=UTC)
    assert at[22].until == datetime(2026, 2, 1, 9, tzinfo=UTC)


def test_only_the_stories_of_the_hour_are_asked_for() -> None:
    """A pin that has ended, and the pins of another daypart, cost no reading; a change of any of them counts."""
    document = FrontDocument(
        Choices(lead=Pin("file#1"), pins=(Pin("file#2", 2, Spell(None, NOON)),)),
        Breaking("Ya", Spell(None, NOON + timedelta(hours=1)), "file#1"),
        (Daypart(time(22), time(6), Choices(pins=(Pin("file#3", 2),))),),
    )

    assert document.stories_at(NOON, SANTIAGO) == ("file#1",)
    assert document.stories() == ("file#1", "file#2", "file#3")


_MOMENTS = st.integers(-120, 240).map(lambda quarters: NOON + timedelta(minutes=15 * quarters))
_SPELLS = st.builds(Spell, st.none() | _MOMENTS, st.none() | _MOMENTS)
_STORIES = st.integers(0, 14).map(lambda number: f"file#{number}")
_PINS = st.builds(Pin, _STORIES, st.integers(2, LAST_POSITION), _SPELLS)
_CHOICES = st.builds(
    Choices,
    lead=st.none() | st.builds(Pin, _STORIES, spell=_SPELLS),
    pins=st.none() | st.lists(_PINS, max_size=5).map(tuple),
    order=st.none() | st.sampled_from(Order),
)
_HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
_DOCUMENTS = st.builds(
    FrontDocument,
    _CHOICES,
    st.none() | st.builds(Breaking, st.just("Ya"), _SPELLS, st.just("") | _STORIES),
    st.lists(st.builds(Daypart, _HOURS, _HOURS, _CHOICES), max_size=3).map(tuple),
)
_LISTS = st.lists(st.integers(0, 11), unique=True).map(lambda numbers: [card(number) for number in sorted(numbers)])
_CLOCKS = st.sampled_from([SANTIAGO, ZoneInfo("UTC"), ZoneInfo("Pacific/Apia")])
_DAYS = st.sampled_from([0, 64, 217])
"""Days after noon of 31 January: an ordinary one, and two on which Santiago's clock goes back and forward."""


@given(_DOCUMENTS, _LISTS, _MOMENTS)
def test_no_story_stands_twice_and_no_place_is_empty(
    document: FrontDocument, newest: list[Card], now: datetime
) -> None:
    """Whatever is decided, the front has as many stories as there are for it, each once."""
    wanted = document.stories_at(now, SANTIAGO)
    front = arrange(document, newest, NAMED, COUNT, now=now, clock=SANTIAGO)
    live = {card.path for card in newest} | {NAMED[story].path for story in wanted if story in NAMED}
    pinned = {
        NAMED[pin.story].path
        for pin in document.choices_at(now, SANTIAGO).every_pin
        if pin.story in NAMED and pin.spell.holds_at(now)
    }
    there = {card.path for card in newest} | pinned

    paths = [story.path for story in front.cards]
    assert len(set(paths)) == len(paths) == min(COUNT, len(there))
    assert set(paths) <= live


@given(_DOCUMENTS, _LISTS, _MOMENTS)
def test_pins_stand_at_their_positions(document: FrontDocument, newest: list[Card], now: datetime) -> None:
    """A pin that runs stands at its position, or lower because others were put there before, or last."""
    front = arrange(document, newest, NAMED, 40, now=now, clock=SANTIAGO)
    paths = [story.path for story in front.cards]
    running = [
        pin for pin in document.choices_at(now, SANTIAGO).every_pin if pin.spell.holds_at(now) and pin.story in NAMED
    ]
    first = {NAMED[pin.story].path: pin for pin in reversed(running)}
    taken: set[int] = set()
    for path, pin in sorted(first.items(), key=lambda item: running.index(item[1])):
        place = paths.index(path) + 1
        free = next(position for position in range(pin.position, 100) if position not in taken)
        after = paths[place:]
        assert place == free or (place < free and not set(after) - first.keys())
        taken.add(place)


@given(_DOCUMENTS, _LISTS, _MOMENTS, _DAYS, _CLOCKS, st.floats(0, 1, exclude_max=True))
def test_nothing_changes_before_the_moment_that_is_named(
    document: FrontDocument, newest: list[Card], now: datetime, days: int, clock: ZoneInfo, part: float
) -> None:
    """Between now and `until` the front stays as it is, whatever the clock does."""
    now += timedelta(days=days)
    front = arrange(document, newest, NAMED, COUNT, now=now, clock=clock)
    until = front.until or now + timedelta(days=400)
    assert until > now
    last = until - timedelta(microseconds=1)

    for later in (min(now + part * (until - now), last), last):
        assert arrange(document, newest, NAMED, COUNT, now=later, clock=clock) == front


@given(_DOCUMENTS)
def test_a_document_survives_its_record(document: FrontDocument) -> None:
    """What is read back is what was decided."""
    assert FrontDocument.from_record(document.to_record()) == document
