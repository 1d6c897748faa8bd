"""Those who are told of outcomes: what CloudFront and EventBridge are asked ends in this process."""

import json
from datetime import UTC, datetime

import boto3
import pytest

from laera.adapters.cloudfront import CloudFrontCdn
from laera.adapters.eventbridge import EventBridgeBus
from laera.domain.announcements import Announcement, Event
from laera.domain.receipts import Outcome
from local.aws.cdn import Cdn, cdn_of
from local.aws.cloud import Cloud
from local.aws.exchange import Request
from local.aws.stack import EVENT_BUS, Stack
from local.aws.template import REGION
from tests.unit.local.aws.test_cdn import Desk, put


@pytest.fixture
def cdn(stack: Stack, cloud: Cloud) -> Cdn:
    """The distribution, which forgets what it is told to."""
    cdn = cdn_of(stack, cloud, Desk(), print)
    cloud.listeners.forgets(cdn.cache.forget)
    return cdn


def kept(cdn: Cdn, path: str) -> bool:
    """Whether the page is given from the cache."""
    return cdn.answer(Request("GET", path, "", {}, b"")).headers["x-cache"].startswith("Hit")


def test_pages_with_a_tag_are_forgotten_and_others_are_not(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """All that one story put out, by the header that the template names."""
    for path, tags in (("uno", "story-1,error"), ("uno/history", "story-1"), ("dos", "story-2")):
        put(cloud, stack, f"{path}/index.html", Metadata={"cache-tag": tags})
    for path in ("/uno", "/uno/history", "/dos"):
        assert not kept(cdn, path)
        assert kept(cdn, path)

    client = boto3.client("cloudfront", region_name=REGION)
    CloudFrontCdn(lambda: client, "SiteDistribution").forget(["story-1"], "once")

    assert [kept(cdn, path) for path in ("/uno", "/uno/history", "/dos")] == [False, False, True]


def test_every_event_is_heard(cloud: Cloud) -> None:
    """As a line that says what it is."""
    heard: list[str] = []
    cloud.listeners.hears(heard.append)
    said = Announcement("1", Event.DRAFTED, "articles/ñ.md", "v1", Outcome.DRAFT, datetime(2026, 1, 31, tzinfo=UTC))
    assert EventBridgeBus(boto3.client("events", region_name=REGION), "laera-news").put([said, said]) == frozenset()
    assert [json.loads(line) for line in heard] == [{"event": "ArticleDrafted", "detail": said.detail()}] * 2


def test_the_bus_is_stood_in_for(stack: Stack) -> None:
    """It has the name that the functions are told."""
    (bus,) = stack.of_type(EVENT_BUS)
    assert not any(bus.logical_id in missing for missing in stack.not_stood_in_for())
    functions = stack.functions.values()
    assert {plan.environment["NEWS_BUS_NAME"] for plan in functions} == {stack.name(bus.logical_id)}
