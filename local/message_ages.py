"""Whether a message is too old to be delivered, found without counting the queue.

For each message received moto works out every attribute of the queue, three counts over all messages among them: with a
folder of thousands waiting, delivery would take longer than publication.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.mending import mended


@contextmanager
def quick_message_ages() -> Iterator[None]:
    """While the block runs, a message's age costs nothing to judge."""
    from moto.sqs.models import SQSBackend  # noqa: PLC0415

    def is_within_retention(backend: Any, queue_name: str, message: Any) -> bool:
        kept_until: float = backend.get_queue(queue_name).message_retention_period + message.sent_timestamp / 1000
        return kept_until > time.time()

    with mended(SQSBackend, "is_message_valid_based_on_retention_period", is_within_retention):
        yield
