"""The record of a story survives its writer: nothing it named is forgotten."""

from datetime import UTC, datetime

import pytest

from laera.domain.announcements import Told
from laera.domain.listings import Place
from laera.workflow.records import ArticleRecord, State, article_pk

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
FULL = ArticleRecord(
    state=State.LIVE,
    seen="v2",
    version_id="v1",
    source="ab" * 32,
    path="/internacional/puerto",
    since=NOON,
    former=("/internacional/muelle",),
    card="cd" * 16,
    places=(Place("es", "home", "2026-01-31T12:00:00Z#x"), Place("es", "tag#ñ", "2026-01-31T12:00:00Z#x")),
    filled=("/internacional/puerto", "/internacional/muelle"),
    leaving=("/cultura/puerto",),
    photographs=("media/puerto ñ+.jpg",),
    translations=(("clave", "es"),),
    wakes=(NOON,),
    told=Told("v2", "/internacional/puerto", "ab" * 32, ("c1", "c2"), was_public=True),
)


@pytest.mark.parametrize("record", [FULL, ArticleRecord(), FULL.begun(ArticleRecord())])
def test_a_record_reads_back_as_it_was_written(record: ArticleRecord) -> None:
    """The next handler knows exactly what the last one knew."""
    assert ArticleRecord.from_record(record.to_record()) == record


def test_a_pending_record_names_the_old_and_the_new() -> None:
    """If its writer dies, whoever comes next can finish the new and undo the old."""
    new = ArticleRecord(
        state=State.LIVE, path="/cultura/puerto", filled=("/cultura/puerto",), photographs=("media/b.jpg",)
    )

    begun = new.begun(FULL)

    assert not begun.is_settled
    assert begun.path == "/cultura/puerto"
    assert set(FULL.filled) < set(begun.filled)
    assert begun.places == FULL.places
    assert begun.photographs == ("media/b.jpg", "media/puerto ñ+.jpg")
    assert (begun.translations, begun.wakes) == (FULL.translations, FULL.wakes)
    assert begun.leaving == ("/internacional/puerto", "/cultura/puerto")


def test_a_pending_record_knows_what_was_told_and_what_is_about_to_be() -> None:
    """Through any number of deaths; when it is settled there is nothing to take back."""
    first = ArticleRecord(told=Told("v3", "/b")).begun(FULL, 7)
    second = ArticleRecord(told=Told("v4", "/c")).begun(first, 8)
    assert (second.told, second.told_rev, second.told_at(9)) == (FULL.told, 7, 7)
    assert second.aims == (Told("v3", "/b"), Told("v4", "/c"))
    assert ArticleRecord.from_record(second.to_record()).told_rev == 7
    assert (FULL.aims, FULL.told_at(7)) == ((), 7)


def test_two_deaths_in_a_row_forget_nothing() -> None:
    """What the first attempt left is still named by the third."""
    first = ArticleRecord(path="/b", filled=("/b",)).begun(ArticleRecord(path="/a", filled=("/a",)))
    second = ArticleRecord(path="/c", filled=("/c",)).begun(first)
    assert set(second.filled) == {"/a", "/b", "/c"}
    assert set(second.leaving) == {"/a", "/b"}


def test_every_state_but_pending_is_settled() -> None:
    """A reconciler looks again only at what was begun and not ended."""
    assert [state for state in State if not ArticleRecord(state=state).is_settled] == [State.PENDING]


def test_a_record_is_found_by_its_upload_key() -> None:
    """Spaces, ñ and + are part of the name."""
    assert article_pk("articles/es/puerto ñ+.md") == "ARTICLE#articles/es/puerto ñ+.md"
