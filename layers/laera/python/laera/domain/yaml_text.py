"""YAML as editors write it: words, lists and fields, each with its line; nothing else of YAML.

Anchors, aliases and tags are refused, so no text can grow or make objects when it is read; every scalar stays the text
that was typed (`no` is a word, not a falsehood). Events are read one by one, so depth costs no stack.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from laera.domain.complaints import Complaint

DEEPEST = 6
"""Lists and fields may stand in one another this many times."""


class Scalar(NamedTuple):
    """A piece of text and its line; `is_bare` when it was typed without quotes."""

    text: str
    line: int
    is_bare: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether the editor left the place blank (`updated:`, `updated: null`)."""
        return self.is_bare and self.text in {"", "~", "null", "Null", "NULL"}


class Items(NamedTuple):
    """A list."""

    nodes: list["Node"]
    line: int


class Fields(NamedTuple):
    """Names with values, in the order of the text. Names may repeat: the reader of the fields decides."""

    entries: list[tuple[Scalar, "Node"]]
    line: int


Node = Scalar | Items | Fields


@dataclass(frozen=True, slots=True)
class YamlReading:
    """What a text says; after errors, the fields that could be read all the same."""

    fields: Fields
    complaints: tuple[Complaint, ...] = ()


class _RefusedError(Exception):
    """Carries the complaint about a part of YAML that has no place here."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.problem)
        self.complaint = complaint


MOST_PARTS = 500
"""A broken text with more top-level fields than this is not read field by field."""


def read_yaml(text: str, first_line: int = 1) -> YamlReading:
    """The fields of a text whose first line is `first_line` of its file.

    A mistake does not hide the rest: the text is then read again, one top-level field at a time, so that each broken
    field has its complaint and the others keep their values.
    """
    try:
        return YamlReading(_compose(text, first_line))
    except _RefusedError as refused:
        whole = refused.complaint
    entries: list[tuple[Scalar, Node]] = []
    complaints: list[Complaint] = []
    parts = _top_level_parts(text, first_line)
    if 1 < len(parts) <= MOST_PARTS:
        for line, part in parts:
            try:
                entries += _compose(part, line).entries
            except _RefusedError as refused:
                complaints.append(refused.complaint)
    return YamlReading(Fields(entries, first_line), tuple(complaints) or (whole,))


def _compose(text: str, first_line: int) -> Fields:  # noqa: C901, PLR0912  (one loop over events: cutting it would scatter the state)
    """The text as fields; raises _RefusedError at the first thing that cannot be."""
    root: Node | None = None
    open_nodes: list[Items | Fields] = []
    names: list[Scalar | None] = []  # for each open node, the name that waits for its value
    documents = 0
    try:
        next_event = yaml.CBaseLoader(text).get_event
        while (event := next_event()) is not None:
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    raise _RefusedError(_forbidden(event, first_line))
                node = Scalar(event.value, event.start_mark.line + first_line, event.implicit[0])
            elif isinstance(event, CollectionStartEvent):
                if event.anchor is not None or event.tag is not None:
                    raise _RefusedError(_forbidden(event, first_line))
                line = event.start_mark.line + first_line
                if len(open_nodes) == DEEPEST:
                    raise _RefusedError(
                        Complaint(
                            f"lists and fields stand in one another more than {DEEPEST} deep", "flatten them", line
                        )
                    )
                node = Fields([], line) if kind is MappingStartEvent else Items([], line)
            elif isinstance(event, CollectionEndEvent):
                open_nodes.pop()
                names.pop()
                continue
            elif kind is AliasEvent:
                raise _RefusedError(_forbidden(event, first_line))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _RefusedError(_second_document(event.start_mark.line + first_line))
                continue
            else:
                continue
            if not open_nodes:
                root = node
            elif (parent := open_nodes[-1]).__class__ is Items:
                parent.nodes.append(node)
            elif (name := names[-1]) is not None:
                parent.entries.append((name, node))
                names[-1] = None
            elif node.__class__ is Scalar:
                names[-1] = node
            else:
                raise _RefusedError(
                    Complaint("a list or fields stand where a field's name should", _QUOTE_IT, node.line)
                )
            if node.__class__ is not Scalar:
                open_nodes.append(node)
                names.append(None)
    except yaml.YAMLError as error:
        raise _RefusedError(_in_plain_words(error, text, first_line)) from error
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        return Fields([], first_line)
    if not isinstance(root, Fields):
        raise _RefusedError(Complaint("there are no fields here", "write each as name: value", root.line))
    return root


def _top_level_parts(text: str, first_line: int) -> list[tuple[int, str]]:
    """The text cut before each line that begins a field, with the line of each part."""
    parts: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), first_line):
        if not parts or (line and line[0] not in " \t#-]}"):
            parts.append((number, []))
        parts[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in parts]


_QUOTE_IT = "put the text in quotes"


def _forbidden(event: NodeEvent, first_line: int) -> Complaint:
    line = event.start_mark.line + first_line
    if event.anchor is not None:
        return Complaint(
            "a text that begins with '&' or '*' is a YAML anchor or alias, which are not used here", _QUOTE_IT, line
        )
    return Complaint("a text that begins with '!' is a YAML tag, which are not used here", _QUOTE_IT, line)


def _second_document(line: int) -> Complaint:
    return Complaint("a second YAML document begins here", "remove this line of hyphens", line)


_BARE_COLON = re.compile(r"\s*(?:- )?[\w-]+:\s+(?P<text>[^\s\"'\[{|>].*:(?:\s.*)?)$")


def _in_plain_words(error: yaml.YAMLError, text: str, first_line: int) -> Complaint:
    """The complaint of the YAML library as an editor would put it."""
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    lines = text.split("\n")
    here = _line_of(getattr(error, "problem_mark", None), len(lines))
    there = _line_of(getattr(error, "context_mark", None), len(lines))
    shown = lines[here] if lines else ""
    if "quoted scalar" in context:
        if "escape" in problem or "hexdecimal" in problem or "Unicode character" in problem:
            return Complaint(
                "a backslash inside double quotes does not stand for itself",
                "use single quotes instead",
                here + first_line,
            )
        return Complaint("a quotation mark is opened here and never closed", "close it", there + first_line)
    if "flow" in context:
        return Complaint(
            "a '[' or '{' opens a list here that is not closed, or a comma is missing in it",
            "close it; or, if it is text, put the text in quotes",
            there + first_line,
        )
    if "alias" in context or "anchor" in context or "tag" in context:
        return Complaint("a text cannot begin with '*', '&' or '!'", _QUOTE_IT, here + first_line)
    if "cannot start any token" in problem:
        if shown.lstrip(" ").startswith("\t"):
            return Complaint("the line is indented with a tab", "use spaces", here + first_line)
        return Complaint("a text cannot begin with '@', '`' or '%'", _QUOTE_IT, here + first_line)
    if "mapping values" in problem:
        if _BARE_COLON.match(shown):
            return Complaint("the text has a ':' in it", _QUOTE_IT, here + first_line)
        if here and ":" not in lines[here - 1]:
            return Complaint("the line has no ':' after the field's name", "write name: value", here - 1 + first_line)
        return Complaint(
            "this line stands deeper than the one before it, or that one has no space after its ':'",
            "begin every field at the same column, and write name: value",
            here + first_line,
        )
    if "could not find expected ':'" in problem:
        return Complaint("the line has no ':' after the field's name", "write name: value", there + first_line)
    if "expected key" in problem or "block end" in problem:
        return Complaint(
            "the line goes on after its value has ended, or is not in the column of the other fields",
            "put a text that holds quotes into the other kind of quotes; begin every field at the same column",
            here + first_line,
        )
    if "directive" in problem or "directive" in context:
        return Complaint("a line cannot begin with '%'", _QUOTE_IT, here + first_line)
    if "block scalar" in context:
        return Complaint("after '|' or '>' the text must begin on the next line", "move it there", here + first_line)
    if "block sequence" in problem:
        return Complaint("a list cannot begin on the line of its name", "begin it on the next line", here + first_line)
    if "document start" in problem:
        return _second_document(here + first_line)
    return Complaint("this is not YAML", "write each field as name: value, with text in quotes", here + first_line)


def _line_of(mark: object, lines: int) -> int:
    """The line a mark stands on, counted from 0; a mark behind the end means the last line."""
    line = getattr(mark, "line", 0)
    return min(line, max(lines - 1, 0)) if isinstance(line, int) else 0
