"""Stories in two languages lead to each other, at every moment and in every order."""

import pytest

from laera.adapters.memory import MemoryTable
from laera.workflow.ports import Item, Notice
from laera.workflow.translations import Sibling, enter_translation, translations_of, versions_of
from tests.unit.workflow.desk import ENGLISH, KEY, PATH, Desk, a_paper, manuscript

ES, EN = ("p", "es"), ("p", "en")
HARBOUR = "/en/international/harbour"


@pytest.fixture
def table() -> MemoryTable:
    """No groups yet."""
    return MemoryTable()


@pytest.fixture
def desk() -> Desk:
    """A paper without stories."""
    return a_paper()


def leads(desk: Desk, path: str, to: str) -> bool:
    """Whether readers of one page are led to another as its translation."""
    return f'href="https://laera.example{to}"' in desk.text(path) or f'href="{to}"' in desk.text(path)


def test_who_enters_a_group_hears_of_the_others(table: MemoryTable) -> None:
    """They have to link to the newcomer."""
    assert enter_translation(table, "a.md", (), (ES,), "/a", 1) == []
    assert enter_translation(table, "b.md", (), (EN,), "/en/b", 1) == [Sibling("es", "a.md", "/a")]
    assert translations_of(table, "p") == [Sibling("en", "b.md", "/en/b"), Sibling("es", "a.md", "/a")]


def test_who_leaves_a_group_is_not_in_it_even_if_a_slow_writer_says_so(table: MemoryTable) -> None:
    """The newer revision stands."""
    enter_translation(table, "a.md", (), (ES,), "/a", 1)
    enter_translation(table, "b.md", (), (EN,), "/en/b", 1)
    assert enter_translation(table, "a.md", (ES,), (), "", 2) == [Sibling("en", "b.md", "/en/b")]
    enter_translation(table, "a.md", (), (ES,), "/a", 1)
    assert [sibling.key for sibling in translations_of(table, "p")] == ["b.md"]


def test_who_changes_groups_tells_both(table: MemoryTable) -> None:
    """The old ones no longer link to it, the new ones do."""
    enter_translation(table, "old.md", (), (EN,), "/en/old", 1)
    enter_translation(table, "new.md", (), (("q", "en"),), "/en/new", 1)
    enter_translation(table, "a.md", (), (ES,), "/a", 1)
    others = enter_translation(table, "a.md", (ES,), (("q", "es"),), "/a", 2)
    assert [other.key for other in others] == ["old.md", "new.md"]


def test_of_two_stories_in_one_language_the_first_by_name_is_linked() -> None:
    """The same one on every page, whatever came first."""
    siblings = [Sibling("es", "b.md", "/b"), Sibling("en", "x.md", "/en/x"), Sibling("es", "a.md", "/a")]
    assert versions_of(siblings) == {"en": siblings[1], "es": siblings[2]}


def test_a_second_story_of_a_group_in_one_language_stands_alone_and_its_editor_is_told(desk: Desk) -> None:
    """Links between translations are always mutual: nobody is led to a page that does not lead back."""
    desk.upload(KEY, manuscript(translation_key="pair"))
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="pair"))
    second = desk.upload("articles/es/zeta.md", manuscript("Zeta", translation_key="pair"))

    assert [str(complaint) for complaint in second.complaints] == [
        f"translation_key: {KEY} is this story's version in 'es' already; give one of the two another translation_key"
    ]
    assert "hreflang" not in desk.text("/internacional/zeta").split("<body")[0]
    assert leads(desk, HARBOUR, PATH)
    assert not leads(desk, HARBOUR, "/internacional/zeta")

    desk.delete(KEY)
    assert leads(desk, HARBOUR, "/internacional/zeta")
    assert leads(desk, "/internacional/zeta", HARBOUR)
    assert desk.receipt_file("articles/es/zeta.md")["complaints"] == []


def test_a_pair_leads_to_each_other_whichever_came_first(desk: Desk) -> None:
    """And nowhere else once one of them has gone."""
    desk.upload(KEY, manuscript(translation_key="p"))
    assert not leads(desk, PATH, HARBOUR)
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="p"))
    assert leads(desk, PATH, HARBOUR)
    assert leads(desk, HARBOUR, PATH)

    desk.delete(KEY)
    assert not leads(desk, HARBOUR, PATH)


def test_a_translation_that_moves_is_followed(desk: Desk) -> None:
    """The other page links to the new address, not to the redirect."""
    desk.upload(KEY, manuscript(translation_key="p"))
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="p"))
    desk.upload(ENGLISH, manuscript("Pier", translation_key="p"))
    assert leads(desk, PATH, "/en/international/pier")
    assert not leads(desk, PATH, HARBOUR)


def test_a_translation_on_hold_is_not_linked(desk: Desk) -> None:
    """Its address would give away that there is something to come."""
    desk.upload(KEY, manuscript(translation_key="p"))
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="p", embargo="2026-03-01"))
    assert "harbour" not in desk.text(PATH)


def test_translations_published_at_the_same_moment_find_each_other(desk: Desk) -> None:
    """Each page was set before the other story could be known; both links are there all the same."""
    desk.put(KEY, manuscript(translation_key="p"))
    desk.put(ENGLISH, manuscript("Harbour", translation_key="p"))
    put_newer, newsroom, meanwhile = desk.table.put_newer, desk.room.press.newsroom, [Notice(ENGLISH)]

    def interrupted(item: Item) -> bool:
        if item.pk.startswith("TRANSLATION#") and meanwhile:
            newsroom.publish(meanwhile.pop())
        return put_newer(item)

    desk.table.put_newer = interrupted  # type: ignore[method-assign]  # a rival, at the one moment that matters
    desk.tell(KEY)

    assert not meanwhile
    assert leads(desk, PATH, HARBOUR)
    assert leads(desk, HARBOUR, PATH)
