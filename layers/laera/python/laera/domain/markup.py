"""What a body may hold, so that no page takes a second to make, whoever wrote it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile
from urllib.parse import unquote

import comrak

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


_LEFT_AS_TEXT = re.compile(r"\]\(<?(/?media/[^\s()<>]+)")
"""The address of an image that Markdown did not take for one."""
_USABLE = re.compile(r"(?:https?|mailto|tel):|#|/(?![/\\])", re.IGNORECASE)
_HIDDEN_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(audio|button|embed|form|iframe|input|link|math|meta|object|script|style|svg|video)(?![a-z-])",
    re.IGNORECASE | re.DOTALL,
)
"""A tag, or a comment in which there is none."""
_MARK = re.compile(r"\[!([^\]]{1,40})\](.*)")
_CURES = {
    **dict.fromkeys(("embed", "iframe", "object"), "write the address of the video, post or map on a line of its own"),
    **dict.fromkeys(("audio", "video"), "upload the file and write ![What it is](media/….mp3) on a line of its own"),
}
"""For what services offer for copying, which a page has by its address, and for the paper's own recordings."""
MOST_WARNINGS = 10


@cache
def reading_options() -> tuple[comrak.ExtensionOptions, comrak.ParseOptions]:
    """How the paper reads Markdown, wherever it does."""
    return (
        comrak.ExtensionOptions(table=True, strikethrough=True, footnotes=True, autolink=True, alerts=True),
        comrak.ParseOptions(),
    )


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
    if "[" not in body and "<" not in body:
        return iter(())
    return islice(_warnings_in(comrak.parse_document(body, *reading_options()), first_line - 1), MOST_WARNINGS)


def _warnings_in(tree: comrak.AstNode, before: int) -> Iterator[Complaint]:
    """Those about each node, in the order of reading. `before` are the lines above the body."""
    shown: set[str] = set()
    played: set[str] = set()
    for node in _nodes_in(tree):
        value, line = node.node_value, before + node.sourcepos.start.line
        if isinstance(value, comrak.Image):
            address = unquote(value.value.url)
            yield from _image_at(address, line, is_described=any(words.strip() for words in _words_in(node)))
            if recording_key_of(address):
                yield from _too_many(played, address, MOST_RECORDINGS, "plays", "recordings", line)
            else:
                yield from _too_many(shown, address, MOST_PHOTOGRAPHS, "shows", "photographs", line)
        elif isinstance(value, comrak.Link) and not _USABLE.match(value.value.url):
            yield Complaint(
                f"the link to {quoted(value.value.url)} leads nowhere",
                "begin it with https://, or with / for a page of this paper",
                line,
                is_warning=True,
            )
        elif isinstance(value, comrak.Text) and (found := _LEFT_AS_TEXT.search(value.value)):
            yield Complaint(
                f"the image {quoted(found[1])} does not end as it should; readers see its signs",
                "close the caption's quotation mark and the bracket; within a caption write « » or \\\"",
                line,
                is_warning=True,
            )
        elif isinstance(value, comrak.HtmlBlock):
            yield from _hidden_tags_in(value.value.literal, line)
        elif isinstance(value, comrak.HtmlInline):
            yield from _hidden_tags_in(value.value, line)
        elif isinstance(value, comrak.BlockQuote):
            for block in node.children:
                yield from _mark_of(block, before)


def _nodes_in(node: comrak.AstNode) -> Iterator[comrak.AstNode]:
    """A node and everything in it, however deep."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(found.children)


def _words_in(node: comrak.AstNode) -> Iterator[str]:
    for inner in _nodes_in(node):
        if isinstance(inner.node_value, comrak.Text):
            yield inner.node_value.value
        elif isinstance(inner.node_value, comrak.Code):
            yield inner.node_value.value.literal


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


def _image_at(address: str, line: int, *, is_described: bool) -> Iterator[Complaint]:
    """What keeps an image from being shown."""
    if not address.removeprefix("/").startswith("media/"):
        yield Complaint(
            f"the image {quoted(address)} is not a file under media/; readers get its description",
            "upload it under media/ and write media/…",
            line,
            is_warning=True,
        )
    elif recording_key_of(address):
        if not is_described:
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
    elif not is_described:
        yield Complaint(
            f"the photograph {quoted(address)} has no description for readers who cannot see it, and is not shown",
            "write what it shows between the brackets, or decorative if it shows nothing the story tells",
            line,
            is_warning=True,
        )


def _hidden_tags_in(markup: str, line: int) -> Iterator[Complaint]:
    for found in _HIDDEN_TAG.finditer(markup):
        if found[1]:
            tag = found[1].lower()
            problem = f"<{tag}> has no place on a page; it was left out"
            at = line + markup.count("\n", 0, found.start())
            yield Complaint(problem, _CURES.get(tag, "remove it"), at, is_warning=True)


def _mark_of(block: comrak.AstNode, before: int) -> Iterator[Complaint]:
    """What is wrong with the mark in the first line of a quotation's paragraph. A box was taken for one already."""
    line = takewhile(lambda node: not isinstance(node.node_value, comrak.SoftBreak), block.children)
    found = _MARK.fullmatch("".join(words for node in line for words in _words_in(node)))
    if found is None or not isinstance(block.node_value, comrak.Paragraph):
        return
    if found[1].lower() != "quote":
        problem = f"{quoted(f'[!{found[1]}]')} makes neither a box nor a pull quote; readers see it as it is"
        cure = "write [!NOTE] and a title for a box, [!QUOTE] for a pull quote"
    elif found[2].strip():
        problem = "a pull quote has words behind [!QUOTE]; readers see the mark as it is"
        cure = "write them on the next line, behind a > of its own"
    else:
        return
    yield Complaint(problem, cure, before + block.sourcepos.start.line, is_warning=True)


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
