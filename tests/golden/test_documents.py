"""Every machine-readable document of the example newspaper is valid, as those who did not write it see it."""

from collections import Counter

from tests.golden.rendering import rendered
from tests.outside.documents import complaints


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
