"""What a reader finds at the end of a story: others to read."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from laera.rendering.media_types import JSON_FEED
from tests.browser.conftest import LONG_READ, Press, Reader, type_of_reader

SECTION, WINTER, TALKS = (f"en/{name}/feed.json" for name in ("international", "tag/winter", "tag/peace-talks"))


def a_feed(*names: str) -> tuple[bytes, str]:
    """A feed of stories with these headlines, and of the long read itself."""
    urls = [f"/en/international/{name.lower().replace(' ', '-')}" for name in names]
    stories = zip((*names, "The long winter"), (*urls, LONG_READ), strict=True)
    items = [{"title": name, "url": f"https://laera.example{url}"} for name, url in stories]
    return json.dumps({"items": items}).encode(), JSON_FEED


@pytest.fixture
def feeds(press: Press) -> Iterator[dict[str, tuple[bytes, str]]]:
    """The feeds of the story's section and topics, as long as the test takes."""
    was = {name: press.site[name] for name in (SECTION, WINTER, TALKS)}
    press.site |= {
        SECTION: a_feed("Snow again", "Ferry back", "Port shut", "Bridge open", "Old news"),
        WINTER: a_feed("Snow again", "Coal runs out"),
        TALKS: a_feed("Talks go on", "Talks begin", "Talks planned"),
    }
    yield press.site
    press.site |= was


def read_to_the_end(reader: Reader) -> Page:
    """Open the long read and go down, a screen at a time."""
    page = reader.open(LONG_READ)
    page.evaluate("shifts = 0")
    while page.evaluate("innerHeight + scrollY < document.documentElement.scrollHeight - 1"):
        page.evaluate("scrollBy({ top: innerHeight, behavior: 'instant' })")
        page.wait_for_timeout(150)
    return page


def headlines(page: Page) -> list[list[str]]:
    """Those of each list."""
    script = (
        "[...document.querySelectorAll('.further ul')].map((list) => [...list.children].map((one) => one.innerText))"
    )
    found: list[list[str]] = page.evaluate(script)
    return found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.usefixtures("feeds")
def test_the_newest_of_topics_and_section_come_by_themselves(a_reader: type_of_reader, width: int) -> None:
    """None twice, never the story itself, and nothing moves for them."""
    reader = a_reader(width=width)
    page = read_to_the_end(reader)

    further = page.get_by_role("navigation", name="Read on")
    expect(further.get_by_role("heading", name="On the same topics")).to_be_visible()
    expect(further.get_by_role("link", name="More in International")).to_be_visible()
    assert headlines(page) == [
        ["Snow again", "Coal runs out", "Talks go on", "Talks begin"],
        ["Ferry back", "Port shut", "Bridge open"],
    ]
    expect(further.get_by_role("link", name="Ferry back")).to_have_attribute("href", "/en/international/ferry-back")
    assert page.evaluate("shifts") == 0
    assert page.evaluate("violations") == []
    assert reader.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.usefixtures("feeds")
def test_nothing_is_asked_for_at_the_beginning(a_reader: type_of_reader, press: Press, width: int) -> None:
    """Who reads the first lines only loads the story; the lists take no room before they are whole."""
    press.requests.clear()
    page = a_reader(width=width).open(LONG_READ)
    page.wait_for_timeout(500)

    assert [request for request in press.requests if "feed.json" in request] == []
    assert page.locator(".further").evaluate("(nav) => getComputedStyle(nav).display") == "none"


def test_a_list_without_stories_is_not_there(a_reader: type_of_reader, feeds: dict[str, tuple[bytes, str]]) -> None:
    """Nor is any, when no feed comes: the links to topics and section are what is left."""
    feeds[WINTER] = feeds[TALKS] = a_feed()
    page = read_to_the_end(a_reader())
    expect(page.get_by_role("heading", name="On the same topics")).to_be_hidden()
    expect(page.locator(".further").get_by_role("link", name="More in International")).to_be_visible()

    del feeds[WINTER], feeds[TALKS], feeds[SECTION]
    page = read_to_the_end(a_reader())
    expect(page.locator(".further")).to_be_hidden()
    expect(page.get_by_role("link", name="Winter")).to_be_visible()


@pytest.mark.usefixtures("feeds")
def test_without_scripts_there_are_links(a_reader: type_of_reader) -> None:
    """To the section and the topics, and no empty headings."""
    page = a_reader(java_script_enabled=False).open(LONG_READ)

    expect(page.get_by_role("link", name="More in International")).to_have_count(1)
    expect(page.get_by_role("link", name="Peace talks")).to_be_visible()
    expect(page.get_by_text("On the same topics")).to_be_hidden()
