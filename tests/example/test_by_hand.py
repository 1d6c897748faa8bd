"""What no checker sees of WCAG 2.2, walked through on every kind of page; the rest is in docs/designer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.example.paper import ExamplePaper

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]

_MOST_STOPS = 400
# A field for a date has several stops, whose focus the browser itself draws within it.
_FOCUSED = """() => {
  const found = document.activeElement;
  if (!found || found === document.body) return null;
  const style = getComputedStyle(found);
  const boxes = [...found.getClientRects()].filter((box) => box.width && box.height);
  const isSeen = ({ left, top, right, bottom }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const there = document.elementFromPoint(x, y);
    return found.contains(there) || there?.contains(found) || there?.closest("label")?.contains(found);
  };
  const apart = window.before?.compareDocumentPosition(found) ?? Node.DOCUMENT_POSITION_FOLLOWING;
  const behind = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_DISCONNECTED;
  const follows = Boolean(apart & behind) || found === window.before;
  window.before = found;
  return {
    follows,
    isFirst: found.matches(".skip"),
    isLast: [...document.querySelectorAll("a[href], button")].filter((it) => it.checkVisibility()).at(-1) === found,
    name: found.outerHTML.slice(0, 120),
    outline: found.matches("[type=date]") || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: boxes.some(isSeen),
  };
}"""
_SMALL = """() => {
  const targets = [...document.querySelectorAll("a[href], button, input, textarea, select, summary")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const boxes = targets.map((element) => (element.closest("label") ?? element).getBoundingClientRect());
  const inText = (element) => {
    const block = element.closest("p, li, dd, figcaption, td, blockquote, h1, h2, h3");
    return block && element.matches("a") && block.textContent.trim() !== element.textContent.trim();
  };
  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const distance = ([x, y], box) => Math.hypot(
    Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const isSmall = (box) => box.width < 24 || box.height < 24;
  return targets.filter((element, at) => {
    const box = boxes[at];
    if (!isSmall(box) || box.width === 0 || inText(element) || element.matches(".skip")) return false;
    return boxes.some((other, there) => there !== at && !element.contains(targets[there]) && other.width && (
      distance(middle(box), other) < 12
      || (isSmall(other) && Math.hypot(...middle(box).map((it, axis) => it - middle(other)[axis])) < 24)));
  }).map((element) => element.outerHTML.slice(0, 120));
}"""
_SPACED = """*, *::before, *::after {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  const hides = [style.overflowX, style.overflowY].some((way) => way === "hidden" || way === "clip");
  const isClamped = style.webkitLineClamp !== "none"; // a summary that its story has whole
  return hides && !isClamped && element.clientWidth > 1 && element.textContent.trim()
    && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""

_SHAPELESS = """() => [...document.querySelectorAll("button, input, textarea, select")]
  .filter((element) => element.checkVisibility() && !element.matches("[type=radio], [type=checkbox]"))
  .filter((element) => {
    const { borderStyle, borderWidth, textDecorationLine } = getComputedStyle(element);
    const isFramed = borderStyle !== "none" && parseFloat(borderWidth) > 0;
    return !isFramed && !textDecorationLine.includes("underline");
  }).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A narrow window, where least has room."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


def test_every_control_is_reached_by_key_in_the_order_of_the_page(page: Page, paper: ExamplePaper) -> None:
    """2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11: nothing traps, hides or skips the focus, and it is always seen."""
    for template in paper.templates:
        page.goto(paper.address + template.path)
        stops, is_last = 0, False
        for _ in range(_MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(_FOCUSED)
            if stop is None or (stops and stop["isFirst"]):
                break
            assert stop["outline"], f"{template.name}: no focus to be seen on {stop['name']}"
            assert stop["seen"], f"{template.name}: covered while it has the focus: {stop['name']}"
            assert stop["follows"], f"{template.name}: the focus jumps back to {stop['name']}"
            stops, is_last = stops + 1, stop["isLast"]

        assert stops > 5, template.name
        assert is_last, f"{template.name}: the focus leaves before the end"
        assert stops < _MOST_STOPS, f"{template.name}: the focus does not leave the page"


def test_targets_have_room(page: Page, paper: ExamplePaper) -> None:
    """2.5.8: 24 pixels in both directions, or as much room around, but for links within a sentence."""
    for template in paper.templates:
        page.goto(paper.address + template.path)

        assert page.evaluate(_SMALL) == [], template.name


def test_text_may_be_spaced(page: Page, paper: ExamplePaper) -> None:
    """1.4.12: with a reader's own line height and spacing nothing is cut off, and nothing scrolls sideways."""
    for template in paper.templates:
        page.goto(paper.address + template.path)
        page.add_style_tag(content=_SPACED)

        assert page.evaluate("document.documentElement.scrollWidth") <= 390, template.name
        assert page.evaluate(_CUT_OFF) == [], template.name


def test_controls_keep_a_shape_in_forced_colours(browser: Browser, paper: ExamplePaper) -> None:
    """Where the system takes every ground away a button is still one: it is underlined or has a border."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, forced_colors="active", color_scheme="dark")
    page = context.new_page()
    for template in paper.templates:
        page.goto(paper.address + template.path)

        assert page.evaluate(_SHAPELESS) == [], template.name
    context.close()
