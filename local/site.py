"""The site on loopback: the CDN's stand-in, and what the runner adds for an editor's open pages and commands."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from local.aws.cdn import Cdn
from local.aws.exchange import Answer, Request, reason
from local.control import PREFIX, Control
from local.page_reload import CHANGES, SCRIPT, PageReload, opens_a_page, with_reload


class Site:
    """A WSGI application. `keeps_lifetimes` leaves browsers the page lifetimes that readers would get.

    Without `reloads` every client gets the very bytes that readers would get, compressed as they would get them.
    """

    def __init__(
        self,
        cdn: Cdn,
        control: Control,
        reload: PageReload,
        stopping: Callable[[], bool],
        *,
        keeps_lifetimes: bool,
        reloads: bool,
    ) -> None:
        self._cdn = cdn
        self._control = control
        self._reload = reload
        self._stopping = stopping
        self._keeps_lifetimes = keeps_lifetimes
        self._reloads = reloads

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answers one request."""
        request = _request(environ)
        if request.path == CHANGES:
            start_response("200 OK", [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")])
            return self._reload.events(request.query, self._stopping)
        answer = self._answer(request)
        headers = [(name.title(), value) for name, value in answer.headers.items() if name != "content-length"]
        if answer.status not in {204, 304}:
            headers.append(("Content-Length", str(len(answer.body))))
        start_response(f"{answer.status} {reason(answer.status)}", headers)
        return [] if request.method == "HEAD" or answer.status in {204, 304} else [answer.body]

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith(PREFIX):
            return self._control.answer(request)
        return self._reload.script() if request.path == SCRIPT else self._page(request)

    def _page(self, request: Request) -> Answer:
        if not opens_a_page(request):
            return self._cdn.answer(request)
        if not self._reloads:
            return _for_safari(request, self._cdn.answer(request))
        passed = {
            name: value
            for name, value in request.headers.items()
            if name not in {"accept-encoding", "if-none-match", "if-modified-since"}
        }
        seen = self._reload.seen(request.path)
        answer = self._cdn.answer(replace(request, headers=passed))
        answer = with_reload(answer, seen, keeps_lifetimes=self._keeps_lifetimes)
        return _for_safari(request, answer)


def _for_safari(request: Request, answer: Answer) -> Answer:
    """Safari alone upgrades even loopback addresses to HTTPS when told to upgrade requests: it must not be told."""
    agent = request.headers.get("user-agent", "")
    policy = answer.headers.get("content-security-policy")
    if policy is None or "Safari/" not in agent or "Chrom" in agent:
        return answer
    kept = [part for part in policy.split(";") if part.strip() != "upgrade-insecure-requests"]
    return answer.with_headers(content_security_policy=";".join(kept))


def _request(environ: dict[str, Any]) -> Request:
    path, _, query = environ["REQUEST_URI"].partition("?")
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return Request(
        environ["REQUEST_METHOD"], path, query, headers, environ["wsgi.input"].read(length) if length else b""
    )
