"""Previews: an address opens its own page, for seven days, and nothing else does."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.adapters.memory import FrozenClock, MemoryReceipts
from laera.workflow.cursors import Cursors
from laera.workflow.ports import Version
from laera.workflow.previews import ADDRESS, PREVIEWS_KEPT, Preview, Previews, preview_ends
from tests.unit.workflow.test_cursors import NEW, OLD, Ring

NOON = datetime(2026, 1, 31, 12, 0, 0, 250_000, tzinfo=UTC)
DRAFT = Version("articles/es/puerto.md", "v000001", NOON, 400)
PAGE = Preview(DRAFT.key, "es", "<!doctype html><p>Ñandú</p>")


def previews(receipts: MemoryReceipts, *keys: bytes, moment: datetime = NOON) -> Previews:
    """The previews as a process with these keys shows them."""
    return Previews(receipts, Ring(*(keys or (OLD,))), FrozenClock(moment))


@pytest.fixture
def kept() -> MemoryReceipts:
    """A bucket with the draft's preview."""
    receipts = MemoryReceipts()
    previews(receipts).file(DRAFT, PAGE)
    return receipts


def token(desk: Previews, version: Version = DRAFT) -> str:
    """The part of an address that opens a preview."""
    path = desk.path(version)
    assert path.startswith(ADDRESS)
    return path.removeprefix(ADDRESS)


def test_an_address_opens_its_page(kept: MemoryReceipts) -> None:
    """As it was filed, letter by letter; and the page lies where no receipt can lie."""
    desk = previews(kept)

    assert desk.open(token(desk)) == PAGE
    (name,) = kept.files
    assert name.startswith("previews/")
    assert not name.endswith((".json", ".txt"))


def test_an_address_is_the_version_s_own(kept: MemoryReceipts) -> None:
    """The same whenever it is asked for, and another for another version or another file of the same version id."""
    later = previews(kept, moment=NOON + timedelta(days=2))

    assert later.path(DRAFT) == previews(kept).path(DRAFT)
    assert len({later.path(it) for it in (DRAFT, replace(DRAFT, version_id="v2"), replace(DRAFT, key="a.md"))}) == 3
    assert later.open(token(later, replace(DRAFT, version_id="v2"))) is None


@pytest.mark.parametrize(("seconds", "is_shown"), [(-1, True), (0, False), (1, False)])
def test_an_address_ends_seven_days_after_the_upload(kept: MemoryReceipts, seconds: int, *, is_shown: bool) -> None:
    """To the second, by the clock of whoever is asked."""
    ends = preview_ends(DRAFT)
    desk = previews(kept, moment=ends + timedelta(seconds=seconds))

    assert ends == NOON.replace(microsecond=0) + PREVIEWS_KEPT
    assert (desk.open(token(desk)) is not None) is is_shown


def test_an_address_outlives_the_key_it_was_signed_with_while_that_is_accepted(kept: MemoryReceipts) -> None:
    """While a key is replaced both open; then the old one no more."""
    old = token(previews(kept, OLD))

    assert previews(kept, NEW, OLD).open(old) == PAGE
    assert previews(kept, NEW).open(old) is None


def test_a_cursor_is_no_preview_and_a_preview_no_cursor(kept: MemoryReceipts) -> None:
    """Both are signed with the same keys, each for its own purpose, even when they say the same."""
    desk = previews(kept)
    address = token(desk)
    payload = address.partition(".")[0]
    ends, name = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert desk.open(address) is not None

    cursor = Cursors(Ring(OLD), FrozenClock(NOON)).sign(name, str(ends))

    assert desk.open(cursor) is None


@given(st.integers(min_value=0, max_value=79), st.sampled_from("AZaz09-_.="))
def test_one_letter_off_opens_nothing(place: int, letter: str) -> None:
    """A token is believed whole or not at all."""
    receipts = MemoryReceipts()
    desk = previews(receipts)
    desk.file(DRAFT, PAGE)
    good = token(desk)
    place %= len(good)
    bad = good[:place] + letter + good[place + 1 :]

    assert desk.open(bad) == (PAGE if bad == good else None)


@given(st.text(max_size=300))
def test_no_text_is_an_address_by_chance(text: str) -> None:
    """Whatever is asked for, the answer is nothing."""
    assert previews(MemoryReceipts()).open(text) is None


def test_a_page_filed_again_takes_the_place_of_the_first(kept: MemoryReceipts) -> None:
    """The same version rehearsed anew, as after a change of site.yaml."""
    desk = previews(kept)
    desk.file(DRAFT, replace(PAGE, page="<p>Again</p>"))

    assert desk.open(token(desk)) == replace(PAGE, page="<p>Again</p>")
    assert len(kept.files) == 1
