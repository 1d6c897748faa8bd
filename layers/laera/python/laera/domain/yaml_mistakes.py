"""The complaints of the YAML library, as an editor would put them."""

import re
from typing import NamedTuple

import yaml

from laera.domain.complaints import Complaint

QUOTE_IT = "put the text in quotes"


class _Mistake(NamedTuple):
    """What is said when the library speaks of `context` and `problem`, and the line looks like `shown`.

    `is_before` places it where the broken thing was opened; `above` looks at the line before, and blames that one.
    """

    said: str
    cure: str
    context: str = ""
    problem: str = ""
    shown: str = ""
    above: str = ""
    is_before: bool = False


_MISTAKES = (
    _Mistake(
        "a backslash inside double quotes does not stand for itself",
        "use single quotes instead",
        context="quoted scalar",
        problem="escape|hexdecimal|Unicode",
    ),
    _Mistake("a quotation mark is opened here and never closed", "close it", context="quoted scalar", is_before=True),
    _Mistake(
        "a '[' or '{' opens a list here that is not closed, or a comma is missing in it",
        "close it; or, if it is text, put the text in quotes",
        context="flow",
        is_before=True,
    ),
    _Mistake("a text cannot begin with '*', '&' or '!'", QUOTE_IT, context="alias|anchor|tag"),
    _Mistake("the line is indented with a tab", "use spaces", problem="start any token", shown=" *\t"),
    _Mistake("a text cannot begin with '@', '`' or '%'", QUOTE_IT, problem="start any token|directive"),
    _Mistake("a line cannot begin with '%'", QUOTE_IT, context="directive"),
    _Mistake(
        "the text has a ':' in it",
        QUOTE_IT,
        problem="mapping values",
        shown=r" *(?:- )?[\w-]+:[ \t]+[^\s\"'\[{|>][^:]*:",
    ),
    _Mistake(
        "the line has no ':' after the field's name",
        "write name: value",
        problem="mapping values",
        above=r"[^:]+\Z",
    ),
    _Mistake(
        "this line stands deeper than the one before it, or that one has no space after its ':'",
        "begin every field at the same column, and write name: value",
        problem="mapping values",
    ),
    _Mistake("the line has no ':' after the field's name", "write name: value", problem="expected ':'", is_before=True),
    _Mistake("after '|' or '>' the text must begin on the next line", "move it there", context="block scalar"),
    _Mistake("a list cannot begin on the line of its name", "begin it on the next line", problem="block sequence"),
    _Mistake(
        "the line goes on after its value has ended, or is not in the column of the other fields",
        "put a text that holds quotes into the other kind of quotes; begin every field at the same column",
        problem="expected key|block end|'-' indicator",
    ),
    _Mistake("a second YAML document begins here", "remove the line above", problem="document start"),
)
_OTHERWISE = _Mistake("this is not YAML", "write each field as name: value, with text in quotes")


def in_plain_words(error: yaml.YAMLError, text: str, first_line: int) -> Complaint:
    """What is wrong with a text whose first line is `first_line` of its file, and how to cure it."""
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    lines = text.split("\n")
    here = min(_line_of(error, "problem_mark"), len(lines) - 1)
    before = min(_line_of(error, "context_mark"), len(lines) - 1)
    shown, above = lines[here], lines[here - 1] if here else ""
    for mistake in _MISTAKES:
        if (
            re.search(mistake.context, context)
            and re.search(mistake.problem, problem)
            and re.match(mistake.shown, shown)
            and (not mistake.above or re.match(mistake.above, above))
        ):
            break
    else:
        mistake = _OTHERWISE
    line = before if mistake.is_before else here - 1 if mistake.above else here
    return Complaint(mistake.said, mistake.cure, line + first_line)


def _line_of(error: yaml.YAMLError, mark: str) -> int:
    """The line that the library points at, counted from 0."""
    line = getattr(getattr(error, mark, None), "line", 0)
    return line if isinstance(line, int) else 0
