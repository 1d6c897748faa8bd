"""Numbers: in groups, as the language of the page writes them."""

import pytest

from laera.rendering.catalogues import facts_of
from laera.rendering.numbers import number_in


@pytest.mark.parametrize(
    ("locale", "number", "written"),
    [
        ("es", 0, "0"),
        ("es", 999, "999"),
        ("es", 1234, "1.234"),
        ("en_GB", 1234567, "1,234,567"),
        ("pt_BR", 100000, "100.000"),
        ("fr", 1234, "1\N{NARROW NO-BREAK SPACE}234"),
        ("hi", 1234567, "12,34,567"),
    ],
)
def test_digits_stand_in_the_groups_of_the_language(locale: str, number: int, written: str) -> None:
    """A thousand is told from a million at a glance, and a full stop from a comma."""
    assert number_in(facts_of(locale), number) == written
