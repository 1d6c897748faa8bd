"""Machines of others, reached by HTTPS."""

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from laera.errors import WebUnavailableError

SECONDS = 5
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _NoRedirects(HTTPRedirectHandler):
    """Whoever answers that the machine is elsewhere sends us nowhere."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """No request follows."""


class HttpsWeb:
    """Posts, with five seconds' patience. Plain HTTP is for this very machine alone."""

    def __init__(self) -> None:
        self._opener = build_opener(_NoRedirects)

    def post(self, url: str, body: bytes, content_type: str) -> int:
        """Send, and give the status of the answer, which is not read any further."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ValueError(f"{url} does not begin with https://")
        headers = {"Content-Type": content_type, "User-Agent": "La Era (newspaper press)"}
        request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - the scheme was looked at above
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code
        except (URLError, HTTPException, OSError) as error:
            raise WebUnavailableError(f"{url} did not answer: {error}") from error
