"""Every page looks as it was accepted; the screenshots of a run are left under build/screenshots."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.conftest import ARGUMENTS
from tests.example.addresses import SHOWN
from tests.example.budgets import tools
from tests.example.paper import ExamplePaper
from tests.example.screenshots.accepted import GALLERY, PICTURES, PRINTS, MadeWith, print_on_file
from tests.example.screenshots.likeness import difference, print_of
from tests.example.screenshots.shots import PHONE, SCHEMES, WINDOWS, Shot, Window, seen, shots
from tests.example.screenshots.take import TAKEN

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]

LOST = {
    "the section's name": "document.querySelector('.kicker').style.visibility = 'hidden'",
    "who wrote it": "document.querySelector('.byline').style.visibility = 'hidden'",
    "a headline lower by a line": "document.querySelector('h1').style.transform = 'translateY(24px)'",
    "the colour of a link": "document.querySelector('.kicker a').style.color = 'blue'",
    "the photograph": "document.querySelector('.photograph img').style.visibility = 'hidden'",
}


@pytest.fixture(scope="module")
def taken(browser: Browser, paper: ExamplePaper) -> list[Shot]:
    """Every screenshot, left for who wants to look at it."""
    TAKEN.mkdir(parents=True, exist_ok=True)
    found = list(shots(browser, paper))
    for shot in found:
        shot.picture.save(TAKEN / f"{shot.name}.png", compress_level=1)
    return found


def test_every_page_looks_as_it_was_accepted(taken: list[Shot], browser: Browser) -> None:
    """To an eye that does not see how letters are drawn; `make accept` accepts a change."""
    made_with = MadeWith.on_file()
    fonts = tuple(sorted({font for shot in taken for font in shot.fonts}))
    if fonts != made_with.fonts:
        pytest.skip(
            f"NO SCREENSHOT WAS COMPARED: the accepted ones are set in {', '.join(made_with.fonts)} (Chromium "
            f"{made_with.chromium}), these in {', '.join(fonts)} ({browser.version}). Install those fonts, or look at "
            f"{TAKEN} yourself and `make accept`."
        )
    otherwise = {}
    for shot in taken:
        accepted = print_on_file(shot.name)
        apart = "was never accepted" if accepted is None else difference(accepted, _print(shot))
        if apart:
            otherwise[shot.name] = str(apart)

    assert not otherwise, f"`make accept` accepts what {TAKEN} shows: {otherwise}"


def test_what_was_accepted_is_still_there(taken: list[Shot]) -> None:
    """No print of a page that is no more; every picture that docs show is one of this paper's pages."""
    assert {file.stem for file in PRINTS.glob("*.webp")} == {shot.name for shot in taken}
    shown = {f"{name}-{window.width}-{scheme}" for name in SHOWN for window in WINDOWS for scheme in SCHEMES}
    assert {file.stem for file in PICTURES.iterdir()} == shown
    assert set(re.findall(r"screens/([\w-]+)\.webp", GALLERY.read_text(encoding="utf-8"))) == shown


@pytest.mark.parametrize("what", LOST)
@pytest.mark.parametrize("window", WINDOWS, ids=["phone", "desk"])
def test_what_is_lost_or_moved_is_seen(
    taken: list[Shot], browser: Browser, paper: ExamplePaper, window: Window, what: str
) -> None:
    """Half a line of small letters is enough."""
    shot = next(it for it in taken if it.template.name == "story" and it.window is window and it.scheme == "light")
    context = browser.new_context(
        viewport=shot.window.size, device_scale_factor=shot.window.scale, is_mobile=shot.window is PHONE
    )
    page = context.new_page()
    page.goto(paper.address + shot.template.path, wait_until="load")
    page.evaluate(LOST[what])

    assert difference(_print(shot), print_of(seen(page), shot.window.scale)) is not None
    context.close()


def test_letters_that_are_drawn_otherwise_are_no_difference(
    taken: list[Shot], browser: Browser, paper: ExamplePaper
) -> None:
    """Another release of the browser hints and smooths in its own way; that changes no print."""
    other = browser.browser_type.launch(
        executable_path=tools.chromium(), args=[*ARGUMENTS, "--font-render-hinting=none", "--disable-lcd-text"]
    )
    before = {shot.name: shot for shot in taken}
    for shot in shots(other, paper, ("story", "404")):
        assert difference(_print(before[shot.name]), _print(shot)) is None, shot.name
    other.close()


def _print(shot: Shot) -> Image.Image:
    return print_of(shot.picture, shot.window.scale)
