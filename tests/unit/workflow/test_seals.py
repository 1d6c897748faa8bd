"""Seals: what was closed here for this purpose opens, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.workflow.seals import Seal
from tests.unit.workflow.test_cursors import NEW, OLD, Ring


def a_seal(*keys: bytes, purpose: bytes = b"a test:", longest: int = 300) -> Seal:
    """A seal of a process that knows these keys."""
    return Seal(Ring(*(keys or (OLD,))), purpose, longest)


@given(st.binary(max_size=150))
def test_what_is_closed_opens_as_it_was(payload: bytes) -> None:
    """Any bytes, as text that can stand in an address."""
    text = a_seal().close(payload)

    assert a_seal().open(text) == payload
    assert not set(text) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_the_same_payload_is_the_same_text() -> None:
    """Until the key is replaced."""
    assert a_seal().close(b"x") == a_seal().close(b"x") != a_seal(NEW).close(b"x")


@pytest.mark.parametrize(
    "other", [a_seal(NEW), a_seal(purpose=b"another:"), a_seal(longest=10)], ids=["key", "purpose", "length"]
)
def test_a_seal_of_another_kind_does_not_open_it(other: Seal) -> None:
    """Of another key or purpose; and a text longer than any that was closed is not even looked at."""
    assert other.open(a_seal().close(b"payload")) is None


def test_a_replaced_key_goes_on_opening_what_it_closed() -> None:
    """The first key signs, all are accepted."""
    text = a_seal(OLD).close(b"x")
    both = a_seal(NEW, OLD)

    assert both.open(text) == b"x"
    assert both.close(b"x") == a_seal(NEW).close(b"x")


@pytest.mark.parametrize("text", ["", ".", "a", "a.b", "ñ.ñ", "\ud800", "a.b.c"])
def test_what_was_never_closed_does_not_open(text: str) -> None:
    """Nor does it raise."""
    assert a_seal().open(text) is None
