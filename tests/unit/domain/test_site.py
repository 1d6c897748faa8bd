"""The paper."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from laera.domain.site import Section, Site, object_key

POLITICS = Section("politics", {"es": "Política", "en": "Politics"})
SCIENCE = Section("science", {"es": "Ciencia", "en": "Science"})
PAPER = Site("La Era", "https://laera.example/", "America/Santiago", ("es", "en"), (POLITICS, SCIENCE))


def test_the_first_language_has_no_prefix() -> None:
    """Readers of the first language stand at the root; others under their language's code."""
    assert PAPER.home_path("es") == "/"
    assert PAPER.home_path("en") == "/en"
    assert PAPER.section_path("es", POLITICS) == "/politica"
    assert PAPER.article_path("en", POLITICS, "quiet-night") == "/en/politics/quiet-night"


@pytest.mark.parametrize("word", ["politics", "politica", "Política", "Politics", "POLÍTICA"])
def test_a_section_answers_to_its_names(word: str) -> None:
    """An editor may write a section's id, its name or its word in an address, in any language."""
    assert PAPER.section(word) is POLITICS


def test_an_unknown_section_is_none() -> None:
    """Nothing is guessed."""
    assert PAPER.section("sports") is None


def test_an_id_wins_over_another_section_s_name() -> None:
    """Where a word is one section's id and another's name, the id counts."""
    other = Section("ciencia", {"es": "Saber", "en": "Knowledge"})
    paper = Site("P", "https://p.example", "UTC", ("es", "en"), (SCIENCE, other))

    assert paper.section("ciencia") is other


def test_a_record_is_the_whole_paper() -> None:
    """Its look included; one that was written before papers had a look of their own still reads."""
    paper = replace(PAPER, templates="0123456789abcdef")
    assert Site.from_record(paper.to_record()) == paper
    record = {name: value for name, value in PAPER.to_record().items() if name != "templates"}
    assert Site.from_record(record) == PAPER


def test_section_words_are_those_of_the_language() -> None:
    """Editors are offered the words of the language they write in."""
    assert PAPER.section_words("es") == ["politica", "ciencia"]


def test_the_day_is_the_paper_s_own() -> None:
    """A story of the small hours in UTC belongs to the evening before in Santiago."""
    assert PAPER.local_day(datetime(2026, 2, 1, 2, 30, tzinfo=UTC)) == date(2026, 1, 31)
    assert PAPER.local_time(datetime(2026, 2, 1, 2, 30, tzinfo=UTC)).hour == 23


def test_absolute_addresses_have_one_slash() -> None:
    """A slash at the end of the paper's address is not doubled."""
    assert PAPER.absolute("/en") == "https://laera.example/en"
    assert PAPER.default_language == "es"


@pytest.mark.parametrize(
    ("path", "key"), [("/", "index.html"), ("/en", "en/index.html"), ("/politica/a", "politica/a/index.html")]
)
def test_a_page_is_the_index_of_its_folder(path: str, key: str) -> None:
    """Every address is answered by one object."""
    assert object_key(path) == key
