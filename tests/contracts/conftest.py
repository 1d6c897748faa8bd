"""Every port's adapters, side by side: in memory, on a folder, and on moto's AWS in this process.

Where moto is allowed to differ from AWS, and what the suite does about it:

- a 409 ConditionalRequestConflict, throttling and broken connections never happen: `faults` injects them;
- after a last page of exactly `Limit` records moto sends no LastEvaluatedKey, AWS commonly does: both are allowed, and
  the empty page that follows is injected;
- `KeyMarker` leaves out the next key when the key itself is gone: run in memory and on the folder only;
- a query with crossed bounds, or that starts outside them, is answered, on AWS refused: the requests are looked at;
- deleting a key that never was leaves no delete marker: run in memory only;
- a GET of a delete marker by its version id is 404 NoSuchVersion, on AWS 405 MethodNotAllowed: injected;
- a version id of another shape is 404 NoSuchVersion, on AWS 400 InvalidArgument: injected;
- a conditional PUT is not atomic between threads, so the race is run in memory and on the folder only;
- records that are past `expires` stay for ever; on AWS they go some day. Nobody may rely on either.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from botocore.config import Config
from botocore.session import Session
from moto import mock_aws
from types_boto3_dynamodb import DynamoDBClient
from types_boto3_s3 import S3Client
from types_boto3_sqs import SQSClient

from laera.adapters.dynamodb import DynamoTable
from laera.adapters.folder import FolderContent, FolderReceipts, FolderSite
from laera.adapters.memory import FrozenClock, MemoryContent, MemoryReceipts, MemorySite, MemoryTable
from laera.adapters.overlay import OverlayReceipts, OverlaySite, OverlayTable
from laera.adapters.s3 import S3Content, S3Receipts, S3Site
from laera.workflow.ports import ReceiptStore, SiteStore, Table
from tests.contracts.worlds import InMemory, Namer, Newsroom, OnFolder, OnS3, VersionedNewsroom


@pytest.fixture(scope="module")
def aws() -> Iterator[Session]:
    """An AWS account in this process, gone after the module."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        yield Session()


@pytest.fixture(scope="module")
def once() -> Config:
    """How the clients are made: as in production, but without the SDK's retries, which would only cost time."""
    return Config(
        retries={"mode": "standard", "total_max_attempts": 1},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@pytest.fixture(scope="module")
def s3(aws: Session, once: Config) -> S3Client:
    """A client of S3."""
    return cast("S3Client", aws.create_client("s3", config=once))


@pytest.fixture(scope="module")
def dynamodb(aws: Session, once: Config) -> DynamoDBClient:
    """A client of DynamoDB."""
    return cast("DynamoDBClient", aws.create_client("dynamodb", config=once))


@pytest.fixture(scope="module")
def sqs(aws: Session, once: Config) -> SQSClient:
    """A client of SQS."""
    return cast("SQSClient", aws.create_client("sqs", config=once))


@pytest.fixture(scope="module")
def a_name() -> Namer:
    """Names that no other test of the module has."""
    numbers = count(1)
    return lambda kind: f"{kind}-{next(numbers)}"


@pytest.fixture
def content_bucket(s3: S3Client, a_name: Namer) -> str:
    """An empty bucket with versions."""
    bucket = a_name("content")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return bucket


@pytest.fixture
def plain_bucket(s3: S3Client, a_name: Namer) -> str:
    """An empty bucket."""
    bucket = a_name("bucket")
    s3.create_bucket(Bucket=bucket)
    return bucket


@pytest.fixture
def table_name(dynamodb: DynamoDBClient, a_name: Namer) -> str:
    """An empty table."""
    return make_table(dynamodb, a_name("table"))


def make_table(client: DynamoDBClient, name: str) -> str:
    """The article table as the template makes it."""
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return name


def _in_memory(request: pytest.FixtureRequest) -> InMemory:
    del request
    return InMemory(MemoryContent(FrozenClock(datetime(2026, 1, 31, 12, tzinfo=UTC))))


def _on_folder(request: pytest.FixtureRequest) -> OnFolder:
    root: Path = request.getfixturevalue("tmp_path")
    return OnFolder(FolderContent(root), root)


def _on_s3(request: pytest.FixtureRequest) -> OnS3:
    client: S3Client = request.getfixturevalue("s3")
    bucket: str = request.getfixturevalue("content_bucket")
    return OnS3(S3Content(client, bucket, page_size=3), client, bucket)


@pytest.fixture(params=[_in_memory, _on_folder, _on_s3], ids=["memory", "folder", "s3"])
def newsroom(request: pytest.FixtureRequest) -> Newsroom:
    """A content store of each kind."""
    made: Newsroom = request.param(request)
    return made


@pytest.fixture(params=[_in_memory, _on_folder], ids=["memory", "folder"])
def without_moto(request: pytest.FixtureRequest) -> Newsroom:
    """A content store of each kind that does not stand on moto."""
    made: Newsroom = request.param(request)
    return made


@pytest.fixture(params=[_in_memory, _on_s3], ids=["memory", "s3"])
def versioned(request: pytest.FixtureRequest) -> VersionedNewsroom:
    """A content store of each kind that keeps history."""
    made: VersionedNewsroom = request.param(request)
    return made


@pytest.fixture(params=["memory", "overlay", "folder", "s3"])
def site(request: pytest.FixtureRequest) -> SiteStore:
    """A site store of each kind."""
    if request.param == "memory":
        return MemorySite()
    if request.param == "overlay":
        return OverlaySite(MemorySite())
    if request.param == "folder":
        return FolderSite(request.getfixturevalue("tmp_path") / "site")
    return S3Site(request.getfixturevalue("s3"), request.getfixturevalue("plain_bucket"), page_size=2)


@pytest.fixture(params=["memory", "overlay", "folder", "s3"])
def receipts(request: pytest.FixtureRequest) -> ReceiptStore:
    """A receipt store of each kind."""
    if request.param == "memory":
        return MemoryReceipts()
    if request.param == "overlay":
        return OverlayReceipts(MemoryReceipts())
    if request.param == "folder":
        return FolderReceipts(request.getfixturevalue("tmp_path"))
    return S3Receipts(request.getfixturevalue("s3"), request.getfixturevalue("plain_bucket"))


@pytest.fixture(params=["memory", "overlay", "dynamodb"])
def table(request: pytest.FixtureRequest) -> Table:
    """A table of each kind."""
    if request.param == "memory":
        return MemoryTable()
    if request.param == "overlay":
        return OverlayTable(MemoryTable())
    return DynamoTable(request.getfixturevalue("dynamodb"), request.getfixturevalue("table_name"))
