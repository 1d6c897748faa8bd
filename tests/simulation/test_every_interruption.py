"""Between any two calls of a handler somebody else acts and is served: the site still comes to be what the bucket says.

Faults come by lot on newsdays; here every moment has its turn, so a race that needs one certain moment cannot hide.
"""

import pytest

from laera.rendering.pages import PageRenderer
from tests.simulation.newsdays import everything_in
from tests.simulation.rehearsals import Rehearsal, calls_of, interrupted
from tests.simulation.rivals import OF_THE_PAPER, RIVALS
from tests.simulation.scenarios import SCENARIOS, Act, Scenario
from tests.simulation.test_every_crash import prepared

LATER = 10**6
# Where two handlers can meet at the same page, record, address or list; the others repeat these.
MEETINGS = (
    "new",
    "rename",
    "restore",
    "erase the newest version",
    "another address is wanted twice",
    "takeover",
    "a translation",
    "a day comes between two",
    "a decided front loses its story",
    "the photograph comes after its story",
    "the photograph within a text comes after its story",
)

# Where somebody may be at the paper itself meanwhile.
UNDER_WAY = ("new", "a pin comes to its end")


def rivals_of(scenario: Scenario) -> tuple[tuple[str, Act], ...]:
    """Who may act between the calls of this scenario."""
    of_the_story = RIVALS if scenario.name in MEETINGS else ()
    return (*of_the_story, *(OF_THE_PAPER if scenario.name in UNDER_WAY else ()))


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load(can_search=True)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "scenario", [one for one in SCENARIOS if any(rivals_of(one))], ids=lambda scenario: scenario.name
)
def test_no_moment_is_a_bad_one_for_a_rival(renderer: PageRenderer, scenario: Scenario) -> None:
    """Repeats, edits, renames, holds, deletions and erased versions, at every call: pages and fronts come right.

    So they do where the paper, its section or its home front change under way.
    """
    room = prepared(renderer, scenario)
    _, calls = calls_of(room)
    for name, act in rivals_of(scenario):
        expected = interrupted(room, LATER, act).undisturbed()
        for at in (*range(len(calls)), LATER):
            wrongs = wrongs_of(room, at, act, expected)
            assert not wrongs, f"{scenario.name}: a rival {name} before call {at}: {wrongs}"


def wrongs_of(room: Rehearsal, at: int, act: Act, expected: dict[str, bytes]) -> list[str]:
    """What a rival at this moment leaves wrong; signs of which the bucket knows nothing may stay."""
    end = interrupted(room, at, act)
    is_site = everything_in(end.site)
    different = sorted(key for key in is_site.keys() | expected if is_site.get(key) != expected.get(key))
    return [*end.wrongs, *(key for key in different if key in expected or not end.site.is_a_sign(key))]
