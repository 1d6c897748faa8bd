"""What every table promises."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import product

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from types_boto3_dynamodb import DynamoDBClient

from laera.adapters.dynamodb import DynamoTable
from laera.adapters.memory import Change, MemoryTable
from laera.errors import PreconditionLostError
from laera.workflow.ports import Item, Page, Table
from tests.contracts.conftest import make_table
from tests.contracts.worlds import Namer

PK = "LISTING#es#home"


def an_item(sk: str = "a", rev: int = 1, pk: str = PK, **body: object) -> Item:
    """A record of the table."""
    return Item(pk, sk, rev, body)


def sort_keys(page: Page) -> list[str]:
    """The sort keys of a page in its order."""
    return [item.sk for item in page.items]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"headline": "Terminó la huelga — ñandú 📰", "quote": "\"'\\\n\t\x00\u2028"},
        {"whole": 10**17, "negative": -1, "real": 0.1, "tenth": 1.0, "yes": True, "nothing": None},
        {"list": [1, [2, {"three": []}]], "": {"empty": ""}},
    ],
    ids=["empty", "text", "numbers", "nested"],
)
def test_a_body_survives_unchanged(table: Table, body: dict[str, object]) -> None:
    """Any JSON value comes back equal, and of the same types."""
    table.put(Item(PK, "a", 7, body), None)

    item = table.get(PK, "a")

    assert item == Item(PK, "a", 7, body)
    assert repr(sorted(item.body.items())) == repr(sorted(body.items()))
    assert table.query(PK).items[0] == item


def test_expiry_is_kept_in_whole_seconds_of_utc(table: Table) -> None:
    """Whatever the offset it was given in."""
    moment = datetime(2026, 1, 31, 9, 30, 15, 900_000, tzinfo=timezone(timedelta(hours=-3)))
    table.put(Item(PK, "a", 1, {}, moment), None)

    item = table.get(PK, "a")

    assert item is not None
    assert item.expires == datetime(2026, 1, 31, 12, 30, 15, tzinfo=UTC)


def test_what_never_was_is_none(table: Table) -> None:
    """An absent record, an empty partition."""
    assert table.get(PK, "a") is None
    assert table.query(PK) == Page((), None)


def test_a_new_record_is_written_once(table: Table) -> None:
    """Whoever saw no record loses when another wrote first."""
    table.put(an_item(by="first"), None)

    with pytest.raises(PreconditionLostError):
        table.put(an_item(by="second"), None)

    assert table.get(PK, "a") == an_item(by="first")


def test_a_record_is_replaced_by_who_saw_it(table: Table) -> None:
    """The second writer with the same revision loses; the whole record is replaced."""
    table.put(Item(PK, "a", 1, {"old": 1}, datetime(2026, 1, 31, tzinfo=UTC)), None)
    table.put(an_item(rev=2, new=1), 1)

    with pytest.raises(PreconditionLostError):
        table.put(an_item(rev=2, lost=1), 1)

    assert table.get(PK, "a") == an_item(rev=2, new=1)


def test_what_is_gone_cannot_be_replaced(table: Table) -> None:
    """A revision that was seen does not allow to write where nothing is."""
    with pytest.raises(PreconditionLostError):
        table.put(an_item(rev=2), 1)

    assert table.get(PK, "a") is None


@pytest.mark.parametrize(("rev", "writes"), [(4, False), (5, False), (6, True), (10, True)])
def test_only_the_newer_is_written(table: Table, rev: int, *, writes: bool) -> None:
    """By number, not by spelling; and it tells."""
    assert table.put_newer(an_item(rev=5, by="first"))

    assert table.put_newer(an_item(rev=rev, by="second")) is writes

    assert table.get(PK, "a") == (an_item(rev=rev, by="second") if writes else an_item(rev=5, by="first"))


def test_a_record_is_removed_by_who_saw_it(table: Table) -> None:
    """At another revision it stays; once gone, removing it again is no error."""
    table.put(an_item(rev=2), None)

    with pytest.raises(PreconditionLostError):
        table.delete(PK, "a", 1)
    still_there = table.get(PK, "a")
    table.delete(PK, "a", 2)
    table.delete(PK, "a", 2)

    assert still_there == an_item(rev=2)
    assert table.get(PK, "a") is None
    assert table.query(PK).items == ()


def test_a_stored_body_cannot_be_reached_into(table: Table) -> None:
    """Neither through what was put nor through what was got."""
    tags = ["ferry"]
    table.put(an_item(tags=tags), None)
    tags.append("later")
    first = table.get(PK, "a")
    assert first is not None
    first.body["tags"].append("later")

    assert table.get(PK, "a") == an_item(tags=["ferry"])


@pytest.mark.parametrize(
    "item",
    [
        Item("", "a", 1, {}),
        Item(PK, "", 1, {}),
        Item("p" * 2049, "a", 1, {}),
        Item(PK, "ñ" * 513, 1, {}),
        Item(PK, "a", 1, {"not a number": math.nan}),
        Item(PK, "a", 1, {"half a character": "\ud83d"}),
        Item(PK, "a", 1, {"large": "ñ" * 200_000}),
    ],
    ids=["no pk", "no sk", "long pk", "long sk", "nan", "surrogate", "large"],
)
def test_what_no_table_can_keep_is_refused(table: Table, item: Item) -> None:
    """The same everywhere, before anything is sent."""
    with pytest.raises(ValueError, match=r".") as refused:
        table.put(item, None)
    with pytest.raises(type(refused.value)):
        table.put_newer(item)


def test_the_largest_record_is_kept(table: Table) -> None:
    """Keys of the greatest length together with a body of the greatest size fit."""
    item = Item("p" * 2048, "s" * 1024, 10**17, {"text": "x" * (390 * 1024 - 11)}, datetime(2026, 1, 31, tzinfo=UTC))

    table.put(item, None)

    assert table.get(item.pk, item.sk) == item


def test_a_partition_is_read_in_order(table: Table) -> None:
    """By the bytes of the sort key, newest first unless asked otherwise, and no other partition's records."""
    keys = ["2026-01-31", "2026-01-30", "2026-02-01", "ñ", "z", "Z", "10", "9", "📰", "\uffee"]
    for key in keys:
        table.put(an_item(key), None)
    table.put(an_item("2026-01-31", pk=f"{PK}#other"), None)

    assert sort_keys(table.query(PK)) == sorted(keys, reverse=True)
    assert sort_keys(table.query(PK, newest_first=False)) == sorted(keys)


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7, 8])
def test_pages_join_without_gap_or_overlap(table: Table, limit: int, *, newest_first: bool) -> None:
    """Going on behind `last` until there is none gives every record once, in full pages."""
    keys = list("abcdefg")
    for key in keys:
        table.put(an_item(key), None)

    read: list[str] = []
    page = table.query(PK, newest_first=newest_first, limit=limit)
    while True:
        read += sort_keys(page)
        if page.last is None:
            break
        assert page.last == read[-1]
        assert len(page.items) == limit
        page = table.query(PK, after=page.last, newest_first=newest_first, limit=limit)

    assert read == sorted(keys, reverse=newest_first)


@pytest.mark.parametrize("newest_first", [True, False])
def test_bounds_and_continuation_together(table: Table, *, newest_first: bool) -> None:
    """Bounds include their ends, `after` excludes its own; bounds that cross, or lie behind `after`, leave nothing."""
    for key in "bdfg":
        table.put(an_item(key), None)

    for after, lowest, highest in product(
        [None, "a", "b", "c", "e", "f", "h"], [None, "a", "b", "c", "g"], [None, "a", "d", "e", "h"]
    ):
        page = table.query(PK, after=after, lowest=lowest, highest=highest, newest_first=newest_first)

        assert (after, lowest, highest, sort_keys(page)) == (
            after,
            lowest,
            highest,
            [
                key
                for key in sorted("bdfg", reverse=newest_first)
                if (lowest is None or key >= lowest)
                and (highest is None or key <= highest)
                and (after is None or (key < after if newest_first else key > after))
            ],
        )
        assert page.last is None


def test_a_page_must_hold_something(table: Table) -> None:
    """A limit below one is a mistake of the caller."""
    with pytest.raises(ValueError, match="limit must be at least 1"):
        table.query(PK, limit=0)


def test_records_beyond_a_megabyte_are_all_read(table: Table) -> None:
    """DynamoDB ends its pages at 1 MB; nobody else has to know."""
    for number in range(6):
        table.put(an_item(str(number), text="x" * 300_000), None)

    assert sort_keys(table.query(PK, limit=100)) == list("543210")
    assert sort_keys(table.query(PK, limit=5)) == list("54321")


def test_the_memory_table_tells_what_changed() -> None:
    """As the stream of the real table does: in order, with before and after, and nothing when nothing changed."""
    changes: list[Change] = []
    table = MemoryTable(on_change=changes.append)

    table.put(an_item(rev=1), None)
    table.put_newer(an_item(rev=2, headline="new"))
    table.put_newer(an_item(rev=2, headline="late"))
    table.put(an_item(rev=2, headline="new"), 2)
    table.delete(PK, "a", 2)
    table.delete(PK, "a", 2)

    one, two = an_item(rev=1), an_item(rev=2, headline="new")
    assert changes == [Change(None, one), Change(one, two), Change(two, None)]


KEYS = st.sampled_from(["a", "b", "c", "d", "e"])
PARTITIONS = st.sampled_from(["p", "q"])
REVISIONS = st.integers(min_value=0, max_value=4)
BOUNDS = st.none() | st.sampled_from(["a", "aa", "b", "c", "d", "dd", "e", "f"])
BODIES = st.dictionaries(
    st.text(max_size=3), st.none() | st.booleans() | st.integers() | st.text(max_size=5), max_size=2
)


class Agreement(RuleBasedStateMachine):
    """Whatever is done to both tables, they answer alike."""

    client: DynamoDBClient
    a_name: Namer

    @initialize()
    def begin(self) -> None:
        """Two empty tables."""
        self.memory: Table = MemoryTable()
        self.dynamo: Table = DynamoTable(self.client, make_table(self.client, self.a_name("agreement")))
        self.seen: dict[tuple[str, str], int] = {}

    @rule(pk=PARTITIONS, sk=KEYS, rev=REVISIONS, body=BODIES, expected=st.none() | REVISIONS)
    def put(self, pk: str, sk: str, rev: int, body: dict[str, object], expected: int | None) -> None:
        """A blind conditional write."""
        self._both_put(Item(pk, sk, rev, body), expected)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), rev=REVISIONS, body=BODIES)
    def replace(self, data: st.DataObject, rev: int, body: dict[str, object]) -> None:
        """A write by someone who read the record."""
        pk, sk = data.draw(st.sampled_from(sorted(self.seen)))
        self._both_put(Item(pk, sk, rev, body), self.seen[pk, sk])

    @rule(pk=PARTITIONS, sk=KEYS, rev=REVISIONS, body=BODIES)
    def put_newer(self, pk: str, sk: str, rev: int, body: dict[str, object]) -> None:
        """A write of what may be old news."""
        item = Item(pk, sk, rev, body)
        wrote = self.memory.put_newer(item)
        assert self.dynamo.put_newer(item) is wrote
        if wrote:
            self.seen[pk, sk] = rev

    @rule(pk=PARTITIONS, sk=KEYS, expected=REVISIONS)
    def delete(self, pk: str, sk: str, expected: int) -> None:
        """A removal."""
        outcomes = [_loses(partial(table.delete, pk, sk, expected)) for table in (self.memory, self.dynamo)]
        assert outcomes[0] is outcomes[1]
        if not outcomes[0]:
            self.seen.pop((pk, sk), None)

    @rule(pk=PARTITIONS, sk=KEYS)
    def get(self, pk: str, sk: str) -> None:
        """A read."""
        item = self.memory.get(pk, sk)
        assert self.dynamo.get(pk, sk) == item
        assert (item and item.rev) == self.seen.get((pk, sk))

    @rule(
        pk=PARTITIONS, after=BOUNDS, lowest=BOUNDS, highest=BOUNDS, newest_first=st.booleans(), limit=st.integers(1, 6)
    )
    def query(
        self, pk: str, after: str | None, lowest: str | None, highest: str | None, *, newest_first: bool, limit: int
    ) -> None:
        """A page. Only where nothing follows may one name a `last` and the other not."""
        one, other = (
            table.query(pk, after=after, lowest=lowest, highest=highest, newest_first=newest_first, limit=limit)
            for table in (self.memory, self.dynamo)
        )
        assert other.items == one.items
        if other.last != one.last:
            assert (other.last, len(one.items)) == (None, limit)
            behind = self.memory.query(
                pk, after=one.last, lowest=lowest, highest=highest, newest_first=newest_first, limit=limit
            )
            assert behind.items == ()

    def _both_put(self, item: Item, expected: int | None) -> None:
        outcomes = [_loses(partial(table.put, item, expected)) for table in (self.memory, self.dynamo)]
        assert outcomes[0] is outcomes[1]
        if not outcomes[0]:
            self.seen[item.pk, item.sk] = item.rev


def _loses(write: Callable[[], None]) -> bool:
    try:
        write()
    except PreconditionLostError:
        return True
    return False


def test_memory_and_dynamodb_agree(dynamodb: DynamoDBClient, a_name: Namer) -> None:
    """Random writes, removals and queries: what the memory table says, the real one says."""
    Agreement.client, Agreement.a_name = dynamodb, staticmethod(a_name)
    run_state_machine_as_test(
        Agreement,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
