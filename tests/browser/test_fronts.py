"""Fronts as a reader meets them: whatever the window and the zoom, all of it can be read by scrolling down."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import FEATURE, type_of_reader

pytestmark = pytest.mark.browser

FRONTS = ("/", FEATURE, "/en/culture", "/internacional", "/2026/01/30", "/author/x", "/corrections")
BEYOND = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, p, img, a), .breaking p, .folio")]
  .filter((element) => element.checkVisibility() && !element.closest(".unseen"))
  .filter((element) => { const box = element.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth; })
  .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 40)}`)
"""


def beyond_the_window(page: Page) -> list[str]:
    """What stands beside the window, to the left or to the right."""
    found: list[str] = page.evaluate(BEYOND)
    return found + (["the page"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else [])


@pytest.mark.parametrize(("width", "height", "zoom"), [(320, 800, 1), (320, 256, 4), (768, 900, 1), (1280, 900, 1)])
def test_nothing_stands_beside_the_window(a_reader: type_of_reader, width: int, height: int, zoom: int) -> None:
    """On the smallest telephone, and on a desk at 400 % (a window of 1,280 by 1,024 is then one of 320 by 256)."""
    reader = a_reader(width=width, device_scale_factor=zoom)
    for path in FRONTS:
        page = reader.open(path)
        page.set_viewport_size({"width": width, "height": height})
        assert beyond_the_window(page) == [], path
        page.close()


def test_the_largest_letters_fit_as_well(a_reader: type_of_reader) -> None:
    """A reader who chose them on a telephone scrolls down and never sideways."""
    reader = a_reader(width=320)
    page = reader.open("/")
    page.evaluate("document.documentElement.dataset.size = 'largest'")

    assert beyond_the_window(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_front_stands_still_while_it_loads(a_reader: type_of_reader, width: int) -> None:
    """Every picture has its place before it comes: nothing jumps, down to the foot of the page."""
    page = a_reader(width=width).open("/")
    for _ in range(12):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(50)

    assert page.evaluate("shifts") == 0


def test_all_of_a_card_leads_to_its_story(a_reader: type_of_reader) -> None:
    """Its picture and its words; there is one link all the same, so that nobody hears it twice."""
    page = a_reader().open(FEATURE)
    card = page.locator(".feature .card").first

    assert card.locator("a").count() == 1
    target = card.locator("a").get_attribute("href")
    card.scroll_into_view_if_needed()
    box = card.locator("img").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**{target}")


def test_what_follows_a_feature_can_be_opened(a_reader: type_of_reader) -> None:
    """Its headlines stand beside the large picture, within its story's reach, and lead to their own stories."""
    page = a_reader().open(FEATURE)
    follower = page.locator(".feature .card").nth(1).locator("a")

    target = follower.get_attribute("href")
    follower.click()
    page.wait_for_url(f"**{target}")
