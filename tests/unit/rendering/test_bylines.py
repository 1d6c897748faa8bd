"""A byline's page: the name as it is signed now, the stories, and what machines are told of the person."""

import json
from dataclasses import replace

from laera.domain.articles import Byline
from laera.domain.listings import Card
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import SITE, cards, find, meta, parsed, text_of

ANA = Byline("Ana Rojas", "ana-rojas")


def signed(*bylines: Byline) -> list[Card]:
    """Four stories signed by these."""
    return [replace(card, bylines=bylines) for card in cards(4)]


def test_a_name_is_spelt_as_it_was_signed_last(renderer: PageRenderer) -> None:
    """Someone who signs with another spelling is the same person while the slug is the same."""
    newest, *older = signed(ANA)
    document = parsed(
        renderer.byline(SITE, "es", "ana-rojas", [replace(newest, bylines=(Byline("A. Rojas", "ana-rojas"),)), *older])
    )

    assert text_of(find(document, ".//h1")) == "A. Rojas"
    assert meta(document, "og:type") == "profile"
    assert meta(document, "description") == "Noticias de La Era que firma A. Rojas."


def test_the_name_on_top_is_not_said_again_of_every_story(renderer: PageRenderer) -> None:
    """Only those who sign together with others are named."""
    alone, together = (
        parsed(renderer.byline(SITE, "es", "ana-rojas", signed(ANA))),
        parsed(renderer.byline(SITE, "es", "ana-rojas", signed(ANA, Byline("Iván Ñandú", "ivan-nandu")))),
    )

    assert text_of(find(alone, ".//p[@class='signed']")) == "21:45"
    assert text_of(find(together, ".//p[@class='signed']")) == "Ana Rojas e Iván Ñandú · 21:45"


def test_machines_know_the_page_as_the_person_s_profile(renderer: PageRenderer) -> None:
    """Under the same URL that stories give for their author."""
    document = parsed(renderer.byline(SITE, "en", "ana-rojas", signed(ANA)))
    url = "https://laera.example/en/author/ana-rojas"
    told = json.loads(text_of(find(document, ".//script[@type='application/ld+json']")))

    assert find(document, ".//link[@rel='canonical']").get("href") == url
    assert (told["@type"], told["url"]) == ("ProfilePage", url)
    assert told["mainEntity"] == {"@type": "Person", "name": "Ana Rojas", "url": url}


def test_a_hostile_name_stays_a_name(renderer: PageRenderer) -> None:
    """Whatever someone is called, title, heading and structured data give it back."""
    name = '</title></script><script>alert("1")</script> & <b>'
    document = parsed(renderer.byline(SITE, "es", "x", signed(Byline(name, "x"))))

    assert text_of(find(document, ".//h1")) == name
    assert text_of(find(document, ".//title")) == f"{name} · La Era"
    assert json.loads(text_of(find(document, ".//script[@type='application/ld+json']")))["mainEntity"]["name"] == name


def test_a_byline_promises_no_translation(renderer: PageRenderer) -> None:
    """The switch leads home."""
    document = parsed(renderer.byline(SITE, "es", "ana-rojas", signed(ANA)))

    assert find(document, ".//nav[@class='languages']/a").get("href") == "/en"
    assert not [link for link in document.iter("link") if link.get("hreflang")]
