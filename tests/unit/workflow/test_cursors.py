"""Cursors: only what was signed here, for this list, and lately, is believed."""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.adapters.memory import FrozenClock
from laera.errors import CursorError
from laera.workflow.cursors import LONGEST_CURSOR, Cursors

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
OLD, NEW = b"an old key of the paper", b"a new key of the paper"
SK = "2026-01-31T22:15:00Z#0123456789abcdef"


class Ring:
    """Keys as one process knows them; `newer` is what it would learn by asking again."""

    def __init__(self, *keys: bytes, newer: Sequence[bytes] = ()) -> None:
        self._keys = keys
        self._newer = newer or keys

    def known(self) -> Sequence[bytes]:
        """What it knows."""
        return self._keys

    def renewed(self) -> Sequence[bytes]:
        """What it would know."""
        return self._newer


def cursors(*keys: bytes, moment: datetime = NOON, newer: Sequence[bytes] = ()) -> Cursors:
    """Cursors of a process that knows these keys, at a moment."""
    return Cursors(Ring(*(keys or (OLD,)), newer=newer), FrozenClock(moment))


def test_a_cursor_leads_back_to_its_place() -> None:
    """What was signed for a list is read for that list."""
    assert cursors().read(cursors().sign("list", SK), "list") == SK


def test_a_cursor_of_another_list_is_refused() -> None:
    """A cursor cannot be carried from one query to the next."""
    with pytest.raises(CursorError, match="another list"):
        cursors().read(cursors().sign("list", SK), "another")


def test_a_cursor_is_the_same_all_day() -> None:
    """The answer that holds it keeps its ETag; the next day it is another."""
    morning = cursors(moment=NOON.replace(hour=0)).sign("list", SK)
    evening = cursors(moment=NOON.replace(hour=23, minute=59)).sign("list", SK)
    tomorrow = cursors(moment=NOON + timedelta(days=1)).sign("list", SK)

    assert morning == evening != tomorrow


@pytest.mark.parametrize("hour", range(0, 24, 5))
def test_a_cursor_works_for_a_day_and_not_for_two(hour: int) -> None:
    """A reader who comes back tomorrow at the same hour reads on; later the list has to be begun again."""
    signed_at = NOON.replace(hour=hour)
    token = cursors(moment=signed_at).sign("list", SK)

    assert cursors(moment=signed_at + timedelta(days=1)).read(token, "list") == SK
    with pytest.raises(CursorError, match="expired"):
        cursors(moment=signed_at + timedelta(days=2)).read(token, "list")


def test_a_key_can_be_replaced_while_readers_read() -> None:
    """The previous key's cursors are read, new ones are signed with the current one, a dropped key is worth nothing."""
    token = cursors(OLD).sign("list", SK)

    assert cursors(NEW, OLD).read(token, "list") == SK
    assert cursors(NEW, OLD).sign("list", SK) == cursors(NEW).sign("list", SK)
    with pytest.raises(CursorError):
        cursors(NEW).read(token, "list")


def test_a_process_that_has_not_heard_of_a_new_key_asks_once_more() -> None:
    """Right after a key was replaced no reader is turned away by a process that still knows the old one only."""
    token = cursors(NEW).sign("list", SK)

    assert cursors(OLD, newer=(NEW, OLD)).read(token, "list") == SK


@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    """P4: a cursor that differs in one bit is no cursor, also where base64 has bits to spare."""
    token = bytearray(cursors().sign("list", SK).encode())
    position = data.draw(st.integers(0, len(token) * 8 - 1))
    token[position // 8] ^= 1 << position % 8

    with pytest.raises(CursorError):
        cursors().read(token.decode("latin-1"), "list")


@given(st.text())
def test_no_text_is_a_cursor_by_chance(text: str) -> None:
    """Whatever is sent, surrogates and all, is refused and never raises anything else."""
    with pytest.raises(CursorError):
        cursors().read(text, "list")


@pytest.mark.parametrize("tail", ["=", "==", ".", " ", "\n", "A"])
def test_a_cursor_has_one_spelling(tail: str) -> None:
    """Nothing may be added to it, not even what a decoder would overlook."""
    with pytest.raises(CursorError):
        cursors().read(cursors().sign("list", SK) + tail, "list")


def test_nothing_is_decoded_before_the_signature_is_checked() -> None:
    """A payload that would break the decoder is refused like any other, because it is never decoded."""
    bomb = base64.urlsafe_b64encode(b"[" * 300).decode()
    with pytest.raises(CursorError):
        cursors().read(f"{bomb}.{'A' * 43}", "list")
    with pytest.raises(CursorError):
        cursors().read("A" * (LONGEST_CURSOR + 1), "list")


def test_a_cursor_fits_into_an_address() -> None:
    """It needs no escaping, is short, and shows no more than a place in a public list."""
    token = cursors().sign("f" * 24, SK)
    payload = json.loads(base64.urlsafe_b64decode(token.partition(".")[0] + "=="))

    assert len(token) < 200
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert payload == [int(datetime(2026, 2, 2, tzinfo=UTC).timestamp()), "f" * 24, SK]
