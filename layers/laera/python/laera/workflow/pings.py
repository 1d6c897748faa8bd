"""Pings: other people's machines are told which address to fetch again, once the CDN gives the new page.

WebSub (W3C Recommendation, 23 January 2018) for feeds, IndexNow (indexnow.org/documentation) for pages. Both are off
until an operator names a hub or a key.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from urllib.parse import urlencode

from laera.workflow.current_site import site_on_record
from laera.workflow.ports import Ear, Outcomes, Ping, Table, Web

FRESH_AFTER = timedelta(seconds=130)
"""Longer than the CDN may give an old page: a minute of its own, and one in which it already fetches the new one."""

INDEX_NOW = "https://api.indexnow.org/indexnow"
_MOST_ADDRESSES = 10_000
_FEEDS = ("/feed.xml", "/atom.xml", "/feed.json")


def ping_feeds(table: Table, outcomes: Outcomes, changed: Iterable[str]) -> int:
    """Have the hub pinged, later, of those of these paths that are feeds; gives how many."""
    feeds = [path for path in changed if path.endswith(_FEEDS)]
    site = site_on_record(table) if feeds else None
    if site:
        outcomes.send([Ping(Ear.HUB, site.absolute(path)) for path in feeds], FRESH_AFTER)
    return len(feeds)


def tell_hub(web: Web, hub: str, feed: str) -> int:
    """One publisher's ping; gives the status of the answer."""
    body = urlencode({"hub.mode": "publish", "hub.topic": feed, "hub.url": feed})
    return web.post(hub, body.encode(), "application/x-www-form-urlencoded")


def tell_index(web: Web, endpoint: str, key: str, host: str, addresses: Sequence[str]) -> int:
    """One submission of a host's pages; gives the status of the answer."""
    body = {"host": host, "key": key, "urlList": list(addresses[:_MOST_ADDRESSES])}
    return web.post(endpoint, json.dumps(body).encode(), "application/json; charset=utf-8")
