"""What one publication asks of AWS: so many calls, whatever the size of the archive."""

from collections.abc import Callable, Iterator

import pytest
from moto import mock_aws

from laera import wiring
from tests.integration.cloud import Cloud
from tests.integration.ledger import KINDS, SITE, Ledger, key, manuscript, publish

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")
FEW, MANY = 5, 60
CALLS = {
    "a new story": 116,
    "its event once more": 11,
    "an edit of what lists show": 115,
    "a correction in its body": 33,
    "an edit that is refused": 17,
    "its deletion": 118,
}
"""The calls of publish_article and rebuild_fronts together, for a signed story with two tags: 29 objects, 12 lists.

Of them the search index is seven, and ten where nothing else follows. One of the lists is what the paper tells of the
author. The story is alone in its day's paper; beside others it saves the three that find which days lead to this one.
"""


@pytest.fixture(scope="module")
def ledgers() -> Iterator[dict[int, dict[str, Ledger]]]:
    """Every kind of publication, with few stories present and with many."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        wiring.client.cache_clear()
        cloud = Cloud(environment)
        cloud.upload("site.yaml", SITE)
        cloud.deliver()
        written = {}
        present = 0
        for articles in (FEW, MANY):
            for number in range(present, articles):
                cloud.upload(key(number), manuscript(number))
            cloud.deliver()
            present = articles
            written[articles] = {name: of(cloud, kind, articles + 1000) for name, kind in KINDS.items()}
        yield written
    for made in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk):
        made.cache_clear()


def of(cloud: Cloud, kind: Callable[[Cloud, int], None], number: int) -> Ledger:
    """One publication of that kind, of story number so-and-so."""
    kind(cloud, number)
    return publish(cloud)


@pytest.mark.parametrize("kind", KINDS)
def test_a_publication_costs_the_same_in_a_large_archive(ledgers: dict[int, dict[str, Ledger]], kind: str) -> None:
    """An edit at a million articles is to cost what it costs at five: calls are counted, and never grow."""
    assert ledgers[FEW][kind].calls == ledgers[MANY][kind].calls
    assert ledgers[MANY][kind].calls.total() == CALLS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_publication_keeps_to_its_budget(ledgers: dict[int, dict[str, Ledger]], kind: str) -> None:
    """Twelve calls, three for what the index reads, three for each object that was looked at and each list read."""
    ledger = ledgers[MANY][kind]
    assert ledger.calls.total() <= ledger.budget


def test_what_lists_do_not_show_changes_no_list(ledgers: dict[int, dict[str, Ledger]]) -> None:
    """A corrected word has the search index follow and no front; a refused edit has nothing follow."""
    assert {pk.split("#")[2] for pk in lists_of(ledgers[MANY]["a correction in its body"])} == {"search"}
    for kind in ("its event once more", "an edit that is refused"):
        assert not ledgers[MANY][kind].lists


def lists_of(ledger: Ledger) -> set[str]:
    """The lists that changed or were read, as partitions of the table."""
    return {pk for pk in ledger.lists if pk.startswith("LISTING#")}
