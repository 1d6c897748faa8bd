"""Comments: they stay in the reader's browser, survive what can go wrong there, and never become markup."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STORY, STORY_ES, type_of_reader

pytestmark = pytest.mark.browser

KEY = f"laera:comments:{STORY}"
BLOCKED = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
});
"""


def write(page: Page, text: str) -> None:
    """Write a comment and send it off."""
    page.get_by_label("Your comment").first.fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()


def test_a_comment_is_written_kept_edited_and_deleted(a_reader: type_of_reader) -> None:
    """What a reader writes is there after a reload, can be changed, taken away, and brought back."""
    reader = a_reader()
    page = reader.open(STORY)
    texts = page.locator(".comment-text")

    write(page, "First line\nSecond line")
    expect(texts).to_have_text(["First line\nSecond line"])
    expect(page.get_by_role("status")).to_have_text("Comment saved in this browser.")
    expect(page.get_by_label("Your comment")).to_have_value("")

    page.reload()
    expect(texts).to_have_text(["First line\nSecond line"])

    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Your comment").last.fill("Better words")
    page.get_by_role("button", name="Save").click()
    expect(texts).to_have_text(["Better words"])
    expect(page.locator(".comment-meta time")).to_have_text(re.compile("edited"))

    page.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Cancel").click()
    expect(texts).to_have_text(["Better words"])

    page.get_by_role("button", name="Delete").click()
    expect(texts).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(texts).to_have_text(["Better words"])

    page.get_by_role("button", name="Delete").click()
    page.reload()
    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(texts).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    assert reader.complaints == []


def test_comments_keep_their_order_and_their_story(a_reader: type_of_reader) -> None:
    """The oldest stands first, also after an undo; another story has comments of its own."""
    reader = a_reader()
    page = reader.open(STORY)
    for text in ("one", "two", "three"):
        write(page, text)
        expect(page.locator(".comment-text").last).to_have_text(text)
        page.wait_for_timeout(5)

    page.get_by_role("button", name="Delete").nth(1).click()
    expect(page.locator(".comment-text")).to_have_text(["one", "three"])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".comment-text")).to_have_text(["one", "two", "three"])

    expect(reader.open(STORY_ES).locator(".comment-text")).to_have_count(0)


def test_pasted_markup_stays_text(a_reader: type_of_reader) -> None:
    """Nothing a reader pastes runs or becomes an element, when written, edited or reloaded."""
    reader = a_reader()
    page = reader.open(STORY)
    page.on("dialog", lambda dialog: reader.complaints.append(f"dialog: {dialog.message}"))
    pasted = "<img src=x onerror=alert(1)><script>alert(2)</script></p>{{7*7}}"

    write(page, pasted)
    page.reload()
    expect(page.locator(".comment-text")).to_have_text([pasted])
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Your comment").last).to_have_value(pasted)

    assert page.locator(".comments img, .comments script").count() == 0
    assert reader.complaints == []


def test_a_comment_that_is_only_spaces_is_not_kept(a_reader: type_of_reader) -> None:
    """The reader is asked for words, and the field has the focus."""
    page = a_reader().open(STORY)

    write(page, "  \n ")

    expect(page.get_by_role("status")).to_have_text("Write something before you comment.")
    expect(page.get_by_label("Your comment")).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_a_full_storage_is_said_and_the_text_stays(a_reader: type_of_reader) -> None:
    """When the browser has no room left, the reader is told so and loses nothing."""
    page = a_reader().open(STORY)
    page.evaluate(
        """() => { let size = 1 << 20; while (size >= 1) {
             try { localStorage.setItem("other", (localStorage.getItem("other") ?? "") + "x".repeat(size)); }
             catch { size >>= 1; } } }"""
    )

    write(page, "My long thought")

    expect(page.get_by_role("status")).to_have_text(re.compile("has no room to store the comment"))
    expect(page.get_by_label("Your comment")).to_have_value("My long thought")
    expect(page.locator(".comment-text")).to_have_count(0)

    page.evaluate("localStorage.removeItem('other')")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment-text")).to_have_text(["My long thought"])


def test_a_forbidden_storage_is_said_and_the_text_stays(a_reader: type_of_reader) -> None:
    """Where the browser keeps nothing for this site, the reader knows before and after writing."""
    reader = a_reader()
    reader.context.add_init_script(BLOCKED)
    page = reader.open(STORY)
    message = re.compile("does not let this site store anything")
    expect(page.get_by_role("status")).to_have_text(message)

    write(page, "My long thought")

    expect(page.get_by_role("status")).to_have_text(message)
    expect(page.get_by_label("Your comment")).to_have_value("My long thought")
    assert reader.complaints == []


def test_two_tabs_show_the_same_comments(a_reader: type_of_reader) -> None:
    """What is written, changed or deleted in one tab shows in the other, and neither overwrites the other's."""
    reader = a_reader()
    one, other = reader.open(STORY), reader.open(STORY)

    write(one, "from one")
    expect(other.locator(".comment-text")).to_have_text(["from one"])
    other.wait_for_timeout(5)
    write(other, "from other")
    expect(one.locator(".comment-text")).to_have_text(["from one", "from other"])

    one.get_by_role("button", name="Delete").first.click()
    expect(other.locator(".comment-text")).to_have_text(["from other"])


def test_an_edit_in_progress_survives_a_deletion_in_another_tab(a_reader: type_of_reader) -> None:
    """Words being typed are never taken away: saving them puts the comment back."""
    reader = a_reader()
    one, other = reader.open(STORY), reader.open(STORY)
    write(one, "a comment")
    expect(other.locator(".comment-text")).to_have_text(["a comment"])

    other.get_by_role("button", name="Edit").click()
    other.get_by_label("Your comment").last.fill("a comment, edited")
    one.get_by_role("button", name="Delete").click()
    write(one, "a second one")
    expect(other.get_by_label("Your comment").last).to_have_value("a comment, edited")
    expect(other.locator(".comment-text")).to_have_text(["a second one"])
    other.get_by_role("button", name="Save").click()

    for page in (one, other):
        expect(page.locator(".comment-text")).to_have_text(["a comment, edited", "a second one"])


@pytest.mark.parametrize("damaged", ["not json", "null", '{"a": 1}', '[1, null, {"id": "x"}]'])
def test_damaged_storage_does_not_stop_comments(a_reader: type_of_reader, damaged: str) -> None:
    """Whatever lies in the storage, the reader can write; what could not be read is set aside."""
    reader = a_reader()
    page = reader.open(STORY)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, damaged])
    page.reload()

    write(page, "still here")

    expect(page.locator(".comment-text")).to_have_text(["still here"])
    assert reader.complaints == []


def test_comments_speak_the_language_of_the_page(a_reader: type_of_reader) -> None:
    """On a Spanish page buttons, messages and dates are Spanish."""
    page = a_reader().open(STORY_ES)

    page.get_by_label("Tu comentario").fill("Bien dicho")
    page.get_by_role("button", name="Comentar").click()

    expect(page.get_by_role("status")).to_have_text("Comentario guardado en este navegador.")
    expect(page.locator(".comment-meta time")).to_have_text(re.compile(r"^\d+ de [a-z]+ de \d{4}"))


def test_comments_are_dated_as_the_story_is(a_reader: type_of_reader) -> None:
    """The catalogue's English is Britain's: no reader finds two orders of day and month on one page."""
    page = a_reader().open(STORY)
    write(page, "Any words")

    expect(page.locator(".comment-meta time")).to_have_text(re.compile(r"^\d+ [A-Z][a-z]+ \d{4}"))


def test_a_comment_goes_nowhere(a_reader: type_of_reader) -> None:
    """Writing, editing and deleting cause not one request."""
    reader = a_reader()
    page = reader.open(STORY)
    before = list(reader.press.requests)

    write(page, "for my eyes only")
    page.get_by_role("button", name="Delete").click()
    page.wait_for_timeout(200)

    caused = [request for request in reader.press.requests[len(before) :] if "/assets/icon." not in request]
    assert caused == []  # Chromium fetches a page's icon when it likes


def test_a_comment_can_be_sent_from_the_keyboard(a_reader: type_of_reader) -> None:
    """Ctrl+Enter sends, Escape leaves an edit; the focus is never lost."""
    page = a_reader().open(STORY)
    field = page.get_by_label("Your comment")

    field.fill("typed")
    field.press("Control+Enter")
    expect(page.locator(".comment-text")).to_have_text(["typed"])
    page.get_by_role("button", name="Edit").press("Enter")
    expect(field.last).to_be_focused()
    field.last.press("Escape")
    expect(page.get_by_role("button", name="Edit")).to_be_focused()
