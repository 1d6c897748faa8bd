"""Seals: text that goes out into the world and is believed when it comes back, as nobody else can have signed it.

A sealed text is `<payload>.<signature>`, both base64url. The signature is checked, in constant time, before a byte of
the payload is decoded. It is an HMAC-SHA256 over the payload's text, so no second spelling of the same bytes is
accepted, and over the purpose it was sealed for, so nothing can be carried from one purpose to another.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Protocol


class KeyRing(Protocol):
    """The secret keys of seals: the first signs, all are accepted, so a key can be replaced while readers read."""

    def known(self) -> Sequence[bytes]:
        """The keys as they were known a short while ago."""

    def renewed(self) -> Sequence[bytes]:
        """The same, asked for again if that was not done a moment ago: another process may know a newer key."""


class Seal:
    """Seals and opens texts of one purpose, of at most `longest` characters."""

    def __init__(self, ring: KeyRing, purpose: bytes, longest: int) -> None:
        self._ring = ring
        self._purpose = purpose
        self._longest = longest

    def close(self, payload: bytes) -> str:
        """The payload, signed. The same payload under the same key is the same text."""
        encoded = _encoded(payload)
        return f"{encoded.decode()}.{self._signature(self._ring.known()[0], encoded).decode()}"

    def open(self, text: str) -> bytes | None:
        """The payload; None unless it was sealed here for this purpose."""
        payload, _, signature = text.encode(errors="replace").partition(b".")
        if len(text) > self._longest or not self._is_ours(payload, signature):
            return None
        return base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))

    def _is_ours(self, payload: bytes, signature: bytes) -> bool:
        return self._fits(self._ring.known(), payload, signature) or self._fits(
            self._ring.renewed(), payload, signature
        )

    def _fits(self, keys: Sequence[bytes], payload: bytes, signature: bytes) -> bool:
        return any(hmac.compare_digest(self._signature(key, payload), signature) for key in keys)

    def _signature(self, key: bytes, payload: bytes) -> bytes:
        return _encoded(hmac.digest(key, self._purpose + payload, hashlib.sha256))


def _encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
