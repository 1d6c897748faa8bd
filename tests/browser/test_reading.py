"""Reading: under the strict policy, without scripts, on narrow screens, by keyboard, in the dark."""

import pytest
from playwright.sync_api import Route, expect

from laera.rendering.assets import spared
from laera.rendering.environment import SOURCE
from tests.browser.conftest import FEATURE, LISTS, LONG_READ, PAGES, PERSON, STORY, Press, type_of_reader

pytestmark = pytest.mark.browser


def test_no_page_breaks_the_strict_policy(a_reader: type_of_reader) -> None:
    """Chromium's console has nothing to say, and everything comes from the paper's own host."""
    reader = a_reader()
    hosts: set[str] = set()
    reader.context.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page = reader.open(PAGES[0])
    for path in PAGES:
        page.goto(reader.press.address + path)
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")

        assert reader.complaints == [], path
        assert page.evaluate("violations") == [], path
    assert hosts == {reader.press.address.removeprefix("http://")}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(a_reader: type_of_reader, width: int) -> None:
    """Long words, wide tables and wide pictures stay within the narrowest window."""
    reader = a_reader(width=width)
    page = reader.open(PAGES[0])
    for path in PAGES:
        page.goto(reader.press.address + path)

        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_story_reads_whole_without_scripts(a_reader: type_of_reader) -> None:
    """Every part is there, nothing that needs a script is shown, and readers are told how to comment."""
    page = a_reader(java_script_enabled=False).open(STORY)
    words = page.locator("body").inner_text()

    for part in (
        "La Era",
        "International",
        "Kyiv Sees Quieter Night",
        "By Ana Rojas and Iván Ñandú",
        "30 January 2026, 21:45",
        "Kyiv, on Friday",
        "There was no direct agreement on energy targets.",
        "An earlier version misstated the number of regions.",
        "Comments are stored locally in your browser.",
        "To write comments, turn on JavaScript.",
    ):
        assert part in words
    assert page.locator("button:visible, textarea:visible").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_scripts_that_come_late_move_nothing(a_reader: type_of_reader, width: int, scheme: str) -> None:
    """On a slow network a story is read before its scripts are there; what they add has had its place kept."""
    reader = a_reader(width=width, color_scheme=scheme)
    late: list[Route] = []
    reader.context.route("**/*.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    page = reader.context.new_page()
    page.goto(reader.press.address + STORY, wait_until="commit")
    expect(page.get_by_text("There was no direct agreement on energy targets.")).to_be_visible()
    page.wait_for_timeout(200)
    page.locator(".share").scroll_into_view_if_needed()
    assert page.locator("button:visible").count() == 0

    for route in late:
        route.continue_()
    expect(page.get_by_role("button", name="Save for later")).to_be_visible()
    page.wait_for_timeout(100)
    assert page.evaluate("shifts") == 0
    assert reader.complaints == []


@pytest.mark.parametrize("path", [STORY, LONG_READ, "/", FEATURE, "/tag/x", "/corrections", "/search"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_comes(
    a_reader: type_of_reader, press: Press, path: str, width: int, request: pytest.FixtureRequest
) -> None:
    """Line by line: what is seen already keeps its place when the next lines and the pictures arrive."""
    press.is_slow = True
    request.addfinalizer(lambda: setattr(press, "is_slow", False))
    page = a_reader(width=width).open(path)
    page.wait_for_timeout(100)

    assert page.evaluate("shifts") == 0


def test_the_first_tab_stop_skips_to_the_story(a_reader: type_of_reader) -> None:
    """Keyboard readers need not walk through the navigation on every page."""
    page = a_reader().open(STORY)

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("path", [STORY, "/", *LISTS, "/404"])
def test_focus_is_seen_and_targets_can_be_hit(a_reader: type_of_reader, path: str) -> None:
    """Every control shows its focus; those outside running text are at least 24 pixels high."""
    page = a_reader(width=390).open(path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("nav a, .tags a, .onward a, .colophon li a, button, textarea")]
             .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 24)
             .map((element) => element.outerHTML)"""
    )
    assert small == []

    for _ in range(6):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_a_day_s_paper_can_be_paged_through(a_reader: type_of_reader) -> None:
    """The way to the days before and after stands on top, and the whole card leads to its story."""
    page = a_reader().open("/2026/01/30")

    expect(page.get_by_role("heading", level=1)).to_have_text("Viernes, 30 de enero de 2026")
    expect(page.get_by_role("navigation", name="Otros días").get_by_role("link")).to_have_count(2)
    card = page.locator(".card.pictured").first.bounding_box()
    assert card is not None
    with page.expect_request("**/internacional/story-0"):
        page.mouse.click(card["x"] + card["width"] - 20, card["y"] + 40)


def test_the_sheet_that_is_served_says_what_its_source_says(a_reader: type_of_reader) -> None:
    """Chromium reads the same rules from both, though comments and spacing stay at home."""
    page = a_reader().open("/404")
    source = (SOURCE / "assets" / "style.css").read_bytes()
    served = spared("style.css", source)
    rules = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText.replace(/([,:]) /g, "$1"));
    }"""

    read = page.evaluate(rules, source.decode())
    assert len(read) > 100
    assert page.evaluate(rules, served.decode()) == read
    assert len(served) < 0.9 * len(source)


def test_night_readers_get_a_dark_page(a_reader: type_of_reader) -> None:
    """The page follows the system's wish."""
    grounds = [
        a_reader(color_scheme=scheme).open(STORY).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]

    assert grounds == ["rgb(253, 252, 249)", "rgb(20, 18, 15)"]


def test_a_printed_story_is_the_story(a_reader: type_of_reader) -> None:
    """Paper gets the name, the story and its corrections; navigation, sharing and comments stay on the screen."""
    page = a_reader().open(STORY)
    page.emulate_media(media="print")

    for shown in (".nameplate", "h1", ".body", ".corrections"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".sections", ".languages", ".share", ".comments"):
        expect(page.locator(hidden)).to_be_hidden()


def test_the_address_can_be_copied(a_reader: type_of_reader) -> None:
    """One press puts the story's address on the clipboard and says so, aloud too."""
    reader = a_reader(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open(STORY + "?utm_source=x")

    page.get_by_role("button", name="Copy link").click()

    copied = page.get_by_role("button", name="Link copied")
    expect(copied).to_be_visible()
    expect(copied).to_have_attribute("aria-live", "polite")
    assert page.evaluate("navigator.clipboard.readText()") == reader.press.address + STORY


def test_the_switch_leads_to_the_translation_and_back(a_reader: type_of_reader) -> None:
    """A reader changes the language of a story with one link."""
    page = a_reader().open(STORY)

    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kyiv Sees Quieter Night")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_portrait_is_a_small_square_whatever_the_photograph(a_reader: type_of_reader, width: int) -> None:
    """It leaves room for the person's name on a phone, and never grows beyond its place."""
    box = a_reader(width=width).open(PERSON).locator(".portrait img").bounding_box()

    assert box is not None
    assert box["width"] == box["height"] <= 160
    assert box["width"] <= width / 3
