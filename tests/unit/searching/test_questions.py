"""What is made of what readers type."""

import apsw
import pytest

from laera.searching.questions import LONGEST_QUESTION, Sense, read_question
from laera.searching.spans import IndexedStory, write_span
from laera.searching.stems import Stems

ES = Stems.of("es")
CARD = {"path": "/a", "language": "es", "section": "x", "headline": "Puerto", "published": "2026-01-30T12:00:00Z"}


def words(text: str) -> list[list[str]]:
    """The stems wanted, term by term."""
    return [[forms[0] for forms in term.stems] for term in read_question(text, ES).wanted]


def test_words_are_looked_for_each_and_phrases_in_a_row() -> None:
    """Whatever quotation marks the keyboard has."""
    assert words("huelga puertos") == [["huelg"], ["puert"]]
    assert words('"huelga general" puerto') == [["huelg", "general"], ["puert"]]
    assert words("«huelga general» “de los puertos”") == [["huelg", "general"], ["de", "los", "puert"]]
    assert words('"sin cerrar') == [["sin", "cerr"]]


def test_a_hyphen_before_a_word_takes_stories_out_and_one_within_a_word_does_not() -> None:
    """-this, and not covid-19."""
    question = read_question('puerto -alerce −"dos veces" covid-19', ES)
    assert [[forms[0] for forms in term.stems] for term in question.wanted] == [["puert"], ["cov", "19"]]
    assert len(question.unwanted) == 2
    assert " NOT " in question.asked()


def test_common_words_are_passed_over_but_in_phrases() -> None:
    """Who types a sentence is not punished for its articles."""
    assert words("la huelga de los puertos") == [["huelg"], ["puert"]]
    assert read_question("de la", ES).sense is Sense.COMMON
    assert read_question('"de la"', ES).sense is Sense.GOOD


@pytest.mark.parametrize("text", ["", "   ", "((( ***", "😀", "-puerto", '"""', "\0", "-", "*"])
def test_nothing_is_asked_where_there_is_no_word_that_is_wanted(text: str) -> None:
    """The page then says how to search."""
    assert read_question(text, ES).sense is Sense.EMPTY


def test_a_question_that_is_too_long_is_not_looked_at() -> None:
    """Nobody has so much to ask at once."""
    assert read_question("a" * (LONGEST_QUESTION + 1), ES).sense is Sense.LONG
    assert read_question("puerto " * 28, ES).sense is Sense.GOOD


@pytest.mark.parametrize(
    "text",
    [
        "AND",
        "puerto AND OR NOT",
        "NEAR(puerto huelga)",
        "headline:puerto",
        "puerto*",
        "^puerto",
        'pu"er"to',
        "{headline} : puerto",
        "'; drop table words; --",
        "\0puerto\x07",
        "puerto " * 28,
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        "港口 порт ميناء",
        "-a -b puerto",
    ],
)
@pytest.mark.parametrize("any_will_do", [False, True])
def test_no_question_is_a_mistake_to_the_index(text: str, any_will_do: bool) -> None:
    """Whatever is typed is words to it."""
    connection = apsw.Connection(":memory:")
    connection.deserialize("main", write_span("es", [IndexedStory(CARD, "Calma.")]))
    question = read_question(text, ES)
    assert question.sense is Sense.GOOD
    found = connection.execute(
        "select count(*) from words where words match ?", (question.asked(any_will_do=any_will_do),)
    )
    assert found.get in {0, 1}
