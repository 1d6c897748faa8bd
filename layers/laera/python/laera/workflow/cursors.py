"""Cursors: where a reader's list goes on, sealed so that nobody can make one up or carry it to another list."""

import json
from datetime import datetime

from laera.errors import CursorError
from laera.workflow.ports import Clock
from laera.workflow.seals import KeyRing, Seal

LONGEST_CURSOR = 512
"""Characters; nothing longer was ever signed, so nothing longer is looked at."""

_DAY = 86_400
_PURPOSE = b"laera listing cursor 1:"


class Cursors:
    """Signs and reads cursors. One works for at least a day, and for less than two.

    Expiry falls on midnight UTC, so the same list has the same cursor, and its answer the same ETag, all day long.
    """

    def __init__(self, ring: KeyRing, clock: Clock) -> None:
        self._seal = Seal(ring, _PURPOSE, LONGEST_CURSOR)
        self._clock = clock

    def sign(self, fingerprint: str, after: str) -> str:
        """A cursor that goes on behind `after` in the list that `fingerprint` names."""
        return self._seal.close(json.dumps([_expiry(self._clock.now()), fingerprint, after]).encode())

    def read(self, cursor: str, fingerprint: str) -> str:
        """Where to go on; CursorError unless it was signed here, for this list, and not long ago."""
        payload = self._seal.open(cursor)
        if payload is None:
            raise CursorError("this is not a cursor of this paper")
        expires, signed_for, after = json.loads(payload)
        if signed_for != fingerprint:
            raise CursorError("this cursor belongs to another list")
        if self._clock.now().timestamp() >= expires:
            raise CursorError("this cursor has expired")
        return str(after)


def _expiry(now: datetime) -> int:
    return (int(now.timestamp()) // _DAY + 2) * _DAY
