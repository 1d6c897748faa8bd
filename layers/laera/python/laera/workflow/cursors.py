"""Cursors: where a reader's list goes on, signed so that nobody can make one up or carry it to another list.

A cursor is `<payload>.<signature>`, both base64url. The signature is checked, in constant time, before a byte of the
payload is decoded. It is an HMAC-SHA256 over the payload's text, so no second spelling of the same bytes is accepted.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from laera.errors import CursorError
from laera.workflow.ports import Clock

LONGEST_CURSOR = 512
"""Characters; nothing longer was ever signed, so nothing longer is looked at."""

_DAY = 86_400
_PURPOSE = b"laera listing cursor 1:"


class KeyRing(Protocol):
    """The secret keys of cursors: the first signs, all are accepted, so a key can be replaced while readers read."""

    def known(self) -> Sequence[bytes]:
        """The keys as they were known a short while ago."""

    def renewed(self) -> Sequence[bytes]:
        """The same, asked for again if that was not done a moment ago: another process may know a newer key."""


class Cursors:
    """Signs and reads cursors. One works for at least a day, and for less than two.

    Expiry falls on midnight UTC, so the same list has the same cursor, and its answer the same ETag, all day long.
    """

    def __init__(self, ring: KeyRing, clock: Clock) -> None:
        self._ring = ring
        self._clock = clock

    def sign(self, fingerprint: str, after: str) -> str:
        """A cursor that goes on behind `after` in the list that `fingerprint` names."""
        payload = _encoded(json.dumps([_expiry(self._clock.now()), fingerprint, after]).encode())
        return f"{payload.decode()}.{_signature(self._ring.known()[0], payload).decode()}"

    def read(self, cursor: str, fingerprint: str) -> str:
        """Where to go on; CursorError unless it was signed here, for this list, and not long ago."""
        payload, _, signature = cursor.encode(errors="replace").partition(b".")
        if len(cursor) > LONGEST_CURSOR or not self._is_ours(payload, signature):
            raise CursorError("this is not a cursor of this paper")
        expires, signed_for, after = json.loads(base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)))
        if signed_for != fingerprint:
            raise CursorError("this cursor belongs to another list")
        if self._clock.now().timestamp() >= expires:
            raise CursorError("this cursor has expired")
        return str(after)

    def _is_ours(self, payload: bytes, signature: bytes) -> bool:
        return _fits(self._ring.known(), payload, signature) or _fits(self._ring.renewed(), payload, signature)


def _fits(keys: Sequence[bytes], payload: bytes, signature: bytes) -> bool:
    return any(hmac.compare_digest(_signature(key, payload), signature) for key in keys)


def _expiry(now: datetime) -> int:
    return (int(now.timestamp()) // _DAY + 2) * _DAY


def _signature(key: bytes, payload: bytes) -> bytes:
    return _encoded(hmac.digest(key, _PURPOSE + payload, hashlib.sha256))


def _encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
