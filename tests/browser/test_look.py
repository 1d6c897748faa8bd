"""Text size and colours: as the reader chose them, on every page, from the first moment on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BLOCKED, PAGES, STORY, STORY_ES, type_of_reader

pytestmark = pytest.mark.browser

LIGHT, DARK = "rgb(253, 252, 249)", "rgb(20, 18, 15)"
CHANGES = """
window.changes = [];
new MutationObserver(() => changes.push(performance.now()))
  .observe(document, { attributes: true, subtree: true, attributeFilter: ["data-look", "data-size", "data-scheme"] });
"""
FIRST_PAINT = """
new Promise((tell) => new PerformanceObserver((list) => {
  const found = list.getEntriesByName("first-contentful-paint")[0];
  if (found) tell(found.startTime);
}).observe({ type: "paint", buffered: true }))
"""


def ground(page: Page) -> str:
    """The colour of the paper."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def size(page: Page) -> float:
    """How large the story's text is, in pixels."""
    pixels: float = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.body')).fontSize)")
    return pixels


def choose(page: Page, *choices: str) -> None:
    """Open the panel, choose, and close it."""
    page.get_by_label("Text size and colours").click()
    for choice in choices:
        page.get_by_label(choice, exact=True).check()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_choice_holds_on_every_page(a_reader: type_of_reader, width: int) -> None:
    """Larger letters and a dark page, chosen once, are there after a reload and on pages in other languages."""
    reader = a_reader(width=width, color_scheme="light")
    page = reader.open(STORY)
    usual = size(page)

    choose(page, "Largest", "Dark")
    assert ground(page) == DARK
    assert size(page) == pytest.approx(usual * 1.35)
    page.reload()
    assert ground(page) == DARK
    assert size(page) == pytest.approx(usual * 1.35)
    expect(page.get_by_label("Dark", exact=True)).to_be_checked()
    assert ground(reader.open("/")) == DARK

    choose(page, "Normal", "Automatic")
    assert (ground(page), size(page)) == (LIGHT, usual)
    page.reload()
    assert (ground(page), size(page)) == (LIGHT, usual)
    assert reader.complaints == []


def test_a_light_page_can_be_had_in_the_dark(a_reader: type_of_reader) -> None:
    """Whoever's system is dark may still read on white; the fields follow."""
    page = a_reader(color_scheme="dark").open(STORY)
    assert ground(page) == DARK

    choose(page, "Light")

    assert ground(page) == LIGHT
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_other_tabs_follow(a_reader: type_of_reader) -> None:
    """Two tabs of one paper never look different."""
    reader = a_reader(color_scheme="light")
    one, other = reader.open(STORY), reader.open(STORY_ES)

    choose(one, "Dark")

    expect(other.locator("html")).to_have_attribute("data-scheme", "dark")
    assert ground(other) == DARK
    expect(other.locator("input[value=dark]")).to_be_checked()


def test_a_returning_reader_sees_no_other_look_first(a_reader: type_of_reader) -> None:
    """The choice is there before anything is painted, and nothing moves for it."""
    reader = a_reader(width=390, color_scheme="light")
    reader.context.add_init_script(CHANGES)
    choose(reader.open(STORY), "Largest", "Dark")

    page = reader.open(STORY)
    painted = page.evaluate(FIRST_PAINT)

    changes = page.evaluate("changes")
    assert len(changes) == 1
    assert changes[0] <= painted
    assert page.evaluate("shifts") == 0


@pytest.mark.parametrize("stored", ["not json", "null", "[]", '{"size": "x onload=1", "scheme": 7}', '"dark"'])
def test_a_choice_that_cannot_be_read_is_none(a_reader: type_of_reader, stored: str) -> None:
    """Whatever lies in the storage, the page is the usual one."""
    reader = a_reader(color_scheme="light")
    page = reader.open(STORY)
    page.evaluate("(text) => localStorage.setItem('laera:look', text)", stored)
    page.reload()

    assert ground(page) == LIGHT
    assert page.evaluate("Object.keys(document.documentElement.dataset)") == ["look"]
    assert reader.complaints == []


def test_a_choice_that_cannot_be_kept_holds_for_the_page(a_reader: type_of_reader) -> None:
    """Where the browser keeps nothing the choice works all the same, and the reader is told."""
    reader = a_reader(color_scheme="light")
    reader.context.add_init_script(BLOCKED)
    page = reader.open("/en/culture")

    page.get_by_label("Text size and colours").click()
    page.get_by_label("Dark", exact=True).check()

    assert ground(page) == DARK
    expect(page.locator(".look [role=status]")).to_contain_text("holds for this page alone")
    assert reader.complaints == []


def test_the_panel_is_opened_and_left_by_keyboard(a_reader: type_of_reader) -> None:
    """Enter opens it, arrows choose, Escape closes it and leaves the reader where they were."""
    page = a_reader(color_scheme="light").open(STORY)
    button = page.get_by_label("Text size and colours")

    button.press("Enter")
    page.get_by_label("Automatic", exact=True).press("ArrowDown")
    expect(page.get_by_label("Light", exact=True)).to_be_checked()
    page.keyboard.press("Escape")

    expect(button).to_be_focused()
    expect(page.get_by_label("Dark", exact=True)).to_be_hidden()


def test_the_panel_covers_nothing_that_has_the_focus(a_reader: type_of_reader) -> None:
    """Whoever goes on by Tab leaves it, and it closes; what is chosen in it stays in sight meanwhile."""
    page = a_reader(width=390).open(STORY)
    page.get_by_label("Text size and colours").press("Enter")
    page.get_by_label("Automatic", exact=True).focus()
    expect(page.get_by_label("Dark", exact=True)).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_label("Dark", exact=True)).to_be_hidden()


def test_a_page_does_not_wait_long_for_the_choice(a_reader: type_of_reader) -> None:
    """Where the script never comes the page is there all the same, in the usual look."""
    reader = a_reader()
    reader.context.route("**/look.*.js", lambda _: None)
    page = reader.context.new_page()
    page.goto(reader.press.address + STORY, wait_until="commit")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".look")).to_be_hidden()


def test_without_scripts_there_is_no_choice(a_reader: type_of_reader) -> None:
    """Nothing is shown that would not work; the page follows the system."""
    page = a_reader(java_script_enabled=False, color_scheme="dark").open(STORY)

    expect(page.locator(".look")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_largest_text_fits_every_page(a_reader: type_of_reader, width: int) -> None:
    """No page scrolls sideways for it."""
    reader = a_reader(width=width)
    page = reader.open(PAGES[0])
    page.evaluate("localStorage.setItem('laera:look', JSON.stringify({ size: 'largest' }))")
    for path in PAGES:
        page.goto(reader.press.address + path)

        if path != "/moved":  # which readers never see, for it is a redirect
            assert page.evaluate("document.documentElement.dataset.size") == "largest", path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_paper_is_white(a_reader: type_of_reader) -> None:
    """A dark page is printed as any other."""
    page = a_reader(color_scheme="dark").open(STORY)
    choose(page, "Dark", "Largest")
    page.emulate_media(media="print")

    assert ground(page) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"
