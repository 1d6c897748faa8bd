"""Stories saved for later: a button at the foot of each, and a page that lists them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BLOCKED, STORY, STORY_ES, type_of_reader

pytestmark = pytest.mark.browser


def saved(page: Page) -> list[str]:
    """The headlines on the list."""
    return page.locator(".saved h2").all_inner_texts()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_story_is_saved_found_and_taken_off_the_list(a_reader: type_of_reader, width: int) -> None:
    """Whatever its language it is on the list, the newest saved first; it leaves from there or from the story."""
    reader = a_reader(width=width)
    for path, name in ((STORY_ES, "Guardar para después"), (STORY, "Save for later")):
        page = reader.open(path)
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name, pressed=True)).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name=name, pressed=True)).to_be_visible()
        page.wait_for_timeout(5)

    page.get_by_role("link", name="Saved stories").click()
    links = page.locator(".saved a")
    expect(links.first).to_contain_text("Kyiv Sees Quieter Night")
    expect(links.last).to_have_attribute("lang", "es")
    expect(page.locator(".saved li").first).to_contain_text("International · 30 January 2026")
    page.get_by_role("button", name="Remove: Kyiv").click()
    expect(links).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(links.first).to_contain_text("Kyiv Sees Quieter Night")
    expect(links.first).to_be_focused()

    links.first.click()
    page.get_by_role("button", name="Save for later", pressed=True).click()
    expect(page.get_by_role("button", name="Save for later", pressed=False)).to_be_visible()
    page.goto(reader.press.address + "/saved")
    expect(links).to_have_count(1)
    page.get_by_role("button", name="Quitar").click()
    expect(page.locator(".saved")).to_contain_text("Todavía no hay ninguna.")
    assert reader.complaints == []


def test_the_list_and_the_button_follow_other_tabs(a_reader: type_of_reader) -> None:
    """Saved in one tab, it is on the list that is open in another; removed there, the button knows."""
    reader = a_reader()
    story, listed = reader.open(STORY), reader.open("/en/saved")

    story.get_by_role("button", name="Save for later").click()
    expect(listed.locator(".saved a")).to_have_count(1)
    listed.get_by_role("button", name="Remove").click()
    expect(story.get_by_role("button", name="Save for later", pressed=False)).to_be_visible()


def test_where_nothing_can_be_stored_the_reader_is_told(a_reader: type_of_reader) -> None:
    """The button does not pretend; who does not press it hears nothing of that, and the list says it at once."""
    reader = a_reader()
    reader.context.add_init_script(BLOCKED)
    page = reader.open(STORY)
    button = page.get_by_role("button", name="Save for later")
    expect(button).to_be_visible()
    expect(page.locator(".share [role=status]")).to_be_empty()

    button.click()

    expect(page.locator(".share [role=status]")).to_contain_text("the list cannot be changed")
    expect(page.get_by_role("button", name="Save for later", pressed=False)).to_be_visible()
    expect(reader.open("/en/saved").get_by_role("status").first).to_contain_text("the list cannot be changed")
    assert reader.complaints == []


@pytest.mark.parametrize(
    "damaged",
    [
        "not json",
        "null",
        "{}",
        '[null, 1, {"path": "/x"}]',
        '[{"path": "javascript:alert(1)", "headline": "x", "saved": "2026"}]',
        '[{"path": "//elsewhere.example", "headline": "x", "saved": "2026"}]',
        '[{"path": "/\\\\elsewhere.example", "headline": "x", "saved": "2026"}]',
    ],
)
def test_damaged_storage_is_an_empty_list(a_reader: type_of_reader, damaged: str) -> None:
    """What cannot be read, or would lead away from the paper, is not on it."""
    reader = a_reader()
    page = reader.open("/en/saved")
    page.evaluate("(text) => localStorage.setItem('laera:saved', text)", damaged)
    page.reload()

    expect(page.locator(".saved")).to_contain_text("There are none yet.")
    assert reader.complaints == []


def test_without_scripts_the_page_says_what_it_needs(a_reader: type_of_reader) -> None:
    """And no story offers a button that would do nothing."""
    reader = a_reader(java_script_enabled=False)

    assert "To save stories, turn on JavaScript." in reader.open("/en/saved").locator("main").inner_text()
    assert reader.open(STORY).locator("button:visible").count() == 0


def test_a_headline_on_the_list_is_text(a_reader: type_of_reader) -> None:
    """Markup in a headline stays what it is."""
    page = a_reader().open("/en/saved")
    page.evaluate(
        "localStorage.setItem('laera:saved', "
        "JSON.stringify([{ path: '/x', headline: '<img src=x>', section: '<b>', day: '', saved: '2026' }]))"
    )
    page.reload()

    expect(page.locator(".saved a")).to_have_text("<img src=x>")
    assert saved(page) == ["<img src=x>"]
