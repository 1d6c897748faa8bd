"""A tag's page follows its stories: it comes with the first, is called what the newest calls it, goes with the last."""

import pytest

from laera.adapters.memory import MemorySite
from laera.workflow.ports import Notice, Observed, PublicObject
from tests.unit.workflow.desk import ENGLISH, KEY, OTHER, SITE, Desk, a_paper, manuscript


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


def test_a_tag_that_went_before_anybody_looked_is_renamed_with_the_paper(desk: Desk) -> None:
    """Its page says that there is nothing, in the name of the paper as it is now."""
    desk.put(OTHER, manuscript("Otro", tags="[Faro]"))
    desk.room.uploads.send([Notice(OTHER)])
    desk.room.deliver()
    desk.upload(OTHER, manuscript("Otro"))
    assert desk.status("/tag/faro") == 410

    desk.upload("site.yaml", SITE.replace("La Era", "El Faro").encode())

    assert desk.status("/tag/faro") == 410
    assert "La Era" not in desk.text("/tag/faro")


class RenamedMeanwhile(MemorySite):
    """A site at which the paper gets another name, and all fronts that are known, just after a tag's page was put."""

    desk: Desk | None = None

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Put, and be overtaken once."""
        written = super().put(key, page, expected)
        if self.desk and key == "tag/faro/index.html":
            desk, self.desk = self.desk, None
            under_way, desk.room.changed_lists = dict(desk.room.changed_lists), {}
            desk.upload("site.yaml", SITE.replace("La Era", "El Faro").encode())
            desk.room.changed_lists.update(under_way)
        return written


def test_a_new_tag_has_the_name_that_the_paper_got_meanwhile() -> None:
    """The sweep that renames all lists is over before this one is noted as present."""
    site = RenamedMeanwhile()
    desk = Desk(site=site)
    desk.upload("site.yaml", SITE.encode())
    site.desk = desk

    desk.upload(KEY, manuscript(tags="[Faro]"))

    assert "El Faro" in desk.text("/tag/faro")
    assert "La Era" not in desk.text("/tag/faro")


def test_the_newest_story_spells_the_tag(desk: Desk) -> None:
    """Its slug is what makes it the same."""
    desk.upload(OTHER, manuscript("Otro", tags="[MAR]", published="2026-01-31T08:00:00-03:00"))

    assert "<h1>MAR</h1>" in desk.text("/tag/mar")


def test_a_language_has_its_own_tags(desk: Desk) -> None:
    """The same word in two languages is two pages."""
    desk.upload(ENGLISH, manuscript("Harbour", tags="[Mar]"))

    assert "/en/international/harbour" in desk.text("/en/tag/mar")
    assert "/en/international/harbour" not in desk.text("/tag/mar")
