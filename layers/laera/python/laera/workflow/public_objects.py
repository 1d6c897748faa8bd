"""Public objects: how a page lies in the site bucket, and the conditional write that puts it there."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from laera.domain.site import Site, object_key
from laera.rendering.media_types import HTML, PLAIN_TEXT
from laera.rendering.pages import PageRenderer
from laera.workflow.ports import Observed, PublicObject, SiteStore
from laera.workflow.tokens import token_of

PAGE_LIFETIME = "public, max-age=30, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"
"""A page may change at any time and nothing waits for an invalidation: a minute at the edge, half of it in browsers."""
LIVE_LIFETIME = "public, max-age=5, s-maxage=15, stale-while-revalidate=15, stale-if-error=86400"
"""A live blog that goes on: whoever has it open asks for it again and again, and most of them ask the edge."""
ASSET_LIFETIME = "public, max-age=31536000, immutable"

DIGEST = "laera-digest"
MADE_OF = "laera-made-of"


def page_object(
    body: bytes,
    tags: Iterable[str],
    status: int = 200,
    location: str = "",
    content_type: str = HTML,
    lifetime: str = PAGE_LIFETIME,
) -> PublicObject:
    """A page, or a file that changes like one, as an object.

    The edge function turns `laera-status` and `laera-location` into the real answer. `tags` are the
    cache tags it can be invalidated by; `laera-digest` lets the next writer see that nothing changed.
    """
    metadata = {DIGEST: hashlib.sha256(body).hexdigest(), "cache-tag": ",".join(sorted(set(tags)))}
    if status != 200:
        metadata["laera-status"] = str(status)
    if location:
        metadata["laera-location"] = location
    return PublicObject(body, content_type, lifetime, metadata)


def gone_object(page: bytes, tags: Iterable[str]) -> PublicObject:
    """What stands where something was withdrawn: a page that says so, or a line of text where no page was (empty)."""
    if page:
        return page_object(page, tags, status=410)
    return page_object(b"This has been withdrawn.\n", tags, status=410, content_type=PLAIN_TEXT)


def moved_object(page: bytes, tags: Iterable[str], location: str) -> PublicObject:
    """What stands at an old address: a page that says so, or a line of text where no page was (empty)."""
    if page:
        return page_object(page, tags, status=301, location=location)
    line = f"This has moved to {location}\n".encode()
    return page_object(line, tags, status=301, location=location, content_type=PLAIN_TEXT)


def is_there(observed: Observed | None, page: PublicObject, *, is_thorough: bool) -> bool:
    """Whether the page is what was observed.

    Its metadata tell the digest of what the press wrote, which is enough in everyday work. `is_thorough` also compares
    the bytes that lie there now, by their token: whoever changed them by hand left the metadata as they were.
    """
    if observed is None or (is_thorough and observed.etag != token_of(page.body)):
        return False
    headers = observed.metadata, observed.content_type, observed.cache_control
    return headers == (page.metadata, page.content_type, page.cache_control)


@dataclass
class Sightings:
    """What was observed at paths, before the source was read: the tokens of this attempt's writes.

    `is_thorough` when bytes must be looked at as well, since someone else than the press may have been at them.
    """

    site: SiteStore
    is_thorough: bool = False
    seen: dict[str, Observed | None] = field(default_factory=dict)

    def observe(self, *paths: str) -> None:
        """Look at these paths now."""
        for path in paths:
            if path and path not in self.seen:
                self.seen[path] = self.site.observe(object_key(path))

    def pages_of(self, tag: str) -> list[str]:
        """Where a page with this cache tag was seen; redirects and tombstones are none."""
        return [
            path
            for path, observed in self.seen.items()
            if observed and "laera-status" not in observed.metadata and tag == observed.metadata.get("cache-tag")
        ]

    def is_made_of(self, path: str, made_of: str) -> bool:
        """Whether what was seen at a path is a page that was made of the same: then it needs not be made again.

        Who is thorough makes it again, to compare the bytes.
        """
        observed = self.seen.get(path)
        return (
            not self.is_thorough
            and observed is not None
            and "laera-status" not in observed.metadata
            and observed.metadata.get(MADE_OF) == made_of
        )

    def write(self, path: str, page: PublicObject) -> bool:
        """Write the page if it differs from what was observed; tells whether it wrote.

        A path that was not observed is taken to be empty. Raises PreconditionLostError when it is not what it was.
        """
        observed = self.seen.get(path)
        if is_there(observed, page, is_thorough=self.is_thorough):
            return False
        self.seen[path] = self.site.put(object_key(path), page, observed)
        return True


class Shelf:
    """Puts the files that every page refers to, and the error pages, on the site: once per process, and when asked."""

    def __init__(self, site: SiteStore, renderer: PageRenderer, *, is_stocked: bool = False) -> None:
        self._site = site
        self._renderer = renderer
        self._is_stocked = is_stocked
        self._stocked: set[str] = set()

    def stock(self, site: Site, *, again: bool = False) -> int:
        """Write the assets of the paper's look that are missing; gives how many.

        Their names carry their content, so none goes stale, and those of an earlier look stay for its pages. `again`
        also looks at the bytes of those that are there.
        """
        if (self._is_stocked or site.templates in self._stocked) and not again:
            return 0
        written = 0
        for asset in self._renderer.assets(site.templates):
            digest = hashlib.sha256(asset.body).hexdigest()
            page = PublicObject(asset.body, asset.content_type, ASSET_LIFETIME, {DIGEST: digest})
            observed = self._site.observe(asset.key)
            if not is_there(observed, page, is_thorough=again):
                self._site.put(asset.key, page, observed)
                written += 1
        self._stocked.add(site.templates)
        return written

    def stock_error_pages(self, site: Site) -> list[str]:
        """Write `404.html` of every language, and the key of search engines; gives the keys that changed."""
        pages: dict[str, PublicObject] = {}
        for language in site.languages:
            key = f"{language}/404.html" if language != site.default_language else "404.html"
            pages[key] = page_object(self._renderer.not_found(site, language), ["error"])
        if key_file := self._renderer.key_file():
            name, body = key_file
            pages[name] = page_object(body, ["key"], content_type=PLAIN_TEXT)
        changed = []
        for key, page in pages.items():
            observed = self._site.observe(key)
            if not is_there(observed, page, is_thorough=True):
                self._site.put(key, page, observed)
                changed.append(key)
        return changed
