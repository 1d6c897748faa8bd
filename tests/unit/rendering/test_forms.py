"""The name of a story's form, on its page and on its card."""

import json
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from laera.domain.articles import Article
from laera.domain.forms import StoryForm
from laera.domain.listings import card_of
from laera.rendering.feeds import FORMATS
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import (
    PUBLISHED,
    RENDITIONS,
    SITE,
    a_full_story,
    a_story,
    find,
    parsed,
    text_of,
)

ENDED = PUBLISHED + timedelta(hours=5)
LABELS = [
    ({"form": StoryForm.LONG_READ}, "Long read"),
    ({"form": StoryForm.OPINION}, "Opinion"),
    ({"form": StoryForm.PHOTO_ESSAY}, "In pictures"),
    ({"form": StoryForm.LIVE_BLOG}, "Live"),
    ({"form": StoryForm.LIVE_BLOG, "ended": ENDED}, "As it happened"),
]


def page(renderer: PageRenderer, article: Article) -> Element:
    """The story's page, valid as HTML."""
    return parsed(renderer.article(SITE, article, version_id="v", renditions=RENDITIONS, translations={}))


def in_order(document: Element, *classes: str) -> list[str]:
    """Which of these parts the page has, in its order."""
    found = (element.get("class", "").split() or [element.tag] for element in document.iter())
    return [names[0] for names in found if names[0] in classes]


def structured(document: Element) -> dict[str, Any]:
    """What search engines are told."""
    script = next(one for one in document.iter("script") if one.get("type") == "application/ld+json")
    told: dict[str, Any] = json.loads(script.text or "")
    return told


def front(renderer: PageRenderer, *articles: Article) -> Element:
    """The home front with these stories, the first one leading."""
    return parsed(renderer.front(SITE, "en", None, [card_of(article, SITE) for article in articles]))


@pytest.mark.parametrize(("fields", "label"), LABELS)
def test_a_form_is_announced_above_the_headline(renderer: PageRenderer, fields: dict[str, object], label: str) -> None:
    """On the story's page, on the lead of a front and on every other card, with the section behind it."""
    story = a_story(**fields)
    fronted = front(renderer, story, story)

    kickers = [
        find(page(renderer, story), ".//p[@class='kicker']"),
        *fronted.findall(".//main//p[@class='kicker']"),
    ]
    assert [text_of(kicker) for kicker in kickers] == [f"{label} · International"] * 3
    assert f"card {fields['form']}" in {card.get("class") for card in fronted.iter("article")}


@pytest.mark.parametrize("form", [StoryForm.STANDARD, StoryForm.WIRE])
def test_what_readers_expect_anyway_needs_no_word(renderer: PageRenderer, form: StoryForm) -> None:
    """News is news, whoever sent it."""
    story = a_story(form=form)

    assert text_of(find(page(renderer, story), ".//p[@class='kicker']")) == "International"
    assert {text_of(kicker) for kicker in front(renderer, story, story).findall(".//main//p[@class='kicker']")} == {
        "International"
    }


def test_a_long_read_begins_with_its_photograph(renderer: PageRenderer) -> None:
    """As wide as the page, the headline below it; other stories have it the other way."""
    long, news = (page(renderer, a_story(form=form)) for form in (StoryForm.LONG_READ, StoryForm.STANDARD))

    assert in_order(long, "photograph", "h1") == ["photograph", "h1"]
    assert in_order(news, "photograph", "h1") == ["h1", "photograph"]
    assert find(long, ".//figure[@class='photograph']//img").get("sizes") == "(min-width: 78rem) 78rem, 100vw"


def test_an_opinion_is_somebody_s(renderer: PageRenderer) -> None:
    """The name comes before the headline, and a line at the end says what this is."""
    document = page(renderer, a_full_story(form=StoryForm.OPINION))

    assert in_order(document, "byline", "h1", "note") == ["byline", "h1", "note"]
    assert text_of(find(document, ".//p[@class='byline']")) == "Ana Rojas and Iván Ñandú"
    assert in_order(page(renderer, a_full_story()), "byline", "h1", "note") == ["h1", "byline"]


def test_photographs_of_an_essay_are_fetched_as_wide_as_they_stand(renderer: PageRenderer) -> None:
    """And those of other texts no wider than the text."""
    sizes = []
    for form in (StoryForm.PHOTO_ESSAY, StoryForm.STANDARD):
        story = a_story(form=form, body='![A river](media/a.jpg "The river")\n')
        body = renderer.article(
            SITE, story, version_id="v", renditions=None, translations={}, pictures={"media/a.jpg": RENDITIONS}
        )
        sizes.append(find(parsed(body), ".//figure/img").get("sizes"))

    assert sizes == ["(min-width: 80rem) 61rem, 100vw", "(min-width: 42rem) 40rem, 100vw"]


@pytest.mark.parametrize(
    ("form", "type_"),
    [
        (StoryForm.STANDARD, "NewsArticle"),
        (StoryForm.WIRE, "NewsArticle"),
        (StoryForm.PHOTO_ESSAY, "NewsArticle"),
        (StoryForm.LONG_READ, ["NewsArticle", "ReportageNewsArticle"]),
        (StoryForm.OPINION, ["NewsArticle", "OpinionNewsArticle"]),
        (StoryForm.LIVE_BLOG, "LiveBlogPosting"),
    ],
)
def test_search_engines_are_told_the_form(renderer: PageRenderer, form: StoryForm, type_: str | list[str]) -> None:
    """In the words of schema.org."""
    assert structured(page(renderer, a_story(form=form)))["@type"] == type_


@pytest.mark.parametrize(
    ("form", "genres"),
    [(StoryForm.STANDARD, None), (StoryForm.OPINION, ["Opinion"]), (StoryForm.LONG_READ, ["Feature"])],
)
def test_other_newsrooms_are_told_the_form(renderer: PageRenderer, form: StoryForm, genres: list[str] | None) -> None:
    """In the words of IPTC, as far as it has any."""
    item = json.loads(renderer.ninjs(SITE, a_story(form=form), version_id="v", renditions=None, translations={}))

    assert [genre["name"] for genre in item["genres"]] == genres if genres else "genres" not in item


@pytest.mark.parametrize("form", StoryForm)
def test_reading_takes_as_long_as_it_says(renderer: PageRenderer, form: StoryForm) -> None:
    """Beside the date, of what is read from beginning to end."""
    story = a_story(form=form, body="word " * 228 * 3)
    dates = text_of(find(page(renderer, story), ".//p[@class='dates']"))

    assert ("3 min read" in dates) is (form not in {StoryForm.LIVE_BLOG, StoryForm.WIRE})


class TestAgency:
    """A story that an agency sent."""

    def test_it_stands_where_the_byline_stands(self, renderer: PageRenderer) -> None:
        """Alone, or behind those who sign."""
        alone = page(renderer, a_story(agency="Agencia Norte"))
        signed = page(renderer, a_full_story(agency="Agencia Norte"))

        assert text_of(find(alone, ".//p[@class='byline']")) == "Agencia Norte"
        assert text_of(find(signed, ".//p[@class='byline']")) == "By Ana Rojas and Iván Ñandú · Agencia Norte"

    def test_programs_are_told(self, renderer: PageRenderer) -> None:
        """Search engines, other newsrooms, whoever reads plain text."""
        story = a_story(agency="Agencia Norte")
        told = structured(page(renderer, story))
        item = json.loads(renderer.ninjs(SITE, story, version_id="v", renditions=None, translations={}))

        agency = {"@type": "Organization", "name": "Agencia Norte"}
        assert (told["author"], told["sourceOrganization"]) == ([agency], agency)
        assert item["by"] == "Agencia Norte"
        assert {"name": "Agencia Norte", "role": "https://schema.org/sourceOrganization"} in item["infosources"]
        assert "Agencia Norte" in renderer.twin(SITE, story, renditions=None).decode()

    def test_lists_name_it_where_no_one_signs(self, renderer: PageRenderer) -> None:
        """Fronts and feeds."""
        card = card_of(a_story(agency="Agencia Norte"), SITE)
        feed = json.loads(
            renderer.feed(FORMATS[2], SITE, "en", scope="home", title="", page="/en", cards=[card]).decode()
        )

        assert "Agencia Norte" in text_of(find(front(renderer, a_story(agency="Agencia Norte")), ".//main"))
        assert feed["items"][0]["authors"] == [{"name": "Agencia Norte"}]


def test_a_story_s_end_has_room_for_more(renderer: PageRenderer) -> None:
    """Two lists that a script fills, out of sight until it does; the links to section and topics are there without."""
    document = page(renderer, a_full_story())
    further = find(document, ".//nav[@class='further']")

    assert further.get("hidden") is not None
    assert [text_of(heading) for heading in further.iter("h2")] == ["On the same topics", "More in International"]
    assert find(document, ".//p[@class='onward']/a[@class='more']").get("href") == "/en/international"
    assert len(document.findall(".//p[@class='tags']/a")) == 2
