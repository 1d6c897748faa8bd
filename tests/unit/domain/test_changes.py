"""Changes: what readers are told of the difference between two forms of a story."""

from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.domain.articles import Article, Byline, Correction, Photograph, Tag
from laera.domain.changes import (
    LONGEST_SHOWN,
    MOST_DIFFERENCES,
    Change,
    Form,
    Mark,
    Part,
    Passage,
    Patience,
    Span,
    changes_between,
    passages_between,
    spans_between,
)
from laera.domain.site import Section

MORNING = datetime(2026, 1, 31, 9, tzinfo=UTC)
WORDS = st.lists(st.sampled_from(["the", "ferry", "sails", "at", "noon", "", "again."]), max_size=12).map(" ".join)
PARAGRAPHS = st.lists(WORDS, max_size=8)


def a_form(*paragraphs: str, path: str = "/mundo/ferry", setting: str = "", kind: str = "News", **fields: Any) -> Form:  # noqa: ANN401 - whatever a test hands on
    """A story about a ferry; `fields` are those of the article."""
    body = paragraphs or ("The ferry sails.",)
    known: dict[str, Any] = {"headline": "The ferry", "published": MORNING} | fields
    section = Section("world", {"es": "Mundo"})
    article = Article("articles/es/ferry.md", "es", section, "ferry", body="\n\n".join(body), **known)
    return Form(article, kind, "Mundo", path, setting or article.body, tuple(body))


def changed(before: Form, after: Form) -> tuple[Change, ...]:
    """What a reader is told."""
    return changes_between(before, after, Patience())


def spans(before: str, after: str) -> list[tuple[str, str]]:
    """The marked words of two paragraphs."""
    return [(span.mark.value, span.text) for span in spans_between(before, after, Patience())]


def rebuilt(passages: list[Passage], mark: Mark, text: list[str]) -> list[str]:
    """One of the two texts, made of the other's unchanged paragraphs and what the passages show."""
    made: list[str] = []
    for passage in passages:
        if passage.unchanged:
            made += text[len(made) : len(made) + passage.unchanged]
        elif any(span.mark in {mark, Mark.SAME} for span in passage.spans):
            made.append("".join(span.text for span in passage.spans if span.mark in {mark, Mark.SAME}))
    return made


@given(WORDS | st.text(max_size=30), WORDS | st.text(max_size=30))
def test_the_marked_words_hold_both_texts(before: str, after: str) -> None:
    """Without what was added they are the old paragraph to the letter, without what was removed the new one."""
    marked = spans_between(before, after, Patience())

    assert "".join(span.text for span in marked if span.mark is not Mark.ADDED) == before
    assert "".join(span.text for span in marked if span.mark is not Mark.REMOVED) == after
    assert all(span.text for span in marked)


@given(PARAGRAPHS, PARAGRAPHS)
def test_the_passages_hold_both_texts(before: list[str], after: list[str]) -> None:
    """Nothing of either text is lost between the passages; empty paragraphs, which no body has, aside."""
    before, after = [text for text in before if text], [text for text in after if text]
    passages = passages_between(before, after, Patience())

    assert rebuilt(passages, Mark.REMOVED, before) == before
    assert rebuilt(passages, Mark.ADDED, after) == after


@given(PARAGRAPHS)
def test_the_same_text_has_no_marks(paragraphs: list[str]) -> None:
    """A text compared with itself is one passage without changes."""
    assert passages_between(paragraphs, paragraphs, Patience()) == (
        [Passage(unchanged=len(paragraphs))] if paragraphs else []
    )


def test_a_changed_word_stands_alone() -> None:
    """A reader sees the one word, not the paragraph, struck out."""
    assert spans("It sails at noon from the pier.", "It sails at dusk from the pier.") == [
        ("same", "It sails at"),
        ("removed", " noon"),
        ("added", " dusk"),
        ("same", " from the pier."),
    ]


def test_words_at_the_beginning_and_the_end_stand_alone() -> None:
    """What is put before or behind a sentence leaves the sentence unmarked."""
    assert spans("It sails at noon.", "Now it is sure: It sails at noon.")[-1] == ("same", "It sails at noon.")
    assert spans("It sails at noon.", "It sails at noon. No one will wait.") == [
        ("same", "It sails at noon."),
        ("added", " No one will wait."),
    ]


def test_a_small_word_between_two_changes_is_part_of_the_change() -> None:
    """Readers get phrases to compare, not single words in turn struck out and put in."""
    assert ("removed", " seven of nine") in spans(
        "The company said that seven of nine boats would sail.", "The company said that two of four boats would sail."
    )


def test_a_paragraph_of_which_little_is_left_is_shown_old_and_new() -> None:
    """Two sentences about different things are not woven into one another."""
    assert spans("The ferry sails at noon.", "Bread costs more since the mill closed, the baker says.") == [
        ("removed", "The ferry sails at noon."),
        ("added", "Bread costs more since the mill closed, the baker says."),
    ]


def test_paragraphs_between_unchanged_ones_find_their_counterparts() -> None:
    """A paragraph that was edited beside one that is new is compared with what it was."""
    before = ["One.", "The ferry sails at noon from the old pier.", "Three.", "Four."]
    after = ["One.", "A new first thing.", "The ferry sails at dusk from the old pier.", "Three.", "Four."]

    passages = passages_between(before, after, Patience())

    assert passages == [
        Passage(unchanged=1),
        Passage((Span(Mark.ADDED, "A new first thing."),)),
        Passage(spans_between(before[1], after[2], Patience())),
        Passage(unchanged=2),
    ]
    assert Span(Mark.REMOVED, " noon") in passages[2].spans


def test_each_part_that_readers_see_is_told_in_order() -> None:
    """Headline first, the text last; what is the same is not mentioned."""
    before = a_form("The ferry sails at noon.", summary="A ferry sails.", tags=(Tag("Sea", "sea"), Tag("Work", "work")))
    after = a_form(
        "The ferry sails at dusk.",
        path="/mundo/boat",
        headline="The boat",
        summary="A boat sails.",
        bylines=(Byline("Ana Rojas", "ana-rojas"),),
        dateline="Puerto",
        published=MORNING + timedelta(hours=1),
        tags=(Tag("Work", "work"), Tag("Boats", "boats")),
        photograph=Photograph("media/boat.jpg", "A boat at the pier", "At dusk", "A. Rojas"),
        corrections=(Correction(MORNING, "It sails at dusk."),),
    )

    changes = changed(before, after)

    assert [change.part for change in changes] == [
        part for part in Part if part not in {Part.FORM, Part.SECTION, Part.FORMATTING}
    ]
    told = {change.part: change for change in changes}
    assert told[Part.HEADLINE].passages[0].spans == (Span(Mark.REMOVED, "The ferry"), Span(Mark.ADDED, "The boat"))
    assert told[Part.DATE].dates == (MORNING, MORNING + timedelta(hours=1))
    assert told[Part.TAGS].passages == (Passage((Span(Mark.REMOVED, "Sea"),)), Passage((Span(Mark.ADDED, "Boats"),)))
    assert told[Part.CORRECTIONS].passages == (Passage((Span(Mark.ADDED, "It sails at dusk."),)),)
    assert told[Part.PHOTOGRAPH].passages == (Passage((Span(Mark.ADDED, "A boat at the pier"),)),)


def test_what_readers_do_not_see_is_no_change() -> None:
    """Redirects, translations, hours to come and the file of a photograph stay between desk and press."""
    before = a_form(photograph=Photograph("media/secret-name.jpg", "A boat"))
    after = a_form(
        photograph=Photograph("media/secret-name.jpg", "A boat", focal=(0.1, 0.2)),
        aliases=("/old",),
        translation_key="ferry",
        expires=MORNING + timedelta(days=9),
        embargo=MORNING,
    )

    assert changed(before, after) == ()


def test_another_photograph_is_told_by_what_it_shows() -> None:
    """A reader learns what the pictures show, never what their files are called."""
    before, after = (a_form(photograph=Photograph(f"media/{name}.jpg", name.title())) for name in ("pier", "boat"))
    undescribed = a_form(photograph=Photograph("media/x.jpg", "", is_decorative=True))

    assert changed(before, after) == (
        Change(Part.PHOTOGRAPH, (Passage((Span(Mark.REMOVED, "Pier"), Span(Mark.ADDED, "Boat"))),)),
    )
    assert changed(undescribed, a_form()) == (Change(Part.PHOTOGRAPH),)


def test_new_links_in_the_same_words_are_said_to_be_so() -> None:
    """The words did not change, and readers are told that something else did."""
    assert changed(a_form("A pier."), a_form("A pier.", setting="A <b>pier</b>.")) == (Change(Part.FORMATTING),)


def test_a_text_too_long_to_compare_or_to_show_was_rewritten() -> None:
    """No page grows with two whole books; the reader learns that the text is another."""
    long = Form(a_form().article, "News", "Mundo", "/mundo/ferry", "long", None)
    wordy = a_form(*(f"Sentence {number} of the book." for number in range(LONGEST_SHOWN // 20)))

    assert changed(a_form(), long) == changed(a_form(), wordy) == (Change(Part.TEXT),)
    assert changed(long, long) == ()


@pytest.mark.parametrize("unit", ["a ", "a b ", "a b a c "])
def test_a_hostile_text_is_compared_in_no_time(unit: str) -> None:
    """Whoever writes the longest text of the most alike words keeps no press busy, however often it is compared."""
    one = [unit * 300] * 40 + ["x"] * 2000
    other = [unit * 299 + "d " + unit] * 41 + ["y", "x"] * 1000
    patience = Patience()
    started = process_time()

    for _ in range(30):
        passages_between(one, other, patience)
        spans_between(" ".join(one), " ".join(other), patience)

    assert process_time() - started < 2


def test_texts_that_differ_in_everything_have_no_passages() -> None:
    """Hundreds of paragraphs that went and came are not listed."""
    count = MOST_DIFFERENCES
    assert passages_between([f"old {n}" for n in range(count)], [f"new {n}" for n in range(count)], Patience()) == []


def test_a_story_that_becomes_an_opinion_says_so() -> None:
    """What kind of story it is matters to readers as much as its headline."""
    [change] = changed(a_form(), a_form(kind="Opinion"))

    assert change.part is Part.FORM
    assert [(span.mark.value, span.text) for span in change.passages[0].spans] == [
        ("removed", "News"),
        ("added", "Opinion"),
    ]
