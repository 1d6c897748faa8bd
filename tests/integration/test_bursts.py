"""Stories that arrive together: each front is written a few times, not once for each of them."""

import json
from collections import Counter
from itertools import islice

from laera.adapters.memory import Change, MemoryTable
from laera.domain.site import object_key
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.desk import moves_fronts
from laera.workflow.ports import Notice, Observed, PublicObject
from tests.infrastructure.stack import read
from tests.integration.archive import Archive
from tests.integration.ledger import key as upload_key
from tests.integration.ledger import manuscript

TOGETHER = 500


def batch_size() -> int:
    """How many records of the table's stream a delivery may hold: the template's."""
    events = read("template.yaml").functions()["RebuildFrontsFunction"]["Events"]
    return int(events["Records"]["Properties"]["BatchSize"])


def test_five_hundred_stories_together_write_a_front_a_few_times() -> None:
    """As many times as the stream needs deliveries, which is six, however the stories are cut into them."""
    archive = Archive(PageRenderer.load())
    stream: list[tuple[str, str]] = []

    def record(change: Change) -> None:
        item = change.after or change.before
        if item and moves_fronts(item.pk):
            stream.append((item.pk, item.sk))

    table: MemoryTable = archive.room.table
    table._on_change = record
    written: Counter[str] = Counter()
    put = archive.site.put

    def counted(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        written[key] += 1
        return put(key, page, expected)

    archive.site.put = counted  # type: ignore[method-assign]  # every write is counted
    for number in range(TOGETHER):
        archive.content.put(upload_key(number), manuscript(number))
    for number in range(TOGETHER):
        archive.room.press.newsroom.publish(Notice(upload_key(number)))
    deliveries = 0
    while stream:
        delivered = list(islice(stream, batch_size()))
        del stream[: len(delivered)]
        archive.room.press.fronts.rebuild(delivered)
        deliveries += 1

    fronts = {name: times for name, times in written.items() if name in {object_key("/"), "internacional/index.html"}}
    assert deliveries <= 7
    assert max(fronts.values()) <= deliveries
    assert len(fronts) == 2
    stories = [times for name, times in written.items() if "puerto-amanece" in name]
    assert set(stories) == {1}
    newest = archive.site.get("index.html")
    assert newest is not None
    assert f"por-vez-{TOGETHER - 1}" in newest.body.decode()


def test_redirects_are_kept_one_by_one() -> None:
    """Two thousand old addresses: no record grows with them, and one story more costs what the first one did."""
    archive = Archive(PageRenderer.load())

    def story(number: int) -> bytes:
        aliases = ", ".join(f"/viejo/{number}/{old}" for old in range(50))
        return manuscript(number, aliases=f"[{aliases}]")

    bills = [archive.publish(upload_key(number), story(number)) for number in range(40)]
    assert bills[-1].calls == bills[1].calls
    assert bills[-1].pages == bills[1].pages
    largest = max(len(json.dumps(item.body)) for item in archive.room.table.items() if "#home" not in item.pk)
    assert largest < 16_000
    page = archive.site.get(object_key("/viejo/39/49"))
    assert page is not None
    assert page.metadata["laera-location"] == "/internacional/el-puerto-amanece-en-calma-por-vez-39"
