"""Open pages hear of their changes."""

import threading

import pytest

from local.aws.exchange import Answer, Request
from local.page_reload import PageReload, object_of, opens_a_page, with_reload

PAGE = Answer(
    200, {"content-type": "text/html; charset=utf-8", "etag": '"1"', "cache-control": "max-age=30"}, b"<body>x</body>"
)


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("/", "index.html"),
        ("/en", "en/index.html"),
        ("/internacional/faro/", "internacional/faro/index.html"),
        ("/a%C3%B1o", "año/index.html"),
        ("/feed.xml", "feed.xml"),
    ],
)
def test_a_page_is_known_by_its_object(page: str, key: str) -> None:
    """As the site bucket names it."""
    assert object_of(page) == key


def test_a_page_hears_of_its_own_changes_and_of_styles() -> None:
    """Not of other pages'; and it forgets nothing that happens while it listens."""
    reload, stopping = PageReload(), threading.Event()
    stream = reload.events("page=%2Finternacional%2Ffaro", stopping.is_set)
    assert next(stream).startswith(b"retry: 500\nevent: run\n")

    reload.changed("internacional/otra/index.html")
    reload.changed("internacional/faro/index.html")
    reload.changed("assets/style.abc.css")

    assert next(stream) == b"event: changed\ndata: internacional/faro/index.html\n\n"
    assert next(stream) == b"event: changed\ndata: assets/style.abc.css\n\n"
    stopping.set()
    assert list(stream) == []


def test_a_change_before_the_page_listens_is_not_missed() -> None:
    """The page says which state it shows; if that is over, it is told at once."""
    reload = PageReload()
    seen = reload.seen("/en")
    reload.changed("en/index.html")

    late = reload.events(f"page=%2Fen&seen={seen}", lambda: False)
    assert next(late).startswith(b"retry")
    assert next(late) == b"event: changed\ndata: en/index.html\n\n"
    assert reload.seen("/en") == seen + 1


def test_a_browsers_page_gets_the_script_and_is_not_kept() -> None:
    """One script before the end of the body; the ETag is another page's now."""
    page = with_reload(PAGE, 3, keeps_lifetimes=False)

    assert page.body == b'<body>x<script src="/__laera/reload.js?seen=3" defer></script></body>'
    assert "etag" not in page.headers
    assert page.headers["cache-control"] == "no-store"
    assert with_reload(PAGE, 3, keeps_lifetimes=True).headers["cache-control"] == "max-age=30"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {"content-type": "application/json"}, b"</body>"),
        Answer(200, {"content-type": "text/html", "content-encoding": "gzip"}, b"</body>"),
        Answer(301, {"content-type": "text/html"}, b""),
    ],
)
def test_anything_else_passes_as_it_is(answer: Answer) -> None:
    """Data, compressed bytes and empty answers."""
    assert with_reload(answer, 3, keeps_lifetimes=False) is answer


def test_only_a_browser_opening_a_page_is_given_the_script() -> None:
    """A program that asks for anything gets the bytes readers get."""
    assert opens_a_page(Request("GET", "/", headers={"accept": "text/html,application/xhtml+xml"}))
    assert not opens_a_page(Request("GET", "/", headers={"accept": "*/*"}))
    assert not opens_a_page(Request("HEAD", "/", headers={"accept": "text/html"}))
