"""Names in a row: as a sentence of the language has them."""

import pytest

from laera.rendering.catalogues import facts_of
from laera.rendering.lists import list_in


@pytest.mark.parametrize(
    ("locale", "names", "said"),
    [
        ("es", [], ""),
        ("es", ["Ana"], "Ana"),
        ("es", ["Ana", "Luis"], "Ana y Luis"),
        ("es", ["Ana", "Luis", "Eva"], "Ana, Luis y Eva"),
        ("en_GB", ["Ann", "Lewis", "Eve"], "Ann, Lewis and Eve"),
        ("en_US", ["Ann", "Lewis", "Eve"], "Ann, Lewis, and Eve"),
        ("en_US", ["Ann", "Lewis"], "Ann and Lewis"),
        ("pt_BR", ["Ana", "Inês"], "Ana e Inês"),
        ("de", ["Anna", "Inge", "Eva", "Uwe"], "Anna, Inge, Eva und Uwe"),
    ],
)
def test_the_last_name_is_joined_as_the_language_does(locale: str, names: list[str], said: str) -> None:
    """However many there are, none included."""
    assert list_in(facts_of(locale), names) == said


@pytest.mark.parametrize("name", ["Inés", "íñigo", "Hilda", "Isabel Allende"])
def test_spanish_says_e_before_the_sound_of_i(name: str) -> None:
    """Ana e Inés; two equal sounds in a row are heard as one."""
    assert list_in(facts_of("es"), ["Ana", name]) == f"Ana e {name}"


@pytest.mark.parametrize("name", ["Iago", "Hierro", "Yolanda", "Luis"])
def test_spanish_says_y_before_every_other_sound(name: str) -> None:
    """A diphthong is one of them."""
    assert list_in(facts_of("es"), ["Ana", name]) == f"Ana y {name}"
