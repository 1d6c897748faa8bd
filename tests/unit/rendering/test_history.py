"""A story's history page: what changed, when, readable by anyone."""

from datetime import timedelta
from time import process_time
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from laera.domain.articles import Article
from laera.domain.history import Absence, History, Showing
from laera.rendering.history import LONGEST_COMPARED
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import HEADLINE, PUBLISHED, SITE, a_full_story, a_story, find, meta, parsed, text_of

LATER = PUBLISHED + timedelta(hours=3)


def a_history(*articles: Article, absence: Absence | None = None, is_whole: bool = True) -> History:
    """Editions an hour apart, given oldest first; the newest came back after the absence."""
    showings = [Showing(article, PUBLISHED + timedelta(hours=at)) for at, article in enumerate(articles)]
    showings[-1] = Showing(showings[-1].article, showings[-1].since, absence)
    return History(tuple(reversed(showings)), is_whole)


def page(renderer: PageRenderer, history: History) -> Element:
    """The page, valid as HTML."""
    return parsed(renderer.history(SITE, history))


def headings(document: Element, level: str = "h2") -> list[str]:
    """The page's headings of one level."""
    return [" ".join(text_of(heading).split()) for heading in document.iter(level)]


def test_the_newest_change_comes_first_and_publication_last(renderer: PageRenderer) -> None:
    """Each change under its time by the paper's clock."""
    document = page(renderer, a_history(a_story(), a_story(headline="Quiet night"), a_story(headline="Calm night")))

    assert headings(document) == [
        "Changed 30 January 2026, 23:45",
        "Changed 30 January 2026, 22:45",
        "Published 30 January 2026, 21:45",
    ]
    assert next(time.get("datetime") for time in document.iter("time")) == "2026-01-30T23:45:00-03:00"
    assert [text_of(removed) for removed in document.iter("del")] == ["Removed: Quiet night", f"Removed: {HEADLINE}"]
    assert [text_of(added) for added in document.iter("ins")] == ["Added: Calm night", "Added: Quiet night"]
    assert [text_of(name) for name in document.iter("h1")] == ["Calm night"]


def test_the_text_shows_the_words_that_changed_and_counts_the_rest(renderer: PageRenderer) -> None:
    """Paragraphs without a change are a number; in the others the words that went and came are marked."""
    body = "One two three four.\n\nThe alerts were eight in the north.\n\nThe end.\n\nReally.\n"
    document = page(renderer, a_history(a_story(body=body), a_story(body=body.replace("eight", "nine"))))

    assert headings(document, "h3") == ["Text"]
    section = find(document, ".//section[@class='edition']")
    assert [text_of(paragraph) for paragraph in section.iter("p")] == [
        "One paragraph unchanged",
        "The alerts were Removed: eight Added: nine in the north.",
        "2 paragraphs unchanged",
    ]


def test_a_story_that_came_back_says_when_and_why_it_was_away(renderer: PageRenderer) -> None:
    """The absence is told even when nothing changed."""
    absence = Absence(PUBLISHED, LATER, "A source asked for time & got it")
    document = page(renderer, a_history(a_story(), a_story(), absence=absence))

    assert headings(document)[0].startswith("Back on the site")
    assert text_of(find(document, ".//p[@class='absence']")) == (
        "The story was not on the site from 30 January 2026, 21:45 to 31 January 2026, 00:45."
        " Reason: A source asked for time & got it"
    )


def test_an_edition_that_looks_the_same_has_no_entry(renderer: PageRenderer) -> None:
    """What changed only for the press is no change to readers."""
    document = page(renderer, a_history(a_story(), a_story(aliases=("/old",)), a_story(aliases=("/older",))))

    assert headings(document) == ["Published 30 January 2026, 21:45"]


def test_a_history_that_is_cut_says_so_instead_of_when_it_began(renderer: PageRenderer) -> None:
    """The oldest edition that was read is compared with, not told."""
    document = page(renderer, a_history(a_story(), a_story(summary="New."), is_whole=False))

    assert len(headings(document)) == 1
    assert "Earlier changes are not listed." in text_of(find(document, ".//main"))


def test_every_part_has_its_name(renderer: PageRenderer) -> None:
    """A reader is told what changed of each part of the page, the date in words."""
    other = SITE.sections[1]
    bare = a_story(photograph=None, section=other, slug="other", headline="Other", published=LATER)
    document = page(renderer, a_history(bare, a_full_story(body="Another text.")))

    assert headings(document, "h3") == [
        "Headline", "Byline", "Place", "Date", "Section", "Address", "Topics", "Photograph", "Caption", "Credit",
        "Corrections", "Text",
    ]  # fmt: skip
    said = text_of(find(document, ".//main"))
    assert "Removed: 31 January 2026, 00:45" in said
    assert "Added: /en/international/kyiv-sees-quieter-night" in said


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ({"body": "A pier.\n"}, {"body": "A [pier](/x).\n"}, "Links or typography changed; the words are the same."),
        ({"body": "A pier.\n"}, {"body": "A word. " * (LONGEST_COMPARED // 8 + 1)}, "The text was rewritten."),
        ({}, {"photograph": None}, ""),
    ],
)
def test_what_cannot_be_shown_is_said(
    renderer: PageRenderer, before: dict[str, Any], after: dict[str, Any], note: str
) -> None:
    """A reader learns that something changed even where there is nothing to compare."""
    document = page(renderer, a_history(a_story(**before), a_story(**after)))

    assert note in text_of(find(document, ".//section[@class='edition']"))
    assert len(headings(document)) == 2


def test_comments_in_a_manuscript_are_not_told(renderer: PageRenderer) -> None:
    """What an editor noted for colleagues never was on the page, and is not on this one."""
    history = a_history(a_story(body="One.<!-- ask K. first -->\n"), a_story(body="One, two.<!-- K. agreed -->\n"))

    assert b"K." not in renderer.history(SITE, history)


def test_the_page_is_not_for_search_engines_and_leads_to_the_story(renderer: PageRenderer) -> None:
    """The words that were taken back are found by who looks for the story's history, not by who searches."""
    document = page(renderer, a_history(a_story()))

    assert meta(document, "robots") == "noindex, follow"
    assert find(document, ".//h1/a").get("href") == "/en/international/kyiv-sees-quieter-night"
    canonical = next(link for link in document.iter("link") if link.get("rel") == "canonical")
    assert canonical.get("href") == "https://laera.example/en/international/kyiv-sees-quieter-night/history"


def test_nothing_an_editor_writes_becomes_markup(renderer: PageRenderer) -> None:
    """Old words are as harmless as new ones."""
    hostile = "<script>alert(1)</script> & \"'{{ 7*7 }}"
    history = a_history(
        a_story(headline=hostile, body="`" + hostile + "`"),
        a_story(headline=hostile[::-1], summary=hostile, body="`x" + hostile + "`"),
        absence=Absence(PUBLISHED, LATER, hostile),
    )
    document = page(renderer, history)

    assert list(find(document, ".//main").iter("script")) == []
    assert hostile in text_of(find(document, ".//p[@class='absence']"))
    assert renderer.history(SITE, history) == renderer.history(SITE, history)


def test_a_long_history_of_long_stories_takes_no_time(renderer: PageRenderer) -> None:
    """Thirty editions of the longest texts that are compared, each different, hold up no one."""
    words = [f"word{number % 97} and the " for number in range(LONGEST_COMPARED // 16)]
    articles = [
        a_story(
            body="".join(
                f"{at if n % 9 == at % 9 else ''}{word}{'. ' if n % 50 else chr(10) * 2}"
                for n, word in enumerate(words)
            )[:LONGEST_COMPARED]
        )
        for at in range(30)
    ]
    started = process_time()

    rendered = renderer.history(SITE, a_history(*articles))

    assert process_time() - started < 3
    assert len(rendered) < 1_500_000
