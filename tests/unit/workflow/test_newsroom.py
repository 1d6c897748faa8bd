"""Every upload goes to the desk it belongs to, and its editor hears of it."""

from datetime import timedelta

import pytest

from laera.domain.receipts import Outcome
from laera.workflow.newsroom import LONGEST_STORY_KEY
from laera.workflow.ports import Notice
from laera.workflow.receipts import receipt_name
from tests.unit.workflow.desk import KEY, PATH, Desk, a_paper, manuscript


@pytest.fixture
def desk() -> Desk:
    """A paper without stories."""
    return a_paper()


@pytest.mark.parametrize(
    "key", ["articles/es/puerto ñ+.md", "articles/es/PUERTO.MD", "articles/puerto.md", "articles/es/2026/01/a%20b.md"]
)
def test_a_story_may_have_any_name(desk: Desk, key: str) -> None:
    """Spaces, accents, capitals and signs are an editor's right; the receipt lies under that very name."""
    assert desk.upload(key, manuscript(language="es")).outcome is Outcome.PUBLISHED
    assert desk.status(PATH) == 200
    assert desk.receipt_file(key)["address"] == f"https://laera.example{PATH}"


@pytest.mark.parametrize(
    ("key", "cure"),
    [
        ("notas.docx", "stories go under articles/"),
        ("articulos/es/puerto.md", "stories go under articles/"),
        ("Articles/es/puerto.md", "stories go under articles/"),
        ("site.yml", "site.yaml"),
        ("articles/es/site.yaml", "save it as plain text with the ending .md"),
        ("articles/es/puerto.docx", "save it as plain text with the ending .md"),
        ("articles/es/puerto.markdown", "save it as plain text with the ending .md"),
    ],
)
def test_a_file_without_use_is_refused_with_a_cure(desk: Desk, key: str, cure: str) -> None:
    """It changes nothing on the site."""
    before = desk.everything()
    receipt = desk.upload(key)
    assert receipt.outcome is Outcome.REJECTED
    assert cure in receipt.complaints[0].cure
    assert desk.everything() == before


def test_a_file_without_use_that_goes_says_goodbye(desk: Desk) -> None:
    """Its receipt does not stay behind as a rejection of something that is no longer there."""
    desk.upload("notas.docx", b"x")
    desk.delete("notas.docx")
    assert desk.receipt_file("notas.docx")["outcome"] == "withdrawn"


def test_a_stray_file_told_of_twice_has_one_receipt(desk: Desk) -> None:
    """The receipt keeps the hour at which it was first given."""
    first = desk.upload("notas.docx", b"x")
    desk.clock.advance(timedelta(minutes=5))
    assert desk.deliver("notas.docx").at == first.at


def test_a_name_may_be_as_long_as_records_can_carry(desk: Desk) -> None:
    """One byte more is refused in words, not by a database; bytes are what counts, so accents count twice."""
    stem = "articles/es/ñ"
    longest = stem + "x" * (LONGEST_STORY_KEY - len(stem.encode()) - 3) + ".md"
    assert desk.upload(longest, manuscript(embargo="2026-02-01")).outcome is Outcome.SCHEDULED

    receipt = desk.upload(longest.replace(".md", "x.md"))
    assert receipt.outcome is Outcome.REJECTED
    assert "bytes long" in receipt.complaints[0].problem
    assert receipt.complaints[0].cure == "give it a shorter name"


def test_the_receipt_of_a_name_as_long_as_can_be_has_a_name_too(desk: Desk) -> None:
    """There is no room for .json behind it, so the receipt's name is made from it."""
    key = "x" * 1024
    assert desk.upload(key, b"").outcome is Outcome.REJECTED
    assert desk.receipt_file(receipt_name(key))["key"] == key


def test_a_photograph_goes_to_the_photo_desk(desk: Desk) -> None:
    """The function that publishes opens no photograph."""
    notice = Notice("media/puerto.jpg", "v1")
    assert desk.room.press.newsroom.publish(notice) is None
    assert list(desk.room.media.notices) == [notice]


def test_an_apology_says_that_the_fault_is_ours(desk: Desk) -> None:
    """Nothing needs mending, the story that was there stays, and a good retry has the last word."""
    desk.upload()
    version = desk.put(KEY, manuscript(summary="Nueva."))

    desk.room.press.newsroom.apologise(Notice(KEY, version.version_id))

    receipt = desk.receipt()
    assert receipt is not None
    assert receipt.outcome is Outcome.REJECTED
    assert "the press itself failed" in receipt.complaints[0].problem
    assert desk.status(PATH) == 200
    desk.clock.advance(timedelta(minutes=5))
    assert desk.deliver().outcome is Outcome.PUBLISHED
    assert desk.receipt_file()["outcome"] == "published"


@pytest.mark.parametrize("key", ["site.yaml", "notas.docx"])
def test_an_apology_is_taken_back_for_any_file(desk: Desk, key: str) -> None:
    """Once the press has coped, no receipt says that it failed."""
    body = desk.content.read("site.yaml")
    assert body is not None
    desk.put(key, body.body)
    desk.room.press.newsroom.apologise(Notice(key))
    desk.clock.advance(timedelta(minutes=5))

    desk.deliver(key)

    assert "the press itself failed" not in str(desk.receipt_file(key)["complaints"])


def test_nobody_is_apologised_to_for_a_sweep(desk: Desk) -> None:
    """The key in a sweep's notice only says how far it has come: that story is in order."""
    desk.upload()
    before = dict(desk.receipts.files)
    desk.room.press.newsroom.apologise(Notice(KEY, reason="sweep:site"))
    desk.room.press.newsroom.apologise(Notice("", reason="sweep:site"))
    assert desk.receipts.files == before
