"""A reader: headless Chromium before a small server that sends pages as the CDN does, strict policy included."""

import io
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from laera.domain.articles import Byline, Correction, Tag
from laera.domain.forms import StoryForm
from laera.domain.fronts import Strip
from laera.domain.history import Absence, History, Showing
from laera.domain.listings import CorrectedCard, Thumbnail
from laera.domain.people import Profile
from laera.domain.photographs import Rendition
from laera.domain.recordings import Playable, Player
from laera.domain.search import Asked, Finding, Order, Result, Span
from laera.domain.site import NO_SECTION, history_path, manifest_path, object_key
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.feeds import FORMATS
from laera.rendering.media_types import JAVASCRIPT, JSON_FEED, WEB_MANIFEST
from laera.rendering.pages import PageRenderer
from laera.workflow.public_objects import ASSET_LIFETIME, PAGE_LIFETIME
from tests.unit.rendering.samples import PUBLISHED, RENDITIONS, SITE, a_full_story, a_story, cards

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RICH = "/en/international/rich"
"""A story with everything that a text may hold."""
STORY, STORY_ES = "/en/international/kyiv-sees-quieter-night", "/internacional/kiev-vive-una-noche-tranquila"
LONG_READ = "/en/international/the-long-winter"
FORMS = {form: f"/en/international/{form}" for form in StoryForm if form is not StoryForm.STANDARD}
"""A story of each form but the one that most have."""
FEEDS = ("/internacional", "/tag/x", "/en/international", "/en/tag/winter", "/en/tag/peace-talks")
"""Pages of lists whose feeds a story's end asks for."""
FEATURE = "/feature"
"""A home front on which one section has a band to itself."""
ABOUT, PERSON = "/en/about", "/en/author/ana-rojas"
LISTS = ("/tag/x", "/author/x", "/2026/01/30", "/en/2026/01/30", "/corrections", "/en/corrections")
PAGES = (
    STORY,
    STORY_ES,
    history_path(STORY),
    history_path(STORY_ES),
    RICH,
    *FORMS.values(),
    "/",
    "/en/culture",
    "/internacional",
    *LISTS,
    ABOUT,
    PERSON,
    "/saved",
    "/en/saved",
    "/search",
    "/en/search",
    "/gone",
    "/emptied",
    "/moved",
    "/404",
)
DAY = date(2026, 1, 30)
LATER = PUBLISHED + timedelta(days=1)
BLOCKED = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
});
"""
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SOUND = Playable("/media/ab-sound.mp3", "audio/mpeg", 14, 56_320)
FILM = Playable("/media/cd-film.mp4", "video/mp4", 61, 12_345_678, 1280, 720)
PLAYERS = {
    "media/stars.mp3": Player(SOUND),
    "media/regatta.mp4": Player(FILM, (("en", "/media/ef-captions.vtt"),), "/media/gh-1280.jpg"),
}
VIDEO = "https://youtu.be/dQw4w9WgXcQ"
RICH_BODY = f"""Text.

![A river](media/a.jpg "The river | Ana Rojas")

![The stars they counted: {LONG_WORD}](media/stars.mp3 "Every note is a star. | Sound: La Era")

![The regatta](media/regatta.mp4 "They arrive: {LONG_WORD}")

![A](media/a.jpg "One: {LONG_WORD}")
![B](media/b.jpg "Two")
![C](media/a.jpg "Three")

> [!QUOTE]
> The river {LONG_WORD}
>
> — Ana Rojas

> [!NOTE] What is known: {LONG_WORD}
>
> - one

**Alerts by region**

| | {" | ".join(f"Hour {hour}" for hour in range(16))} |
|{"---|" * 17}
| North | {" | ".join(str(hour * 1_000_003) for hour in range(16))} |

{VIDEO}

[The river, seen from above](https://x.com/jack/status/20)

https://www.openstreetmap.org/#map=11/50.4501/30.5234
"""

PROFILE = Profile(
    f"Ana {LONG_WORD}",
    f"Editor {LONG_WORD}",
    f"She writes about {LONG_WORD}.\n\n- [one](/en/about)\n- two\n",
    ((LONG_WORD, "https://ana.example/"), ("ana@laera.example", "mailto:ana@laera.example")),
    SITE.languages,
    Thumbnail("/media/ana-4x3-50-50-640.webp", 640, 480, "Ana Rojas on a pier", crops=(("1x1", (320, 160)),)),
    Rendition("/media/ana-1x1-50-50-1200.jpg", "image/jpeg", 1200, 1200),
)
"""All that the paper may say of somebody."""


def strict_policy() -> str:
    """The Content-Security-Policy of HTML pages, as the stack's template states it."""
    template = (SOURCE.parent / "template.yaml").read_text(encoding="utf-8")
    found = re.search(r"ContentSecurityPolicy: >-\n((?: {14,}.*\n)+)", template)
    assert found, "template.yaml states no Content-Security-Policy"
    return " ".join(found[1].split())


def picture(media_type: str) -> bytes:
    """A small real picture."""
    body = io.BytesIO()
    Image.new("RGB", (32, 18), "#334455").save(body, media_type.removeprefix("image/"))
    return body.getvalue()


def a_story_of_form(renderer: PageRenderer, form: StoryForm, body: str = "", **fields: object) -> bytes:
    """Its page, with a text that each form can have."""
    entries = f"Before.\n\n## 21:50 It begins\n\nFirst.\n\n## 22:10 {LONG_WORD}\n\n![A river](media/a.jpg)\n"
    story = a_full_story(form=form, slug=form.value, body=body or entries, **fields)
    return renderer.article(
        SITE, story, version_id="v", renditions=RENDITIONS, translations={}, pictures={"media/a.jpg": RENDITIONS}
    )


def the_site() -> dict[str, tuple[bytes, str]]:
    """Every kind of page with its assets, by object key."""
    renderer = PageRenderer(TemplateHome(SOURCE), can_search=True)
    both = {"en": STORY, "es": STORY_ES}
    wide_table = "\n\n|" + "|".join(f"Column {n}" for n in range(12)) + "|\n|" + "--|" * 12 + "\n|" + "value|" * 12
    story = a_full_story(body=a_full_story().body + wide_table + f"\n\n{LONG_WORD}")
    spanish = replace(
        story,
        language="es",
        slug="kiev-vive-una-noche-tranquila",
        headline=f"Kiev vive una noche tranquila: {LONG_WORD}",
        bylines=(Byline(LONG_WORD, "x"),),
        tags=(Tag(LONG_WORD, "x"),),
    )
    histories = {
        path: renderer.history(
            SITE,
            History(
                (
                    Showing(told, LATER, Absence(PUBLISHED, LATER, "A reason")),
                    Showing(replace(told, headline="Before", body=f"{LONG_WORD} before\n\nGone."), PUBLISHED),
                )
            ),
        )
        for path, told in ((history_path(STORY), story), (history_path(STORY_ES), spanish))
    }
    pages = histories | {
        STORY: renderer.article(SITE, story, version_id="v", renditions=RENDITIONS, translations=both),
        RICH: renderer.article(
            SITE,
            a_story(body=RICH_BODY, slug="rich"),
            version_id="v",
            renditions=RENDITIONS,
            translations={},
            pictures={"media/a.jpg": RENDITIONS, "media/b.jpg": RENDITIONS},
            players=PLAYERS,
        ),
        STORY_ES: renderer.article(SITE, spanish, version_id="v", renditions=RENDITIONS, translations=both),
        LONG_READ: renderer.article(
            SITE,
            a_full_story(
                slug="the-long-winter", body="\n\n".join(f"Paragraph {n}. {'Snow fell. ' * 30}" for n in range(30))
            ),
            version_id="v",
            renditions=RENDITIONS,
            translations={},
        ),
        **{path: a_story_of_form(renderer, form) for form, path in FORMS.items()},
        "/": renderer.front(
            SITE,
            "es",
            None,
            [
                replace(card, form=StoryForm.OPINION, headline=LONG_WORD) if number in {6, 8, 9} else card
                for number, card in enumerate(cards(30))
            ],
            strip=Strip(f"The port reopens: {LONG_WORD}", STORY),
            corrected=[CorrectedCard(card, Correction(PUBLISHED, LONG_WORD)) for card in cards(3)],
        ),
        FEATURE: renderer.front(SITE, "es", None, [replace(card, section="culture") for card in cards(12)]),
        "/internacional": renderer.front(SITE, "es", SITE.sections[0], []),
        "/en/culture": renderer.front(
            SITE, "en", SITE.sections[1], cards(12, "en"), strip=Strip(f"The port reopens: {LONG_WORD}", STORY)
        ),
        "/tag/x": renderer.tag(SITE, "es", "x", [replace(card, tags=(Tag(LONG_WORD, "x"),)) for card in cards(9)]),
        "/author/x": renderer.byline(
            SITE,
            "es",
            "x",
            [replace(card, bylines=(Byline(LONG_WORD, "x"), Byline("Ana", "ana"))) for card in cards(9)],
        ),
        PERSON: renderer.byline(SITE, "en", "ana-rojas", [], PROFILE),
        ABOUT: renderer.article(
            SITE,
            a_story(key="pages/en/about.md", section=NO_SECTION, slug="about", updated=LATER, body=RICH_BODY),
            version_id="v",
            renditions=None,
            translations={},
        ),
        "/2026/01/30": renderer.day(SITE, "es", DAY, cards(40), earlier=date(2025, 12, 24), later=date(2026, 9, 30)),
        "/en/2026/01/30": renderer.day(SITE, "en", DAY, cards(1, "en")),
        "/corrections": renderer.corrections(
            SITE, "es", [CorrectedCard(replace(cards(1)[0], headline=LONG_WORD), Correction(PUBLISHED, LONG_WORD))]
        ),
        "/en/corrections": renderer.corrections(SITE, "en", []),
        "/saved": renderer.saved(SITE, "es"),
        "/en/saved": renderer.saved(SITE, "en"),
        "/search": renderer.search(
            SITE,
            "es",
            Asked(LONG_WORD, SITE.sections[0].id, "2026-01-01", "2026-01-31", Order.NEWEST),
            Finding.ANY,
            [
                Result(
                    card,
                    (Span(f"{card.headline} "), Span(LONG_WORD, is_found=True)),
                    (Span("In "), Span("x", is_found=True)),
                )
                for card in cards(3)
            ],
            "/search?q=x&cursor=y",
        ),
        "/en/search": renderer.search(SITE, "en", Asked(), Finding.NOTHING, [], ""),
        "/emptied": renderer.emptied(SITE, "es"),
        "/gone": renderer.gone(SITE, "es", "La fuente lo pidió.", "Una noticia"),
        "/moved": renderer.moved(SITE, "en", STORY),
        "/404": renderer.not_found(SITE, "es"),
    }
    site = {object_key(path): (body, "text/html; charset=utf-8") for path, body in pages.items()}
    stars = SOURCE.parent / "examples" / "la-era" / "media" / "estrellas.mp3"
    site[object_key(SOUND.path)] = stars.read_bytes(), SOUND.media_type
    site["media/ef-captions.vtt"] = b"WEBVTT\n\n00:00.000 --> 00:09.000\nThere they are!\n", "text/vtt; charset=utf-8"
    site["sw.js"] = renderer.service_worker(SITE), JAVASCRIPT
    for page in FEEDS:
        language = "en" if page.startswith("/en/") else "es"
        listed = cards(9, language)
        feed = renderer.feed(FORMATS[-1], SITE, language, scope="home", title="", page=page, cards=listed)
        site[f"{page[1:]}/feed.json"] = feed, JSON_FEED
    for language in SITE.languages:
        site[object_key(manifest_path(SITE, language))] = renderer.web_manifest(SITE, language), WEB_MANIFEST
    return site | {asset.key: (asset.body, asset.content_type) for asset in renderer.assets()}


@dataclass
class Press:
    """The server's side: where it is, and what it was asked for, in order."""

    address: str
    requests: list[str] = field(default_factory=list)
    site: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    is_cut_off: bool = False
    """While it is, no answer comes: the reader has no connection."""
    seconds: float = 0.0
    """How long every page takes to come."""
    is_slow: bool = False
    """While it is, a page comes line by line."""


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """The site on loopback, every answer under the strict policy."""
    site, policy = the_site(), strict_policy()
    pictures = {media_type: picture(media_type) for media_type in ("image/webp", "image/jpeg")}
    press = Press("", site=site)

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            press.requests.append(f"{self.command} {self.path}")
            path = self.path.split("?")[0]
            if press.is_cut_off:
                self.close_connection = True
                return None
            if "." not in path:
                time.sleep(press.seconds)
            if path.startswith("/media/") and path.lstrip("/") not in site:
                kind = "image/webp" if path.endswith(".webp") else "image/jpeg"
                return self._send(200, pictures[kind], kind)
            found = site.get(path.lstrip("/")) or site.get(object_key(path))
            return self._send(200 if found else 404, *(found or site[object_key("/404")]))

        def _send(self, status: int, body: bytes, content_type: str) -> None:
            self.send_response(status)
            self.send_header("content-type", content_type)
            self.send_header("content-length", str(len(body)))
            self.send_header("content-security-policy", policy)
            self.send_header("cache-control", ASSET_LIFETIME if self.path.startswith("/assets/") else PAGE_LIFETIME)
            self.send_header("x-content-type-options", "nosniff")
            self.end_headers()
            if press.is_slow and content_type.startswith("text/html"):
                with suppress(BrokenPipeError):  # the reader has gone
                    for line in body.splitlines(keepends=True):
                        self.wfile.write(line)
                        time.sleep(0.007)
            else:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing: tests speak through `Press.requests`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        press.address = f"http://127.0.0.1:{server.server_port}"
        yield press
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Its absence is a failure, never a silent skip."""
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(
            f"Chromium is not installed (looked for {', '.join(CHROMIUMS)}): "
            "apt-get update && apt-get install -y chromium fonts-liberation; "
            "or leave these tests out by name: pytest -m 'not browser'"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


WATCH = """
window.shifts = 0;
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifts += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Reader:
    """Someone with a browser of their own: storage, tabs, and a note of everything the console complained about."""

    context: BrowserContext
    press: Press
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """A new tab at this address, loaded."""
        page = self.context.new_page()
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.press.address + path)
        return page

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


type_of_reader = Callable[..., Reader]


@pytest.fixture
def a_reader(chromium: Browser, press: Press) -> Iterator[type_of_reader]:
    """Makes readers; keyword arguments are Playwright's for a new context, `width` the window's."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, **options: object) -> Reader:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]  # passed on as they are
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH)
        contexts.append(context)
        return Reader(context, press)

    yield make
    for context in contexts:
        context.close()
