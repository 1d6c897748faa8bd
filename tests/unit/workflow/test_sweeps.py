"""A sweep has every upload looked at once, however many there are and wherever it stops."""

from dataclasses import replace
from datetime import timedelta

import pytest

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryQueue, MemoryTable
from laera.domain.listings import listing_pk, stamp
from laera.workflow.notices import REBUILD, RECONCILE, SITE, message_of, notices_in
from laera.workflow.ports import Item, Notice
from laera.workflow.sweeps import (
    LISTS_A_STRETCH,
    STRETCH,
    SweepRecord,
    is_sweep,
    latest_sweep,
    start_sweep,
    sweep,
)
from laera.workflow.turns import THOROUGH
from tests.unit.workflow.desk import NOON, a_paper


def swept(content: MemoryContent, reason: str = REBUILD, table: MemoryTable | None = None) -> tuple[list[str], int]:
    """The keys that a whole sweep has looked at, carried by real messages, and in how many stretches."""
    queue = MemoryQueue()
    start_sweep(queue, reason)
    keys, stretches = [], 0
    while queue.notices:
        for notice in notices_in(message_of(queue.notices.popleft())):
            if is_sweep(notice):
                sweep(content, table or MemoryTable(), queue, FrozenClock(NOON), notice)
                stretches += 1
            else:
                assert notice.reason == reason
                keys.append(notice.key)
    return keys, stretches


@pytest.mark.parametrize("count", [0, 1, STRETCH - 1, STRETCH, STRETCH + 1, 2 * STRETCH])
def test_every_upload_is_looked_at_once(count: int) -> None:
    """None is left out and none named twice, at the edges of a stretch neither."""
    content = MemoryContent()
    names = [f"articles/es/{number:05}.md" for number in range(count)]
    for name in names:
        content.put(name, b"")

    keys, stretches = swept(content)

    assert keys == names
    assert stretches == -(-count // STRETCH) + 1 + 1  # the keys, that there are no more, and that there are no lists


def test_folders_are_passed_over_even_at_the_end_of_a_stretch() -> None:
    """A folder marker is no upload, and a sweep goes on behind one."""
    content = MemoryContent()
    for number in range(STRETCH - 1):
        content.put(f"articles/a/{number:05}.md", b"")
    content.put("articles/b/", b"")
    content.put("articles/b/last.md", b"")

    keys, _ = swept(content)

    assert len(keys) == STRETCH
    assert keys[-1] == "articles/b/last.md"


def test_deleted_uploads_are_looked_at_too() -> None:
    """Their tombstones take up new settings as pages do."""
    content = MemoryContent()
    content.put("articles/es/a.md", b"")
    content.delete("articles/es/a.md")
    assert swept(content)[0] == ["articles/es/a.md"]


def test_a_notice_of_an_upload_is_no_sweep() -> None:
    """Only the press itself starts one."""
    assert not is_sweep(Notice("articles/es/a.md", reason=SITE))
    assert not is_sweep(Notice("sweep:site"))


@pytest.mark.parametrize("count", [0, 1, LISTS_A_STRETCH, 2 * LISTS_A_STRETCH + 1])
def test_a_changed_paper_turns_every_list_that_stories_brought(count: int) -> None:
    """Days, tags and bylines of every language, each once, whatever its stretch.

    Those without stories too: they left a page that says so.
    """
    table = a_paper().table
    for number in range(count):
        table.put(Item(listing_pk("es", "tags"), f"tag-{number:04}", 1, {"word": f"tag-{number:04}"}), None)
    table.put(Item(listing_pk("es", "tags"), "gone", 1, {"gone": True}), None)
    table.put(Item(listing_pk("en", "days"), "2026-01-31", 1, {"word": "2026-01-31"}), None)
    table.put(Item(listing_pk("en", "authors"), "ana", 1, {"word": "ana"}), None)

    swept(MemoryContent(), SITE, table)

    turned = [item.pk for item in table.items() if item.pk.startswith("TURN#")]
    assert turned == [
        "TURN#LISTING#en#author#ana",
        "TURN#LISTING#en#day#2026-01-31",
        "TURN#LISTING#es#tag#gone",
        *(f"TURN#LISTING#es#tag#tag-{number:04}" for number in range(count)),
    ]


def test_a_rebuild_turns_lists_thoroughly() -> None:
    """It places every story's cards anew, which sets fronts; but only a thorough turn sees what was done by hand."""
    table = a_paper().table
    table.put(Item(listing_pk("es", "tags"), "mar", 1, {"word": "mar"}), None)
    swept(MemoryContent(), REBUILD, table)
    turns = [(item.pk, item.sk) for item in table.items() if item.pk.startswith("TURN#")]
    assert turns == [("TURN#LISTING#es#tag#mar", THOROUGH)]


def test_looking_again_for_other_reasons_leaves_lists_alone() -> None:
    """Their fronts follow the stories."""
    table = a_paper().table
    table.put(Item(listing_pk("es", "tags"), "mar", 1, {"word": "mar"}), None)
    swept(MemoryContent(), RECONCILE, table)
    assert not [item for item in table.items() if item.pk.startswith("TURN#")]


def test_how_far_a_sweep_has_come_can_be_read_at_any_time() -> None:
    """Uploads sent, lists turned, and whether that was all; a stretch that is delivered twice counts once."""
    content, table, queue = MemoryContent(), a_paper().table, MemoryQueue()
    begun = NOON + timedelta(days=1)
    clock = FrozenClock(begun)
    table.put(Item(listing_pk("es", "tags"), "mar", 1, {"word": "mar"}), None)
    for number in range(STRETCH + 3):
        content.put(f"articles/es/{number:05}.md", b"")
    content.put("articles/es/folder/", b"")
    start_sweep(queue, SITE)
    seen = []
    while queue.notices:
        notice = queue.notices.popleft()
        if is_sweep(notice):
            clock.advance(timedelta(seconds=1))
            for _ in range(2):
                sweep(content, table, queue, clock, replace(notice, version_id=notice.version_id or stamp(begun)))
            found = latest_sweep(table)
            assert found is not None
            assert (found.reason, found.begun) == ("site", begun)
            seen.append((found.sent, found.lists, found.is_over))

    assert list(dict.fromkeys(seen)) == [
        (STRETCH, 0, False),
        (STRETCH + 3, 0, False),
        (STRETCH + 3, 1, False),
        (STRETCH + 3, 1, True),
    ]


def test_the_latest_sweep_is_the_one_that_is_told() -> None:
    """An earlier one may still be under way."""
    content, table, clock = MemoryContent(), MemoryTable(), FrozenClock(NOON)
    assert latest_sweep(table) is None
    sweep(content, table, MemoryQueue(), clock, Notice("", reason="sweep:reconcile"))
    clock.advance(timedelta(seconds=5))
    sweep(content, table, MemoryQueue(), clock, Notice("", reason="sweep:rebuild"))

    found = latest_sweep(table)

    assert found == SweepRecord("rebuild", NOON + timedelta(seconds=5), 0, 0, is_over=False)


def test_sweeps_that_begin_together_are_each_told_of() -> None:
    """A rebuild and a new paper within one second: what the later one has looked at is not lost in the earlier's."""
    content, table, clock = MemoryContent(), MemoryTable(), FrozenClock(NOON)
    content.put("articles/es/faro.md", b"")
    sweep(content, table, MemoryQueue(), clock, Notice("", reason="sweep:rebuild"))
    clock.advance(timedelta(milliseconds=3))
    sweep(content, table, MemoryQueue(), clock, Notice("", reason="sweep:site"))

    found = latest_sweep(table)

    assert found == SweepRecord("site", NOON + timedelta(milliseconds=3), 1, 0, is_over=False)
