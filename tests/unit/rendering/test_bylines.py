"""A byline's page: the name as it is signed now, the stories, and what machines are told of the person."""

import json
from dataclasses import replace

from laera.domain.articles import Byline
from laera.domain.listings import Card, Thumbnail
from laera.domain.people import Profile
from laera.domain.photographs import Rendition
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
    assert text_of(find(together, ".//p[@class='signed']")) == "Ana Rojas e Iván Ñandú 21:45"


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


PROFILE = Profile(
    "Ana Rojas Soto",
    "Editora",
    "Escribe sobre el *mar*.",
    (("Sitio", "https://ana.example/"), ("ana@laera.example", "mailto:ana@laera.example")),
    ("es", "en"),
    Thumbnail("/media/ana-4x3-50-50-640.webp", 640, 480, "Ana en un muelle", crops=(("1x1", (320, 160)),)),
    Rendition("/media/ana-1x1-50-50-1200.jpg", "image/jpeg", 1200, 1200),
)


def test_what_the_paper_says_of_somebody_stands_above_their_stories(renderer: PageRenderer) -> None:
    """The name as the paper spells it, the portrait square and as AVIF first, and where else to find them."""
    document = parsed(renderer.byline(SITE, "es", "ana-rojas", signed(ANA), PROFILE))

    assert text_of(find(document, ".//h1")) == "Ana Rojas Soto"
    assert text_of(find(document, ".//p[@class='kicker']")) == "Editora"
    assert text_of(find(document, ".//div[@class='body biography']/p/em")) == "mar"
    source, image = find(document, ".//picture[@class='portrait']/source"), find(document, ".//picture/img")
    assert source.get("srcset") == "/media/ana-1x1-50-50-160.avif 160w, /media/ana-1x1-50-50-320.avif 320w"
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("320", "320", "Ana en un muelle")
    assert meta(document, "og:image") == "https://laera.example/media/ana-1x1-50-50-1200.jpg"
    links = [(link.get("href"), link.get("rel")) for link in document.iterfind(".//ul[@class='elsewhere']/li/a")]
    assert links == [("https://ana.example/", "me noopener"), ("mailto:ana@laera.example", "me noopener")]


def test_pages_of_one_person_name_each_other(renderer: PageRenderer) -> None:
    """In the languages in which the paper tells of them; a page that only stories make stands alone."""
    document = parsed(renderer.byline(SITE, "es", "ana-rojas", (), PROFILE))
    alone = parsed(renderer.byline(SITE, "es", "ana-rojas", (), replace(PROFILE, languages=("es",))))

    assert {link.get("hreflang") for link in document.iterfind(".//link[@hreflang]")} == {"es", "en", "x-default"}
    assert find(document, ".//nav[@class='languages']/a").get("href") == "/en/author/ana-rojas"
    assert list(alone.iterfind(".//link[@hreflang]")) == []
    assert find(alone, ".//nav[@class='languages']/a").get("href") == "/en"


def test_a_hostile_profile_stays_text(renderer: PageRenderer) -> None:
    """Nothing that an editor writes becomes markup, but for the Markdown of the biography, which is sanitised."""
    evil = '"><script>alert(1)</script>'
    profile = replace(
        PROFILE,
        name=evil,
        role=evil,
        biography=f"{evil} [x](javascript:alert(1)) ![x](media/a.jpg)",
        links=((evil, f"https://a.example/{evil}"),),
    )
    page = renderer.byline(SITE, "es", "ana-rojas", (), profile).decode()

    assert page.count("<script") == len(list(parsed(page.encode()).iter("script")))
    assert "alert(1)</script>" not in page
    assert "javascript:" not in page
