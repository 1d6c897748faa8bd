"""From the table's stream to a function: what Lambda's pollers do for DynamoDB Streams."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from typing import Any

from local.aws.batch_answers import failed_records
from local.aws.cloud import Cloud
from local.aws.event_filters import wants
from local.aws.functions import Functions, InvocationError
from local.aws.queues import filter_patterns
from local.aws.template import ACCOUNT, REGION

# One publication writes several records in a row: a moment's wait brings them together. AWS reads a stream four times a
# second, so this poller, too, lets that much pass between one delivery and the next.
_SETTLING_SECONDS = 0.015
_BETWEEN_DELIVERIES_SECONDS = 0.25
# In the cloud a rush is published by other machines than those that follow the stream. Here they share one, so after a
# delivery of that many records the publishers have it for as long as the delivery took.
_RUSH = 100
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class StreamSource:
    """An event source mapping from a table's stream."""

    stream_arn: str
    table: str
    function: str
    batch_size: int
    window_seconds: float
    reports_failures: bool
    bisects: bool
    most_retries: int
    oldest_seconds: int
    failure_queue_url: str | None
    patterns: tuple[Mapping[str, Any], ...]

    @classmethod
    def from_properties(
        cls, table: str, function: str, failure_queue_url: str | None, properties: Mapping[str, Any]
    ) -> "StreamSource":
        """The mapping in the resolved properties of an AWS::Lambda::EventSourceMapping."""
        return cls(
            stream_arn=properties["EventSourceArn"],
            table=table,
            function=function,
            batch_size=int(properties.get("BatchSize", 100)),
            window_seconds=float(properties.get("MaximumBatchingWindowInSeconds", 0)),
            reports_failures="ReportBatchItemFailures" in properties.get("FunctionResponseTypes", []),
            bisects=bool(properties.get("BisectBatchOnFunctionError", False)),
            most_retries=int(properties.get("MaximumRetryAttempts", -1)),
            oldest_seconds=int(properties.get("MaximumRecordAgeInSeconds", -1)),
            failure_queue_url=failure_queue_url,
            patterns=filter_patterns(properties),
        )


class StreamPoller:
    """Feeds one function with the table's changes, in order, until stopped."""

    def __init__(
        self, source: StreamSource, cloud: Cloud, functions: Functions, complain: Callable[[str], None]
    ) -> None:
        self._source = source
        self._cloud = cloud
        self._functions = functions
        self._complain = complain
        self._position = 0
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._resting = threading.Event()
        self._thread = threading.Thread(target=self._poll, name=f"stream {source.table}", daemon=True)

    def start(self) -> None:
        """Begins with the oldest record there is (TRIM_HORIZON)."""
        self._cloud.stream_records.ring(self._awake.set)
        self._thread.start()

    def stop(self) -> None:
        """Ends after the batch in progress."""
        self._stopping.set()
        self._awake.set()
        self._thread.join(timeout=5)

    @property
    def is_resting(self) -> bool:
        """Every change so far has been delivered or given up."""
        return self._resting.is_set() and not self._awake.is_set()

    def _poll(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            records = self._read()
            if records:
                self._resting.clear()
                delivered = time.monotonic()
                self._deliver(records)
                took = time.monotonic() - delivered
                self._stopping.wait(max(_BETWEEN_DELIVERIES_SECONDS - took, took if len(records) >= _RUSH else 0.0))
            else:
                self._resting.set()
                self._awake.wait()
                self._resting.clear()
                self._stopping.wait(_SETTLING_SECONDS)

    def _read(self) -> list[dict[str, Any]]:
        """The next wanted records: what there is, or, within the batching window, as much as fits."""
        batch: list[dict[str, Any]] = []
        deadline: float | None = None
        while True:
            batch += self._read_now(self._source.batch_size - len(batch))
            if batch and deadline is None:
                deadline = time.monotonic() + self._source.window_seconds
            is_full = len(batch) >= self._source.batch_size
            if not batch or is_full or deadline is None or time.monotonic() >= deadline or self._stopping.is_set():
                return batch
            self._awake.wait(max(0.0, deadline - time.monotonic()))
            self._awake.clear()

    def _read_now(self, most: int) -> list[dict[str, Any]]:
        from moto.dynamodb.models import dynamodb_backends

        wanted: list[dict[str, Any]] = []
        with self._cloud.lock:
            shard: Any = dynamodb_backends[ACCOUNT][REGION].tables[self._source.table].stream_shard
            while len(wanted) < most and self._position < len(shard.items):
                record = self._record(shard.items[self._position].to_json())
                self._position += 1
                if not self._source.patterns or any(wants(pattern, record) for pattern in self._source.patterns):
                    wanted.append(record)
        return wanted

    def _record(self, moto: Mapping[str, Any]) -> dict[str, Any]:
        change = dict(moto["dynamodb"])
        change["ApproximateCreationDateTime"] = change["ApproximateCreationDateTime"].replace(tzinfo=UTC).timestamp()
        return {
            "eventID": moto["eventID"],
            "eventName": moto["eventName"],
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": REGION,
            "dynamodb": change,
            "eventSourceARN": self._source.stream_arn,
        }

    def _deliver(self, records: list[dict[str, Any]]) -> None:
        """Delivers a batch, with retries, until each record is handled, given up or sent to the failure queue."""
        todo = [records]
        retries, pause = 0, _FIRST_PAUSE_SECONDS
        while todo and not self._stopping.is_set():
            batch = todo.pop(0)
            left = self._attempt(batch)
            if not left:
                retries, pause = 0, _FIRST_PAUSE_SECONDS
                continue
            if left == batch and self._source.bisects and len(batch) > 1:
                # Cutting a batch in two is not counted as a retry.
                middle = len(batch) // 2
                todo[:0] = [batch[:middle], batch[middle:]]
                continue
            if self._is_given_up(left, retries):
                self._give_up(left, retries)
                retries, pause = 0, _FIRST_PAUSE_SECONDS
                continue
            todo.insert(0, left)
            retries += 1
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def _attempt(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The records that must come again: from the first failed one on, since a stream is read in order."""
        numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
        try:
            answer = self._functions.invoke(self._source.function, {"Records": batch})
        except InvocationError as error:
            self._complain(error.report)
            return batch
        if not self._source.reports_failures:
            return []
        failed = failed_records(answer, numbers)
        first = next((index for index, number in enumerate(numbers) if number in failed), len(batch))
        return batch[first:]

    def _is_given_up(self, batch: list[dict[str, Any]], retries: int) -> bool:
        if 0 <= self._source.most_retries <= retries:
            return True
        age: float = time.time() - batch[0]["dynamodb"]["ApproximateCreationDateTime"]
        return 0 <= self._source.oldest_seconds < age

    def _give_up(self, batch: list[dict[str, Any]], retries: int) -> None:
        first, last = (record["dynamodb"]["SequenceNumber"] for record in (batch[0], batch[-1]))
        self._complain(
            f"{self._source.function}: {len(batch)} changes of {self._source.table} given up after {retries} retries"
        )
        if self._source.failure_queue_url is None:
            return
        # As on AWS, the message says which records failed, not what was in them.
        message = {
            "requestContext": {
                "functionArn": self._functions.plan(self._source.function).arn,
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": retries + 1,
            },
            "version": "1.0",
            "timestamp": datetime.now(UTC).isoformat(),
            "DDBStreamBatchInfo": {
                "shardId": "local",
                "startSequenceNumber": first,
                "endSequenceNumber": last,
                "batchSize": len(batch),
                "streamArn": self._source.stream_arn,
            },
        }
        self._cloud.sqs.send_message(QueueUrl=self._source.failure_queue_url, MessageBody=dumps(message))
