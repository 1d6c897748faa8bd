"""HTTP servers that only this machine can reach."""

import contextlib
import errno
import re
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from local.errors import PortTakenError

HOST = "127.0.0.1"
_OUR_NAMES = {"127.0.0.1", "localhost", "host.docker.internal", "host.containers.internal"}
# A site can give its own name our address, but it cannot make a bare address its name.
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")

WsgiApplication = Callable[[dict[str, Any], Any], Iterable[bytes]]


class LoopbackServer:
    """One server on 127.0.0.1, each request in a thread of its own."""

    def __init__(self, port: int, what: str, option: str, variable: str, handler: type[WSGIRequestHandler]) -> None:
        """Takes the port, 0 for any that is free. Raises PortTakenError if another program has it."""
        self._what = what
        self._handler = handler
        self._server: BaseWSGIServer | None = None
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((HOST, port))
        except OSError as error:
            self._socket.close()
            cure = f"stop it, or choose another port with {option} or {variable} (0 picks a free one)"
            if error.errno == errno.EADDRINUSE:
                raise PortTakenError(f"port {port} for {what} is taken by another program: {cure}") from error
            raise PortTakenError(f"port {port} for {what} cannot be used ({error.strerror}): {cure}") from error
        self._socket.listen(128)

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def start(self, application: WsgiApplication) -> None:
        """Begins to answer."""
        server = make_server(
            HOST,
            self.port,
            _for_this_machine_only(application),
            threaded=True,
            request_handler=self._handler,
            fd=self._socket.fileno(),
        )
        # Event streams of open pages must not keep the runner from ending.
        server.daemon_threads = True  # type: ignore[attr-defined]  # it is a ThreadedWSGIServer
        self._server = server
        threading.Thread(target=server.serve_forever, args=(0.05,), name=self._what, daemon=True).start()

    def stop(self) -> None:
        """Answers no more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        with contextlib.suppress(OSError):
            self._socket.close()


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open between requests and says nothing about each."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's own name
        """Requests are not news."""

    def version_string(self) -> str:
        """Nobody needs to know what serves a paper on loopback."""
        return "laera"


def _for_this_machine_only(application: WsgiApplication) -> WsgiApplication:
    """Refuses what a page from elsewhere may try in the user's browser: its own name for our address, or its forms."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "").rsplit(":", 1)[0]
        origin = environ.get("HTTP_ORIGIN", "")
        origin_host = origin.removeprefix("http://").removeprefix("https://").rsplit(":", 1)[0]
        changes_something = environ["REQUEST_METHOD"] not in {"GET", "HEAD", "OPTIONS"}
        is_foreign = not (host in _OUR_NAMES or host.endswith(".localhost") or _ADDRESS.fullmatch(host))
        if is_foreign or (changes_something and origin and origin_host not in _OUR_NAMES):
            start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", "20")])
            return [b"for this machine only"[:20]]
        return application(environ, start_response)

    return guarded
