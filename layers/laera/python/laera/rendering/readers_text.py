"""The text of a body as a reader reads it: sanitised HTML without its tags, paragraph by paragraph."""

import re
from html import unescape

_TAG = re.compile(r'</?([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>')
_FOOTNOTE_MARK = re.compile(r'<sup class="footnote-ref">(.*?)</sup>', re.DOTALL)
_WAY_BACK = re.compile(r'<a (?:[^<>"]|"[^"]*")*class="footnote-backref"(?:[^<>"]|"[^"]*")*>.*?</a>', re.DOTALL)
_WITHIN_A_LINE = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr b bdi bdo cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup u var wbr
        """,
    )
)
_BETWEEN_WORDS = frozenset({"br", "td", "th"})
_BREAK = "\x00"


def paragraphs_of(html: str) -> tuple[str, ...]:
    """The paragraphs, list items, headings and table rows of a body, each on one line, its words a space apart.

    `html` is what `rendering.markdown.body_html` made. A footnote's mark is `[1]`; the way back from it is left out.
    """
    text = _WAY_BACK.sub("", _FOOTNOTE_MARK.sub(r"[\1]", html))
    text = _TAG.sub(lambda tag: _instead_of(tag[1]), text)
    lines = (" ".join(unescape(line).split()) for line in text.split(_BREAK))
    return tuple(line for line in lines if line)


def _instead_of(tag: str) -> str:
    if tag in _WITHIN_A_LINE:
        return ""
    return " " if tag in _BETWEEN_WORDS else _BREAK
