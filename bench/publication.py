"""What one publication costs: `python bench/publication.py [--articles 100 2000] [--rounds N]`.

For every kind of publication: the calls to AWS of the real handlers on moto, with so many articles present, and the CPU
time of one with moto's answers taken out of it (each answer is timed). Beside it the CPU time of the press alone, the
same upload through the same desks on stores in memory: what is left of the first when the SDK is taken away.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]
os.environ.update(
    AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
    AWS_DEFAULT_REGION="us-east-1",
    POWERTOOLS_SERVICE_NAME="laera",
    POWERTOOLS_METRICS_NAMESPACE="LaEra",
    POWERTOOLS_LOG_LEVEL="INFO",
)

import pytest
from botocore.awsrequest import AWSResponse
from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber

from functions.publish_article.handler import handler as publish_article
from laera import wiring
from laera.adapters.memory import FrozenClock, MemoryContent, MemoryReceipts, MemorySite
from laera.workflow.ports import Notice
from local.pressroom import Pressroom
from tests.integration.cloud import Cloud, Context, batch
from tests.integration.ledger import KINDS, SITE, Ledger, key, manuscript, publish

FEW_TOMBSTONES = 5
"""So many stories may be deleted from the top of a list before fronts read further."""
NOON = datetime(2026, 2, 28, 12, tzinfo=UTC)


class Stopwatch:
    """CPU time spent inside moto, to be taken from the whole."""

    def __init__(self) -> None:
        self.inside = 0.0

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, every answer of moto is timed."""
        real = BotocoreStubber.__call__

        def timed(stubber: BotocoreStubber, *arguments: Any, **options: Any) -> AWSResponse | None:  # noqa: ANN401 - moto's
            started = time.process_time()
            try:
                answer: AWSResponse | None = real(stubber, *arguments, **options)
                return answer
            finally:
                self.inside += time.process_time() - started

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BotocoreStubber, "__call__", timed)
            yield


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", nargs="+", type=int, default=[100, 2000], help="how many are present (100 2000)")
    parser.add_argument("--rounds", type=int, default=5, help="publications of each kind (5)")
    options = parser.parse_args()
    sizes = sorted(options.articles)
    calls, on_aws = with_sdk(sizes, options.rounds)
    alone = in_memory(sizes, options.rounds)
    print(f"{'':28}" + "".join(f"{f'{size} articles':^36}" for size in sizes))
    print(f"{'publication':28}" + f"{'calls':>8}{'handlers ms':>14}{'press ms':>14}" * len(sizes))
    for kind in KINDS:
        row = (
            f"{calls[size, kind].calls.total():>8}{on_aws[size, kind]:>14.1f}{alone[size, kind]:>14.2f}"
            for size in sizes
        )
        print(f"{kind:28}" + "".join(row))
    print("\ncalls of each kind, by name:")
    for kind in KINDS:
        ledgers = [calls[size, kind] for size in sizes]
        same = all(ledger.calls == ledgers[0].calls for ledger in ledgers)
        names = ", ".join(f"{count} {name}" for name, count in sorted(ledgers[-1].calls.items()))
        print(f"  {kind}: {names} ({'the same at every size' if same else 'NOT the same at every size'})")


def with_sdk(sizes: list[int], rounds: int) -> tuple[dict[tuple[int, str], Ledger], dict[tuple[int, str], float]]:
    """The calls, and the milliseconds of CPU without moto's own, of each kind at each size."""
    ledgers: dict[tuple[int, str], Ledger] = {}
    costs: dict[tuple[int, str], float] = {}
    watch = Stopwatch()
    with pytest.MonkeyPatch.context() as environment, mock_aws(), watch.installed(), silence():
        cloud = Cloud(environment)
        cloud.upload("site.yaml", SITE)
        cloud.deliver()
        present = 0
        for size in sizes:
            for number in range(present, size):
                cloud.upload(key(number), manuscript(number))
                if number % 10 == 9 or number == size - 1:
                    bodies, cloud.messages = cloud.messages, []
                    publish_article(batch(bodies), Context())
            present = size
            found: dict[str, list[float]] = {kind: [] for kind in KINDS}
            for again in range(rounds):
                for kind, happen in KINDS.items():
                    happen(cloud, 10_000 + size + again)
                    started, inside = time.process_time(), watch.inside
                    ledgers[size, kind] = publish(cloud)
                    found[kind].append(time.process_time() - started - (watch.inside - inside))
                forget_tombstones(cloud, ledgers[size, "its deletion"].lists)
            costs |= {(size, kind): statistics.median(times) * 1000 for kind, times in found.items()}
    return ledgers, costs


def forget_tombstones(cloud: Cloud, lists: Iterable[str]) -> None:
    """Do at once what the table does after eight days: a paper does not delete its newest stories all day long."""
    table = wiring.client("dynamodb")
    for pk in lists:
        newest = table.query(
            TableName=cloud.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ScanIndexForward=False,
            Limit=5,
        )
        for item in newest["Items"]:
            if json.loads(item["body"]["S"]).get("gone"):
                table.delete_item(TableName=cloud.table, Key={name: item[name] for name in ("pk", "sk")})


def in_memory(sizes: list[int], rounds: int) -> dict[tuple[int, str], float]:
    """The milliseconds of CPU of the desks alone."""
    costs: dict[tuple[int, str], float] = {}
    for size in sizes:
        clock = FrozenClock(NOON)
        content = MemoryContent(clock)
        room = Pressroom(content=content, site=MemorySite(), receipts=MemoryReceipts(), clock=clock)
        newsday = Newsday(content)
        newsday.upload("site.yaml", SITE)
        for number in range(size):
            newsday.upload(key(number), manuscript(number))
        room.uploads.send(newsday.notices)
        room.drain()
        found: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for again in range(min(rounds, FEW_TOMBSTONES)):
            for kind, happen in KINDS.items():
                newsday.notices = []
                happen(newsday, 10_000 + again)  # type: ignore[arg-type]  # what a cloud is to an editor
                room.uploads.send(newsday.notices)
                started = time.process_time()
                room.drain()
                found[kind].append(time.process_time() - started)
        costs |= {(size, kind): statistics.median(times) * 1000 for kind, times in found.items()}
    return costs


class Newsday:
    """Uploads to a bucket in memory, in the words of `Cloud`."""

    content = ""

    def __init__(self, content: MemoryContent) -> None:
        self.notices: list[Notice] = []
        self._content = content
        self.s3 = self

    def upload(self, name: str, body: bytes) -> None:
        """An editor's upload."""
        self.tell("", name, self._content.put(name, body).version_id)

    def delete(self, name: str) -> None:
        """An editor's deletion."""
        self.tell("", name, self._content.delete(name).version_id)

    def tell(self, _event: str, name: str, version_id: str) -> None:
        """Word of it."""
        self.notices.append(Notice(name, version_id))

    def head_object(self, Bucket: str, Key: str) -> dict[str, str]:  # noqa: N803 - S3's own words
        """What is current."""
        newest = self._content.newest(f"{Bucket}{Key}")
        assert newest is not None  # noqa: S101 - it was uploaded a moment ago
        return {"VersionId": newest.version_id}


@contextmanager
def silence() -> Iterator[None]:
    """The handlers' log goes nowhere, but is written all the same."""
    import logging  # noqa: PLC0415 - Powertools' loggers exist by now

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        for handler in logging.getLogger("laera").handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(nowhere)
        yield


if __name__ == "__main__":
    main()
