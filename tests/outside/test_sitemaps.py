"""The validator of sitemaps is heard to complain of what is wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.outside.sitemaps import complaints

URL = "https://a.example/sitemap.xml"
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/x</loc><lastmod>NOW</lastmod>
<news:news><news:publication><news:name>A</news:name><news:language>es</news:language></news:publication>
<news:publication_date>NOW</news:publication_date><news:title>T</news:title></news:news></url></urlset>"""


def dated(document: str) -> bytes:
    """The document as of this moment: the validator has a clock of its own, and news grow old by it."""
    now = datetime.now(UTC)
    old = (now - timedelta(hours=49)).isoformat(timespec="seconds")
    return document.replace("NOW", now.isoformat(timespec="seconds")).replace("OLD", old).encode()


def test_what_is_right_is_passed() -> None:
    """The one that the others are made from."""
    assert complaints(dated(NEWS), URL) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<loc>https://a.example/x</loc>", ""),
        ("<loc>https://a.example/x</loc>", "<loc>/x</loc>"),
        ("<loc>https://a.example/x</loc>", "<loc>https://b.example/x</loc>"),
        ("<lastmod>NOW</lastmod>", "<lastmod>yesterday</lastmod>"),
        ("<lastmod>NOW</lastmod>", "<priority>high</priority>"),
        ("<news:name>A</news:name>", ""),
        ("<news:language>es</news:language>", "<news:language>Spanish</news:language>"),
        ("<news:title>T</news:title>", ""),
        ("date>NOW<", "date>OLD<"),
        ("http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap/0.84"),
        ("</urlset>", ""),
    ],
)
def test_what_is_wrong_is_named(right: str, wrong: str) -> None:
    """One thing missing or out of form is enough."""
    assert right in NEWS
    assert complaints(dated(NEWS.replace(right, wrong, 1)), URL)


def test_a_sitemap_that_speaks_for_addresses_above_its_folder_is_named() -> None:
    """It may list only what is below where it stands."""
    assert complaints(dated(NEWS), "https://a.example/sitemaps/es/sitemap.xml")


def test_too_many_news_are_named() -> None:
    """A thousand and one."""
    url = NEWS[NEWS.index("<url>") : NEWS.index("</urlset>")]
    many = NEWS.replace(url, "".join(url.replace("/x<", f"/x{number}<") for number in range(1_001)))
    assert [complaint.partition(":")[0] for complaint in complaints(dated(many), URL)] == [
        "google_news_too_many_entries"
    ]
