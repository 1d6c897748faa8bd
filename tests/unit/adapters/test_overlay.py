"""Overlays: whatever is done on them, they answer as the store itself would, and the store below keeps what it had."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.adapters.memory import Change, MemoryReceipts, MemorySite, MemoryTable
from laera.adapters.overlay import OverlayReceipts, OverlaySite, OverlayTable
from laera.errors import PreconditionLostError
from laera.workflow.ports import Item, Page, PublicObject, Table

PK = "LISTING#es#home"
KEYS = st.sampled_from("abcdefgh")
BOUNDS = st.none() | st.sampled_from("abcdefghi")
REVISIONS = st.integers(0, 3)


def an_item(sk: str, rev: int = 1, **body: object) -> Item:
    """A record of the list."""
    return Item(PK, sk, rev, body)


def an_object(body: bytes, **metadata: str) -> PublicObject:
    """An object of the site."""
    return PublicObject(body, "text/html; charset=utf-8", "no-store", metadata)


@dataclass
class Counted:
    """A table that counts what it is asked and refuses to be written."""

    table: MemoryTable
    asked: list[str] = field(default_factory=list)

    def get(self, pk: str, sk: str) -> Item | None:
        """The record."""
        self.asked.append(f"get {pk} {sk}")
        return self.table.get(pk, sk)

    def query(self, pk: str, **bounds: object) -> Page:
        """A page."""
        self.asked.append(f"query {pk}")
        return self.table.query(pk, **bounds)  # type: ignore[arg-type]  # the bounds, handed on

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Not here."""
        raise AssertionError(f"{item} at {expected_rev} was written below")

    def put_newer(self, item: Item) -> bool:
        """Not here."""
        raise AssertionError(f"{item} was written below")

    def delete(self, pk: str, sk: str, expected_rev: int) -> None:
        """Not here."""
        raise AssertionError(f"{pk} {sk} at {expected_rev} was removed below")


Write = tuple[str, str, int, int | None]
WRITES = st.lists(st.tuples(st.sampled_from(["put", "newer", "delete"]), KEYS, REVISIONS, st.none() | REVISIONS))


def write(table: Table, writes: list[Write]) -> list[bool]:
    """Do all of it; tells which of the writes lost."""
    lost = []
    for number, (kind, sk, rev, expected) in enumerate(writes):
        try:
            if kind == "put":
                table.put(an_item(sk, rev, number=number), expected)
            elif kind == "newer":
                table.put_newer(an_item(sk, rev, number=number))
            else:
                table.delete(PK, sk, rev)
            lost.append(False)
        except PreconditionLostError:
            lost.append(True)
    return lost


@given(
    st.dictionaries(KEYS, REVISIONS),
    WRITES,
    st.tuples(BOUNDS, BOUNDS, BOUNDS),
    st.booleans(),
    st.integers(1, 9),
)
def test_an_overlaid_table_answers_as_one_that_was_written(
    below: Mapping[str, int],
    writes: list[Write],
    bounds: tuple[str | None, str | None, str | None],
    newest_first: bool,
    limit: int,
) -> None:
    """Every read after every write, wherever its record lies; and below nothing has moved."""
    ground, plain = MemoryTable(), MemoryTable()
    for sk, rev in below.items():
        ground.put(an_item(sk, rev), None)
        plain.put(an_item(sk, rev), None)
    overlay = OverlayTable(Counted(ground))

    assert write(overlay, writes) == write(plain, writes)

    after, lowest, highest = bounds
    pages = [
        table.query(PK, after=after, lowest=lowest, highest=highest, newest_first=newest_first, limit=limit)
        for table in (overlay, plain)
    ]
    assert pages[0] == pages[1]
    assert [overlay.get(PK, sk) for sk in "abcdefgh"] == [plain.get(PK, sk) for sk in "abcdefgh"]
    assert {item.sk: item.rev for item in ground.items()} == below


def test_an_overlaid_table_tells_what_changed_on_it() -> None:
    """With what lay below as what was before; what changes nothing is no change."""
    ground, changes = MemoryTable(), list[Change]()
    ground.put(an_item("a", 1), None)
    table = OverlayTable(ground, changes.append)

    table.put(an_item("a", 2), 1)
    table.put(an_item("a", 2), 2)
    table.put_newer(an_item("b", 1))
    table.delete(PK, "a", 2)
    table.delete(PK, "a", 2)

    assert changes == [
        Change(an_item("a", 1), an_item("a", 2)),
        Change(None, an_item("b", 1)),
        Change(an_item("a", 2), None),
    ]


def test_what_was_read_below_is_not_asked_for_again() -> None:
    """Neither by the overlay nor by others laid over it: together they see one moment."""
    below = Counted(MemoryTable())
    below.table.put(an_item("a", 1), None)
    ground = OverlayTable(below)

    for table in (ground, OverlayTable(ground), OverlayTable(ground)):
        for _ in range(2):
            assert table.get(PK, "a") == an_item("a", 1)
            assert table.get(PK, "none") is None
            assert table.query(PK, limit=5).items == (an_item("a", 1),)
    below.table.put(an_item("a", 2), 1)

    assert below.asked == [f"get {PK} a", f"get {PK} none", f"query {PK}"]
    assert ground.get(PK, "a") == an_item("a", 1)


def test_many_removals_above_cost_no_second_read() -> None:
    """A page that lost its newest entries is filled from the same read."""
    below = Counted(MemoryTable())
    for sk in "abcdefgh":
        below.table.put(an_item(sk, 1), None)
    table = OverlayTable(below)
    for sk in "fgh":
        table.delete(PK, sk, 1)
    below.asked.clear()

    assert [item.sk for item in table.query(PK, limit=3).items] == ["e", "d", "c"]
    assert below.asked == [f"query {PK}"]


def test_an_overlaid_site_shows_what_lies_below_until_it_is_written() -> None:
    """And the object below stays what it was."""
    ground = MemorySite()
    seen = ground.put("index.html", an_object(b"old"), None)
    ground.put("en/index.html", an_object(b"english"), None)
    site = OverlaySite(ground)

    with pytest.raises(PreconditionLostError):
        site.put("index.html", an_object(b"new"), None)
    site.put("index.html", an_object(b"new", digest="2"), site.observe("index.html"))
    site.put("en/a/index.html", an_object(b"a"), None)

    assert site.get("index.html") == an_object(b"new", digest="2")
    assert site.get("en/index.html") == an_object(b"english")
    assert site.written == ("index.html", "en/a/index.html")
    assert list(site.keys()) == ["en/a/index.html", "en/index.html", "index.html"]
    assert list(site.keys("en/")) == ["en/a/index.html", "en/index.html"]
    assert ground.observe("index.html") == seen
    assert list(ground.keys()) == ["en/index.html", "index.html"]


def test_overlaid_receipts_stay_above() -> None:
    """An editor is told nothing by a rehearsal."""
    ground = MemoryReceipts()
    ground.put("a.txt", b"published", "text/plain")
    receipts = OverlayReceipts(ground)

    receipts.put("a.txt", b"rehearsed", "text/plain")
    receipts.put("b.txt", b"rehearsed", "text/plain")

    assert (receipts.get("a.txt"), receipts.get("b.txt"), receipts.get("c.txt")) == (b"rehearsed", b"rehearsed", None)
    assert ground.files == {"a.txt": b"published"}


def test_a_record_read_below_cannot_be_reached_into() -> None:
    """What a reader does to its copy of a body is seen by no other."""
    ground = MemoryTable()
    ground.put(Item(PK, "a", 1, {"tags": ["mar"]}, datetime(2026, 1, 31, tzinfo=UTC)), None)
    table = OverlayTable(ground)

    for item in (table.get(PK, "a"), *table.query(PK).items):
        assert item is not None
        item.body["tags"].append("later")

    assert table.get(PK, "a") == Item(PK, "a", 1, {"tags": ["mar"]}, datetime(2026, 1, 31, tzinfo=UTC))
