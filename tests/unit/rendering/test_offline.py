"""What browsers are told that install the paper."""

import json
from dataclasses import replace

import pytest

from laera.rendering.compiling import files_of_set
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import SITE

NAME = "0123456789abcdef"


@pytest.mark.parametrize(
    ("style", "colours"),
    [
        (b":root{--paper: #fff0e0;--ink:rgb(1 2 3)}", ("#fff0e0", "rgb(1 2 3)")),
        (b"body{color:black}", (None, None)),
    ],
)
def test_a_paper_is_installed_in_the_colours_of_its_style_sheet(
    renderer: PageRenderer, style: bytes, colours: tuple[str | None, str | None]
) -> None:
    """A designer says them once; a sheet that names none leaves them to the browser."""
    pushed = renderer.with_sets(lambda _: {**files_of_set(), "assets/style.css": style})
    manifest = json.loads(pushed.web_manifest(replace(SITE, templates=NAME), "es"))

    assert (manifest.get("background_color"), manifest.get("theme_color")) == colours


def test_the_press_s_own_colours_are_those_of_the_day(renderer: PageRenderer) -> None:
    """Paper and ink."""
    manifest = json.loads(renderer.web_manifest(SITE, "es"))

    assert (manifest["background_color"], manifest["theme_color"]) == ("#fdfcf9", "#17130f")
