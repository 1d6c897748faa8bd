"""How the API replies over HTTP: statuses, headers, validators and refusals, the same for every address."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laera.domain.complaints import Complaint
from laera.domain.embeds import FRAME_SOURCES
from laera.rendering import answers, media_types

JSON = media_types.JSON
PROBLEM = "application/problem+json"

LISTED = "public, max-age=15, s-maxage=30"
LASTING = "public, max-age=300"
_REFUSED = "public, max-age=0, s-maxage=10"
_FAILED = "no-store"
_PRIVATE = "no-store, private"

# The CDN sets more; these also hold where the API is asked directly. Anyone may read what is public, from any page.
_SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}

# As the pages that are public have it: a preview is one of them that is not.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    f"connect-src 'self'; manifest-src 'self'; frame-src {FRAME_SOURCES}; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'; upgrade-insecure-requests"
)
# Kept by nobody, found by no search engine, and its address told to no other site.
_UNLISTED = {
    "Cache-Control": _PRIVATE,
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, its headers and the text that follows."""

    status: int
    headers: Mapping[str, str]
    body: str = ""


def found(body: str, known: str, *, content_type: str = JSON, cache_control: str = LISTED) -> Reply:
    """What was asked for, or word that the reader has it: `known` is the request's `If-None-Match`."""
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {**_SHARED, "Cache-Control": cache_control, "ETag": etag}
    # A CDN that compresses turns the tag into a weak one, so both forms count as the same.
    if known.strip() == "*" or etag in re.findall(r'"[^"]*"', known):
        return Reply(304, headers)
    return Reply(200, {**headers, "Content-Type": content_type}, body)


def search_page(page: str, known: str) -> Reply:
    """The page of results, or word that the reader has it."""
    reply = found(page, known, content_type=media_types.HTML)
    return Reply(reply.status, {**reply.headers, "Content-Security-Policy": PAGE_POLICY}, reply.body)


def preview(page: str) -> Reply:
    """An unpublished page, for whoever was given its address."""
    headers = {**_UNLISTED, "Content-Security-Policy": PAGE_POLICY, "Content-Type": media_types.HTML}
    return Reply(200, headers, page)


def published_since(path: str) -> Reply:
    """What was a preview can be read by everybody by now."""
    return Reply(302, {**_UNLISTED, "Location": path})


def no_preview() -> Reply:
    """The same for an address that was made up, one that has expired and one that never opened anything."""
    detail = (
        "There is no preview at this address, or not any more: it works for seven days. Upload the story again for "
        "another."
    )
    reply = _problem(404, "Not found", detail, _PRIVATE)
    return Reply(404, {**reply.headers, **_UNLISTED}, reply.body)


def refused(complaints: Sequence[Complaint]) -> Reply:
    """The query has faults; all of them are told at once."""
    errors = [
        {"parameter": complaint.field or "", "problem": complaint.problem, "cure": complaint.cure}
        for complaint in complaints
    ]
    return _problem(400, "Query not understood", "\n".join(map(str, complaints)), _REFUSED, errors)


def not_found(detail: str) -> Reply:
    """The same for what never was, what has gone and what is under embargo: the reply gives nothing away."""
    return _problem(404, "Not found", detail, _REFUSED)


def method_not_allowed() -> Reply:
    """Nothing can be written here."""
    reply = _problem(405, "Method not allowed", "This API only answers GET and HEAD.", _FAILED)
    return Reply(405, {**reply.headers, "Allow": "GET, HEAD"}, reply.body)


def unavailable() -> Reply:
    """A service behind the API refused for now."""
    reply = _problem(503, "Not available for the moment", "The list cannot be read just now; ask again.", _FAILED)
    return Reply(503, {**reply.headers, "Retry-After": "5"}, reply.body)


def failed() -> Reply:
    """A fault of our own; the reader is told no more than that."""
    return _problem(500, "Our fault", "Something went wrong here and has been noted; ask again later.", _FAILED)


def _problem(
    status: int, title: str, detail: str, cache_control: str, errors: Sequence[Mapping[str, str]] = ()
) -> Reply:
    body = answers.as_json(answers.problem(status, title, detail, errors))
    return Reply(status, {**_SHARED, "Cache-Control": cache_control, "Content-Type": PROBLEM}, body)
