"""The style sheet: colours that everyone can read, in light and in dark."""

import re

from laera.rendering.environment import SOURCE

STYLE = (SOURCE / "assets" / "style.css").read_text(encoding="utf-8")


def palette(number: int) -> dict[str, str]:
    """The colours of the n-th palette: 0 is light, 1 dark as the system wishes, 2 dark as the reader does."""
    block = re.findall(r":root[^{]*\{([^}]*--paper[^}]*)\}", STYLE)[number]
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """WCAG's relative luminance of `#rrggbb`."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_text_can_be_read_on_every_ground() -> None:
    """Ink, quiet text and links have a contrast of at least 4.5 : 1, by day and by night."""
    for number in (0, 1, 2):
        colours = palette(number)
        for text in ("ink", "muted", "accent"):
            for ground in ("paper", "raised"):
                ratio = contrast(colours[text], colours[ground])
                assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


def test_night_is_the_same_whoever_wishes_it() -> None:
    """The palette stands twice in the sheet: for the system's wish, and for the reader's."""
    assert palette(1) == palette(2)
    assert palette(0).keys() == palette(1).keys() != set()


def test_breaking_news_can_be_read() -> None:
    """On the strip's own ground, the same by day and by night."""
    found = re.search(r"\.breaking \{ background: (#[0-9a-f]{6}); color: (#[0-9a-f]{6});", STYLE)
    assert found
    assert contrast(found[1], found[2]) >= 7


def test_words_that_came_or_went_can_be_read() -> None:
    """In a story's history, on their own grounds, by day and by night."""
    for number in (0, 1):
        colours = palette(number)
        for ground in ("added", "removed"):
            assert contrast(colours["ink"], colours[ground]) >= 4.5, ground


def test_the_sheet_asks_no_other_host_for_anything() -> None:
    """No imports, no fonts from elsewhere: one render-blocking request."""
    assert "@import" not in STYLE
    assert "url(" not in STYLE
