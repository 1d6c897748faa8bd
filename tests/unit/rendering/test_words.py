"""Words: every language has all of them, no word is kept for nothing; a language without a catalogue has its base's."""

import inspect
import re
from pathlib import Path

import pytest

from laera.domain.site import Site
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from laera.rendering.words import COUNTED, MESSAGES, Words, read_words
from tests.unit.rendering.samples import SITE, find, parsed, text_of

HOME = TemplateHome(SOURCE)
LANGUAGES = sorted(path.stem for path in (SOURCE / "words").glob("*.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_is_complete(language: str) -> None:
    """No word is missing, unknown or empty, and none is its own name."""
    words = read_words(HOME, language)

    for name in MESSAGES - COUNTED:
        assert getattr(words, name) not in {"", name}
    for name in COUNTED:
        assert {getattr(words, name)(count) for count in range(3)}.isdisjoint({"", name})


def test_every_word_is_said_somewhere() -> None:
    """Translators translate nothing that no page says."""
    library = Path(inspect.getfile(Words)).parent
    said = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCE.glob("*.html"), *library.glob("*.py")])

    for name in sorted(MESSAGES):
        assert re.search(rf"\b(say|words|words\[other\])\.{name}\b", said), name


def test_a_regional_language_uses_its_base_and_others_use_english(renderer: PageRenderer) -> None:
    """A paper in Chilean Spanish and in a language without a catalogue still has all its pages."""
    languages = ("es-CL", "xx")
    sections = tuple(type(section)(section.id, dict.fromkeys(languages, section.id)) for section in SITE.sections)
    site = Site("La Era", SITE.url, SITE.time_zone, languages, sections)

    assert text_of(find(parsed(renderer.not_found(site, "es-CL")), ".//h1")) == "No encontramos esta página"
    assert text_of(find(parsed(renderer.not_found(site, "xx")), ".//h1")) == "We cannot find this page"
