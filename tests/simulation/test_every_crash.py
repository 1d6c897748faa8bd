"""Every port call of every scenario fails once in every way it can, and the paper comes out the same."""

import pytest

from laera.rendering.pages import PageRenderer
from tests.simulation.crawler import Crawler
from tests.simulation.editing import URL
from tests.simulation.newsdays import everything_in
from tests.simulation.rehearsals import SITE, Fault, Rehearsal, calls_of, struck
from tests.simulation.scenarios import SCENARIOS, Scenario


@pytest.fixture(scope="module")
def renderer() -> PageRenderer:
    """The real templates."""
    return PageRenderer.load(can_search=True)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_paper_comes_out_the_same_whichever_call_fails(renderer: PageRenderer, scenario: Scenario) -> None:
    """Crashes, refusals, lost answers and lost races at any call: after redelivery nothing tells that they were."""
    room = prepared(renderer, scenario)
    end, calls = calls_of(room)
    assert not end.wrongs
    expected = end.essence()
    faults = [(at, fault) for at, call in enumerate(calls) for fault in Fault if fault.can_meet(*call)]
    assert {at for at, _ in faults} == set(range(len(calls)))
    assert {fault for _, fault in faults} >= set(Fault) - {Fault.TOO_LATE}
    for at, fault in faults:
        struck_room = struck(room, at, fault)
        said = f"call {at} of {scenario.name}, {'.'.join(calls[at])}: {fault.value}"
        assert scenario.is_disaster or not struck_room.wrongs, (said, struck_room.wrongs)
        essence = struck_room.essence()
        different = sorted(name for name in essence.keys() | expected if essence.get(name) != expected.get(name))
        assert not different, (said, different)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_press_set_up_anew_makes_the_same_site(renderer: PageRenderer, scenario: Scenario) -> None:
    """What stands at the end follows from the bucket, not from the way there; only signs may remember more.

    No link is broken there, and versions in other languages name each other.
    """
    end, _ = calls_of(prepared(renderer, scenario))
    assert Crawler(end.site, URL).faults() == []
    is_site, must_be = everything_in(end.site), end.undisturbed()
    if scenario.is_remembered_by_site:
        is_site = {key: page for key, page in is_site.items() if key in must_be or not end.site.is_a_sign(key)}
    assert not sorted(key for key in is_site.keys() | must_be if is_site.get(key) != must_be.get(key))


def prepared(renderer: PageRenderer, scenario: Scenario) -> Rehearsal:
    """The paper before the scenario's act, and the act's first messages waiting."""
    room = Rehearsal(renderer)
    room.put("site.yaml", SITE)
    room.play()
    scenario.before(room)
    room.play()
    assert not room.wrongs
    scenario.act(room)
    return room
