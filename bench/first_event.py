"""One function's first event, for `cold_start.py`: `python first_event.py END EVENT CONTENT PATH…`.

With END `call` the process ends where the first call to AWS would leave it, with `event` when the handler has answered.
Every call is answered inside the process by a small AWS: reads of the content bucket from the folder CONTENT, records
from a dictionary, queues and all else with thanks.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

end, event, content, *path = sys.argv[1:]
sys.path[:0] = path

import handler as module  # type: ignore[import-not-found]  # its path is known only now

from laera import wiring


class Context:
    """What Lambda tells a function about itself."""

    function_name = "laera"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:laera"
    aws_request_id = "6f1b9f7c-4a7c-4c55-9d0c-2f3a1b4c5d6e"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        """Plenty."""
        return 30_000


class Body(io.BytesIO):
    """An answer's bytes as botocore takes them from the wire."""

    def stream(self, *_arguments: object, **_options: object) -> Any:  # noqa: ANN401 - urllib3 has its own types
        """All of it at once."""
        yield self.read()


class SmallAws:
    """Answers each request by itself."""

    def __init__(self) -> None:
        self.calls = 0
        self._records: dict[str, dict[str, dict[str, Any]]] = {}

    def __call__(self, request: Any, **_about: object) -> Any:  # noqa: ANN401 - botocore's event hooks have no types
        """A hook before sending: what it returns is the answer, and nothing is sent."""
        from botocore.awsrequest import AWSResponse  # noqa: PLC0415 - not before the function has imported it

        self.calls += 1
        if end == "call":
            os._exit(0)  # Lambda does not take the process down either
        headers: Any = {}
        target = request.headers.get("X-Amz-Target", b"").decode()
        if target:
            status, body = 200, self._json(target.rpartition(".")[2], json.loads(request.body))
        else:
            address = urlsplit(request.url)
            prefix = parse_qs(address.query).get("prefix")
            if prefix:
                status, body = 200, self._versions(prefix[0])
            else:
                status, headers, body = self._object(request.method, unquote(address.path).lstrip("/"))
        return AWSResponse(request.url, status, headers, Body(body))

    def _json(self, operation: str, asked: dict[str, Any]) -> bytes:
        answer: dict[str, Any] = {}
        if operation == "PutItem":
            pk, sk = (asked["Item"][name]["S"] for name in ("pk", "sk"))
            self._records.setdefault(pk, {})[sk] = asked["Item"]
        elif operation == "GetItem":
            pk, sk = (asked["Key"][name]["S"] for name in ("pk", "sk"))
            answer = {"Item": found} if (found := self._records.get(pk, {}).get(sk)) else {}
        elif operation == "Query":
            found = self._records.get(asked["ExpressionAttributeValues"][":pk"]["S"], {})
            answer = {"Items": [found[sk] for sk in sorted(found)], "Count": len(found)}
        elif operation == "SendMessageBatch":
            sent = [{"Id": it["Id"], "MessageId": it["Id"], "MD5OfMessageBody": ""} for it in asked["Entries"]]
            answer = {"Successful": sent, "Failed": []}
        return json.dumps(answer).encode()

    @staticmethod
    def _versions(key: str) -> bytes:
        """The list of a key's only version, as S3 writes it."""
        latest = "<VersionId>VERSION</VersionId><IsLatest>true</IsLatest>"
        about = f"<Key>{key}</Key>{latest}<LastModified>2026-01-31T12:00:04Z</LastModified>"
        size = Path(content, key).stat().st_size if Path(content, key).is_file() else None
        listed = "" if size is None else f"<Version>{about}<Size>{size}</Size></Version>"
        return f"<ListVersionsResult><IsTruncated>false</IsTruncated>{listed}</ListVersionsResult>".encode()

    @staticmethod
    def _object(method: str, key: str) -> tuple[int, dict[str, str], bytes]:
        file = Path(content, key)
        if method == "PUT":
            return 200, {"ETag": '"etag"'}, b""
        if not file.is_file():
            return 404, {}, b"" if method == "HEAD" else b"<Error><Code>NoSuchKey</Code></Error>"
        body = file.read_bytes()
        headers = {
            "ETag": '"etag"',
            "Last-Modified": "Sat, 31 Jan 2026 12:00:04 GMT",
            "Content-Length": str(len(body)),
            "x-amz-version-id": "VERSION",
        }
        return 200, headers, b"" if method == "HEAD" else body


aws, real = SmallAws(), wiring.client


def watched(service: str) -> Any:  # noqa: ANN401 - each service has a client type of its own
    """A client whose calls the small AWS answers."""
    client = real(service)
    client.meta.events.register("before-send", aws, unique_id="small-aws")
    return client


wiring.client = watched  # type: ignore[assignment]  # cached all the same: `real` is
answer = module.handler(json.loads(event), Context())
if answer.get("batchItemFailures") or answer.get("statusCode", 200) != 200:
    sys.exit(f"the event was not handled: {answer}")
if not aws.calls:
    sys.exit("the function made no call")
sys.stdout.flush()
os._exit(0)
