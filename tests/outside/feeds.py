"""Feeds, read by two programs that know the formats: one that insists on what they require, one that readers use."""

from collections.abc import Iterator
from typing import Any

import feedparser
from pydantic import ValidationError
from rss_parser import parse
from rss_parser.models import XMLBaseModel
from rss_parser.models.types.tag import Tag

_DATES = {"pub_date", "last_build_date", "updated", "published"}


def complaints(document: bytes) -> list[str]:
    """What is wrong with an RSS or Atom feed, or keeps readers from using it."""
    try:
        model = parse(document)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    except ValueError as error:
        return [str(error)]
    return [*_unread_dates(model, ""), *_unusable(document)]


def _unread_dates(value: object, path: str) -> Iterator[str]:
    """Dates that stayed text because they are none."""
    if isinstance(value, Tag):
        yield from _unread_dates(value.content, path)
        if isinstance(value.content, str) and path.rsplit(".", 1)[-1] in _DATES:
            yield f"{path}: {value.content!r} is no date"
    elif isinstance(value, XMLBaseModel):
        for name in type(value).model_fields:
            yield from _unread_dates(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _unread_dates(one, f"{path}[{number}]")


def _unusable(document: bytes) -> Iterator[str]:
    """What the Universal Feed Parser stumbles over, or does not find."""
    read: dict[str, Any] = feedparser.parse(document)
    if read["bozo"]:
        yield f"not well-formed: {read['bozo_exception']}"
    if read["version"] not in {"rss20", "atom10"}:
        yield f"taken for {read['version'] or 'nothing'}"
    entries = read["entries"]
    ids = [entry.get("id") for entry in entries]
    if len(set(ids)) < len(ids):
        yield "two items share an id"
    for number, entry in enumerate(entries):
        lacking = {"id", "title", "author", "published_parsed"} - entry.keys()
        if not any(link["rel"] == "alternate" for link in entry.get("links", [])):
            lacking.add("link")
        if lacking:
            yield f"item {number} lacks {sorted(lacking)}"
