"""Faults of AWS, put between the SDK and moto: what the wire would bring, so the SDK's own retries and parsing run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError
from urllib3.exceptions import ProtocolError


class Wire(BytesIO):
    """The body of an answer. With `breaks`, the connection is reset behind the last byte."""

    def __init__(self, body: bytes, *, breaks: bool = False) -> None:
        super().__init__(body)
        self._breaks = breaks

    def read(self, size: int | None = -1, /) -> bytes:
        """Bytes, then the reset."""
        body = super().read(size)
        if self._breaks and not body:
            raise ProtocolError("Connection broken: ConnectionResetError(104, 'Connection reset by peer')")
        if self._breaks and (size is None or size < 0):
            raise ProtocolError("Connection broken: ConnectionResetError(104, 'Connection reset by peer')")
        return body

    def stream(self, **_: Any) -> Iterator[bytes]:  # noqa: ANN401 - urllib3's signature
        """All of it."""
        yield self.read()


def answer(status: int, body: bytes, headers: dict[str, str] | None = None, *, breaks: bool = False) -> AWSResponse:
    """An answer as the HTTP client would give it."""
    return AWSResponse("https://aws.test/", status, _headers(headers or {}), Wire(body, breaks=breaks))


def _headers(plain: dict[str, str]) -> HTTPHeaders:
    headers = HTTPHeaders()
    for name, value in plain.items():
        headers[name] = value
    return headers


def s3_error(status: int, code: str) -> AWSResponse:
    """An error of S3."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>injected</Message></Error>"
    return answer(status, body.encode(), {"content-type": "application/xml"})


def json_error(status: int, code: str) -> AWSResponse:
    """An error of DynamoDB or SQS."""
    return answer(status, json.dumps({"__type": f"com.amazonaws#{code}", "message": "injected"}).encode())


@contextmanager
def before_send(client: BaseClient, operation: str, *happenings: AWSResponse | Exception) -> Iterator[list[bytes]]:
    """For the next sends of the operation, these answers or errors; later ones go through. Yields the bodies sent."""
    service = client.meta.service_model.service_name
    event = f"before-send.{service}.{operation}"
    left = list(happenings)
    sent: list[bytes] = []

    def happen(request: AWSPreparedRequest, **_: Any) -> Any:  # noqa: ANN401 - the hook's stub says None, and means an answer
        sent.append(request.body if isinstance(request.body, bytes) else b"")
        if not left:
            return None
        happening = left.pop(0)
        if isinstance(happening, Exception):
            raise happening
        request.url = "https://nowhere.invalid/"  # every handler of the event is run, and moto must not do the work
        return happening

    client.meta.events.register_first(event, happen)
    try:
        yield sent
    finally:
        client.meta.events.unregister(event, happen)


@contextmanager
def answer_lost(client: BaseClient, operation: str) -> Iterator[None]:
    """The operation is done, and nobody hears of it."""
    event = f"after-call.{client.meta.service_model.service_name}.{operation}"

    def lose(**_: object) -> None:
        raise ReadTimeoutError(endpoint_url="https://aws.test/")

    client.meta.events.register_first(event, lose)
    try:
        yield
    finally:
        client.meta.events.unregister(event, lose)
