"""The editors' pages name everything an editor can meet."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from laera.domain import front_file, person_file
from laera.domain.embeds import SERVICES
from laera.domain.front_file import BREAKING_FIELDS, FIELDS, read_front
from laera.domain.manuscripts import SYNONYMS, read_manuscript
from laera.domain.markup import warnings_about
from laera.domain.person_file import read_person
from laera.domain.receipts import Outcome
from laera.domain.site import Site
from laera.domain.site_file import read_site
from laera.workflow import front_documents, preview_desk

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


@pytest.mark.parametrize(
    "note", [*preview_desk.WHY_NOT.values(), preview_desk.ENDED, preview_desk.FAILED, preview_desk.TOO_LARGE]
)
def test_every_reason_for_no_preview_has_its_row(note: str) -> None:
    """An editor finds what to do under the very words of the receipt."""
    assert f"\n| {note} | " in _page("drafts.md")


@pytest.mark.parametrize("name", ["index.md", "front-matter.md"])
def test_the_examples_of_whole_stories_would_be_published(name: str, site: Site) -> None:
    """What an editor copies from a page is taken as it is."""
    stories = [block for block in _blocks(_page(name)) if block.startswith("---\n")]
    assert stories
    for story in stories:
        text = story if not story.rstrip().endswith("---") else f"{story}\nA story.\n"
        assert read_manuscript("articles/es/a.md", text.encode(), site).complaints == ()


def test_the_examples_of_markdown_are_taken_as_they_are() -> None:
    """What an editor copies is shown whole: no receipt would say a word about it."""
    examples = _blocks(_page("markdown.md"))

    assert len(examples) >= 9
    assert {example: said for example in examples if (said := list(warnings_about(example, 1)))} == {}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_named(service: str) -> None:
    """An editor finds what may be embedded, and what to copy for it."""
    rows = [line for line in _page("markdown.md").splitlines() if line.startswith("| ")]
    assert any(service in row.split("|")[1] for row in rows)


def test_the_example_of_a_site_file_is_valid() -> None:
    """The page's site.yaml can be uploaded as it stands, with its footer or without."""
    blocks = _blocks(_page("site-yaml.md"))
    [example] = [block for block in blocks if block.startswith("name:")]
    [footer] = [block for block in blocks if block.startswith("footer:")]
    assert read_site(example.encode()).complaints == read_site(f"{example}{footer}".encode()).complaints == ()


def _blocks(page: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_every_field_of_a_front_document_has_its_row_and_its_heading() -> None:
    """An editor finds each field in the table, and a paragraph about it."""
    page = _page("fronts.md")

    for field in FIELDS:
        assert f"\n| `{field}` |" in page
        assert f"\n### {field}\n" in page
    assert {name for name in BREAKING_FIELDS if f"| `{name}` |" not in page} == set()


def test_the_example_of_a_front_document_is_valid(site: Site) -> None:
    """The page's document can be uploaded as it stands."""
    [example] = [block for block in _blocks(_page("fronts.md")) if block.startswith("lead:")]
    assert read_front("fronts/es/home.yaml", example.encode(), site).complaints == ()


def test_every_field_of_a_person_s_file_has_its_row_and_its_heading() -> None:
    """An editor finds each field in the table, and a paragraph about it."""
    page = _page("authors.md")

    assert {field for field in person_file.FIELDS if f"\n| `{field}` |" not in page} == set()
    assert {field for field in person_file.FIELDS if f"\n### {field}\n" not in page} == set()


def test_the_example_of_a_person_s_file_is_valid(site: Site) -> None:
    """The page's file can be uploaded as it stands."""
    [example] = [block for block in _blocks(_page("authors.md")) if block.startswith("name:")]
    assert read_person("authors/marcela-ibarra-nanco.yaml", example.encode(), site).complaints == ()


def test_every_complaint_about_a_person_is_on_the_page() -> None:
    """What a receipt can say of a person's file is there with its cure."""
    page = re.sub(r"'…'|…", "…", _page("authors.md"))
    said = set(_problems(ast.parse(inspect.getsource(person_file))))

    assert len(said) >= 10
    assert {problem for problem in said if problem not in page} == set()


def test_the_examples_of_standing_pages_would_be_published(site: Site) -> None:
    """What an editor copies from the page is taken as it is."""
    [example] = [block for block in _blocks(_page("pages.md")) if block.startswith("---\n")]
    assert read_manuscript("pages/es/quienes-somos.md", example.encode(), site).complaints == ()


@pytest.mark.parametrize("module", [front_file, front_documents])
def test_every_complaint_about_a_front_is_on_the_page(module: ModuleType) -> None:
    """What a receipt can say of a document, but for what it says of any file, is there with its cure."""
    page = re.sub(r"'…'|…", "…", _page("fronts.md"))
    said = set(_problems(ast.parse(inspect.getsource(module))))

    assert len(said) >= 3
    assert {problem for problem in said if problem not in page} == set()


def _problems(tree: ast.Module) -> Iterator[str]:
    """The first words of every complaint of a module, with `…` for what is filled in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) in {"Complaint", "complain", "warn"} and node.args:
            if not isinstance(node.args[0], ast.Name):
                yield _as_shown(node.args[0])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "said":
            yield _as_shown(node.value)


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _as_shown(text: ast.expr) -> str:
    if isinstance(text, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "…" for part in text.values]
        return "".join(map(str, parts)).replace("'…'", "…")
    assert isinstance(text, ast.Constant), ast.dump(text)
    return str(text.value)
