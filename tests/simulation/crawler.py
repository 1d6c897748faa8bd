"""A reader who follows every link of every public object: pages, feeds, sitemaps, twins, ninjs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit
from xml.etree import ElementTree as ET

from laera.adapters.memory import MemorySite
from laera.domain.site import object_key
from laera.workflow.ports import PublicObject

_LINKS = {"href", "src"}
BY_FUNCTIONS = re.compile(r"/api/.*|(?:/en)?/search")
"""The paths that functions answer; nothing lies there."""
_IN_MARKDOWN = re.compile(r"\]\(<?([^\s()<>]+)|<(https?://[^>\s]+)>|^[-\w ]*: (https?://\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Seen:
    """What one object links to: absolute paths of the paper; and its versions in other languages, by language."""

    links: frozenset[str]
    alternates: dict[str, str] = field(default_factory=dict)
    canonical: str = ""


class Crawler:
    """Looks at a whole site again and again; of an object that has not changed what was seen in it is kept."""

    def __init__(self, site: MemorySite, url: str) -> None:
        self._site = site
        self._url = url
        self._kept: dict[tuple[str, str], Seen] = {}

    def faults(self) -> list[str]:
        """Broken links, and alternates that do not answer, on any page there is now."""
        seen = {key: self._look(key, page) for key, page in self._objects() if "laera-status" not in page.metadata}
        return [*self._broken(seen), *self._asymmetric(seen)]

    def answer(self, path: str) -> int:
        """What a reader gets at a path, redirects followed once."""
        page = self._site.get(object_key(path))
        if page is None:
            return 404
        status = int(page.metadata.get("laera-status", "200"))
        if status == 301:
            target = self._site.get(object_key(page.metadata["laera-location"]))
            return 404 if target is None else int(target.metadata.get("laera-status", "200"))
        return status

    def _objects(self) -> Iterator[tuple[str, PublicObject]]:
        for key in list(self._site.keys()):
            page = self._site.get(key)
            assert page is not None
            yield key, page

    def _broken(self, seen: dict[str, Seen]) -> Iterator[str]:
        answers: dict[str, int] = {}
        for key, one in seen.items():
            for path in sorted(one.links):
                if path not in answers:
                    answers[path] = self.answer(path)
                if answers[path] != 200:
                    yield f"{key} links to {path}: {answers[path]}"

    def _asymmetric(self, seen: dict[str, Seen]) -> Iterator[str]:
        for key, one in seen.items():
            if not one.alternates:
                continue
            if "x-default" not in one.alternates:
                yield f"{key} has alternates and no x-default"
            if one.canonical not in one.alternates.values():
                yield f"{key} is not among its own alternates"
            for language, url in one.alternates.items():
                other = seen.get(object_key(url.removeprefix(self._url) or "/"))
                if other is None or other.alternates != one.alternates:
                    yield f"{key} names {url} as {language}, which says otherwise: {other and other.alternates}"

    def _look(self, key: str, page: PublicObject) -> Seen:
        known = key, page.metadata["laera-digest"]
        if known not in self._kept:
            self._kept[known] = self._read(key, page)
        return self._kept[known]

    def _read(self, key: str, page: PublicObject) -> Seen:
        kind = page.content_type.partition(";")[0]
        if kind == "text/html":
            parser = _Links()
            parser.feed(page.body.decode())
            assert parser.is_whole, f"{key} is cut off"
            return Seen(self._own(parser.links), parser.alternates, parser.canonical)
        if kind.endswith("xml") and kind != "image/svg+xml":
            return Seen(self._own(_texts_of(ET.fromstring(page.body))))
        if kind.endswith("json"):
            return Seen(self._own(_strings_in(json.loads(page.body))))
        if kind in {"text/markdown", "text/plain"}:
            found = _IN_MARKDOWN.findall(page.body.decode())
            return Seen(self._own(link for groups in found for link in groups if link))
        return Seen(frozenset())

    def _own(self, links: Any) -> frozenset[str]:  # noqa: ANN401 - any row of strings
        return frozenset(path for link in links if (path := self._path_of(link)))

    def _path_of(self, link: str) -> str:
        """The path of a link to an object of the paper, empty for others; functions answer for themselves."""
        link = urldefrag(link)[0]
        if link.startswith(self._url):
            link = link.removeprefix(self._url) or "/"
        path = urlsplit(link).path
        return path if link.startswith("/") and not BY_FUNCTIONS.fullmatch(path) else ""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.is_whole = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.links += [value for name, value in named.items() if name in _LINKS]
        self.links += [part.split()[0] for part in named.get("srcset", "").split(",") if part.strip()]
        if tag == "link" and "hreflang" in named and named.get("rel") == "alternate":
            self.alternates[named["hreflang"]] = named["href"]
        if tag == "link" and named.get("rel") == "canonical":
            self.canonical = named["href"]
        if tag == "meta" and named.get("property") in {"og:url", "og:image"}:
            self.links.append(named["content"])

    def handle_endtag(self, tag: str) -> None:
        self.is_whole = tag == "html"


def _texts_of(element: ET.Element) -> Iterator[str]:
    for one in element.iter():
        yield from one.attrib.values()
        if one.text:
            yield one.text.strip()


def _strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings_in(one)
