"""Keys from Secrets Manager, fetched when first needed."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from laera.adapters.aws_errors import named
from laera.errors import SecretUnavailableError
from laera.workflow.ports import Clock

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

KEPT = timedelta(minutes=5)
"""How long keys are used before they are fetched again."""

ASKED_AGAIN = timedelta(seconds=30)
"""How often, at most, an unknown signature makes us ask for newer keys: whoever sends rubbish cannot run up a bill."""

SHORTEST_KEY = 16


class SecretKeyRing:
    """The key ring in one secret: a plain string, or JSON `{"current": "…", "previous": "…"}` while keys are replaced.

    The client is made when the first key is needed. When a fetch fails, keys fetched before serve on.
    """

    def __init__(self, client: Callable[[], "SecretsManagerClient"], secret: str, clock: Clock) -> None:
        self._client = client
        self._secret = secret
        self._clock = clock
        self._keys: tuple[bytes, ...] = ()
        self._fetched: datetime | None = None

    def known(self) -> Sequence[bytes]:
        """The keys, at most `KEPT` old; SecretUnavailableError when they could never be fetched."""
        return self._keys_no_older_than(KEPT)

    def renewed(self) -> Sequence[bytes]:
        """The keys, at most `ASKED_AGAIN` old."""
        return self._keys_no_older_than(ASKED_AGAIN)

    def _keys_no_older_than(self, age: timedelta) -> tuple[bytes, ...]:
        now = self._clock.now()
        if self._fetched is None or not timedelta(0) <= now - self._fetched < age:
            try:
                self._keys = _keys_of(self._fetch())
            except SecretUnavailableError:
                if not self._keys:
                    raise
            self._fetched = now
        return self._keys

    def _fetch(self) -> str:
        with named(SecretUnavailableError):
            return self._client().get_secret_value(SecretId=self._secret)["SecretString"]


def _keys_of(text: str) -> tuple[bytes, ...]:
    """The keys of a secret, the signing one first."""
    try:
        ring = json.loads(text) if text.startswith("{") else {"current": text}
        keys = tuple(ring[name].encode() for name in ("current", "previous") if ring.get(name))
    except (ValueError, AttributeError) as error:
        raise SecretUnavailableError(
            "the secret of the cursors is neither a key nor JSON with current and previous"
        ) from error
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise SecretUnavailableError(f"the secret of the cursors needs keys of {SHORTEST_KEY} characters or more")
    return keys
