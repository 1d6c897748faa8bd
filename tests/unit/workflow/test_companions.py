"""A story's twin for programs and its ninjs come, move and go with its page."""

import json
from datetime import timedelta

import pytest

from laera.domain.site import companions_of, ninjs_path, object_key, twin_path
from tests.unit.workflow.desk import ENGLISH, KEY, OTHER, PATH, SITE, Desk, a_paper, manuscript


@pytest.fixture
def desk() -> Desk:
    """A paper with one story."""
    desk = a_paper()
    desk.upload()
    return desk


def test_a_published_story_has_its_companions(desk: Desk) -> None:
    """Each with its own media type, under the story's cache tag."""
    assert desk.text(twin_path(PATH)).startswith("# Puerto")
    assert json.loads(desk.text(ninjs_path(PATH)))["headlines"][0]["value"] == "Puerto"
    assert desk.page(twin_path(PATH)).content_type == "text/markdown; charset=utf-8"
    assert desk.page(ninjs_path(PATH)).content_type == "application/json"
    tags = {desk.page(path).metadata["cache-tag"] for path in (PATH, *companions_of(PATH))}
    assert len(tags) == 1


def test_companions_follow_an_edit(desk: Desk) -> None:
    """They say what the page says."""
    desk.clock.advance(timedelta(minutes=1))
    desk.upload(KEY, manuscript(summary="Sin viento"))
    for path in companions_of(PATH):
        assert "Sin viento" in desk.text(path)


def test_companions_lead_to_where_the_story_moved(desk: Desk) -> None:
    """Each to its like; after a second move the first ones still lead straight there."""
    desk.upload(KEY, manuscript(slug="otro"))
    desk.upload(KEY, manuscript(slug="tercero", section="culture"))
    for old in (PATH, "/internacional/otro"):
        assert [desk.location(path) for path in companions_of(old)] == list(companions_of("/cultura/tercero"))


def test_an_alias_has_no_companions(desk: Desk) -> None:
    """Nothing but a page ever stood there."""
    desk.upload(KEY, manuscript(aliases="[/viejo/puerto]"))
    assert desk.location("/viejo/puerto") == PATH
    assert [desk.status(path) for path in companions_of("/viejo/puerto")] == [404, 404, 404]


@pytest.mark.parametrize("fields", [{"withdrawn": "No era así."}, {"draft": "true"}, {"embargo": "2027-01-01"}])
def test_companions_go_with_the_story(desk: Desk, fields: dict[str, str]) -> None:
    """None of its words is left in them, and they come back with it."""
    desk.upload(KEY, manuscript(**fields))
    for path in (PATH, *companions_of(PATH)):
        assert desk.status(path) == 410
        assert "Calma" not in desk.text(path)
    desk.upload(KEY, manuscript())
    assert {desk.status(path) for path in (PATH, *companions_of(PATH))} == {200}


def test_a_deleted_and_restored_story_has_its_companions_again(desk: Desk) -> None:
    """Removing the delete marker brings all of it back."""
    marker = desk.delete()
    assert {desk.status(path) for path in companions_of(PATH)} == {410}
    desk.content.delete_version(KEY, marker.version_id)
    desk.tell()
    assert {desk.status(path) for path in companions_of(PATH)} == {200}


def test_whoever_gets_an_address_gets_its_companions(desk: Desk) -> None:
    """The story that waited for the address fills all of it."""
    desk.upload(OTHER, manuscript("Otra", slug="puerto"))
    desk.upload(KEY, manuscript(slug="mudado"))
    assert desk.text(twin_path(PATH)).startswith("# Otra")
    assert desk.text(twin_path("/internacional/mudado")).startswith("# Puerto")


def test_a_companion_that_came_too_late_is_taken_down(desk: Desk) -> None:
    """A slow handler's twin over a tombstone is found at the next look."""
    late = desk.page(twin_path(PATH))
    desk.upload(KEY, manuscript(withdrawn="true"))
    desk.site._objects.pop(object_key(twin_path(PATH)))
    desk.site.put(object_key(twin_path(PATH)), late, None)
    desk.tell()
    assert desk.status(twin_path(PATH)) == 410


def test_a_receipt_names_what_was_written_and_what_follows(desk: Desk) -> None:
    """The page, its companions, and every front that shows the story."""
    receipt = desk.upload(OTHER, manuscript("Otra", section="culture"))
    assert receipt.changed == (*companions_of("/cultura/otra"), "/cultura/otra")
    assert {"/", "/cultura"} <= set(receipt.following)
    assert "/internacional" not in receipt.following
    assert "Set anew within seconds:\n  /\n" in desk.receipts.files[f"{OTHER}.txt"].decode()


def test_a_receipt_names_the_translations_that_link_here_now(desk: Desk) -> None:
    """Their pages and what they are for programs; when the story goes, once more."""
    desk.upload(KEY, manuscript(translation_key="puerto"))
    came = desk.upload(ENGLISH, manuscript("Harbour", translation_key="puerto"))
    edited = desk.upload(ENGLISH, manuscript("Harbour", translation_key="puerto", summary="Calm."))
    went = desk.upload(ENGLISH, manuscript("Harbour", translation_key="puerto", withdrawn="true"))

    named = [{PATH, ninjs_path(PATH)} & set(receipt.following) for receipt in (came, edited, went)]
    assert named == [{PATH, ninjs_path(PATH)}, set(), {PATH, ninjs_path(PATH)}]


@pytest.mark.parametrize(
    ("withdrawn", "note"),
    [("Era falso.", "Readers are told: Era falso."), ("true", "Readers are told no reason.")],
)
def test_a_receipt_says_what_readers_are_told_of_a_withdrawal(desk: Desk, withdrawn: str, note: str) -> None:
    """So that whoever took it down reads it once more."""
    assert desk.upload(KEY, manuscript(withdrawn=withdrawn)).note == note


def test_an_alias_that_another_story_has_is_named_in_the_receipt(desk: Desk) -> None:
    """With whose it is; when that story gives it up, it leads here by itself and the warning goes."""
    desk.upload(KEY, manuscript(aliases="[/viejo/mar]"))
    receipt = desk.upload(OTHER, manuscript("Otra", aliases="[/viejo/mar]"))
    [warning] = receipt.complaints
    assert warning.problem == f"the old address /viejo/mar belongs to {KEY}, and does not lead here"
    assert warning.is_warning
    desk.upload(KEY, manuscript())
    assert desk.location("/viejo/mar") == "/internacional/otra"
    assert desk.receipt_file(OTHER)["complaints"] == []


def test_an_alias_that_is_removed_says_so_for_good(desk: Desk) -> None:
    """It answers 410, in the paper's present name too, and a press set up anew knows of it."""
    desk.upload(KEY, manuscript(aliases="[/viejo/mar]"))
    desk.upload(KEY, manuscript())
    desk.upload("site.yaml", SITE.replace("La Era", "El Faro").encode())
    assert desk.status("/viejo/mar") == 410
    assert "El Faro" in desk.text("/viejo/mar")
    before = desk.everything()
    desk.site.empty()
    desk.stand_up()
    for key in ("site.yaml", KEY):
        desk.tell(key)
    assert desk.everything() == before
