"""What every site store promises: nothing is written over what was not observed."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import cast

import pytest

from laera.adapters.folder import FolderSite
from laera.adapters.memory import MemorySite
from laera.errors import PreconditionLostError
from laera.workflow.ports import Observed, PublicObject, Shelves, SiteStore

KEY = "internacional/fin-de-la-huelga/index.html"


def a_page(body: bytes = b"<p>Fin</p>", **metadata: str) -> PublicObject:
    """A page; metadata with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in metadata.items()}
    return PublicObject(body, "text/html; charset=utf-8", "public, max-age=60, s-maxage=600", named)


def test_what_never_was_is_none(site: SiteStore) -> None:
    """An address where nothing was ever written."""
    assert site.observe(KEY) is None
    assert site.get(KEY) is None
    assert list(site.keys()) == []


def test_a_page_is_read_as_it_was_written(site: SiteStore) -> None:
    """Bytes, headers and metadata; and the token that put returns is the one observed."""
    page = a_page(laera_status="301", laera_location="/internacional/otra", cache_tag="home,story-1")

    written = site.put(KEY, page, None)

    assert site.get(KEY) == page
    assert site.observe(KEY) == written
    assert written.metadata == page.metadata


@pytest.mark.parametrize("body", [b"", b"\x00\xff\r\n", b"x" * 300_000], ids=["empty", "binary", "large"])
def test_any_bytes_survive(site: SiteStore, body: bytes) -> None:
    """Pages, feeds and photographs alike."""
    site.put("media/a.bin", PublicObject(body, "application/octet-stream", "immutable"), None)

    page = site.get("media/a.bin")

    assert page == PublicObject(body, "application/octet-stream", "immutable")


@pytest.mark.parametrize("site", ["memory", "s3"], indirect=True)  # nobody searches a folder, or a stage
def test_a_list_tells_every_object_below_a_prefix_and_when_it_is_another(site: SiteStore) -> None:
    """By its token, the same that `observe` gives: whoever keeps copies knows which are old."""
    shelves = cast("Shelves", site)
    first = site.put("search/es/2026-01-1.db", a_page(b"one"), None)
    site.put("search/en/2026-01-1.db", a_page(b"other"), None)
    assert shelves.tokens("search/es/") == {"search/es/2026-01-1.db": first.etag}

    second = site.put("search/es/2026-01-1.db", a_page(b"two"), first)

    assert shelves.tokens("search/es/") == {"search/es/2026-01-1.db": second.etag}
    assert second.etag != first.etag
    assert shelves.tokens("search/pt/") == {}


def test_what_is_there_cannot_be_created(site: SiteStore) -> None:
    """Whoever observed an empty address loses when another wrote first."""
    site.put(KEY, a_page(b"first"), None)

    with pytest.raises(PreconditionLostError):
        site.put(KEY, a_page(b"second"), None)

    page = site.get(KEY)
    assert page is not None
    assert page.body == b"first"


def test_what_was_observed_can_be_replaced_once(site: SiteStore) -> None:
    """The second writer with the same observation loses."""
    site.put(KEY, a_page(b"one"), None)
    observed = site.observe(KEY)

    replaced = site.put(KEY, a_page(b"two", laera_digest="2"), observed)
    with pytest.raises(PreconditionLostError):
        site.put(KEY, a_page(b"three"), observed)

    assert site.observe(KEY) == replaced
    assert site.get(KEY) == a_page(b"two", laera_digest="2")


def test_what_is_gone_cannot_be_replaced(site: SiteStore) -> None:
    """An observation of something does not allow to write where nothing is."""
    with pytest.raises(PreconditionLostError):
        site.put(KEY, a_page(), Observed('"0cc175b9c0f1b6a831c399e269772661"', {}))

    assert site.observe(KEY) is None


def test_the_token_is_of_the_bytes(site: SiteStore) -> None:
    """Metadata is replaced with the bytes, but does not make another token: it must be a function of the bytes."""
    first = site.put(KEY, a_page(b"one", cache_tag="a"), None)
    second = site.put(KEY, a_page(b"one", cache_tag="b"), first)
    third = site.put(KEY, a_page(b"two", cache_tag="b"), second)

    assert first.etag == second.etag != third.etag
    assert site.observe(KEY) == third


@pytest.mark.parametrize(
    "metadata",
    [
        {"laera_location": "/año"},
        {"laera_location": "/a\r\nset-cookie: b"},
        {"laera_location": " /a"},
        {"laera_tag": ""},
    ],
    ids=["accent", "line", "space", "empty"],
)
def test_metadata_that_no_header_carries_is_refused(site: SiteStore, metadata: dict[str, str]) -> None:
    """Before anything is written, the same everywhere, with the name of what is wrong."""
    with pytest.raises(ValueError, match="metadata laera-"):
        site.put(KEY, a_page(b"", **metadata), None)

    assert site.observe(KEY) is None


def test_keys_come_in_order(site: SiteStore) -> None:
    """All of them, over several pages of the bucket's list, or those with a prefix."""
    written = ["index.html", "en/index.html", "en-x/index.html", "assets/a.css", "en/news/a/index.html", "404.html"]
    for key in written:
        site.put(key, a_page(), None)

    assert list(site.keys()) == sorted(written)
    assert list(site.keys("en/")) == ["en/index.html", "en/news/a/index.html"]


@contextmanager
def taking_turns_often() -> Iterator[None]:
    """Threads give way to one another after every few steps."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize("make", [lambda _: MemorySite(), FolderSite], ids=["memory", "folder"])
def test_of_many_writers_one_wins(make: Callable[[Path], SiteStore], tmp_path: Path) -> None:
    """Each observed the same page, and exactly one of their pages stands."""
    site = make(tmp_path)
    together = Barrier(4)

    def write(number: int, observed: Observed) -> bool:
        together.wait()
        try:
            site.put(KEY, a_page(b"writer %d" % number), observed)
        except PreconditionLostError:
            return False
        return True

    with ThreadPoolExecutor(4) as writers, taking_turns_often():
        for turn in range(50):
            observed = site.put(KEY, a_page(b"before %d" % turn), site.observe(KEY))
            won = list(writers.map(write, range(4), [observed] * 4))

            page = site.get(KEY)
            assert page is not None
            assert won.count(True) == 1
            assert page.body == b"writer %d" % won.index(True)
