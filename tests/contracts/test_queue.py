"""What every queue promises."""

import json
from collections.abc import Callable

import pytest
from types_boto3_sqs import SQSClient

from laera.adapters.memory import MemoryQueue
from laera.adapters.sqs import SqsQueue
from laera.errors import QueueUnavailableError
from laera.workflow.notices import notices_in
from laera.workflow.ports import Notice
from tests.contracts.faults import answer, before_send, json_error
from tests.contracts.test_content import ODD_KEYS
from tests.contracts.worlds import Namer


def waiting(client: SQSClient, url: str) -> list[Notice]:
    """All that lies in the queue."""
    found: list[Notice] = []
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            found += notices_in(message["Body"])
    return found


def in_order(notices: list[Notice]) -> list[tuple[str, str, str]]:
    """Notices that can be compared, as a queue has no order."""
    return sorted((notice.key, notice.version_id or "", notice.reason) for notice in notices)


@pytest.fixture
def queue_url(sqs: SQSClient, a_name: Namer) -> str:
    """An empty queue."""
    return sqs.create_queue(QueueName=a_name("queue"))["QueueUrl"]


@pytest.mark.parametrize("count", [0, 1, 10, 11, 25])
def test_all_notices_arrive(sqs: SQSClient, queue_url: str, count: int) -> None:
    """Each once, as it was sent, ten a call."""
    notices = [
        Notice(f"articles/{number}.md", f"v{number}" if number % 2 else None, "reconcile") for number in range(count)
    ]
    memory = MemoryQueue()

    with before_send(sqs, "SendMessageBatch") as sent:
        SqsQueue(sqs, queue_url).send(notices)
    memory.send(notices)

    assert in_order(waiting(sqs, queue_url)) == in_order(list(memory.notices)) == in_order(notices)
    assert len(sent) == -(-count // 10)


def test_odd_keys_survive(sqs: SQSClient, queue_url: str) -> None:
    """Also the characters that SQS refuses in a message."""
    notices = [Notice(key) for key in (*ODD_KEYS, "articles/\ufffe\uffff\x01.md", "articles/n\u0303.md")]

    SqsQueue(sqs, queue_url).send(notices)

    assert in_order(waiting(sqs, queue_url)) == in_order(notices)


def test_the_messages_are_plain_ascii(sqs: SQSClient, queue_url: str) -> None:
    """SQS refuses a message with U+FFFE; moto does not, so the text itself is looked at."""
    SqsQueue(sqs, queue_url).send([Notice("articles/ñ\ufffe.md")])

    (message,) = sqs.receive_message(QueueUrl=queue_url)["Messages"]

    assert message["Body"].isascii()


def partly_failed(*failed: tuple[str, str, bool]) -> Callable[[], bytes]:
    """The answer of SQS when it took all but some messages."""
    entries = [{"Id": number, "Code": code, "SenderFault": fault} for number, code, fault in failed]
    return lambda: json.dumps({"Successful": [], "Failed": entries}).encode()


def test_what_was_refused_is_sent_again(sqs: SQSClient, queue_url: str) -> None:
    """Only that, after a pause that grows."""
    pauses: list[float] = []
    refused = partly_failed(("1", "ThrottlingException", False), ("2", "InternalError", False))

    with before_send(sqs, "SendMessageBatch", answer(200, refused()), answer(200, refused())) as sent:
        SqsQueue(sqs, queue_url, pause=pauses.append).send([Notice(f"articles/{number}.md") for number in range(4)])

    assert in_order(waiting(sqs, queue_url)) == [("articles/1.md", "", ""), ("articles/2.md", "", "")]
    assert len(sent) == 3
    assert pauses == [0.1, 0.2]


def test_a_queue_that_keeps_refusing_is_unavailable(sqs: SQSClient, queue_url: str) -> None:
    """After four times; the error names what SQS said."""
    pauses: list[float] = []
    refused = partly_failed(("0", "InternalError", False))

    with (
        before_send(sqs, "SendMessageBatch", *(answer(200, refused()) for _ in range(9))) as sent,
        pytest.raises(QueueUnavailableError, match="InternalError"),
    ):
        SqsQueue(sqs, queue_url, pause=pauses.append).send([Notice("articles/a.md")])

    assert len(sent) == 4
    assert len(pauses) == 3


def test_a_message_that_is_refused_for_good_is_not_repeated(sqs: SQSClient, queue_url: str) -> None:
    """A sender's fault does not heal by waiting."""
    refused = partly_failed(("0", "InvalidMessageContents", True))

    with (
        before_send(sqs, "SendMessageBatch", answer(200, refused())) as sent,
        pytest.raises(QueueUnavailableError, match="InvalidMessageContents"),
    ):
        SqsQueue(sqs, queue_url).send([Notice("articles/a.md")])

    assert len(sent) == 1


def test_a_queue_that_does_not_answer_is_unavailable(sqs: SQSClient, queue_url: str) -> None:
    """The cause is kept."""
    with (
        before_send(sqs, "SendMessageBatch", json_error(400, "RequestThrottled")),
        pytest.raises(QueueUnavailableError) as raised,
    ):
        SqsQueue(sqs, queue_url).send([Notice("articles/a.md")])

    assert "RequestThrottled" in str(raised.value.__cause__)
