"""Pings: of which addresses, and when. What is said to whom is in the tests of the announcer."""

import re
from datetime import timedelta

import pytest

from laera.workflow.pings import FRESH_AFTER, ping_feeds
from laera.workflow.ports import Ear, Ping
from laera.workflow.public_objects import PAGE_LIFETIME
from tests.unit.workflow.desk import Desk, a_paper


@pytest.fixture
def desk() -> Desk:
    """A newsroom whose site.yaml is published."""
    return a_paper()


def test_a_hub_is_told_when_the_cdn_can_no_longer_give_it_the_old_feed() -> None:
    """A minute that a copy lives, and one in which it is given while the new one is fetched; SQS waits 15 at most."""
    seconds = dict(re.findall(r"(s-maxage|stale-while-revalidate)=(\d+)", PAGE_LIFETIME))
    longest = sum(map(int, seconds.values()))
    assert len(seconds) == 2
    assert timedelta(seconds=longest) < FRESH_AFTER <= timedelta(minutes=15)


def test_feeds_are_pinged_by_the_address_they_name_themselves_by(desk: Desk) -> None:
    """Pages and sitemaps are nobody's topic."""
    desk.outcomes.words.clear()
    changed = ["/", "/feed.xml", "/internacional", "/en/international/atom.xml", "/tag/mar/feed.json", "/sitemap.xml"]
    assert ping_feeds(desk.table, desk.outcomes, changed) == 3
    assert list(desk.outcomes.words) == [
        (Ping(Ear.HUB, "https://laera.example/feed.xml"), FRESH_AFTER),
        (Ping(Ear.HUB, "https://laera.example/en/international/atom.xml"), FRESH_AFTER),
        (Ping(Ear.HUB, "https://laera.example/tag/mar/feed.json"), FRESH_AFTER),
    ]


def test_where_no_feed_changed_nothing_is_sent(desk: Desk) -> None:
    """Nor is anything read."""
    desk.outcomes.words.clear()
    assert ping_feeds(desk.table, desk.outcomes, ["/", "/robots.txt"]) == 0
    assert not desk.outcomes.words
