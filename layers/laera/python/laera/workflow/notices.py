"""Notices in messages: which keys an event says to look at. What it says of their content is not believed."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from laera.errors import UnreadableMessageError
from laera.workflow.ports import Notice

# Why the press writes to itself.
RELEASE = "release"
RECONCILE = "reconcile"
REBUILD = "rebuild"
SITE = "site"
ADDRESS = "address"
TRANSLATION = "translation"
PHOTOGRAPH = "photograph"
FRONT = "front"


def notices_in(body: str) -> list[Notice]:
    """The keys named by one queue message, in order.

    Understands S3 notifications as SQS carries them (form-encoded keys), S3 events of EventBridge (plain keys) and the
    press's own notices. `s3:TestEvent` and folder markers name nothing. A body in none of these shapes raises
    UnreadableMessageError: no upload can be behind it.

    Source: Amazon S3 User Guide, "Event message structure".
    """
    try:
        message = json.loads(body)
        if "laera" in message:
            own = message["laera"]
            return [Notice(own["key"], own["version_id"], own["reason"])]
        return [notice for notice in _named_by(message) if not notice.key.endswith("/")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableMessageError("a queue message is neither an S3 event nor a notice of the press") from error


def message_of(notice: Notice) -> str:
    """The press's own message; `notices_in` reads it back. In ASCII: SQS refuses some characters that keys may have."""
    return json.dumps(
        {"laera": {"key": notice.key, "version_id": notice.version_id, "reason": notice.reason}},
        separators=(",", ":"),
    )


def _named_by(message: dict[str, Any]) -> Iterator[Notice]:
    if message.get("Event") == "s3:TestEvent":
        return
    if "detail" in message:
        item = message["detail"]["object"]
        yield Notice(item["key"], item.get("version-id"))
    else:
        for record in message["Records"]:
            item = record["s3"]["object"]
            yield Notice(unquote_plus(item["key"]), item.get("versionId"))
