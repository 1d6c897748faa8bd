"""The few words of a story that a reader is shown."""

from time import process_time

from laera.domain.search import Span
from laera.searching.fragments import fragment, marked
from laera.searching.stems import Stems

ES = Stems.of("es")
LONG = " ".join(f"palabra{number}" for number in range(200))


def wanted(*words: str) -> set[str]:
    """The stems of these."""
    return {form for word in words for form in ES.of_word(word)}


def found(spans: tuple[Span, ...]) -> list[str]:
    """What is marked."""
    return [span.text for span in spans if span.is_found]


def test_what_was_looked_for_is_marked_in_whatever_form_it_stands() -> None:
    """The reader's word is `puerto`, the story's `Puertos`."""
    assert marked("Los Puertos cierran", wanted("puerto"), ES) == (
        Span("Los "),
        Span("Puertos", is_found=True),
        Span(" cierran"),
    )


def test_the_fragment_is_where_most_of_it_stands() -> None:
    """The first word alone is at the beginning; both are far below."""
    text = f"Huelga. {LONG} La huelga de los puertos sigue. {LONG}"
    spans = fragment(text, wanted("huelga", "puerto"), ES)
    assert found(spans) == ["huelga", "puertos"]
    assert spans[0].text == "… "
    assert spans[-1].text.endswith("…")
    assert sum(len(span.text) for span in spans) < 230


def test_a_word_in_every_line_takes_no_longer() -> None:
    """Twice the places are looked through in twice the time, not four times."""
    started = process_time()
    assert found(fragment("mar " * 20_000, wanted("mar"), ES))
    assert process_time() - started < 3


def test_a_text_without_it_begins_at_its_beginning() -> None:
    """The word stood in the headline."""
    spans = fragment(LONG, wanted("huelga"), ES)
    assert spans[0].text.startswith("palabra0 palabra1")
    assert found(spans) == []


def test_the_words_of_a_fragment_are_those_of_the_text() -> None:
    """Nothing is lost or doubled, accents in two parts and line breaks included."""
    text = "Una cancio\u0301n\nde mar"
    assert "".join(span.text for span in fragment(text, wanted("canción", "mar"), ES)) == "Una canción de mar"


def test_a_word_without_end_is_cut() -> None:
    """A fragment stays a fragment."""
    spans = fragment("a" * 2000, wanted("huelga"), ES)
    assert sum(len(span.text) for span in spans) < 230
    assert fragment("", wanted("huelga"), ES) == ()
