"""Files of the index: written whole, the same for the same stories, and believed no more than their digests."""

from pathlib import Path

import apsw
import pytest

from laera.searching.answers import Bounds, OpenSpan, rarities, scale_of
from laera.searching.questions import read_question
from laera.searching.spans import FILE, IndexedStory, digest_of, texts_in, write_span
from laera.searching.stems import Stems

ES = Stems.of("es")


def a_story(number: int, headline: str = "Un día", text: str = "Calma.", **card: str) -> IndexedStory:
    """A story of the number's hour."""
    shown = {
        "path": f"/x/{number}",
        "language": "es",
        "section": "culture",
        "headline": headline,
        "published": f"2026-01-30T{number:02}:00:00Z",
        "id": f"urn:{number}",
    }
    return IndexedStory(shown | card, text)


STORIES = [
    a_story(1, "Huelga en el puerto", "Nadie trabaja. " * 5),
    a_story(2, "Otra cosa", "En el puerto hubo huelga. Los marinos hablarían."),
    a_story(3, "Calma", "Sin novedad en el puerto.", section="sports", summary="Hubo huelga en otra parte."),
]


def opened(folder: Path, stories: list[IndexedStory]) -> OpenSpan:
    """A file of these stories."""
    path = folder / f"{len(stories)}.db"
    path.write_bytes(write_span("es", stories))
    return OpenSpan(path)


def asked(words: str) -> str:
    """As the index is asked."""
    return read_question(words, ES).asked()


def test_the_same_stories_are_the_same_bytes_in_whatever_order_they_come() -> None:
    """So an unchanged file is not written, and `laera verify` can compare."""
    body = write_span("es", STORIES)
    assert body.startswith(FILE)
    assert write_span("es", reversed(STORIES)) == body
    assert write_span("es", STORIES[:2]) != body


def test_texts_are_kept_under_their_digests() -> None:
    """And come out as they went in."""
    texts = texts_in(write_span("es", STORIES))
    assert texts == {digest_of(story.text): story.text for story in STORIES}


def test_what_somebody_changed_in_a_file_is_not_believed() -> None:
    """Nor is what is no such file, whole or in part."""
    body = write_span("es", STORIES)
    connection = apsw.Connection(":memory:")
    connection.deserialize("main", body)
    connection.execute("update stories set text = 'nonsense' where id = 1")
    changed = bytes(connection.serialize("main"))

    assert len(texts_in(changed)) < len(STORIES)
    assert texts_in(b"This has been withdrawn.\n") == {}
    assert texts_in(FILE + b"\0" * 100) == {}
    assert set(texts_in(body[: len(body) // 2])) <= set(texts_in(body))


def test_the_best_answer_has_the_word_in_its_headline(tmp_path: Path) -> None:
    """Then in its summary, then in its text."""
    span = opened(tmp_path, STORIES)
    hits = span.best(asked("huelga"), Bounds(), 10)
    assert [hit.card().headline for hit in hits] == ["Huelga en el puerto", "Calma", "Otra cosa"]


def test_newest_answers_come_newest_first_and_go_on_after_a_place(tmp_path: Path) -> None:
    """However they were found."""
    span = opened(tmp_path, STORIES)
    first, *rest = span.newest(asked("puerto"), Bounds(), 10)
    assert first.card().headline == "Calma"
    assert span.newest(asked("puerto"), Bounds(), 10, after=first.place) == rest
    assert len(span.newest(asked("puerto"), Bounds(), 1)) == 1


def test_bounds_leave_out_other_sections_and_times(tmp_path: Path) -> None:
    """Both ends of time: from, and before."""
    span = opened(tmp_path, STORIES)
    assert [hit.number for hit in span.newest(asked("puerto"), Bounds(section="sports"), 10)] == [3]
    between = Bounds(earliest="2026-01-30T02:00:00Z", before="2026-01-30T03:00:00Z")
    assert [hit.number for hit in span.best(asked("puerto"), between, 10)] == [2]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("hablarian", [2]),
        ('"puerto hubo"', [2]),
        ('"hubo puerto"', []),
        ("huelga -marinos", [1, 3]),
        ("huelga puerto novedad", [3]),
        ("huelga queso", []),
    ],
)
def test_all_words_phrases_and_minus(tmp_path: Path, words: str, numbers: list[int]) -> None:
    """What readers expect of a search."""
    hits = opened(tmp_path, STORIES).best(asked(words), Bounds(), 10)
    assert sorted(hit.number for hit in hits) == numbers


def test_scores_of_small_and_large_files_can_be_compared(tmp_path: Path) -> None:
    """A word that half of a small file has is as rare as it is among all stories."""
    many = [a_story(number % 24, f"Día {number}", "Sin novedad.", id=f"urn:{number}") for number in range(200)]
    small = opened(tmp_path, [a_story(1, "El faro", "El faro gira."), a_story(2, "Nada", "Nada.")])
    large = opened(tmp_path, [*many, a_story(3, "Un día más", "Se vio el faro, lejos, entre muchas otras cosas.")])
    question = read_question("faro", ES)
    rarity = rarities([small, large], question.stems)

    def best(span: OpenSpan) -> float:
        return span.best(question.asked(), Bounds(), 1)[0].score * scale_of(span, question.stems, rarity)

    assert small.best(question.asked(), Bounds(), 1)[0].score < large.best(question.asked(), Bounds(), 1)[0].score
    assert best(small) > best(large)
    assert scale_of(opened(tmp_path, [a_story(1)]), question.stems, rarity) == 0.0
