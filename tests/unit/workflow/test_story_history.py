"""A story's history page on the site: it follows the bucket, costs little, and goes with its story."""

from dataclasses import replace
from datetime import timedelta

import pytest

from laera.domain.site import history_path, object_key
from laera.errors import StoreUnavailableError
from laera.workflow.notices import REBUILD
from laera.workflow.ports import Upload, Version
from tests.unit.workflow.desk import KEY, PATH, Desk, a_paper, manuscript

HISTORY = history_path(PATH)
MINUTE = timedelta(minutes=1)


def edited(desk: Desk, *summaries: str, **fields: str) -> Version:
    """Upload an edition for each summary, minutes apart; gives the last version."""
    for summary in summaries:
        desk.clock.advance(2 * MINUTE)
        desk.upload(KEY, manuscript(summary=summary, **fields))
    return desk.content.versions(KEY)[0]


@pytest.fixture
def desk() -> Desk:
    """A paper with a story that was changed twice."""
    desk = a_paper()
    edited(desk, "Primero", "Segundo", "Tercero")
    return desk


def test_readers_see_what_changed_and_when(desk: Desk) -> None:
    """Old words and new ones, of every edition that was public, from the first on."""
    history = desk.text(HISTORY)

    assert [history.count(word) for word in ("Primero", "Segundo", "Tercero")] == [1, 2, 1]
    assert history.index("Tercero") < history.index("Primero") < history.index("Publicada")


def test_a_story_leads_to_its_history(desk: Desk) -> None:
    """A link at its foot; the two have one cache tag, so that they go out together."""
    assert f'href="{HISTORY}"' in desk.text(PATH)
    assert f'href="{PATH}"' in desk.text(HISTORY)
    assert desk.page(HISTORY).metadata["cache-tag"] == desk.page(PATH).metadata["cache-tag"]


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"embargo": "2027-01-01"}, {"section": "nowhere"}])
def test_an_edition_that_is_not_for_readers_has_no_word_in_it(desk: Desk, fields: dict[str, str]) -> None:
    """Neither while it is the newest nor once another has replaced it."""
    edited(desk, "Secreto", **fields)
    assert "Secreto" not in str(desk.everything())
    edited(desk, "Cuarto")

    assert "Cuarto" in desk.text(HISTORY)
    assert "Secreto" not in str(desk.everything())


def test_a_version_erased_for_good_is_erased_from_the_history(desk: Desk) -> None:
    """The way to take out what must not be read: the words are gone, those around them stay."""
    libel = edited(desk, "Injuria")
    edited(desk, "Cuarto")
    assert "Injuria" in desk.text(HISTORY)
    desk.content.delete_version(KEY, libel.version_id)
    desk.tell()

    assert "Injuria" not in str(desk.everything())
    assert "Tercero" in desk.text(HISTORY)


def test_an_edition_whose_place_was_taken_leaves_with_its_moment(desk: Desk) -> None:
    """A correction within the minute is part of the change that it corrects."""
    edited(desk, "Cuarto con eror")
    desk.upload(KEY, manuscript(summary="Cuarto"))

    assert "eror" not in desk.text(HISTORY)


def test_a_withdrawn_story_has_no_history_and_one_that_came_back_says_why_it_went(desk: Desk) -> None:
    """A person at the history's address gets the same page as at the story's: withdrawn, and the reason."""
    edited(desk, "Tercero", withdrawn="Una fuente lo pidió.")
    assert desk.status(HISTORY) == 410
    assert desk.page(HISTORY).body == desk.page(PATH).body
    assert "Una fuente lo pidió." in desk.text(HISTORY)
    edited(desk, "Tercero")

    history = desk.text(HISTORY)
    assert desk.status(HISTORY) == 200
    assert "De vuelta en el sitio" in history
    assert "Una fuente lo pidió." in history


def test_a_deleted_story_is_restored_with_its_history_by_removing_the_marker(desk: Desk) -> None:
    """The bucket is what it was, and so is every byte."""
    before = desk.everything()
    marker = desk.delete()
    assert desk.status(HISTORY) == 410
    desk.content.delete_version(KEY, marker.version_id)
    desk.tell()

    assert desk.everything() == before


def test_a_deleted_story_is_restored_with_its_history_by_an_upload(desk: Desk) -> None:
    """What was before the deletion is told as ever, and when the story was away."""
    desk.clock.advance(2 * MINUTE)
    desk.delete()
    edited(desk, "Cuarto")

    history = desk.text(HISTORY)
    assert "De vuelta en el sitio" in history
    assert "Primero" in history


def test_a_moved_story_takes_its_history_along(desk: Desk) -> None:
    """The old address of the history leads to the new one, which tells of the move."""
    edited(desk, "Tercero", slug="muelle")

    assert desk.location(HISTORY) == history_path("/internacional/muelle")
    assert PATH in desk.text(history_path("/internacional/muelle"))


def test_a_press_without_memory_tells_the_same(desk: Desk) -> None:
    """What the history says follows from the bucket: not from the record of what was handled, nor from what it said."""
    edited(desk, "Secreto", draft="true")
    edited(desk, "Cuarto", slug="muelle")
    desk.content.put(KEY, manuscript(section="nowhere"))
    desk.tell()
    before = desk.everything()
    desk.site.empty()
    desk.stand_up()
    desk.tell("site.yaml")
    desk.tell(KEY, REBUILD)

    assert desk.everything() == before


def test_a_repeated_event_reads_no_old_version(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies there was made of the same versions: the bucket is asked for the newest alone."""
    newest = desk.content.versions(KEY)[0].version_id
    read = desk.content.read

    def only_the_newest(key: str, version_id: str | None = None) -> Upload | None:
        if key == KEY and version_id != newest:
            raise StoreUnavailableError(f"{version_id} was read")
        return read(key, version_id)

    monkeypatch.setattr(desk.content, "read", only_the_newest)
    before = desk.everything()
    desk.tell()

    assert desk.everything() == before


def test_a_history_changed_by_hand_is_put_right_by_a_rebuild(desk: Desk) -> None:
    """It says that it was made of the same versions, and a rebuild does not take its word for it."""
    before = desk.everything()
    page, seen = desk.page(HISTORY), desk.site.observe(object_key(HISTORY))
    desk.site.put(object_key(HISTORY), replace(page, body=page.body.replace(b"Primero", b"Nunca")), seen)
    desk.tell(KEY, REBUILD)

    assert desk.everything() == before


def test_an_edit_reads_no_version_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the press had to read to know where the story stood is not read again for its history."""
    reads: list[str | None] = []
    read = desk.content.read

    def counted(key: str, version_id: str | None = None) -> Upload | None:
        if key == KEY:
            reads.append(version_id)
        return read(key, version_id)

    monkeypatch.setattr(desk.content, "read", counted)
    edited(desk, "Cuarto")

    assert sorted(reads, key=str) == sorted((it.version_id for it in desk.content.versions(KEY)), key=str)


def test_a_renamed_paper_is_renamed_in_histories_too(desk: Desk) -> None:
    """The versions are the same and the page is not."""
    site = desk.content.read("site.yaml")
    assert site is not None
    desk.upload("site.yaml", site.body.replace(b"La Era", b"El Faro"))

    assert "El Faro" in desk.text(HISTORY)
    assert "La Era" not in desk.text(HISTORY)
