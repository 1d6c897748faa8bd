"""A tag's page follows its stories: it comes with the first, is called what the newest calls it, goes with the last."""

import pytest

from tests.unit.workflow.desk import ENGLISH, KEY, OTHER, Desk, a_paper, manuscript


@pytest.fixture
def desk() -> Desk:
    """A paper with one story about the sea."""
    desk = a_paper()
    desk.upload(KEY, manuscript(tags="[Mar, Puertos]"))
    return desk


def test_a_story_stands_on_the_pages_of_its_tags(desk: Desk) -> None:
    """And on those of its own language only."""
    assert "/tag/mar" in desk.fronts
    assert "/internacional/puerto" in desk.text("/tag/mar")
    assert "/internacional/puerto" in desk.text("/tag/puertos")
    assert desk.status("/en/tag/mar") == 404


def test_a_tag_removed_from_a_story_leads_to_it_no_more(desk: Desk) -> None:
    """The page of a tag without stories is gone, says so, and comes back with the next story."""
    desk.upload(KEY, manuscript(tags="[Puertos]"))

    assert desk.status("/tag/mar") == 410
    assert "Aquí ya no hay noticias" in desk.text("/tag/mar")
    assert "/internacional/puerto" not in desk.text("/tag/mar")
    assert "/internacional/puerto" in desk.text("/tag/puertos")

    desk.upload(OTHER, manuscript("Otro", tags="[Mar]"))

    assert desk.status("/tag/mar") == 200
    assert "/internacional/otro" in desk.text("/tag/mar")


def test_a_withdrawn_story_leaves_its_tags(desk: Desk) -> None:
    """The others of the tag stay."""
    desk.upload(OTHER, manuscript("Otro", tags="[Mar]"))
    desk.upload(KEY, manuscript(tags="[Mar, Puertos]", withdrawn="Un error."))

    assert "/internacional/puerto" not in desk.text("/tag/mar")
    assert "/internacional/otro" in desk.text("/tag/mar")
    assert desk.status("/tag/puertos") == 410


def test_the_newest_story_spells_the_tag(desk: Desk) -> None:
    """Its slug is what makes it the same."""
    desk.upload(OTHER, manuscript("Otro", tags="[MAR]", published="2026-01-31T08:00:00-03:00"))

    assert "<h1>MAR</h1>" in desk.text("/tag/mar")


def test_a_language_has_its_own_tags(desk: Desk) -> None:
    """The same word in two languages is two pages."""
    desk.upload(ENGLISH, manuscript("Harbour", tags="[Mar]"))

    assert "/en/international/harbour" in desk.text("/en/tag/mar")
    assert "/en/international/harbour" not in desk.text("/tag/mar")
