"""Each address belongs to one upload; who comes later waits, and hears when it is free."""

from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import MemoryTable
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.addresses import OWNER, Use, claim, refusal
from laera.workflow.ports import Item

MORNING = datetime(2026, 1, 31, 8, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=10)
PATH = "/internacional/puerto"


@pytest.fixture
def table() -> MemoryTable:
    """No address is anyone's yet."""
    return MemoryTable()


def test_the_first_who_asks_has_the_address(table: MemoryTable) -> None:
    """A free address is given at once, and asking again changes nothing."""
    assert claim(table, PATH, "a.md", Use.PAGE, MORNING).is_new
    before = list(table.items())

    again = claim(table, PATH, "a.md", Use.PAGE, MORNING)

    assert (again.owner, again.others, again.is_new) == ("a.md", (), False)
    assert list(table.items()) == before


def test_the_story_that_was_uploaded_first_wins_whoever_asks_first(table: MemoryTable) -> None:
    """Deliveries in any order give the same owner: the bucket decides, not the queue."""
    claim(table, PATH, "late.md", Use.PAGE, EVENING)

    answer = claim(table, PATH, "early.md", Use.PAGE, MORNING)

    assert answer.owner == "early.md"
    assert answer.others == ("late.md",), "the one who lost it must be told"
    assert claim(table, PATH, "late.md", Use.PAGE, EVENING).owner == "early.md"


def test_of_two_uploads_of_one_second_the_name_decides(table: MemoryTable) -> None:
    """Even a tie has one answer."""
    claim(table, PATH, "b.md", Use.PAGE, MORNING)
    assert claim(table, PATH, "a.md", Use.PAGE, MORNING).owner == "a.md"
    assert claim(table, PATH, "b.md", Use.PAGE, MORNING).owner == "a.md"


@pytest.mark.parametrize(("weaker", "stronger"), [(Use.MOVED, Use.PAGE), (Use.GONE, Use.MOVED), (Use.FREE, Use.GONE)])
def test_a_page_goes_before_a_redirect_and_that_before_a_tombstone(
    table: MemoryTable, weaker: Use, stronger: Use
) -> None:
    """What readers get most from has the address, however late it came."""
    claim(table, PATH, "old.md", weaker, MORNING)
    assert claim(table, PATH, "new.md", stronger, EVENING).owner == "new.md"
    assert claim(table, PATH, "old.md", weaker, MORNING).owner == "new.md"


def test_who_waits_is_named_to_the_owner_when_it_leaves(table: MemoryTable) -> None:
    """Nobody who was turned away is forgotten, in the order in which they came."""
    claim(table, PATH, "owner.md", Use.PAGE, MORNING)
    claim(table, PATH, "second.md", Use.PAGE, EVENING)
    claim(table, PATH, "third.md", Use.PAGE, EVENING)

    assert claim(table, PATH, "owner.md", Use.FREE, MORNING).others == ("second.md", "third.md")
    answer = claim(table, PATH, "third.md", Use.PAGE, EVENING)
    assert (answer.owner, answer.others) == ("third.md", ("owner.md", "second.md"))


def test_a_refusal_is_only_known_to_those_who_wait(table: MemoryTable) -> None:
    """Who has not asked yet must ask; who has, and would be refused again, need not."""
    claim(table, PATH, "owner.md", Use.PAGE, MORNING)
    assert refusal(table, PATH, "other.md", EVENING) is None
    claim(table, PATH, "other.md", Use.PAGE, EVENING)
    assert refusal(table, PATH, "other.md", EVENING) == "owner.md"
    assert refusal(table, PATH, "owner.md", MORNING) is None

    claim(table, PATH, "owner.md", Use.GONE, MORNING)
    assert refusal(table, PATH, "other.md", EVENING) is None, "a tombstone gives way to a page"


def test_a_line_has_an_end(table: MemoryTable) -> None:
    """A thousand stories that want one address do not make a record that cannot be stored."""
    claim(table, PATH, "owner.md", Use.PAGE, MORNING)
    for number in range(150):
        claim(table, PATH, f"{number:03}.md", Use.PAGE, EVENING)

    item = table.get(f"ADDRESS#{PATH}", OWNER)
    assert item is not None
    assert len(item.body["waiting"]) == 100


class RestlessTable(MemoryTable):
    """Somebody else always writes first."""

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Lose."""
        raise PreconditionLostError(f"{item.pk} is not at revision {expected_rev}")


def test_an_address_that_never_rests_is_a_case_for_the_queue() -> None:
    """The claim gives up with an error that says what is contested; the message comes again."""
    with pytest.raises(ContestedError, match=PATH):
        claim(RestlessTable(), PATH, "a.md", Use.PAGE, MORNING)
