"""The editors' pages name everything an editor can meet."""

import re
from pathlib import Path

import pytest

from laera.domain.manuscripts import SYNONYMS, read_manuscript
from laera.domain.receipts import Outcome
from laera.domain.site import Site
from laera.domain.site_file import read_site

PAGES = Path(__file__).parents[2] / "docs" / "editor"
EXAMPLES = Path(__file__).parents[2] / "examples"


def _page(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site() -> Site:
    """The paper that the pages' examples were written for."""
    reading = read_site((EXAMPLES / "la-era" / "site.yaml").read_bytes())
    assert reading.site is not None
    return reading.site


@pytest.mark.parametrize("field", SYNONYMS)
def test_every_field_has_its_row_and_its_heading(field: str) -> None:
    """An editor finds each field in the table, with its other names, and a paragraph about it."""
    page = _page("front-matter.md")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{field}` |"))
    assert {name for name in SYNONYMS[field] if f"`{name}`" not in row} == set()
    assert f"\n### {field}\n" in page


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_row_and_its_heading(outcome: Outcome) -> None:
    """Whatever word a receipt begins with, the page tells what it means and what to do."""
    page = _page("receipts.md")
    assert f"| [`{outcome.value.upper()}`](#{outcome.value}) |" in page
    assert f"\n## {outcome.value}\n" in page


@pytest.mark.parametrize("name", ["index.md", "front-matter.md"])
def test_the_examples_of_whole_stories_would_be_published(name: str, site: Site) -> None:
    """What an editor copies from a page is taken as it is."""
    stories = [block for block in _blocks(_page(name)) if block.startswith("---\n")]
    assert stories
    for story in stories:
        text = story if not story.rstrip().endswith("---") else f"{story}\nA story.\n"
        assert read_manuscript("articles/es/a.md", text.encode(), site).complaints == ()


def test_the_example_of_a_site_file_is_valid() -> None:
    """The page's site.yaml can be uploaded as it stands."""
    [example] = [block for block in _blocks(_page("site-yaml.md")) if block.startswith("name:")]
    assert read_site(example.encode()).complaints == ()


def _blocks(page: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
