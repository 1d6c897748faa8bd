"""The mends that keep moto quick: same answers, found with less work."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.dynamodb.models.table import Table
from moto.s3.models import S3Backend

from local.aws.cloud import Cloud
from local.aws.table_queries import quick_table_queries

KEYS = ["2026-01-01#a", "2026-01-02#b", "2026-01-02#ñ", "2026-02-01#c", "2026-03-01#d"]


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    """A table with two partitions."""
    with Cloud() as cloud:
        cloud.dynamodb.create_table(
            TableName="t",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
        )
        for key in reversed(KEYS):
            for partition in ("one", "two"):
                item: dict[str, Any] = {"pk": {"S": partition}, "sk": {"S": key}, "seen": {"BOOL": key < "2026-02"}}
                cloud.dynamodb.put_item(TableName="t", Item=item)
        yield cloud


def found(cloud: Cloud, condition: str = "pk = :p", limit: int = 0, **values: str) -> list[str]:
    """The sort keys of all pages of a Query, newest first."""
    names = {":p": {"S": "one"}, **{f":{name}": {"S": value} for name, value in values.items()}}
    pages = cloud.dynamodb.get_paginator("query").paginate(
        TableName="t",
        KeyConditionExpression=condition,
        ExpressionAttributeValues=names,
        ScanIndexForward=False,
        PaginationConfig={"PageSize": limit} if limit else {},
    )
    return [item["sk"]["S"] for page in pages for item in page["Items"]]


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("pk = :p", {}),
        ("pk = :p AND begins_with(sk, :a)", {"a": "2026-01"}),
        ("pk = :p AND sk BETWEEN :a AND :b", {"a": "2026-01-02", "b": "2026-02-02"}),
        ("pk = :p AND sk = :a", {"a": "2026-02-01#c"}),
        ("pk = :p AND sk < :a", {"a": "2026-02"}),
        ("pk = :p AND sk >= :a", {"a": "2026-02"}),
        ("pk = :p AND begins_with(sk, :a)", {"a": "none"}),
    ],
)
@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_query_finds_what_moto_would_have_found(
    cloud: Cloud, condition: str, values: dict[str, str], limit: int
) -> None:
    """Conditions, order and pages are moto's own."""
    quick = found(cloud, condition, limit, **values)
    for mend in ("query", "all_items"):
        assert getattr(Table, mend).__module__ == quick_table_queries.__module__
    satisfied: dict[str, Callable[[str], bool]] = {
        "pk = :p": lambda _: True,
        "pk = :p AND begins_with(sk, :a)": lambda key: key.startswith(values["a"]),
        "pk = :p AND sk BETWEEN :a AND :b": lambda key: values["a"] <= key <= values["b"],
        "pk = :p AND sk = :a": lambda key: key == values["a"],
        "pk = :p AND sk < :a": lambda key: key < values["a"],
        "pk = :p AND sk >= :a": lambda key: key >= values["a"],
    }

    assert quick == [key for key in sorted(KEYS, reverse=True) if satisfied[condition](key)]


def test_a_filter_and_a_scan_still_see_everything_they_should(cloud: Cloud) -> None:
    """A filter is applied to the page; a scan goes over both partitions; an absent partition is empty."""
    answer = cloud.dynamodb.query(
        TableName="t",
        KeyConditionExpression="pk = :p",
        FilterExpression="seen = :s",
        ExpressionAttributeValues={":p": {"S": "one"}, ":s": {"BOOL": True}},
    )
    assert [item["sk"]["S"] for item in answer["Items"]] == KEYS[:3]
    assert cloud.dynamodb.scan(TableName="t")["Count"] == 2 * len(KEYS)
    absent = cloud.dynamodb.query(
        TableName="t", KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": {"S": "three"}}
    )
    assert (absent["Items"], absent.get("LastEvaluatedKey")) == ([], None)


def test_a_query_does_not_pay_for_other_partitions(cloud: Cloud) -> None:
    """With thousands of records elsewhere a page of a small partition is found as quickly as before."""
    from moto.dynamodb.models import dynamodb_backends  # noqa: PLC0415 - moto is imported by the cloud

    table = dynamodb_backends["123456789012"]["us-east-1"].tables["t"]
    for number in range(3_000):
        table.put_item({"pk": {"S": "crowd"}, "sk": {"S": f"{number:06}"}})
    found(cloud, limit=2)

    started = time.thread_time()
    found(cloud, limit=5)
    assert time.thread_time() - started < 0.05


def test_every_kind_of_value_comes_back_as_it_was_put(cloud: Cloud) -> None:
    """Plain ones by the short way, others by moto's own."""
    values: dict[str, Any] = {
        "text": {"S": "ñ"},
        "number": {"N": "7"},
        "truth": {"BOOL": False},
        "nothing": {"NULL": True},
        "bytes": {"B": b"\x00\xff"},
        "texts": {"SS": ["a", "b"]},
        "list": {"L": [{"S": "a"}, {"M": {"in": {"N": "1"}, "bytes": {"B": b"\x01"}}}]},
    }
    item = {"pk": {"S": "three"}, "sk": {"S": "a"}, **values}
    cloud.dynamodb.put_item(TableName="t", Item=item)

    assert cloud.dynamodb.get_item(TableName="t", Key={"pk": item["pk"], "sk": item["sk"]})["Item"] == item


def test_versions_are_listed_under_a_prefix_alone(cloud: Cloud) -> None:
    """The versions of one upload, newest first, with pages and delete markers, and the bucket as it was afterwards."""
    cloud.s3.create_bucket(Bucket="paper")
    cloud.s3.put_bucket_versioning(Bucket="paper", VersioningConfiguration={"Status": "Enabled"})
    versions = []
    for number in range(3):
        versions.append(cloud.s3.put_object(Bucket="paper", Key="a/1.md", Body=bytes([number]))["VersionId"])
        cloud.s3.put_object(Bucket="paper", Key="z.md", Body=bytes([number]))
        time.sleep(0.002)
    marker = cloud.s3.delete_object(Bucket="paper", Key="a/1.md")["VersionId"]

    listed = cloud.s3.list_object_versions(Bucket="paper", Prefix="a/")
    assert [found["VersionId"] for found in listed["Versions"]] == versions[::-1]
    assert [found["VersionId"] for found in listed["DeleteMarkers"]] == [marker]
    assert len(cloud.s3.list_object_versions(Bucket="paper")["Versions"]) == 6
    assert [found["Key"] for found in cloud.s3.list_objects_v2(Bucket="paper")["Contents"]] == ["z.md"]


def test_an_old_message_is_not_delivered(cloud: Cloud) -> None:
    """Retention still holds, though it is judged without counting the queue."""
    from moto.sqs.models import sqs_backends  # noqa: PLC0415 - moto is imported by the cloud

    url = cloud.sqs.create_queue(QueueName="q", Attributes={"MessageRetentionPeriod": "60"})["QueueUrl"]
    cloud.sqs.send_message(QueueUrl=url, MessageBody="old")
    queue: Any = sqs_backends["123456789012"]["us-east-1"].queues["q"]
    queue._messages[0].sent_timestamp -= 61_000
    cloud.sqs.send_message(QueueUrl=url, MessageBody="new")

    assert "Messages" not in cloud.sqs.receive_message(QueueUrl=url)
    queue._messages.pop(0)
    assert cloud.sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "new"


def test_the_mends_are_taken_out_again() -> None:
    """What the runner changes in moto, it changes back."""
    before = (Table.query, S3Backend.delete_object, S3Backend.list_object_versions)
    with Cloud():
        during = (Table.query, S3Backend.delete_object, S3Backend.list_object_versions)
    after = (Table.query, S3Backend.delete_object, S3Backend.list_object_versions)

    assert after == before
    assert not set(during) & set(before)
