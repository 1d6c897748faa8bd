"""A live blog that is open while its editor writes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from laera.domain.articles import Correction
from laera.domain.forms import StoryForm
from laera.domain.site import object_key
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from tests.browser.conftest import FORMS, VIDEO, Press, Reader, a_story_of_form, type_of_reader
from tests.unit.rendering.samples import PUBLISHED

BLOG = FORMS[StoryForm.LIVE_BLOG]
KEY = object_key(BLOG)
TEXT = "Snow fell all night in the valley. " * 40
BEFORE = f"## 21:50 It begins\n\n{TEXT}\n\n## 22:00 Second\n\n{TEXT}\n"
AFTER = f"{BEFORE}\n## 22:10 Third\n\nNews.\n\n## 22:20 Fourth\n\nMore news.\n"
EVERY = 20_000
"""Milliseconds from one asking to the next."""


class Editor:
    """Who writes the blog: what is uploaded is on the site at once."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.renderer = PageRenderer(TemplateHome(SOURCE))

    def upload(self, body: str, **fields: object) -> None:
        """Put the blog with this text where its readers find it."""
        page = a_story_of_form(self.renderer, StoryForm.LIVE_BLOG, body, **fields)
        self.press.site[KEY] = page, "text/html; charset=utf-8"


@pytest.fixture
def editor(press: Press) -> Iterator[Editor]:
    """With two entries written; the site is as it was afterwards."""
    was = press.site[KEY]
    editor = Editor(press)
    editor.upload(BEFORE)
    yield editor
    press.site[KEY] = was
    press.is_cut_off = False


def opened(reader: Reader) -> Page:
    """The blog, in a window whose clock the test moves."""
    page = reader.context.new_page()
    page.clock.install()
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    page.goto(reader.press.address + BLOG)
    return page


def asked(press: Press) -> int:
    """How often the blog was asked for."""
    return press.requests.count(f"GET {BLOG}")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_new_entry_waits_until_the_reader_wants_it(a_reader: type_of_reader, editor: Editor, width: int) -> None:
    """A button tells of it; nothing moves under the reader's eyes, and a click leads to it."""
    reader = a_reader(width=width)
    page = opened(reader)
    page.get_by_role("heading", name="It begins").scroll_into_view_if_needed()
    page.evaluate("shifts = 0")
    top = page.evaluate("scrollY")
    editor.upload(AFTER)
    page.clock.run_for(EVERY)

    button = page.get_by_role("status").get_by_role("button", name="New entries: 2")
    expect(button).to_be_visible()
    expect(page.get_by_role("heading", name="Third")).to_have_count(0)
    assert page.evaluate("scrollY") == top
    assert page.evaluate("shifts") == 0

    button.click()
    expect(page.get_by_role("heading", name="Fourth")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "t20260130-2220"
    assert page.evaluate("[...document.querySelectorAll('.entry')].map(({ id }) => id.slice(-4))") == [
        "2220",
        "2210",
        "2200",
        "2150",
    ]
    expect(page.get_by_role("button", name="New entries")).to_have_count(0)
    assert page.evaluate("violations") == []
    assert reader.complaints == []


def test_what_is_mended_or_taken_out_comes_with_the_same_button(a_reader: type_of_reader, editor: Editor) -> None:
    """Once; and one that was offered and taken back is offered no more."""
    page = opened(a_reader())
    editor.upload(AFTER)
    page.clock.run_for(EVERY)
    expect(page.get_by_role("button", name="New entries: 2")).to_be_visible()
    editor.upload(BEFORE)
    page.clock.run_for(EVERY)
    expect(page.get_by_role("button", name="New entries")).to_have_count(0)

    editor.upload("## 21:50 It began\n\nAs it was not.\n")
    page.clock.run_for(EVERY)
    page.get_by_role("button", name="New entries: 1").click()
    expect(page.get_by_text("As it was not.")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(1)


def test_what_stands_around_the_entries_comes_with_the_same_button(a_reader: type_of_reader, editor: Editor) -> None:
    """The opening and the corrections, be they the first; what was wrong does not stay."""
    page = opened(a_reader())
    first = Correction(PUBLISHED, "It began later.")
    editor.upload(f"Rewritten.\n\n{BEFORE}")
    page.clock.run_for(EVERY)
    page.get_by_role("button", name="New entries: 1").click()
    expect(page.get_by_text("Rewritten.")).to_be_visible()

    for corrections in ((first,), (first, Correction(PUBLISHED, "Much later.")), ()):
        editor.upload(f"Rewritten.\n\n{BEFORE}", corrections=corrections)
        page.clock.run_for(EVERY)
        page.get_by_role("button", name="New entries: 1").click()
        expect(page.locator(".corrections > p:not(.all)")).to_have_count(len(corrections))


def test_a_blog_that_is_one_no_more_is_loaded_as_what_it_is(a_reader: type_of_reader, editor: Editor) -> None:
    """Its editor gave the story another form: the button leads to the page of that."""
    reader = a_reader()
    page = opened(reader)
    story = a_story_of_form(editor.renderer, StoryForm.STANDARD, "Not live.")
    editor.press.site[KEY] = story, "text/html; charset=utf-8"
    page.clock.run_for(EVERY)
    page.get_by_role("button", name="New entries").click()

    expect(page.get_by_text("Not live.")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(0)
    assert reader.complaints == []


def test_the_first_video_of_a_blog_can_be_played(a_reader: type_of_reader, editor: Editor) -> None:
    """Its frame stands on the page after a click, though the page had none when it was opened."""
    page = opened(a_reader())
    page.route("https://*/**", lambda route: route.abort())
    editor.upload(f"{BEFORE}\n## 22:10 Third\n\n{VIDEO}\n")
    page.clock.run_for(EVERY)
    page.get_by_role("button", name="New entries: 1").click()
    page.locator(".embed a").click()

    expect(page.locator(".embed iframe")).to_have_count(1)


def test_an_entry_that_is_taken_out_is_told_of(a_reader: type_of_reader, editor: Editor) -> None:
    """Though there is nothing to show in its place: what was wrong does not stay."""
    page = opened(a_reader())
    editor.upload(BEFORE.partition("## 22:00")[0])
    page.clock.run_for(EVERY)
    page.get_by_role("button", name="New entries: 1").click()
    expect(page.locator(".entry")).to_have_count(1)

    page.clock.run_for(EVERY)
    expect(page.get_by_role("button", name="New entries")).to_have_count(0)


def test_it_stops_asking_when_the_blog_has_ended(a_reader: type_of_reader, editor: Editor, press: Press) -> None:
    """And says so as soon as the reader wants to know."""
    page = opened(a_reader())
    editor.upload(BEFORE, ended=PUBLISHED)
    page.clock.run_for(EVERY)
    page.get_by_role("button", name="New entries: 1").click()
    expect(page.locator(".kicker")).to_contain_text("As it happened")

    before = asked(press)
    page.clock.run_for(5 * EVERY)
    assert asked(press) == before


def test_without_a_connection_it_waits(a_reader: type_of_reader, editor: Editor, press: Press) -> None:
    """It asks again as soon as there is one, and what was on the page stays."""
    reader = a_reader()
    page = opened(reader)
    press.is_cut_off = True
    page.clock.run_for(EVERY)
    expect(page.get_by_role("heading", name="Second")).to_be_visible()

    reader.context.set_offline(True)
    before = asked(press)
    page.clock.run_for(5 * EVERY)
    assert asked(press) == before

    press.is_cut_off = False
    editor.upload(AFTER)
    reader.context.set_offline(False)
    expect(page.get_by_role("button", name="New entries: 2")).to_be_visible()
    assert reader.complaints == []


def test_nobody_is_asked_for_a_tab_in_the_background(a_reader: type_of_reader, editor: Editor, press: Press) -> None:
    """Until somebody looks at it again."""
    page = opened(a_reader())
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    before = asked(press)
    page.clock.run_for(5 * EVERY)
    assert asked(press) == before

    editor.upload(AFTER)
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("button", name="New entries: 2")).to_be_visible()


def test_without_scripts_a_link_loads_it_again(a_reader: type_of_reader, editor: Editor) -> None:
    """All entries are there, each at its own address."""
    page = a_reader(java_script_enabled=False).open(f"{BLOG}#t20260130-2150")
    expect(page.get_by_role("heading", name="It begins")).to_be_in_viewport()

    editor.upload(AFTER)
    page.get_by_role("link", name="Load the newest entries").click()
    expect(page.get_by_role("heading", name="Fourth")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1024, 1280])
def test_times_are_in_sight_at_the_largest_text(a_reader: type_of_reader, width: int) -> None:
    """Beside their entries where there is room, else above them."""
    reader = a_reader(width=width)
    reader.context.add_init_script("""localStorage.setItem("laera:look", '{"size":"largest"}')""")
    page = reader.open(BLOG)
    page.wait_for_function("document.documentElement.dataset.size === 'largest'")

    lefts = page.evaluate(
        "[...document.querySelectorAll('.entry time')].map((one) => one.getBoundingClientRect().left)"
    )
    assert len(lefts) == 2
    assert min(lefts) >= 0
