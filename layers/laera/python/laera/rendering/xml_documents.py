"""XML documents, written by the standard library, which escapes what stands in them."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to hold, whatever an editor pasted (section 2.2)."""

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def child(parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Put an element into another, at its end. Names with a prefix are those that the document's root declares."""
    element = SubElement(parent, name, dict(attributes or {}))
    element.text = text or None
    return element


def document(root: Element) -> bytes:
    """The document as UTF-8, an element to a line, without the characters that no XML may hold."""
    indent(root, space="")
    return _DECLARATION + _FORBIDDEN.sub("", tostring(root, encoding="unicode")).encode() + b"\n"
