"""Words: every language has all of them, a mistake in a catalogue is named, no word is kept for nothing."""

import inspect
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from laera.domain.site import Site
from laera.errors import TemplatesError
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from laera.rendering.words import Words, read_words
from tests.unit.rendering.samples import SITE, find, parsed, text_of

HOME = TemplateHome(SOURCE)
LANGUAGES = sorted(path.stem for path in (SOURCE / "words").glob("*.json"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_is_complete(language: str) -> None:
    """No word is missing, unknown or empty."""
    words = read_words(HOME, language)

    assert all(getattr(words, field.name) for field in fields(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    """A translation can neither lose a name nor ask for one that nobody gives."""
    english, words = read_words(HOME, "en"), read_words(HOME, language)

    for field in fields(Words):
        pattern = re.compile(r"\{\w+\}")
        ours, theirs = str(getattr(words, field.name)), str(getattr(english, field.name))
        assert sorted(pattern.findall(ours)) == sorted(pattern.findall(theirs)), field.name


def test_every_word_is_said_somewhere() -> None:
    """Translators translate nothing that no page says."""
    library = Path(inspect.getfile(Words)).parent
    said = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCE.glob("*.html"), *library.glob("*.py")])

    for field in fields(Words):
        assert re.search(rf"\b(say|words|words\[other\])\.{field.name}\b", said), field.name


def test_a_mistake_in_a_catalogue_is_named() -> None:
    """A translator learns which words are missing and which nobody knows."""
    record = json.loads((SOURCE / "words" / "en.json").read_text(encoding="utf-8"))
    record["komments"] = record.pop("comments")

    with pytest.raises(TemplatesError, match=r"missing words: \['comments'\]; unknown words: \['komments'\]"):
        Words.from_record(record, "words/xx.json")


def test_eleven_months_are_not_a_year() -> None:
    """A forgotten month is found when the catalogue is read, not in December."""
    record = json.loads((SOURCE / "words" / "en.json").read_text(encoding="utf-8"))
    record["months"].pop()

    with pytest.raises(TemplatesError, match="11 names"):
        Words.from_record(record, "words/en.json")


def test_a_regional_language_uses_its_base_and_others_use_english(renderer: PageRenderer) -> None:
    """A paper in Chilean Spanish and in a language without a catalogue still has all its pages."""
    languages = ("es-CL", "xx")
    sections = tuple(type(section)(section.id, dict.fromkeys(languages, section.id)) for section in SITE.sections)
    site = Site("La Era", SITE.url, SITE.time_zone, languages, sections)

    assert text_of(find(parsed(renderer.not_found(site, "es-CL")), ".//h1")) == "No encontramos esta página"
    assert text_of(find(parsed(renderer.not_found(site, "xx")), ".//h1")) == "We cannot find this page"
