"""Numbers as readers see them: `12.345` in Spanish, `1,234` in English, `12,34,567` in Hindi."""

from laera.rendering.locale_facts import LocaleFacts


def number_in(facts: LocaleFacts, number: int) -> str:
    """A whole number, not below zero, in groups of digits as the language makes them.

    Four digits are in two groups in every language, though the CLDR keeps them together in some (`1234` in Spanish):
    Babel does not carry that.
    """
    last, before = facts.grouping
    rest, groups = str(number), []
    size = last
    while len(rest) > size:
        groups.append(rest[-size:])
        rest, size = rest[:-size], before
    return facts.group.join([rest, *reversed(groups)])
