"""What stands in a story besides its text: other sites wait for a click, wide tables move by key."""

import pytest
from playwright.sync_api import Page, Route, expect

from laera.domain.embeds import FRAME_SOURCES
from tests.browser.conftest import RICH, VIDEO, Reader, type_of_reader

pytestmark = pytest.mark.browser

FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"


def opened(reader: Reader, asked: list[str]) -> Page:
    """The story; other sites answer with a line of text, and what they are asked is noted."""

    def elsewhere(url: str) -> bool:
        return not url.startswith(reader.press.address)

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>Here it is.</p>", content_type="text/html")

    reader.context.route(elsewhere, answer)
    return reader.open(RICH)


def test_nothing_is_loaded_from_another_site_before_a_click(a_reader: type_of_reader) -> None:
    """However far a reader scrolls; a click on one loads that one, in its place, under the strict policy."""
    reader, asked = a_reader(width=390), list[str]()
    page = opened(reader, asked)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("link", name="Map OpenStreetMap").scroll_into_view_if_needed()
    assert asked == []

    page.get_by_role("link", name="Video YouTube").click()
    frame = page.frame_locator('iframe[title="Video YouTube"]')
    expect(frame.get_by_text("Here it is.")).to_be_visible()
    assert asked == [FRAME]
    assert page.url == reader.press.address + RICH
    expect(page.locator(".embed a")).to_have_count(2)
    assert page.evaluate("document.activeElement.title") == "Video YouTube"
    assert page.evaluate("violations") == []
    assert reader.complaints == []


def test_each_kind_of_frame_is_let_in(a_reader: type_of_reader) -> None:
    """By key as by click; every address it asks is on the list of the policy."""
    reader, asked = a_reader(), list[str]()
    page = opened(reader, asked)
    for name in ("Video YouTube", "The river, seen from above X", "Map OpenStreetMap"):
        page.get_by_role("link", name=name).press("Enter")
        expect(page.frame_locator(f'iframe[title="{name}"]').get_by_text("Here it is.")).to_be_visible()

    assert [url.split("/")[2] for url in asked] == [
        "www.youtube-nocookie.com",
        "platform.twitter.com",
        "www.openstreetmap.org",
    ]
    assert all(url.startswith(tuple(FRAME_SOURCES.split())) for url in asked)
    assert page.evaluate("violations") == []


def test_without_scripts_a_facade_is_a_link(a_reader: type_of_reader) -> None:
    """It leads to the service, and says whose it is."""
    page = a_reader(java_script_enabled=False).open(RICH)

    expect(page.get_by_role("link", name="Video YouTube")).to_have_attribute("href", VIDEO)


def test_a_click_for_a_new_tab_opens_the_service(a_reader: type_of_reader) -> None:
    """As for any link, and the page stays as it is."""
    reader, asked = a_reader(), list[str]()
    page = opened(reader, asked)
    page.evaluate("addEventListener('click', (event) => { taken = event.defaultPrevented; event.preventDefault(); })")
    page.get_by_role("link", name="Video YouTube").click(modifiers=["Control"])

    assert page.evaluate("taken") is False
    expect(page.locator("iframe")).to_have_count(0)


def test_a_wide_table_moves_by_key(a_reader: type_of_reader) -> None:
    """Whoever has no pointer reaches it with Tab, hears its name, and sees the last column."""
    page = a_reader(width=390).open(RICH)
    table = page.get_by_role("group", name="Alerts by region")
    page.get_by_role("heading", name="Kyiv").click()
    for _ in range(30):
        page.keyboard.press("Tab")
        if table.evaluate("(box) => box === document.activeElement"):
            break
    else:
        pytest.fail("no Tab reaches the table")

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("columnheader", name="Hour 0")).to_have_attribute("align", "right")
    page.wait_for_function("(box) => box.scrollLeft > 0", arg=table.element_handle())


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 3)])
def test_a_gallery_fits_the_window(a_reader: type_of_reader, width: int, columns: int) -> None:
    """One below the other on a telephone, side by side where there is room."""
    page = a_reader(width=width).open(RICH)
    lefts = page.evaluate(
        "[...document.querySelectorAll('.gallery figure')].map((one) => one.getBoundingClientRect().left)"
    )

    assert len(lefts) == 3
    assert len(set(lefts)) == columns


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_have_captions_and_quotations_their_speakers(a_reader: type_of_reader, scheme: str) -> None:
    """Seen by day and by night: nothing is as pale as its ground."""
    page = a_reader(color_scheme=scheme).open(RICH)

    expect(page.get_by_text("Photograph: Ana Rojas")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("What is known")
    grounds = page.evaluate(
        "[...document.querySelectorAll('.attribution, .box-name, .embed b, .embed small, figcaption')]"
        ".filter((one) => getComputedStyle(one).color === getComputedStyle(document.body).backgroundColor).length"
    )
    assert grounds == 0
