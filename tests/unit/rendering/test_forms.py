"""The name of a story's form, on its page and on its card."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest

from laera.domain.articles import Article
from laera.domain.forms import StoryForm
from laera.domain.listings import card_of
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import PUBLISHED, SITE, a_story, find, parsed, text_of

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
    return parsed(renderer.article(SITE, article, version_id="v", renditions=None, translations={}))


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
