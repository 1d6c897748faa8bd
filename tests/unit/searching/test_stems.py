"""One word in all its forms."""

import pytest

from laera.searching.stems import Stems, without_accents

SPANISH = [
    ("canción", "canciones"),
    ("cancion", "canción"),
    ("hablarían", "hablarian"),
    ("hablarían", "hablar"),
    ("marítimo", "marítimos"),
    ("año", "años"),
    ("país", "países"),
    ("organización", "organizaciones"),
    ("ÑANDÚ", "nandu"),
    ("puertos", "puerto"),
    ("elecciones", "eleccion"),
]
ENGLISH = [
    ("ports", "port"),
    ("theatres", "theatre"),
    ("sailing", "sailed"),
    ("Libraries", "library"),
    ("café", "cafe"),
]


def meet(language: str, one: str, other: str) -> bool:
    """Whether who looks for one finds the other."""
    stems = Stems.of(language)
    return not set(stems.of_word(one)).isdisjoint(stems.of_word(other))


@pytest.mark.parametrize(("one", "other"), SPANISH)
def test_spanish_words_are_found_in_other_forms_and_without_accents(one: str, other: str) -> None:
    """Whichever of the two is typed."""
    assert meet("es", one, other)


@pytest.mark.parametrize(("one", "other"), ENGLISH)
def test_english_words_are_found_in_other_forms(one: str, other: str) -> None:
    """Whichever of the two is typed."""
    assert meet("en", one, other)


@pytest.mark.parametrize(("one", "other"), [("ola", "hola"), ("puerto", "puertorriqueño"), ("nieve", "nueve")])
def test_other_words_are_not_found(one: str, other: str) -> None:
    """However alike they look."""
    assert not meet("es", one, other)


def test_a_language_that_has_no_stemmer_keeps_its_words_less_accents() -> None:
    """It is searched all the same."""
    assert Stems.of("xx").of_word("Éxito") == ("exito",)
    assert Stems.of("xx").of_text("Éxito mañana") == ("exito manana", "")


def test_other_stems_stand_apart_so_that_they_break_no_phrase() -> None:
    """The first text has one stem for each word."""
    written, besides = Stems.of("es").of_text("Los marinos hablarían")
    assert len(written.split()) == 3
    assert "hablari" in besides.split()


def test_accents_fall_and_letters_stay() -> None:
    """Also where they are written apart."""
    assert without_accents("nin\u0303o ção Ærø") == "nino cao Ærø"


@pytest.mark.parametrize(("language", "word"), [("es", "Más"), ("es", "de"), ("en", "The")])
def test_common_words_are_known(language: str, word: str) -> None:
    """With and without accents and capitals."""
    assert Stems.of(language).is_common(word)
    assert not Stems.of(language).is_common("huelga")
