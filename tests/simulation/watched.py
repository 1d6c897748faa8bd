"""A site that looks at every page as it is put: what readers may never meet, not even for a moment."""

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

from laera.adapters.memory import MemorySite
from laera.domain.site import object_key
from laera.workflow.ports import Observed, PublicObject
from tests.simulation.crawler import BY_FUNCTIONS

_LINK = re.compile(rb'(?:href|src)="?(?:https://laera\.example)?(/[^" >#?]*)')
_SOURCE = re.compile(rb'<meta name="laera:source" content="(v\d+)">')
_DAY = re.compile(r"(?:/en)?/\d{4}/\d\d/\d\d")
_SITEMAP_OF_A_DAY = re.compile(rb"<loc>https://laera\.example(/sitemap-[^<]*)")
_LANGUAGES = ("en", "es")
_HISTORY = "/history/index.html"
_FRONT_OF_A_LIST = re.compile(r"(?:/en)?/(?:tag/|author/|\d{4}/\d\d/\d\d$|.*(?:feed\.xml|atom\.xml|feed\.json)$)")
"""Fronts come when their first story is there, a moment after it; their files a moment after them."""


class WatchedSite(MemorySite):
    """A site bucket; `wrongs` says what was wrong with any page at the moment it was put.

    Half a page; a link to nothing; a list's page before its feeds; a day that leads to one that never was; a word of a
    story on hold; an edit that went back to an older one.
    """

    def __init__(self, is_held: Callable[[bytes], bool] = lambda _: False) -> None:
        super().__init__()
        self.wrongs: list[str] = []
        self.may_go_back = False
        self._is_held = is_held
        self._newest: dict[tuple[str, str], bytes] = {}

    def is_a_sign(self, key: str) -> bool:
        """Whether a redirect or a tombstone lies there."""
        page = self.get(key)
        return page is not None and "laera-status" in page.metadata

    def sign(self, key: str) -> tuple[str | None, str | None]:
        """Status and location, as the edge reads them: an empty status where nothing lies, None for a page."""
        page = self.get(key)
        return (page.metadata.get("laera-status"), page.metadata.get("laera-location")) if page else ("", None)

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Put, and look."""
        written = super().put(key, page, expected)
        if self._is_held(page.body):
            self.wrongs.append(f"{key}: a word of a story on hold")
        if page.metadata["laera-digest"] != hashlib.sha256(page.body).hexdigest():
            self.wrongs.append(f"{key}: not the bytes it was made of")
        if key.endswith(".html"):
            self._look(key, page)
        nearest = _own_files(key, page.body) | _days(key, page.body)
        self.wrongs += [f"{key}: leads to what never was, {path}" for path in nearest if not self._resolves(path)]
        return written

    def copy(self) -> "WatchedSite":
        """Another site with the same pages and no wrongs."""
        other = WatchedSite(self._is_held)
        other._objects = dict(self._objects)
        other._newest = dict(self._newest)
        other.may_go_back = self.may_go_back
        return other

    def _look(self, key: str, page: PublicObject) -> None:
        if not page.body.endswith(b"</html>"):
            self.wrongs.append(f"{key}: half a page")
        links = _links(page.body) - {
            f"/{key.removesuffix(_HISTORY)}"
        }  # a history is there before its story, which leads to it
        self.wrongs += [f"{key}: a link to nothing, {path}" for path in links if not self._resolves(path)]
        if source := _SOURCE.search(page.body):
            known = self._newest.get((key, page.metadata["cache-tag"]), b"")
            if source[1] < known and not self.may_go_back:
                self.wrongs.append(f"{key}: back from {known.decode()} to {source[1].decode()}")
            self._newest[key, page.metadata["cache-tag"]] = max(known, source[1])

    def loose_ends(self) -> list[str]:
        """Links that lead to nothing now that all is at rest: those to fronts of lists are only looked at here."""
        pages = {key: page for key, (_, page) in self._objects.items() if key.endswith(".html")}
        found = ((key, path) for key, page in pages.items() for path in _all_links(page.body))
        return [f"{key}: a link to nothing, {path}" for key, path in found if not self._resolves(path)]

    def _resolves(self, path: str) -> bool:
        return (path.lstrip("/") if "." in path else object_key(path)) in self._objects


def _links(body: bytes) -> set[str]:
    """Where a page leads, but for the fronts that stand on every page, and those of lists: they come soon after."""
    paths = {path for path in _all_links(body) if not _FRONT_OF_A_LIST.match(path)}
    return {path for path in paths if len([word for word in path.split("/") if word not in {"", *_LANGUAGES}]) > 1}


def _own_files(key: str, body: bytes) -> set[str]:
    """The feeds of a list, on its page: they come before it. The manifest is every page's, and made with the paper."""
    below = f"/{key.removesuffix('index.html')}"
    files = (path for path in _all_links(body) if path.startswith(below) and "." in path)
    return {path for path in files if not path.endswith("/manifest.webmanifest")} if below != "/" else set()


def _days(key: str, body: bytes) -> set[str]:
    """The days that a day or the index of sitemaps leads to; other pages may tell of one that comes in a moment."""
    if key == "sitemap.xml":
        return {found.decode() for found in _SITEMAP_OF_A_DAY.findall(body)}
    is_a_day = _DAY.fullmatch(f"/{key.removesuffix('/index.html')}")
    return {path for path in _all_links(body) if _DAY.fullmatch(path)} if is_a_day else set()


@lru_cache(maxsize=4096)
def _all_links(body: bytes) -> frozenset[str]:
    """Where it leads, but for what functions answer. The same page comes thousands of times."""
    return frozenset(path for found in _LINK.findall(body) if not BY_FUNCTIONS.fullmatch(path := found.decode()))
