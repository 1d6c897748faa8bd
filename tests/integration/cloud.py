"""The stack on moto, and AWS's messengers played by hand: what moto delivers itself is not shaped as AWS shapes it."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote_plus

import pytest

from functions.announce_outcomes.handler import handler as announce_outcomes
from functions.process_media.handler import handler as process_media
from functions.publish_article.handler import handler as publish_article
from functions.rebuild_fronts.handler import handler as rebuild_fronts
from functions.reconcile.handler import handler as reconcile
from functions.release_due.handler import handler as release_due
from laera import wiring
from laera.workflow.fronts.desk import moves_fronts

EVENTS = Path(__file__).parent / "events"
_NUMBERS = count()
Answer = Mapping[str, Any]


@dataclass
class Context:
    """What Lambda tells a function about itself."""

    function_name: str = "laera"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:laera"
    aws_request_id: str = "6f1b9f7c-4a7c-4c55-9d0c-2f3a1b4c5d6e"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        """Plenty."""
        return 30_000


def recorded(name: str, **values: str) -> dict[str, Any]:
    """A recorded event with its capitals filled in: BUCKET, KEY, VERSION, PK, SK."""
    text = (EVENTS / f"{name}.json").read_text()
    for word, value in values.items():
        text = text.replace(word, json.dumps(value)[1:-1])
    return cast("dict[str, Any]", json.loads(text))


class Cloud:
    """Buckets, queues and table on moto, the real handlers, and events between them in AWS's shapes."""

    def __init__(self, environment: pytest.MonkeyPatch) -> None:
        self._number = next(_NUMBERS)
        self._environment = environment
        self.s3, self._sqs, self._dynamodb = (wiring.client(name) for name in ("s3", "sqs", "dynamodb"))
        self.content = f"laera-content-{self._number}"
        self.s3.create_bucket(Bucket=self.content)
        self.s3.put_bucket_versioning(Bucket=self.content, VersioningConfiguration={"Status": "Enabled"})
        environment.setenv("CONTENT_BUCKET", self.content)
        secret = wiring.client("secretsmanager").create_secret(Name=f"laera-{self._number}", SecretString="k" * 64)
        environment.setenv("CURSOR_SECRET_ARN", secret["ARN"])
        environment.setenv("DISTRIBUTION_ID", make_distribution(wiring.client("cloudfront"), str(self._number)))
        self.bus = f"laera-news-{self._number}"
        wiring.client("events").create_event_bus(Name=self.bus)
        environment.setenv("NEWS_BUS_NAME", self.bus)
        self.messages: list[str] = []
        self.stand_up("first")

    def stand_up(self, name: str) -> None:
        """A site bucket, receipts, table and queues, all empty, for the same content: what a disaster leaves."""
        self.site = f"laera-site-{self._number}-{name}"
        self.receipts = f"laera-receipts-{self._number}-{name}"
        self.table = f"laera-{self._number}-{name}"
        for variable, bucket in (("SITE_BUCKET", self.site), ("RECEIPTS_BUCKET", self.receipts)):
            self.s3.create_bucket(Bucket=bucket)
            self._environment.setenv(variable, bucket)
        self._dynamodb.create_table(
            TableName=self.table,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        )
        self._environment.setenv("TABLE_NAME", self.table)
        self.queues = {}
        for queue in ("uploads", "rebuild", "media", "outcomes"):
            answer = self._sqs.create_queue(QueueName=f"laera-{queue}-{self._number}-{name}")
            self.queues[queue] = answer["QueueUrl"]
            self._environment.setenv(f"{queue.upper()}_QUEUE_URL", answer["QueueUrl"])
        wiring.settings.cache_clear()
        wiring.press.cache_clear()
        wiring.photo_desk.cache_clear()
        wiring.announcer.cache_clear()
        wiring.key_ring.cache_clear()

    def upload(self, key: str, body: bytes) -> str:
        """An editor's upload and its event; gives the version id."""
        version_id = str(self.s3.put_object(Bucket=self.content, Key=key, Body=body)["VersionId"])
        self.tell("s3_put", key, version_id)
        return version_id

    def delete(self, key: str) -> str:
        """An editor's deletion and its event; gives the delete marker's version id."""
        version_id = str(self.s3.delete_object(Bucket=self.content, Key=key)["VersionId"])
        self.tell("s3_delete_marker", key, version_id)
        return version_id

    def restore(self, key: str, marker: str) -> None:
        """Bring a deleted file back by removing its delete marker."""
        self.s3.delete_object(Bucket=self.content, Key=key, VersionId=marker)
        self.tell("s3_delete_marker", key, marker)

    def versions(self, key: str) -> list[str]:
        """The version ids of an upload, newest first."""
        listing = self.s3.list_object_versions(Bucket=self.content, Prefix=key)
        return [str(version["VersionId"]) for version in listing.get("Versions", ())]

    def tell(self, event: str, key: str, version_id: str) -> None:
        """An event on its way."""
        encoded = key if event.startswith("eventbridge") else quote_plus(key, safe="/-_.*")
        self.messages.append(json.dumps(recorded(event, BUCKET=self.content, KEY=encoded, VERSION=version_id)))

    def deliver(self) -> list[Answer]:
        """Deliver what is on its way, and everything that follows from it; gives the answers of publish_article."""
        answers: list[Answer] = []
        for _ in range(100):
            bodies, self.messages = [*self.messages, *self._waiting("uploads"), *self._waiting("rebuild")], []
            photographs = self._waiting("media")
            if not bodies and not photographs:
                self.rebuild_fronts()
                return answers
            answers += [publish_article(batch(bodies), Context())] if bodies else []
            if photographs:
                process_media(batch(photographs), Context())
        raise AssertionError("the press does not come to rest")

    def announce(self) -> Answer:
        """The queue of outcomes, delivered as one batch; pings that are to wait are not in it."""
        return cast("Answer", announce_outcomes(batch(self._waiting("outcomes")), Context()))

    def invalidations(self) -> list[list[str]]:
        """What the CDN was asked to forget, request by request, the first one first."""
        client, distribution = wiring.client("cloudfront"), wiring.settings().distribution_id
        listing = client.list_invalidations(DistributionId=distribution)["InvalidationList"].get("Items", ())
        made = [client.get_invalidation(DistributionId=distribution, Id=item["Id"]) for item in reversed(listing)]
        return [sorted(one["Invalidation"]["InvalidationBatch"]["Paths"]["Items"]) for one in made]

    def said_to_others(self) -> list[str]:
        """What waits in the queue of outcomes: the event bus, the CDN, hubs and search engines get no word besides."""
        return self._waiting("outcomes")

    def rebuild_fronts(self) -> None:
        """The stream's records for every list there is: more than AWS would send, never less."""
        known: set[tuple[str, str]] = set()
        while (
            changes := {(item["pk"]["S"], item["sk"]["S"]) for item in self.items() if moves_fronts(item["pk"]["S"])}
            - known
        ):
            known |= changes
            records = [recorded("stream_record", PK=pk, SK=sk) for pk, sk in sorted(changes)]
            assert rebuild_fronts({"Records": records}, Context()) == {"batchItemFailures": []}

    def reconcile(self, **event: bool) -> Answer:
        """A run of the reconciler, or one by hand."""
        return cast("Answer", reconcile(dict(event), Context()))

    def release_due(self) -> Answer:
        """The minute's sweep."""
        return cast("Answer", release_due({}, Context()))

    def items(self) -> list[dict[str, Any]]:
        """Everything in the table."""
        return cast("list[dict[str, Any]]", self._dynamodb.scan(TableName=self.table)["Items"])

    def empty_site(self) -> None:
        """Lose every page."""
        for item in self.s3.list_objects_v2(Bucket=self.site).get("Contents", ()):
            self.s3.delete_object(Bucket=self.site, Key=item["Key"])

    def pages(self) -> dict[str, tuple[bytes, dict[str, str]]]:
        """Every object of the site: its bytes and its metadata."""
        return {
            item["Key"]: self._object(self.site, item["Key"])
            for item in self.s3.list_objects_v2(Bucket=self.site).get("Contents", ())
        }

    def writes(self) -> dict[str, str]:
        """When each object of the site was last written: any write shows."""
        listing = self.s3.list_objects_v2(Bucket=self.site).get("Contents", ())
        return {item["Key"]: str(item["LastModified"].timestamp()) for item in listing}

    def page(self, path: str) -> str:
        """The page at a path, as text."""
        key = f"{path.strip('/')}/index.html".lstrip("/")
        return self._object(self.site, key)[0].decode()

    def status(self, path: str) -> str:
        """What the edge answers for a path: 200, 301, 410, or 404 where nothing lies."""
        key = f"{path.strip('/')}/index.html".lstrip("/")
        if key not in self.pages():
            return "404"
        return self.pages()[key][1].get("laera-status", "200")

    def receipt(self, key: str) -> dict[str, Any]:
        """The receipt an editor finds under the upload's own name."""
        return cast("dict[str, Any]", json.loads(self._object(self.receipts, f"{key}.json")[0]))

    def receipt_text(self, key: str) -> str:
        """The same, to be read."""
        return self._object(self.receipts, f"{key}.txt")[0].decode()

    def _object(self, bucket: str, key: str) -> tuple[bytes, dict[str, str]]:
        answer = self.s3.get_object(Bucket=bucket, Key=key)
        return answer["Body"].read(), answer["Metadata"]

    def _waiting(self, queue: str) -> list[str]:
        bodies = []
        while answer := self._sqs.receive_message(QueueUrl=self.queues[queue], MaxNumberOfMessages=10).get("Messages"):
            for message in answer:
                bodies.append(message["Body"])
                self._sqs.delete_message(QueueUrl=self.queues[queue], ReceiptHandle=message["ReceiptHandle"])
        return bodies


def make_distribution(client: Any, reference: str) -> str:  # noqa: ANN401 - the client of whichever session
    """A CDN of which only the name matters; gives its id."""
    origin = {"Id": "site", "DomainName": "site.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    config = {
        "CallerReference": reference,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "allow-all"},
        "Comment": "",
        "Enabled": True,
    }
    return str(client.create_distribution(DistributionConfig=config)["Distribution"]["Id"])


def batch(bodies: list[str]) -> dict[str, Any]:
    """An SQS event source's batch."""
    return {
        "Records": [
            {
                "messageId": f"{number:08d}-0000-4000-8000-000000000000",
                "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
                "body": body,
                "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1769860804790",
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp": "1769860804795",
                },
                "messageAttributes": {},
                "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:laera-uploads",
                "awsRegion": "us-east-1",
            }
            for number, body in enumerate(bodies)
        ]
    }


def in_any_order(messages: list[str], times: int, seed: int) -> list[str]:
    """Every message so many times, shuffled."""
    repeated = messages * times
    random.Random(seed).shuffle(repeated)  # noqa: S311 - an order that can be repeated
    return repeated
