"""Two hundred steps of editing: no link is broken at any of them, and the bucket alone gives the same paper again."""

import os

import pytest

from laera.rendering.pages import PageRenderer
from tests.simulation.crawler import Crawler
from tests.simulation.editing import URL, Session
from tests.simulation.newsdays import everything_in

STEPS = int(os.environ.get("LAERA_STEPS", "200"))
SEEDS = range(int(os.environ.get("LAERA_FIRST_SESSION", "1")), int(os.environ.get("LAERA_FIRST_SESSION", "1")) + 2)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_session_of_editing_leaves_a_paper_that_is_right(seed: int) -> None:
    """Write, correct, move, hold, expire, withdraw, delete, restore, pair, rename sections, wait: 200 times."""
    session = Session(seed, PageRenderer.load())
    crawler = Crawler(session.site, URL)
    for number in range(STEPS):
        said = session.step()
        assert crawler.faults() == [], f"seed {seed}, step {number}: {said}, after {session.done[-6:]}"

    live, again = everything_in(session.site), everything_in(session.rebuilt())
    assert sorted(live.keys() ^ again.keys()) == []
    assert [key for key in live if live[key] != again[key]] == []
