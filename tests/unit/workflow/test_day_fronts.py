"""A day's paper follows its stories, and the days beside it always know each other."""

import pytest

from tests.unit.workflow.desk import ENGLISH, KEY, OTHER, Desk, a_paper, manuscript

THIRD, FOURTH = "articles/es/tercero.md", "articles/es/cuarto.md"


def on(day: int, headline: str = "Puerto", **fields: str) -> bytes:
    """A story of a day of January, at nine in Santiago."""
    return manuscript(headline, published=f"2026-01-{day:02}T09:00:00-03:00", **fields)


def beside(desk: Desk, path: str) -> tuple[bool, bool]:
    """Whether a day's page leads to one before it, and to one after."""
    return 'rel="prev"' in desk.text(path), 'rel="next"' in desk.text(path)


@pytest.fixture
def desk() -> Desk:
    """A paper with stories on the 10th and on the 20th."""
    desk = a_paper()
    desk.upload(KEY, on(10))
    desk.upload(OTHER, on(20, "Otro"))
    return desk


def test_days_with_stories_lead_to_each_other(desk: Desk) -> None:
    """Over the days without any."""
    assert '<link rel="next" href="/2026/01/20">' in desk.text("/2026/01/10")
    assert '<link rel="prev" href="/2026/01/10">' in desk.text("/2026/01/20")
    assert beside(desk, "/2026/01/10") == (False, True)
    assert beside(desk, "/2026/01/20") == (True, False)
    assert desk.status("/2026/01/15") == 404


def test_a_new_day_comes_between_its_neighbours(desk: Desk) -> None:
    """Both lead to it now, without a story of theirs having changed."""
    desk.upload(THIRD, on(15, "Tercero"))

    assert '<link rel="next" href="/2026/01/15">' in desk.text("/2026/01/10")
    assert '<link rel="prev" href="/2026/01/15">' in desk.text("/2026/01/20")
    assert beside(desk, "/2026/01/15") == (True, True)


def test_a_day_that_loses_its_last_story_is_skipped(desk: Desk) -> None:
    """Its paper is gone, and its neighbours lead to each other again."""
    desk.upload(THIRD, on(15, "Tercero"))
    desk.delete(THIRD)

    assert desk.status("/2026/01/15") == 410
    assert '<link rel="next" href="/2026/01/20">' in desk.text("/2026/01/10")
    assert '<link rel="prev" href="/2026/01/10">' in desk.text("/2026/01/20")


def test_a_story_that_moves_to_another_day_moves_in_both(desk: Desk) -> None:
    """The paper of its old day has the others, or is gone."""
    desk.upload(THIRD, on(20, "Tercero"))
    desk.upload(THIRD, on(10, "Tercero"))

    assert "/internacional/tercero" in desk.text("/2026/01/10")
    assert "/internacional/tercero" not in desk.text("/2026/01/20")
    assert "/internacional/otro" in desk.text("/2026/01/20")


def test_the_day_is_the_paper_s_own(desk: Desk) -> None:
    """Late in the evening in Santiago it is tomorrow in London."""
    desk.upload(THIRD, manuscript("Tarde", published="2026-01-21T23:30:00-03:00"))

    assert "/internacional/tarde" in desk.text("/2026/01/21")
    assert desk.status("/2026/01/22") == 404


def test_one_more_story_of_a_day_does_not_set_its_neighbours(desk: Desk) -> None:
    """Only a day that comes or goes does."""
    desk.upload(THIRD, on(20, "Tercero"))

    assert "/2026/01/20" in desk.fronts
    assert "/2026/01/10" not in desk.fronts


def test_each_language_has_days_of_its_own(desk: Desk) -> None:
    """A day with stories in Spanish only has no English paper, and no English day leads to it."""
    desk.upload(ENGLISH, on(12, "Harbour"))

    assert "/en/international/harbour" in desk.text("/en/2026/01/12")
    assert beside(desk, "/en/2026/01/12") == (False, False)
    assert desk.status("/2026/01/12") == 404


def test_a_receipt_names_the_days_that_lead_elsewhere(desk: Desk) -> None:
    """When a day gets its first story or loses its last; one more or one less in between turns nothing."""
    beside = {"/2026/01/10", "/2026/01/20", "/sitemap.xml"}
    first = desk.upload(THIRD, on(15, "Tercero"))
    second = desk.upload(FOURTH, on(15, "Cuarto"))
    fewer = desk.upload(THIRD, on(15, "Tercero", withdrawn="true"))
    last = desk.upload(FOURTH, on(15, "Cuarto", withdrawn="true"))
    following = [set(receipt.following) for receipt in (first, second, fewer, last)]

    assert [beside <= paths for paths in following] == [True, False, False, True]
    assert [beside & paths for paths in following[1:3]] == [set(), set()]
