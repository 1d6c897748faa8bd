"""What a body may hold, so that no page takes a second to make, whoever wrote it."""

import re
from collections.abc import Iterator

from laera.domain.complaints import Complaint

MOST_MARKS = 60_000
"""Line ends and characters that can be Markdown: each may become an element of the page."""

MOST_TAGS = 2_000
"""Raw HTML tags, comments and declarations."""

MOST_LINKS = 1_000
"""Links, whatever way they are written."""

DEEPEST_NESTING = 20
"""Quotations and lists in one another."""

MOST_CELLS = 50_000
"""Cells of tables: the widest table's columns times the body's lines."""

_MARKS = b"\n<>&[]()!*_~|:@`#-+=\\^"
_TAG = re.compile(r"<[A-Za-z/!?]")
_LINK = re.compile(r"\]\(|\]:|://|www\.|[\w.+-]@\w", re.ASCII)
_DEEP_LINE = re.compile(r"^[ \t>*+\-0-9.)]{24,}", re.MULTILINE)
_MARKER = re.compile(r">|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_TABLE_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-[-:| \t]*$", re.MULTILINE)


def complaints_about(body: str, first_line: int) -> Iterator[Complaint]:
    """A complaint for each limit that the body exceeds. `first_line` is the body's line in its file."""
    if len(body) > MOST_MARKS:
        written = body.encode()
        marks = len(written) - len(written.translate(None, _MARKS))
        if marks > MOST_MARKS:
            yield Complaint(
                f"the body holds {marks:,} line ends and Markdown characters, more than the {MOST_MARKS:,} a page can carry",
                "cut the story into several",
                first_line,
            )
            return
    if body.count("<") > MOST_TAGS and (tags := len(_TAG.findall(body))) > MOST_TAGS:
        yield Complaint(
            f"the body holds {tags:,} HTML tags, more than the {MOST_TAGS:,} there may be", "write Markdown", first_line
        )
    if len(_LINK.findall(body)) > MOST_LINKS:
        yield Complaint(f"the body holds more than {MOST_LINKS:,} links", "keep the important ones", first_line)
    for found in _DEEP_LINE.finditer(body):
        start = found[0].expandtabs(4)
        if len(_MARKER.findall(start)) + (len(start) - len(start.lstrip(" "))) // 4 > DEEPEST_NESTING:
            yield Complaint(
                f"quotations and lists stand in one another more than {DEEPEST_NESTING} deep",
                "flatten them",
                first_line + body.count("\n", 0, found.start()),
            )
            break
    lines = body.count("\n") + 1
    for found in _TABLE_RULE.finditer(body):
        columns = found[0].count("|") + 1
        if columns * lines > MOST_CELLS:
            yield Complaint(
                f"the table here could have {columns * lines:,} cells, more than the {MOST_CELLS:,} a page can carry",
                "cut the table or the story into several",
                first_line + body.count("\n", 0, found.start()),
            )
            break
