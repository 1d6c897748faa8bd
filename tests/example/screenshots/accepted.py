"""What was accepted: a print of every page for tests, pictures of some for docs, and what they were made with."""

import json
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.example.addresses import SHOWN
from tests.example.screenshots.likeness import print_of
from tests.example.screenshots.shots import SCHEMES, WINDOWS, Shot, Window

ROOT = Path(__file__).parents[3]
PRINTS = Path(__file__).parent / "prints"
PICTURES = ROOT / "docs" / "images" / "screens"
GALLERY = ROOT / "docs" / "designer" / "screenshots.md"
_MADE_WITH = PRINTS / "made-with.json"
_QUALITY = 70
_SHOWN_HEIGHT = {390: 1100, 1280: 1400}
"""Pixels of the page, from its top, that docs show."""

_GALLERY_HEAD = """# What readers see

Every kind of page at 390 and 1,280 pixels, by day and by night, of the [example paper](../../examples/README.md) on the
morning of 1 February 2026. The pictures show the top of each page.

    make screenshots

takes them all anew, whole, into `build/screenshots`. `make test` compares each page with the accepted one: where
neighbouring fields of ten by ten pixels have other colours, it fails and says where. How letters are
drawn does not matter; with other fonts nothing can be compared, and the test says so. A change of the look is accepted
with

    make accept

which writes this page, its pictures and the prints that are compared. Look at them before you commit them.
"""


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What the accepted prints were made with: other fonts break lines elsewhere, so nothing can be compared."""

    chromium: str
    fonts: tuple[str, ...]

    @classmethod
    def on_file(cls) -> "MadeWith":
        """As it was written beside the prints."""
        told = json.loads(_MADE_WITH.read_text(encoding="utf-8"))
        return cls(told["chromium"], tuple(told["fonts"]))

    def write(self) -> None:
        """Beside the prints."""
        told = {"chromium": self.chromium, "fonts": list(self.fonts)}
        _MADE_WITH.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def print_on_file(name: str) -> Image.Image | None:
    """The accepted print; None for a page that nobody has accepted."""
    file = PRINTS / f"{name}.webp"
    if not file.is_file():
        return None
    with Image.open(file) as found:
        return found.convert("RGB")


def accept(shot: Shot) -> None:
    """Keep its print, and its picture where docs show it."""
    print_of(shot.picture, shot.window.scale).save(PRINTS / f"{shot.name}.webp", lossless=True, method=6)
    if shot.template.name in SHOWN:
        height = min(shot.picture.height, _SHOWN_HEIGHT[shot.window.width] * shot.window.scale)
        top = shot.picture.crop((0, 0, shot.picture.width, height))
        top.save(PICTURES / f"{shot.name}.webp", quality=_QUALITY, method=6)


def write_gallery() -> None:
    """The page of docs that shows the pictures."""
    parts = [_GALLERY_HEAD]
    for name in SHOWN:
        parts.append(f"\n## {name.replace('-', ' ').capitalize()}\n\n")
        parts += ["| | light | dark |\n|---|---|---|\n"]
        for window in WINDOWS:
            cells = " | ".join(_cell(name, window, scheme) for scheme in SCHEMES)
            parts.append(f"| {window.width} px | {cells} |\n")
    GALLERY.write_text("".join(parts), encoding="utf-8")


def _cell(name: str, window: Window, scheme: str) -> str:
    return f"![{name}, {window.width} px wide, {scheme}](../images/screens/{name}-{window.width}-{scheme}.webp)"
