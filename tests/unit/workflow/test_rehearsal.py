"""Rehearsals: what a preview says publishing would touch is what publishing then touches, and a rehearsal nothing."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laera.adapters.memory import MemoryReceipts, MemorySite, MemoryTable
from laera.adapters.overlay import OverlayStage
from laera.domain.receipts import Outcome, Touched
from laera.domain.site import path_of
from laera.workflow.embargoes import release_due
from laera.workflow.papers import Paper
from laera.workflow.ports import Item, Observed, PublicObject
from laera.workflow.press import Press
from laera.workflow.rehearsal import Rehearsals
from tests.unit.imaging.pictures import encoded, landscape
from tests.unit.workflow.desk import ENGLISH, KEY, NOON, OTHER, PATH, Desk, a_paper, manuscript, renderer

Everything = dict[str, tuple[bytes, dict[str, str]]]


def noticed(before: Everything, after: Everything) -> Touched:
    """What a reader with a list of all addresses would notice; photographs are part of pages, not pages."""

    def answer(site: Everything, key: str) -> int:
        status = int(site[key][1].get("laera-status", "200")) if key in site else 404
        return {404: 0, 410: 0, 301: 1, 200: 2}[status]

    keys = [key for key in after if before.get(key) != after[key] and not key.startswith("media/")]
    added = sorted(path_of(key) for key in keys if answer(before, key) < answer(after, key))
    removed = sorted(path_of(key) for key in keys if answer(before, key) > answer(after, key))
    same = [key for key in keys if answer(before, key) == answer(after, key) > 0]
    return Touched(tuple(added), tuple(sorted(map(path_of, same))), tuple(removed))


def predicted_and_done(desk: Desk, key: str, **matter: str) -> tuple[Touched, Touched]:
    """A draft's prediction, and what its publication then did."""
    draft = desk.upload(key, manuscript(**{**matter, "draft": "true"}))
    assert (draft.outcome, draft.trouble) == (Outcome.DRAFT, None)
    assert draft.would_touch is not None, draft
    before = desk.everything()

    receipt = desk.upload(key, manuscript(**matter))

    assert receipt.outcome is Outcome.PUBLISHED, receipt
    return draft.would_touch, noticed(before, desk.everything())


TAGGED = {"tags": "[puerto, mareas]", "byline": "Ana Ríos"}
Before = Callable[[Desk], object]


def nothing(desk: Desk) -> None:
    """A paper without stories."""


def others(desk: Desk) -> None:
    """Two stories of that day, in its section and under its tag."""
    desk.upload(OTHER, manuscript("Otro", tags="[puerto]", byline="Ana Ríos"))
    desk.upload("articles/es/tercero.md", manuscript("Tercero", tags="[mareas]"))


def itself(desk: Desk) -> None:
    """The story is live."""
    others(desk)
    desk.upload(KEY, manuscript(**TAGGED))


def translated(desk: Desk) -> None:
    """Its translation is live."""
    others(desk)
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="harbour"))


def in_two_languages(desk: Desk) -> None:
    """It is live, and so is its translation."""
    translated(desk)
    desk.upload(KEY, manuscript(translation_key="harbour"))


def awaited(desk: Desk) -> None:
    """It is live, and another story waits for its address."""
    itself(desk)
    desk.upload(OTHER, manuscript("Otro", slug="puerto"))


def many(desk: Desk) -> None:
    """More newer stories than any front shows."""
    for number in range(45):
        desk.upload(
            f"articles/es/{number}.md", manuscript(f"Nota {number}", published=f"2026-01-30T10:{number}:00-03:00")
        )


def awaited_by_a_front(desk: Desk) -> None:
    """The home front is to lead with it as soon as it runs, however old it is."""
    many(desk)
    desk.upload("fronts/es/home.yaml", f"lead: {KEY}\n".encode())


def photographed(desk: Desk) -> None:
    """A photograph is there that no story uses."""
    desk.upload("media/puerto.jpg", encoded(landscape(64, 48)))


def used(desk: Desk) -> None:
    """A photograph is there, and public."""
    photographed(desk)
    desk.upload(OTHER, manuscript("Otro", photograph="{src: media/puerto.jpg, alt: El puerto}"))


def withdrawn(desk: Desk) -> None:
    """The story was live and was deleted."""
    itself(desk)
    desk.delete(KEY)


def left(desk: Desk) -> None:
    """Another story stood where this one wants to stand, and moved on."""
    desk.upload(OTHER, manuscript("Otro", slug="puerto"))
    desk.upload(OTHER, manuscript("Otro", slug="otro"))


CASES: dict[str, tuple[Before, str, dict[str, str]]] = {
    "the first story of all": (nothing, KEY, TAGGED),
    "a new story": (others, KEY, TAGGED),
    "one without a tag": (others, KEY, {}),
    "one with a new tag and byline": (others, KEY, {"tags": "[nueva]", "byline": "Nadie Antes"}),
    "one of a new day": (others, KEY, {"published": "2025-03-04T09:00:00-03:00"}),
    "one of a day between": (withdrawn, OTHER, {"published": "2026-01-29T09:00:00-03:00"}),
    "one older than fronts go back": (many, KEY, {"published": "2026-01-02T09:00:00-03:00"}),
    "one that a front is to lead with": (awaited_by_a_front, KEY, {"published": "2026-01-02T09:00:00-03:00"}),
    "one of another section": (others, KEY, {"section": "culture"}),
    "one in the other language": (others, ENGLISH, TAGGED),
    "a translation": (translated, KEY, {"translation_key": "harbour"}),
    "a translation, re-slugged": (translated, ENGLISH, {"translation_key": "harbour", "slug": "port"}),
    "one with aliases": (others, KEY, {"aliases": "[/viejo/puerto, /nota/7]"}),
    "one with a correction": (others, KEY, {"corrections": "[{date: 2026-01-31, text: Eran tres barcos}]"}),
    "one with an update": (others, KEY, {"updated": "2026-01-31T08:00:00-03:00"}),
    "one that will expire": (others, KEY, {"expires": "2026-02-03T08:00:00-03:00"}),
    "a live story, drafted": (itself, KEY, TAGGED),
    "a live story, drafted and re-slugged": (itself, KEY, {**TAGGED, "slug": "otro-puerto"}),
    "a live story, drafted and moved": (itself, KEY, {"section": "culture", "tags": "[mareas]"}),
    "a live story, drafted and corrected": (
        itself,
        KEY,
        {**TAGGED, "corrections": "[{date: 2026-01-31, text: Eran tres barcos}]"},
    ),
    "a live translation, drafted": (in_two_languages, KEY, {"translation_key": "harbour"}),
    "a live translation, drafted and let go": (in_two_languages, KEY, {}),
    "a live story whose address is awaited, drafted and re-slugged": (awaited, KEY, {"slug": "otro-puerto"}),
    "a deleted story": (withdrawn, KEY, TAGGED),
    "a photograph that nobody uses yet": (photographed, KEY, {"photograph": "{src: media/puerto.jpg, alt: El puerto}"}),
    "a photograph that is public": (used, KEY, {"photograph": "{src: media/puerto.jpg, alt: El puerto}"}),
    "a photograph that is missing": (others, KEY, {"photograph": "{src: media/none.jpg, alt: El puerto}"}),
    "an address another story left": (left, KEY, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_prediction_is_what_then_happens(case: str) -> None:
    """Page by page: what is added, what is changed, what is removed."""
    before, key, matter = CASES[case]
    desk = a_paper()
    before(desk)

    predicted, done = predicted_and_done(desk, key, **matter)

    assert predicted == done
    assert predicted.added


@pytest.mark.parametrize("case", CASES)
def test_a_rehearsal_writes_nothing(case: str) -> None:
    """Every real store refuses to be written, and the rehearsal does not notice."""
    before, key, matter = CASES[case]
    desk = a_paper()
    before(desk)
    desk.upload(key, manuscript(**{**matter, "draft": "true"}))
    version = desk.content.newest(key)
    assert version is not None
    left_alone = desk.everything(), dict(desk.receipts.files), list(desk.table.items())

    rehearsed = Rehearsals(
        content=desk.content,
        site=ReadOnlySite(desk.site),
        table=ReadOnlyTable(desk.table),
        receipts=ReadOnlyReceipts(desk.receipts),
        renderer=renderer(),
        paper=Paper(desk.content, renderer().languages),
        stages=OverlayStage,
    ).publish(version, now=desk.clock.now(), at=desk.clock.now())

    assert rehearsed.receipt.outcome is Outcome.PUBLISHED
    assert (desk.everything(), dict(desk.receipts.files), list(desk.table.items())) == left_alone
    assert not desk.room.uploads.notices
    assert not desk.room.media.notices


class ReadOnlySite:
    """A site that cannot be written."""

    def __init__(self, site: MemorySite) -> None:
        self.observe, self.get, self.keys = site.observe, site.get, site.keys

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Not here."""
        raise AssertionError(f"{key} was written: {page}, {expected}")


class ReadOnlyTable:
    """A table that cannot be written."""

    def __init__(self, table: MemoryTable) -> None:
        self.get, self.query = table.get, table.query

    def put(self, item: Item, expected_rev: int | None) -> None:
        """Not here."""
        raise AssertionError(f"{item} was written at {expected_rev}")

    def put_newer(self, item: Item) -> bool:
        """Not here."""
        raise AssertionError(f"{item} was written")

    def delete(self, pk: str, sk: str, expected_rev: int) -> None:
        """Not here."""
        raise AssertionError(f"{pk} {sk} was removed at {expected_rev}")


class ReadOnlyReceipts:
    """A receipts bucket that cannot be written."""

    def __init__(self, receipts: MemoryReceipts) -> None:
        self.get = receipts.get

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Not here."""
        raise AssertionError(f"{key} was written: {body!r}, {content_type}")


def test_every_port_of_the_press_is_on_the_stage_or_read_alone() -> None:
    """Whoever gives the press another port must say here what a rehearsal does with it."""
    assert {port.name for port in fields(Press)} == {
        *("content", "renderer"),  # read alone
        *("site", "receipts", "table", "uploads", "media"),  # on the stage
        "clock",  # stands still
        *("outcomes", "invalidation_budget"),  # nobody hears of it
        *("rebuild", "preview_room"),  # of no desk that a rehearsal has
    }


def sweep(desk: Desk, moment: datetime) -> None:
    """The sweep of that minute, and what follows from it."""
    desk.clock.moment = moment
    release_due(desk.table, desk.room.uploads, desk.clock)
    desk.drain()


def test_the_prediction_of_a_held_story_is_what_happens_at_its_hour() -> None:
    """By the clock of its hour, whatever that clock alone changes on the way."""
    desk = a_paper()
    others(desk)
    hour = NOON + timedelta(days=3)
    receipt = desk.upload(KEY, manuscript(**TAGGED, embargo=hour.isoformat()))
    sweep(desk, NOON + timedelta(minutes=1))
    sweep(desk, hour - timedelta(seconds=1))
    before = desk.everything()

    sweep(desk, hour)

    assert receipt.outcome is Outcome.SCHEDULED
    assert desk.status(PATH) == 200
    assert receipt.would_touch == noticed(before, desk.everything())


def test_a_draft_of_tomorrow_is_rehearsed_as_of_tomorrow() -> None:
    """Its prediction is that of the hour at which readers will have it."""
    desk = a_paper()
    others(desk)
    tomorrow = (NOON + timedelta(days=1)).isoformat()
    draft = desk.upload(KEY, manuscript(**TAGGED, draft="true", published=tomorrow))
    held = desk.upload(KEY, manuscript(**TAGGED, published=tomorrow))

    assert held.outcome is Outcome.SCHEDULED
    assert draft.would_touch == held.would_touch
    assert held.would_touch is not None
    assert PATH in held.would_touch.added


@dataclass
class Edit:
    """One thing that may happen to a story: an upload, or its deletion."""

    key: str
    matter: dict[str, str]
    is_deletion: bool = False


MATTERS = st.fixed_dictionaries(
    {
        "section": st.sampled_from(["international", "culture"]),
        "slug": st.sampled_from(["uno", "dos", "tres"]),
        "published": st.sampled_from(["2026-01-30T09:00:00-03:00", "2026-01-29T09:00:00-03:00", "2025-12-01"]),
    },
    optional={
        "tags": st.sampled_from(["[puerto]", "[mareas, puerto]", "[mar]"]),
        "byline": st.sampled_from(["Ana Ríos", "Luz Paz"]),
        "aliases": st.sampled_from(["[/viejo]", "[/viejo, /nota/1]"]),
        "translation_key": st.just("puerto"),
        "corrections": st.just("[{date: 2026-01-31, text: Eran tres}]"),
    },
)
EDITS = st.builds(Edit, st.sampled_from([KEY, OTHER, ENGLISH]), MATTERS, st.integers(0, 4).map(lambda n: n == 0))


@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, max_size=6), st.sampled_from([KEY, OTHER, ENGLISH]), MATTERS)
def test_whatever_went_before_the_prediction_holds(edits: list[Edit], key: str, matter: dict[str, str]) -> None:
    """After any editing: publishing does what the draft's receipt said, or is refused as it said."""
    desk = a_paper()
    for edit in edits:
        if edit.is_deletion:
            desk.delete(edit.key)
        else:
            desk.upload(edit.key, manuscript(**edit.matter))
    draft = desk.upload(key, manuscript(**matter, draft="true"))
    before = desk.everything()
    receipt = desk.upload(key, manuscript(**matter))

    assert draft.trouble is None
    if receipt.outcome is Outcome.REJECTED:
        assert (draft.would_touch, draft.preview) == (None, "")
        assert "refused" in draft.note
    else:
        assert draft.would_touch == noticed(before, desk.everything())
