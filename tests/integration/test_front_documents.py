"""Front documents through the real handlers: what an editor decides is on record in DynamoDB, and on the front."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from laera import wiring
from tests.integration.cloud import Cloud
from tests.integration.ledger import SITE, key, manuscript

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")
FRONT = "fronts/es/home.yaml"


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A paper with three stories, the last the newest."""
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        wiring.client.cache_clear()
        stack = Cloud(monkeypatch)
        stack.upload("site.yaml", SITE)
        for number in range(3):
            stack.upload(key(number), manuscript(number))
        stack.deliver()
        yield stack
    for made in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk):
        made.cache_clear()


def lead_of(cloud: Cloud) -> int:
    """The number of the story that leads the home front."""
    page = cloud.page("/")
    return int(page[: page.index("</h2>")].rsplit(" ", 1)[1].removesuffix("</a>"))


def test_a_document_decides_the_front_until_it_is_deleted(cloud: Cloud) -> None:
    """Every kind of decision survives its record; a bad edit changes nothing; without the file the newest leads."""
    assert lead_of(cloud) == 2
    document = (
        f"lead: {key(0)}\npins: [{{story: {key(1)}, position: 2, until: 2199-01-01}}]\norder: updated\n"
        f"sections: [culture]\nbreaking: {{text: Se abre, story: {key(1)}, until: 2199-01-01}}\n"
        f'dayparts: [{{from: "00:00", to: "12:00", pins: []}}, {{from: "12:00", to: "24:00", order: newest}}]\n'
    )
    cloud.upload(FRONT, document.encode())
    cloud.deliver()
    assert lead_of(cloud) == 0
    assert "Se abre</a>" in cloud.page("/")
    assert cloud.receipt(FRONT)["outcome"] == "published"
    assert cloud.receipt(FRONT)["following"] == ["/"]

    cloud.upload(FRONT, b"lead: nowhere\n")
    cloud.deliver()
    assert cloud.receipt(FRONT)["outcome"] == "rejected"
    assert lead_of(cloud) == 0

    cloud.delete(FRONT)
    cloud.deliver()
    assert cloud.receipt(FRONT)["outcome"] == "withdrawn"
    assert lead_of(cloud) == 2
