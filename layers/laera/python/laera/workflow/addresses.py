"""Addresses: each path belongs to one upload, claimed by a conditional write.

Among those who want a page there, the claim that was made first wins, and "first" is read from the bucket (when the
upload's version with that path arrived), not from who asked sooner: so the same bucket always gives the same owners.
Whoever is turned away waits in the claim itself and is told when the owner leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from laera.domain.listings import stamp
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.ports import Item, Table

_ATTEMPTS = 8
_LONGEST_LINE = 100
OWNER = "OWNER"


class Use(StrEnum):
    """What a key wants with an address. A page goes before a redirect, that before a tombstone; free: given up."""

    PAGE = "page"
    MOVED = "moved"
    GONE = "gone"
    FREE = "free"


_RANKS = {Use.PAGE: 0, Use.MOVED: 1, Use.GONE: 2, Use.FREE: 3}


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claim: `owner` is who has the address now.

    `others` are the keys that want it too: who lost it, or waits for it. They are named to an owner every time, so that
    none is forgotten when a press dies before telling them; `is_new` says that the claim changed something for them.
    """

    owner: str
    others: Sequence[str] = ()
    is_new: bool = False


def claim(table: Table, path: str, key: str, use: Use, since: datetime) -> Claim:
    """Ask for an address. Asking again changes nothing; who is refused stands in line for it."""
    for _ in range(_ATTEMPTS):
        item = table.get(f"ADDRESS#{path}", OWNER)
        body, answer = _decide(item, key, use, stamp(since))
        if item and body == item.body:
            return answer
        try:
            table.put(Item(f"ADDRESS#{path}", OWNER, item.rev + 1 if item else 1, body), item.rev if item else None)
        except PreconditionLostError:
            continue
        return replace(answer, is_new=True)
    raise ContestedError(f"the address {path} keeps changing hands")


def refusal(table: Table, path: str, key: str, since: datetime) -> str | None:
    """The owner for whom a key already waits in line, None when asking for the address may change something."""
    item = table.get(f"ADDRESS#{path}", OWNER)
    if item is None:
        return None
    body, answer = _decide(item, key, Use.PAGE, stamp(since))
    return answer.owner if answer.owner != key and body == item.body else None


def owner_of(table: Table, path: str) -> str | None:
    """Whose an address is now; None when nobody has asked for it, or whoever had it gave it up."""
    item = table.get(f"ADDRESS#{path}", OWNER)
    return str(item.body["owner"]) if item and item.body["use"] != Use.FREE else None


def _decide(item: Item | None, key: str, use: Use, since: str) -> tuple[dict[str, Any], Claim]:
    mine: dict[str, Any] = {"owner": key, "use": use.value, "since": since, "waiting": []}
    if item is None:
        return mine, Claim(key)
    theirs: dict[str, Any] = dict(item.body)
    owner = str(theirs["owner"])
    waiting = [other for other in theirs["waiting"] if other != key]
    if owner == key:
        return {**mine, "waiting": waiting}, Claim(key, others=tuple(waiting))
    if (_RANKS[use], since, key) < (_RANKS[Use(theirs["use"])], theirs["since"], owner):
        return {**mine, "waiting": [*waiting, owner]}, Claim(key, others=(owner, *waiting))
    if key in theirs["waiting"]:
        return theirs, Claim(owner)
    return {**theirs, "waiting": [*waiting, key][:_LONGEST_LINE]}, Claim(owner)
