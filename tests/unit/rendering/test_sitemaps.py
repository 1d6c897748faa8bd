"""Sitemaps: valid, within their limits, and of the news what is news at a moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree.ElementTree import fromstring

import pytest

from laera.domain.articles import UNDATED
from laera.domain.listings import Card
from laera.domain.site import Site
from laera.rendering.robots import robots_txt
from laera.rendering.sitemaps import (
    MOST_NEWS,
    MOST_STORIES,
    day_sitemap,
    day_sitemap_path,
    index_path,
    news_sitemap,
    news_sitemap_path,
    pages_sitemap,
    pages_sitemap_path,
    sitemap_index,
)
from tests.outside import documents, sitemaps
from tests.unit.rendering.samples import PUBLISHED, SITE, cards

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
DAY = date(2026, 1, 30)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
WINDOW = 48 * HOUR


def found(document: bytes, path: str) -> list[str]:
    """The texts at an ElementTree path."""
    return [str(element.text) for element in fromstring(document).findall(path, NAMES)]


def fresh_cards(count: int, now: datetime, step: timedelta = HOUR) -> list[Card]:
    """Stories of the last hours before a moment, newest first."""
    return [replace(card, published=now - step * (number + 1)) for number, card in enumerate(cards(count))]


def test_a_day_sitemap_is_valid_and_says_when_each_story_changed() -> None:
    """With the offset of the paper's clock, and the large copy of its picture."""
    stories = cards(3)
    stories[1] = replace(stories[1], updated=PUBLISHED + HOUR)
    document = day_sitemap(SITE, stories)

    assert sitemaps.complaints(document, SITE.absolute(day_sitemap_path("es", DAY))) == []
    assert found(document, "s:url/s:loc") == [SITE.absolute(card.path) for card in stories]
    assert found(document, "s:url/s:lastmod") == [
        "2026-01-30T21:45:00-03:00",
        "2026-01-30T22:45:00-03:00",
        "2026-01-30T19:45:00-03:00",
    ]
    assert found(document, "s:url/i:image/i:loc") == [
        "https://laera.example/media/0-1600.webp",
        "https://laera.example/media/1-1600.webp",
    ]


def test_a_day_that_is_too_full_lists_its_newest_stories() -> None:
    """The protocol's limits of stories and bytes hold, whatever the day brought."""
    [card] = cards(1)
    longest = replace(card, path="/" + "s" * 80 + "/" + "x" * 80)
    document = day_sitemap(SITE, [card] + [longest] * MOST_STORIES)

    assert document.count(b"<loc>") == MOST_STORIES
    assert len(document) < 52_428_800
    assert found(document, "s:url/s:loc")[0] == SITE.absolute(card.path)


def test_the_index_lists_every_day_of_every_language_and_is_valid() -> None:
    """And stands valid before the first story."""
    document = sitemap_index(SITE, {"es": [DAY], "en": [DAY, DAY - timedelta(days=1)]})
    url = SITE.absolute(index_path())

    assert sitemaps.complaints(document, url) == []
    assert found(document, "s:sitemap/s:loc") == [
        "https://laera.example/pages-sitemap.xml",
        "https://laera.example/news-sitemap.xml",
        "https://laera.example/en/news-sitemap.xml",
        "https://laera.example/sitemap-es-2026-01-30.xml",
        "https://laera.example/sitemap-en-2026-01-30.xml",
        "https://laera.example/sitemap-en-2026-01-29.xml",
    ]
    assert sitemaps.complaints(sitemap_index(SITE, {}), url) == []


def test_the_sitemap_of_pages_lists_what_always_stands_and_is_valid() -> None:
    """Fronts of every language first, then standing pages; a day of change where an editor named one."""
    dated, undated = cards(2)
    undated = replace(undated, path="/acerca", published=UNDATED)
    document = pages_sitemap(SITE, [dated, undated])

    assert documents.complaints(pages_sitemap_path()[1:], document) == ("sitemap", [])
    addresses = found(document, "s:url/s:loc")
    assert addresses[-2:] == [SITE.absolute("/acerca"), SITE.absolute(dated.path)]
    assert addresses[:-2] == [SITE.absolute(path) for path in SITE.front_paths]
    assert found(document, "s:url/s:lastmod") == ["2026-01-30T21:45:00-03:00"]
    assert documents.complaints(pages_sitemap_path()[1:], pages_sitemap(SITE, [])) == ("sitemap", [])


def test_a_news_sitemap_is_valid() -> None:
    """By the protocol and by what Google asks; the validator looks at the clock, so these stories are of today."""
    now = datetime.now(UTC)
    document, _ = news_sitemap(SITE, fresh_cards(4, now), now)

    assert sitemaps.complaints(document, SITE.absolute(news_sitemap_path(SITE, "es"))) == []
    assert found(document, "s:url/n:news/n:publication/n:name") == ["La Era"] * 4
    assert found(document, "s:url/n:news/n:publication/n:language") == ["es"] * 4
    assert found(document, "s:url/n:news/n:title")[0] == "Story number 0"


@pytest.mark.parametrize(("age", "is_news"), [(WINDOW - SECOND, True), (WINDOW, False), (WINDOW + SECOND, False)])
def test_news_are_news_for_forty_eight_hours(age: timedelta, is_news: bool) -> None:
    """To the second."""
    card = replace(cards(1)[0], published=PUBLISHED - age)
    document, until = news_sitemap(SITE, [card], PUBLISHED)

    assert (b"<loc>" in document) is is_news
    assert until == (card.published + WINDOW if is_news else None)


def test_a_news_sitemap_tells_when_the_clock_changes_it_next() -> None:
    """The moment at which its oldest story stops being news, of those that are in it."""
    stories = fresh_cards(MOST_NEWS + 5, PUBLISHED, step=timedelta(minutes=2))
    document, until = news_sitemap(SITE, stories, PUBLISHED)

    assert document.count(b"<news:news>") == MOST_NEWS
    assert until == stories[MOST_NEWS - 1].published + WINDOW


def test_an_empty_news_sitemap_only_lacks_news() -> None:
    """Google wants it kept in place, empty; the protocol's schema has no quarrel with it either."""
    document, until = news_sitemap(SITE, [], PUBLISHED)
    said = sitemaps.complaints(document, SITE.absolute("/news-sitemap.xml"))

    assert [complaint.partition(":")[0] for complaint in said] == ["empty_sitemap"]
    assert until is None


@pytest.mark.parametrize(
    ("language", "told"), [("pt-BR", "pt"), ("es", "es"), ("zh-Hant", "zh-tw"), ("zh-TW", "zh-tw"), ("zh", "zh-cn")]
)
def test_a_language_is_told_as_google_knows_it(language: str, told: str) -> None:
    """Two letters; of Chinese also which."""
    document, _ = news_sitemap(SITE, [replace(cards(1)[0], language=language)], PUBLISHED)

    assert found(document, "s:url/n:news/n:publication/n:language") == [told]


def test_robots_txt_lets_crawlers_find_everything_but_previews() -> None:
    """Read by a crawler's own parser."""
    robots = robots_txt(SITE)

    assert sitemaps.sitemaps_of(robots) == [
        "https://laera.example/sitemap.xml",
        "https://laera.example/news-sitemap.xml",
        "https://laera.example/en/news-sitemap.xml",
    ]
    assert not sitemaps.may_read(robots, "https://laera.example/api/preview/abc")
    assert sitemaps.may_read(robots, "https://laera.example/api/articles")
    assert sitemaps.may_read(robots, "https://laera.example/internacional/x")


def test_no_sitemap_speaks_for_addresses_above_its_folder() -> None:
    """Those of days stand at the root, a language's news under its prefix, whatever the languages are."""
    site = Site("La Era", "https://laera.example", "UTC", ("en", "es"), SITE.sections)

    assert day_sitemap_path("es", DAY).count("/") == 1
    assert news_sitemap_path(site, "en") == "/news-sitemap.xml"
    assert news_sitemap_path(site, "es") == "/es/news-sitemap.xml"
