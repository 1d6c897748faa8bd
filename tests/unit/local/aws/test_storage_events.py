"""S3's events, as the queue receives them: moto's own are fewer, more and poorer."""

import json
from typing import Any
from urllib.parse import unquote_plus

import pytest

from local.aws.cloud import Cloud
from local.aws.storage_events import StoredChange

BUCKET = "paper"


@pytest.fixture
def url(cloud: Cloud) -> str:
    """The queue of a versioned bucket that tells of everything; the test event is still in it."""
    url = cloud.sqs.create_queue(QueueName="notices")["QueueUrl"]
    cloud.s3.create_bucket(Bucket=BUCKET)
    cloud.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    arn = "arn:aws:sqs:us-east-1:123456789012:notices"
    cloud.s3.put_bucket_notification_configuration(
        Bucket=BUCKET,
        NotificationConfiguration={
            "QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]}]
        },
    )
    return url


def messages(cloud: Cloud, url: str) -> list[dict[str, Any]]:
    """Everything in the queue, taken out."""
    bodies: list[dict[str, Any]] = []
    while received := cloud.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in received:
            bodies.append(json.loads(message["Body"]))
            cloud.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def events(cloud: Cloud, url: str) -> list[tuple[str, dict[str, Any]]]:
    """Names and objects of the events in the queue, in order."""
    records = [record for body in messages(cloud, url) for record in body.get("Records", [])]
    return [(record["eventName"], record["s3"]["object"]) for record in records]


def test_the_first_message_is_a_test(cloud: Cloud, url: str) -> None:
    """As on AWS, the queue is tried when it is connected; the press must put up with that."""
    (first,) = messages(cloud, url)

    assert first["Event"] == "s3:TestEvent"
    assert "Records" not in first


def test_an_upload_is_told_with_its_version_and_its_place_in_the_sequence(cloud: Cloud, url: str) -> None:
    """Key in form encoding with its slashes, size, ETag, version and an ever-growing sequencer."""
    messages(cloud, url)
    versions = [
        cloud.s3.put_object(Bucket=BUCKET, Key="artículos/mi nota+1.md", Body=b"text")["VersionId"] for _ in range(2)
    ]

    (first_name, first), (_, second) = events(cloud, url)
    assert first_name == "ObjectCreated:Put"
    assert first["key"] == "art%C3%ADculos/mi+nota%2B1.md"
    assert unquote_plus(first["key"]) == "artículos/mi nota+1.md"
    assert [first["versionId"], second["versionId"]] == versions
    assert first["size"] == 4
    assert first["sequencer"] < second["sequencer"]
    assert len(first["sequencer"]) == len(second["sequencer"])


def test_every_way_to_remove_is_told(cloud: Cloud, url: str) -> None:
    """A delete marker, the removal of one version, of a marker, and of many objects at once."""
    version = cloud.s3.put_object(Bucket=BUCKET, Key="a.md", Body=b"1")["VersionId"]
    cloud.s3.put_object(Bucket=BUCKET, Key="b.md", Body=b"1")
    messages(cloud, url)

    marker = cloud.s3.delete_object(Bucket=BUCKET, Key="a.md")["VersionId"]
    cloud.s3.delete_object(Bucket=BUCKET, Key="a.md", VersionId=marker)
    cloud.s3.delete_object(Bucket=BUCKET, Key="a.md", VersionId=version)
    cloud.s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "b.md"}]})

    told = [(name, found["key"], found.get("versionId")) for name, found in events(cloud, url)]
    assert told[:3] == [
        ("ObjectRemoved:DeleteMarkerCreated", "a.md", marker),
        ("ObjectRemoved:Delete", "a.md", marker),
        ("ObjectRemoved:Delete", "a.md", version),
    ]
    assert told[3][:2] == ("ObjectRemoved:DeleteMarkerCreated", "b.md")
    assert len(told) == 4


def test_an_upload_in_parts_is_told_once(cloud: Cloud, url: str) -> None:
    """Moto would send a Put as well."""
    messages(cloud, url)
    upload = cloud.s3.create_multipart_upload(Bucket=BUCKET, Key="big.md")["UploadId"]
    part = cloud.s3.upload_part(Bucket=BUCKET, Key="big.md", UploadId=upload, PartNumber=1, Body=b"x")
    cloud.s3.complete_multipart_upload(
        Bucket=BUCKET,
        Key="big.md",
        UploadId=upload,
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
    )
    cloud.s3.copy_object(Bucket=BUCKET, Key="copy.md", CopySource={"Bucket": BUCKET, "Key": "big.md"})

    assert [name for name, _ in events(cloud, url)] == ["ObjectCreated:CompleteMultipartUpload", "ObjectCreated:Copy"]


def test_an_unversioned_bucket_tells_of_removals_without_a_version(cloud: Cloud) -> None:
    """A watcher inside the runner hears of every bucket."""
    seen: list[StoredChange] = []
    cloud.storage_events.watch(seen.append)
    cloud.s3.create_bucket(Bucket="plain")
    cloud.s3.put_object(Bucket="plain", Key="k", Body=b"1")
    cloud.s3.delete_object(Bucket="plain", Key="k")

    assert [(change.event, change.version_id) for change in seen] == [
        ("ObjectCreated:Put", None),
        ("ObjectRemoved:Delete", None),
    ]
