"""YAML as editors write it: words, lists and fields, each with its line; nothing else of YAML.

Anchors, aliases and tags are refused, so no text can grow or make objects when it is read; every scalar stays the text
that was typed (`no` is a word, not a falsehood). Events are read one by one, and no deeper than `DEEPEST`, so nesting
costs no stack.
"""

from dataclasses import dataclass
from typing import NamedTuple

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from laera.domain.complaints import Complaint
from laera.domain.yaml_mistakes import QUOTE_IT, in_plain_words

DEEPEST = 6
"""Lists and fields may stand in one another this many times."""
MOST_BROKEN = 50
"""Complaints about fields that are not YAML."""


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
    """What a text says; after errors, the fields that could be read all the same.

    `lost` names those that are there and could not be read; None when there is no telling.
    """

    fields: Fields
    complaints: tuple[Complaint, ...] = ()
    lost: frozenset[str] | None = frozenset()


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
    lost: set[str] = set()
    parts = _top_level_parts(text, first_line)
    if 1 < len(parts) <= MOST_PARTS:
        for line, part in parts:
            try:
                entries += _compose(part, line).entries
            except _RefusedError as refused:
                complaints.append(refused.complaint)
                lost.add(part.partition(":")[0].strip(" \t\"'"))
    if complaints:
        return YamlReading(Fields(entries, first_line), tuple(complaints[:MOST_BROKEN]), frozenset(lost))
    return YamlReading(Fields(entries, first_line), (whole,), None)


def _compose(text: str, first_line: int) -> Fields:
    """The text as fields; raises _RefusedError at the first thing that cannot be."""
    try:
        root = _Composer(text, first_line).document()
    except yaml.YAMLError as error:
        raise _RefusedError(in_plain_words(error, text, first_line)) from error
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        return Fields([], first_line)
    if isinstance(root, Fields):
        return Fields(root.entries, first_line)
    if isinstance(root, Items):
        said = "there is a list where fields should be"
    elif ":" in root.text:
        said = "there is no space after the ':'"
    else:
        said = "the line has no ':' after the field's name"
    raise _RefusedError(Complaint(said, "write name: value", root.line))


class _Composer:
    """Puts the events of a text together, `DEEPEST` calls deep at most."""

    def __init__(self, text: str, first_line: int) -> None:
        self.next_event = yaml.CBaseLoader(text).get_event
        self.first_line = first_line

    def document(self) -> Node | None:
        """The one document of the text; None when there is nothing in it."""
        root = None
        while (event := self.next_event()) is not None:
            if isinstance(event, NodeEvent):
                root = self.node(event, DEEPEST)
            elif isinstance(event, DocumentStartEvent) and root is not None:
                line = self.line(event)
                raise _RefusedError(
                    Complaint("a second YAML document begins here", "remove this line of hyphens", line)
                )
        return root

    def node(self, event: yaml.Event | None, depth: int) -> Node:
        """The node that begins with this event. It may hold others `depth` deep."""
        if isinstance(event, ScalarEvent) and event.anchor is None and event.tag is None:
            return Scalar(event.value, self.line(event), event.implicit[0])
        if not isinstance(event, CollectionStartEvent) or event.anchor is not None or event.tag is not None:
            raise self.refused(event)
        line = self.line(event)
        if depth == 0:
            said = f"lists and fields stand in one another more than {DEEPEST} deep"
            raise _RefusedError(Complaint(said, "flatten them", line))
        if isinstance(event, MappingStartEvent):
            return Fields(self.entries(depth - 1), line)
        nodes = []
        while not isinstance(event := self.next_event(), CollectionEndEvent):
            nodes.append(self.node(event, depth - 1))
        return Items(nodes, line)

    def entries(self, depth: int) -> list[tuple[Scalar, Node]]:
        """The names and values up to the end of the fields."""
        entries = []
        while not isinstance(event := self.next_event(), CollectionEndEvent):
            name = self.node(event, depth)
            if not isinstance(name, Scalar):
                said = "a list or fields stand where a field's name should"
                raise _RefusedError(Complaint(said, QUOTE_IT, name.line))
            entries.append((name, self.node(self.next_event(), depth)))
        return entries

    def line(self, event: yaml.Event) -> int:
        """The line of the file on which the event begins."""
        mark = event.start_mark
        return self.first_line + (mark.line if mark is not None else 0)

    def refused(self, event: yaml.Event | None) -> _RefusedError:
        """What to say of an anchor, an alias or a tag."""
        anchor = getattr(event, "anchor", None)
        what, name = ("begins with '&' or '*'", "anchor or alias") if anchor else ("begins with '!'", "tag")
        said = f"a text that {what} is a YAML {name}, which are not used here"
        return _RefusedError(Complaint(said, QUOTE_IT, self.line(event) if event else None))


def _top_level_parts(text: str, first_line: int) -> list[tuple[int, str]]:
    """The text cut before each line that begins a field, with the line of each part."""
    parts: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), first_line):
        if not parts or (line and line[0] not in " \t#-]}"):
            parts.append((number, []))
        parts[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in parts]
