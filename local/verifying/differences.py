"""Differences between a site and what it should be, object by object: in which way each is not as it should be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import islice

from laera.rendering.assets import is_asset
from laera.workflow.ports import Observed, PublicObject, SiteStore

_LOOKS_AT_ONCE = 16
_A_STRETCH = 256
_SHOWN = 24
"""Characters of a text that are shown on each side of a difference."""


class Kind(StrEnum):
    """In which way an object is not what a press that is set up anew would put there."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    DIFFERENT = "different"
    REMEMBERED = "remembered"
    DUE = "due"

    @property
    def is_wrong(self) -> bool:
        """Whether it must be mended: what the site remembers, and what the clock has just changed, need not be."""
        return self in {Kind.MISSING, Kind.UNEXPECTED, Kind.DIFFERENT}


@dataclass(frozen=True, slots=True)
class Difference:
    """One object that is not as it should be; `what` says it in words."""

    key: str
    kind: Kind
    what: str

    def __str__(self) -> str:
        return f"{self.kind.value:<10}  {self.key}{f': {self.what}' if self.what else ''}"


def differences(
    expected: SiteStore,
    actual: SiteStore,
    keys: Iterable[str],
    looked: Callable[[int], None] = lambda _: None,
) -> Iterator[Difference]:
    """Every object of some keys that is not as expected, in their order. `looked` hears how many were compared."""
    keys = iter(keys)
    with ThreadPoolExecutor(_LOOKS_AT_ONCE) as lookers:
        while stretch := list(islice(keys, _A_STRETCH)):
            for key, observed in zip(stretch, lookers.map(actual.observe, stretch), strict=True):
                found = _difference(key, expected, actual, observed)
                if found:
                    yield found
            looked(len(stretch))


def all_keys(expected: SiteStore, actual: SiteStore) -> list[str]:
    """The keys of both, in order."""
    return sorted({*expected.keys(), *actual.keys()})


def _difference(key: str, expected: SiteStore, actual: SiteStore, observed: Observed | None) -> Difference | None:
    if expected.observe(key) == observed:
        return None
    should_be, page = expected.get(key), actual.get(key)
    if page is None:
        return Difference(key, Kind.MISSING, _nature(should_be)) if should_be else None
    if should_be is None or _status(should_be) == "410":
        without = "nothing" if should_be is None else _nature(should_be)
        if _is_memory(page) or is_asset(key, page.body):
            return Difference(key, Kind.REMEMBERED, f"{_nature(page)}; a site made anew would have {without} here")
    if should_be is None:
        return Difference(key, Kind.UNEXPECTED, f"{_nature(page)}; no upload stands behind it")
    said = [*_about_bytes(should_be, page), *_about_headers(should_be, page)]
    return Difference(key, Kind.DIFFERENT, "; ".join(said)) if said else None


def _is_memory(page: PublicObject) -> bool:
    """Whether an object only says that something was here or has moved, and is as the press wrote it."""
    digest = page.metadata.get("laera-digest")
    return _status(page) in {"301", "410"} and digest == sha256(page.body).hexdigest()


def _status(page: PublicObject) -> str:
    return page.metadata.get("laera-status", "200")


def _nature(page: PublicObject) -> str:
    """`page of 1,234 bytes`, `410`, `301 to /there`."""
    location = page.metadata.get("laera-location", "")
    if _status(page) != "200":
        return f"{_status(page)} to {location}" if location else _status(page)
    return f"{page.content_type.partition(';')[0]} of {len(page.body):,} bytes"


def _about_bytes(should_be: PublicObject, page: PublicObject) -> Iterator[str]:
    if should_be.body == page.body:
        return
    at = next(
        (number for number, (one, other) in enumerate(zip(should_be.body, page.body, strict=False)) if one != other),
        min(len(should_be.body), len(page.body)),
    )
    sizes = "" if len(page.body) == len(should_be.body) else f"; {len(page.body):,} of {len(should_be.body):,} bytes"
    if _is_text(should_be):
        line = page.body.count(b"\n", 0, at) + 1
        yield f"byte {at:,}, line {line}: {_around(page.body, at)} should be {_around(should_be.body, at)}{sizes}"
    else:
        yield f"byte {at:,}: {_hexadecimal(page.body, at)} should be {_hexadecimal(should_be.body, at)}{sizes}"


def _is_text(page: PublicObject) -> bool:
    kind = page.content_type.partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))


def _around(body: bytes, at: int) -> str:
    text = body[max(0, at - _SHOWN // 2) : at + _SHOWN].decode(errors="replace")
    return f"{text!r}" if text else "nothing"


def _hexadecimal(body: bytes, at: int) -> str:
    return body[at : at + 4].hex(" ") or "nothing"


def _about_headers(should_be: PublicObject, page: PublicObject) -> Iterator[str]:
    yield from _named("content type", should_be.content_type, page.content_type)
    yield from _named("cache lifetime", should_be.cache_control, page.cache_control)
    yield from _about_metadata(should_be.metadata, page.metadata)


def _about_metadata(should_be: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*should_be, *found}):
        yield from _named(name, should_be.get(name, ""), found.get(name, ""))


def _named(name: str, should_be: str, found: str) -> Iterator[str]:
    if found != should_be:
        yield f"{name} {found!r} should be {should_be!r}" if found else f"{name} is missing: should be {should_be!r}"
