"""Lists show the newest stories, however many were taken out and whoever writes last."""

from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import MemoryTable
from laera.domain.listings import HOME, Card, Place, listing_pk
from laera.workflow.listing_entries import TOMBSTONES_KEPT, newest_entries, place_entries, remove_entries

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def a_card(number: int) -> Card:
    """The card of one of many stories."""
    return Card(f"/internacional/{number}", "es", "international", f"Nota {number}", NOON)


def a_place(number: int, language: str = "es") -> Place:
    """Where it stands: greater numbers are newer."""
    return Place(language, HOME, f"2026-01-31T12:00:00Z#{number:06}")


@pytest.fixture
def table() -> MemoryTable:
    """Empty lists."""
    return MemoryTable()


def headlines(table: MemoryTable, count: int = 3) -> list[str]:
    """What readers see."""
    return [str(body["headline"]) for body in newest_entries(table, listing_pk("es", HOME), count)]


def test_the_newest_come_first_and_no_more_than_asked_for(table: MemoryTable) -> None:
    """In the order of publication, not of arrival."""
    for number in (2, 4, 1, 3):
        place_entries(table, {a_place(number): a_card(number).to_record()}, 1)
    assert headlines(table) == ["Nota 4", "Nota 3", "Nota 2"]
    assert headlines(table, 10) == ["Nota 4", "Nota 3", "Nota 2", "Nota 1"]


def test_languages_do_not_mix(table: MemoryTable) -> None:
    """A Spanish front has Spanish stories."""
    place_entries(table, {a_place(1, "en"): a_card(1).to_record()}, 1)
    assert headlines(table) == []


def test_a_slow_writer_cannot_put_back_what_was_removed(table: MemoryTable) -> None:
    """Whichever of two handlers is later, the newer revision stands."""
    place_entries(table, {a_place(1): a_card(1).to_record()}, 1)
    remove_entries(table, [a_place(1)], 3, NOON)
    place_entries(table, {a_place(1): a_card(1).to_record()}, 2)
    assert headlines(table) == []
    place_entries(table, {a_place(1): a_card(1).to_record()}, 4)
    assert headlines(table) == ["Nota 1"]


def test_a_removed_card_is_forgotten_after_its_last_message(table: MemoryTable) -> None:
    """Until then it stands there empty."""
    remove_entries(table, [a_place(1)], 1, NOON)
    [item] = table.items()
    assert item.expires == NOON + TOMBSTONES_KEPT
    assert timedelta(days=4) < TOMBSTONES_KEPT


@pytest.mark.parametrize("removed", [1, 8, 9, 300, 2_000])
def test_a_front_is_full_however_many_stories_were_taken_out(table: MemoryTable, removed: int) -> None:
    """Hundreds may go at once, when a section is removed or an archive is dated anew: readers see the others."""
    for number in range(3):
        place_entries(table, {a_place(number): a_card(number).to_record()}, 1)
    remove_entries(table, [a_place(3 + number) for number in range(removed)], 1, NOON)
    assert headlines(table) == ["Nota 2", "Nota 1", "Nota 0"]
