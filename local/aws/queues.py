"""From a queue to a function: what Lambda's pollers do for SQS."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.aws.batch_answers import failed_records
from local.aws.cloud import Cloud
from local.aws.event_filters import wants
from local.aws.functions import Functions, InvocationError
from local.aws.template import ACCOUNT, REGION

# Failed messages come back when their visibility timeout ends; nothing rings then, so a poller looks this often.
_LOOK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class QueueSource:
    """An event source mapping from a queue."""

    queue_arn: str
    queue_url: str
    function: str
    batch_size: int
    window_seconds: float
    reports_failures: bool
    patterns: tuple[Mapping[str, Any], ...]

    @property
    def queue(self) -> str:
        """The queue's name."""
        return self.queue_arn.rsplit(":", 1)[1]

    @classmethod
    def from_properties(cls, queue_url: str, function: str, properties: Mapping[str, Any]) -> "QueueSource":
        """The mapping in the resolved properties of an AWS::Lambda::EventSourceMapping."""
        return cls(
            queue_arn=properties["EventSourceArn"],
            queue_url=queue_url,
            function=function,
            batch_size=int(properties.get("BatchSize", 10)),
            window_seconds=float(properties.get("MaximumBatchingWindowInSeconds", 0)),
            reports_failures="ReportBatchItemFailures" in properties.get("FunctionResponseTypes", []),
            patterns=filter_patterns(properties),
        )


def filter_patterns(properties: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The patterns of a mapping's FilterCriteria; none means that every record is wanted."""
    return tuple(json.loads(entry["Pattern"]) for entry in properties.get("FilterCriteria", {}).get("Filters", []))


class QueuePoller:
    """Feeds one function from one queue until stopped.

    A message that the function could not handle is left alone: its visibility timeout runs out, it comes again, and
    after maxReceiveCount deliveries the queue's redrive policy moves it to the dead letters.
    """

    def __init__(
        self, source: QueueSource, cloud: Cloud, functions: Functions, complain: Callable[[str], None]
    ) -> None:
        self._source = source
        self._cloud = cloud
        self._functions = functions
        self._complain = complain
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._resting = threading.Event()
        self._thread = threading.Thread(target=self._poll, name=f"queue {source.queue}", daemon=True)

    def start(self) -> None:
        """Begins to poll."""
        self._cloud.message_arrived.ring(self._source.queue, self._awake.set)
        self._thread.start()

    def stop(self) -> None:
        """Ends after the batch in progress."""
        self._stopping.set()
        self._awake.set()
        self._thread.join(timeout=5)

    @property
    def queue(self) -> str:
        """The name of the queue it feeds from."""
        return self._source.queue

    @property
    def is_resting(self) -> bool:
        """Nothing to deliver now: the queue is empty or waits for another attempt, or a batch is being gathered."""
        return self._resting.is_set() and not self._awake.is_set()

    @property
    def backlog(self) -> int:
        """How many messages lie in the queue, whatever they wait for."""
        from moto.sqs.models import sqs_backends

        return len(sqs_backends[ACCOUNT][REGION].queues[self._source.queue]._messages)  # noqa: SLF001 - counts nothing else

    def _poll(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            messages = self._receive()
            if messages:
                self._resting.clear()
                self._deliver(messages)
            else:
                self._resting.set()
                self._awake.wait(_LOOK_AGAIN_SECONDS)
                self._resting.clear()

    def _receive(self) -> list[dict[str, Any]]:
        """A batch: what there is, or, within the batching window, as much as fits."""
        batch: list[dict[str, Any]] = []
        deadline: float | None = None
        while True:
            batch += self._receive_now(min(10, self._source.batch_size - len(batch)))
            if batch and deadline is None:
                deadline = time.monotonic() + self._source.window_seconds
            is_full = len(batch) >= self._source.batch_size
            if not batch or is_full or deadline is None or time.monotonic() >= deadline or self._stopping.is_set():
                return batch
            self._resting.set()
            self._awake.wait(max(0.0, deadline - time.monotonic()))
            self._resting.clear()
            self._awake.clear()

    def _receive_now(self, most: int) -> list[dict[str, Any]]:
        answer = self._cloud.sqs.receive_message(
            QueueUrl=self._source.queue_url,
            MaxNumberOfMessages=most,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=0,
        )
        return [dict(message) for message in answer.get("Messages", [])]

    def _deliver(self, messages: list[dict[str, Any]]) -> None:
        records = {message["MessageId"]: self._record(message) for message in messages}
        # As in AWS, a message that no pattern wants is gone for good.
        unwanted = [identifier for identifier, record in records.items() if not self._is_wanted(record)]
        batch = [record for identifier, record in records.items() if identifier not in unwanted]
        failed: frozenset[str] = frozenset()
        if batch:
            try:
                answer = self._functions.invoke(self._source.function, {"Records": batch})
            except InvocationError as error:
                self._complain(error.report)
                failed = frozenset(record["messageId"] for record in batch)
            else:
                if self._source.reports_failures:
                    failed = failed_records(answer, [record["messageId"] for record in batch])
        if failed:
            self._complain(
                f"{self._source.function}: {len(failed)} of {len(batch)} messages of {self._source.queue} failed; "
                "they come again when their visibility timeout ends"
            )
        for message in messages:
            if message["MessageId"] not in failed:
                self._cloud.sqs.delete_message(QueueUrl=self._source.queue_url, ReceiptHandle=message["ReceiptHandle"])

    def _is_wanted(self, record: Mapping[str, Any]) -> bool:
        if not self._source.patterns:
            return True
        try:
            body = json.loads(record["body"])
        except ValueError:
            body = record["body"]
        return any(wants(pattern, {**record, "body": body}) for pattern in self._source.patterns)

    def _record(self, message: Mapping[str, Any]) -> dict[str, Any]:
        attributes = {
            name: {
                "dataType": value["DataType"],
                "stringValue": value.get("StringValue"),
                "stringListValues": [],
                "binaryListValues": [],
            }
            for name, value in message.get("MessageAttributes", {}).items()
        }
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": dict(message.get("Attributes", {})),
            "messageAttributes": attributes,
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._source.queue_arn,
            "awsRegion": REGION,
        }
