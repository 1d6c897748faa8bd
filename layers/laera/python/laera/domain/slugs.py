"""Slugs: the ASCII words of an address, made from any headline."""

import re
import unicodedata

LONGEST_SLUG = 80

# What NFKD does not take apart. Single letters only: the editor who wants another spelling writes `slug:`.
_TRANSLITERATIONS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "’": "",
        "'": "",
    }
)
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str, longest: int = LONGEST_SLUG) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing in the text can be transliterated.

    The same for every Unicode form of the same text, and idempotent.
    """
    if len(text) <= longest and _SLUG.fullmatch(text):
        return text
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TRANSLITERATIONS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    slug = _NOT_IN_A_SLUG.sub("-", plain).strip("-")
    if len(slug) <= longest:
        return slug
    cut = slug[: longest + 1].rfind("-")
    return slug[: cut if cut > longest // 2 else longest].strip("-")


def is_slug(text: str) -> bool:
    """Whether the text can stand in an address as it is."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None
