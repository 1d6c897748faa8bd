"""YAML as editors write it: words, lists and fields, each with its line; nothing else of YAML.

Anchors, aliases and tags are refused, so no text can grow or make objects when it is read; every scalar stays the text
that was typed (`no` is a word, not a falsehood). Events are read one by one, so depth costs no stack.
"""

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
    composer = _Composer(first_line)
    try:
        next_event = yaml.CBaseLoader(text).get_event
        while (event := next_event()) is not None:
            composer.take(event)
    except yaml.YAMLError as error:
        raise _RefusedError(in_plain_words(error, text, first_line)) from error
    root = composer.root
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
    """Puts events together. `names` holds, for each open list or fields, the name that waits for its value."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.root: Node | None = None
        self.open: list[Items | Fields] = []
        self.names: list[Scalar | None] = []
        self.has_document = False

    def take(self, event: yaml.Event) -> None:
        """The next event of the text."""
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                raise self._refused(event)
            self._place(Scalar(event.value, self._line(event), event.implicit[0]))
        elif isinstance(event, CollectionStartEvent):
            self._open(event)
        elif isinstance(event, CollectionEndEvent):
            self.open.pop()
            self.names.pop()
        elif isinstance(event, AliasEvent):
            raise self._refused(event)
        elif isinstance(event, DocumentStartEvent):
            if self.has_document:
                raise _RefusedError(
                    Complaint("a second YAML document begins here", "remove this line of hyphens", self._line(event))
                )
            self.has_document = True

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self.first_line + (mark.line if mark is not None else 0)

    def _refused(self, event: NodeEvent) -> _RefusedError:
        what, name = ("begins with '&' or '*'", "anchor or alias") if event.anchor else ("begins with '!'", "tag")
        said = f"a text that {what} is a YAML {name}, which are not used here"
        return _RefusedError(Complaint(said, QUOTE_IT, self._line(event)))

    def _open(self, event: CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            raise self._refused(event)
        line = self._line(event)
        if len(self.open) == DEEPEST:
            raise _RefusedError(
                Complaint(f"lists and fields stand in one another more than {DEEPEST} deep", "flatten them", line)
            )
        node = Fields([], line) if isinstance(event, MappingStartEvent) else Items([], line)
        self._place(node)
        self.open.append(node)
        self.names.append(None)

    def _place(self, node: Node) -> None:
        """Put the node where the text has it."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Items):
            parent.nodes.append(node)
        elif (name := self.names[-1]) is not None:
            parent.entries.append((name, node))
            self.names[-1] = None
        elif isinstance(node, Scalar):
            self.names[-1] = node
        else:
            raise _RefusedError(Complaint("a list or fields stand where a field's name should", QUOTE_IT, node.line))


def _top_level_parts(text: str, first_line: int) -> list[tuple[int, str]]:
    """The text cut before each line that begins a field, with the line of each part."""
    parts: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), first_line):
        if not parts or (line and line[0] not in " \t#-]}"):
            parts.append((number, []))
        parts[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in parts]
