"""Comments: they stay in the reader's browser, survive what can go wrong there, and never become markup."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BLOCKED, STORY, STORY_ES, type_of_reader

pytestmark = pytest.mark.browser

KEY = f"laera:comments:{STORY}"


def write(page: Page, text: str) -> None:
    """Write a comment and send it off."""
    page.get_by_label("Your comment").first.fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_comment_is_written_kept_edited_and_deleted(a_reader: type_of_reader, width: int, scheme: str) -> None:
    """What a reader writes is there after a reload, can be changed, taken away, and brought back."""
    reader = a_reader(width=width, color_scheme=scheme, is_mobile=width < 500, has_touch=width < 500)
    page = reader.open(STORY)
    texts = page.locator(".comment-text")

    write(page, "First line\nSecond line")
    expect(texts).to_have_text(["First line\nSecond line"])
    expect(page.locator(".comments [role=status]")).to_have_text("Comment saved in this browser.")
    expect(page.get_by_label("Your comment")).to_have_value("")

    page.reload()
    expect(texts).to_have_text(["First line\nSecond line"])

    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Your comment").last.fill("Better words")
    page.get_by_role("button", name="Save", exact=True).click()
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

    expect(page.locator(".comments [role=status]")).to_have_text("Write something before you comment.")
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

    expect(page.locator(".comments [role=status]")).to_have_text(re.compile("has no room to store the comment"))
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
    expect(page.locator(".comments [role=status]")).to_have_text(message)

    write(page, "My long thought")

    expect(page.locator(".comments [role=status]")).to_have_text(message)
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


@pytest.mark.parametrize("leaving", ["Edit", "Answer"])
def test_who_leaves_a_form_sees_what_another_tab_has_written_meanwhile(a_reader: type_of_reader, leaving: str) -> None:
    """The comment as it is stored now, or none where it was deleted."""
    reader = a_reader()
    one, other = reader.open(STORY), reader.open(STORY)
    write(one, "old words")

    other.get_by_role("button", name=leaving, exact=True).click()
    one.get_by_role("button", name="Edit").click()
    one.get_by_label("Your comment").last.fill("new words")
    one.get_by_role("button", name="Save", exact=True).click()
    other.get_by_role("button", name="Cancel").click()
    expect(other.locator(".comment-text")).to_have_text(["new words"])
    expect(other.get_by_role("button", name=leaving, exact=True)).to_be_focused()

    other.get_by_role("button", name=leaving, exact=True).click()
    one.get_by_role("button", name="Delete").click()
    other.locator("li textarea").press("Escape")
    expect(other.locator(".comments li")).to_have_count(0)
    expect(other.get_by_label("Your comment")).to_be_focused()


def test_the_focus_stays_where_it_is_whatever_another_tab_writes(a_reader: type_of_reader) -> None:
    """On a button of a comment that is the same, though others come before and after it, or go."""
    reader = a_reader()
    one, other = reader.open(STORY), reader.open(STORY)
    for text in ("one", "two"):
        write(one, text)
        one.wait_for_timeout(5)
    button = other.get_by_role("button", name="Edit").last
    expect(other.locator(".comment-text")).to_have_text(["one", "two"])
    button.focus()

    write(one, "three")
    expect(other.locator(".comment-text")).to_have_text(["one", "two", "three"])
    one.get_by_role("button", name="Delete").first.click()
    expect(other.locator(".comment-text")).to_have_text(["two", "three"])
    expect(other.get_by_role("button", name="Edit").first).to_be_focused()
    one.get_by_role("button", name="Undo").click()
    expect(other.locator(".comment-text")).to_have_text(["one", "two", "three"])
    expect(other.get_by_role("button", name="Edit").nth(1)).to_be_focused()
    expect(one.get_by_role("button", name="Edit").first).to_be_focused()


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
    other.get_by_role("button", name="Save", exact=True).click()

    for page in (one, other):
        expect(page.locator(".comment-text")).to_have_text(["a comment, edited", "a second one"])


@pytest.mark.parametrize("damaged", ["not json", "null", '{"a": 1}', '[1, null, {"id": "x"}]'])
def test_damaged_storage_does_not_stop_comments(a_reader: type_of_reader, damaged: str) -> None:
    """Whatever lies in the storage, the reader can write; what could not be read is set aside, and whole."""
    reader = a_reader()
    page = reader.open(STORY)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, damaged])
    page.reload()

    write(page, "still here")

    expect(page.locator(".comment-text")).to_have_text(["still here"])
    assert page.evaluate(f"localStorage.getItem('{KEY}:damaged')") == damaged
    assert reader.complaints == []


def test_what_is_set_aside_stays_whatever_is_damaged_later(a_reader: type_of_reader) -> None:
    """Both texts are kept and downloaded; the one comment among them that can be read is shown."""
    page = a_reader().open(STORY)
    one_is_odd = '[{"id": "a", "text": "mine", "written": "2026-01-30"}, {"text": "odd"}]'
    for damaged in ("not json", one_is_odd):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, damaged])
        page.reload()
    expect(page.locator(".comment-text")).to_have_text(["mine"])
    write(page, "still here")

    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert f"{STORY}:damaged\n\nnot json\n\n{one_is_odd}\n" in text
    assert "mine\n\n" in text


def test_comments_speak_the_language_of_the_page(a_reader: type_of_reader) -> None:
    """On a Spanish page buttons, messages and dates are Spanish."""
    page = a_reader().open(STORY_ES)

    page.get_by_label("Tu comentario").fill("Bien dicho")
    page.get_by_role("button", name="Comentar").click()

    expect(page.locator(".comments [role=status]")).to_have_text("Comentario guardado en este navegador.")
    expect(page.locator(".comment-meta time")).to_have_text(re.compile(r"^\d+ de [a-z]+ de \d{4}"))


def test_comments_are_dated_as_the_story_is(a_reader: type_of_reader) -> None:
    """The catalogue's English is Britain's: no reader finds two orders of day and month on one page."""
    page = a_reader().open(STORY)
    write(page, "Any words")

    expect(page.locator(".comment-meta time")).to_have_text(re.compile(r"^\d+ [A-Z][a-z]+ \d{4}"))


ASKED_WHERE_TO_READ_ON = """() => {
    const last = document.querySelector(".more").pathname + "/feed.json";
    return performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.endsWith(last) && responseEnd);
}"""
"""At a story's end its topics' feeds are asked for, and last its section's."""


def test_a_comment_goes_nowhere(a_reader: type_of_reader) -> None:
    """Writing, editing and deleting cause not one request."""
    reader = a_reader()
    page = reader.open(STORY)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.get_by_label("Your comment").scroll_into_view_if_needed()
    page.wait_for_function(ASKED_WHERE_TO_READ_ON)
    page.wait_for_load_state("networkidle")
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


def test_a_comment_is_answered(a_reader: type_of_reader) -> None:
    """An answer stands below its comment and has no answers itself; without its comment it stands alone."""
    reader = a_reader()
    page = reader.open(STORY)
    texts, answers = page.locator(".comment-text"), page.locator(".comments li li .comment-text")
    write(page, "one")
    page.wait_for_timeout(5)
    write(page, "two")

    page.get_by_role("button", name="Answer").first.click()
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.get_by_label("Your answer").fill("to one")
    page.get_by_label("Your answer").press("Control+Enter")
    expect(page.get_by_role("button", name="Answer").first).to_be_focused()
    page.reload()
    expect(texts).to_have_text(["one", "to one", "two"])
    expect(answers).to_have_text(["to one"])
    expect(page.get_by_role("button", name="Answer")).to_have_count(2)

    page.get_by_role("button", name="Edit").nth(1).click()
    page.get_by_label("Your comment").last.fill("to one, better")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(answers).to_have_text(["to one, better"])

    page.get_by_role("button", name="Delete").first.click()
    expect(texts).to_have_text(["two", "to one, better"])
    expect(answers).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(texts).to_have_text(["one", "to one, better", "two"])
    expect(answers).to_have_text(["to one, better"])
    assert reader.complaints == []


def test_an_answer_being_typed_survives_another_tab(a_reader: type_of_reader) -> None:
    """Whatever is deleted or written elsewhere, the words stay; the answer to what is gone stands by itself."""
    reader = a_reader()
    one, other = reader.open(STORY), reader.open(STORY)
    write(one, "a comment")
    other.get_by_role("button", name="Answer").click()
    other.get_by_label("Your answer").fill("an answer")

    one.get_by_role("button", name="Delete").click()
    write(one, "a second one")
    expect(other.locator(".comment-text")).to_have_text(["a comment", "a second one"])
    expect(other.get_by_label("Your answer")).to_have_value("an answer")
    other.get_by_label("Your answer").press("Control+Enter")

    for page in (one, other):
        expect(page.locator(".comment-text")).to_have_text(["a second one", "an answer"])
        expect(page.get_by_label("Your answer")).to_have_count(0)


def test_comments_that_answer_each_other_are_all_shown(a_reader: type_of_reader) -> None:
    """However the storage came to hold them, none is hidden."""
    page = a_reader().open(STORY)
    page.evaluate(
        """(key) => localStorage.setItem(key, JSON.stringify([
             { id: "a", text: "a", written: "2026-01-30", answers: "b" },
             { id: "b", text: "b", written: "2026-01-31", answers: "a" },
             { id: "c", text: "c", written: "none", answers: "c" },
             { id: "d", text: "d", written: "none", answers: "c" }]))""",
        KEY,
    )
    page.reload()

    expect(page.locator(".comment-text")).to_have_count(4)


def test_all_comments_are_downloaded_as_a_text(a_reader: type_of_reader) -> None:
    """One file has every story's address, its comments in their order, answers set in; markup is in it as typed."""
    reader = a_reader()
    spanish = reader.open(STORY_ES)
    spanish.get_by_label("Tu comentario").fill("Bien dicho")
    spanish.get_by_role("button", name="Comentar").click()
    page = reader.open(STORY)
    write(page, "<b>First</b>\nSecond line")
    page.get_by_role("button", name="Answer").click()
    page.get_by_label("Your answer").fill("An answer")
    page.get_by_label("Your answer").press("Control+Enter")
    page.evaluate("localStorage.setItem('laera:comments:/other', 'not json')")

    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    assert re.fullmatch(r"Comments \d{4}-\d\d-\d\d\.txt", download.value.suggested_filename)
    text = re.sub(r"\d+ [A-Z][a-z]+ \d{4}.*", "DATE", download.value.path().read_text(encoding="utf-8"))
    assert text == (
        f"https://laera.example{STORY}\n\nDATE\n<b>First</b>\nSecond line\n\n    DATE\n    An answer\n\n\n"
        f"https://laera.example{STORY_ES}\n\nDATE\nBien dicho\n\n\n"
        "https://laera.example/other\n\nnot json\n"
    )
    assert reader.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_all_comments_are_erased_when_the_reader_is_sure(a_reader: type_of_reader, width: int) -> None:
    """The paper asks before; then every story's comments are gone, in every tab, and the reader may write anew."""
    reader = a_reader(width=width)
    other, page = reader.open(STORY_ES), reader.open(STORY)
    expect(page.get_by_text("Your comments on all stories:")).to_be_hidden()
    other.get_by_label("Tu comentario").fill("Bien dicho")
    other.get_by_role("button", name="Comentar").click()
    write(page, "mine")

    page.get_by_role("button", name="Erase all").click()
    expect(page.get_by_role("dialog")).to_contain_text("for good?")
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".comment-text")).to_have_text(["mine"])
    page.get_by_role("button", name="Erase all").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".comment-text")).to_have_text(["mine"])

    page.get_by_role("button", name="Erase all").click()
    page.get_by_role("button", name="Erase them").click()
    expect(page.locator(".comments [role=status]")).to_have_text("All your comments are erased.")
    expect(page.get_by_label("Your comment")).to_be_focused()
    for tab in (page, other):
        expect(tab.locator(".comment-text")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_text("Your comments on all stories:")).to_be_hidden()
    assert reader.complaints == []


def test_readers_are_told_that_nobody_else_sees_comments(a_reader: type_of_reader) -> None:
    """Beside the field, in the language of the page, with or without scripts."""
    for path, said in ((STORY, "Nobody else sees them"), (STORY_ES, "Nadie más los ve")):
        for scripts in (True, False):
            expect(a_reader(java_script_enabled=scripts).open(path).locator(".comments")).to_contain_text(said)
