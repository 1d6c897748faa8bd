"""Photographs through the real handlers: files into moto's bucket, messages as S3 and SQS shape them, copies out."""

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from moto import mock_aws
from PIL import Image

from functions.process_media.handler import handler as process_media
from functions.publish_article.handler import handler as publish_article
from laera import wiring
from tests.unit.imaging.pictures import MARKER, encoded, gps_exif, iptc, jpeg_with_segment, landscape

KEY = "media/2026/el puerto ñandú.jpg"
ARTICLE = "articles/es/puerto.md"
_COUNT = count()

# An upload that another function ends counts nothing here, and Powertools remarks on it.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")

STORY = f"""---
headline: El puerto amanece en calma
section: internacional
date: 2026-01-31T09:00:00-03:00
photograph:
  src: {KEY}
  alt: Grúas sobre el agua quieta
---
El primer transbordador salió a las seis.
"""
SITE = """
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
description: {es: Un diario., en: A newspaper.}
sections:
  - {id: international, es: Internacional, en: International}
"""

Handler = Callable[[dict[str, object], Any], Mapping[str, object]]


@dataclass
class Context:
    """What Lambda tells a function about itself."""

    function_name: str = "laera-process-media"
    memory_limit_in_mb: int = 2048
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:laera-process-media"
    aws_request_id: str = "6f1b9f7c-4a7c-4c55-9d0c-2f3a1b4c5d6e"


class Stack:
    """Buckets, queues and table, and the two functions that photographs pass through."""

    def __init__(self, environment: pytest.MonkeyPatch) -> None:
        number = next(_COUNT)
        self.s3, sqs = wiring.client("s3"), wiring.client("sqs")
        self.buckets = {name: f"laera-{name}-{number}" for name in ("content", "site", "receipts")}
        for name, bucket in self.buckets.items():
            self.s3.create_bucket(Bucket=bucket)
            environment.setenv(f"{name.upper()}_BUCKET", bucket)
        self.s3.put_bucket_versioning(Bucket=self.buckets["content"], VersioningConfiguration={"Status": "Enabled"})
        self.queues = {
            name: sqs.create_queue(QueueName=f"laera-{name}-{number}")["QueueUrl"]
            for name in ("uploads", "rebuild", "media", "outcomes")
        }
        environment.setenv("NEWS_BUS_NAME", "laera-news")
        for name, url in self.queues.items():
            environment.setenv(f"{name.upper()}_QUEUE_URL", url)
        wiring.client("dynamodb").create_table(
            TableName=f"laera-{number}",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        )
        environment.setenv("TABLE_NAME", f"laera-{number}")
        secret = wiring.client("secretsmanager").create_secret(Name=f"laera-media-{number}", SecretString="k" * 64)
        environment.setenv("CURSOR_SECRET_ARN", secret["ARN"])

    def upload(self, key: str, body: bytes) -> None:
        """An editor's upload, and word of it on the queue."""
        answer = self.s3.put_object(Bucket=self.buckets["content"], Key=key, Body=body)
        self._notify(key, "ObjectCreated:Put", answer["VersionId"])

    def delete(self, key: str) -> None:
        """An editor's deletion, and word of it."""
        answer = self.s3.delete_object(Bucket=self.buckets["content"], Key=key)
        self._notify(key, "ObjectRemoved:DeleteMarkerCreated", answer["VersionId"])

    def settle(self) -> None:
        """Deliver messages to the functions until no queue holds any."""
        for _ in range(20):
            handled = self._deliver("uploads", publish_article)
            handled += self._deliver("media", process_media)
            handled += self._deliver("rebuild", publish_article)
            if not handled:
                return
        raise AssertionError("the queues never run dry: the functions keep writing to each other")

    def receipt(self, key: str) -> dict[str, Any]:
        """The receipt as JSON."""
        receipt: dict[str, Any] = json.loads(self._body("receipts", f"{key}.json"))
        return receipt

    def receipt_text(self, key: str) -> str:
        """The receipt as an editor reads it."""
        return self._body("receipts", f"{key}.txt").decode()

    def page(self) -> str:
        """The story's page."""
        return self._body("site", "internacional/el-puerto-amanece-en-calma/index.html").decode()

    def copies(self) -> dict[str, dict[str, Any]]:
        """Every object under media/ on the site, by key."""
        listed = self.s3.list_objects_v2(Bucket=self.buckets["site"], Prefix="media/").get("Contents", [])
        return {it["Key"]: self.s3.get_object(Bucket=self.buckets["site"], Key=it["Key"]) for it in listed}

    def _body(self, bucket: str, key: str) -> bytes:
        body: bytes = self.s3.get_object(Bucket=self.buckets[bucket], Key=key)["Body"].read()
        return body

    def _notify(self, key: str, event: str, version_id: str) -> None:
        item = {"key": _form_encoded(key), "versionId": version_id, "sequencer": "0061"}
        body = {"Records": [{"eventName": event, "s3": {"bucket": {"name": "laera"}, "object": item}}]}
        wiring.client("sqs").send_message(QueueUrl=self.queues["uploads"], MessageBody=json.dumps(body))

    def _deliver(self, queue: str, handler: Handler) -> int:
        answer = wiring.client("sqs").receive_message(QueueUrl=self.queues[queue], MaxNumberOfMessages=10)
        messages = answer.get("Messages", [])
        if not messages:
            return 0
        outcome = handler({"Records": [_record(queue, message) for message in messages]}, Context())
        assert outcome == {"batchItemFailures": []}
        for message in messages:
            wiring.client("sqs").delete_message(QueueUrl=self.queues[queue], ReceiptHandle=message["ReceiptHandle"])
        return len(messages)


def _form_encoded(key: str) -> str:
    from urllib.parse import quote_plus  # noqa: PLC0415 - as S3 does, in this one place

    return quote_plus(key, safe="/")


def _record(queue: str, message: Mapping[str, Any]) -> dict[str, object]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:laera-{queue}",
        "awsRegion": "us-east-1",
    }


@pytest.fixture(scope="module", autouse=True)
def account() -> Iterator[None]:
    """An AWS account in this process."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        wiring.client.cache_clear()
        yield
        wiring.client.cache_clear()


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A new stack, and a process that has just begun."""
    stack = Stack(monkeypatch)
    _forget()
    stack.upload("site.yaml", SITE.encode())
    yield stack
    _forget()


def _forget() -> None:
    for kept in (wiring.settings, wiring.press, wiring.photo_desk):
        kept.cache_clear()


def _is_of_a_card(key: str) -> bool:
    return re.search(r"-\d+x\d+-.*\.(?:avif|webp)$", key) is not None


def test_a_story_gets_its_photograph_by_itself(stack: Stack) -> None:
    """The story comes first and runs without it; the photograph comes and the page completes itself."""
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()
    assert "/media/" not in stack.page()

    stack.upload(KEY, encoded(landscape(1400, 900), exif=gps_exif(), comment=MARKER))
    stack.settle()

    copies = stack.copies()
    whole = {f"{width}.{suffix}" for width in (320, 640, 960, 1400) for suffix in ("avif", "webp", "jpg")}
    cut = {"16x9-50-50-1200.jpg", "4x3-50-50-1200.jpg", "1x1-50-50-900.jpg"}
    sizes = ("16x9-50-50-1280", "16x9-50-50-960", "16x9-50-50-640", "4x3-50-50-960", "4x3-50-50-640")
    small = ("4x3-50-50-320", "1x1-50-50-320", "1x1-50-50-160")
    of_cards = {f"{size}.{suffix}" for size in (*sizes, *small) for suffix in ("avif", "webp")}
    assert {key.partition("-")[2] for key in copies} == whole | cut | of_cards
    page = stack.page()
    assert all(f"/{key}" in page for key in copies if not _is_of_a_card(key))
    assert "Grúas sobre el agua quieta" in page
    receipt = stack.receipt(KEY)
    assert receipt["outcome"] == "published"
    assert set(receipt["changed"]) == {f"/{key}" for key in copies}
    assert stack.receipt_text(KEY).startswith("PUBLISHED")


def test_copies_are_served_for_ever_and_say_nothing_of_their_origin(stack: Stack) -> None:
    """Type and lifetime are set by the press; place, camera and comment stay with the desk."""
    stack.upload(KEY, encoded(landscape(700, 500), exif=gps_exif(), comment=MARKER))
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()

    for key, found in stack.copies().items():
        body = found["Body"].read()
        types = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
        assert found["ContentType"] == types[key.rpartition(".")[2]]
        assert found["CacheControl"] == "public, max-age=31536000, s-maxage=3600, immutable"
        with Image.open(io.BytesIO(body)) as copy:
            assert f"-{copy.width}." in key
            assert dict(copy.getexif()) == {}
        assert MARKER not in body
        assert b"laera-camera" not in body


def test_an_embargoed_storys_photograph_is_not_public(stack: Stack) -> None:
    """Nothing derived from an embargoed upload is public before its hour."""
    stack.upload(KEY, encoded(landscape(400, 300)))
    stack.upload(ARTICLE, STORY.replace("photograph:", "embargo: 2099-01-01T00:00:00Z\nphotograph:").encode())
    stack.settle()

    assert stack.receipt(ARTICLE)["outcome"] == "scheduled"
    assert stack.copies() == {}
    assert stack.receipt(KEY)["outcome"] == "draft"

    stack.upload(ARTICLE, STORY.encode())
    stack.settle()
    assert len(stack.copies()) == 2 * 3 + 3 + 5 * 2
    assert stack.receipt(KEY)["outcome"] == "published"

    stack.upload(ARTICLE, STORY.replace("photograph:", "draft: true\nphotograph:").encode())
    stack.settle()
    assert {found["Metadata"]["laera-status"] for found in stack.copies().values()} == {"410"}
    assert stack.receipt(KEY)["outcome"] == "draft"


def test_a_deleted_photograph_leaves_page_and_site(stack: Stack) -> None:
    """The story stays, without it; whoever has the address is told that it is gone."""
    stack.upload(KEY, encoded(landscape(400, 300)))
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()
    assert "/media/" in stack.page()

    stack.delete(KEY)
    stack.settle()

    assert "/media/" not in stack.page()
    assert "El primer transbordador" in stack.page()
    for found in stack.copies().values():
        assert found["Metadata"]["laera-status"] == "410"
        assert found["ContentType"].startswith("text/plain")
    assert stack.receipt(KEY)["outcome"] == "withdrawn"


def test_a_replaced_photograph_is_the_one_on_the_page(stack: Stack) -> None:
    """Every address on the page is of the new one."""
    stack.upload(KEY, encoded(landscape(400, 300)))
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()
    before = set(stack.copies())

    stack.upload(KEY, encoded(Image.new("RGB", (500, 300), "teal")))
    stack.settle()

    page, copies = stack.page(), stack.copies()
    assert not any(key in page for key in before)
    assert all(f"/{key}" in page for key in copies.keys() - before if not _is_of_a_card(key))


def test_a_photograph_is_cut_around_the_point_that_each_story_names(stack: Stack) -> None:
    """Another point gives other crops, at other addresses, by itself; those around the old one are taken back."""
    stack.upload(KEY, encoded(landscape(400, 300)))
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()
    assert "-1x1-50-50-300.jpg" in stack.page()

    stack.upload(ARTICLE, STORY.replace("photograph:", "photograph:\n  focal: [0.9, 0.5]").encode())
    stack.settle()

    page = stack.page()
    assert "-1x1-90-50-300.jpg" in page
    assert "-50-50-" not in page
    for key, found in stack.copies().items():
        assert ("-50-50-" in key) == ("laera-status" in found["Metadata"])


def test_a_story_that_names_nobody_credits_whom_the_file_names(stack: Stack) -> None:
    """The words of the file are shown, and its editor told of it; where it was taken stays with the desk."""
    signed = jpeg_with_segment(encoded(landscape(400, 300), exif=gps_exif()), 0xED, iptc(byline="Iván Ñandú"))
    stack.upload(KEY, signed)
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()

    assert "Iván Ñandú" in stack.page()
    assert "photograph.credit: readers get what the file itself says, 'Iván Ñandú'" in stack.receipt_text(ARTICLE)
    assert "credit: 'Iván Ñandú'" in stack.receipt_text(KEY)
    for found in stack.copies().values():
        assert b"Iv" + "án".encode() not in found["Body"].read()


def test_ten_deliveries_in_any_order_end_the_same(stack: Stack) -> None:
    """Repeated events change no object."""
    photograph = encoded(landscape(400, 300))
    stack.upload(KEY, photograph)
    stack.upload(ARTICLE, STORY.encode())
    stack.settle()
    before = {key: (found["ETag"], found["LastModified"]) for key, found in stack.copies().items()}
    page = stack.page()

    for _ in range(10):
        stack._notify(KEY, "ObjectCreated:Put", "of-no-consequence")
        stack._notify(ARTICLE, "ObjectCreated:Put", "of-no-consequence")
    stack.settle()

    assert {key: (found["ETag"], found["LastModified"]) for key, found in stack.copies().items()} == before
    assert stack.page() == page


@pytest.mark.parametrize(
    ("body", "says"),
    [(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"), (encoded(landscape(400, 300))[:2000], "breaks off")],
)
def test_a_bad_photograph_ends_in_a_receipt_and_the_story_runs(stack: Stack, body: bytes, says: str) -> None:
    """The editor reads what to do; no message comes back to the queue."""
    stack.upload(ARTICLE, STORY.encode())
    stack.upload(KEY, body)
    stack.settle()

    text = stack.receipt_text(KEY)
    assert text.startswith("REJECTED")
    assert says in text
    assert stack.copies() == {}
    assert "El primer transbordador" in stack.page()


def test_a_message_that_is_no_notice_comes_back_alone(stack: Stack) -> None:
    """One odd message never takes the photographs beside it along."""
    stack.upload(KEY, encoded(landscape(400, 300)))
    odd = {"MessageId": "odd", "ReceiptHandle": "odd", "Body": "not a notice", "MD5OfBody": ""}
    good_body = json.dumps({"laera": {"key": KEY, "version_id": None, "reason": "photograph"}})
    good = {**odd, "MessageId": "good", "Body": good_body}

    outcome = process_media({"Records": [_record("media", odd), _record("media", good)]}, Context())

    assert outcome == {"batchItemFailures": [{"itemIdentifier": "odd"}]}
    assert stack.receipt(KEY)["outcome"] == "draft"
