"""The validators of feeds are heard to complain of what is wrong."""

import pytest

from tests.outside.feeds import complaints

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>
<link>https://a.example/</link><description>D</description><item><title>I</title><link>https://a.example/i</link>
<guid isPermaLink="false">urn:x:1</guid><pubDate>Fri, 30 Jan 2026 21:45:00 -0300</pubDate><dc:creator>A</dc:creator>
</item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:0</id><title>T</title>
<updated>2026-01-30T21:45:00-03:00</updated><entry><id>urn:x:1</id><author><name>A</name></author><title>I</title>
<updated>2026-01-30T21:45:00-03:00</updated><published>2026-01-30T21:45:00-03:00</published>
<link rel="alternate" href="https://a.example/i"/></entry></feed>"""


def test_what_is_right_is_passed() -> None:
    """The two that the others are made from."""
    assert complaints(RSS.encode()) == []
    assert complaints(ATOM.encode()) == []


@pytest.mark.parametrize(
    ("feed", "right", "wrong"),
    [
        (RSS, "<description>D</description>", ""),
        (RSS, "<link>https://a.example/</link>", ""),
        (RSS, "Fri, 30 Jan 2026 21:45:00 -0300", "tomorrow"),
        (RSS, "<title>I</title>", ""),
        (RSS, '<guid isPermaLink="false">urn:x:1</guid>', ""),
        (RSS, "<dc:creator>A</dc:creator>", ""),
        (RSS, "</item>", ""),
        (RSS, "<title>T</title>", "<title>T\x01</title>"),
        (RSS, 'version="2.0"', 'version="0.91"'),
        (ATOM, "<id>urn:x:0</id>", ""),
        (ATOM, "<id>urn:x:1</id>", ""),
        (ATOM, "<title>I</title>", ""),
        (ATOM, "<author><name>A</name></author>", ""),
        (ATOM, "<published>2026-01-30T21:45:00-03:00</published>", "<published>30/01/2026</published>"),
        (ATOM, '<link rel="alternate" href="https://a.example/i"/>', ""),
        (ATOM, "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    ],
)
def test_what_is_wrong_is_named(feed: str, right: str, wrong: str) -> None:
    """One thing missing or out of form is enough."""
    assert right in feed
    assert complaints(feed.replace(right, wrong, 1).encode())


def test_two_items_with_one_id_are_named() -> None:
    """Readers would show one of them."""
    item = RSS[RSS.index("<item>") : RSS.index("</channel>")]
    assert complaints(RSS.replace(item, item * 2).encode()) == ["two items share an id"]
