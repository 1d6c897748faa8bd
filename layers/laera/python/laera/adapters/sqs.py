"""Notices on a queue."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from laera.adapters.aws_errors import named
from laera.errors import QueueUnavailableError
from laera.workflow.notices import message_of
from laera.workflow.ports import Notice

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
        self._client = client
        self._url = url
        self._pause = pause

    def send(self, notices: Sequence[Notice]) -> None:
        """Send all, ten a call. When some are refused for good, others of the same call may have been delivered."""
        for start in range(0, len(notices), LARGEST_BATCH):
            self._send(notices[start : start + LARGEST_BATCH])

    def _send(self, batch: Sequence[Notice]) -> None:
        waiting: dict[str, SendMessageBatchRequestEntryTypeDef] = {
            str(number): {"Id": str(number), "MessageBody": message_of(notice)} for number, notice in enumerate(batch)
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
