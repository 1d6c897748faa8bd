"""The designers' reference: every template, asset and variable is in it, and nothing that is not there."""

import inspect
import re
from dataclasses import fields, is_dataclass

import pytest

from laera.rendering import views
from laera.rendering.dates import Moment
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from laera.rendering.specimens import mistakes_of

PAGE = (SOURCE.parent / "docs" / "designer" / "templates.md").read_text(encoding="utf-8")
VIEWS = {
    name: value
    for name, value in inspect.getmembers(views, inspect.isclass)
    if is_dataclass(value) and value.__module__ == views.__name__
} | {"Moment": Moment}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_variable_is_described_under_the_value_it_belongs_to(name: str) -> None:
    """A designer finds each field of each value, and no field that is gone."""
    found = re.search(rf"^### {name}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/designer/templates.md says nothing of {name}"

    described = re.findall(r"^\| `(\w+)` \|", found[1], re.MULTILINE)

    assert described == [field.name for field in fields(VIEWS[name])]


def test_every_template_and_asset_is_named() -> None:
    """No file of the look is left unexplained."""
    for path in [*SOURCE.glob("*.html"), *(SOURCE / "assets").iterdir()]:
        assert f"`{path.name}`" in PAGE, path.name


def test_every_variable_is_read_by_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """No value is made for nothing: of each kind of page templates read all that there is."""
    renderer = PageRenderer(TemplateHome(SOURCE), can_search=True)
    environment = renderer.look().environment
    reading, read = environment.getattr, set()

    def noted(value: object, name: str) -> object:
        read.add((type(value).__name__, name))
        return reading(value, name)

    monkeypatch.setattr(environment, "getattr", noted)
    assert mistakes_of(renderer, "") == ()

    assert {(name, field.name) for name, view in VIEWS.items() for field in fields(view)} - read == set()
