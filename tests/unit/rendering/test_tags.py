"""A tag's page: the tag as it is written now, its stories by day, each day leading to its paper."""

from dataclasses import replace

from laera.domain.articles import Tag
from laera.domain.listings import Card
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import SITE, cards, find, meta, parsed, said, text_of


def tagged(count: int, *tags: Tag, language: str = "es") -> list[Card]:
    """Stories with these tags, the newest first."""
    return [replace(card, tags=tags) for card in cards(count, language)]


def test_a_tag_is_called_what_the_newest_story_calls_it(renderer: PageRenderer) -> None:
    """An editor who spells a tag better need not mend the old stories."""
    newest, *older = tagged(3, Tag("Agua", "agua"))
    stories = [replace(newest, tags=(Tag("Mar", "mar"), Tag("El agua", "agua"))), *older]
    document = parsed(renderer.tag(SITE, "es", "agua", stories))

    assert text_of(find(document, ".//h1")) == "El agua"
    assert text_of(find(document, ".//title")) == "El agua · La Era"
    assert meta(document, "description") == "Noticias de La Era sobre el tema El agua."


def test_a_tag_that_no_card_has_room_for_goes_by_its_address(renderer: PageRenderer) -> None:
    """A card of many long tags drops some; the page is still set."""
    assert text_of(find(parsed(renderer.tag(SITE, "es", "agua", tagged(2))), ".//h1")) == "agua"


def test_stories_stand_under_their_days(renderer: PageRenderer) -> None:
    """Newest first, each day once, by the paper's clock, leading to that day's paper; no story is left out."""
    stories = tagged(30, Tag("Winter", "winter"), language="en")
    document = parsed(renderer.tag(SITE, "en", "winter", stories))
    days = document.findall(".//section[@class='block row']/h2/a")

    assert [(text_of(day), day.get("href")) for day in days] == [
        ("30 January 2026", "/en/2026/01/30"),
        ("29 January 2026", "/en/2026/01/29"),
    ]
    assert [link.get("href") for link in document.findall(".//article//h3/a")] == [card.path for card in stories]
    assert "International" in " ".join(said(find(document, ".//article")))


def test_a_tag_promises_no_translation(renderer: PageRenderer) -> None:
    """Nobody has said which tag of the other language means the same: the switch leads home, no hreflang misleads."""
    document = parsed(renderer.tag(SITE, "en", "winter", tagged(2, Tag("Winter", "winter"), language="en")))

    assert find(document, ".//nav[@class='languages']/a").get("href") == "/"
    assert not [link for link in document.iter("link") if link.get("hreflang")]
    assert find(document, ".//link[@rel='canonical']").get("href") == "https://laera.example/en/tag/winter"
    assert meta(document, "robots") == "max-image-preview:large"


def test_the_hour_stands_beside_a_story_that_has_one(renderer: PageRenderer) -> None:
    """The day is in the heading; a story dated without a time has none."""
    timed, dated = tagged(2)
    midnight = SITE.local_time(dated.published).replace(hour=0, minute=0)
    document = parsed(renderer.tag(SITE, "es", "agua", [timed, replace(dated, published=midnight, bylines=())]))
    first, second = document.findall(".//article")

    assert text_of(find(first, ".//p[@class='signed']/time")) == "21:45"
    assert second.find(".//p[@class='signed']") is None
