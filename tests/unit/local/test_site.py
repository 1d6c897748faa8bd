"""The site on loopback: what is added to an editor's open pages, and what is not."""

import io
from typing import Any, cast

import pytest

from local.aws.cdn import Cdn
from local.aws.exchange import Answer, Request
from local.control import Control
from local.page_reload import PageReload
from local.site import Site

PAGE = b"<!doctype html><html><body>La Era</body></html>"


class OnePage:
    """A CDN with the same page at every address, which says how it was asked."""

    def answer(self, request: Request) -> Answer:
        """The page, and the encodings that would be taken."""
        asked = request.headers.get("accept-encoding", "")
        return Answer(200, {"content-type": "text/html; charset=utf-8", "x-asked": asked}, PAGE)


def opened(*, reloads: bool) -> tuple[bytes, dict[str, str]]:
    """What a browser gets that opens the page."""
    site = Site(cast("Cdn", OnePage()), Control({}), PageReload(), lambda: False, keeps_lifetimes=True, reloads=reloads)
    sent: dict[str, str] = {}
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "REQUEST_URI": "/",
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_ENCODING": "gzip, br",
        "wsgi.input": io.BytesIO(),
    }
    body = b"".join(site(environ, lambda _, headers: sent.update(dict(headers))))
    return body, sent


@pytest.mark.parametrize("reloads", [True, False])
def test_a_browser_gets_what_readers_get_where_pages_do_not_reload(*, reloads: bool) -> None:
    """The very bytes, compressed as they would be; otherwise plain, with the script that loads the page again."""
    body, headers = opened(reloads=reloads)

    assert (body == PAGE) is not reloads
    assert (b"reload.js" in body) is reloads
    assert headers["X-Asked"] == ("" if reloads else "gzip, br")
