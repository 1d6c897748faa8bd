"""Those whom the press tells of outcomes: CloudFront, asked to forget, and EventBridge, given events.

Moto knows neither the stack's distribution nor its bus, so what they are told is taken here, whole, and passed on.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

from local.aws.mending import mended


class Listeners:
    """Whoever `hears` of an event or `forgets` an item is called at once, and must return soon."""

    def __init__(self) -> None:
        self._forget: list[Callable[[str], None]] = []
        self._hear: list[Callable[[str], object]] = []

    def forgets(self, forget: Callable[[str], None]) -> None:
        """Calls `forget` with each item of an invalidation: `#tag`, or a path."""
        self._forget.append(forget)

    def hears(self, hear: Callable[[str], object]) -> None:
        """Calls `hear` with each event, as one line of JSON."""
        self._hear.append(hear)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, both services end here."""
        from moto.cloudfront.models import CloudFrontBackend, Invalidation
        from moto.events.models import EventsBackend

        def invalidate(_backend: object, distribution_id: str, items: list[str], reference: str) -> Any:
            for forget in self._forget:
                for item in items:
                    forget(item)
            distribution: Any = SimpleNamespace(location=f"https://cloudfront.amazonaws.com/{distribution_id}")
            return Invalidation(distribution, items, reference)

        def put(_backend: object, events: list[Mapping[str, Any]]) -> list[dict[str, str]]:
            for event in events:
                said = {"event": event["DetailType"], "detail": json.loads(event["Detail"])}
                for hear in self._hear:
                    hear(json.dumps(said, ensure_ascii=False))
            return [{"EventId": str(uuid.uuid4())} for _ in events]

        with ExitStack() as stack:
            stack.enter_context(mended(CloudFrontBackend, "create_invalidation", invalidate))
            stack.enter_context(mended(EventsBackend, "put_events", put))
            yield
