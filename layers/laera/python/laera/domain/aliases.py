"""Old addresses that a story may claim, and those that belong to the paper itself."""

import re

from laera.domain.plain_text import quoted
from laera.domain.site import RESERVED_WORDS, Site

LONGEST_PATH = 500
"""Characters of an old address with its section."""

_PLAIN = re.compile(r"[a-z0-9._~-]+(?:/[a-z0-9._~-]+)*")
_PRESS_OWN = re.compile(
    rf"\.?(?:{'|'.join(map(re.escape, RESERVED_WORDS))}|sitemap-[^/]*)(?:\.html|\.txt|\.xml)?(?:/.*)?"
    r"|\d{4}/\d\d/\d\d|.*(?:\.md|\.json|/history|/(?:feed|atom)\.xml)"
)
"""What begins with a word or a file of the press, a day's paper, a companion of a story, a feed."""


def alias_problem(written: str, path: str, site: Site) -> str:
    """Why the press cannot redirect from this path, which was read from what an editor has written; empty if it can."""
    words = path[1:].split("/")
    if written.startswith("//") or ("/" in written and not written.startswith("/")):
        return f"{quoted(written)} does not begin with one /"
    if _PLAIN.fullmatch(path[1:]) is None or {".", ".."} & set(words) or len(path) > LONGEST_PATH:
        return f"{quoted(written)} is not an address of plain letters, digits and hyphens"
    inner = words[1:] if words[0] in site.languages else words
    if _PRESS_OWN.fullmatch("/".join(inner)):
        return f"{quoted(written)} belongs to the paper itself"
    return ""
