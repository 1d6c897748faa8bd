"""What is announced: one rule from what the world was told before to what it is told now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from laera.domain.announcements import (
    Announcement,
    Event,
    Told,
    announcement_id,
    events_of,
    heard_before,
    told_of_live,
)
from laera.domain.articles import Correction
from laera.domain.receipts import Outcome
from tests.unit.rendering.samples import a_story

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
NOTHING = Told()
LIVE = Told("v1", "/a/puerto", "aa", was_public=True)
HIDDEN = Told("v1")
GONE = Told("v2", was_public=True)


def of(before: Told, after: Told, outcome: Outcome) -> list[Event]:
    """The events, in order."""
    return list(events_of(before, after, outcome))


@pytest.mark.parametrize(
    ("before", "after", "outcome", "events"),
    [
        (NOTHING, LIVE, Outcome.PUBLISHED, [Event.PUBLISHED]),
        (NOTHING, HIDDEN, Outcome.SCHEDULED, [Event.SCHEDULED]),
        (NOTHING, HIDDEN, Outcome.DRAFT, [Event.DRAFTED]),
        (NOTHING, HIDDEN, Outcome.REJECTED, [Event.REJECTED]),
        (NOTHING, HIDDEN, Outcome.WITHDRAWN, [Event.WITHDRAWN]),
        (HIDDEN, replace(LIVE, seen="v1"), Outcome.PUBLISHED, [Event.PUBLISHED]),
        (LIVE, replace(LIVE, seen="v2", source="bb"), Outcome.PUBLISHED, [Event.UPDATED]),
        (LIVE, replace(LIVE, seen="v2", source="bb", corrections=("c1",)), Outcome.PUBLISHED, [Event.CORRECTED]),
        (LIVE, replace(LIVE, seen="v2", path="/b/puerto", source="bb"), Outcome.PUBLISHED, [Event.MOVED]),
        (
            LIVE,
            replace(LIVE, seen="v2", path="/b/puerto", source="bb", corrections=("c1",)),
            Outcome.PUBLISHED,
            [Event.CORRECTED],
        ),
        (LIVE, replace(LIVE, path="/b/puerto"), Outcome.PUBLISHED, [Event.MOVED]),
        (LIVE, replace(LIVE, seen="v2"), Outcome.UNCHANGED, [Event.UNCHANGED]),
        (LIVE, replace(LIVE, seen="v2"), Outcome.PUBLISHED, [Event.UNCHANGED]),
        (LIVE, replace(LIVE, seen="v2"), Outcome.REJECTED, [Event.REJECTED]),
        (LIVE, replace(LIVE, seen="v3", source="bb"), Outcome.REJECTED, [Event.UPDATED, Event.REJECTED]),
        (LIVE, GONE, Outcome.WITHDRAWN, [Event.WITHDRAWN]),
        (LIVE, GONE, Outcome.DRAFT, [Event.WITHDRAWN, Event.DRAFTED]),
        (LIVE, GONE, Outcome.SCHEDULED, [Event.WITHDRAWN, Event.SCHEDULED]),
        (LIVE, replace(GONE, seen="v1"), Outcome.WITHDRAWN, [Event.WITHDRAWN]),
        (GONE, LIVE, Outcome.PUBLISHED, [Event.RESTORED]),
        (GONE, GONE, Outcome.WITHDRAWN, []),
        (LIVE, LIVE, Outcome.PUBLISHED, []),
        (LIVE, LIVE, Outcome.REJECTED, []),
    ],
)
def test_each_change_has_its_event(before: Told, after: Told, outcome: Outcome, events: list[Event]) -> None:
    """What changed for readers first, then how the upload ended when that is another thing."""
    assert of(before, after, outcome) == events


def test_a_correction_taken_back_is_no_correction() -> None:
    """Only a note that readers have not seen corrects anything; its removal is an update."""
    corrected = replace(LIVE, corrections=("c1", "c2"))
    without = replace(corrected, seen="v2", source="bb", corrections=("c2",))
    assert of(corrected, without, Outcome.PUBLISHED) == [Event.UPDATED]


def test_what_an_overtaken_writer_may_have_said_is_taken_back() -> None:
    """What the world was told counts first; when nothing differs from it, what it may have heard besides."""
    there = replace(LIVE, path="/b/puerto", source="bb")
    assert heard_before(NOTHING, [LIVE], HIDDEN) == replace(LIVE, seen="")
    assert heard_before(LIVE, [there], LIVE) == replace(there, seen="v1")
    assert heard_before(LIVE, [GONE], LIVE) == replace(GONE, seen="v1")
    assert heard_before(NOTHING, [there, LIVE], LIVE) == NOTHING
    assert heard_before(LIVE, [LIVE], LIVE) == LIVE
    assert of(heard_before(NOTHING, [LIVE], HIDDEN), HIDDEN, Outcome.DRAFT) == [Event.WITHDRAWN, Event.DRAFTED]


def test_every_outcome_of_a_first_upload_is_announced() -> None:
    """Whoever sends a file hears how it ended, whatever that is."""
    for outcome in Outcome:
        after = LIVE if outcome in {Outcome.PUBLISHED, Outcome.UNCHANGED} else HIDDEN
        assert len(of(NOTHING, after, outcome)) == 1, outcome


def test_a_correction_is_known_by_its_words_and_its_day() -> None:
    """The same notes have the same prints; another word is another note."""
    article = a_story()
    note = Correction(NOON, "El puerto abrió a las seis.")
    first = told_of_live("v1", "/p", "aa", replace(article, corrections=(note,)))
    again = told_of_live("v2", "/p", "bb", replace(article, corrections=(note,)))
    other = told_of_live("v2", "/p", "bb", replace(article, corrections=(replace(note, text="A las siete."),)))

    assert first.corrections == again.corrections
    assert first.corrections != other.corrections
    assert Told.from_record(first.to_record()) == first


FULL = Announcement(
    id="ab" * 16,
    event=Event.MOVED,
    key="articles/es/puerto ñ+.md",
    version_id="v2",
    outcome=Outcome.PUBLISHED,
    at=NOON,
    sequence=7,
    address="https://laera.example/b/puerto",
    former=("https://laera.example/a/puerto",),
    language="es",
    section="international",
    headline="El puerto amanece en calma",
    published=NOON,
    updated=NOON,
    tags=("story-1",),
)
BARE = Announcement("cd" * 16, Event.DRAFTED, "articles/es/puerto.md", "v1", Outcome.DRAFT, NOON)


@pytest.mark.parametrize("announcement", [FULL, BARE])
def test_an_announcement_reads_back_as_it_was_written(announcement: Announcement) -> None:
    """What publishing said is what the announcer tells."""
    assert Announcement.from_record(announcement.to_record()) == announcement


def test_others_get_no_empty_fields_and_none_of_our_own() -> None:
    """Cache tags are between the press and its CDN."""
    assert set(BARE.detail()) == {"id", "key", "version_id", "outcome", "at", "sequence"}
    assert "tags" not in FULL.detail()


def test_corrections_and_withdrawals_are_urgent_and_nothing_else_is() -> None:
    """They are told to the CDN whatever the month has left."""
    assert {event for event in Event if replace(BARE, event=event).is_urgent} == {Event.CORRECTED, Event.WITHDRAWN}


def test_an_event_is_named_by_what_it_is_about() -> None:
    """Told twice it has one name; the next time the same happens it has another."""
    name = announcement_id(Event.WITHDRAWN, "articles/a.md", "v1", 4)
    assert name == announcement_id(Event.WITHDRAWN, "articles/a.md", "v1", 4)
    others = {
        announcement_id(Event.RESTORED, "articles/a.md", "v1", 4),
        announcement_id(Event.WITHDRAWN, "articles/b.md", "v1", 4),
        announcement_id(Event.WITHDRAWN, "articles/a.md", "v2", 4),
        announcement_id(Event.WITHDRAWN, "articles/a.md", "v1", 8),
    }
    assert len(others | {name}) == 5
