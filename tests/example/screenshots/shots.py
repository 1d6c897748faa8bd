"""Screenshots of every kind of page: on a telephone and a desk, by day and by night, with the clock stopped.

Stories to read on come from feeds when a reader nears the end, and a picture of a whole page has no such moment: they
are left out, so that each picture is the same every time.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.example.addresses import Template
from tests.example.paper import ExamplePaper

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
"""The paper's moment, for the browser's own clock: relative dates say the same every time."""
_TALLEST = 12_000
"""Pixels of the page; what is below would make a picture that nobody looks at."""
_WHOLE = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
  await document.fonts.ready;
}"""


@dataclass(frozen=True, slots=True)
class Window:
    """What a page is seen in. A telephone's screen has two pixels for each of the page's."""

    width: int
    height: int
    scale: int

    @property
    def size(self) -> ViewportSize:
        """As Playwright takes it."""
        return {"width": self.width, "height": self.height}


PHONE, DESK = Window(390, 844, 2), Window(1280, 900, 1)
WINDOWS = (PHONE, DESK)
SCHEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Shot:
    """One page from its top."""

    template: Template
    window: Window
    scheme: str
    picture: Image.Image
    fonts: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of its files, without an ending."""
        return f"{self.template.name}-{self.window.width}-{self.scheme}"


def shots(browser: Browser, paper: ExamplePaper, wanted: tuple[str, ...] = ()) -> Iterator[Shot]:
    """Every kind of page in both windows and both schemes, or those that are wanted by name."""
    templates = [template for template in paper.templates if not wanted or template.name in wanted]
    for window in WINDOWS:
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport=window.size,
                device_scale_factor=window.scale,
                is_mobile=window is PHONE,
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                service_workers="block",
            )
            context.clock.set_fixed_time(NOW)
            context.route("**/feed.json", lambda route: route.abort())
            for template in templates:
                page = context.new_page()
                page.goto(paper.address + template.path, wait_until="load")
                yield Shot(template, window, scheme, seen(page), fonts(page))
                page.close()
            context.close()


def seen(page: Page) -> Image.Image:
    """The whole page, once all its pictures are there."""
    page.evaluate(_WHOLE)
    page.wait_for_timeout(50)
    height = min(_TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    width = page.evaluate("innerWidth")
    body = page.screenshot(
        full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}, animations="disabled"
    )
    with Image.open(io.BytesIO(body)) as picture:
        return picture.convert("RGB")


def fonts(page: Page) -> tuple[str, ...]:
    """The fonts that Chromium really sets the page's headline and navigation in."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    found: set[str] = set()
    for selector in ("h1", "nav a"):
        node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        if node:
            used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            found.update(font["familyName"] for font in used)
    devtools.detach()
    return tuple(sorted(found))
