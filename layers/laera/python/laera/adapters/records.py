"""How a table keeps an item: the limits of DynamoDB, whole seconds, and the body as one JSON text."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from laera.workflow.ports import Item

LARGEST_PARTITION_KEY = 2048
LARGEST_SORT_KEY = 1024
LARGEST_BODY = 390 * 1024
"""Bytes of UTF-8. An item may be 400 KB with its keys and attribute names."""


@dataclass(frozen=True, slots=True)
class Record:
    """The stored form of an item, without its keys. Equal items have equal records."""

    rev: int
    body: str
    expires: int | None

    @classmethod
    def of(cls, item: Item) -> Self:
        """The record of an item; ValueError when a table could not keep it unchanged."""
        for name, value, largest in (("pk", item.pk, LARGEST_PARTITION_KEY), ("sk", item.sk, LARGEST_SORT_KEY)):
            if not 1 <= len(value.encode()) <= largest:
                raise ValueError(f"{name} {value[:80]!r}: a record needs a key of 1 to {largest} bytes")
        body = json.dumps(item.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        if len(body.encode()) > LARGEST_BODY:
            raise ValueError(f"{item.pk} {item.sk}: the body is larger than {LARGEST_BODY} bytes; keep text in S3")
        return cls(item.rev, body, int(item.expires.timestamp()) if item.expires is not None else None)

    def item(self, pk: str, sk: str) -> Item:
        """The item again."""
        expires = datetime.fromtimestamp(self.expires, UTC) if self.expires is not None else None
        return Item(pk, sk, self.rev, json.loads(self.body), expires)


def stretch_of(
    order: Sequence[str], after: str | None, lowest: str | None, highest: str | None, *, newest_first: bool
) -> tuple[int, int]:
    """The part of sorted keys that a query is about, as `Table.query` has it: from the first index up to the second.

    The second may lie before the first: then there is none.
    """
    start = 0 if lowest is None else bisect_left(order, lowest)
    end = len(order) if highest is None else bisect_right(order, highest)
    if after is not None and newest_first:
        end = min(end, bisect_left(order, after))
    elif after is not None:
        start = max(start, bisect_right(order, after))
    return start, end
