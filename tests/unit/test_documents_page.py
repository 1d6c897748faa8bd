"""The page on documents names every one that the press publishes."""

from pathlib import Path

from laera.domain.site import ninjs_path, twin_path
from laera.rendering.feeds import FORMATS
from laera.workflow.fronts.kinds import fronts_of
from tests.unit.workflow.desk import a_paper, renderer

PAGE = (Path(__file__).parents[2] / "docs" / "developer" / "documents.md").read_text(encoding="utf-8")


def test_every_file_of_the_paper_is_on_the_page() -> None:
    """Those of a language or a list under the example of another one."""
    site = a_paper().room.press.newsroom.site._paper.current().site
    files = {path.rsplit("/", 1)[-1] for path in fronts_of(renderer(), site) if "." in path}

    assert {name for name in files if f"/{name}`" not in PAGE} == set()
    assert all(f"`/{form.file}`" in PAGE and form.label in PAGE for form in FORMATS)
    assert all(f"and `{path}`" in PAGE for path in (twin_path(""), ninjs_path("")))
