"""The key ring in a secret: fetched when needed, renewed now and then, and kept when it cannot be renewed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from laera.adapters.memory import FrozenClock
from laera.adapters.secrets import ASKED_AGAIN, KEPT, SHORTEST_KEY, SecretKeyRing
from laera.errors import SecretUnavailableError

OLD, NEW = "o" * 32, "n" * 32
MORNING = datetime(2026, 1, 31, 12, tzinfo=UTC)


class Secrets:
    """Secrets Manager as far as a key ring sees it: one secret, which may be out of reach."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.fetches = 0
        self.is_down = False

    def __call__(self) -> Any:  # noqa: ANN401 - stands for the SDK's client and for its making
        """The client."""
        return self

    def get_secret_value(self, SecretId: str) -> dict[str, str]:  # noqa: N803 - the SDK's name
        """The secret's text."""
        assert SecretId == "the-secret"
        self.fetches += 1
        if self.is_down:
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": ""}}, "GetSecretValue")
        return {"SecretString": self.text}


def ring(secrets: Secrets) -> tuple[SecretKeyRing, FrozenClock]:
    """A ring on the secret, and its clock."""
    clock = FrozenClock(MORNING)
    return SecretKeyRing(secrets, "the-secret", clock), clock


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (OLD, [OLD]),
        (f'{{"current": "{NEW}"}}', [NEW]),
        (f'{{"current": "{NEW}", "previous": "{OLD}"}}', [NEW, OLD]),
        (f'{{"previous": "{OLD}", "current": "{NEW}"}}', [NEW, OLD]),
        (f'{{"current": "{NEW}", "previous": ""}}', [NEW]),
    ],
)
def test_the_signing_key_comes_first(text: str, keys: list[str]) -> None:
    """One generated string, or a current and a previous key."""
    keyring, _ = ring(Secrets(text))

    assert keyring.known() == tuple(key.encode() for key in keys)


@pytest.mark.parametrize("text", ["", "short", "{", "{}", '{"current": 7}', '{"current": "short"}', '["x"]'])
def test_a_secret_without_a_usable_key_is_refused(text: str) -> None:
    """A key that could be guessed is worse than no cursor; the error never repeats the secret."""
    keyring, _ = ring(Secrets(text))

    with pytest.raises(SecretUnavailableError) as refusal:
        keyring.known()
    assert "short" not in str(refusal.value)
    assert SHORTEST_KEY >= 16


def test_keys_are_fetched_once_and_again_after_a_while() -> None:
    """A replaced key is known everywhere within minutes, and a request rarely waits for it."""
    secrets = Secrets(OLD)
    keyring, clock = ring(secrets)
    assert secrets.fetches == 0

    keyring.known()
    clock.advance(KEPT - timedelta(seconds=1))
    keyring.known()
    assert secrets.fetches == 1

    secrets.text = NEW
    clock.advance(timedelta(seconds=1))
    assert keyring.known() == (NEW.encode(),)


def test_unknown_signatures_do_not_run_up_a_bill() -> None:
    """However many cursors are rubbish, the secret is asked for again twice a minute at most."""
    secrets = Secrets(OLD)
    keyring, clock = ring(secrets)
    keyring.known()
    secrets.text = NEW

    for _ in range(100):
        keyring.renewed()
    assert secrets.fetches == 1
    clock.advance(ASKED_AGAIN)
    for _ in range(100):
        assert keyring.renewed() == (NEW.encode(),)
    assert secrets.fetches == 2


def test_known_keys_serve_on_while_the_secret_is_out_of_reach() -> None:
    """A hiccup of Secrets Manager stops nobody from reading on, except in a process that never had a key."""
    secrets = Secrets(OLD)
    keyring, clock = ring(secrets)
    keyring.known()
    secrets.is_down = True
    clock.advance(KEPT)

    assert keyring.known() == (OLD.encode(),)
    with pytest.raises(SecretUnavailableError):
        ring(secrets)[0].known()
