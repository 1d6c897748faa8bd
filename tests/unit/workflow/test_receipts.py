"""Receipts: one for each version, in words for the editor and in JSON for programs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import MemoryReceipts, MemoryTable
from laera.domain.complaints import Complaint
from laera.domain.receipts import Outcome, Receipt, Touched
from laera.workflow.receipts import (
    RECEIPTS_KEPT,
    file_if_new,
    file_receipt,
    file_superseded,
    receipt_name,
    receipt_on_file,
    receipt_text,
)

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
KEY = "articles/es/puerto ñ+.md"
MEND = Complaint("'x' is not in site.yaml", "did you mean 'y'?", 4, "section")
LOOK = Complaint("media/a.jpg has not been uploaded", "upload it", field="photograph", is_warning=True)


def a_receipt(outcome: Outcome = Outcome.PUBLISHED, at: datetime = NOON, version_id: str = "v1") -> Receipt:
    """A receipt with something in every field."""
    return Receipt(
        KEY,
        version_id,
        outcome,
        at,
        uploaded=NOON - timedelta(seconds=1),
        address="https://laera.example/internacional/puerto",
        note="A note.",
        complaints=(MEND, LOOK),
        changed=("/internacional/puerto",),
        headline="Puerto «á»",
    )


@pytest.fixture
def receipts() -> MemoryReceipts:
    """The receipts bucket."""
    return MemoryReceipts()


@pytest.fixture
def table() -> MemoryTable:
    """The press's own records."""
    return MemoryTable()


def test_an_editor_reads_the_outcome_first_then_what_to_do() -> None:
    """The whole text, as it lies beside the upload."""
    assert receipt_text(a_receipt(Outcome.REJECTED)) == (
        "REJECTED. Mend what is named below and upload the file again.\n"
        "A note.\n"
        "address:  https://laera.example/internacional/puerto\n"
        "headline: Puerto «á»\n"
        "file:     articles/es/puerto ñ+.md\n"
        "version:  v1\n"
        "uploaded: 2026-01-31T11:59:59Z\n"
        "receipt:  2026-01-31T12:00:00Z\n"
        "\n"
        "To mend:\n"
        "  articles/es/puerto ñ+.md: line 4: section: 'x' is not in site.yaml; did you mean 'y'?\n"
        "\n"
        "Worth a look:\n"
        "  articles/es/puerto ñ+.md: photograph: media/a.jpg has not been uploaded; upload it\n"
        "\n"
        "Changed:\n"
        "  /internacional/puerto\n"
    )


def test_a_receipt_of_a_story_to_come_says_where_to_look_and_what_publishing_would_do() -> None:
    """The preview's address stands above, the addresses it would touch below; nothing is said of what there is not."""
    draft = Receipt(
        KEY,
        "v1",
        Outcome.DRAFT,
        NOON,
        headline="Puerto",
        preview="https://laera.example/api/preview/abc.def",
        would_touch=Touched(added=("/internacional/puerto",), changed=("/", "/internacional")),
    )
    assert receipt_text(draft) == (
        "DRAFT. Nobody but the desk can see it.\n"
        "preview:  https://laera.example/api/preview/abc.def\n"
        "headline: Puerto\n"
        "file:     articles/es/puerto ñ+.md\n"
        "version:  v1\n"
        "receipt:  2026-01-31T12:00:00Z\n"
        "\n"
        "Publishing it would add:\n"
        "  /internacional/puerto\n"
        "\n"
        "Publishing it would change:\n"
        "  /\n"
        "  /internacional\n"
    )
    held = replace(draft, outcome=Outcome.SCHEDULED, would_touch=Touched(removed=("/viejo",)))
    assert receipt_text(held).endswith("\n\nAt its hour it will remove:\n  /viejo\n")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_said_in_words(outcome: Outcome) -> None:
    """The first word is the outcome's name, as the editors' page has it."""
    assert receipt_text(Receipt(KEY, "v1", outcome, NOON)).startswith(f"{outcome.value.upper()}. ")


def test_an_unchanged_story_names_no_changed_pages() -> None:
    """The page was written to note its version, which is a fact for programs and no change to an editor."""
    receipt = replace(a_receipt(Outcome.UNCHANGED), changed=("/x",))
    assert "Changed" not in receipt_text(receipt)
    assert "Changed:\n  /x\n" in receipt_text(replace(receipt, outcome=Outcome.PUBLISHED))


def test_a_receipt_lies_beside_its_upload_as_text_and_as_json(receipts: MemoryReceipts, table: MemoryTable) -> None:
    """Under the very name of the upload; the JSON is readable too."""
    file_receipt(receipts, table, a_receipt())

    assert sorted(receipts.files) == [f"{KEY}.json", f"{KEY}.txt"]
    found = json.loads(receipts.files[f"{KEY}.json"])
    assert (found["outcome"], found["headline"], found["complaints"][0]["line"]) == ("published", "Puerto «á»", 4)
    assert "«á»".encode() in receipts.files[f"{KEY}.json"]


def test_a_receipt_on_file_reads_back_as_it_was(receipts: MemoryReceipts, table: MemoryTable) -> None:
    """The press remembers each version's, for ninety days."""
    ahead = replace(
        a_receipt(version_id="v0"),
        preview="https://laera.example/api/preview/a.b",
        would_touch=Touched(("/a",), ("/",)),
    )
    file_receipt(receipts, table, ahead)
    file_receipt(receipts, table, a_receipt())
    assert receipt_on_file(table, KEY, "v0") == ahead
    assert receipt_on_file(table, KEY, "v1") == a_receipt()
    assert receipt_on_file(table, KEY, "v2") is None
    item = table.get(f"RECEIPT#{KEY}", "v1")
    assert item is not None
    assert item.expires == NOON + RECEIPTS_KEPT


def test_a_later_ending_of_a_version_replaces_an_earlier_one(receipts: MemoryReceipts, table: MemoryTable) -> None:
    """SCHEDULED becomes PUBLISHED; a slow handler's older receipt does not come back on file."""
    file_receipt(receipts, table, a_receipt(Outcome.SCHEDULED))
    file_receipt(receipts, table, a_receipt(Outcome.PUBLISHED, NOON + timedelta(microseconds=1)))
    file_receipt(receipts, table, a_receipt(Outcome.SCHEDULED))
    filed = receipt_on_file(table, KEY, "v1")
    assert filed is not None
    assert filed.outcome is Outcome.PUBLISHED


def test_an_overtaken_version_is_superseded_unless_it_had_its_ending(
    receipts: MemoryReceipts, table: MemoryTable
) -> None:
    """It gets no file of its own: what lies beside the upload is the newest version's."""
    file_receipt(receipts, table, a_receipt(version_id="v1"))
    before = dict(receipts.files)
    file_superseded(table, KEY, "v1", "v3", NOON)
    file_superseded(table, KEY, "v2", "v3", NOON)

    first, second = receipt_on_file(table, KEY, "v1"), receipt_on_file(table, KEY, "v2")
    assert first is not None
    assert second is not None
    assert (first.outcome, second.outcome) == (Outcome.PUBLISHED, Outcome.SUPERSEDED)
    assert second.note == "by version v3"
    assert receipts.files == before


def test_a_superseded_version_may_still_end_otherwise(receipts: MemoryReceipts, table: MemoryTable) -> None:
    """Restored, it is the newest again."""
    file_superseded(table, KEY, "v1", "v2", NOON)
    file_receipt(receipts, table, a_receipt())
    filed = receipt_on_file(table, KEY, "v1")
    assert filed is not None
    assert filed.outcome is Outcome.PUBLISHED


def test_the_same_receipt_is_not_filed_twice(receipts: MemoryReceipts, table: MemoryTable) -> None:
    """An editor's client shows no change where there is none; one that was lost or says otherwise is filed."""
    file_if_new(receipts, table, a_receipt())
    later = NOON + timedelta(hours=1)
    before = dict(receipts.files)
    file_if_new(receipts, table, a_receipt(at=later))
    assert receipts.files == before

    receipts.files.clear()
    file_if_new(receipts, table, a_receipt(at=later))
    assert b"2026-01-31T13:00:00Z" in receipts.files[f"{KEY}.txt"]

    file_if_new(receipts, table, a_receipt(Outcome.REJECTED, later + timedelta(hours=1)))
    assert receipts.files[f"{KEY}.txt"].startswith(b"REJECTED")


@pytest.mark.parametrize(
    ("key", "is_kept"), [("x" * 1019, True), ("x" * 1020, False), ("ñ" * 510, False), ("ñ" * 509, True)]
)
def test_a_long_name_leaves_room_for_the_ending(key: str, is_kept: bool) -> None:
    """No receipt's name is longer than the 1,024 bytes a bucket takes; two names never share a receipt."""
    name = receipt_name(key)
    assert (name == key) is is_kept
    assert len(f"{name}.json".encode()) <= 1024
    assert receipt_name(key) != receipt_name(key + "y")
