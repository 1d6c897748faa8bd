"""A paper that `laera serve` runs on this machine, as other commands see it."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from local.aws.loopback import HOST
from local.control import HEADER, PREFIX
from local.errors import NoPaperError

_LONGEST_ANSWER = 600
"""Seconds: an answer comes when the paper has followed, and that may be a whole archive's work."""


class RunningPaper:
    """The paper whose site is read on `port`."""

    def __init__(self, port: int) -> None:
        self._url = f"http://{HOST}:{port}"
        # No proxy: this machine speaks to itself.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, method: str, name: str, asked: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The paper's answer. Raises NoPaperError when none runs there, or with what it says against it."""
        body = None if asked is None else json.dumps(asked).encode()
        request = urllib.request.Request(  # noqa: S310 - loopback
            self._url + PREFIX + name, data=body, method=method, headers={HEADER: "1"}
        )
        try:
            with self._opener.open(request, timeout=_LONGEST_ANSWER) as answer:
                return self._read(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                raise NoPaperError(self._read(error.read())["error"]) from error
        except OSError as error:  # URLError is one
            raise NoPaperError(
                f"no paper runs at {self._url}; start one with 'laera serve', or name its port with --site-port or "
                "LAERA_SITE_PORT"
            ) from error

    def _read(self, body: bytes) -> dict[str, Any]:
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise NoPaperError(
                f"what answers at {self._url} is not 'laera serve'; name the paper's port with --site-port or "
                "LAERA_SITE_PORT"
            )
        return said
