"""Plain text: one Unicode form, and nothing in it that a reader cannot see."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters except tab, line feed and carriage return
    "\u2028\u2029"  # line breaks to some programs and not to others
    "\u202a-\u202e\u2066-\u2069"  # reverse the order in which text is shown
    "\ufdd0-\ufdef\ufeff\ufffe\uffff]"  # no characters at all
)
_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), " ")


def composed(text: str) -> str:
    """The text in Unicode's composed form (NFC), the one keyboards make."""
    return unicodedata.normalize("NFC", text)


def first_unseen(text: str) -> int | None:
    """Where the first character stands that readers cannot see and that no page may carry."""
    found = _UNSEEN.search(text)
    return found.start() if found else None


def without_unseen(text: str) -> str:
    """The text with such characters left out; odd line breaks become spaces."""
    return _UNSEEN.sub("", text.translate(_BREAKS))


def name_of(character: str) -> str:
    """`U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def quoted(text: str, longest: int = 60) -> str:
    """The text as a complaint may show it: short, on one line, safe for any terminal or log."""
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    return "'" + "".join(letter if letter.isprintable() else "\ufffd" for letter in shown) + "'"
