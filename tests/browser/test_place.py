"""The place where a reader stopped, relative dates, and sharing by the system's own means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Dialog, expect

from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from tests.browser.conftest import BLOCKED, LONG_READ, STORY, Press, type_of_reader
from tests.unit.rendering.samples import PUBLISHED, SITE, cards

pytestmark = pytest.mark.browser

NOTE = "You are back where you stopped reading."


def test_a_story_opens_where_the_reader_stopped(a_reader: type_of_reader) -> None:
    """A later visit opens at the same paragraph and says so; one press leads to the beginning."""
    reader = a_reader(width=390)
    page = reader.open(LONG_READ)
    stop_at = "document.querySelectorAll('.body > *')[12]"
    page.evaluate(f"scrollTo({{ top: {stop_at}.getBoundingClientRect().top + scrollY - 20, behavior: 'instant' }})")
    page.goto(reader.press.address + "/")

    page = reader.open(LONG_READ)
    expect(page.get_by_text(NOTE)).to_be_visible()
    assert abs(page.evaluate(f"{stop_at}.getBoundingClientRect().top")) < 40
    assert page.evaluate("shifts") == 0
    page.get_by_role("button", name="Go to the beginning").click()
    assert page.evaluate("scrollY") == 0
    expect(page.get_by_text(NOTE)).to_have_count(0)
    expect(page.locator("main")).to_be_focused()

    page.goto(reader.press.address + "/")
    assert page.evaluate("localStorage.getItem('laera:places')") is None
    assert reader.complaints == []


def test_a_finished_story_opens_at_its_beginning(a_reader: type_of_reader) -> None:
    """So does a link to a part of a story at that part, and a story whose place cannot be kept or read."""
    reader = a_reader(width=390)
    page = reader.open(LONG_READ)
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.goto(reader.press.address + "/")
    assert page.evaluate("localStorage.getItem('laera:places')") is None

    page.evaluate("(path) => localStorage.setItem('laera:places', JSON.stringify([[path, 2]]))", LONG_READ)
    linked = reader.open(f"{LONG_READ}#comments")
    expect(linked.locator("#comments")).to_be_in_viewport()
    expect(linked.get_by_text(NOTE)).to_have_count(0)

    for damaged in ("not json", "null", '[[null, 3], 7, ["/x", "x"]]', f'[["{LONG_READ}", 999]]'):
        linked.evaluate("(text) => localStorage.setItem('laera:places', text)", damaged)
        page = reader.open(LONG_READ)
        assert page.evaluate("scrollY") == 0
        linked.evaluate("(text) => localStorage.setItem('laera:places', text)", damaged)
        page.close()
    reader.context.add_init_script(BLOCKED)
    page = reader.open(LONG_READ)
    page.mouse.wheel(0, 600)
    page.goto(reader.press.address + "/")
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(minutes=5), "hace 5 minutos"),
        (timedelta(hours=2, minutes=59), "hace 2 horas"),
        (timedelta(hours=25), None),
        (timedelta(minutes=-5), None),
    ],
)
def test_dates_of_today_say_how_long_ago(a_reader: type_of_reader, age: timedelta, said: str | None) -> None:
    """The lead says «hace 2 horas», the true date stays with it, and nothing moves."""
    reader = a_reader(width=390)
    reader.context.add_init_script(f"Date.now = () => {(PUBLISHED + age).timestamp() * 1000}")
    page = reader.open("/")
    date = page.locator(".lead time")

    expect(date).to_have_text(said or "30 de enero de 2026, 21:45")
    expect(date).to_have_attribute("datetime", "2026-01-30T21:45:00-03:00")
    if said:
        expect(date).to_have_attribute("title", "30 de enero de 2026, 21:45")
    page.wait_for_timeout(200)
    assert page.evaluate("shifts") == 0
    assert reader.complaints == []


def test_without_scripts_the_date_is_the_date(a_reader: type_of_reader) -> None:
    """Nothing is lost."""
    page = a_reader(java_script_enabled=False).open("/")

    expect(page.locator(".lead time")).to_have_text("30 de enero de 2026, 21:45")


def test_the_system_s_own_way_to_share_is_offered_where_there_is_one(a_reader: type_of_reader) -> None:
    """It gets headline and address; a reader who thinks again sees no error."""
    reader = a_reader(width=390)
    assert reader.open(STORY).get_by_role("button", name="More ways to share").is_visible() is False

    reader.context.add_init_script(
        "navigator.share = async (what) => { window.shared = what; throw new DOMException('', 'AbortError'); }"
    )
    page = reader.open(STORY + "?utm_source=x")
    page.get_by_role("button", name="More ways to share").click()

    shared = page.evaluate("shared")
    assert shared["url"] == reader.press.address + STORY
    assert shared["title"].startswith("Kyiv Sees Quieter Night")
    assert reader.complaints == []


def test_who_cannot_have_the_address_copied_is_shown_it(a_reader: type_of_reader) -> None:
    """Where the browser forbids it the address stands there to be copied by hand, and nothing says that it was."""
    reader = a_reader()
    reader.context.add_init_script("navigator.clipboard.writeText = async () => { throw new DOMException(''); }")
    page = reader.open(STORY)
    shown: list[str] = []

    def look_at(dialog: Dialog) -> None:
        shown.append(dialog.default_value)
        dialog.dismiss()

    page.on("dialog", look_at)

    page.get_by_role("button", name="Copy").click()

    assert shown == [reader.press.address + STORY]
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    assert reader.complaints == []


def test_a_date_without_an_hour_is_no_number_of_hours_ago(a_reader: type_of_reader, press: Press) -> None:
    """Midnight is when nothing happened: only what has its hour says how long ago that was."""
    midnight = datetime(2026, 1, 30, tzinfo=SITE.clock).astimezone(UTC)
    first, second = cards(2)
    timed, dated = replace(first, published=midnight + timedelta(hours=1)), replace(second, published=midnight)
    reader = a_reader()
    reader.context.add_init_script(f"Date.now = () => {(midnight + timedelta(hours=9)).timestamp() * 1000}")
    was = press.site["index.html"]
    press.site["index.html"] = PageRenderer(TemplateHome(SOURCE)).front(SITE, "es", None, [timed, dated]), was[1]
    try:
        page = reader.open("/")
        expect(page.locator(".lead time")).to_have_text("hace 8 horas")
        expect(page.locator(".card time")).to_have_text("30 de enero de 2026")
    finally:
        press.site["index.html"] = was


def test_the_note_covers_nothing_that_has_the_focus(a_reader: type_of_reader) -> None:
    """Whoever goes on by Tab while it stands at the window's lower edge sees each control, or most of it."""
    reader = a_reader(width=390, reduced_motion="reduce")
    page = reader.open(LONG_READ)
    page.evaluate("scrollTo(0, document.querySelectorAll('.body > *')[12].offsetTop)")
    page.goto(reader.press.address + "/")
    page = reader.open(LONG_READ)
    expect(page.get_by_text(NOTE)).to_be_visible()

    page.locator(".body").evaluate("(body) => { body.tabIndex = -1; body.focus({ preventScroll: true }); }")
    stops = 0
    while page.evaluate("document.activeElement !== document.body"):
        page.keyboard.press("Tab")
        stops += 1
        covered = page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const there = document.elementFromPoint(box.left + box.width / 2, box.top + 2);
              return Boolean(there?.closest(".place")) && !document.activeElement.closest(".place");
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")
    assert stops > 10
