"""Whatever happens to the press, the site comes to be what the bucket says."""

import os

import pytest

from laera.rendering.pages import PageRenderer
from tests.simulation.verdicts import verdict_on

SEEDS = int(os.environ.get("LAERA_SEEDS", "120"))
FIRST_SEED = int(os.environ.get("LAERA_FIRST_SEED", "0"))
PORTIONS = 8


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load(can_search=True)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("portion", range(PORTIONS))
def test_the_site_follows_the_bucket_whatever_happens(renderer: PageRenderer, portion: int) -> None:
    """Edits at once, lost, repeated and reordered events, processes dying at any call: the site still comes right."""
    seeds = range(FIRST_SEED + portion, FIRST_SEED + SEEDS, PORTIONS)
    verdicts = [verdict_on(seed, renderer) for seed in seeds]
    assert not [verdict for verdict in verdicts if verdict]
