"""Reading without a connection: the fronts and saved stories are there, and nothing old is shown while there is one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from laera.domain.site import object_key
from tests.browser.conftest import LONG_READ, STORY, Press, Reader, type_of_reader

pytestmark = pytest.mark.browser

KEPT = "caches.open('laera').then((cache) => cache.keys()).then((all) => all.map((one) => new URL(one.url).pathname))"
COPY = "You are reading the copy kept in this browser on"


@pytest.fixture(autouse=True)
def as_it_was(press: Press) -> Iterator[None]:
    """The next test finds the press quick, connected and with its own pages."""
    site = dict(press.site)
    yield
    press.is_cut_off, press.seconds = False, 0.0
    press.site.clear()
    press.site.update(site)


def a_visit(reader: Reader, path: str) -> Page:
    """A page of a reader whose browser has the paper's service worker at work."""
    page = reader.open(path)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    expect_kept(page, "/saved", "/en/saved")
    return page


def expect_kept(page: Page, *paths: str) -> None:
    """Wait until these are kept, with what they show."""
    kept: list[str] = []
    for _ in range(100):
        kept = page.evaluate(KEPT)
        if set(paths) <= set(kept):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{paths} are not all in {kept}")


def expect_not_kept(page: Page, path: str) -> None:
    """Wait until there is no copy of this."""
    for _ in range(100):
        if path not in page.evaluate(KEPT):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{path} is still kept")


def pictures(page: Page) -> list[bool]:
    """Of each picture that is on the page, whether it can be seen."""
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.wait_for_load_state("networkidle")
    seen: list[bool] = page.evaluate("[...document.images].map((image) => image.complete && image.naturalWidth > 0)")
    return seen


@pytest.mark.parametrize("width", [390, 1280])
def test_a_saved_story_and_the_last_front_are_read_in_a_tunnel(
    a_reader: type_of_reader, press: Press, width: int
) -> None:
    """Both are whole, photographs, styles and all; the page says that it is a copy, and of when."""
    reader = a_reader(width=width)
    page = a_visit(reader, "/")
    page.goto(press.address + STORY)
    page.get_by_role("button", name="Save for later").click()
    expect_kept(page, "/", STORY)
    page.goto(press.address + "/")
    assert all(pictures(page))

    press.is_cut_off = True
    page.goto(press.address + STORY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kyiv Sees Quieter Night")
    expect(page.get_by_text(COPY)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"
    assert pictures(page) == [True] * len(pictures(page)) != []
    assert page.evaluate("violations") == []

    page.goto(press.address + "/")
    expect(page.locator(".lead h2")).to_have_text("Story number 0")
    assert pictures(page)[0] is True
    assert page.evaluate("shifts") < 0.01


def test_without_a_copy_there_is_the_list_of_saved_stories(a_reader: type_of_reader, press: Press) -> None:
    """In the language of the page that was asked for, and it says why."""
    page = a_visit(a_reader(), STORY)
    page.get_by_role("button", name="Save for later").click()
    expect_kept(page, STORY)

    press.is_cut_off = True
    page.goto(press.address + "/en/international/never-opened")
    expect(page.get_by_text("There is no connection, and no copy of that page")).to_be_visible()
    page.get_by_role("link", name="Kyiv Sees Quieter Night").click()
    expect(page.get_by_text(COPY)).to_be_visible()
    page.goto(press.address + "/internacional/never-opened")
    expect(page.get_by_text("No hay conexión")).to_be_visible()
    page.goto(press.address + "/en")
    expect(page.get_by_text("There is no connection, and no copy of that page")).to_be_visible()


def test_a_correction_is_seen_at_once(a_reader: type_of_reader, press: Press) -> None:
    """A story that was saved is read as it is now; its copy follows; one that is withdrawn leaves no copy."""
    page = a_visit(a_reader(), STORY)
    page.get_by_role("button", name="Save for later").click()
    expect_kept(page, STORY)

    body, kind = press.site[object_key(STORY)]
    press.site[object_key(STORY)] = body.replace(b"Kyiv Sees Quieter Night", b"Kyiv Sees Calmer Night"), kind
    page.goto(press.address + STORY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Calmer")
    expect(page.get_by_text(COPY)).to_have_count(0)
    page.wait_for_load_state("networkidle")
    press.is_cut_off = True
    page.goto(press.address + STORY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Calmer")

    press.is_cut_off = False
    del press.site[object_key(STORY)]
    page.goto(press.address + STORY)
    expect_not_kept(page, STORY)


def test_on_a_slow_network_the_copy_comes_first_and_then_the_news(a_reader: type_of_reader, press: Press) -> None:
    """A reader is not kept waiting for what is there, and hears of what is newer as soon as it has come."""
    page = a_visit(a_reader(), "/")
    page.reload()
    expect_kept(page, "/")
    body, kind = press.site["index.html"]
    press.site["index.html"] = body.replace(b"Story number 0<", b"The news<"), kind

    press.seconds = 5
    page.goto(press.address + "/")
    expect(page.locator(".lead h2")).to_have_text("Story number 0")
    press.seconds = 0
    expect(page.get_by_text("Hay una versión más nueva")).to_be_visible(timeout=8000)
    page.get_by_role("button", name="Mostrarla").click()
    expect(page.locator(".lead h2")).to_have_text("The news")


def test_another_template_set_renews_what_is_kept(a_reader: type_of_reader, press: Press) -> None:
    """Its service worker is another file; the copies are fetched anew, and files that none of them names are gone."""
    page = a_visit(a_reader(), STORY)
    page.get_by_role("button", name="Save for later").click()
    expect_kept(page, STORY)
    style = next(key for key in press.site if key.startswith("assets/style."))
    press.site["assets/style.new.css"] = press.site[style]
    for key, (body, kind) in list(press.site.items()):
        if kind.startswith("text/html"):
            press.site[key] = body.replace(style.encode(), b"assets/style.new.css"), kind
    worker, kind = press.site["sw.js"]
    press.site["sw.js"] = worker.replace(b'"version":"', b'"version":"new'), kind

    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)")
    expect_kept(page, "/assets/style.new.css")
    expect_not_kept(page, f"/{style}")
    press.is_cut_off = True
    page.goto(press.address + STORY)
    expect(page.locator("link[href='/assets/style.new.css']")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"


def test_what_is_no_longer_saved_is_no_longer_kept(a_reader: type_of_reader) -> None:
    """Its copy goes from the browser, and so do its photographs; a story that was only read never had one."""
    page = a_visit(a_reader(), STORY)
    page.get_by_role("button", name="Save for later").click()
    expect_kept(page, STORY)
    assert any(path.startswith("/media/") for path in page.evaluate(KEPT))

    page.goto(page.url.replace(STORY, LONG_READ))
    page.goto(page.url.replace(LONG_READ, "/en/saved"))
    page.get_by_role("button", name="Remove").click()
    expect_not_kept(page, STORY)
    page.wait_for_timeout(300)
    assert not any(path.startswith("/media/") or path == LONG_READ for path in page.evaluate(KEPT))


def test_the_paper_can_be_installed(a_reader: type_of_reader) -> None:
    """Chromium finds nothing missing in the manifest; each language has its own, and icons are what they say."""
    reader = a_reader()
    for path, start in ((STORY, "/en"), ("/", "/")):
        page = a_visit(reader, path)
        session = reader.context.new_cdp_session(page)
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((one) => one.json())")
        assert manifest["start_url"] == start
        problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [problem["errorId"] for problem in problems if problem["errorId"] != "in-incognito"] == []
        sizes = page.evaluate(
            """(icons) => Promise.all(icons.map(async ({ src }) => {
                 const image = new Image(); image.src = src; await image.decode();
                 return `${image.naturalWidth}x${image.naturalHeight}`; }))""",
            manifest["icons"],
        )
        assert sizes == [icon["sizes"] for icon in manifest["icons"]]


def test_where_the_browser_keeps_nothing_the_paper_is_as_it_is(a_reader: type_of_reader) -> None:
    """A service worker that may not be registered is no error that anybody has to hear of."""
    reader = a_reader()
    reader.context.add_init_script(
        "navigator.serviceWorker.register = async () => { throw new DOMException('', 'SecurityError'); }"
    )
    page = reader.open(STORY)
    page.wait_for_load_state("networkidle")

    assert reader.complaints == []
