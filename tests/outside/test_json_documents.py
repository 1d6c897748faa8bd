"""The schemas of JSON documents are seen to refuse what is wrong."""

import json
from typing import Any

import pytest

from tests.outside.json_documents import feed_complaints, ninjs_complaints

FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "home_page_url": "https://a.example/",
    "items": [{"id": "urn:x:1", "content_text": "I", "date_published": "2026-01-30T21:45:00-03:00", "tags": ["a"]}],
}
ITEM: dict[str, Any] = {
    "uri": "urn:x:1",
    "type": "text",
    "firstcreated": "2026-01-30T21:45:00-03:00",
    "headlines": [{"value": "H"}],
    "renditions": [{"name": "a", "href": "https://a.example/a.jpg"}],
}


def test_what_is_right_is_passed() -> None:
    """The two that the others are made from."""
    assert feed_complaints(json.dumps(FEED).encode()) == []
    assert ninjs_complaints(json.dumps(ITEM).encode()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": None},
        {"items": None},
        {"items": [{"content_text": "no id"}]},
        {"items": [{"id": "no content"}]},
        {"items": [{"id": 1, "content_text": "a number is no id"}]},
        {"items": [{"id": "1", "content_text": "I", "date_published": "30/01/2026"}]},
        {"items": [{"id": "1", "content_text": "I", "tags": "a"}]},
        {"items": [{"id": "1", "content_text": "I", "unknown": "x"}]},
        {"home_page_url": "/relative"},
        {"authors": [{}]},
        {"unknown": "x"},
    ],
)
def test_a_wrong_feed_is_named(wrong: dict[str, Any]) -> None:
    """None stands for what is missing."""
    feed = {name: value for name, value in (FEED | wrong).items() if value is not None}
    assert feed_complaints(json.dumps(feed).encode())


@pytest.mark.parametrize(
    "wrong",
    [
        {"uri": None},
        {"uri": "not a uri"},
        {"type": "article"},
        {"pubstatus": "live"},
        {"firstcreated": "30/01/2026"},
        {"headlines": [{"role": "main"}]},
        {"headlines": "H"},
        {"renditions": [{"href": "https://a.example/a.jpg"}]},
        {"associations": [{"uri": "urn:x:2", "type": "article"}]},
        {"unknown": "x"},
    ],
)
def test_a_wrong_item_is_named(wrong: dict[str, Any]) -> None:
    """None stands for what is missing."""
    item = {name: value for name, value in (ITEM | wrong).items() if value is not None}
    assert ninjs_complaints(json.dumps(item).encode())


def test_what_is_no_json_is_named() -> None:
    """Cut short, say."""
    assert feed_complaints(b'{"version":')
