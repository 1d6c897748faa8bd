"""The template's own CloudFront Functions, run in a JavaScript engine."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

from local.aws.exchange import Answer, Request, reason
from local.errors import RunnerError, TemplateError

# A function that computes for a second has run away: CloudFront stops them after about a millisecond.
_SECONDS = 1.0

_PRELUDE = """
var console = {log: function () {}, error: function () {}};
function __run(event) {
  __outcome = undefined; __failure = undefined;
  Promise.resolve(JSON.parse(event)).then(handler).then(
    function (value) { __outcome = JSON.stringify(value); },
    function (error) { __failure = String(error) + (error && error.stack ? '\\n' + error.stack : ''); });
}
var __outcome, __failure;
"""


class EdgeFunctionError(RunnerError):
    """An edge function threw, or answered what CloudFront would refuse."""


class EdgeFunction:
    """One function of the template. A call costs well under a millisecond."""

    def __init__(self, name: str, code: str) -> None:
        self.name = name
        # The engine may be entered from one thread only, ever.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"edge {name}")
        self._context = self._thread.submit(self._prepare, code).result()

    def on_request(self, request: Request) -> Request | Answer:
        """What a viewer-request function makes of a request: another request, or an answer that ends it."""
        changed = self._call({"request": _described_request(request)}, "viewer-request")
        if "statusCode" in changed:
            return _answer(changed, b"")
        return Request(
            method=request.method,
            path=changed["uri"],
            query=_joined_query(changed.get("querystring", {})),
            headers=_plain(changed.get("headers", {})),
            body=request.body,
        )

    def on_response(self, request: Request, answer: Answer) -> Answer:
        """What a viewer-response function makes of an answer; the body is out of its reach."""
        described = {
            "statusCode": answer.status,
            "statusDescription": reason(answer.status),
            "headers": {name: {"value": value} for name, value in answer.headers.items()},
            "cookies": {},
        }
        changed = self._call({"request": _described_request(request), "response": described}, "viewer-response")
        return _answer(changed, answer.body)

    def _prepare(self, code: str) -> Any:
        import quickjs

        context = quickjs.Context()
        try:
            context.eval(_PRELUDE)
            context.eval(code)
        except quickjs.JSException as error:
            raise TemplateError(f"template.yaml: {self.name}: {error}") from error
        context.set_time_limit(_SECONDS)
        return context

    def _call(self, parts: Mapping[str, Any], event_type: str) -> dict[str, Any]:
        event = {
            "version": "1.0",
            "context": {
                "distributionDomainName": "local.cloudfront.net",
                "distributionId": "LOCAL",
                "eventType": event_type,
                "requestId": "local",
            },
            "viewer": {"ip": "127.0.0.1"},
            **parts,
        }
        outcome: dict[str, Any] = self._thread.submit(self._run, json.dumps(event)).result()
        return outcome

    def _run(self, event: str) -> dict[str, Any]:
        import quickjs

        try:
            self._context.get("__run")(event)
            while self._context.execute_pending_job():
                pass
        except quickjs.JSException as error:
            raise EdgeFunctionError(f"{self.name}: {error}") from error
        failure = self._context.get("__failure")
        if failure is not None:
            raise EdgeFunctionError(f"{self.name}: {failure}")
        outcome = json.loads(self._context.get("__outcome") or "null")
        if not isinstance(outcome, dict):
            raise EdgeFunctionError(f"{self.name} must return the request or a response, not {outcome!r}")
        return outcome


def _described_request(request: Request) -> dict[str, Any]:
    query: dict[str, Any] = {}
    # Values stay as they were encoded, as at CloudFront.
    for pair in filter(None, request.query.split("&")):
        name, _, value = pair.partition("=")
        if name in query:
            many = query[name].setdefault("multiValue", [{"value": query[name]["value"]}])
            many.append({"value": value})
        else:
            query[name] = {"value": value}
    cookies = SimpleCookie(request.headers.get("cookie", ""))
    return {
        "method": request.method,
        "uri": request.path,
        "querystring": query,
        "headers": {name: {"value": value} for name, value in request.headers.items() if name != "cookie"},
        "cookies": {name: {"value": morsel.value} for name, morsel in cookies.items()},
    }


def _joined_query(query: Any) -> str:
    if isinstance(query, str):
        return "&".join(f"{name}={value}" for name, value in parse_qsl(query, keep_blank_values=True))
    pairs = []
    for name, value in query.items():
        pairs += [f"{name}={each['value']}" for each in value.get("multiValue", [value])]
    return "&".join(pairs)


def _plain(headers: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): str(header["value"]) for name, header in headers.items()}


def _answer(described: Mapping[str, Any], body: bytes) -> Answer:
    given = described.get("body")
    if given is not None:
        body = (given if isinstance(given, str) else given.get("data", "")).encode()
    return Answer(int(described["statusCode"]), _plain(described.get("headers", {})), body)
