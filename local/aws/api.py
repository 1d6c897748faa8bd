"""The HTTP API: the template's routes, each request in payload format 2.0, as API Gateway hands it to a function."""

import base64
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from local.aws.exchange import Answer, Request
from local.aws.functions import Functions, InvocationError
from local.aws.stack import HTTP_API, Stack
from local.aws.template import ACCOUNT

_FUNCTION_IN_URI = re.compile(r"/functions/(arn:aws:lambda:[^/]+)/invocations")
_VARIABLE = re.compile(r"\{(\w+)(\+?)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """One method and path of the API and the function behind it."""

    method: str
    path: str
    function: str

    def parameters(self, path: str) -> dict[str, str] | None:
        """The path's variables if this route is meant, None if it is not. `{name+}` takes all that follows."""
        pattern = _VARIABLE.sub(lambda found: f"(?P<{found[1]}>{'.+' if found[2] else '[^/]+'})", self.path)
        match = re.fullmatch(pattern, path)
        return None if match is None else {name: unquote(value) for name, value in match.groupdict().items()}

    @property
    def key(self) -> str:
        """The route as API Gateway names it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Throttle:
    """How many requests a stage takes: `rate` a second on average, `burst` at once."""

    rate: float
    burst: float


class Api:
    """Answers requests the way the deployed stage does."""

    def __init__(
        self,
        routes: tuple[Route, ...],
        cors: Mapping[str, Any],
        throttle: Throttle | None,
        functions: Functions,
        complain: Callable[[str], None],
    ) -> None:
        # A route without variables is preferred to one with them, and the greedy ones come last.
        self._routes = sorted(routes, key=lambda route: (route.path.count("+}"), route.path.count("{"), route.path))
        self._cors = cors
        self._functions = functions
        self._complain = complain
        self._bucket = None if throttle is None else _TokenBucket(throttle)

    @classmethod
    def from_stack(cls, stack: Stack, functions: Functions, complain: Callable[[str], None]) -> "Api":
        """The API of the template; one without routes if it has none."""
        routes: list[Route] = []
        cors: Mapping[str, Any] = {}
        for resource in stack.of_type(HTTP_API):
            body = stack.properties(resource)["Body"]
            cors = body.get("x-amazon-apigateway-cors", {})
            for path, methods in body["paths"].items():
                for method, operation in methods.items():
                    found = _FUNCTION_IN_URI.search(operation["x-amazon-apigateway-integration"]["uri"])
                    if found is not None:
                        name = "ANY" if method == "x-amazon-apigateway-any-method" else method.upper()
                        routes.append(Route(name, path, stack.function_named(found[1])))
        throttle = None
        for resource in stack.of_type("AWS::ApiGatewayV2::Stage"):
            settings = stack.properties(resource).get("DefaultRouteSettings", {})
            if "ThrottlingRateLimit" in settings:
                burst = settings.get("ThrottlingBurstLimit", settings["ThrottlingRateLimit"])
                throttle = Throttle(float(settings["ThrottlingRateLimit"]), float(burst))
        return cls(tuple(routes), cors, throttle, functions, complain)

    def answer(self, request: Request) -> Answer:
        """The stage's answer, cross-origin headers included."""
        origin = request.headers.get("origin")
        if request.method == "OPTIONS" and self._cors:
            return Answer(204, self._cross_origin(origin, preflight=True))
        return self._routed(request).with_headers(
            **{name.replace("-", "_"): value for name, value in self._cross_origin(origin, preflight=False).items()}
        )

    def _routed(self, request: Request) -> Answer:
        for route in self._routes:
            variables = route.parameters(request.path)
            if variables is None or route.method not in {request.method, "ANY"}:
                continue
            if self._bucket is not None and not self._bucket.take():
                return _message(429, "Too Many Requests")
            try:
                return _http(self._functions.invoke(route.function, _event(route, variables, request)))
            except InvocationError as error:
                self._complain(error.report)
                return _message(500, "Internal Server Error")
        return _message(404, "Not Found")

    def _cross_origin(self, origin: str | None, *, preflight: bool) -> dict[str, str]:
        allowed = self._cors.get("allowOrigins", [])
        if origin is None or not ("*" in allowed or origin in allowed):
            return {}
        headers = {"access-control-allow-origin": "*" if "*" in allowed else origin}
        if preflight:
            headers["access-control-allow-methods"] = ",".join(self._cors.get("allowMethods", []))
            headers["access-control-allow-headers"] = ",".join(self._cors.get("allowHeaders", []))
            headers["access-control-max-age"] = str(self._cors.get("maxAge", 0))
        elif self._cors.get("exposeHeaders"):
            headers["access-control-expose-headers"] = ",".join(self._cors["exposeHeaders"])
        return headers


class _TokenBucket:
    def __init__(self, throttle: Throttle) -> None:
        self._throttle = throttle
        self._tokens = throttle.burst
        self._filled = time.monotonic()
        self._guard = threading.Lock()

    def take(self) -> bool:
        with self._guard:
            now = time.monotonic()
            self._tokens = min(self._throttle.burst, self._tokens + (now - self._filled) * self._throttle.rate)
            self._filled = now
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True


def _event(route: Route, variables: Mapping[str, str], request: Request) -> dict[str, Any]:
    now = datetime.now(UTC)
    query: dict[str, str] = {}
    for name, value in parse_qsl(request.query, keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route.key,
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": dict(request.headers),
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": request.headers.get("host", "localhost"),
            "domainPrefix": "local",
            "http": {
                "method": request.method,
                "path": request.path,
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": request.headers.get("user-agent", ""),
            },
            "requestId": str(uuid.uuid4()),
            "routeKey": route.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": int(now.timestamp() * 1000),
        },
        "isBase64Encoded": False,
    }
    if query:
        event["queryStringParameters"] = query
    if variables:
        event["pathParameters"] = dict(variables)
    if request.body:
        event["body"] = base64.b64encode(request.body).decode()
        event["isBase64Encoded"] = True
    return event


def _http(answer: Any) -> Answer:
    """A function's answer as HTTP: format 2.0 lets a function return a body alone."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return Answer(200, {"content-type": "application/json"}, json.dumps(answer).encode())
    headers = {name.lower(): str(value) for name, value in (answer.get("headers") or {}).items()}
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        headers.setdefault(name.lower(), ",".join(map(str, values)))
    body = answer.get("body") or ""
    raw = base64.b64decode(body) if answer.get("isBase64Encoded") else str(body).encode()
    return Answer(int(answer["statusCode"]), headers, raw)


def _message(status: int, text: str) -> Answer:
    return Answer(status, {"content-type": "application/json"}, json.dumps({"message": text}).encode())
