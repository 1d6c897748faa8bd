"""Two hundred steps of editing: no link is broken at any of them, and the bucket alone gives the same paper again."""

import os

import pytest

from laera.rendering.pages import PageRenderer
from tests.outside.documents import complaints
from tests.simulation.crawler import Crawler
from tests.simulation.editing import URL, Session
from tests.simulation.newsdays import everything_in

STEPS = int(os.environ.get("LAERA_STEPS", "200"))
FIRST = int(os.environ.get("LAERA_FIRST_SESSION", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("LAERA_SESSIONS", "2")))


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_session_of_editing_leaves_a_paper_that_is_right(renderer: PageRenderer, seed: int) -> None:
    """Write, correct, move, hold, expire, withdraw, delete, restore, pair, decide fronts, rename, wait: 200 times.

    Then all feeds, sitemaps and ninjs documents are valid to those who did not write them, and a press that has nothing
    but the bucket makes the same site, but for copies of photographs that no story shows any more.
    """
    session = Session(seed, renderer)
    crawler = Crawler(session.site, URL)
    for number in range(STEPS):
        said = session.step()
        assert crawler.faults() == [], f"seed {seed}, step {number}: {said}, after {session.done[-6:]}"

    documents = {key: complaints(key, body) for key, body in public_documents(session).items()}
    assert {key: wrong for key, (_, wrong) in documents.items() if wrong} == {}
    assert {kind for kind, _ in documents.values()} >= {"feed.xml", "atom.xml", "feed.json", "ninjs", "sitemap"}
    live, again = everything_in(session.site), everything_in(session.rebuilt())
    copies_unused = {key for key in live.keys() - again.keys() if key.startswith("media/")}
    assert sorted((live.keys() - copies_unused) ^ again.keys()) == []
    assert [key for key in again if live[key] != again[key]] == []


def public_documents(session: Session) -> dict[str, bytes]:
    """What readers and programs get, by key; neither redirects nor tombstones."""
    found = {key: session.site.get(key) for key in list(session.site.keys())}
    return {key: page.body for key, page in found.items() if page and "laera-status" not in page.metadata}
