"""Numbers as readers see them: `1.234` in Spanish, `1,234` in English, `12,34,567` in Hindi."""

from laera.rendering.locale_facts import LocaleFacts


def number_in(facts: LocaleFacts, number: int) -> str:
    """A whole number, not below zero, in groups of digits as the language makes them."""
    last, before = facts.grouping
    rest, groups = str(number), []
    size = last
    while len(rest) > size:
        groups.append(rest[-size:])
        rest, size = rest[:-size], before
    return facts.group.join([rest, *reversed(groups)])
