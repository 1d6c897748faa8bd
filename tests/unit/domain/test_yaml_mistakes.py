"""Mistakes in YAML, in an editor's words."""

import pytest

from laera.domain.yaml_text import read_yaml


@pytest.mark.parametrize(
    ("text", "line", "problem", "cure"),
    [
        ("a: b\ntitle: Kyiv: the night", 2, "the text has a ':' in it", "quotes"),
        ("a: b\ntitle: Kyiv: the night: two", 2, "the text has a ':' in it", "quotes"),
        ("title: @laera", 1, "cannot begin with '@'", "quotes"),
        ("title: `code`", 1, "cannot begin with '@', '`' or '%'", "quotes"),
        ("title: %d", 1, "cannot begin with", "quotes"),
        ("title: *bold* news", 1, "cannot begin with '*'", "quotes"),
        ("title: & sons", 1, "cannot begin with '*', '&'", "quotes"),
        ('a: b\ntitle: "open\nc: d', 2, "opened here and never closed", "close it"),
        ("a: b\ntitle: 'It's'\n", 2, "goes on after its value has ended", "other kind of quotes"),
        ('title: "He said "no" today"', 1, "goes on after its value has ended", "other kind of quotes"),
        ('title: "C:\\Users"', 1, "backslash", "single quotes"),
        ("tags: [a, b\nc: d\n", 1, "not closed", "close it"),
        ("photo: {src: a\nc: d\n", 1, "not closed", "close it"),
        ("a:\n\tb: c\n", 2, "indented with a tab", "use spaces"),
        ("a: b\n  c: d\n", 2, "deeper", "same column"),
        ("title:foo\nsection: x\n", 1, "no space after the ':'", "name: value"),
        ("title\nfoo: bar\n", 1, "no ':' after the field's name", "name: value"),
        ("a: b\ntitle\n", 2, "no ':' after the field's name", "name: value"),
        ("a: |text\n", 1, "must begin on the next line", "move it"),
        ("a: - b\n", 1, "cannot begin on the line of its name", "next line"),
        ("%x\na: b", 1, "cannot begin with '@', '`' or '%'", "quotes"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_cure(text: str, line: int, problem: str, cure: str) -> None:
    """Nobody has to know what a block mapping is."""
    complaints = read_yaml(text).complaints
    found = [complaint for complaint in complaints if complaint.line == line]

    assert found, complaints
    assert problem in found[0].problem
    assert cure in found[0].cure
