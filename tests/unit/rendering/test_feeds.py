"""Feeds: valid in every format, safe whatever an editor pasted, the same bytes for the same stories."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from laera.domain.articles import Byline, Correction, Tag
from laera.domain.listings import Card, CorrectedCard, Thumbnail
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.feeds import FORMATS, FeedFormat
from laera.rendering.pages import PageRenderer
from tests.outside import feeds, json_documents
from tests.unit.rendering.samples import PUBLISHED, SITE, a_story, cards

RSS, ATOM, JSON_FEED = FORMATS
NASTY = "a\x00b\x0b\ufffe\ud800 ]]> <b>&amp; <![CDATA[ \u2028 \U0001f4f0 ñ --> {{x}}"
READ = "ab? ]]> <b>&amp; <![CDATA[ \u2028 \U0001f4f0 ñ --> {{x}}"
ATOM_NAMES = {"a": "http://www.w3.org/2005/Atom"}


def full_cards() -> list[Card]:
    """Stories with everything a card can have, the second of them updated last."""
    first, second, *rest = [
        replace(card, id=f"urn:uuid:00000000-0000-5000-8000-{number:012}", tags=(Tag("Mar & sal", "mar-sal"),))
        for number, card in enumerate(cards(5))
    ]
    return [first, replace(second, updated=PUBLISHED + timedelta(hours=5)), *rest]


def feed(
    renderer: PageRenderer, form: FeedFormat, shown: Sequence[Card] | None = None, title: str = "", page: str = "/"
) -> bytes:
    """The paper's feed in Spanish."""
    stories = full_cards() if shown is None else shown
    return renderer.feed(form, SITE, "es", scope="home", title=title, page=page, cards=stories)


def complaints(form: FeedFormat, document: bytes) -> list[str]:
    """What others' validators say."""
    return json_documents.feed_complaints(document) if form is JSON_FEED else feeds.complaints(document)


def json_feed(document: bytes) -> dict[str, Any]:
    """The feed as a program reads it."""
    read: dict[str, Any] = json.loads(document)
    return read


def entries(document: bytes) -> list[Element]:
    """The entries of an Atom feed."""
    return fromstring(document).findall("a:entry", ATOM_NAMES)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_feed_is_valid(renderer: PageRenderer, form: FeedFormat) -> None:
    """With everything a story can have, with nothing but a headline, and without any story."""
    bare = Card("/x", "es", "gone", "Solo un titular", PUBLISHED, id="urn:uuid:00000000-0000-5000-8000-000000000001")

    assert complaints(form, feed(renderer, form)) == []
    assert complaints(form, feed(renderer, form, [bare])) == []
    assert complaints(form, feed(renderer, form, [])) == []


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_nothing_an_editor_pastes_breaks_a_feed(renderer: PageRenderer, form: FeedFormat) -> None:
    """Characters that XML cannot hold are left out; all others are read as they were written, and none as markup."""
    card = replace(
        full_cards()[0],
        headline=NASTY,
        summary=NASTY,
        bylines=(Byline(NASTY, "x"),),
        tags=(Tag(NASTY, "x"),),
        thumbnail=Thumbnail("/media/x.jpg", 10, 10, NASTY),
    )
    document = feed(renderer, form, [card], title=NASTY)
    assert complaints(form, document) == []

    if form is JSON_FEED:
        [item] = json_feed(document)["items"]
        assert item["title"] == NASTY.replace("\ud800", "?")
    else:
        texts = [
            unescape(element.text) if element.tag == "description" else element.text
            for element in fromstring(document).iter()
            if element.text and "]]" in element.text
        ]
        assert {text.replace(" · La Era", "").replace("?", "") for text in texts} == {READ.replace("?", "")}
        assert len(texts) >= 4


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_stories_give_the_same_bytes(renderer: PageRenderer, form: FeedFormat) -> None:
    """No clock: a feed set anew is not written anew."""
    assert feed(renderer, form) == feed(PageRenderer(TemplateHome(SOURCE)), form)


def test_all_dates_are_of_content_and_carry_an_offset(renderer: PageRenderer) -> None:
    """A feed is as new as the newest change in it, on the paper's clock."""
    atom = fromstring(feed(renderer, ATOM))
    assert atom.findtext("a:updated", "", ATOM_NAMES) == "2026-01-31T02:45:00-03:00"
    assert entries(feed(renderer, ATOM))[1].findtext("a:updated", "", ATOM_NAMES) == "2026-01-31T02:45:00-03:00"
    assert entries(feed(renderer, ATOM))[1].findtext("a:published", "", ATOM_NAMES) == "2026-01-30T20:45:00-03:00"

    channel = fromstring(feed(renderer, RSS)).find("channel")
    assert channel is not None
    assert channel.findtext("lastBuildDate") == "Sat, 31 Jan 2026 02:45:00 -0300"
    assert channel.findtext("item/pubDate") == "Fri, 30 Jan 2026 21:45:00 -0300"
    assert json_feed(feed(renderer, JSON_FEED))["items"][1]["date_modified"] == "2026-01-31T02:45:00-03:00"


def test_an_item_is_known_by_the_story_and_leads_to_its_page(renderer: PageRenderer) -> None:
    """In every format; its Markdown twin beside it in Atom, which has a place for it."""
    card = full_cards()[0]
    rss = fromstring(feed(renderer, RSS)).find("channel/item")
    atom, item = entries(feed(renderer, ATOM))[0], json_feed(feed(renderer, JSON_FEED))["items"][0]
    assert rss is not None
    guid = rss.find("guid")
    assert guid is not None

    assert guid.text == atom.findtext("a:id", "", ATOM_NAMES) == item["id"] == card.id
    assert guid.get("isPermaLink") == "false"
    assert rss.findtext("link") == item["url"] == "https://laera.example/internacional/story-0"
    assert [(link.get("type"), link.get("href")) for link in atom.findall("a:link[@rel='alternate']", ATOM_NAMES)] == [
        ("text/html", "https://laera.example/internacional/story-0"),
        ("text/markdown", "https://laera.example/internacional/story-0.md"),
    ]


def test_the_picture_comes_with_its_size_and_type(renderer: PageRenderer) -> None:
    """The small copy where its size is told, the large one for JSON Feed, which asks for the main image."""
    rss = fromstring(feed(renderer, RSS))
    media = rss.find("channel/item/{http://search.yahoo.com/mrss/}content")
    assert media is not None
    assert media.attrib == {
        "url": "https://laera.example/media/0-320.webp",
        "medium": "image",
        "type": "image/webp",
        "width": "320",
        "height": "180",
    }
    assert json_feed(feed(renderer, JSON_FEED))["items"][0]["image"] == "https://laera.example/media/0-1600.webp"
    enclosures = entries(feed(renderer, ATOM))[0].findall("a:link[@rel='enclosure']", ATOM_NAMES)
    assert [link.get("href") for link in enclosures] == ["https://laera.example/media/0-320.webp"]


def test_the_paper_signs_what_no_one_else_does(renderer: PageRenderer) -> None:
    """Every item has an author."""
    names = [entry.findtext("a:author/a:name", "", ATOM_NAMES) for entry in entries(feed(renderer, ATOM))]
    authors = [item["authors"][0]["name"] for item in json_feed(feed(renderer, JSON_FEED))["items"]]

    assert names == authors == ["La Era", "Ana Rojas", "La Era", "Ana Rojas", "La Era"]


def test_a_feed_names_itself_its_page_and_its_hub(renderer: PageRenderer) -> None:
    """Absolute addresses; no hub unless the paper has one."""
    own = PageRenderer.load(SOURCE, hub="https://hub.example/")
    for form in FORMATS:
        document = feed(own, form, title="Cultura", page="/cultura").decode()
        assert f"https://laera.example/cultura/{form.file}" in document
        assert "https://laera.example/cultura" in document
        assert "Cultura · La Era" in document
        assert "https://hub.example/" in document
        assert complaints(form, document.encode()) == []
        assert "hub" not in feed(renderer, form).decode()


def test_a_hub_that_comes_or_goes_has_the_feeds_set_anew(renderer: PageRenderer) -> None:
    """The reconciler sees that pages are made by something else now."""
    sets = {renderer.press_set, *(PageRenderer.load(SOURCE, hub=f"https://{name}.example/").press_set for name in "ab")}

    assert len(sets) == 3
    assert {len(one) for one in sets} == {16}


def test_corrections_are_items_of_their_own(renderer: PageRenderer) -> None:
    """Two of one story and moment are two, each with an id that stays."""
    story = full_cards()[0]
    corrected = [CorrectedCard(story, Correction(PUBLISHED, text)) for text in ("It was eight.", "It was the north.")]
    for form in FORMATS:
        document = renderer.corrections_feed(form, SITE, "es", corrected)
        assert complaints(form, document) == []
        assert complaints(form, renderer.corrections_feed(form, SITE, "es", [])) == []
    items = json_feed(renderer.corrections_feed(JSON_FEED, SITE, "es", corrected))["items"]

    assert [item["content_text"] for item in items] == ["It was eight.", "It was the north."]
    assert {item["id"].split("#")[0] for item in items} == {story.id}
    assert len({item["id"] for item in items}) == 2
    alone = json_feed(renderer.corrections_feed(JSON_FEED, SITE, "es", corrected[1:]))["items"]
    assert alone[0]["id"] == items[1]["id"]


def test_an_item_without_a_summary_is_its_headline(renderer: PageRenderer) -> None:
    """JSON Feed has no item without content; the other formats leave out what is not there."""
    card = replace(full_cards()[0], summary="")

    assert json_feed(feed(renderer, JSON_FEED, [card]))["items"][0]["content_text"] == "Story number 0"
    assert b"<summary" not in feed(renderer, ATOM, [card])
    assert fromstring(feed(renderer, RSS, [card])).find("channel/item/description") is None


def test_a_summary_is_text_also_where_a_format_has_html(renderer: PageRenderer) -> None:
    """RSS has HTML in its descriptions: read as such, the words are those that the editor wrote."""
    said = "Profits < losses & <b>rising</b>"
    card = replace(full_cards()[0], summary=said)

    description = fromstring(feed(renderer, RSS, [card])).findtext("channel/item/description", "")
    assert description == "Profits &lt; losses &amp; &lt;b&gt;rising&lt;/b&gt;"
    assert fromstring(feed(renderer, ATOM, [card])).findtext("a:entry/a:summary", "", ATOM_NAMES) == said
    assert json_feed(feed(renderer, JSON_FEED, [card]))["items"][0]["content_text"] == said


def test_pages_lead_feed_readers_to_their_feeds(renderer: PageRenderer) -> None:
    """The paper's, a section's and the corrections', each from the page with the same stories."""
    for page, name, where in (
        (renderer.front(SITE, "es", None, []), "La Era", ""),
        (renderer.front(SITE, "en", SITE.sections[1], []), "Culture · La Era", "/en/culture"),
        (renderer.tag(SITE, "es", "mar-sal", full_cards()), "Mar &amp; sal · La Era", "/tag/mar-sal"),
        (renderer.byline(SITE, "es", "ana-rojas", full_cards()), "Ana Rojas · La Era", "/author/ana-rojas"),
        (renderer.corrections(SITE, "es", []), "Correcciones · La Era", "/corrections"),
    ):
        for kind, label, file in (
            ("application/rss+xml", "RSS", "feed.xml"),
            ("application/atom+xml", "Atom", "atom.xml"),
            ("application/feed+json", "JSON Feed", "feed.json"),
        ):
            href = f"https://laera.example{where}/{file}"
            assert f'<link rel="alternate" type="{kind}" title="{name} ({label})" href="{href}">' in page.decode()


def test_a_story_s_page_leads_to_its_twin_and_its_ninjs(renderer: PageRenderer) -> None:
    """Under the page's own address with an ending."""
    page = renderer.article(SITE, a_story(), version_id="v", renditions=None, translations={}).decode()
    url = "https://laera.example/en/international/kyiv-sees-quieter-night"

    assert f'<link rel="alternate" type="text/markdown" title="Markdown" href="{url}.md">' in page
    assert f'<link rel="alternate" type="application/json" title="ninjs" href="{url}.json">' in page
