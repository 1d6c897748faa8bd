"""Previews on AWS's terms: what a draft's upload asks of the services, and what whoever has its address gets."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from moto import mock_aws

from functions.listings_api.handler import handler as listings_api
from laera import wiring
from tests.integration.cloud import Cloud, Context
from tests.integration.ledger import SITE, Ledger, key, manuscript, publish

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")
MOST_CALLS = 110
"""Of a signed draft with two tags, whose publication touches some thirty fronts; docs/operator/costs.md tells it."""
REQUEST = json.loads(Path(__file__).with_name("events").joinpath("api_request.json").read_text(encoding="utf-8"))
MADE = (
    wiring.client,
    wiring.settings,
    wiring.press,
    wiring.photo_desk,
    wiring.listings,
    wiring.previews,
    wiring.key_ring,
    wiring.announcer,
)


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A paper with its site.yaml published."""
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        for made in MADE:
            made.cache_clear()
        cloud = Cloud(monkeypatch)
        cloud.upload("site.yaml", SITE)
        cloud.deliver()
        yield cloud
    for made in MADE:
        made.cache_clear()


def shown(address: str) -> dict[str, Any]:
    """What the API answers at an address of the paper."""
    event = copy.deepcopy(REQUEST)
    event["rawPath"] = event["requestContext"]["http"]["path"] = address.removeprefix("https://laera.example")
    event["rawQueryString"] = ""
    return cast("dict[str, Any]", listings_api(event, Context()))


def test_a_draft_can_be_seen_at_the_address_in_its_receipt_and_nowhere_else(cloud: Cloud) -> None:
    """Until it is published: then the same address leads to the story."""
    cloud.upload(key(1), manuscript(1, draft="true"))
    cloud.deliver()
    receipt = cloud.receipt(key(1))
    headline = "El puerto amanece en calma por vez 1"

    preview = shown(receipt["preview"])
    assert (preview["statusCode"], headline in preview["body"]) == (200, True)
    assert receipt["preview"] in cloud.receipt_text(key(1))
    assert not [name for name, (body, _) in cloud.pages().items() if headline.encode() in body]

    before = cloud.pages()
    cloud.upload(key(1), manuscript(1))
    cloud.deliver()
    live = shown(receipt["preview"])
    written = {name for name, page in cloud.pages().items() if before.get(name) != page}
    address = cloud.receipt(key(1))["address"].removeprefix("https://laera.example")
    assert (live["statusCode"], live["headers"]["Location"]) == (302, address)
    public = {name for name in written if not name.startswith("search/")}  # what only the search reads is no page
    assert len(public) == sum(len(paths) for paths in receipt["would_touch"].values())


def drafted(cloud: Cloud, number: int) -> Ledger:
    """What the upload of a draft asks of AWS."""
    cloud.upload(key(number), manuscript(number, draft="true"))
    return publish(cloud)


def test_a_draft_costs_the_same_in_a_large_archive(cloud: Cloud) -> None:
    """Its rehearsal reads what a publication would, and writes the draft's own record, receipt and preview alone."""
    drafted(cloud, 2_000)  # the first one of a process fetches the key, and stocks the shelf
    costs = []
    present = 0
    for articles in (5, 25):
        for number in range(present, articles):
            cloud.upload(key(number), manuscript(number))
        cloud.deliver()
        present = articles
        costs.append(drafted(cloud, 2_000 + articles).calls)

    assert costs[0] == costs[1]
    assert costs[0].total() <= MOST_CALLS
    assert costs[0]["PutObject"] == 3, "the receipt as text and as JSON, and the preview"
    assert costs[0]["PutItem"] == 3, "the record, twice, and the receipt"


def test_a_preview_s_secret_that_cannot_be_had_brings_the_message_back(cloud: Cloud) -> None:
    """A service that does not answer is no reason to tell an editor that there is no preview."""
    wiring.client("secretsmanager").delete_secret(SecretId=wiring.settings().cursor_secret_arn)
    cloud.upload(key(1), manuscript(1, draft="true"))

    (answer,) = cloud.deliver()

    assert len(answer["batchItemFailures"]) == 1
