"""Front matter."""

import pytest

from laera.domain.complaints import Complaint
from laera.domain.front_matter import LARGEST_FRONT_MATTER, LARGEST_MANUSCRIPT, Sheets, take_apart


def apart(text: str) -> Sheets:
    """The manuscript taken apart without a complaint that keeps it from being read."""
    sheets = take_apart(text.encode())
    assert isinstance(sheets, Sheets)
    return sheets


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: b\n---\nText.\n", "Text.\n", 4),
        ("---\na: b\n---\n", "", 4),
        ("---\na: b\n---", "", 4),
        ("--- \t\na: b\n---  \n\nText.", "\nText.", 4),
        ("\n\n---\na: b\n...\nText.", "Text.", 6),
        ("---\na: b\n---\n---\nText.", "---\nText.", 4),
        ("---\r\na: b\r\n---\r\nText.", "Text.", 4),
        ("---\ra: b\r---\rText.", "Text.", 4),
        ("---\n---\nText.", "Text.", 3),
    ],
)
def test_the_body_begins_behind_the_second_line_of_hyphens(text: str, body: str, line: int) -> None:
    """And its first line is known."""
    sheets = apart(text)

    assert (sheets.body, sheets.body_line, sheets.complaints) == (body, line, ())


def test_fields_have_the_lines_of_the_file() -> None:
    """Blank lines above the front matter count."""
    (name, _), *_ = apart("\n---\n# remark\na: b\n---\n").fields.entries

    assert name.line == 4


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        (b"", None, "file is empty"),
        (b" \n\t\r\n", None, "file is empty"),
        (b"\xef\xbb\xbf", None, "file is empty"),
        ("---\na: b\n---\n".encode("utf-16"), None, "UTF-16"),
        ("---\na: b\n---\n".encode("utf-16-be"), 1, "not text"),
        (b"---\na: b\n---\n\0", 4, "not text"),
        ("---\na: caf\u00e9\n---\n".encode("latin-1"), 2, "byte 0xE9"),
        (b"\x89PNG\r\n\x1a\n", 1, "byte 0x89"),
        (b"Just text.", 1, "does not begin with front matter"),
        (b"\n\n# Title\n", 3, "does not begin with front matter"),
        (b"----\na: b\n----\n", 1, "does not begin with front matter"),
        (b" ---\na: b\n---\n", 1, "does not begin with front matter"),
        (b"...\na: b\n---\n", 1, "does not begin with front matter"),
        (b"+++\na = 'b'\n+++\n", 1, "TOML"),
        (b'{"a": "b"}\n', 1, "JSON"),
        (b"---\na: b\n\nText.", 1, "never closed"),
        (b"---", 1, "never closed"),
        (b"---\n" + b"a: b\n" * 4000 + b"---\n", 1, f"larger than {LARGEST_FRONT_MATTER:,}"),
        (b"---\na: " + "ñ".encode() * 9000 + b"\n---\n", 1, f"larger than {LARGEST_FRONT_MATTER:,}"),
        (b"x" * (LARGEST_MANUSCRIPT + 1), None, f"larger than {LARGEST_MANUSCRIPT:,}"),
    ],
)
def test_what_cannot_be_taken_apart_has_one_complaint(file: bytes, line: int | None, problem: str) -> None:
    """It names the line where there is one, and how to cure it."""
    complaint = take_apart(file)

    assert isinstance(complaint, Complaint)
    assert complaint.line == line
    assert problem in complaint.problem
    assert complaint.cure


def test_unseen_characters_are_left_out_with_a_warning() -> None:
    """The first is named with its line."""
    sheets = apart("---\na: b\n---\n\nOne\u202e two\x07.\n")

    assert sheets.body == "\nOne two.\n"
    assert [(complaint.line, complaint.is_warning) for complaint in sheets.complaints] == [(5, True)]


def test_all_letters_are_composed() -> None:
    """Files from a Mac read as files from elsewhere."""
    assert apart("---\na: b\n---\nCafe\u0301").body == "Café"
