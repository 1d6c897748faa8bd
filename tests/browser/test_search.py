"""Searching, as a reader does it: with a form, and without any script."""

from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STORY_ES, type_of_reader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_searches_without_scripts(a_reader: type_of_reader, width: int) -> None:
    """From a story to the form, from the form to an address that can be shared, from there to a story."""
    reader = a_reader(width=width, java_script_enabled=False)
    page = reader.open(STORY_ES)
    page.get_by_role("navigation").get_by_role("link", name="Buscar").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Buscar")
    page.get_by_label("Palabras").fill("puerto ñandú & más")
    page.get_by_label("Orden").select_option(label="Mejor resultado primero")
    page.get_by_label("Desde").fill("2026-01-02")
    page.get_by_label("Palabras").press("Enter")

    asked = parse_qs(urlparse(page.url).query)
    assert urlparse(page.url).path == "/search"
    assert asked["q"] == ["puerto ñandú & más"]
    assert (asked["order"], asked["from"]) == (["best"], ["2026-01-02"])
    assert page.locator("mark").count() > 0
    expect(page.get_by_role("link", name="Más resultados")).to_have_attribute("href", "/search?q=x&cursor=y")
    assert reader.complaints == []


def test_the_form_can_be_used_by_keyboard_and_screen_reader(a_reader: type_of_reader) -> None:
    """It is a search to them; every field says what it is for."""
    page = a_reader().open("/en/search")
    form = page.get_by_role("search")
    for name in ("Words", "Section", "From", "To", "Order"):
        expect(form.get_by_label(name, exact=True)).to_be_visible()
    form.get_by_label("Words").focus()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Search")).to_be_focused()
