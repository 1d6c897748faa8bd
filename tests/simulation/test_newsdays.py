"""Whatever happens to the press, the site comes to be what the bucket says."""

import os

import pytest

from laera.domain.receipts import Outcome
from laera.errors import ContestedError
from laera.rendering.pages import PageRenderer
from laera.workflow.receipts import receipt_on_file
from tests.simulation.newsdays import KEYS, Newsday, everything_in

SEEDS = int(os.environ.get("LAERA_SEEDS", "240"))
PORTIONS = 8


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("portion", range(PORTIONS))
def test_the_site_follows_the_bucket_whatever_happens(renderer: PageRenderer, portion: int) -> None:
    """Edits at once, lost, repeated and reordered events, processes dying at any call: the site still comes right."""
    for seed in range(portion, SEEDS, PORTIONS):
        day = Newsday(seed, renderer)
        for _ in range(day.rng.randint(3, 12)):
            for _ in range(day.rng.randint(1, 3)):
                day.edit()
            if day.rng.random() < 0.8:
                day.deliver()
            if day.rng.random() < 0.3:
                day.deliver_lists()
            assert not day.leaks(), f"seed {seed}: {day.leaks()}"
        day.settle()
        assert all(isinstance(fault, ContestedError) for fault in day.faults), (seed, day.faults)
        is_site, must_be = everything_in(day.site), day.reference()
        if day.has_erased:  # where an erased version once stood, no one but the site remembers: 410 or 301, not nothing
            is_site = {key: page for key, page in is_site.items() if key in must_be or not day.site.is_a_sign(key)}
        different = sorted(key for key in is_site.keys() | must_be if is_site.get(key) != must_be.get(key))
        assert not different, f"seed {seed}: {different}"
        for key in KEYS:
            newest = next(iter(day.content.versions(key)), None)
            if newest is not None:
                receipt = receipt_on_file(day.table, key, newest.version_id)
                assert receipt is not None, f"seed {seed}: no receipt for {key} {newest.version_id}"
                assert receipt.outcome is not Outcome.SUPERSEDED, f"seed {seed}: {key}"
