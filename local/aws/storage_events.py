"""What happened to objects, told as S3 tells it: to the queues that the bucket notifies, and to the runner itself."""

import itertools
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

from local.aws.mending import mended
from local.aws.template import ACCOUNT

_PRINCIPAL = "AIDALOCALRUNNER"


@dataclass(frozen=True, slots=True)
class StoredChange:
    """One object was written or removed. `event` is S3's name for it, such as `ObjectCreated:Put`."""

    bucket: str
    key: str
    event: str
    version_id: str | None
    etag: str | None
    size: int | None
    sequencer: str
    at: datetime

    def record(self, bucket_arn: str, region: str, configuration: str) -> dict[str, Any]:
        """The record that S3 puts into a message for this change."""
        described: dict[str, Any] = {
            # Form encoding, as S3 does it: a space is `+`, a slash stays.
            "key": quote_plus(self.key, safe="/-_.*"),
            "size": self.size,
            "eTag": self.etag,
            "versionId": self.version_id,
            "sequencer": self.sequencer,
        }
        return {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": region,
            "eventTime": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "eventName": self.event,
            "userIdentity": {"principalId": f"AWS:{_PRINCIPAL}"},
            "requestParameters": {"sourceIPAddress": "127.0.0.1"},
            "responseElements": {"x-amz-request-id": self.sequencer[-16:], "x-amz-id-2": self.sequencer},
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": configuration,
                "bucket": {"name": self.bucket, "ownerIdentity": {"principalId": ACCOUNT}, "arn": bucket_arn},
                "object": {name: value for name, value in described.items() if value is not None},
            },
        }


class StorageEvents:
    """Stands between moto's buckets and their queues.

    moto sends nothing when a versioned object is deleted, two events for a multipart upload, no sequencer and no
    version; here each change is one event with all of them, and watchers inside the runner hear of it as well.
    """

    def __init__(self) -> None:
        self._watchers: list[Callable[[StoredChange], None]] = []
        self._sequence = itertools.count(int(datetime.now(UTC).timestamp() * 1_000_000) << 8)
        self._completing = threading.local()

    def watch(self, watcher: Callable[[StoredChange], None]) -> None:
        """Calls `watcher` after each change in any bucket. It runs inside the change and must return at once."""
        self._watchers.append(watcher)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, moto's own delivery is replaced by this one."""
        from moto.s3 import notifications
        from moto.s3.models import S3Backend

        with ExitStack() as mends:
            mends.enter_context(mended(notifications, "send_event", self._moto_event))
            mends.enter_context(
                mended(S3Backend, "complete_multipart_upload", self._completed(S3Backend.complete_multipart_upload))
            )
            mends.enter_context(mended(S3Backend, "delete_object", self._deleted(S3Backend.delete_object)))
            yield

    def _moto_event(self, _account: str, event_name: str, bucket: Any, stored: Any) -> None:
        """Moto says that something was done to an object.

        Removals are told by `_deleted`, once. Of tags and permissions moto speaks at every upload; S3 does not.
        """
        event = str(getattr(event_name, "value", event_name)).removeprefix("s3:")
        is_part_of_multipart = event == "ObjectCreated:Put" and getattr(self._completing, "upload", False)
        if not event.startswith("ObjectCreated") or is_part_of_multipart:
            return
        version = stored.version_id if bucket.is_versioned else None
        self._tell(bucket, stored.name, event, version, stored.etag.replace('"', ""), stored.size)

    def _completed(self, complete: Callable[..., Any]) -> Callable[..., Any]:
        def complete_once(backend: Any, *arguments: Any, **named: Any) -> Any:
            self._completing.upload = True
            try:
                return complete(backend, *arguments, **named)
            finally:
                self._completing.upload = False

        return complete_once

    def _deleted(self, delete: Callable[..., Any]) -> Callable[..., Any]:
        def delete_and_tell(
            backend: Any, bucket_name: str, key_name: str, version_id: str | None = None, bypass: bool = False
        ) -> Any:
            bucket = backend.get_bucket(bucket_name)
            removed, answer = delete(backend, bucket_name, key_name, version_id, bypass)
            if removed:
                marked = bucket.is_versioned and version_id is None
                event = "ObjectRemoved:DeleteMarkerCreated" if marked else "ObjectRemoved:Delete"
                self._tell(bucket, key_name, event, answer.get("version-id"), None, None)
            return removed, answer

        return delete_and_tell

    def _tell(
        self, bucket: Any, key: str, event: str, version_id: str | None, etag: str | None, size: int | None
    ) -> None:
        change = StoredChange(
            bucket=bucket.name,
            key=key,
            event=event,
            version_id=version_id,
            etag=etag,
            size=size,
            sequencer=f"{next(self._sequence):018X}",
            at=datetime.now(UTC),
        )
        if bucket.notification_configuration is not None:
            for notification in bucket.notification_configuration.queue:
                if notification.matches(f"s3:{event}", key):
                    record = change.record(bucket.arn, bucket.region_name, notification.id)
                    _send(notification.arn, {"Records": [record]})
        for watcher in self._watchers:
            watcher(change)


def _send(queue_arn: str, message: dict[str, Any]) -> None:
    from moto.sqs.models import sqs_backends

    _, _, _, region, account, name = queue_arn.split(":")
    try:
        sqs_backends[account][region].send_message(queue_name=name, message_body=json.dumps(message))
    except Exception as error:  # noqa: BLE001 - the upload itself succeeded; as on AWS the uploader must not notice
        sys.stderr.write(f"S3 could not tell {name} about a change: {error}\n")
