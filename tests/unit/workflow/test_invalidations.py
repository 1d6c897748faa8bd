"""The month's count of invalidations: whole, whoever counts at the same time, and no longer than it must be."""

from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import MemoryTable
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.invalidations import Month, count_invalidations, month_of

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_two_announcers_at_once_count_all() -> None:
    """The month is compared and swapped: no request is left out of it."""
    raced = MemoryTable()

    def meanwhile(pk: str, sk: str, get: object = raced.get) -> object:
        raced.get = get  # type: ignore[method-assign,assignment]  # once
        found = raced.get(pk, sk)
        count_invalidations(raced, NOON, ["other"], 4)
        return found

    raced.get = meanwhile  # type: ignore[method-assign,assignment]  # a rival that comes between
    count_invalidations(raced, NOON, ["mine"], 1)
    month = month_of(raced, NOON)
    assert (month.used, month.done) == (5, ("other", "mine"))


def test_a_count_that_is_never_free_comes_back_with_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are counting for ever: the queue brings the words again."""
    table = MemoryTable()

    def lose(*_: object) -> None:
        raise PreconditionLostError("another was faster")

    monkeypatch.setattr(table, "put", lose)
    with pytest.raises(ContestedError):
        count_invalidations(table, NOON, ["a"], 1)


def test_a_month_begins_with_nothing_and_is_forgotten_after_a_year() -> None:
    """By UTC, whatever the clock on the wall."""
    table = MemoryTable()
    count_invalidations(table, NOON, ["a"], 3)
    assert month_of(table, NOON) == Month(3, ("a",))
    assert month_of(table, NOON + timedelta(days=1)) == Month()
    (item,) = table.items()
    assert item.expires is not None
    assert item.expires > NOON + timedelta(days=366)


def test_a_month_remembers_the_newest_ids_alone() -> None:
    """The record stays small however many edits there are."""
    table = MemoryTable()
    for start in range(0, 1200, 100):
        count_invalidations(table, NOON, [str(number) for number in range(start, start + 100)], 100)
    month = month_of(table, NOON)
    assert (month.used, len(month.done), month.done[0], month.done[-1]) == (1200, 500, "700", "1199")
