"""Links between the pages of the documentation."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "examples" / "README.md",
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """Every relative link names a file that is there, and a heading in it."""
    for target in re.findall(
        r"(?<!`)\]\((?!https?:|/|media/)([^)\s]+)\)", _without_blocks(path.read_text(encoding="utf-8"))
    ):
        file, _, heading = target.partition("#")
        page = path.parent / file if file else path
        assert page.exists(), f"{path.name}: {target}"
        if heading:
            assert heading in _headings(page.read_text(encoding="utf-8")), f"{path.name}: {target}"


def _without_blocks(page: str) -> str:
    return re.sub(r"`[^`\n]+`", "", re.sub(r"^ *```\w*\n.*?^ *```$", "", page, flags=re.MULTILINE | re.DOTALL))


def _headings(page: str) -> set[str]:
    return {title.strip().lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
