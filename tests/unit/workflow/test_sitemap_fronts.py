"""Sitemaps follow the days, and the news sitemap the clock."""

from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import fromstring

import pytest

from laera.workflow.embargoes import release_due
from tests.unit.workflow.desk import ENGLISH, KEY, OTHER, Desk, a_paper, manuscript

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PUBLISHED = datetime(2026, 1, 30, 12, tzinfo=UTC)
DAY = "/sitemap-es-2026-01-30.xml"


@pytest.fixture
def desk() -> Desk:
    """A paper with one story of 30 January, nine in the morning in Santiago."""
    desk = a_paper()
    desk.upload()
    return desk


def addresses(desk: Desk, path: str) -> list[str]:
    """What a sitemap or an index lists, without the paper's own address."""
    found = fromstring(desk.text(path)).iter(LOC)
    return [str(loc.text).removeprefix("https://laera.example") for loc in found]


def sweep(desk: Desk) -> None:
    """The clock's own round, and all that follows from it."""
    release_due(desk.table, desk.room.uploads, desk.clock)
    desk.drain()


def test_a_story_is_in_the_sitemap_of_its_day_and_the_day_in_the_index(desk: Desk) -> None:
    """By the paper's own clock, each language for itself; every day once."""
    desk.upload(OTHER, manuscript("Otro", published="2026-01-31T00:30:00+00:00"))
    desk.upload(ENGLISH, manuscript("Harbour", published="2026-01-31T08:00:00-03:00"))

    assert addresses(desk, DAY) == ["/internacional/otro", "/internacional/puerto"]
    assert addresses(desk, "/sitemap-en-2026-01-31.xml") == ["/en/international/harbour"]
    assert addresses(desk, "/sitemap.xml") == [
        "/pages-sitemap.xml",
        "/news-sitemap.xml",
        "/en/news-sitemap.xml",
        "/sitemap-es-2026-01-30.xml",
        "/sitemap-en-2026-01-31.xml",
    ]


def test_a_day_that_loses_its_last_story_leaves_the_index(desk: Desk) -> None:
    """Its sitemap says that it is gone, in a line and not in a page; with a story it is back."""
    desk.delete()
    assert desk.status(DAY) == 410
    assert desk.page(DAY).content_type == "text/plain; charset=utf-8"
    assert addresses(desk, "/sitemap.xml") == ["/pages-sitemap.xml", "/news-sitemap.xml", "/en/news-sitemap.xml"]

    desk.upload()
    assert addresses(desk, DAY) == ["/internacional/puerto"]
    assert addresses(desk, "/sitemap.xml")[3:] == [DAY]


def test_a_moved_story_is_listed_where_it_stands(desk: Desk) -> None:
    """No sitemap leads to a redirect."""
    desk.upload(KEY, manuscript(slug="bahia"))

    assert addresses(desk, DAY) == addresses(desk, "/news-sitemap.xml") == ["/internacional/bahia"]


def test_the_index_is_not_written_when_a_day_only_gets_another_story(desk: Desk) -> None:
    """It says which days there are, and that has not changed."""
    desk.upload(OTHER, manuscript("Otro"))

    assert DAY in desk.fronts
    assert "/sitemap.xml" not in desk.fronts


def test_the_news_sitemap_shrinks_with_the_clock_alone(desk: Desk) -> None:
    """Forty-eight hours to the second, though nothing is published; nothing else is written then."""
    later = PUBLISHED + timedelta(hours=20)
    desk.upload(OTHER, manuscript("Otro", published=later.isoformat()))
    both = ["/internacional/otro", "/internacional/puerto"]

    for moment, expected, written in (
        (PUBLISHED + timedelta(hours=48, seconds=-1), both, []),
        (PUBLISHED + timedelta(hours=48), both[:1], ["/news-sitemap.xml"]),
        (later + timedelta(hours=48, seconds=-1), both[:1], []),
        (later + timedelta(hours=48), [], ["/news-sitemap.xml"]),
    ):
        desk.clock.moment = moment
        sweep(desk)
        assert (addresses(desk, "/news-sitemap.xml"), desk.fronts) == (expected, written)
    assert addresses(desk, "/sitemap-es-2026-01-31.xml") == ["/internacional/otro"]


def test_a_sweep_that_comes_late_finds_every_story_that_grew_old(desk: Desk) -> None:
    """Two stories of one hour leave together when nobody looked in between."""
    desk.upload(OTHER, manuscript("Otro", published=(PUBLISHED + timedelta(minutes=5)).isoformat()))
    desk.clock.moment = PUBLISHED + timedelta(hours=48, minutes=6)
    sweep(desk)

    assert addresses(desk, "/news-sitemap.xml") == []


def test_a_story_published_with_an_old_date_is_no_news(desk: Desk) -> None:
    """It is in its day's sitemap, and the day in the index."""
    desk.upload(OTHER, manuscript("Archivo", published="1998-05-04T09:00:00-04:00"))

    assert addresses(desk, "/news-sitemap.xml") == ["/internacional/puerto"]
    assert addresses(desk, "/sitemap-es-1998-05-04.xml") == ["/internacional/archivo"]


def test_a_story_on_hold_is_in_no_sitemap_before_its_hour(desk: Desk) -> None:
    """Nor is its day in the index; at its hour it is in all."""
    hour = datetime(2026, 2, 1, 12, tzinfo=UTC)
    desk.upload(OTHER, manuscript("Otro", published=hour.isoformat()))
    assert desk.status("/sitemap-es-2026-02-01.xml") == 404
    assert "/internacional/otro" not in addresses(desk, "/news-sitemap.xml")

    desk.clock.moment = hour
    sweep(desk)
    assert addresses(desk, "/sitemap-es-2026-02-01.xml") == ["/internacional/otro"]
    assert "/sitemap-es-2026-02-01.xml" in addresses(desk, "/sitemap.xml")
    assert "/internacional/otro" in addresses(desk, "/news-sitemap.xml")
