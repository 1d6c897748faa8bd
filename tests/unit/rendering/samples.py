"""A small paper to render: its site, a story with every part, and lists of stories."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from laera.domain.articles import Article, Byline, Correction, Photograph, Tag
from laera.domain.listings import Card, Thumbnail
from laera.domain.photographs import Rendition, Renditions
from laera.domain.site import Section, Site

INTERNATIONAL = Section("international", {"es": "Internacional", "en": "International"})
CULTURE = Section("culture", {"es": "Cultura", "en": "Culture"})
SITE = Site(
    name="La Era",
    url="https://laera.example",
    time_zone="America/Santiago",
    languages=("es", "en"),
    sections=(INTERNATIONAL, CULTURE),
    descriptions={"es": "Un diario de prueba.", "en": "A paper for tests."},
)
PUBLISHED = datetime(2026, 1, 31, 0, 45, tzinfo=UTC)
HEADLINE = "Kyiv Sees Quieter Night Following Reported Agreement on Winter Attacks"
SUMMARY = "Ukraine experienced a reduced number of air raid alerts overnight into Friday."
BODY = """Ukraine registered a relatively quiet night, as temperatures in the capital are forecast to drop.[^1]

## What is known

| Region | Alerts |
|:--|--:|
| North | 8 |

> There was no direct agreement on energy targets.

- one
- two

[^1]: According to officials.
"""


def a_story(**changes: Any) -> Article:  # noqa: ANN401 - each field has its own type
    """The story this project began from, unsigned; `changes` are fields of Article."""
    fields: dict[str, Any] = {
        "key": "articles/en/kyiv.md",
        "language": "en",
        "section": INTERNATIONAL,
        "slug": "kyiv-sees-quieter-night",
        "headline": HEADLINE,
        "published": PUBLISHED,
        "body": BODY,
        "summary": SUMMARY,
        "photograph": Photograph("media/kyiv.jpg", alt="The river by night", caption="Kyiv, on Friday"),
    }
    return Article(**{**fields, **changes})


def a_full_story(**changes: Any) -> Article:  # noqa: ANN401 - each field has its own type
    """A story with every field that readers see."""
    fields: dict[str, Any] = {
        "bylines": (Byline("Ana Rojas", "ana-rojas"), Byline("Iván Ñandú", "ivan-nandu")),
        "dateline": "Kyiv",
        "updated": PUBLISHED + timedelta(hours=2),
        "tags": (Tag("Winter", "winter"), Tag("Peace talks", "peace-talks")),
        "photograph": Photograph(
            "media/kyiv.jpg", alt="The river by night", caption="Kyiv, on Friday", credit="O. Dev"
        ),
        "corrections": (
            Correction(PUBLISHED + timedelta(hours=3), "An earlier version misstated the number of regions."),
        ),
    }
    return a_story(**{**fields, **changes})


RENDITIONS = Renditions(
    width=1600,
    height=900,
    colour="#334455",
    copies=tuple(
        Rendition(f"/media/0a1b2c-{width}.{extension}", media_type, width, width * 9 // 16)
        for media_type, extension in (("image/webp", "webp"), ("image/jpeg", "jpg"))
        for width in (1600, 960, 320)
    ),
)


def cards(count: int, language: str = "es") -> list[Card]:
    """Newest first, sections in turn, every third without a picture."""
    return [
        Card(
            path=SITE.article_path(language, section, f"story-{number}"),
            language=language,
            section=section.id,
            headline=f"Story number {number}",
            summary=f"What story {number} is about.",
            published=PUBLISHED - timedelta(hours=number),
            bylines=(Byline("Ana Rojas", "ana-rojas"),) if number % 2 else (),
            thumbnail=None
            if number % 3 == 2
            else Thumbnail(f"/media/{number}-320.webp", 320, 180, "A picture", f"/media/{number}-1600.webp", 1600),
        )
        for number in range(count)
        for section in (SITE.sections[number % 2],)
    ]


def parsed(page: bytes) -> Element:
    """The document of a page; raises when the page breaks any rule of HTML's own parser."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(io.BytesIO(page), transport_encoding="utf-8")
    return document


def said(element: Element) -> Iterator[str]:
    """What a reader meets, in order: texts and alternative texts."""
    if element.tag in {"script", "style", "noscript", "template"}:
        return
    if element.tag == "img":
        yield element.get("alt", "")
    if element.text and element.text.strip():
        yield " ".join(element.text.split())
    for child in element:
        yield from said(child)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


def find(document: Element, path: str) -> Element:
    """The first element at an ElementTree path."""
    found = document.find(path)
    assert found is not None, f"{path} is not on the page"
    return found


def meta(document: Element, name: str) -> str | None:
    """The content of `<meta name>` or `<meta property>`."""
    for element in document.iter("meta"):
        if name in {element.get("name"), element.get("property")}:
            return element.get("content")
    return None


def text_of(element: Element) -> str:
    """All text in an element, spaces as they are."""
    return "".join(element.itertext())
