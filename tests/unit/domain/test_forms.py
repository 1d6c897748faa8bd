"""Forms of a story, as editors name them."""

import pytest

from laera.domain.forms import FORMS_BY_WORD, SYNONYMS, StoryForm, form_called
from laera.domain.slugs import is_slug


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("opinion", StoryForm.OPINION),
        ("Opinión", StoryForm.OPINION),
        ("Long read", StoryForm.LONG_READ),
        ("LIVE_BLOG", StoryForm.LIVE_BLOG),
        ("en vivo", StoryForm.LIVE_BLOG),
        ("fotogalería", StoryForm.PHOTO_ESSAY),
        ("a fondo", StoryForm.LONG_READ),
        ("agencia", StoryForm.WIRE),
    ],
)
def test_a_form_is_known_by_its_words(word: str, form: StoryForm) -> None:
    """In either language; accents, capitals, spaces and hyphens make no difference."""
    assert form_called(word) is form


@pytest.mark.parametrize("word", ["", "opinions", "essay", "¿?", "live-blog-2"])
def test_any_other_word_names_none(word: str) -> None:
    """The press does not guess."""
    assert form_called(word) is None


def test_no_word_names_two_forms() -> None:
    """Each is written as it is looked up, and belongs to one form."""
    assert all(map(is_slug, FORMS_BY_WORD))
    assert len(FORMS_BY_WORD) == len(StoryForm) + sum(map(len, SYNONYMS.values()))
    assert set(FORMS_BY_WORD.values()) == set(StoryForm)
