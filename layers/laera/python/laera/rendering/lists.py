"""Names in a row as a sentence has them: `Ana, Luis y Pedro`."""

import re
from collections.abc import Iterator, Sequence

from laera.rendering.locale_facts import LocaleFacts

_SOUNDS_LIKE_I = re.compile(r"(?:h?[ií])(?![aeo])", re.IGNORECASE)
"""Words before which Spanish says `e` for `y`: Inés, Íñigo, Hilda; not Iago, not Hierro."""


def joints(facts: LocaleFacts, names: Sequence[str]) -> Iterator[str]:
    """What stands between each name and the next: one fewer than there are names."""
    for place, name in enumerate(names[1:], start=2):
        if place < len(names):
            yield facts.comma
            continue
        last = facts.pair if len(names) == 2 else facts.end
        # The CLDR has no rule for this; ICU and browsers have it in their code.
        yield " e " if last == " y " and facts.language == "es" and _SOUNDS_LIKE_I.match(name) else last


def list_in(facts: LocaleFacts, names: Sequence[str]) -> str:
    """All names, joined; nothing when there are none."""
    between = joints(facts, names)
    return "".join([*names[:1], *(f"{joint}{name}" for joint, name in zip(between, names[1:], strict=True))])
