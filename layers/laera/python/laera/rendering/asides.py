"""What stands beside a body's text: pull quotes, fact boxes, and who said what is quoted."""

import re
from html import escape, unescape

PULL_QUOTE = "[!QUOTE]"
"""The first line of a quotation that is set large, in capitals or not."""

_BOX = re.compile(r'<div class="markdown-alert markdown-alert-([a-z]+)">\n<p class="markdown-alert-title">([^\n]*)</p>')
_PULLED = re.compile(rf"<blockquote>\n<p>{re.escape(PULL_QUOTE)}(?:\n|</p>\n<p>)", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"<p>([—–―](?:[^\n<]|<(?!/?p>))*+)</p>\n</blockquote>")


def with_asides(html: str, unnamed: str) -> str:
    """The HTML with its quotations and boxes marked as what they are; a box without a name is `unnamed` to the ear."""
    html = _BOX.sub(lambda found: _box(found[1], found[2], unnamed), html)
    html = _PULLED.sub('<blockquote class="pull">\n<p>', html)
    return _ATTRIBUTION.sub(r'<p class="attribution">\1</p>\n</blockquote>', html)


def _box(kind: str, title: str, unnamed: str) -> str:
    """The start of a box. The Markdown engine calls one without a title by its kind, in English."""
    if title.lower() == kind:
        return f'<div class="box" role="note" aria-label="{escape(unnamed)}">'
    return f'<div class="box" role="note" aria-label="{escape(unescape(title))}">\n<p class="box-name">{title}</p>'
