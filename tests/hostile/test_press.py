"""Hostile manuscripts through the whole press: each ends in a receipt, soon, and nothing in any object runs."""

import json
import re
import time
from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import comrak
import pytest

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryReceipts, MemorySite
from laera.domain.receipts import Receipt
from laera.rendering.markdown import reading_options
from laera.rendering.pages import PageRenderer
from laera.workflow.ports import Notice
from local.pressroom import Pressroom
from tests.hostile.manuscripts import KEY, RECIPES
from tests.hostile.oracle import scripts_in

LONGEST = 1.0
"""Seconds of processor time from bytes in the bucket to page and receipt."""

_PORTIONS = 8


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load(can_search=True)


@pytest.mark.parametrize("portion", range(_PORTIONS))
def test_every_hostile_manuscript_ends_in_a_receipt(renderer: PageRenderer, portion: int) -> None:
    """One receipt each, in words an editor can read; pages carry no script but the paper's own, documents are whole."""
    clock = FrozenClock(datetime(2026, 2, 1, 12, tzinfo=UTC))
    content, site, receipts = MemoryContent(clock), MemorySite(), MemoryReceipts()
    room = Pressroom(content=content, site=site, receipts=receipts, clock=clock, renderer=renderer)
    for number, name in enumerate(list(RECIPES)[portion::_PORTIONS]):
        original, body = RECIPES[name]()
        key = original if original != KEY else f"articles/es/{portion}-{number}.md"
        version = content.put(key, body)
        room.uploads.send([Notice(key, version.version_id)])
        given: list[Receipt] = []
        started = time.process_time()
        room.drain(given.append)
        taken = time.process_time() - started

        assert taken < LONGEST, f"{name}: {taken:.2f} s"
        own = [receipt for receipt in given if receipt.key == key]
        assert own, f"{name}: no receipt"
        assert {receipt.version_id for receipt in own} == {version.version_id}, name
    for key in site.keys():  # noqa: SIM118 - a bucket, not a dict
        page = site.get(key)
        assert page is not None
        assert re.fullmatch(r"[a-z0-9/._-]+", key), key
        if key.endswith(".html") and len(page.body) < 200_000:
            assert scripts_in(page.body.decode()) == [], key
        if "xml" in page.content_type:
            fromstring(page.body)
        if "markdown" in page.content_type and len(page.body) < 200_000:
            assert scripts_in(comrak.markdown_to_html(page.body.decode(), *reading_options())) == [], key
        if "json" in page.content_type:
            json.loads(page.body)
