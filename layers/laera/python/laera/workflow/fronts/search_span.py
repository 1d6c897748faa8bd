"""The search index: a file for the stories of each ten days in each language. Readers get answers from it, never it.

A file is made of its list's cards and of the texts as they stand on the site. The texts of most stories are in the file
that lies there already, under their digests: only those that are not are read where readers read them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from laera.domain.listings import SEARCH
from laera.domain.site import Site, ninjs_path, object_key
from laera.rendering.media_types import SQLITE
from laera.rendering.pages import PageRenderer
from laera.rendering.readers_text import paragraphs_of
from laera.workflow.fronts.kind import Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

if TYPE_CHECKING:
    from laera.searching.spans import IndexedStory

TEXT = "text"
"""In an entry of such a list, besides the card: the digest of the story's text."""
MOST_STORIES = 10_000
"""Of ten days in one language; the oldest of more are not found."""

_PREFIX = f"{SEARCH}#"
_FEW = 16
"""So many texts are read one after the other: more than a publication changes."""
_AT_ONCE = 10


class SearchSpan(NeedsStories):
    """`/search/es/2026-01-2.db`: an object that the bucket's policy keeps from the CDN."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:  # noqa: ARG002 - what every kind is given
        """The file of the span, from its list; a span without stories has none."""
        if not scope.startswith(_PREFIX):
            return
        path = span_path(language, scope.removeprefix(_PREFIX))

        def set_front(reading: FrontReading) -> Setting | None:
            from laera.searching.spans import write_span  # noqa: PLC0415 - who only names fronts needs no SQLite

            entries = reading.entries(language, scope, MOST_STORIES)
            return Setting(write_span(language, _stories(reading, path, entries))) if entries else None

        yield Front(SEARCH, path, (SEARCH,), set_front, SQLITE)


def span_path(language: str, span: str) -> str:
    """Where the index of a span lies."""
    return f"/{keys_of_spans(language)}{span}.db"


def keys_of_spans(language: str) -> str:
    """What the keys of all spans of a language begin with."""
    return f"{SEARCH}/{language}/"


def span_of_key(key: str) -> str:
    """The span of an object: the inverse of `span_path`."""
    return key.rpartition("/")[2].removesuffix(".db")


def is_search_list(scope: str) -> bool:
    """Whether a list is one that the search index is made from."""
    return scope.startswith(_PREFIX)


def _stories(reading: FrontReading, path: str, entries: Sequence[Mapping[str, Any]]) -> "Iterator[IndexedStory]":
    from laera.searching.spans import IndexedStory, texts_in  # noqa: PLC0415 - as above

    lying = reading.public(object_key(path))
    known = texts_in(lying.body) if lying else {}
    unknown = [entry for entry in entries if entry[TEXT] not in known]

    def read(entry: Mapping[str, Any]) -> str | None:
        return _text_on_site(reading, entry)

    if len(unknown) > _FEW:
        with ThreadPoolExecutor(_AT_ONCE) as readers:
            texts = list(readers.map(read, unknown))
    else:
        texts = list(map(read, unknown))
    found = dict(zip((id(entry) for entry in unknown), texts, strict=True))
    for entry in entries:
        text = known.get(entry[TEXT]) if id(entry) not in found else found[id(entry)]
        if text is not None:  # it is leaving where it stood: its entry follows
            yield IndexedStory({name: value for name, value in entry.items() if name != TEXT}, text)


def _text_on_site(reading: FrontReading, entry: Mapping[str, Any]) -> str | None:
    """The story's text as readers have it now; None when none stands there."""
    page = reading.public(object_key(ninjs_path(entry["path"])))
    if page is None or "laera-status" in page.metadata:
        return None
    bodies = json.loads(page.body).get("bodies", ())
    return "\n".join(line for body in bodies for line in paragraphs_of(body["value"]))
