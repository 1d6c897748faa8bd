"""The clock releases stories: none early, none forgotten, none for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import FrozenClock, MemoryQueue, MemoryTable
from laera.domain.receipts import Outcome
from laera.workflow.embargoes import HOURS_SWEPT, note_turn, note_wakes, release_due
from laera.workflow.notices import RELEASE
from tests.unit.workflow.desk import BAD, KEY, PATH, Desk, a_paper, manuscript

ONE = datetime(2026, 1, 31, 13, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def due(table: MemoryTable, now: datetime) -> list[str]:
    """The keys released at a moment."""
    queue = MemoryQueue()
    keys = release_due(table, queue, FrozenClock(now))
    assert [(notice.key, notice.reason) for notice in queue.notices] == [(key, RELEASE) for key in keys]
    return keys


@pytest.mark.parametrize(
    "moment", [ONE, ONE - SECOND, ONE + SECOND, ONE.replace(hour=0), ONE.replace(minute=59, second=59)]
)
def test_a_story_is_released_at_its_second_and_not_before(moment: datetime) -> None:
    """At the turn of the hour and of the day as at any other time."""
    table = MemoryTable()
    note_wakes(table, KEY, (), (moment,), 1)
    assert due(table, moment - SECOND) == []
    assert due(table, moment) == [KEY]
    assert due(table, moment + timedelta(minutes=1)) == [KEY], "until somebody has acted on it"


def test_sweeps_that_did_not_run_are_made_up_for() -> None:
    """The clock may sleep for two hours and loses nothing."""
    table = MemoryTable()
    note_wakes(table, KEY, (), (ONE - SECOND,), 1)
    assert due(table, ONE + timedelta(hours=HOURS_SWEPT - 1) - SECOND) == [KEY]


def test_a_story_that_was_moved_or_called_back_is_not_released_at_its_old_hour() -> None:
    """Nor can a slow handler put the old hour back."""
    table = MemoryTable()
    note_wakes(table, KEY, (), (ONE,), 1)
    note_wakes(table, KEY, (ONE,), (ONE + SECOND,), 2)
    note_wakes(table, KEY, (), (ONE,), 1)
    assert due(table, ONE) == []
    assert due(table, ONE + SECOND) == [KEY]


def test_an_hour_with_hundreds_of_stories_releases_them_all() -> None:
    """And names each once, though it may both begin and end within the hour."""
    table = MemoryTable()
    keys = [f"articles/es/{number:03} ñ+.md" for number in range(230)]
    for key in keys:
        note_wakes(table, key, (), (ONE, ONE + SECOND), 1)
    assert sorted(due(table, ONE + SECOND)) == keys


def test_where_nothing_is_due_nothing_is_sent() -> None:
    """An empty minute costs no message."""
    assert due(MemoryTable(), ONE) == []


def sweep(desk: Desk) -> list[str]:
    """The minute's sweep and what follows from it."""
    keys = release_due(desk.table, desk.room.uploads, desk.clock)
    desk.drain()
    return keys


def test_a_held_story_runs_at_its_hour_and_then_rests() -> None:
    """Not a byte before; afterwards the sweep has nothing to do with it."""
    desk = a_paper()
    before = desk.everything()
    receipt = desk.upload(KEY, manuscript(embargo="2026-01-31T13:00:00Z", expires="2026-01-31T15:30:00Z"))
    assert receipt.outcome is Outcome.SCHEDULED
    assert "2026-01-31 10:00-03:00" in receipt.note, "in the paper's own time"
    desk.clock.moment = ONE - SECOND
    assert sweep(desk) == []
    desk.tell()
    assert desk.everything() == before

    desk.clock.moment = ONE
    assert sweep(desk) == [KEY]
    assert desk.status(PATH) == 200
    assert PATH in desk.text("/")
    assert sweep(desk) == []


def test_an_expiring_story_leaves_at_its_hour() -> None:
    """Page and lists; the receipt says why."""
    desk = a_paper()
    desk.upload(KEY, manuscript(expires="2026-01-31T13:00:00Z"))
    assert PATH in desk.text("/")
    desk.clock.moment = ONE
    assert sweep(desk) == [KEY]
    assert desk.status(PATH) == 410
    assert PATH not in desk.text("/")
    assert (desk.receipt_file()["outcome"], desk.receipt_file()["note"]) == ("withdrawn", "It has expired.")
    assert sweep(desk) == []


def test_an_expiry_put_off_in_time_keeps_the_story() -> None:
    """The hour that was called off changes nothing."""
    desk = a_paper()
    desk.upload(KEY, manuscript(expires="2026-01-31T13:00:00Z"))
    desk.upload(KEY, manuscript(expires="2026-02-28"))
    desk.clock.moment = ONE
    assert sweep(desk) == []
    assert desk.status(PATH) == 200


def test_an_embargo_on_a_live_story_takes_it_down_until_then() -> None:
    """The desk can pull a story back for an hour; its address stays its own."""
    desk = a_paper()
    desk.upload()
    assert desk.upload(KEY, manuscript(embargo="2026-01-31T13:00:00Z")).outcome is Outcome.SCHEDULED
    assert desk.status(PATH) == 410
    assert "Puerto" not in desk.text(PATH)
    assert PATH not in desk.text("/")
    assert desk.upload("articles/es/rival.md").outcome is Outcome.REJECTED

    desk.clock.moment = ONE
    assert sweep(desk) == [KEY]
    assert desk.status(PATH) == 200
    assert PATH in desk.text("/")


def test_a_bad_version_of_a_story_on_hold_does_not_stop_the_good_one() -> None:
    """The editor is told that it will run, and when; and at that hour, that it runs."""
    desk = a_paper()
    desk.upload(KEY, manuscript(embargo="2026-01-31T13:00:00Z"))
    receipt = desk.upload(KEY, BAD)
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.note == "The version before it runs at 2026-01-31 10:00-03:00."

    desk.clock.moment = ONE
    assert sweep(desk) == [KEY]
    assert desk.status(PATH) == 200
    assert desk.receipt_file()["outcome"] == "rejected"
    assert "stays on the site" in desk.receipt_file()["note"]


def test_a_story_on_hold_that_is_deleted_never_runs() -> None:
    """Nor does anybody learn that there was one."""
    desk = a_paper()
    before = desk.everything()
    desk.upload(KEY, manuscript(embargo="2026-01-31T13:00:00Z"))
    desk.delete()
    desk.clock.moment = ONE
    assert sweep(desk) == []
    assert desk.everything() == before


def test_what_came_due_while_no_sweep_ran_is_not_forgotten() -> None:
    """A day without a clock: the next sweep looks back as far as the last one."""
    table = MemoryTable()
    due(table, ONE - timedelta(hours=1))
    note_wakes(table, KEY, (), (ONE,), 1)
    assert due(table, ONE + timedelta(days=1)) == [KEY]
    assert due(table, ONE + timedelta(days=1, hours=HOURS_SWEPT)) == []


def test_a_list_is_turned_at_its_moment_and_once() -> None:
    """Not a second before; and a sweep that finds it again leaves it alone."""
    table = MemoryTable()

    def due(moment: datetime) -> list[str]:
        return release_due(table, MemoryQueue(), FrozenClock(moment))

    note_turn(table, "LISTING#es#home", ONE)
    note_turn(table, "LISTING#es#home", ONE)
    assert due(ONE - SECOND) == []
    assert due(ONE) == ["LISTING#es#home"]
    assert due(ONE + timedelta(minutes=1)) == []
    [item] = [item for item in table.items() if item.pk.startswith("TURN#")]
    assert item.pk == "TURN#LISTING#es#home"
    note_turn(table, "LISTING#es#home", ONE + timedelta(minutes=2))
    assert due(ONE + timedelta(minutes=2)) == ["LISTING#es#home"]
