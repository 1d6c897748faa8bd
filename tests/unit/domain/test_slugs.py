"""Slugs."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.slugs import LONGEST_SLUG, is_slug, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Kyiv Sees Quieter Night", "kyiv-sees-quieter-night"),
        ("¿Qué pasó en Ñuñoa?", "que-paso-en-nunoa"),
        ("«Straße», søster & Łódź", "strasse-soster-lodz"),
        ("Trump’s 'plan'", "trumps-plan"),
        ("ﬁnal ①", "final-1"),
        ("İstanbul", "istanbul"),
        ("  --a__b--  ", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("Кремль", ""),
        ("…!?", ""),
    ],
)
def test_a_headline_becomes_plain_words(text: str, slug: str) -> None:
    """An address is made of lower-case ASCII words, whatever the headline is written in."""
    assert slugify(text) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    """An address never ends in half a word while a whole one fits."""
    slug = slugify("palabra " * 20)

    assert len(slug) <= LONGEST_SLUG
    assert set(slug.split("-")) == {"palabra"}


def test_a_single_endless_word_is_cut() -> None:
    """A word longer than an address may be is cut off."""
    assert slugify("a" * 200) == "a" * LONGEST_SLUG


@settings(deadline=None)
@given(st.text(max_size=200))
def test_the_unicode_form_makes_no_difference(text: str) -> None:
    """The same text gives the same address from every keyboard and file system."""
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(unicodedata.normalize("NFC", text))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_slug_stays_as_it_is(text: str) -> None:
    """Making a slug of a slug changes nothing, and every slug may stand in an address."""
    slug = slugify(text)

    assert slugify(slug) == slug
    assert slug == "" or is_slug(slug)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_what_is_called_a_slug_is_one(text: str) -> None:
    """Only what `slugify` could have made passes for a slug."""
    assert not is_slug(text) or slugify(text) == text
