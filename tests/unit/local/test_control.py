"""Who may command a running paper."""

import json
import socket
from collections.abc import Mapping

import pytest

from local.aws.exchange import Request
from local.aws.loopback import LoopbackServer, QuietHandler
from local.control import HEADER, PREFIX, Control
from local.errors import ClockError, NoPaperError
from local.running_paper import RunningPaper

COMMAND = {"host": "127.0.0.1:8000", HEADER: "1"}


def refuse(_: object) -> dict[str, object]:
    """A question that cannot be answered."""
    raise ClockError("that is no time")


CONTROL = Control({"POST echo": lambda asked: {"heard": asked}, "POST fail": refuse})


def ask(
    name: str = "echo", *, body: bytes = b"{}", headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, object]]:
    """What a request is answered; `headers` are added to a command's."""
    answer = CONTROL.answer(Request("POST", PREFIX + name, headers={**COMMAND, **(headers or {})}, body=body))
    assert answer.headers["cache-control"] == "no-store"
    return answer.status, json.loads(answer.body)


def test_a_command_is_answered() -> None:
    """In JSON, as it asked."""
    assert ask(body=b'{"to": "+2h"}') == (200, {"heard": {"to": "+2h"}})
    assert ask(body=b"") == (200, {"heard": {}})
    assert ask(headers={"host": "localhost:8000"})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://attacker.example"},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-mode": "navigate"},
        {"host": "attacker.example"},
        {"host": "127.0.0.1.attacker.example"},
        {"host": "paper.localhost:8000"},
        {"host": ""},
    ],
)
def test_nothing_that_runs_in_a_browser_is(headers: dict[str, str]) -> None:
    """No page, not even the paper's own, and no name that was bound to this machine's address."""
    assert ask(headers=headers) == (403, {"error": "only the laera command may ask this"})


def test_a_form_cannot_command() -> None:
    """It cannot send the header."""
    answer = CONTROL.answer(Request("POST", PREFIX + "echo", headers={"host": "127.0.0.1:8000"}))

    assert answer.status == 403


def test_what_cannot_be_done_is_said() -> None:
    """A reason of the runner's, an unknown question, a body that is none."""
    assert ask("fail") == (400, {"error": "that is no time"})
    assert ask("nothing")[0] == 404
    assert ask(body=b"[1]") == ask(body=b"+2h") == (400, {"error": "a command sends a JSON object"})


def test_where_no_paper_runs_the_cure_is_said() -> None:
    """In one line: how to start one, or how to name its port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(NoPaperError, match=f"no paper runs at http://127.0.0.1:{port}; start one with 'laera serve'"):
        RunningPaper(port).ask("GET", "clock")


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_another_program_on_the_port_is_told_apart(status: str) -> None:
    """Whatever it answers."""
    server = LoopbackServer(0, "something", "--x", "X", QuietHandler)

    def application(_: object, start_response: object) -> list[bytes]:
        start_response(status, [("Content-Length", "5")])  # type: ignore[operator]  # WSGI's own
        return [b"hello"]

    server.start(application)
    try:
        with pytest.raises(NoPaperError, match="is not 'laera serve'; name the paper's port"):
            RunningPaper(server.port).ask("GET", "clock")
    finally:
        server.stop()
