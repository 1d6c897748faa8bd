"""Every machine-readable document of the example newspaper is valid, as those who did not write it see it."""

from collections import Counter

from tests.golden.rendering import rendered
from tests.outside import feeds, json_documents, sitemaps

OUTDATED = "google_news_outdated_article"
"""The example's news are of a day that has passed; their validator looks at the clock."""


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
        return "sitemap", [one for one in found if not one.startswith(OUTDATED)]
    return "", []


def test_every_document_of_the_example_paper_is_valid() -> None:
    """Feeds of the paper, its sections, tags, bylines and corrections; sitemaps of every day; ninjs of every story."""
    seen: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for key, document in rendered(photographs=False).items():
        if key.startswith("receipts/") or document.endswith(b" -->\n"):  # a redirect or a tombstone
            continue
        kind, found = complaints(key, document)
        seen[kind] += 1
        if found:
            wrong[key] = found

    assert wrong == {}
    assert seen["feed.xml"] == seen["atom.xml"] == seen["feed.json"] > 50
    assert seen["ninjs"] > 30
    assert seen["sitemap"] > 15
