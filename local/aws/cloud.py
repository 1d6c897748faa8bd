"""AWS inside this process: moto's stores, one call at a time, mended where they differ from the real ones."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from local.aws.call_costs import quick_calls
from local.aws.listeners import Listeners
from local.aws.mending import mended
from local.aws.queue_costs import quick_queues
from local.aws.storage_events import StorageEvents
from local.aws.stream_records import StreamRecords
from local.aws.table_queries import quick_table_queries
from local.aws.template import REGION
from local.aws.version_listings import quick_version_listings

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_secretsmanager import SecretsManagerClient
    from types_boto3_sqs import SQSClient

# A laptop may have real credentials and profiles; nothing here may ever use them.
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_SESSION_TOKEN": "local",
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    # Current SDKs put the account into the host name of a stream; moto knows no such host.
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
}
_MUST_BE_ABSENT = ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_DYNAMODB")


class Cloud:
    """The stores, while the `with` block runs. Everything is gone when it ends.

    `lock` is held during every call, from functions and from clients of the loopback endpoint alike: moto's stores are
    plain dictionaries and were never meant for several threads.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.storage_events = StorageEvents()
        self.stream_records = StreamRecords()
        self.message_arrived = Arrivals()
        self.listeners = Listeners()
        self._stack = ExitStack()

    def __enter__(self) -> "Cloud":
        # Imported here: moto takes longer to import than most commands take to run.
        from moto import mock_aws

        self._stack.enter_context(_environment())
        self._stack.enter_context(mock_aws(config={"core": {"mock_credentials": False}}))
        self._stack.enter_context(_one_call_at_a_time(self.lock))
        self._stack.enter_context(self.storage_events.installed())
        self._stack.enter_context(self.stream_records.installed())
        self._stack.enter_context(self.message_arrived.installed())
        self._stack.enter_context(self.listeners.installed())
        self._stack.enter_context(quick_calls())
        self._stack.enter_context(quick_table_queries())
        self._stack.enter_context(quick_version_listings())
        self._stack.enter_context(quick_queues())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def s3(self) -> "S3Client":
        """A client for the runner's own use, as are those below."""
        client: S3Client = _client("s3")
        return client

    @property
    def dynamodb(self) -> "DynamoDBClient":
        """The table's client."""
        client: DynamoDBClient = _client("dynamodb")
        return client

    @property
    def sqs(self) -> "SQSClient":
        """The queues' client."""
        client: SQSClient = _client("sqs")
        return client

    @property
    def secrets(self) -> "SecretsManagerClient":
        """The secrets' client."""
        client: SecretsManagerClient = _client("secretsmanager")
        return client


@cache
def _client(service: str) -> Any:
    """One client per service for the whole process: making one takes longer than what a test does with it."""
    import boto3

    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]  # by name


class Arrivals:
    """Rings a bell when a message is put on a queue, so that its poller need not look at a clock."""

    def __init__(self) -> None:
        self._bells: dict[str, Callable[[], None]] = {}

    def ring(self, queue: str, bell: Callable[[], None]) -> None:
        """Calls `bell` whenever a message is put on `queue`; it must return at once."""
        self._bells[queue] = bell

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, every queue rings."""
        from moto.sqs.models import Queue

        add = Queue.add_message

        def add_and_ring(queue: Any, message: Any) -> None:
            add(queue, message)
            if bell := self._bells.get(queue.name):
                bell()

        with mended(Queue, "add_message", add_and_ring):
            yield


@contextmanager
def _environment() -> Iterator[None]:
    """The process environment without the user's own AWS settings, restored afterwards."""
    before = dict(os.environ)
    for name in _MUST_BE_ABSENT:
        os.environ.pop(name, None)
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _one_call_at_a_time(lock: threading.RLock) -> Iterator[None]:
    from moto.core.botocore_stubber import BotocoreStubber

    answer = BotocoreStubber.process_request

    def answer_alone(stubber: Any, request: Any) -> Any:
        with lock:
            return answer(stubber, request)

    with mended(BotocoreStubber, "process_request", answer_alone):
        yield
