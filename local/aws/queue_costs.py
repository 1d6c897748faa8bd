"""Queues that cost the same when thousands of messages wait in them.

For each message sent or received moto works out every attribute of the queue, three counts over all messages among
them, and asks for the time once per message. With a folder of thousands on its way, the queue would take longer than
publication.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from local.aws.mending import mended


@contextmanager
def quick_queues() -> Iterator[None]:
    """While the block runs, a count looks at the clock once, and a message's age is judged without counting."""
    from moto.sqs.models import Queue, SQSBackend

    with ExitStack() as mends:
        mends.enter_context(mended(SQSBackend, "is_message_valid_based_on_retention_period", _is_within_retention))
        mends.enter_context(mended(Queue, "messages", property(_deliverable)))
        mends.enter_context(mended(Queue, "approximate_number_of_messages_delayed", property(_delayed)))
        mends.enter_context(mended(Queue, "approximate_number_of_messages_not_visible", property(_in_flight)))
        yield


def _is_within_retention(backend: Any, queue_name: str, message: Any) -> bool:
    kept_until: float = backend.get_queue(queue_name).message_retention_period + message.sent_timestamp / 1000
    return kept_until > time.time()


def _deliverable(queue: Any) -> list[Any]:
    now = time.time() * 1000
    waiting = queue._messages  # noqa: SLF001 - moto's
    return [message for message in waiting if message.visible_at < now >= message.delayed_until]


def _delayed(queue: Any) -> int:
    now = time.time() * 1000
    return sum(message.delayed_until > now for message in queue._messages)  # noqa: SLF001 - moto's


def _in_flight(queue: Any) -> int:
    now = time.time() * 1000
    return sum(message.visible_at >= now for message in queue._messages)  # noqa: SLF001 - moto's
