"""Messages on a queue: notices, and words on outcomes."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from laera.adapters.aws_errors import named
from laera.errors import QueueUnavailableError
from laera.workflow import notices as notice_messages
from laera.workflow import outcome_words
from laera.workflow.ports import Notice, Word

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient
    from types_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

LARGEST_BATCH = 10
ATTEMPTS = 4
FIRST_PAUSE = 0.1
"""Seconds before the second attempt; each further pause is twice as long."""


class SqsQueue:
    """A queue of notices."""

    def __init__(self, client: "SQSClient", url: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._messages = _Messages(client, url, pause)

    def send(self, notices: Sequence[Notice]) -> None:
        """Send all, ten a call. When some are refused for good, others of the same call may have been delivered."""
        self._messages.send([notice_messages.message_of(notice) for notice in notices], 0)


class SqsOutcomes:
    """The queue of outcomes."""

    def __init__(self, client: "SQSClient", url: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._messages = _Messages(client, url, pause)

    def send(self, words: Sequence[Word], delay: timedelta = timedelta(0)) -> None:
        """Send all, ten a call, to arrive no sooner than after `delay`; as `SqsQueue.send` for the rest."""
        self._messages.send([outcome_words.message_of(word) for word in words], int(delay.total_seconds()))


class _Messages:
    """Bodies on one queue."""

    def __init__(self, client: "SQSClient", url: str, pause: Callable[[float], None]) -> None:
        self._client = client
        self._url = url
        self._pause = pause

    def send(self, bodies: Sequence[str], delay: int) -> None:
        for start in range(0, len(bodies), LARGEST_BATCH):
            self._send(bodies[start : start + LARGEST_BATCH], delay)

    def _send(self, batch: Sequence[str], delay: int) -> None:
        waiting: dict[str, SendMessageBatchRequestEntryTypeDef] = {
            str(number): {"Id": str(number), "MessageBody": body, "DelaySeconds": delay}
            for number, body in enumerate(batch)
        }
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(FIRST_PAUSE * 2 ** (attempt - 1))
            with named(QueueUnavailableError):
                answer = self._client.send_message_batch(QueueUrl=self._url, Entries=list(waiting.values()))
            failed = answer.get("Failed", ())
            if not failed:
                return
            codes = sorted({failure["Code"] for failure in failed})
            if any(failure["SenderFault"] for failure in failed):
                raise QueueUnavailableError(f"the queue refused {len(failed)} messages: {', '.join(codes)}")
            waiting = {failure["Id"]: waiting[failure["Id"]] for failure in failed}
        raise QueueUnavailableError(f"the queue took {ATTEMPTS} times not all messages: {', '.join(codes)}")
