"""A byline's page follows the stories of one who signs: their name as signed last, their stories, nothing when none."""

from tests.unit.workflow.desk import KEY, OTHER, a_paper, manuscript


def test_a_story_stands_on_the_page_of_each_who_signs() -> None:
    """An unsigned story stands on none."""
    desk = a_paper()
    desk.upload(KEY, manuscript(byline="[Ana Rojas, Iván Ñandú]"))
    desk.upload(OTHER, manuscript("Otro"))

    for path in ("/author/ana-rojas", "/author/ivan-nandu"):
        assert "/internacional/puerto" in desk.text(path)
        assert "/internacional/otro" not in desk.text(path)


def test_a_story_signed_by_another_leaves_the_page_of_the_first() -> None:
    """A byline without stories is gone."""
    desk = a_paper()
    desk.upload(KEY, manuscript(byline="Ana Rojas"))
    desk.upload(KEY, manuscript(byline="Iván Ñandú"))

    assert desk.status("/author/ana-rojas") == 410
    assert "/internacional/puerto" in desk.text("/author/ivan-nandu")


def test_a_changed_headline_is_on_the_page_of_who_wrote_it() -> None:
    """The card is the same everywhere."""
    desk = a_paper()
    desk.upload(KEY, manuscript(byline="Ana Rojas", slug="puerto"))
    desk.upload(KEY, manuscript("Otro nombre", byline="Ana Rojas", slug="puerto"))

    assert "Otro nombre" in desk.text("/author/ana-rojas")
    assert desk.fronts.count("/author/ana-rojas") == 1
