"""The operators' page on metrics and logs names what handlers write."""

import ast
import re
from pathlib import Path

from laera.domain.receipts import Outcome

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operator" / "metrics.md").read_text(encoding="utf-8")
ENQUIRIES = ROOT / "layers" / "laera" / "python" / "laera" / "enquiries.py"
HANDLERS = [*sorted((ROOT / "functions").glob("*/handler.py")), ENQUIRIES]
METRICS, LOG_LINES = PAGE.split("## Log lines")


def calls(ending: str) -> list[ast.Call]:
    """Calls in the handlers, and in what they share, of what ends in these words."""
    return [
        node
        for handler in HANDLERS
        for node in ast.walk(ast.parse(handler.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and re.search(rf"{ending}$", ast.unparse(node.func))
    ]


def test_every_metric_is_on_the_page() -> None:
    """By its name, or by the word that the names of its family begin with."""
    names = [keyword.value for call in calls(r"\.add_metric") for keyword in call.keywords if keyword.arg == "name"]
    constants = {name.value for name in names if isinstance(name, ast.Constant) and isinstance(name.value, str)}
    families = {
        part.value
        for name in names
        if isinstance(name, ast.JoinedStr)
        for part in name.values[:1]
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    outcomes = {outcome.value.capitalize() for outcome in Outcome} - {Outcome.SUPERSEDED.value.capitalize()}

    assert len(constants) > 4
    assert {name for name in outcomes if f"`{name}`" not in METRICS} == set()
    assert {name for name in constants if f"`{name}`" not in METRICS} == set()
    assert {family for family in families if not re.search(rf"`{family}[A-Z]", METRICS)} == set()


def test_every_log_line_is_on_the_page() -> None:
    """Its message, word for word."""
    messages = {
        call.args[0].value
        for call in calls(r"logger\.(info|warning|error|exception)")
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }

    assert len(messages) > 7
    assert {message for message in messages if f"`{message}`" not in LOG_LINES} == set()
