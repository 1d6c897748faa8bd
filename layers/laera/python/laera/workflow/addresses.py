"""Addresses: each path belongs to one upload, claimed by a conditional write.

The claim that was made first wins, and "first" is read from the bucket (when the upload's version with that path
arrived), not from who asked sooner: so the same bucket always gives the same owners. Whoever is turned away waits in the
claim itself and is told when the owner leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from laera.domain.listings import stamp
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.ports import Item, Table

_ATTEMPTS = 8
_LONGEST_LINE = 20
OWNER = "OWNER"


class Use(StrEnum):
    """What an owner does with an address. Only a page keeps others out."""

    PAGE = "page"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claim: `owner` is who has the address now; `told` are keys that should be looked at again."""

    owner: str
    told: Sequence[str] = ()


def claim(table: Table, path: str, key: str, use: Use, since: datetime) -> Claim:
    """Ask for an address. Asking again changes nothing; a refusal puts the key in line for it."""
    for _ in range(_ATTEMPTS):
        item = table.get(f"ADDRESS#{path}", OWNER)
        body, answer = _decide(item, key, use, stamp(since))
        if item and body == item.body:
            return answer
        try:
            table.put(Item(f"ADDRESS#{path}", OWNER, item.rev + 1 if item else 1, body), item.rev if item else None)
        except PreconditionLostError:
            continue
        return answer
    raise ContestedError(f"the address {path} keeps changing hands")


def refusal(table: Table, path: str, key: str, since: datetime) -> str | None:
    """The owner for whom a key already waits in line, None when asking for the address may change something."""
    item = table.get(f"ADDRESS#{path}", OWNER)
    if item is None or key not in item.body["waiting"]:
        return None
    body, answer = _decide(item, key, Use.PAGE, stamp(since))
    return answer.owner if answer.owner != key and body == item.body else None


def _decide(item: Item | None, key: str, use: Use, since: str) -> tuple[dict[str, Any], Claim]:
    mine: dict[str, Any] = {"owner": key, "use": use.value, "since": since, "waiting": []}
    if item is None:
        return mine, Claim(key)
    theirs: dict[str, Any] = dict(item.body)
    waiting = [other for other in theirs["waiting"] if other != key]
    if theirs["owner"] == key:
        if use is Use.PAGE:
            return {**mine, "waiting": waiting}, Claim(key)
        return mine, Claim(key, told=tuple(waiting))
    senior = (since, key) < (theirs["since"], theirs["owner"])
    if use is Use.PAGE and (theirs["use"] != Use.PAGE or senior):
        return {**mine, "waiting": [*waiting, theirs["owner"]]}, Claim(key, told=(theirs["owner"],))
    if use is Use.PAGE and key not in theirs["waiting"]:
        return {**theirs, "waiting": [*waiting, key][:_LONGEST_LINE]}, Claim(str(theirs["owner"]))
    return theirs, Claim(str(theirs["owner"]))
