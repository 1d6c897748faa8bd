"""An HTTP request and its answer, as the stand-ins for CloudFront and API Gateway pass them on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader asked for. `path` and `query` are as they came, percent-encoded; header names are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back. Header names are in lower case, each once."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_headers(self, **changed: str | None) -> "Answer":
        """The same with other headers; `_` stands for `-`, and None takes a header away."""
        names = {name.replace("_", "-"): value for name, value in changed.items()}
        kept = {name: value for name, value in self.headers.items() if name not in names}
        return replace(self, headers=kept | {name: value for name, value in names.items() if value is not None})


def reason(status: int) -> str:
    """The words that go with a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
