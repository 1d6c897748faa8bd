"""Two hundred steps of editing: no link is broken at any of them, and the bucket alone gives the same paper again."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from laera.adapters.memory import MemorySite
from laera.rendering.pages import PageRenderer
from local.verifying.differences import Difference
from local.verifying.paper_stores import PaperStores
from local.verifying.verification import Verifier
from tests.outside.documents import complaints
from tests.simulation.crawler import Crawler
from tests.simulation.editing import URL, Session
from tests.simulation.newsdays import everything_in

STEPS = int(os.environ.get("LAERA_STEPS", "200"))
FIRST = int(os.environ.get("LAERA_FIRST_SESSION", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("LAERA_SESSIONS", "1")))


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load(can_search=True)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_session_of_editing_leaves_a_paper_that_is_right(renderer: PageRenderer, seed: int, tmp_path: Path) -> None:
    """Write, correct, move, hold, expire, withdraw, delete, restore, pair, decide fronts, rename, wait: 200 times.

    Then all feeds, sitemaps and ninjs documents are valid to those who did not write them, and a press that has nothing
    but the bucket makes the same site, but for copies of photographs that no story shows any more. `laera verify` says
    so of both, and finds a byte that is flipped by hand.
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

    rebuilt = session.rebuilt()
    assert verified(session, session.site, tmp_path / "before") == []
    assert verified(session, rebuilt, tmp_path / "after") == []
    flip_a_byte(rebuilt, "index.html")
    assert [one.key for one in verified(session, rebuilt, tmp_path / "flipped")] == ["index.html"]


def verified(session: Session, site: MemorySite, folder: Path) -> list[Difference]:
    """What `laera verify` finds wrong with a site."""
    folder.mkdir()
    stores = PaperStores(
        content=lambda: session.content, site=site, now=session.clock.now, site_name="the session's", is_at_work=False
    )
    return list(Verifier(stores, folder, Console(quiet=True)).verify().wrong)


def flip_a_byte(site: MemorySite, key: str) -> None:
    """As a hand would: the object's metadata stay as they are."""
    page, observed = site.get(key), site.observe(key)
    assert page is not None
    middle = len(page.body) // 2
    flipped = page.body[:middle] + bytes([page.body[middle] ^ 1]) + page.body[middle + 1 :]
    site.put(key, replace(page, body=flipped), observed)


def public_documents(session: Session) -> dict[str, bytes]:
    """What readers and programs get, by key; neither redirects nor tombstones."""
    found = {key: session.site.get(key) for key in list(session.site.keys())}
    return {key: page.body for key, page in found.items() if page and "laera-status" not in page.metadata}
