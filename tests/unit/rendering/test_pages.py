"""Article pages: every part in its place, nothing from an editor ever markup, the same bytes each time."""

import gzip
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.articles import PAGES, Article, Byline, Correction, Photograph, Tag
from laera.domain.forms import StoryForm
from laera.domain.listings import CorrectedCard
from laera.domain.photographs import Crop, Rendition, Renditions
from laera.domain.search import Asked, Finding, Order, Result, Span
from laera.domain.site import NO_SECTION, Section, Site
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import (
    HEADLINE,
    PUBLISHED,
    RENDITIONS,
    SITE,
    SUMMARY,
    a_full_story,
    a_story,
    cards,
    find,
    meta,
    parsed,
    said,
    text_of,
)

SPANISH = {"es": "/internacional/kiev-vive-una-noche-tranquila"}
DAY = date(2026, 1, 30)

HOSTILE = [
    "</title></script><script>alert(1)</script>",
    '" onmouseover="alert(1)" x=\'',
    "<!--<script>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "a & b &amp; c &lt;",
    "]]> \u2028 \u2029 \u202e \ufeff",
    "javascript:alert(1)",
    "</textarea><img src=x onerror=alert(1)>",
]


def page_of(
    renderer: PageRenderer,
    article: Article,
    *,
    site: Site = SITE,
    renditions: Renditions | None = None,
    translations: dict[str, str] | None = None,
) -> bytes:
    """The story's page."""
    return renderer.article(site, article, version_id="v1", renditions=renditions, translations=translations or {})


def json_ld(document: Element) -> dict[str, Any]:
    """The structured data of a page."""
    blocks = [script for script in document.iter("script") if script.get("type") == "application/ld+json"]
    assert len(blocks) == 1
    story: dict[str, Any] = json.loads(text_of(blocks[0]))
    return story


def test_parts_stand_in_the_order_of_the_first_page_of_the_paper(renderer: PageRenderer) -> None:
    """Name, section, headline, summary, byline, photograph, caption, body and comments, in this order."""
    document = parsed(page_of(renderer, a_story(), renditions=RENDITIONS))
    met = iter(said(find(document, "body")))

    for part in (
        "La Era",
        "International",
        HEADLINE,
        SUMMARY,
        "La Era",
        "The river by night",
        "Kyiv, on Friday",
        "Ukraine registered a relatively quiet night, as temperatures in the capital are forecast to drop.",
        "Comments",
        "Comments are stored locally in your browser.",
    ):
        assert part in met, f"{part!r} is missing, or stands before its turn"


def test_a_page_speaks_the_language_of_its_story(renderer: PageRenderer) -> None:
    """A Spanish story stands among Spanish words and dates."""
    document = parsed(page_of(renderer, a_full_story(language="es")))
    words = " ".join(said(find(document, "body")))

    assert document.get("lang") == "es"
    assert text_of(find(document, ".//p[@class='byline']")) == "Por Ana Rojas e Iván Ñandú"
    assert "30 de enero de 2026, 21:45" in words
    assert "hora de Santiago" in words
    assert "Los comentarios se guardan localmente en tu navegador." in words


def test_an_unsigned_story_is_signed_by_the_paper(renderer: PageRenderer) -> None:
    """Without a byline the paper's own name stands there, and machines are told of an organisation."""
    document = parsed(page_of(renderer, a_story()))

    assert text_of(find(document, ".//p[@class='byline']")) == "La Era"
    assert json_ld(document)["author"] == [{"@type": "Organization", "name": "La Era", "url": "https://laera.example/"}]


def test_a_photograph_comes_in_all_its_copies_and_keeps_its_place(renderer: PageRenderer) -> None:
    """Browsers choose type and width; the size is known before a byte of it arrives."""
    document = parsed(page_of(renderer, a_full_story(), renditions=RENDITIONS))
    source, image = find(document, ".//picture/source"), find(document, ".//picture/img")

    assert source.get("type") == "image/webp"
    assert source.get("srcset") == (
        "/media/0a1b2c-320.webp 320w, /media/0a1b2c-960.webp 960w, /media/0a1b2c-1600.webp 1600w"
    )
    assert image.get("src") == "/media/0a1b2c-960.jpg"
    assert (image.get("width"), image.get("height")) == ("1600", "900")
    assert image.get("alt") == "The river by night"
    assert text_of(find(document, ".//figcaption")) == "Kyiv, on Friday Photograph: O. Dev"
    assert meta(document, "og:image") == "https://laera.example/media/0a1b2c-1600.jpg"
    assert json_ld(document)["image"] == ["https://laera.example/media/0a1b2c-1600.jpg"]


def test_browsers_are_offered_the_smallest_type_first(renderer: PageRenderer) -> None:
    """They take the first they know: AVIF, then WebP, then what everybody knows."""
    avif = tuple(replace(copy, media_type="image/avif") for copy in RENDITIONS.of_type("image/webp"))
    document = parsed(
        page_of(renderer, a_full_story(), renditions=replace(RENDITIONS, copies=(*RENDITIONS.copies, *avif)))
    )

    assert [source.get("type") for source in document.iterfind(".//picture/source")] == ["image/avif", "image/webp"]


def test_search_engines_and_shared_links_get_the_photograph_cut_for_them(renderer: PageRenderer) -> None:
    """Three shapes for the ones, the broadest for the others; the page itself shows it whole."""
    sizes = {"1x1": (900, 900), "16x9": (1200, 675), "4x3": (1200, 900)}
    crops = tuple(
        Crop("50-50", shape, Rendition(f"/media/0a1b2c-{shape}.jpg", "image/jpeg", *size))
        for shape, size in sizes.items()
    )
    document = parsed(page_of(renderer, a_full_story(), renditions=replace(RENDITIONS, crops=crops)))

    assert json_ld(document)["image"] == [
        f"https://laera.example/media/0a1b2c-{shape}.jpg" for shape in ("16x9", "4x3", "1x1")
    ]
    assert meta(document, "og:image") == "https://laera.example/media/0a1b2c-16x9.jpg"
    assert (meta(document, "og:image:width"), meta(document, "og:image:height")) == ("1200", "675")
    assert find(document, ".//picture/img").get("src") == "/media/0a1b2c-960.jpg"


@pytest.mark.parametrize(
    ("focal", "focus"),
    [(None, None), ((0.1, 0.5), None), ((0.5, 0.1), "focus-0"), ((0.5, 0.3), "focus-25"), ((0.5, 0.99), "focus-100")],
)
def test_what_matters_stays_in_sight_on_low_screens(
    renderer: PageRenderer, focal: tuple[float, float] | None, focus: str | None
) -> None:
    """By a class of the style sheet, to the nearest quarter: an inline style is against our policy."""
    photograph = Photograph("media/x.jpg", alt="A map", focal=focal)
    document = parsed(page_of(renderer, a_story(photograph=photograph), renditions=RENDITIONS))

    assert find(document, ".//picture/img").get("class") == focus
    assert focus is None or f".photograph .{focus} " in (SOURCE / "assets" / "style.css").read_text(encoding="utf-8")


def test_a_credit_that_says_what_it_credits_stands_as_it_was_written(renderer: PageRenderer) -> None:
    """An illustration is not called a photograph."""
    photograph = Photograph("media/x.jpg", alt="A map", credit="Illustration: La Era")
    document = parsed(page_of(renderer, a_story(photograph=photograph), renditions=RENDITIONS))

    assert text_of(find(document, ".//figcaption")).strip() == "Illustration: La Era"


def test_a_photograph_that_is_not_ready_leaves_no_hole(renderer: PageRenderer) -> None:
    """Until its copies exist there is no figure, no caption and no image for machines."""
    document = parsed(page_of(renderer, a_full_story()))

    assert document.find(".//figure") is None
    assert meta(document, "og:image") is None
    assert "image" not in json_ld(document)


def test_a_decorative_photograph_says_nothing_to_screen_readers(renderer: PageRenderer) -> None:
    """Its alternative text is empty, not missing."""
    photograph = Photograph("media/x.jpg", alt="", is_decorative=True)
    document = parsed(page_of(renderer, a_story(photograph=photograph), renditions=RENDITIONS))

    assert find(document, ".//picture/img").get("alt") == ""


def test_translations_know_each_other(renderer: PageRenderer) -> None:
    """Readers switch to the same story; search engines learn every version and which one is for everybody else."""
    document = parsed(page_of(renderer, a_story(), translations=SPANISH))
    alternates = [(link.get("hreflang"), link.get("href")) for link in document.iter("link") if link.get("hreflang")]

    assert alternates == [
        ("es", "https://laera.example/internacional/kiev-vive-una-noche-tranquila"),
        ("en", "https://laera.example/en/international/kyiv-sees-quieter-night"),
        ("x-default", "https://laera.example/internacional/kiev-vive-una-noche-tranquila"),
    ]
    switch = find(document, ".//nav[@class='languages']/a")
    assert (switch.get("href"), switch.get("lang"), switch.text) == (SPANISH["es"], "es", "Español")
    assert meta(document, "og:locale:alternate") == "es"


def test_machines_know_the_original_from_its_translations(renderer: PageRenderer) -> None:
    """Of its versions, the one in the paper's first language counts as the original; it names the others."""
    english = "/en/international/kyiv-sees-quieter-night"
    original = json_ld(parsed(page_of(renderer, a_story(language="es"), translations={"en": english})))
    translation = json_ld(parsed(page_of(renderer, a_story(), translations=SPANISH)))

    assert original["workTranslation"] == [
        {"@type": "NewsArticle", "@id": f"https://laera.example{english}", "inLanguage": "en"}
    ]
    assert translation["translationOfWork"] == {
        "@type": "NewsArticle",
        "@id": f"https://laera.example{SPANISH['es']}",
        "inLanguage": "es",
    }
    assert "translationOfWork" not in original
    assert "workTranslation" not in translation


def test_the_original_of_two_translations_is_the_earlier_language_of_the_paper(renderer: PageRenderer) -> None:
    """Without a version in the paper's first language, the next language that has one counts."""
    site = Site(
        "La Era",
        SITE.url,
        SITE.time_zone,
        ("es", "en", "pt"),
        tuple(Section(one.id, {**one.names, "pt": one.name("es")}) for one in SITE.sections),
    )
    story, there = a_story(section=site.sections[0]), {"pt": "/pt/internacional/kiev"}

    assert [
        one["inLanguage"]
        for one in json_ld(parsed(page_of(renderer, story, site=site, translations=there)))["workTranslation"]
    ] == ["pt"]


def test_a_story_in_one_language_leads_to_the_home_of_the_other(renderer: PageRenderer) -> None:
    """The switch never leads nowhere and says where instead; no hreflang promises a version that is not there."""
    document = parsed(page_of(renderer, a_story()))

    switch = find(document, ".//nav[@class='languages']/a")
    assert (switch.get("href"), switch.get("hreflang"), switch.get("lang")) == ("/", "es", None)
    assert text_of(switch) == "Español (front page)"
    name = find(switch, "span")
    assert (name.get("lang"), name.text) == ("es", "Español")
    assert not [link for link in document.iter("link") if link.get("hreflang")]


def test_a_page_names_its_canonical_address(renderer: PageRenderer) -> None:
    """One absolute URL, the same for search engines, social networks and structured data."""
    url = "https://laera.example/en/international/kyiv-sees-quieter-night"
    document = parsed(page_of(renderer, a_story()))

    assert find(document, ".//link[@rel='canonical']").get("href") == url
    assert meta(document, "og:url") == url
    assert json_ld(document)["url"] == url
    assert meta(document, "robots") == "max-image-preview:large"


def test_corrections_stand_in_sight_in_order(renderer: PageRenderer) -> None:
    """Readers and machines see each correction, the oldest first, and the story counts as modified by the last."""
    corrections = (
        Correction(PUBLISHED + timedelta(days=2), "Second."),
        Correction(PUBLISHED + timedelta(days=1), "First."),
    )
    document = parsed(page_of(renderer, a_story(corrections=corrections)))
    told = json_ld(document)

    assert [text_of(line) for line in document.findall(".//aside[@class='corrections']/p")] == [
        "31 January 2026 First.",
        "1 February 2026 Second.",
        "All corrections",
    ]
    assert [correction["text"] for correction in told["correction"]] == ["First.", "Second."]
    assert told["dateModified"] == meta(document, "article:modified_time") == "2026-02-01T21:45:00-03:00"


def test_an_update_is_dated_only_when_it_is_newer(renderer: PageRenderer) -> None:
    """`updated` equal to the date of publication is no news."""
    same = parsed(page_of(renderer, a_story(updated=PUBLISHED)))
    later = parsed(page_of(renderer, a_story(updated=PUBLISHED + timedelta(minutes=5))))

    assert same.find(".//span[@class='updated']") is None
    assert text_of(find(later, ".//span[@class='updated']")) == "Updated: 30 January 2026, 21:50"


def test_a_page_leads_to_everything_that_knows_the_story(renderer: PageRenderer) -> None:
    """Homes, sections, the translation; its bylines, tags, day and history; corrections, saved stories, feeds."""
    document = parsed(page_of(renderer, a_full_story(), translations=SPANISH))
    links = {link.get("href", "") for link in document.iter("a")}

    assert {link for link in links if not link.startswith(("#", "mailto:"))} == {
        "/en",
        "/en/international",
        "/en/culture",
        "/en/author/ana-rojas",
        "/en/author/ivan-nandu",
        "/en/2026/01/30",
        "/en/tag/winter",
        "/en/tag/peace-talks",
        "/en/corrections",
        "/en/saved",
        "/en/feed.xml",
        "/en/atom.xml",
        "/en/feed.json",
        "/en/international/kyiv-sees-quieter-night/history",
        SPANISH["es"],
    }


def test_machines_know_who_signs_and_how_the_paper_corrects_itself(renderer: PageRenderer) -> None:
    """Each author has a page; the publisher names its corrections."""
    told = json_ld(parsed(page_of(renderer, a_full_story())))

    assert told["author"] == [
        {"@type": "Person", "name": "Ana Rojas", "url": "https://laera.example/en/author/ana-rojas"},
        {"@type": "Person", "name": "Iván Ñandú", "url": "https://laera.example/en/author/ivan-nandu"},
    ]
    assert told["publisher"]["correctionsPolicy"] == "https://laera.example/en/corrections"


def test_the_date_leads_to_the_paper_of_the_day_by_the_paper_s_clock(renderer: PageRenderer) -> None:
    """It was still the thirtieth in Santiago when London had the thirty-first."""
    document = parsed(page_of(renderer, a_story(language="es")))

    assert find(document, ".//p[@class='dates']/a").get("href") == "/2026/01/30"
    assert text_of(find(document, ".//p[@class='dates']/a/time")) == "30 de enero de 2026, 21:45"


def test_a_page_carries_what_it_was_made_from(renderer: PageRenderer) -> None:
    """The source's version and the template set are in its bytes, for whoever checks the site."""
    document = parsed(page_of(renderer, a_story()))

    assert meta(document, "laera:source") == "v1"
    assert meta(document, "laera:templates") == renderer.template_set


def test_the_same_story_gives_the_same_bytes() -> None:
    """Another process, another order of the translations: not a byte differs."""
    first, second = PageRenderer(TemplateHome(SOURCE)), PageRenderer(TemplateHome(SOURCE))
    second.front(SITE, "es", None, cards(3))
    there = {"es": "/a", "en": "/b"}
    back = dict(reversed(list(there.items())))

    assert page_of(first, a_full_story(), renditions=RENDITIONS, translations=there) == page_of(
        second, a_full_story(), renditions=RENDITIONS, translations=back
    )


def test_a_changed_paper_is_noticed(renderer: PageRenderer) -> None:
    """A new name in site.yaml is on the next page, and the old one comes back with the old value."""
    other = Site("El Faro", SITE.url, SITE.time_zone, SITE.languages, SITE.sections)
    before = page_of(renderer, a_story())

    assert b"El Faro" in page_of(renderer, a_story(), site=other)
    assert page_of(renderer, a_story()) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_an_editor_writes_becomes_markup(renderer: PageRenderer, text: str) -> None:
    """Hostile text in every field comes back word for word from every context it stands in."""
    hostile = a_full_story(
        headline=text,
        summary=text,
        dateline=text,
        bylines=(Byline(text, "x"), Byline(text, "y")),
        tags=(Tag(text, "x"), Tag(text, "y")),
        photograph=Photograph("media/x.jpg", alt=text, caption=text, credit=text),
        corrections=(Correction(PUBLISHED, text),),
    )
    site = Site(text, SITE.url, SITE.time_zone, SITE.languages, SITE.sections, {"es": text, "en": text})
    document = parsed(page_of(renderer, hostile, site=site, renditions=RENDITIONS))
    plain = parsed(page_of(renderer, a_full_story(), renditions=RENDITIONS))

    assert [element.tag for element in document.iter()] == [element.tag for element in plain.iter()]
    assert not [name for element in document.iter() for name in element.attrib if name.startswith("on")]
    assert text_of(find(document, ".//h1")) == text
    assert text_of(find(document, ".//title")) == f"{text} · {text}"
    assert find(document, ".//picture/img").get("alt") == text
    assert meta(document, "og:title") == meta(document, "description") == meta(document, "article:tag") == text
    told = json_ld(document)
    assert told["headline"] == told["description"] == told["dateline"] == text
    assert [author["name"] for author in told["author"]] == [text, text]
    assert told["keywords"] == [text, text]
    assert told["correction"][0]["text"] == text
    assert told["publisher"]["name"] == text


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=80))
def test_any_text_survives_its_contexts(text: str) -> None:
    """Whatever the characters, title, heading, attribute and structured data give them back."""
    document = parsed(page_of(_RENDERER, a_story(headline=text, summary=text)))

    assert text_of(find(document, ".//h1")) == text
    assert meta(document, "og:title") == text
    assert json_ld(document)["headline"] == text


_RENDERER = PageRenderer(TemplateHome(SOURCE))


def test_control_characters_do_not_reach_a_page(renderer: PageRenderer) -> None:
    """What no HTML document may contain is left out, and half a character pair does not stop the press."""
    page = page_of(renderer, a_story(headline="a\x00b\x08c\x1bd\x7fe\ud800f"))

    assert text_of(find(parsed(page), ".//h1")) == "abcde?f"


def test_pages_need_no_exception_from_the_strict_policy(renderer: PageRenderer) -> None:
    """No inline script, style or handler; scripts come from the paper's own host."""
    document = parsed(page_of(renderer, a_full_story(), renditions=RENDITIONS))

    for element in document.iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.tag != "style"
    for script in document.iter("script"):
        assert script.get("type") == "application/ld+json" or str(script.get("src")).startswith("/assets/")


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_kind_of_page_is_valid_html(renderer: PageRenderer, language: str) -> None:
    """Each page passes HTML's own parser without one error, has one h1, a language, a title and a main part."""
    asked = Asked("x", SITE.sections[0].id, "2026-01-01", "2026-01-31", Order.NEWEST)
    spans = (Span("In "), Span("x & y", is_found=True))
    found = [Result(card, spans, spans) for card in cards(3, language)]
    a_page = a_full_story(key=f"{PAGES}about.md", language=language, section=NO_SECTION, slug="about")
    pages = [
        page_of(renderer, a_full_story(language=language), renditions=RENDITIONS),
        renderer.front(SITE, language, None, cards(20, language)),
        renderer.front(SITE, language, SITE.sections[1], cards(9, language)),
        renderer.front(SITE, language, None, []),
        renderer.front(SITE, language, SITE.sections[0], []),
        renderer.tag(SITE, language, "winter", cards(9, language)),
        renderer.byline(SITE, language, "ana-rojas", cards(9, language)),
        renderer.day(SITE, language, DAY, cards(30, language), earlier=DAY - timedelta(1), later=DAY + timedelta(9)),
        renderer.day(SITE, language, DAY, cards(1, language)),
        renderer.corrections(
            SITE, language, [CorrectedCard(card, Correction(PUBLISHED, "Was wrong.")) for card in cards(3, language)]
        ),
        renderer.corrections(SITE, language, []),
        renderer.gone(SITE, language, "At the request of <the> source", "A story"),
        renderer.gone(SITE, language, None, ""),
        renderer.emptied(SITE, language),
        renderer.moved(SITE, language, "/internacional/nuevo"),
        renderer.not_found(SITE, language),
        renderer.saved(SITE, language),
        renderer.search(SITE, language, Asked(), Finding.NOTHING, [], ""),
        renderer.search(SITE, language, asked, Finding.ANY, found, "/search?q=x&cursor=y"),
        page_of(renderer, a_page, renditions=RENDITIONS),
    ]
    for page in pages:
        document = parsed(page)
        assert page.startswith(b"<!doctype html>")
        assert document.get("lang") == language
        assert len(list(document.iter("h1"))) == 1
        assert len(list(document.iter("main"))) == 1
        assert text_of(find(document, ".//title"))
        ids = [element.get("id") for element in document.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        for image in document.iter("img"):
            assert image.get("alt") is not None
            assert image.get("width")
            assert image.get("height")


def test_a_page_and_its_styles_fit_the_first_round_trips(renderer: PageRenderer) -> None:
    """HTML and style sheet are at most 14 KB compressed; all scripts that a page asks for, its worker too, 12 KB."""
    story = Path(__file__).with_name("samples.py").read_text(encoding="utf-8")  # 5 KB of words that compress like prose
    page = page_of(renderer, a_full_story(body=story), renditions=RENDITIONS, translations=SPANISH)
    sizes = {asset.name: len(gzip.compress(asset.body, 9)) for asset in renderer.assets()}

    assert len(gzip.compress(page, 9)) + sizes["style.css"] <= 14 * 1024
    for body, form in (
        (story, StoryForm.STANDARD),
        ("## 12:00 Now\n\nhttps://youtu.be/dQw4w9WgXcQ\n", StoryForm.LIVE_BLOG),
    ):
        asked = page_of(renderer, a_full_story(body=body, form=form)).decode()
        names = {f"{name}.js" for name in re.findall(r"/assets/(\w+)\.\w+\.js", asked)} | {"sw.js"}
        assert sum(sizes[name] for name in names) <= 12 * 1024


def test_mail_carries_headline_and_address(renderer: PageRenderer) -> None:
    """Sharing needs no third party: a letter with the story's name and URL."""
    document = parsed(page_of(renderer, a_story(headline="A & B?")))
    mail = [link.get("href", "") for link in document.iter("a") if link.get("href", "").startswith("mailto:")]

    assert mail == [
        "mailto:?subject=A%20%26%20B%3F&body=https%3A%2F%2Flaera.example%2Fen%2Finternational%2Fkyiv-sees-quieter-night"
    ]
