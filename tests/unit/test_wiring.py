"""The parts of a process and the one clock that all of them go by."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from laera import wiring
from laera.adapters.clock import SystemClock
from laera.adapters.memory import FrozenClock
from tests.unit.test_settings import COMPLETE

PARTS = (
    wiring.settings,
    wiring.client,
    wiring.press,
    wiring.photo_desk,
    wiring.listings,
    wiring.previews,
    wiring.key_ring,
    wiring.search_desk,
)


@pytest.fixture(autouse=True)
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process with every setting, its parts not made yet; afterwards as if nothing had been."""
    for name, value in {**COMPLETE, "AWS_DEFAULT_REGION": "eu-west-1"}.items():
        monkeypatch.setenv(name, value)
    for part in PARTS:
        part.cache_clear()
    yield
    monkeypatch.undo()
    wiring.use_clock(SystemClock())
    for part in PARTS:
        part.cache_clear()


def test_without_a_word_time_is_the_machine_s() -> None:
    """As in the cloud."""
    assert isinstance(wiring.clock(), SystemClock)
    assert isinstance(wiring.press().clock, SystemClock)


def test_a_clock_that_was_given_is_every_desk_s() -> None:
    """Also of those that were made before."""
    before = wiring.press()
    clock = FrozenClock(datetime(2026, 1, 31, tzinfo=UTC))

    wiring.use_clock(clock)

    assert wiring.clock() is clock
    assert wiring.press() is not before
    assert wiring.press().clock is clock
    assert wiring.photo_desk()._clock is clock
    assert wiring.listings()._current_site._clock is clock
    assert wiring.search_desk()._current_site._clock is clock
