"""Plain text."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.plain_text import composed, first_unseen, name_of, quoted, without_unseen


@settings(deadline=None)
@given(st.text(max_size=100))
def test_nothing_unseen_is_left(text: str) -> None:
    """What has been cleaned once needs no second cleaning."""
    cleaned = without_unseen(text)

    assert first_unseen(cleaned) is None
    assert without_unseen(cleaned) == cleaned


@settings(deadline=None)
@given(st.text(max_size=100))
def test_text_is_composed(text: str) -> None:
    """One form of each letter, the same for every way of typing it."""
    assert composed(unicodedata.normalize("NFD", text)) == composed(text)


def test_what_an_editor_means_stays() -> None:
    """Tabs, line ends, no-break spaces, soft hyphens, joiners and Arabic marks are content."""
    text = "a\tb\r\nc\u00a0d\u00ade\u200df\u200fg😀"

    assert first_unseen(text) is None
    assert without_unseen(text) == text


def test_odd_line_ends_become_spaces() -> None:
    """Words on either side of one do not run together."""
    assert without_unseen("a\u2028b\x0bc\u202ed") == "a b cd"


def test_a_character_is_named() -> None:
    """A complaint about what cannot be seen names it."""
    assert name_of("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert name_of("\x07") == "U+0007 control character"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_quotation_is_safe_anywhere(text: str) -> None:
    """A quoted word breaks no line of a log, moves no terminal's cursor, and is short."""
    shown = quoted(text)

    assert shown.isprintable()
    assert len(shown) <= 62
