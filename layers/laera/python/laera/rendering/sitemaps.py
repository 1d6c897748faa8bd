"""Sitemaps: what there is, for search engines.

One for each language and day, one of what always stands, an index of them, and one of the news.
A day's sitemap names no translations: a list does not know of them, and each page's own hreflang does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element

from laera.domain.articles import UNDATED
from laera.domain.listings import Card
from laera.domain.site import Site
from laera.rendering.machine_times import iso_time
from laera.rendering.xml_documents import child, document

MOST_STORIES = 50_000
"""In one sitemap, by its protocol. Their addresses and pictures are far below its 50 MB; of a fuller day the newest."""

MOST_SITEMAPS = 50_000
"""In the index: two languages fill it after 68 years, and then its oldest days drop out."""

MOST_PAGES = 500
"""Standing pages of one language."""

NEWS_WINDOW = timedelta(hours=48)
MOST_NEWS = 1_000
"""What Google reads of a news sitemap."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def index_path() -> str:
    """The one for all languages."""
    return "/sitemap.xml"


def day_sitemap_path(language: str, day: date) -> str:
    """`/sitemap-es-2026-01-31.xml`: at the root, because a sitemap speaks only for addresses below its own folder."""
    return f"/sitemap-{language}-{day.isoformat()}.xml"


def pages_sitemap_path() -> str:
    """The one of fronts and standing pages, for all languages."""
    return "/pages-sitemap.xml"


def news_sitemap_path(site: Site, language: str) -> str:
    """`/news-sitemap.xml`, `/en/news-sitemap.xml`."""
    return site.path(language, "news-sitemap.xml")


def day_sitemap(site: Site, cards: Sequence[Card]) -> bytes:
    """The stories of one day, as many as a sitemap may hold."""
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:image": _IMAGE})
    for card in cards[:MOST_STORIES]:
        url = child(root, "url")
        child(url, "loc", site.absolute(card.path))
        child(url, "lastmod", iso_time(site, card.modified))
        if card.thumbnail:
            image = child(url, "image:image")
            child(image, "image:loc", site.absolute(card.thumbnail.wide or card.thumbnail.path))
    return document(root)


def pages_sitemap(site: Site, pages: Sequence[Card]) -> bytes:
    """The fronts of the paper and its standing pages, in the order of their addresses."""
    root = Element("urlset", {"xmlns": _SITEMAP})
    for path in site.front_paths:
        child(child(root, "url"), "loc", site.absolute(path))
    for card in sorted(pages, key=lambda card: card.path):
        url = child(root, "url")
        child(url, "loc", site.absolute(card.path))
        if card.modified != UNDATED:
            child(url, "lastmod", iso_time(site, card.modified))
    return document(root)


def sitemap_index(site: Site, days: Mapping[str, Iterable[date]]) -> bytes:
    """Every sitemap of the paper; `days` are those with stories, by language.

    No `lastmod`: what is known of a day here is that it has stories, not when they changed. Those that are always there
    keep a new paper's index from being empty, which no index may be.
    """
    root = Element("sitemapindex", {"xmlns": _SITEMAP})
    paths = [pages_sitemap_path(), *(news_sitemap_path(site, language) for language in site.languages)]
    paths += [day_sitemap_path(language, day) for language in site.languages for day in days.get(language, ())]
    for path in paths[:MOST_SITEMAPS]:
        child(child(root, "sitemap"), "loc", site.absolute(path))
    return document(root)


def news_since(now: datetime) -> datetime:
    """Stories published after this moment are news."""
    return now - NEWS_WINDOW


def news_sitemap(site: Site, cards: Sequence[Card], now: datetime) -> tuple[bytes, datetime | None]:
    """The news of the last 48 hours, and the moment at which the oldest of them stops being any.

    Cards come newest first; those that are too old or too many are left out.
    """
    news = [card for card in cards if card.published > news_since(now)][:MOST_NEWS]
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
    for card in news:
        url = child(root, "url")
        child(url, "loc", site.absolute(card.path))
        child(url, "lastmod", iso_time(site, card.modified))
        entry = child(url, "news:news")
        publication = child(entry, "news:publication")
        child(publication, "news:name", site.name)
        child(publication, "news:language", _news_language(card.language))
        child(entry, "news:publication_date", iso_time(site, card.published))
        child(entry, "news:title", card.headline)
    until = min((card.published for card in news), default=None)
    return document(root), until + NEWS_WINDOW if until else None


def _news_language(language: str) -> str:
    """As Google wants it: two or three letters, and of Chinese which."""
    base, _, rest = language.lower().partition("-")
    if base != "zh":
        return base
    return "zh-tw" if {"tw", "hk", "mo", "hant"} & set(rest.split("-")) else "zh-cn"
