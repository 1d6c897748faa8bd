"""How other commands speak to a running paper: a few addresses of the site's port, for programs on this machine alone.

It is part of the runner and of nothing that is deployed. Any page that is open in the user's browser, the paper's own
included, can send requests to this port; so whatever comes from a browser is refused. Browsers cannot help telling:
they send `Sec-Fetch-Site` and, with what changes something, `Origin`; they cannot send our own header to another origin
without asking first, which is never granted; and a foreign name for this machine is seen in `Host`.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from local.aws.exchange import Answer, Request
from local.errors import RunnerError

PREFIX = "/__laera/control/"
HEADER = "x-laera-command"
_OUR_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d+)?")

Question = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Answers what was asked, from what came with the request to what goes back; RunnerError says why it cannot."""


class Control:
    """Answers commands. `questions` are by method and name: `POST clock` is asked at `/__laera/control/clock`."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    def answer(self, request: Request) -> Answer:
        """The answer as JSON: 200, or `{"error": …}` with 403, 404 or 400."""
        if not _is_from_a_command(request):
            return _answer(403, {"error": "only the laera command may ask this"})
        question = self._questions.get(f"{request.method} {request.path.removeprefix(PREFIX)}")
        if question is None:
            return _answer(404, {"error": "this paper knows no such command: is the laera command of another release?"})
        try:
            asked = json.loads(request.body or b"{}")
            if not isinstance(asked, dict):
                return _answer(400, {"error": "a command sends a JSON object"})
            return _answer(200, question(asked))
        except ValueError:
            return _answer(400, {"error": "a command sends a JSON object"})
        except RunnerError as error:
            return _answer(400, {"error": str(error)})


def _is_from_a_command(request: Request) -> bool:
    headers = request.headers
    is_from_browser = any(name == "origin" or name.startswith("sec-fetch-") for name in headers)
    return HEADER in headers and not is_from_browser and bool(_OUR_HOST.fullmatch(headers.get("host", "")))


def _answer(status: int, said: Mapping[str, Any]) -> Answer:
    body = json.dumps(said, ensure_ascii=False).encode()
    headers = {"content-type": "application/json", "cache-control": "no-store", "x-content-type-options": "nosniff"}
    return Answer(status, headers, body)
