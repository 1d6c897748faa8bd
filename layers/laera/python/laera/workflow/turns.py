"""Turns: a list whose fronts must be set anew though no entry changed, because the clock went on or the paper changed.

A turn is an item of its own for each list. Writing it puts a record into the table's stream, and so the list's fronts
are set on the same road as after any publication.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from laera.domain.listings import stamp
from laera.errors import PreconditionLostError
from laera.workflow.ports import Item, Table

_PREFIX = "TURN#"
_TURN, THOROUGH = "TURN", "THOROUGH"
"""Sort keys of turns: of the everyday one, and of one that also looks at the bytes of what lies there."""
_ATTEMPTS = 3
"""A turn that is not written then is written by the next sweep."""
_FORGOTTEN_AFTER = timedelta(days=8)


def turn(table: Table, pk: str, moment: datetime, reason: str = "", *, is_thorough: bool = False) -> bool:
    """Have the fronts made from a partition set anew; once for each moment and reason. Tells whether it is new."""
    sk = THOROUGH if is_thorough else _TURN
    body = {"moment": stamp(moment), "reason": reason}
    for _ in range(_ATTEMPTS):
        item = table.get(f"{_PREFIX}{pk}", sk)
        if item and item.body == body:
            return False
        rev = item.rev if item else 0
        with suppress(PreconditionLostError):  # somebody else has it turned just now: for this moment, or another
            table.put(Item(f"{_PREFIX}{pk}", sk, rev + 1, body, moment + _FORGOTTEN_AFTER), rev or None)
            return True
    return False


def turn_again(table: Table, pk: str, moment: datetime) -> None:
    """Have the fronts made from a partition set anew even if they just were: whoever set them saw it go on changing."""
    item = table.get(f"{_PREFIX}{pk}", _TURN)
    rev = item.rev + 1 if item else 1
    body = {"moment": stamp(moment), "reason": f"again {rev}"}  # never what it was, or the stream would not tell of it
    with suppress(PreconditionLostError):  # somebody else has it turned just now, and so after this was called
        table.put(Item(f"{_PREFIX}{pk}", _TURN, rev, body, moment + _FORGOTTEN_AFTER), item.rev if item else None)


def turned(pk: str) -> str:
    """The partition that a changed record is about: of a turn the list that it turns, else itself."""
    return pk.removeprefix(_PREFIX)


def is_thorough_turn(pk: str, sk: str) -> bool:
    """Whether a changed record is a turn that asks to look at the bytes as well."""
    return pk.startswith(_PREFIX) and sk == THOROUGH
