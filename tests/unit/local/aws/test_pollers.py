"""Queues and streams feed functions as Lambda's pollers do."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from local.aws.cloud import Cloud
from local.aws.functions import FunctionPlan, Functions, InvocationError
from local.aws.queues import QueuePoller, QueueSource
from local.aws.streams import StreamPoller, StreamSource

PLAN = FunctionPlan("Reader", "reader", "handler.handler", Path(), 5, 128, {})


class Desk(Functions):
    """Functions whose answers the test gives; it remembers each batch."""

    def __init__(self, answer: Callable[[list[dict[str, Any]]], Any]) -> None:
        super().__init__({"Reader": PLAN}, lambda _: None)
        self.batches: list[list[dict[str, Any]]] = []
        self._answer = answer
        self._called = threading.Condition()

    def invoke(self, logical_id: str, event: Any) -> Any:  # noqa: ANN401 - any JSON
        """Remembers the batch; an exception of the test's becomes a failed invocation."""
        with self._called:
            self.batches.append(event["Records"])
            self._called.notify_all()
        try:
            return self._answer(event["Records"])
        except ValueError as error:
            raise InvocationError(logical_id, str(error)) from error

    def wait_for(self, batches: int) -> None:
        """Returns once so many batches were delivered."""
        with self._called:
            assert self._called.wait_for(lambda: len(self.batches) >= batches, timeout=10), self.batches


@contextmanager
def running(poller: QueuePoller | StreamPoller) -> Iterator[None]:
    """The poller, started and stopped."""
    poller.start()
    try:
        yield
    finally:
        poller.stop()


def settled(poller: QueuePoller | StreamPoller) -> None:
    """Returns once the poller has nothing left to deliver."""
    deadline = time.monotonic() + 10
    while not poller.is_resting:
        assert time.monotonic() < deadline
        time.sleep(0.005)


class TestQueues:
    """Messages."""

    @pytest.fixture
    def url(self, cloud: Cloud) -> str:
        """A queue whose messages come again after a second and die after two deliveries."""
        cloud.sqs.create_queue(QueueName="dead")
        policy = {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:dead", "maxReceiveCount": 2}
        return cloud.sqs.create_queue(
            QueueName="q", Attributes={"VisibilityTimeout": "1", "RedrivePolicy": json.dumps(policy)}
        )["QueueUrl"]

    def poller(self, cloud: Cloud, desk: Desk, url: str, said: list[str] | None = None, **changed: Any) -> QueuePoller:  # noqa: ANN401 - whatever a test hands on
        """A poller for that queue."""
        properties = {
            "EventSourceArn": "arn:aws:sqs:us-east-1:123456789012:q",
            "BatchSize": 5,
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            **changed,
        }
        source = QueueSource.from_properties(url, "Reader", properties)
        return QueuePoller(source, cloud, desk, (said if said is not None else []).append)

    def test_a_message_arrives_at_once_and_in_lambdas_shape(self, cloud: Cloud, url: str) -> None:
        """No waiting for a clock; a handled message is gone."""
        desk = Desk(lambda _: None)
        poller = self.poller(cloud, desk, url)
        with running(poller):
            settled(poller)
            sent = time.monotonic()
            cloud.sqs.send_message(QueueUrl=url, MessageBody="hello")
            desk.wait_for(1)
            assert time.monotonic() - sent < 0.5
            settled(poller)
        (record,) = desk.batches[0]
        assert (record["body"], record["eventSource"]) == ("hello", "aws:sqs")
        assert record["attributes"]["ApproximateReceiveCount"] == "1"
        assert record["eventSourceARN"].endswith(":q")
        queue = cloud.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert (queue["ApproximateNumberOfMessages"], queue["ApproximateNumberOfMessagesNotVisible"]) == ("0", "0")

    def test_batches_are_as_large_as_the_template_allows(self, cloud: Cloud, url: str) -> None:
        """Twelve messages in batches of at most five."""
        for number in range(12):
            cloud.sqs.send_message(QueueUrl=url, MessageBody=str(number))
        desk = Desk(lambda _: {"batchItemFailures": []})
        poller = self.poller(cloud, desk, url)
        with running(poller):
            desk.wait_for(3)
            settled(poller)
        assert [len(batch) for batch in desk.batches] == [5, 5, 2]

    def test_a_batching_window_gathers_messages(self, cloud: Cloud, url: str) -> None:
        """What arrives within the window is delivered together."""
        desk = Desk(lambda _: None)
        poller = self.poller(cloud, desk, url, MaximumBatchingWindowInSeconds=1)
        with running(poller):
            for number in range(3):
                cloud.sqs.send_message(QueueUrl=url, MessageBody=str(number))
                time.sleep(0.05)
            desk.wait_for(1)
        assert [len(batch) for batch in desk.batches] == [3]

    def test_only_the_failed_message_comes_again_and_at_last_dies(self, cloud: Cloud, url: str) -> None:
        """Two deliveries, then the dead letters; the other message is handled once."""

        def fail_bad(records: list[dict[str, Any]]) -> dict[str, Any]:
            return {
                "batchItemFailures": [
                    {"itemIdentifier": record["messageId"]} for record in records if record["body"] == "bad"
                ]
            }

        desk, said = Desk(fail_bad), list[str]()
        for body in ("good", "bad"):
            cloud.sqs.send_message(QueueUrl=url, MessageBody=body)
        with running(self.poller(cloud, desk, url, said)):
            desk.wait_for(2)
            dead = cloud.sqs.get_queue_url(QueueName="dead")["QueueUrl"]
            letters: list[Any] = []
            deadline = time.monotonic() + 10
            while not letters and time.monotonic() < deadline:
                time.sleep(0.05)
                letters = cloud.sqs.receive_message(QueueUrl=dead).get("Messages", [])
        assert [[record["body"] for record in batch] for batch in desk.batches] == [["good", "bad"], ["bad"]]
        assert letters[0]["Body"] == "bad"
        assert "1 of 2 messages of q failed" in said[0]

    def test_an_exception_fails_the_whole_batch(self, cloud: Cloud, url: str) -> None:
        """Both messages come again; the developer sees why."""

        def refuse(_: list[dict[str, Any]]) -> None:
            raise ValueError("the store is down")

        desk, said = Desk(refuse), list[str]()
        for body in ("one", "two"):
            cloud.sqs.send_message(QueueUrl=url, MessageBody=body)
        with running(self.poller(cloud, desk, url, said)):
            desk.wait_for(2)
        assert sorted(record["body"] for record in desk.batches[1]) == ["one", "two"]
        assert said[0] == "the store is down"

    def test_a_message_that_no_pattern_wants_is_gone(self, cloud: Cloud, url: str) -> None:
        """As in Lambda, a filter on a queue deletes what it leaves out."""
        desk = Desk(lambda _: None)
        pattern = json.dumps({"body": {"kind": ["wanted"]}})
        poller = self.poller(cloud, desk, url, FilterCriteria={"Filters": [{"Pattern": pattern}]})
        for kind in ("unwanted", "wanted"):
            cloud.sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"kind": kind}))
        with running(poller):
            desk.wait_for(1)
            settled(poller)
        assert [json.loads(record["body"])["kind"] for batch in desk.batches for record in batch] == ["wanted"]
        assert "Messages" not in cloud.sqs.receive_message(QueueUrl=url)


class TestStreams:
    """Records."""

    @pytest.fixture
    def table(self, cloud: Cloud) -> str:
        """A table with a stream, and a queue for what is given up; gives the stream's ARN."""
        cloud.sqs.create_queue(QueueName="failures")
        created = cloud.dynamodb.create_table(
            TableName="t",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        return created["TableDescription"]["LatestStreamArn"]

    def poller(self, cloud: Cloud, desk: Desk, arn: str, **changed: Any) -> StreamPoller:  # noqa: ANN401 - whatever a test hands on
        """A poller for that stream, without pauses between attempts."""
        properties = {
            "EventSourceArn": arn,
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "MaximumRetryAttempts": 1,
            **changed,
        }
        url = cloud.sqs.get_queue_url(QueueName="failures")["QueueUrl"]
        return StreamPoller(StreamSource.from_properties("t", "Reader", url, properties), cloud, desk, lambda _: None)

    def put(self, cloud: Cloud, key: str, value: str = "x") -> None:
        """A write to the table."""
        cloud.dynamodb.put_item(TableName="t", Item={"pk": {"S": key}, "value": {"S": value}})

    def test_changes_arrive_in_order_with_both_images(self, cloud: Cloud, table: str) -> None:
        """A write that changes nothing leaves no record, as on AWS and unlike moto."""
        desk = Desk(lambda _: None)
        for value in ("1", "1", "2"):
            self.put(cloud, "a", value)
        cloud.dynamodb.delete_item(TableName="t", Key={"pk": {"S": "a"}})
        with running(self.poller(cloud, desk, table)):
            desk.wait_for(1)
        (records,) = desk.batches
        assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
        change = records[1]["dynamodb"]
        assert (change["OldImage"]["value"], change["NewImage"]["value"]) == ({"S": "1"}, {"S": "2"})
        assert change["Keys"] == {"pk": {"S": "a"}}
        assert json.dumps(records)
        assert records[0]["eventSourceARN"] == table

    def test_a_filter_leaves_records_out(self, cloud: Cloud, table: str) -> None:
        """The function sees only the keys it asked for."""
        desk = Desk(lambda _: None)
        pattern = json.dumps({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "LISTING#"}]}}}})
        with running(self.poller(cloud, desk, table, FilterCriteria={"Filters": [{"Pattern": pattern}]})):
            self.put(cloud, "RECEIPT#1")
            self.put(cloud, "LISTING#1")
            desk.wait_for(1)
        assert [record["dynamodb"]["Keys"]["pk"]["S"] for batch in desk.batches for record in batch] == ["LISTING#1"]

    def test_after_a_delivery_in_a_rush_the_publishers_have_as_much_time(self, cloud: Cloud, table: str) -> None:
        """They share one machine here; what they write meanwhile comes in one delivery."""
        begun: list[float] = []

        def work(_: list[dict[str, Any]]) -> None:
            begun.append(time.monotonic())
            if len(begun) == 1:
                self.put(cloud, "late")
                time.sleep(0.6)

        desk = Desk(work)
        for number in range(100):
            self.put(cloud, str(number))
        with running(self.poller(cloud, desk, table)):
            desk.wait_for(2)
        assert [len(batch) for batch in desk.batches] == [100, 1]
        assert begun[1] - begun[0] >= 1.2

    def test_from_the_first_failure_on_records_come_again(self, cloud: Cloud, table: str) -> None:
        """A stream is read in order: what follows a failed record is delivered a second time."""
        desk = Desk(lambda records: {"batchItemFailures": _named(records, "b") if len(desk.batches) == 1 else []})
        for key in "abc":
            self.put(cloud, key)
        with running(self.poller(cloud, desk, table)):
            desk.wait_for(2)
        assert [_keys(batch) for batch in desk.batches] == ["abc", "bc"]

    def test_a_poisoned_record_is_cut_out_and_reported(self, cloud: Cloud, table: str) -> None:
        """Batches are halved until the bad record is alone; then it is retried, given up and reported."""

        def refuse_c(records: list[dict[str, Any]]) -> None:
            if "c" in _keys(records):
                raise ValueError("poison")

        desk = Desk(refuse_c)
        for key in "abcd":
            self.put(cloud, key)
        poller = self.poller(cloud, desk, table, BisectBatchOnFunctionError=True)
        with running(poller):
            desk.wait_for(6)
            settled(poller)
        assert [_keys(batch) for batch in desk.batches] == ["abcd", "ab", "cd", "c", "c", "d"]
        url = cloud.sqs.get_queue_url(QueueName="failures")["QueueUrl"]
        (letter,) = cloud.sqs.receive_message(QueueUrl=url)["Messages"]
        told = json.loads(letter["Body"])
        assert told["requestContext"]["condition"] == "RetryAttemptsExhausted"
        assert told["DDBStreamBatchInfo"]["batchSize"] == 1
        assert "payload" not in told


def _keys(records: list[dict[str, Any]]) -> str:
    return "".join(record["dynamodb"]["Keys"]["pk"]["S"] for record in records)


def _named(records: list[dict[str, Any]], key: str) -> list[dict[str, str]]:
    return [
        {"itemIdentifier": record["dynamodb"]["SequenceNumber"]}
        for record in records
        if record["dynamodb"]["Keys"]["pk"]["S"] == key
    ]
