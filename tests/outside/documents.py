"""Every machine-readable document of a paper, taken to the validator of its kind."""

from collections.abc import Iterator

from tests.outside import feeds, json_documents, sitemaps

_OUTDATED = "google_news_outdated_article"
"""News of a day that has passed: the validator looks at the real clock, and a test's paper has one of its own."""
_EMPTY = "empty_sitemap"
"""After two days without news: Google asks for an empty sitemap then, and warns lest that was not meant."""
_UNDATED = "google_lastmod_recommended"
"""Of fronts and standing pages nobody says when they changed."""


def complaints(key: str, document: bytes) -> tuple[str, list[str]]:
    """What kind of document it is, empty for others, and what is wrong with it."""
    name = key.rsplit("/", 1)[-1]
    if name in {"feed.xml", "atom.xml"}:
        return name, feeds.complaints(document)
    if name == "feed.json":
        return name, json_documents.feed_complaints(document)
    if name.endswith(".json"):
        return "ninjs", json_documents.ninjs_complaints(document)
    if name.endswith(".xml"):
        found = sitemaps.complaints(document, f"https://laera.example/{key}")
        return "sitemap", [one for one in found if not one.startswith(tuple(_excused(name)))]
    return "", []


def _excused(name: str) -> Iterator[str]:
    yield _OUTDATED
    if name == "news-sitemap.xml":
        yield _EMPTY
    if name == "pages-sitemap.xml":
        yield _UNDATED
