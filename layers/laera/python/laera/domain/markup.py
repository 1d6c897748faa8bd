"""What a body may hold, so that no page takes a second to make, whoever wrote it."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from laera.domain.complaints import Complaint
from laera.domain.figures import MOST_PHOTOGRAPHS, PHOTOGRAPH_TYPES, key_of, recording_key_of
from laera.domain.plain_text import quoted
from laera.domain.recordings import MOST_RECORDINGS, RECORDING_TYPES

MOST_MARKS = 60_000
"""Line ends and characters that can be Markdown: each may become an element of the page."""

MOST_TAGS = 2_000
"""Raw HTML tags, comments and declarations."""

MOST_LINKS = 1_000
"""Links and footnote marks, whatever way they are written."""

DEEPEST_NESTING = 20
"""Quotations and lists in one another."""

MOST_CELLS = 50_000
"""Cells of tables: the widest table's columns times the body's lines."""

LONGEST_TAG = 4_000
"""Characters of one raw HTML tag: browsers and sanitisers compare each attribute with all others."""

_MARKS = b'\n"<>&[]()!*_~|:@`#-+=\\^'
_TAG = re.compile(r"<[A-Za-z/!?]")
_IN_TAG = "(?:[^\"'>\n]++|{0}|\"(?:[^\"\n]++|{0})*+\"|'(?:[^'\n]++|{0})*+'|[\"'])*+"
_IN_RAW_TAG = _IN_TAG.format(r"\n")
_IN_ANY_TAG = _IN_TAG.format(r"\n(?![ \t]*\n)")  # ends with its paragraph
_WHOLE_TAG = re.compile(f"<(?:(?:pre|script|style|textarea)(?![a-z]){_IN_RAW_TAG}|/?[a-z]{_IN_ANY_TAG})", re.IGNORECASE)
_LINK_LETTERS = "]:@w"  # each kind of link has one of these
_LINK = re.compile(r"\](?:\(|:[ \t]*)<?(?:[a-z]+://)?(?:www\.)?|\[\^|://(?:www\.)?|www\.|@")
_LINE_START = re.compile(r"\n([ \t>*+\-0-9.)]{21,})")
_MARKER = re.compile(r">|(?:[-+*]|[0-9][.)])(?=[ \t]|$)")
_TABLE_RULE = re.compile(r"\n([-:| \t>]++)(?=\n|\Z)")


_ADDRESS = re.compile(r"\]\([ \t]*(?:<([^<>\n]+)>|<?([^\s()<>]+))")
_AFTER_ADDRESS = re.compile(
    r">?[ \t]*(?:\n[ \t]*)?(?:\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\))?[ \t]*(?:\n[ \t]*)?\)",
    re.DOTALL,
)
"""The rest of an image: its title, if it has one, and the end."""
_USABLE = re.compile(r"(?:https?|mailto|tel):|#|/(?![/\\])", re.IGNORECASE)
_HIDDEN_TAG = re.compile(
    r"<(audio|button|embed|form|iframe|input|link|math|meta|object|script|style|svg|video)(?![a-z-])", re.IGNORECASE
)
_MARKED_QUOTATION = re.compile(r"(?:\A|\n)[ \t>]*>[ \t]*\[!([^\]\n]{1,40})\]([^\n]*)")
_BOXES = frozenset({"note", "tip", "important", "warning", "caution"})
"""GitHub's words; each makes a fact box."""
_CURES = {
    **dict.fromkeys(("embed", "iframe", "object"), "write the address of the video, post or map on a line of its own"),
    **dict.fromkeys(("audio", "video"), "upload the file and write ![What it is](media/….mp3) on a line of its own"),
}
"""For what services offer for copying, which a page has by its address, and for the paper's own recordings."""
MOST_WARNINGS = 10
LONGEST_LABEL = 1_000
"""Characters of a link's text or an image's description, as far as warnings look."""


def complaints_about(body: str, first_line: int) -> Iterator[Complaint]:
    """A complaint for each limit that the body exceeds. `first_line` is the body's line in its file."""
    marks = _marks_in(body)
    if marks > MOST_MARKS:
        yield Complaint(
            f"the body holds {marks:,} line ends and Markdown signs, more than the {MOST_MARKS:,} a page can carry",
            "cut the story into several",
            first_line,
        )
        return
    if "<" in body:
        yield from _tags_in(body, first_line)
    if sum(map(body.count, _LINK_LETTERS)) > MOST_LINKS and (links := len(_LINK.findall(body))) > MOST_LINKS:
        yield Complaint(
            f"the body holds {links:,} links and footnotes, more than the {MOST_LINKS:,} there may be",
            "keep the important ones",
            first_line,
        )
    lines = "\n" + body
    for found in _LINE_START.finditer(lines):
        if _depth(found[1]) > DEEPEST_NESTING:
            yield Complaint(
                f"quotations and lists stand in one another more than {DEEPEST_NESTING} deep",
                "flatten them",
                first_line + lines.count("\n", 0, found.start()),
            )
            break
    yield from _tables_in(lines, first_line)


def warnings_about(body: str, first_line: int) -> Iterator[Complaint]:
    """What readers will not see as the editor meant it: for a body within the limits, at most `MOST_WARNINGS`."""
    found = chain(
        _addresses_in(body, first_line), _hidden_tags_in(body, first_line), _marked_quotations_in(body, first_line)
    )
    return islice(found, MOST_WARNINGS)


def _addresses_in(body: str, first_line: int) -> Iterator[Complaint]:
    shown: set[str] = set()
    played: set[str] = set()
    for found in _ADDRESS.finditer(body):
        address = found[1] or found[2]
        opening = body.rfind("[", max(found.start() - LONGEST_LABEL, 0), found.start())
        line = first_line + body.count("\n", 0, found.start())
        if opening > 0 and body[opening - 1] == "!":
            yield from _image_at(address, body[opening + 1 : found.start()], line)
            if not _AFTER_ADDRESS.match(body, found.end()):
                yield Complaint(
                    f"the image {quoted(address)} does not end as it should; readers see its signs",
                    "close the caption's quotation mark and the bracket; within a caption write « » or \\\"",
                    line,
                    is_warning=True,
                )
            if recording_key_of(address):
                yield from _too_many(played, address, MOST_RECORDINGS, "plays", "recordings", line)
            else:
                yield from _too_many(shown, address, MOST_PHOTOGRAPHS, "shows", "photographs", line)
        elif not _USABLE.match(address):
            yield Complaint(
                f"the link to {quoted(address)} leads nowhere",
                "begin it with https://, or with / for a page of this paper",
                line,
                is_warning=True,
            )


def _too_many(found: set[str], address: str, most: int, verb: str, noun: str, line: int) -> Iterator[Complaint]:
    """A word about the first one that is not taken any more. `found` are those before it, and it is added to them."""
    was_full = len(found) > most
    found.add(address)
    if len(found) > most and not was_full:
        yield Complaint(
            f"the body {verb} more than {most} {noun}; from here on readers do not get them",
            "keep the best, or cut the story into several",
            line,
            is_warning=True,
        )


def _image_at(address: str, description: str, line: int) -> Iterator[Complaint]:
    """What keeps an image from being shown."""
    if not address.removeprefix("/").startswith("media/"):
        yield Complaint(
            f"the image {quoted(address)} is not a file under media/; readers get its description",
            "upload it under media/ and write media/…",
            line,
            is_warning=True,
        )
    elif recording_key_of(address):
        if not description.strip():
            yield Complaint(
                f"the recording {quoted(address)} has no name, and is not played",
                "write what it is between the brackets",
                line,
                is_warning=True,
            )
    elif not key_of(address):
        yield Complaint(
            f"the image {quoted(address)} is neither a photograph nor a recording; readers get its description",
            f"use one of: {', '.join((*PHOTOGRAPH_TYPES, *RECORDING_TYPES))}",
            line,
            is_warning=True,
        )
    elif not description.strip():
        yield Complaint(
            f"the photograph {quoted(address)} has no description for readers who cannot see it, and is not shown",
            "write what it shows between the brackets, or decorative if it shows nothing the story tells",
            line,
            is_warning=True,
        )


def _hidden_tags_in(body: str, first_line: int) -> Iterator[Complaint]:
    if "<" not in body:
        return
    for found in _HIDDEN_TAG.finditer(body):
        line = first_line + body.count("\n", 0, found.start())
        tag = found[1].lower()
        cure = _CURES.get(tag, "remove it")
        yield Complaint(f"<{tag}> has no place on a page; it was left out", cure, line, is_warning=True)


def _marked_quotations_in(body: str, first_line: int) -> Iterator[Complaint]:
    if "[!" not in body:
        return
    for found in _MARKED_QUOTATION.finditer(body):
        kind = found[1].lower()
        if kind in _BOXES or (kind == "quote" and not found[2].strip()):
            continue
        if kind == "quote":
            problem = "a pull quote has words behind [!QUOTE]; readers see the mark as it is"
            cure = "write them on the next line, behind a > of its own"
        else:
            problem = f"{quoted(f'[!{found[1]}]')} makes neither a box nor a pull quote; readers see it as it is"
            cure = "write [!NOTE] and a title for a box, [!QUOTE] for a pull quote"
        yield Complaint(problem, cure, first_line + body.count("\n", 0, found.start(1)), is_warning=True)


def _marks_in(body: str) -> int:
    """How many; 0 when the body is too short for it to matter."""
    if len(body) <= MOST_MARKS:
        return 0
    written = body.encode()
    return len(written) - len(written.translate(None, _MARKS))


def _tags_in(body: str, first_line: int) -> Iterator[Complaint]:
    tags = len(_TAG.findall(body))
    if tags > MOST_TAGS:
        yield Complaint(
            f"the body holds {tags:,} HTML tags, more than the {MOST_TAGS:,} there may be", "write Markdown", first_line
        )
        return
    for found in _WHOLE_TAG.finditer(body):
        if len(found[0]) > LONGEST_TAG:
            yield Complaint(
                f"an HTML tag begins here and has not ended after {LONGEST_TAG:,} characters",
                "close it with >, or write &lt; for the sign itself",
                first_line + body.count("\n", 0, found.start()),
            )
            return


def _depth(start: str) -> int:
    """How deep a line may stand whose beginning this is: its own markers, and those its indentation lines up with."""
    markers = len(_MARKER.findall(start))
    spaces = start.expandtabs(4)
    return markers + (len(spaces) - len(spaces.lstrip(" "))) // 2 if markers else 0


def _tables_in(lines: str, first_line: int) -> Iterator[Complaint]:
    """A complaint about the first table that could have too many cells: GitHub's tables fill up short rows."""
    height = lines.count("\n")
    if (lines.count("|") + 1) * height <= MOST_CELLS:
        return
    for found in _TABLE_RULE.finditer(lines):
        cells = (found[1].count("|") + 1) * height
        if cells > MOST_CELLS and "-" in found[1]:
            yield Complaint(
                f"the table here could have {cells:,} cells, more than the {MOST_CELLS:,} a page can carry",
                "cut the table or the story into several",
                first_line + lines.count("\n", 0, found.start()),
            )
            return
