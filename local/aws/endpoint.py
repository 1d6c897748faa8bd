"""The S3 endpoint: the runner's stores for any client on this machine, whatever its credentials."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from local.aws.cloud import Cloud
from local.aws.loopback import LoopbackServer

_CHUNK = 1 << 16
_FORM = "application/x-www-form-urlencoded"


def start_endpoint(server: LoopbackServer, cloud: Cloud) -> None:
    """Serves moto's stores, the same that the functions see, one call at a time.

    `/moto-api` and the stand-in for instance credentials are shut: they could empty the stores behind everyone's back.
    """
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    moto = DomainDispatcherApplication(create_backend_app)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(("/moto-api", "/latest/meta-data", "/latest/api")):
            start_response("404 Not Found", [("Content-Length", "0")])
            return []
        # The body is read before the stores are locked: a slow client must hold up no one.
        body = _read(environ)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        if environ["REQUEST_METHOD"] == "PUT" and environ.get("CONTENT_TYPE", "").startswith(_FORM):
            # What curl and urllib call a body of which they were told nothing; moto would take it apart as a form.
            environ["CONTENT_TYPE"] = "binary/octet-stream"
        with cloud.lock:
            return [b"".join(moto(environ, start_response))]

    server.start(application)


def _read(environ: dict[str, Any]) -> bytes:
    stream = environ["wsgi.input"]
    if environ.get("wsgi.input_terminated"):
        return b"".join(iter(lambda: stream.read(_CHUNK), b""))
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body: bytes = stream.read(length)
    return body
