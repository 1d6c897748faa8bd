"""A reader's visit to every kind of page, in every light and width: what moved, blocked, complained, was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import WATCH
from tests.example.addresses import Template
from tests.example.budgets import tools
from tests.example.budgets.finding import Finding
from tests.example.paper import ExamplePaper

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_TO_THE_END = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
  scrollTo(0, 0);
  await new Promise((done) => setTimeout(done, 50));
}"""
_BLOCKING = """performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => new URL(entry.name).pathname)"""
_AXE = """async (rules) => (await axe.run({ runOnly: rules, resultTypes: ["violations"] })).violations
  .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`))"""


@dataclass(frozen=True, slots=True)
class Setting:
    """A window and its light. 320 by 256 is what is left of 1,280 by 1,024 at 400 % zoom."""

    name: str
    window: ViewportSize
    is_dark: bool = False
    is_phone: bool = False


SETTINGS = (
    Setting("desk, light", {"width": 1280, "height": 800}),
    Setting("phone, dark", {"width": 390, "height": 844}, is_dark=True, is_phone=True),
    Setting("320 px, light", {"width": 320, "height": 640}, is_phone=True),
    Setting("400 % zoom, dark", {"width": 320, "height": 256}, is_dark=True),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one reader met it."""

    where: str
    shift: float
    blocking: tuple[str, ...]
    others: tuple[str, ...]
    """Addresses that are not the paper's own."""
    complaints: tuple[str, ...]
    barriers: tuple[str, ...]
    """What axe found."""


def visits(browser: Browser, paper: ExamplePaper) -> Iterator[Visit]:
    """Every kind of page in every setting."""
    script = tools.axe()
    for setting in SETTINGS:
        context = browser.new_context(
            viewport=setting.window,
            color_scheme="dark" if setting.is_dark else "light",
            device_scale_factor=2 if setting.is_phone else 1,
            is_mobile=setting.is_phone,
            has_touch=setting.is_phone,
        )
        context.add_init_script(WATCH)
        for template in paper.templates:
            page = context.new_page()
            yield visit(page, paper.address, template, setting, script)
            page.close()
        context.close()


def visit(page: Page, address: str, template: Template, setting: Setting, axe: str) -> Visit:
    """A page, read to its end. `axe` is the script that looks for barriers."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    answer = page.goto(address + template.path, wait_until="load")
    where = f"{template.name} ({setting.name})"
    assert answer is not None, f"{where}: no answer"
    assert answer.status == template.status, f"{where}: {template.path} answers {answer.status}"
    page.evaluate(_TO_THE_END)
    complaints += [f"policy: {directive}" for directive in page.evaluate("violations")]
    shift, blocking = page.evaluate("shifts"), tuple(page.evaluate(_BLOCKING))
    page.evaluate(axe)
    return Visit(
        where,
        shift,
        blocking,
        tuple(sorted({url for url in asked if urlsplit(url).netloc != urlsplit(address).netloc})),
        tuple(text for text in complaints if not _is_of_the_status(text, template)),
        tuple(page.evaluate(_AXE, _RULES)),
    )


def _is_of_the_status(text: str, template: Template) -> bool:
    """Chromium complains about the status of an error page itself, and of the feeds that a draft's topics lack yet."""
    expected = 404 if template.name == "preview" else template.status
    return expected != 200 and f"status of {expected}" in text


def blocking(made: list[Visit]) -> Finding:
    """Requests that the first paint waits for."""
    most = max(len(visit.blocking) for visit in made)
    worst = tuple(f"{visit.where}: {', '.join(visit.blocking)}" for visit in made if len(visit.blocking) > 1)
    return Finding("render-blocking requests", "<= 1", f"{most} at most, on {len(made)} visits", worst)


def shifts(made: list[Visit]) -> Finding:
    """Cumulative layout shift, scrolled to the end."""
    most = max(visit.shift for visit in made)
    moved = tuple(f"{visit.where}: {visit.shift:.4f}" for visit in made if visit.shift > 0)
    return Finding("layout shift (CLS)", "0", f"{most:g} at most, on {len(made)} visits", moved)


def third_parties(made: list[Visit]) -> Finding:
    """Requests that leave the paper before a reader clicks."""
    asked = tuple(f"{visit.where}: {address}" for visit in made for address in visit.others)
    return Finding("requests to third parties before a click", "0", str(len(asked)), asked)


def policy(made: list[Visit]) -> Finding:
    """Violations of the Content-Security-Policy, errors and warnings in the console."""
    said = tuple(f"{visit.where}: {text}" for visit in made for text in visit.complaints)
    return Finding("violations of the policy, console errors", "0", str(len(said)), said)


def barriers(made: list[Visit]) -> Finding:
    """What axe finds in each light and width."""
    found = tuple(f"{visit.where}: {barrier}" for visit in made for barrier in visit.barriers)
    names = "; ".join(setting.name for setting in SETTINGS)
    return Finding("axe violations", "0", f"{len(found)} on {len(made)} visits ({names})", found)
