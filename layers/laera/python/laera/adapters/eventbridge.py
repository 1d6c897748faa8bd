"""Events on EventBridge."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from laera.adapters.aws_errors import named
from laera.domain.announcements import Announcement
from laera.errors import BusUnavailableError

SOURCE = "laera"
LARGEST_BATCH = 10
ATTEMPTS = 4
FIRST_PAUSE = 0.1
"""Seconds before the second attempt; each further pause is twice as long."""


class EventsClient(Protocol):
    """The one call of the SDK's client that is made here."""

    def put_events(self, *, Entries: Sequence[Mapping[str, str | datetime]]) -> Mapping[str, Any]:  # noqa: N803 - the SDK's name
        """The answer tells for each entry whether it was taken."""


class EventBridgeBus:
    """One event bus."""

    def __init__(self, client: EventsClient, name: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._name = name
        self._pause = pause

    def put(self, announcements: Sequence[Announcement]) -> frozenset[str]:
        """Put each on the bus, ten a call; those that were refused again, alone. Gives the ids still refused then."""
        missed: set[str] = set()
        for start in range(0, len(announcements), LARGEST_BATCH):
            missed.update(self._put(announcements[start : start + LARGEST_BATCH]))
        return frozenset(missed)

    def _put(self, batch: Sequence[Announcement]) -> list[str]:
        waiting = list(batch)
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(FIRST_PAUSE * 2 ** (attempt - 1))
            with named(BusUnavailableError):
                answer = self._client.put_events(Entries=[self._entry(said) for said in waiting])
            waiting = [said for said, taken in zip(waiting, answer["Entries"], strict=True) if taken.get("ErrorCode")]
            if not waiting:
                break
        return [said.id for said in waiting]

    def _entry(self, said: Announcement) -> dict[str, str | datetime]:
        return {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": said.event.value,
            "Time": said.at,
            "Detail": json.dumps(said.detail(), ensure_ascii=False),
        }
