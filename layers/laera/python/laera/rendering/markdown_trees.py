"""Markdown written the safe way round: as a tree of what is meant, from which comrak makes the text and its escapes."""

from collections.abc import Iterable, Iterator
from typing import Any

import comrak

from laera.rendering.markdown import reading_options

_NOWHERE = comrak.Sourcepos(comrak.LineColumn(0, 0), comrak.LineColumn(0, 0))
"""No source has these nodes."""


def node_of(value: "comrak.NodeValue[Any]", *children: comrak.AstNode) -> comrak.AstNode:
    """A node of any kind with what stands in it."""
    return comrak.AstNode(value, _NOWHERE, None, list(children))


def text(words: str) -> comrak.AstNode:
    """Words that mean nothing to Markdown, whatever they are."""
    return node_of(comrak.Text(words))


def paragraph(words: str) -> comrak.AstNode:
    """Words on their own."""
    return node_of(comrak.Paragraph(), text(words))


def quotation(words: str) -> comrak.AstNode:
    """Words set apart."""
    return node_of(comrak.BlockQuote(), paragraph(words))


def link(words: str, url: str) -> comrak.AstNode:
    """A link within a line."""
    return node_of(comrak.Link(comrak.NodeLink(url, "")), text(words))


def line(*parts: comrak.AstNode) -> comrak.AstNode:
    """A paragraph made of several parts."""
    return node_of(comrak.Paragraph(), *parts)


def heading(level: int, words: str) -> comrak.AstNode:
    """A heading, 1 for the largest."""
    return headed(level, [text(words)])


def headed(level: int, children: Iterable[comrak.AstNode]) -> comrak.AstNode:
    """A heading of what was read elsewhere."""
    return node_of(comrak.Heading(comrak.NodeHeading(level, setext=False, closed=False)), *children)


def bullets(items: Iterable[comrak.AstNode]) -> comrak.AstNode:
    """A list, one paragraph to an item."""
    style = comrak.NodeList(
        comrak.ListType.Bullet, 0, 2, 1, comrak.ListDelimType.Period, ord("-"), tight=True, is_task_list=False
    )
    return node_of(comrak.List(style), *(node_of(comrak.Item(style), item) for item in items))


def written(blocks: Iterable[comrak.AstNode]) -> str:
    """The Markdown of these blocks."""
    return comrak.format_commonmark(node_of(comrak.Document(), *blocks), *reading_options())


def all_nodes(node: comrak.AstNode) -> Iterator[comrak.AstNode]:
    """A node and everything in it, in the order of reading, however deep."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(found.children)
