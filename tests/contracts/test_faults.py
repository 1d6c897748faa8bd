"""What AWS does on a bad day, and under which name it reaches the press."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from types_boto3_dynamodb import DynamoDBClient
from types_boto3_s3 import S3Client

from laera.adapters.dynamodb import DynamoTable
from laera.adapters.s3 import S3Content, S3Receipts, S3Site
from laera.errors import PreconditionLostError, StoreUnavailableError, TableUnavailableError
from laera.workflow.ports import Item, Observed, Page, PublicObject
from tests.contracts.faults import answer, answer_lost, before_send, json_error, s3_error

KEY = "articles/ferry.md"
PAGE = PublicObject(b"page", "text/html", "max-age=60")
SEEN = Observed('"0cc175b9c0f1b6a831c399e269772661"', {})

S3Call = Callable[[S3Client, str], object]
S3_CALLS: dict[str, tuple[str, S3Call]] = {
    "newest": ("HeadObject", lambda s3, bucket: S3Content(s3, bucket).newest(KEY)),
    "read": ("GetObject", lambda s3, bucket: S3Content(s3, bucket).read(KEY)),
    "read version": ("GetObject", lambda s3, bucket: S3Content(s3, bucket).read(KEY, "v1")),
    "read whole": ("GetObject", lambda s3, bucket: S3Content(s3, bucket).read_whole(KEY, 10)),
    "versions": ("ListObjectVersions", lambda s3, bucket: S3Content(s3, bucket).versions(KEY)),
    "keys": ("ListObjectVersions", lambda s3, bucket: list(S3Content(s3, bucket).keys())),
    "observe": ("HeadObject", lambda s3, bucket: S3Site(s3, bucket).observe(KEY)),
    "get page": ("GetObject", lambda s3, bucket: S3Site(s3, bucket).get(KEY)),
    "create page": ("PutObject", lambda s3, bucket: S3Site(s3, bucket).put(KEY, PAGE, None)),
    "replace page": ("PutObject", lambda s3, bucket: S3Site(s3, bucket).put(KEY, PAGE, SEEN)),
    "page keys": ("ListObjectsV2", lambda s3, bucket: list(S3Site(s3, bucket).keys())),
    "put receipt": ("PutObject", lambda s3, bucket: S3Receipts(s3, bucket).put(KEY, b"", "text/plain")),
    "get receipt": ("GetObject", lambda s3, bucket: S3Receipts(s3, bucket).get(KEY)),
}
READS_OF_BODIES = ["read", "read version", "read whole", "get page", "get receipt"]

TableCall = Callable[[DynamoTable], object]
TABLE_CALLS: dict[str, tuple[str, TableCall]] = {
    "get": ("GetItem", lambda table: table.get("p", "a")),
    "put new": ("PutItem", lambda table: table.put(Item("p", "a", 1, {}), None)),
    "put": ("PutItem", lambda table: table.put(Item("p", "a", 2, {}), 1)),
    "put newer": ("PutItem", lambda table: table.put_newer(Item("p", "a", 1, {}))),
    "delete": ("DeleteItem", lambda table: table.delete("p", "a", 1)),
    "query": ("Query", lambda table: table.query("p")),
}


@pytest.fixture(scope="module")
def bucket(s3: S3Client) -> Iterator[str]:
    """A bucket for faults alone: none of them lets anything through."""
    s3.create_bucket(Bucket="faults")
    yield "faults"
    assert "Contents" not in s3.list_objects_v2(Bucket="faults")


@pytest.fixture
def table(dynamodb: DynamoDBClient, table_name: str) -> DynamoTable:
    """The real table."""
    return DynamoTable(dynamodb, table_name)


@pytest.mark.parametrize("call", S3_CALLS)
@pytest.mark.parametrize(
    "fault",
    [
        lambda: s3_error(503, "SlowDown"),
        lambda: s3_error(500, "InternalError"),
        lambda: s3_error(400, "RequestTimeout"),
        lambda: answer(502, b"<html>bad gateway</html>"),
        lambda: s3_error(503, "NeverHeardOf"),
        lambda: EndpointConnectionError(endpoint_url="https://aws.test"),
        lambda: ConnectTimeoutError(endpoint_url="https://aws.test"),
        lambda: ReadTimeoutError(endpoint_url="https://aws.test"),
    ],
    ids=["slow down", "internal", "request timeout", "gateway", "unknown 503", "refused", "no connection", "no answer"],
)
def test_s3_that_refuses_for_now_is_unavailable(
    s3: S3Client, bucket: str, call: str, fault: Callable[[], Any], request: pytest.FixtureRequest
) -> None:
    """So the message is delivered again; it is never taken for an absent or a bad article."""
    operation, run = S3_CALLS[call]
    happening = fault()
    if "request timeout" in request.node.name and operation == "HeadObject":
        happening = answer(503, b"")  # an answer to HEAD has no body to hold a code

    with before_send(s3, operation, happening), pytest.raises(StoreUnavailableError) as raised:
        run(s3, bucket)

    assert raised.value.__cause__ is not None


@pytest.mark.parametrize("call", S3_CALLS)
@pytest.mark.parametrize(("status", "code"), [(403, "AccessDenied"), (400, "InvalidRequest")])
def test_a_fault_of_the_deployment_stays_what_it_is(
    s3: S3Client, bucket: str, call: str, status: int, code: str
) -> None:
    """Neither repeated nor hidden: the SDK's own error comes out."""
    operation, run = S3_CALLS[call]

    with before_send(s3, operation, s3_error(status, code)), pytest.raises(ClientError):
        run(s3, bucket)


@pytest.mark.parametrize("call", [name for name, (operation, _) in S3_CALLS.items() if operation != "HeadObject"])
def test_a_missing_bucket_is_no_missing_object(s3: S3Client, bucket: str, call: str) -> None:
    """Only HEAD cannot tell them apart, as its answer has no body."""
    operation, run = S3_CALLS[call]

    with before_send(s3, operation, s3_error(404, "NoSuchBucket")), pytest.raises(ClientError, match="NoSuchBucket"):
        run(s3, bucket)


@pytest.mark.parametrize("call", ["create page", "replace page"])
@pytest.mark.parametrize(
    ("status", "code"), [(409, "ConditionalRequestConflict"), (412, "PreconditionFailed"), (404, "NoSuchKey")]
)
def test_a_lost_race_is_named(s3: S3Client, bucket: str, call: str, status: int, code: str) -> None:
    """Whichever way S3 says it; the workflow observes again."""
    operation, run = S3_CALLS[call]

    with before_send(s3, operation, s3_error(status, code)), pytest.raises(PreconditionLostError) as raised:
        run(s3, bucket)

    assert isinstance(raised.value.__cause__, ClientError)


@pytest.mark.parametrize("call", READS_OF_BODIES)
@pytest.mark.parametrize(("body", "breaks"), [(b"", True), (b"01234", True), (b"01234", False), (b"", False)])
def test_a_body_that_does_not_come_whole_is_no_article(
    s3: S3Client, bucket: str, call: str, body: bytes, *, breaks: bool
) -> None:
    """Whether the connection is reset in the middle or merely ends too early."""
    operation, run = S3_CALLS[call]
    headers = {"content-length": "10", "last-modified": "Sat, 31 Jan 2026 12:00:00 GMT", "content-type": "text/plain"}

    with (
        before_send(s3, operation, answer(200, body, headers, breaks=breaks)),
        pytest.raises(StoreUnavailableError),
    ):
        run(s3, bucket)


@pytest.mark.parametrize(("body", "breaks"), [(b"0123", True), (b"0123", False)])
def test_the_beginning_of_a_large_body_must_come_whole_too(
    s3: S3Client, bucket: str, body: bytes, *, breaks: bool
) -> None:
    """Five bytes were asked for."""
    headers = {"content-length": "100", "last-modified": "Sat, 31 Jan 2026 12:00:00 GMT"}

    with (
        before_send(s3, "GetObject", answer(200, body, headers, breaks=breaks)),
        pytest.raises(StoreUnavailableError),
    ):
        S3Content(s3, bucket).read_whole(KEY, 4)


@pytest.mark.parametrize(
    ("status", "code"), [(405, "MethodNotAllowed"), (404, "NoSuchVersion"), (400, "InvalidArgument")]
)
def test_a_version_that_cannot_be_read_is_none(s3: S3Client, bucket: str, status: int, code: str) -> None:
    """A delete marker, one that is gone, and an id that is none: a hint was wrong, no more."""
    with before_send(s3, "GetObject", s3_error(status, code)):
        assert S3Content(s3, bucket).read(KEY, "v1") is None


def test_a_put_that_was_done_before_its_answer_was_lost(s3: S3Client, plain_bucket: str) -> None:
    """The repetition loses, and who observes again finds the page as wanted."""
    site = S3Site(s3, plain_bucket)

    with answer_lost(s3, "PutObject"), pytest.raises(StoreUnavailableError):
        site.put(KEY, PAGE, None)
    with pytest.raises(PreconditionLostError):
        site.put(KEY, PAGE, None)

    assert site.get(KEY) == PAGE


@pytest.mark.parametrize("call", TABLE_CALLS)
@pytest.mark.parametrize(
    "fault",
    [
        lambda: json_error(400, "ProvisionedThroughputExceededException"),
        lambda: json_error(400, "ThrottlingException"),
        lambda: json_error(400, "RequestLimitExceeded"),
        lambda: json_error(400, "TransactionConflictException"),
        lambda: json_error(500, "InternalServerError"),
        lambda: json_error(503, "NeverHeardOf"),
        lambda: answer(504, b"<html>gateway timeout</html>"),
        lambda: EndpointConnectionError(endpoint_url="https://aws.test"),
        lambda: ReadTimeoutError(endpoint_url="https://aws.test"),
    ],
    ids=["throughput", "throttling", "limit", "conflict", "internal", "unknown 503", "gateway", "refused", "no answer"],
)
def test_a_table_that_refuses_for_now_is_unavailable(
    dynamodb: DynamoDBClient, table: DynamoTable, call: str, fault: Callable[[], Any]
) -> None:
    """Throttling is no lost race, and nothing was found is something else."""
    operation, run = TABLE_CALLS[call]

    with before_send(dynamodb, operation, fault()), pytest.raises(TableUnavailableError) as raised:
        run(table)

    assert raised.value.__cause__ is not None


@pytest.mark.parametrize("call", TABLE_CALLS)
@pytest.mark.parametrize(
    "code", ["AccessDeniedException", "ResourceNotFoundException", "ValidationException", "NeverHeardOf"]
)
def test_a_fault_around_the_table_stays_what_it_is(
    dynamodb: DynamoDBClient, table: DynamoTable, call: str, code: str
) -> None:
    """Neither repeated nor hidden."""
    operation, run = TABLE_CALLS[call]

    with before_send(dynamodb, operation, json_error(400, code)), pytest.raises(ClientError, match=code):
        run(table)


def test_a_write_that_was_done_before_its_answer_was_lost(dynamodb: DynamoDBClient, table: DynamoTable) -> None:
    """Doing it again does no harm: the conditions, not a token, make it safe."""
    item = Item("p", "a", 1, {"by": "me"})

    with answer_lost(dynamodb, "PutItem"), pytest.raises(TableUnavailableError):
        table.put_newer(item)

    assert table.put_newer(item) is False
    assert table.get("p", "a") == item


@pytest.mark.parametrize(
    "bounds",
    [
        {"lowest": "c", "highest": "b"},
        {"lowest": "c", "after": "b"},
        {"lowest": "c", "after": ""},
        {"highest": "b", "after": "c", "newest_first": False},
    ],
    ids=["crossed", "behind the lowest", "behind all", "behind the highest"],
)
def test_a_query_that_aws_would_refuse_is_not_sent(
    dynamodb: DynamoDBClient, table: DynamoTable, bounds: dict[str, Any]
) -> None:
    """Nothing can be found, and AWS, unlike moto, answers with an error."""
    with before_send(dynamodb, "Query") as sent:
        page = table.query("p", **bounds)

    assert page == Page((), None)
    assert sent == []


@pytest.mark.parametrize(
    ("bounds", "start"),
    [
        ({"highest": "c", "after": "d"}, None),
        ({"highest": "c", "after": "c"}, "c"),
        ({"highest": "c", "after": "b"}, "b"),
        ({"lowest": "c", "after": "c"}, "c"),
        ({"lowest": "c", "after": "b", "newest_first": False}, None),
        ({"lowest": "c", "after": "d", "newest_first": False}, "d"),
        ({"after": "", "newest_first": False}, None),
    ],
)
def test_a_query_starts_within_its_bounds(
    dynamodb: DynamoDBClient, table: DynamoTable, bounds: dict[str, Any], start: str | None
) -> None:
    """AWS, unlike moto, refuses a start outside them."""
    with before_send(dynamodb, "Query") as sent:
        table.query("p", **bounds)

    (request,) = map(json.loads, sent)
    assert request.get("ExclusiveStartKey") == (start and {"pk": {"S": "p"}, "sk": {"S": start}})
    assert request["ConsistentRead"] is True


def test_a_record_is_read_as_it_is_now(dynamodb: DynamoDBClient, table: DynamoTable) -> None:
    """Never as some replica remembers it, which moto cannot show."""
    with before_send(dynamodb, "GetItem") as sent:
        table.get("p", "a")

    assert [json.loads(body)["ConsistentRead"] for body in sent] == [True]


def test_a_partition_that_ends_with_a_full_page(dynamodb: DynamoDBClient, table: DynamoTable) -> None:
    """AWS then names a `last` behind which there is nothing, which moto does not."""
    stored = {"pk": {"S": "p"}, "sk": {"S": "a"}, "rev": {"N": "1"}, "body": {"S": "{}"}}
    full = json.dumps({"Items": [stored], "LastEvaluatedKey": {"pk": {"S": "p"}, "sk": {"S": "a"}}})
    empty = json.dumps({"Items": []})

    with before_send(dynamodb, "Query", answer(200, full.encode()), answer(200, empty.encode())) as sent:
        one = table.query("p", limit=1)
        other = table.query("p", limit=1, after=one.last)

    assert one == Page((Item("p", "a", 1, {}),), "a")
    assert other == Page((), None)
    assert len(sent) == 2


def test_an_empty_page_is_not_the_end(dynamodb: DynamoDBClient, table: DynamoTable) -> None:
    """AWS may answer with nothing and a place to go on."""
    nothing = json.dumps({"Items": [], "LastEvaluatedKey": {"pk": {"S": "p"}, "sk": {"S": "b"}}})
    table.put(Item("p", "a", 1, {}), None)

    with before_send(dynamodb, "Query", answer(200, nothing.encode())):
        page = table.query("p")

    assert [item.sk for item in page.items] == ["a"]
