"""Fronts show their lists as they are, once for each change, under the paper's present settings."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from laera.domain.listings import listing_pk
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.current_site import CONFIG_PK
from laera.workflow.fronts.kinds import fronts_of
from laera.workflow.ports import Notice, Observed, PublicObject
from laera.workflow.turns import turn
from tests.unit.workflow.desk import ENGLISH, KEY, NOON, OTHER, PATH, SITE, Desk, a_paper, manuscript, renderer

HOME = listing_pk("es", "home")
INTERNATIONAL = listing_pk("es", "section#international")
CULTURE = listing_pk("es", "section#culture")


@pytest.fixture
def desk() -> Desk:
    """A paper with one story."""
    desk = a_paper()
    desk.upload()
    return desk


def set_fronts(desk: Desk, *pks: str) -> list[str]:
    """The pages that a batch of the table's stream has written; feeds and other files have tests of their own."""
    return pages(desk.room.press.fronts.rebuild((pk, "any") for pk in pks))


def pages(paths: Iterable[str]) -> list[str]:
    """Those of the paths that lead to a page."""
    return [path for path in paths if "." not in path]


def publish_quietly(desk: Desk, key: str = KEY, body: bytes | None = None) -> None:
    """A file is published; the table's stream has not told of it yet."""
    desk.put(key, body)
    desk.room.uploads.send([Notice(key)])
    desk.room.deliver()
    desk.room.changed_lists.clear()


def test_one_batch_sets_every_front_it_changes_once(desk: Desk) -> None:
    """However many stories and records it is about."""
    publish_quietly(desk, OTHER, manuscript("Otro", section="culture"))
    publish_quietly(desk, ENGLISH, manuscript("Harbour"))
    english = [listing_pk("en", "home"), listing_pk("en", "section#international")]

    changed = set_fronts(desk, HOME, CULTURE, HOME, *english, HOME)

    assert changed == ["/en", "/en/international", "/", "/cultura"]
    assert "/internacional/otro" not in desk.text("/internacional")
    assert "/cultura/otro" in desk.text("/")
    assert "/en/international/harbour" in desk.text("/en")


def test_an_unchanged_front_is_not_written(desk: Desk) -> None:
    """A batch that comes twice does no harm."""
    assert set_fronts(desk, HOME, INTERNATIONAL, CONFIG_PK) == []


def test_lists_without_a_front_are_passed_over(desk: Desk) -> None:
    """Single pages; sections and languages that are no more; records of other kinds."""
    before = desk.everything()
    odd = [f"page#{PATH}", "section#gone", "section#", "section#a#b"]
    assert set_fronts(desk, *(listing_pk("es", scope) for scope in odd), listing_pk("fr", "home"), "RECEIPT#x") == []
    assert desk.everything() == before


def test_before_the_paper_is_on_record_there_is_nothing_to_set() -> None:
    """Its record comes first, and brings all fronts."""
    desk = Desk()
    assert set_fronts(desk, HOME) == []
    assert desk.everything() == {}


def test_a_front_shows_the_newest_stories_and_no_more(desk: Desk) -> None:
    """The home front the first five, four of a section and the ten latest of the others, a section's front thirty."""
    for number in range(45):
        body = manuscript(f"Nota {number:02}", published=f"2026-01-31T08:{number:02}:00-03:00")
        desk.put(f"articles/es/{number:02}.md", body)
        desk.room.uploads.send([Notice(f"articles/es/{number:02}.md")])
    desk.drain()

    def shown(path: str) -> list[int]:
        return [number for number in range(45) if f"/internacional/nota-{number:02}" in desk.text(path)]

    assert shown("/") == list(range(26, 45))
    assert shown("/internacional") == list(range(15, 45))


def test_a_front_that_another_desk_writes_is_observed_again(desk: Desk) -> None:
    """Nothing is lost: the second writer reads the list anew."""
    publish_quietly(desk, OTHER, manuscript("Otro"))
    put, rivals = desk.site.put, [PublicObject(b"rival", "text/html", "")]

    def contested(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        if rivals:
            put(key, rivals.pop(), expected)
        return put(key, page, expected)

    desk.site.put = contested  # type: ignore[method-assign]  # a rival, at the one moment that matters
    assert set_fronts(desk, HOME) == ["/"]
    assert "/internacional/otro" in desk.text("/")


def test_a_story_that_came_while_the_front_was_set_is_on_it(desk: Desk) -> None:
    """The list is read again after writing."""
    publish_quietly(desk, OTHER, manuscript("Otro"))
    put, late = desk.site.put, [ENGLISH]

    def interrupted(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        if late and key == "index.html":
            publish_quietly(desk, late.pop(), manuscript("Tarde", language="es"))
        return put(key, page, expected)

    desk.site.put = interrupted  # type: ignore[method-assign]  # a story, at the one moment that matters
    assert set_fronts(desk, HOME) == ["/"]
    assert "/internacional/tarde" in desk.text("/")


def test_a_front_whose_list_goes_on_changing_is_left_to_the_next_delivery(desk: Desk) -> None:
    """In a rush stories come faster than a front is set: it is written twice, then turned, and nothing fails."""
    publish_quietly(desk, OTHER, manuscript("Otro"))
    put, late, written = desk.site.put, list(range(6)), []

    def interrupted(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        if key == "index.html":
            written.append(key)
            if late:
                number = late.pop()
                publish_quietly(desk, f"articles/es/{number}.md", manuscript(f"Tarde {number}"))
        return put(key, page, expected)

    desk.site.put = interrupted  # type: ignore[method-assign]  # more stories, at the one moment that matters
    assert set_fronts(desk, HOME) == ["/"]
    assert len(written) == 2

    desk.drain()

    assert not late
    assert all(f"/internacional/tarde-{number}" in desk.text("/") for number in range(1, 6))


def test_a_front_is_never_set_back_to_settings_that_were_replaced(desk: Desk) -> None:
    """Two batches run at once, one of them about a new site.yaml: the old name does not come back."""
    publish_quietly(desk, OTHER, manuscript("Otro"))
    observe, renamed = desk.site.observe, [SITE.replace("La Era", "El Faro").encode()]

    def interrupted(key: str) -> Observed | None:
        if renamed and key == "index.html":
            desk.put("site.yaml", renamed.pop())
            desk.tell("site.yaml")
        return observe(key)

    desk.site.observe = interrupted  # type: ignore[method-assign]  # an editor, at the one moment that matters
    set_fronts(desk, HOME)
    assert "El Faro" in desk.text("/")
    assert "La Era" not in desk.text("/")


def test_two_desks_that_stock_the_shelf_at_once_both_go_on(desk: Desk) -> None:
    """After a release both find the new style sheet missing; one puts it there, neither fails."""
    publish_quietly(desk, OTHER, manuscript("Otro"))
    for key in list(desk.site.keys("assets/")):
        del desk.site._objects[key]
    desk.room.press.shelf._stocked.clear()
    put, rivals = desk.site.put, [True]

    def contested(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        if rivals and key.startswith("assets/"):
            rivals.pop()
            put(key, page, expected)
        return put(key, page, expected)

    desk.site.put = contested  # type: ignore[method-assign]  # a rival, at the one moment that matters
    assert set_fronts(desk, HOME) == ["/"]
    assert {asset.key for asset in renderer().assets()} <= desk.everything().keys()


def test_a_front_that_never_rests_is_a_case_for_the_queue(desk: Desk) -> None:
    """The batch comes again."""

    def contested(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        raise PreconditionLostError(f"{key}, {len(page.body)} bytes, was not {expected}")

    publish_quietly(desk, OTHER, manuscript("Otro"))
    desk.site.put = contested  # type: ignore[method-assign]  # somebody is always faster
    with pytest.raises(ContestedError, match="home"):
        set_fronts(desk, HOME)


def test_every_front_of_the_paper_is_known(desk: Desk) -> None:
    """In every language, with or without stories."""
    edition = desk.room.press.newsroom.site._paper.current()
    assert sorted(pages(fronts_of(renderer(), edition.site))) == [
        "/",
        "/corrections",
        "/cultura",
        "/en",
        "/en/corrections",
        "/en/culture",
        "/en/international",
        "/en/saved",
        "/internacional",
        "/saved",
    ]


def test_the_list_of_days_can_be_turned_as_any_other(desk: Desk) -> None:
    """Fronts are made of it too; a turn names no day."""
    for is_thorough in (False, True):
        turn(desk.table, listing_pk("es", "days"), NOON, is_thorough=is_thorough)
    before = desk.everything()
    desk.drain()
    assert desk.everything() == before


def test_a_front_changed_by_hand_is_put_right_by_a_thorough_turn(desk: Desk) -> None:
    """An everyday turn believes the metadata, which say what the press wrote."""
    before = desk.everything()
    for key in ("index.html", "internacional/index.html"):
        page = desk.site.get(key)
        assert page is not None
        desk.site.put(key, replace(page, body=page.body + b"!"), desk.site.observe(key))

    for pk in (HOME, INTERNATIONAL):
        turn(desk.table, pk, NOON)
    desk.drain()
    assert desk.everything() != before
    for pk in (HOME, INTERNATIONAL):
        turn(desk.table, pk, NOON, is_thorough=True)
    desk.drain()

    assert desk.everything() == before
