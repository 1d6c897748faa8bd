"""Imports run one way: functions → workflow → rendering → domain; adapters implement the ports; wiring joins them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infrastructure.stack import ROOT

LIBRARY = ROOT / "layers" / "laera" / "python"
SDK = {"boto3", "botocore", "aws_lambda_powertools", "aws_xray_sdk", "s3transfer"}
OURS = {"laera", "local", "tests", "functions", "bench"}

# What each part may import of our own. `laera` alone stands for the version in its __init__.
MAY_IMPORT = {
    "laera.errors": set[str](),
    "laera.settings": {"laera.errors"},
    "laera.domain": {"laera.errors", "laera.domain"},
    "laera.rendering": {"laera.errors", "laera.domain", "laera.rendering"},
    "laera.imaging": {"laera.errors", "laera.domain", "laera.imaging"},
    "laera.recordings": {"laera.errors", "laera.domain", "laera.recordings"},
    "laera.searching": {"laera.errors", "laera.domain", "laera.searching"},
    "laera.workflow": {
        "laera.errors",
        "laera.domain",
        "laera.rendering",
        "laera.imaging",
        "laera.recordings",
        "laera.searching",
        "laera.workflow",
    },
    "laera.adapters": {"laera.errors", "laera.domain", "laera.workflow", "laera.adapters"},
    "laera.wiring": {
        "laera.errors",
        "laera.settings",
        "laera.domain",
        "laera.rendering",
        "laera.imaging",
        "laera.recordings",
        "laera.workflow",
        "laera.adapters",
    },
    "laera.enquiries": {"laera.errors", "laera.domain", "laera.rendering"},
    "functions": {
        "laera.errors",
        "laera.domain",
        "laera.rendering",
        "laera.workflow",
        "laera.wiring",
        "laera.enquiries",
    },
    "local": {"laera", "local"},
}
SPEAKS_AWS = {"laera.adapters", "laera.enquiries", "laera.wiring", "functions", "local"}
READS_ENVIRONMENT = {"laera.wiring", "local"}


def sources() -> Iterator[tuple[str, Path]]:
    """Every module of ours that runs outside tests, with the part it belongs to."""
    for path in sorted(LIBRARY.rglob("*.py")):
        module = ".".join(path.relative_to(LIBRARY).with_suffix("").parts)
        if module != "laera.__init__":
            yield ".".join(module.split(".")[:2]), path
    for part in ("functions", "local"):
        for path in sorted((ROOT / part).rglob("*.py")):
            yield part, path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of a module, wherever it stands, as line and dotted name; those for type checkers do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unreal = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for statement in block.body
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if node in unreal:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: say the whole name of what is imported"
            module = node.module or ""
            # `from laera import wiring` imports laera.wiring.
            names = [f"{module}.{name.name}" for name in node.names] if module == "laera" else [module]
            yield from ((node.lineno, name) for name in names)


def parts_of(name: str) -> set[str]:
    """The names under which a table above may allow an import."""
    return {name.split(".", maxsplit=1)[0], ".".join(name.split(".")[:2])}


@pytest.mark.parametrize(("part", "path"), list(sources()), ids=lambda value: getattr(value, "name", value))
def test_a_module_imports_only_what_lies_below_it(part: str, path: Path) -> None:
    """The centre can be run, tested and understood without its surroundings."""
    assert part in MAY_IMPORT, f"{part} is new: say in README.md and here what it may import"
    siblings = {child.stem for child in path.parent.iterdir()} if part == "functions" else set()
    for line, name in imports(path):
        if name.split(".")[0] in OURS - siblings:
            allowed = parts_of(name) & MAY_IMPORT[part]
            assert allowed or name.startswith(f"{part}."), f"{path.relative_to(ROOT)}:{line}: {part} imports {name}"


@pytest.mark.parametrize(("part", "path"), list(sources()), ids=lambda value: getattr(value, "name", value))
def test_only_the_rim_speaks_to_aws(part: str, path: Path) -> None:
    """The newsroom's rules know no SDK, so they run the same in a function, on a laptop and in a test."""
    if part not in SPEAKS_AWS:
        for line, name in imports(path):
            assert name.split(".")[0] not in SDK, f"{path.relative_to(ROOT)}:{line}: {part} imports {name}"


@pytest.mark.parametrize(("part", "path"), list(sources()), ids=lambda value: getattr(value, "name", value))
def test_the_environment_is_read_in_one_place(part: str, path: Path) -> None:
    """A setting that comes from anywhere else cannot be seen in settings.py."""
    if part not in READS_ENVIRONMENT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_read = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
            assert not is_read, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {part} reads the environment"


def test_there_is_something_to_hold() -> None:
    """The rules above are about real modules."""
    found = {part for part, _ in sources()}
    assert {"laera.domain", "laera.rendering", "laera.workflow", "laera.adapters", "functions", "local"} <= found
