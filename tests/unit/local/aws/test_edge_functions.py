"""CloudFront Functions in the JavaScript engine."""

import pytest

from local.aws.edge_functions import EdgeFunction, EdgeFunctionError
from local.aws.exchange import Answer, Request
from local.errors import TemplateError


def test_a_request_can_be_changed() -> None:
    """The event has CloudFront's shape: uri, query and headers as objects of values."""
    function = EdgeFunction(
        "f",
        """function handler(event) {
            var request = event.request;
            request.uri = request.uri + '/index.html';
            request.querystring = {q: {value: request.querystring.q.multiValue.length + event.context.eventType}};
            request.headers['x-seen'] = {value: request.headers.host.value + request.cookies.c.value};
            return request;
        }""",
    )

    changed = function.on_request(Request("GET", "/a%20b", "q=1&q=2", {"host": "h", "cookie": "c=v"}))

    assert isinstance(changed, Request)
    assert (changed.path, changed.query, changed.headers["x-seen"]) == ("/a%20b/index.html", "q=2viewer-request", "hv")


def test_a_request_can_be_answered_at_the_edge() -> None:
    """With a status, headers and a body, without asking the origin."""
    code = """function handler(event) {
        return {statusCode: 301, headers: {location: {value: '/x'}}, body: {encoding: 'text', data: 'moved'}};
    }"""

    answer = EdgeFunction("f", code).on_request(Request("GET", "/X"))

    assert answer == Answer(301, {"location": "/x"}, b"moved")


def test_a_response_can_change_its_status_and_keeps_its_body() -> None:
    """The body is out of the function's reach, and passes through. Runtime 2.0 lets a handler be asynchronous."""
    code = """async function handler(event) {
        const response = event.response;
        response.statusCode = Number(response.headers['x-status'].value);
        delete response.headers['x-status'];
        console.log('seen');
        return response;
    }"""

    answer = EdgeFunction("f", code).on_response(Request("GET", "/"), Answer(200, {"x-status": "410"}, b"gone"))

    assert answer == Answer(410, {}, b"gone")


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("function handler(event) { throw new Error('no'); }", "f: Error: no"),
        ("function handler(event) { while (true) {} }", "f: .*interrupted"),
        ("function handler(event) {}", "must return the request or a response"),
        ("function handler(event) { return event.missing.part; }", "f: TypeError"),
    ],
)
def test_a_function_that_fails_is_named(code: str, complaint: str) -> None:
    """A thrown error, an endless loop, nothing returned: the reader gets 503, the developer the reason."""
    with pytest.raises(EdgeFunctionError, match=complaint):
        EdgeFunction("f", code).on_request(Request("GET", "/"))


def test_code_that_is_not_javascript_is_refused_at_the_start() -> None:
    """Before anything is served."""
    with pytest.raises(TemplateError, match="f: "):
        EdgeFunction("f", "function handler(event) {")
