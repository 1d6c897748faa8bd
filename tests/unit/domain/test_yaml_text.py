"""YAML as editors write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.yaml_text import DEEPEST, Fields, Items, Scalar, YamlReading, read_yaml


def first_problem(read: YamlReading) -> tuple[int | None, str]:
    """Line and problem of the first complaint."""
    return read.complaints[0].line, read.complaints[0].problem


def test_every_value_has_its_line_and_stays_text() -> None:
    """Nothing is guessed to be a number, a date or a truth."""
    read = read_yaml("a: no\nb:\n  - 1_000\n  - {c: '2026-01-31'}\n", first_line=10)

    assert read == YamlReading(
        Fields(
            [
                (Scalar("a", 10), Scalar("no", 10)),
                (
                    Scalar("b", 11),
                    Items(
                        [Scalar("1_000", 12), Fields([(Scalar("c", 13), Scalar("2026-01-31", 13, is_bare=False))], 13)],
                        12,
                    ),
                ),
            ],
            10,
        )
    )


def test_blank_is_told_from_empty_text() -> None:
    """`a:` was left blank; `a: ""` was written."""
    (_, blank), (_, null), (_, written) = read_yaml('a:\nb: null\nc: ""\n').fields.entries

    assert isinstance(blank, Scalar)
    assert isinstance(null, Scalar)
    assert isinstance(written, Scalar)
    assert (blank.is_empty, null.is_empty, written.is_empty) == (True, True, False)


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "~"])
def test_nothing_is_no_fields(text: str) -> None:
    """An empty front matter is not broken."""
    assert read_yaml(text) == YamlReading(Fields([], 1))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: b\nc: &d e", 2, "anchor or alias"),
        ("a: *b", 1, "anchor or alias"),
        ("a: &b [1]\n", 1, "anchor or alias"),
        ("a: !!python/object/apply:os.system [ls]", 1, "YAML tag"),
        ("a: !important", 1, "YAML tag"),
        ("a: b\n---\nc: d", 2, "second YAML document"),
        ("- a\n- b", 1, "a list where fields should be"),
        ("words", 1, "no ':'"),
        ("? [a]\n: b", 1, "field's name should"),
        ("a: " + "[" * 7 + "]" * 7, 1, "deep"),
        ("a: " + "[" * 10_000, 1, "deep"),
        ("a: " + "{a: " * 4_000, 1, "deep"),
        ("- " * 8_000, 1, "deep"),
        ("? " * 8_000, 1, "deep"),
    ],
)
def test_what_has_no_place_here_is_refused(text: str, line: int, problem: str) -> None:
    """Bombs, objects and riddles end in one complaint, with its line."""
    found_line, said = first_problem(read_yaml(text))

    assert (found_line, problem in said) == (line, True), said


def test_six_deep_is_allowed() -> None:
    """Real front matter never stands deeper."""
    lists = DEEPEST - 1  # the fields themselves are the first

    assert read_yaml("a: " + "[" * lists + "]" * lists).complaints == ()


def test_the_good_fields_survive_the_bad() -> None:
    """Each broken field has a complaint; the others have values; the lost are named."""
    read = read_yaml('a: 1\nb: x: y\nc: [1\nd: 2\ne: "open\nf:\n  - 3\n')

    assert [name.text for name, _ in read.fields.entries] == ["a", "d", "f"]
    assert [complaint.line for complaint in read.complaints] == [2, 3, 5]
    assert read.lost == frozenset({"b", "c", "e"})


def test_when_nothing_can_be_told_that_is_said() -> None:
    """A text that is one broken piece has one complaint, and no claim about what is in it."""
    read = read_yaml("a: [1")

    assert len(read.complaints) == 1
    assert read.lost is None


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}\"'&*!|>%@`#?,. \n\t"), max_size=60))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    """Whatever is typed, there are fields or complaints, each on a line of the text."""
    read = read_yaml(text)

    assert all(1 <= (complaint.line or 0) <= text.count("\n") + 1 for complaint in read.complaints)
    assert all(complaint.cure for complaint in read.complaints)
