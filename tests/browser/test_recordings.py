"""Recordings: nothing is fetched before a reader asks, and then they play, with captions, under the strict policy."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FILM, RICH, SOUND, Press, type_of_reader
from tests.browser.test_offline import a_visit, as_it_was, expect_kept

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures(as_it_was.__name__)]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_recording_plays_when_a_reader_asks(a_reader: type_of_reader, press: Press, width: int) -> None:
    """Not before; and the page stays where it is."""
    press.requests.clear()
    reader = a_reader(width=width)
    page = reader.open(RICH)
    sound = page.get_by_label("The stars they counted")
    sound.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert not [asked for asked in press.requests if SOUND.path in asked or FILM.path in asked]

    sound.evaluate("(audio) => { audio.muted = true; return audio.play(); }")
    page.wait_for_function("(audio) => audio.currentTime > 0.2", arg=sound.element_handle())

    assert int(sound.evaluate("(audio) => audio.duration")) == SOUND.seconds
    expect(page.get_by_text("0:14 min")).to_be_visible()
    expect(page.get_by_role("link", name="Download (56 KB)")).to_have_attribute("href", SOUND.path)
    assert page.evaluate("[shifts, violations]") == [0, []]
    assert reader.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_film_keeps_its_place_and_shows_what_is_said(a_reader: type_of_reader) -> None:
    """As wide as the column and in its own shape, with the captions of the story's language switched on."""
    page = a_reader().open(RICH)
    film = page.get_by_label("The regatta")
    box = film.bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.01)

    page.wait_for_function("(video) => video.textTracks[0].cues?.length === 1", arg=film.element_handle())
    assert film.evaluate("(video) => video.textTracks[0].mode") == "showing"
    assert film.evaluate("(video) => video.textTracks[0].label") == "English"


def test_a_saved_story_does_not_keep_its_recordings(a_reader: type_of_reader, press: Press) -> None:
    """They are large; and with the worker at work they still play."""
    page = a_visit(a_reader(), RICH)
    press.requests.clear()
    page.get_by_role("button", name="Save for later").click()
    expect_kept(page, RICH)
    page.wait_for_load_state("networkidle")
    assert not [asked for asked in press.requests if asked.endswith((".mp3", ".mp4"))]

    sound = page.get_by_label("The stars they counted")
    sound.evaluate("(audio) => { audio.muted = true; return audio.play(); }")
    page.wait_for_function("(audio) => audio.currentTime > 0.2", arg=sound.element_handle())


def test_paper_shows_no_player(a_reader: type_of_reader) -> None:
    """Its name and caption stay: whoever reads on paper knows that there is something to hear."""
    page = a_reader().open(RICH)
    page.emulate_media(media="print")
    expect(page.get_by_label("The stars they counted")).to_be_hidden()
    expect(page.get_by_text("Every note is a star.")).to_be_visible()
    expect(page.get_by_role("link", name="Download (56 KB)")).to_be_hidden()
