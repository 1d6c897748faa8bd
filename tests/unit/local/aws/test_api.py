"""The HTTP API between a request and a function."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.aws.api import Api, Route, Throttle
from local.aws.cloud import Cloud
from local.aws.exchange import Request
from local.aws.functions import FunctionPlan, Functions, InvocationError
from local.aws.stack import Stack
from local.aws.template import read_template

ROUTES = (
    Route("GET", "/api/articles", "Reader"),
    Route("GET", "/api/articles/{language}/{slug}", "Reader"),
    Route("GET", "/api/files/{path+}", "Reader"),
    Route("GET", "/api/{name}", "Reader"),
)


class Desk(Functions):
    """A function whose answer the test gives; it remembers the events."""

    def __init__(self, answer: Callable[[Any], Any]) -> None:
        super().__init__({"Reader": FunctionPlan("Reader", "reader", "handler.handler", Path(), 5, 128, {})}, print)
        self.events: list[Any] = []
        self._answer = answer

    def invoke(self, logical_id: str, event: Any) -> Any:  # noqa: ANN401 - any JSON
        """Remembers the event; an exception of the test's becomes a failed invocation."""
        assert logical_id == "Reader"
        self.events.append(event)
        try:
            return self._answer(event)
        except ValueError as error:
            raise InvocationError("reader", str(error)) from error


def api(answer: Any = None, throttle: Throttle | None = None, cors: dict[str, Any] | None = None) -> tuple[Api, Desk]:  # noqa: ANN401 - whatever a test hands on
    """An API whose function always answers the same."""
    desk = Desk(lambda _: {"statusCode": 200, "body": "{}"} if answer is None else answer)
    return Api(ROUTES, cors or {}, throttle, desk, lambda _: None), desk


def test_the_event_is_payload_format_two() -> None:
    """Path, query and variables as API Gateway hands them over."""
    door, desk = api()

    door.answer(Request("GET", "/api/articles/es/a%C3%B1o", "tag=mar&tag=sol&q=a%20b", {"accept": "x"}))

    (event,) = desk.events
    assert event["version"] == "2.0"
    assert event["routeKey"] == "GET /api/articles/{language}/{slug}"
    assert event["rawPath"] == "/api/articles/es/a%C3%B1o"
    assert event["pathParameters"] == {"language": "es", "slug": "año"}
    assert event["queryStringParameters"] == {"tag": "mar,sol", "q": "a b"}
    assert event["requestContext"]["http"]["method"] == "GET"
    assert event["headers"] == {"accept": "x"}


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/api/articles", "GET /api/articles"),
        ("/api/other", "GET /api/{name}"),
        ("/api/files/a/b/c", "GET /api/files/{path+}"),
    ],
)
def test_the_most_exact_route_is_taken(path: str, key: str) -> None:
    """Whole paths before variables, and those before the rest of a path."""
    door, desk = api()
    door.answer(Request("GET", path))

    assert desk.events[0]["routeKey"] == key


@pytest.mark.parametrize(
    ("given", "status", "body", "kind"),
    [
        ({"statusCode": 404, "headers": {"Content-Type": "x/y"}, "body": "no"}, 404, b"no", "x/y"),
        ({"statusCode": 200, "body": base64.b64encode(b"\xff").decode(), "isBase64Encoded": True}, 200, b"\xff", None),
        ({"statusCode": 304, "multiValueHeaders": {"Content-Type": ["a/b"]}}, 304, b"", "a/b"),
        ({"items": []}, 200, b'{"items": []}', "application/json"),
    ],
)
def test_a_functions_answer_becomes_http(given: Any, status: int, body: bytes, kind: str | None) -> None:  # noqa: ANN401 - whatever a test hands on
    """With a status it is taken as it is; without one it is the body."""
    answer = api(given)[0].answer(Request("GET", "/api/articles"))

    assert (answer.status, answer.body, answer.headers.get("content-type")) == (status, body, kind)


def test_errors_are_the_gateways_own() -> None:
    """An unknown route is 404, a failing function 500, too many requests 429."""
    door, _ = api(throttle=Throttle(rate=0.001, burst=1))
    assert door.answer(Request("GET", "/elsewhere")).status == 404
    assert door.answer(Request("POST", "/api/articles")).status == 404
    assert door.answer(Request("GET", "/api/articles")).status == 200
    refused = door.answer(Request("GET", "/api/articles"))
    assert (refused.status, json.loads(refused.body)) == (429, {"message": "Too Many Requests"})

    def fail(_: Any) -> None:  # noqa: ANN401 - any event
        raise ValueError("Traceback: the table is gone")

    said: list[str] = []
    failing = Api(ROUTES, {}, None, Desk(fail), said.append)
    assert failing.answer(Request("GET", "/api/articles")).body == b'{"message": "Internal Server Error"}'
    assert said == ["Traceback: the table is gone"]


def test_other_sites_may_read_if_the_template_says_so() -> None:
    """Preflight and simple requests, only with an Origin."""
    cors = {"allowOrigins": ["*"], "allowMethods": ["GET"], "exposeHeaders": ["etag"], "maxAge": 60}
    door, _ = api(cors=cors)

    plain = door.answer(Request("GET", "/api/articles"))
    crossed = door.answer(Request("GET", "/api/articles", headers={"origin": "https://x.example"}))
    preflight = door.answer(Request("OPTIONS", "/api/articles", headers={"origin": "https://x.example"}))

    assert "access-control-allow-origin" not in plain.headers
    assert crossed.headers["access-control-allow-origin"] == "*"
    assert crossed.headers["access-control-expose-headers"] == "etag"
    assert (preflight.status, preflight.headers["access-control-max-age"]) == (204, "60")


def test_routes_and_limits_come_from_the_template(cloud: Cloud, small_template: Path) -> None:
    """One route, its function, the stage's burst of two."""
    stack = Stack(read_template(small_template), cloud)
    stack.raise_stores()
    functions = Functions(stack.functions, lambda _: None)
    functions.load()
    door = Api.from_stack(stack, functions, lambda _: None)

    statuses = [door.answer(Request("GET", "/api/things/7")).status for _ in range(3)]

    assert statuses == [200, 200, 429]
    event = json.loads(Api.from_stack(stack, functions, print).answer(Request("GET", "/api/things/7")).body)["event"]
    assert event["pathParameters"] == {"id": "7"}
