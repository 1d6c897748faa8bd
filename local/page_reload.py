"""Open pages load themselves again when their content changes.

A page that a browser opens here carries one script more than the deployed one. It is a file of its own, since the
paper's security policy admits no script in the page, and it listens for changes on an event stream. Other clients get
the page's bytes as they are.
"""

import queue
import re
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import parse_qs, unquote

from local.aws.exchange import Answer, Request

SCRIPT = "/__laera/reload.js"
CHANGES = "/__laera/changes"

_END_OF_BODY = re.compile(rb"</body>", re.IGNORECASE)
# A comment now and then shows both sides that the other is still there.
_HEARTBEAT_SECONDS = 15.0

_SOURCE = b"""// Added by the local runner alone: loads this page again when its content changes.
(() => {
  let run;
  const seen = new URL(document.currentScript.src).searchParams.get('seen');
  const changes = new EventSource(`/__laera/changes?page=${encodeURIComponent(location.pathname)}&seen=${seen}`);
  changes.addEventListener('run', (event) => {
    if (run && run !== event.data) location.reload();
    run = event.data;
  });
  changes.addEventListener('changed', () => location.reload());
  addEventListener('pagehide', () => changes.close());
})();
"""


class PageReload:
    """Knows which pages are open and tells them of changes."""

    def __init__(self) -> None:
        self._run = uuid.uuid4().hex
        self._open: dict[queue.SimpleQueue[str], str] = {}
        self._changes: Counter[str] = Counter()
        self._guard = threading.Lock()

    def changed(self, key: str) -> None:
        """Tells the open pages that show the object `key`; a change of styles or scripts concerns them all."""
        with self._guard:
            self._changes[key] += 1
            for inbox, page in self._open.items():
                if key.startswith("assets/") or key == object_of(page):
                    inbox.put(key)

    def seen(self, page: str) -> int:
        """How often the page has changed. Taken before it is fetched, it tells later whether the copy is still good."""
        with self._guard:
            return self._changes[object_of(page)]

    def script(self) -> Answer:
        """The script itself."""
        return Answer(200, {"content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache"}, _SOURCE)

    def events(self, query: str, stopping: Callable[[], bool]) -> Iterator[bytes]:
        """The event stream of one open page, until it is closed or the runner stops."""
        asked = parse_qs(query)
        page, seen = asked.get("page", ["/"])[0], asked.get("seen", [""])[0]
        inbox: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._guard:
            self._open[inbox] = page
            if seen.isdecimal() and int(seen) < self._changes[object_of(page)]:
                # It changed between being sent and being listened for.
                inbox.put(object_of(page))
        try:
            yield f"retry: 500\nevent: run\ndata: {self._run}\n\n".encode()
            waited = 0.0
            while not stopping():
                try:
                    key = inbox.get(timeout=0.5)
                except queue.Empty:
                    waited += 0.5
                    if waited >= _HEARTBEAT_SECONDS:
                        waited = 0.0
                        yield b": still here\n\n"
                else:
                    yield f"event: changed\ndata: {key}\n\n".encode()
        finally:
            with self._guard:
                del self._open[inbox]


def object_of(page: str) -> str:
    """The object that holds the page at a path, as the site bucket names it."""
    path = unquote(page).strip("/").lower()
    if "." in path.rsplit("/", 1)[-1]:
        return path
    return f"{path}/index.html" if path else "index.html"


def opens_a_page(request: Request) -> bool:
    """Whether a browser asks for a page to show, rather than a program for its bytes."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def with_reload(answer: Answer, seen: int, *, keeps_lifetimes: bool) -> Answer:
    """A page with the script added, and asked for anew each time it is opened unless its real lifetime is wanted."""
    if not answer.headers.get("content-type", "").startswith("text/html") or "content-encoding" in answer.headers:
        return answer
    if not _END_OF_BODY.search(answer.body):
        return answer
    tag = f'<script src="{SCRIPT}?seen={seen}" defer></script></body>'
    body = _END_OF_BODY.sub(tag.encode(), answer.body, count=1)
    answer = replace(answer, body=body).with_headers(etag=None, content_length=None)
    return answer if keeps_lifetimes else answer.with_headers(cache_control="no-store")
