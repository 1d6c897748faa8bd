"""The page of corrections follows the stories: a correction appears, changes and leaves with its story."""

import pytest

from tests.unit.workflow.desk import ENGLISH, KEY, OTHER, Desk, a_paper, manuscript

PAGE = "/corrections"
FIRST = "[{date: 2026-01-30 12:00, text: Son 55 minutos.}]"
BOTH = "[{date: 2026-01-30 12:00, text: Son 55 minutos.}, {date: 2026-01-31, text: Es Mansilla.}]"


@pytest.fixture
def desk() -> Desk:
    """A paper with one corrected story."""
    desk = a_paper()
    desk.upload(KEY, manuscript(corrections=FIRST))
    return desk


def test_a_paper_without_corrections_has_the_page_in_every_language() -> None:
    """It says how the paper corrects itself, and that nothing was corrected."""
    desk = a_paper()

    assert "Ninguna noticia publicada lleva una corrección." in desk.text(PAGE)
    assert "No published story carries a correction." in desk.text("/en/corrections")


def test_a_correction_appears_with_a_link_to_its_story(desk: Desk) -> None:
    """On the page of its language."""
    assert PAGE in desk.fronts
    assert "Son 55 minutos." in desk.text(PAGE)
    assert 'href="/internacional/puerto#corrections"' in desk.text(PAGE)
    assert 'id="corrections"' in desk.text("/internacional/puerto")
    assert "Son 55 minutos." not in desk.text("/en/corrections")


def test_corrections_stand_newest_first(desk: Desk) -> None:
    """Whichever story they belong to."""
    desk.upload(KEY, manuscript(corrections=BOTH))
    desk.upload(OTHER, manuscript("Otro", corrections="[{date: 2026-01-30 18:00, text: Eran doce.}]"))
    text = desk.text(PAGE)

    assert text.index("Es Mansilla.") < text.index("Eran doce.") < text.index("Son 55 minutos.")


def test_a_reworded_correction_is_reworded_on_the_page(desk: Desk) -> None:
    """The old words are gone."""
    desk.upload(KEY, manuscript(corrections=FIRST.replace("55", "56")))

    assert "Son 56 minutos." in desk.text(PAGE)
    assert "Son 55 minutos." not in desk.text(PAGE)


def test_a_correction_that_is_taken_out_leaves_the_page(desk: Desk) -> None:
    """One of two, then the last."""
    desk.upload(KEY, manuscript(corrections=BOTH))
    desk.upload(KEY, manuscript(corrections=FIRST))
    assert "Es Mansilla." not in desk.text(PAGE)
    assert "Son 55 minutos." in desk.text(PAGE)

    desk.upload(KEY, manuscript())
    assert "Ninguna noticia publicada lleva una corrección." in desk.text(PAGE)


def test_a_new_headline_is_on_the_page(desk: Desk) -> None:
    """The link says what the story is called now and leads to where it stands."""
    desk.upload(KEY, manuscript("Muelle", corrections=FIRST))

    assert 'href="/internacional/muelle#corrections"' in desk.text(PAGE)
    assert "/internacional/puerto" not in desk.text(PAGE)


def test_a_withdrawn_story_takes_its_corrections_along(desk: Desk) -> None:
    """The page leads to no story that is not there; restored, they are back."""
    desk.upload(KEY, manuscript(corrections=FIRST, withdrawn="Un error."))
    assert "Son 55 minutos." not in desk.text(PAGE)

    desk.upload(KEY, manuscript(corrections=FIRST))
    assert "Son 55 minutos." in desk.text(PAGE)


def test_a_story_under_embargo_has_no_correction_in_sight() -> None:
    """Nothing of it is public before its hour."""
    desk = a_paper()
    desk.upload(ENGLISH, manuscript("Harbour", embargo="2026-02-01T09:00:00-03:00", corrections=FIRST))

    assert "Son 55 minutos." not in desk.text("/en/corrections")


def test_the_home_front_shows_the_three_most_recent(desk: Desk) -> None:
    """With a list of its own to follow: a correction that is reworded is reworded there, though no card changed."""
    assert "Son 55 minutos." in desk.text("/")
    desk.upload(KEY, manuscript(corrections=FIRST.replace("55", "56")))
    assert "Son 56 minutos." in desk.text("/")
    assert "Son 56 minutos." not in desk.text("/en")

    days = ", ".join(f"{{date: 2026-01-{day}, text: Del {day}.}}" for day in (26, 27, 28, 29))
    desk.upload(KEY, manuscript(corrections=f"[{days}]"))
    assert [f"Del {day}." in desk.text("/") for day in (26, 27, 28, 29)] == [False, True, True, True]

    desk.upload(KEY, manuscript())
    assert 'class="block amends"' not in desk.text("/")
