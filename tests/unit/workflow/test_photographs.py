"""Photographs are public while a live story uses them, whatever happens at the same time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import pytest
from PIL import Image

from laera.adapters.memory import (
    FrozenClock,
    MemoryContent,
    MemoryOutcomes,
    MemoryQueue,
    MemoryReceipts,
    MemorySite,
    MemoryTable,
)
from laera.domain.articles import Photograph
from laera.domain.photographs import Renditions, focal_name
from laera.domain.receipts import Outcome, Receipt
from laera.errors import ContestedError, PreconditionLostError
from laera.imaging.originals import LARGEST_FILE
from laera.workflow.photograph_use import PhotographUse, image_pk, look_at, register_use
from laera.workflow.photographs import COPIES, PhotoDesk
from laera.workflow.ports import Item, Notice, Observed, PublicObject, Recall
from laera.workflow.receipts import receipt_on_file
from tests.unit.imaging.pictures import encoded, iptc, jpeg_with_segment, landscape

KEY = "media/port.jpg"
STORY = "articles/es/puerto.md"
FERRY = encoded(Image.new("RGB", (40, 30), "navy"))
CRANE = encoded(Image.new("RGB", (60, 30), "orange"))


class TickingClock(FrozenClock):
    """Time passes with every look at it, as it does."""

    def now(self) -> datetime:
        """A second later than the last time."""
        self.advance(timedelta(seconds=1))
        return super().now()


class WatchedSite(MemorySite):
    """Remembers every copy that became public, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Write as ever."""
        observed = super().put(key, page, expected)
        if "laera-status" not in page.metadata:
            self.shown.append(key)
        return observed


@dataclass
class Paper:
    """A newsroom with a photo desk, on ports in memory."""

    clock: FrozenClock = field(default_factory=lambda: TickingClock(datetime(2026, 1, 31, 12, tzinfo=UTC)))
    site: WatchedSite = field(default_factory=WatchedSite)
    table: MemoryTable = field(default_factory=MemoryTable)
    receipts: MemoryReceipts = field(default_factory=MemoryReceipts)
    uploads: MemoryQueue = field(default_factory=MemoryQueue)
    outcomes: MemoryOutcomes = field(default_factory=MemoryOutcomes)
    media: MemoryQueue = field(default_factory=MemoryQueue)
    content: MemoryContent = field(init=False)

    def __post_init__(self) -> None:
        self.content = MemoryContent(self.clock)

    def ports(self) -> dict[str, Any]:
        """What a desk works on."""
        names = ("content", "site", "receipts", "table", "uploads", "outcomes", "clock")
        return {name: getattr(self, name) for name in names}

    def develop(self, key: str = KEY, version_id: str | None = None, reason: str = "") -> Receipt | None:
        """Deliver word of the photograph."""
        return PhotoDesk(**self.ports()).develop(Notice(key, version_id, reason))

    def ended(self, key: str = KEY) -> Receipt:
        """Deliver word of a photograph that was uploaded."""
        receipt = self.develop(key)
        assert receipt is not None
        return receipt

    def use(
        self, story: str = STORY, key: str = KEY, rev: int = 1, focal: tuple[float, float] | None = None
    ) -> PhotographUse:
        """A live story uses the photograph, as publishing notes it."""
        use = look_at(self.table, self.content, Photograph(src=key, alt="The port", focal=focal))
        register_use(self.table, self.media, story, (), [use], rev)
        return use

    def leave(self, story: str = STORY, key: str = KEY, rev: int = 2) -> None:
        """The story is withdrawn, or shows another photograph."""
        register_use(self.table, self.media, story, (key,), [], rev)

    def public(self) -> set[str]:
        """The paths of photographs that readers can fetch."""
        found = ((key, self.site.get(key)) for key in self.site.keys("media/"))
        return {f"/{key}" for key, page in found if page and "laera-status" not in page.metadata}

    def shown(self, key: str = KEY, focal: tuple[float, float] | None = None) -> Renditions | None:
        """What a story sees."""
        return look_at(self.table, self.content, Photograph(src=key, alt="", focal=focal)).renditions

    def shown_paths(self, key: str = KEY, focal: tuple[float, float] | None = None) -> set[str]:
        """The addresses a story would use."""
        renditions = self.shown(key, focal)
        return set(renditions.paths) if renditions else set()

    def told(self) -> list[str]:
        """The stories that were told since the last time this was asked."""
        keys = [notice.key for notice in self.uploads.notices]
        assert all(notice.reason == "photograph" for notice in self.uploads.notices)
        self.uploads.notices.clear()
        return keys


@pytest.fixture
def paper() -> Paper:
    """An empty newsroom."""
    return Paper()


def test_a_photograph_nobody_uses_is_not_public(paper: Paper) -> None:
    """It is looked at, and its editor hears that it is ready; readers can fetch nothing."""
    paper.content.put(KEY, FERRY)

    receipt = paper.ended()

    assert receipt.outcome is Outcome.DRAFT
    assert "ready" in receipt.note
    assert list(paper.site.keys()) == []
    assert paper.told() == []


def test_a_photograph_is_public_once_a_live_story_uses_it(paper: Paper) -> None:
    """Its copies lie under addresses for ever, the story is told, and the receipt names what was written."""
    paper.content.put(KEY, encoded(landscape(700, 400)))
    paper.use()

    receipt = paper.ended()

    renditions = paper.shown()
    assert renditions is not None
    assert [copy.width for copy in renditions.of_type("image/webp")] == [700, 320]
    assert paper.public() == paper.shown_paths()
    assert set(receipt.changed) == paper.public()
    assert receipt.outcome is Outcome.PUBLISHED
    assert "700 × 400" in receipt.note
    assert paper.told() == [STORY]
    assert receipt_on_file(paper.table, KEY, "v000001") == receipt
    for copy in renditions.copies:
        page = paper.site.get(copy.path.lstrip("/"))
        assert page is not None
        assert page.content_type == copy.media_type
        assert "immutable" in page.cache_control


def test_a_name_that_no_story_can_write_is_told(paper: Paper) -> None:
    """Some Macs upload accents apart from their letters; a story's text has them composed."""
    for key, warnings in (("media/cami\u00f3n.jpg", 0), ("media/camio\u0301n.jpg", 1)):
        paper.content.put(key, FERRY)
        complaints = paper.ended(key).complaints
        assert [complaint.is_warning for complaint in complaints] == [True] * warnings

    paper.content.delete("media/camio\u0301n.jpg")
    assert paper.ended("media/camio\u0301n.jpg").complaints == ()


def test_the_receipt_says_what_the_file_says(paper: Paper) -> None:
    """Before a story uses it, and after: an editor may not know what is written in there."""
    signed = jpeg_with_segment(FERRY, 0xED, iptc(byline="Ana Rojas", caption="El puerto"))
    paper.content.put(KEY, signed)

    assert "credit: 'Ana Rojas' and caption: 'El puerto'" in paper.ended().note
    paper.use()
    assert "credit: 'Ana Rojas' and caption: 'El puerto'" in paper.ended().note


def test_a_photograph_that_came_first_is_ready_when_its_story_comes(paper: Paper) -> None:
    """The story asks, the photograph follows, the receipt moves from draft to published."""
    paper.content.put(KEY, FERRY)
    paper.ended()

    assert paper.use().renditions is None
    assert [notice.key for notice in paper.media.notices] == [KEY]
    assert paper.ended().outcome is Outcome.PUBLISHED
    assert paper.told() == [STORY]
    assert paper.use(rev=2).renditions is not None


def test_a_story_may_wait_for_its_photograph(paper: Paper) -> None:
    """Without an upload there is nothing to receipt; once it comes the story is told."""
    paper.use()

    assert paper.develop() is None
    assert paper.receipts.files == {}

    paper.content.put(KEY, FERRY)
    assert paper.ended().outcome is Outcome.PUBLISHED
    assert paper.told() == [STORY]


def test_ten_deliveries_are_as_one(paper: Paper) -> None:
    """Nothing is written again, nobody is told again, the receipt stays."""
    paper.content.put(KEY, FERRY)
    paper.use()
    first = paper.ended()
    paper.told()
    changes: list[object] = []
    paper.table._on_change = changes.append
    files, pages = dict(paper.receipts.files), [(key, paper.site.get(key)) for key in paper.site.keys("media/")]

    for _ in range(9):
        assert paper.develop() == first

    assert changes == []
    assert paper.told() == []
    assert paper.receipts.files == files
    assert [(key, paper.site.get(key)) for key in paper.site.keys("media/")] == pages


def test_drafts_delivered_again_write_nothing(paper: Paper) -> None:
    """The same holds while nobody uses the photograph."""
    paper.content.put(KEY, FERRY)
    first = paper.ended()
    changes: list[object] = []
    paper.table._on_change = changes.append

    assert paper.develop() == first
    assert changes == []


def test_a_replaced_photograph_has_a_new_address(paper: Paper) -> None:
    """The story is told, and the picture that was replaced is gone for readers."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.ended()
    before = paper.public()
    paper.told()

    paper.content.put(KEY, CRANE)
    receipt = paper.ended()

    assert receipt.outcome is Outcome.PUBLISHED
    assert paper.public() == paper.shown_paths()
    assert not paper.public() & before
    assert paper.told() == [STORY]
    for path in before:
        page = paper.site.get(path.lstrip("/"))
        assert page is not None
        assert page.metadata["laera-status"] == "410"
        assert FERRY not in page.body


def test_a_deleted_photograph_is_gone_and_can_come_back(paper: Paper) -> None:
    """Its copies answer 410 and its stories run without it; restored, the same addresses work again."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.ended()
    before = paper.public()
    paper.told()

    marker = paper.content.delete(KEY)
    receipt = paper.ended()

    assert (receipt.outcome, receipt.version_id) == (Outcome.WITHDRAWN, marker.version_id)
    assert paper.public() == set()
    assert paper.shown() is None
    assert paper.told() == [STORY]

    paper.content.delete_version(KEY, marker.version_id)
    assert paper.ended().outcome is Outcome.PUBLISHED
    assert paper.public() == before == paper.shown_paths()
    assert paper.told() == [STORY]


def test_a_photograph_leaves_with_its_last_story(paper: Paper) -> None:
    """Withdrawn or put under embargo again, a story takes its photograph along; another story keeps it."""
    other = "articles/en/port.md"
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.use(other)
    paper.ended()
    paper.media.notices.clear()

    paper.leave()
    assert [notice.key for notice in paper.media.notices] == [KEY]
    assert paper.ended().outcome is Outcome.PUBLISHED
    assert paper.public() == paper.shown_paths() != set()

    paper.leave(other)
    receipt = paper.ended()
    assert receipt.outcome is Outcome.DRAFT
    assert paper.public() == set()
    assert paper.shown() is None


def test_the_cdn_is_to_forget_a_photograph_of_which_no_copy_stands(paper: Paper) -> None:
    """By one tag for all its copies, and the receipt says so; while one of them stands there is nothing to forget."""
    paper.content.put(KEY, FERRY)
    paper.use()
    assert paper.ended().invalidation is None
    tag = paper.site.get(next(paper.site.keys("media/"))).metadata["cache-tag"]  # type: ignore[union-attr]  # it is there
    assert not paper.outcomes.words

    paper.leave()
    receipt = paper.ended()
    ((recall, delay),) = paper.outcomes.words
    assert isinstance(recall, Recall)
    assert (recall.tags, delay) == ((tag,), timedelta(0))
    assert receipt.invalidation is not None
    assert (receipt.invalidation.tags, receipt.invalidation.is_urgent) == ((tag,), True)

    paper.ended()
    assert len(paper.outcomes.words) == 1


def test_two_uploads_of_the_same_bytes_live_apart(paper: Paper) -> None:
    """Deleting one never takes the other's copies."""
    twin = "media/twin.jpg"
    for key, story in ((KEY, STORY), (twin, "articles/es/otra.md")):
        paper.content.put(key, FERRY)
        paper.use(story, key)
        paper.ended(key)

    paper.content.delete(KEY)
    paper.ended()

    assert paper.public() == paper.shown_paths(twin) != set()


@pytest.mark.parametrize("body", [b"", b"<svg onload='alert(1)'/>", FERRY[:-100], b"no photograph"])
def test_a_bad_photograph_ends_in_a_receipt(paper: Paper, body: bytes) -> None:
    """Nothing of it is public; the receipt says what to do; the story is told why it has none."""
    paper.content.put(KEY, body)
    paper.use()

    receipt = paper.ended()

    assert receipt.outcome is Outcome.REJECTED
    assert receipt.complaints[0].cure
    assert list(paper.site.keys()) == []
    assert paper.told() == [STORY]
    assert "receipt" in str(paper.use(rev=2).complaints[0])

    assert paper.ended() == receipt
    assert paper.told() == []


def test_a_bad_replacement_leaves_the_good_photograph(paper: Paper) -> None:
    """A broken edit never takes down what was good; a press that lost its table and site comes to the same answer."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.ended()
    before = paper.public()

    paper.content.put(KEY, FERRY[:-100])
    receipt = paper.ended()
    assert receipt.outcome is Outcome.REJECTED
    assert "stays" in receipt.note
    assert paper.public() == before == paper.shown_paths()

    paper.table.empty()
    paper.site.empty()
    paper.use()
    assert paper.ended().outcome is Outcome.REJECTED
    assert paper.public() == before == paper.shown_paths()


def test_a_bad_upload_after_a_deletion_brings_nothing_back(paper: Paper) -> None:
    """What was deleted stays deleted."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.content.delete(KEY)
    paper.content.put(KEY, b"no photograph")

    assert paper.ended().outcome is Outcome.REJECTED
    assert paper.public() == set()


def test_a_file_that_is_too_large_is_not_even_read(paper: Paper) -> None:
    """Its size is enough to refuse it."""
    unread = _Unread(paper.clock)
    unread.put(KEY, bytes(LARGEST_FILE + 1))

    receipt = PhotoDesk(**{**paper.ports(), "content": unread}).develop(Notice(KEY))

    assert receipt is not None

    assert receipt.outcome is Outcome.REJECTED
    assert "25.0 MB" in str(receipt.complaints[0])


class _Unread(MemoryContent):
    def read_whole(self, key: str, largest: int, version_id: str | None = None) -> NoReturn:
        raise AssertionError(f"{key} was read: {largest} bytes of {version_id}")


def test_a_version_that_was_overtaken_has_its_receipt(paper: Paper) -> None:
    """Word of an older version handles the newest, and the older one is superseded."""
    old = paper.content.put(KEY, FERRY)
    new = paper.content.put(KEY, CRANE)
    paper.use()

    receipt = paper.develop(version_id=old.version_id)

    assert receipt is not None
    assert receipt.version_id == new.version_id
    filed = receipt_on_file(paper.table, KEY, old.version_id)
    assert filed is not None
    assert filed.outcome is Outcome.SUPERSEDED


def test_a_lost_site_bucket_is_filled_again(paper: Paper) -> None:
    """The same addresses hold the same bytes, though the table says that all is well."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.ended()
    pages = {key: paper.site.get(key) for key in paper.site.keys("media/")}

    paper.site.empty()
    paper.ended()

    assert {key: paper.site.get(key) for key in paper.site.keys("media/")} == pages


def test_a_copy_changed_by_hand_is_put_right_by_a_rebuild(paper: Paper) -> None:
    """Its bytes, or its headers; everyday work does not look, and what is right is not written again."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.ended()
    before = {key: paper.site.get(key) for key in paper.site.keys("media/")}
    first, second, *_ = before
    for key, wrong in ((first, {"body": b"not a photograph"}), (second, {"cache_control": "no-store"})):
        page = before[key]
        assert page is not None
        paper.site.put(key, replace(page, **wrong), paper.site.observe(key))

    paper.ended()
    assert {key: paper.site.get(key) for key in before} != before
    paper.develop(reason="rebuild")

    assert {key: paper.site.get(key) for key in paper.site.keys("media/")} == before


def test_a_lost_receipt_is_written_again(paper: Paper) -> None:
    """An editor's receipt comes back with the next word of the photograph."""
    paper.content.put(KEY, FERRY)
    paper.use()
    paper.ended()
    files = dict(paper.receipts.files)
    paper.receipts.files.clear()

    paper.ended()

    assert paper.receipts.files.keys() == files.keys()


def test_a_story_set_before_the_photograph_changed_is_set_again(paper: Paper) -> None:
    """Between a story's look at a photograph and its registration the photograph came: the story must look again."""
    paper.content.put(KEY, FERRY)
    seen = look_at(paper.table, paper.content, Photograph(src=KEY, alt=""))
    paper.use("articles/es/otra.md")
    paper.ended()

    with pytest.raises(PreconditionLostError):
        register_use(paper.table, paper.media, STORY, (), [seen], 1)


LEFT, RIGHT = (0.1, 0.5), (0.9, 0.5)


def test_each_story_has_the_crops_around_its_own_point(paper: Paper) -> None:
    """Two stories share the copies of a photograph and not the crops; who leaves takes its own along."""
    other = "articles/en/port.md"
    paper.content.put(KEY, FERRY)
    paper.use(focal=LEFT)
    paper.use(other, focal=RIGHT)
    paper.ended()
    paper.told()

    left, right = paper.shown_paths(focal=LEFT), paper.shown_paths(focal=RIGHT)
    assert paper.public() == left | right
    assert all((left - right, right - left, left & right))
    assert paper.use(focal=LEFT).is_complete

    paper.leave()
    receipt = paper.ended()
    assert paper.public() == right
    assert paper.told() == [other]
    assert receipt.invalidation is None


def test_a_story_that_moves_its_point_has_new_crops(paper: Paper) -> None:
    """The photo desk hears of it, though the photograph is ready; the crops around the old point are gone."""
    paper.content.put(KEY, FERRY)
    paper.use(focal=LEFT)
    paper.ended()
    paper.told()
    paper.media.notices.clear()

    assert not paper.use(rev=2, focal=RIGHT).is_complete
    assert [notice.key for notice in paper.media.notices] == [KEY]
    paper.ended()

    assert paper.told() == [STORY]
    assert paper.use(rev=3, focal=RIGHT).is_complete
    assert paper.public() == paper.shown_paths(focal=RIGHT)


def test_a_point_that_another_story_has_already_is_left_in_order(paper: Paper) -> None:
    """Its crops are there, so the story waits for nothing; what it leaves behind is taken back all the same."""
    paper.content.put(KEY, FERRY)
    paper.use(focal=LEFT)
    paper.use("articles/en/port.md", focal=RIGHT)
    paper.ended()
    paper.media.notices.clear()

    assert paper.use(rev=2, focal=RIGHT).is_complete
    assert [notice.key for notice in paper.media.notices] == [KEY]
    paper.ended()

    assert paper.public() == paper.shown_paths(focal=RIGHT)


def test_nobody_can_have_a_photograph_cut_for_ever(paper: Paper) -> None:
    """A dozen points are served; a story with still another shows the whole photograph, and says nothing new twice."""
    paper.content.put(KEY, FERRY)
    for number in range(20):
        paper.use(f"articles/es/{number:02}.md", focal=(number / 21, 0.5))
    paper.ended()
    assert len(paper.told()) == 20

    complete = [bool(paper.shown_paths(focal=(number / 21, 0.5)) - paper.shown_paths()) for number in range(20)]
    assert sum(complete) == 12
    assert paper.shown_paths() < paper.public()
    paper.ended()
    assert paper.told() == []


def test_many_stories_share_a_photograph(paper: Paper) -> None:
    """Each is told once, more than one page of them too."""
    stories = sorted(f"articles/es/{number:04}.md" for number in range(1100))
    paper.content.put(KEY, FERRY)
    for story in stories:
        paper.table.put(Item(image_pk(KEY), f"USER#{story}", 1, {}), None)

    paper.ended()

    assert paper.told() == stories


class Crash(Exception):  # noqa: N818 - the end of a process is no error it could handle
    """The function's process ends here."""


class Tap:
    """Counts every call a desk makes on its ports, and does something before or after one of them."""

    def __init__(
        self, at: int = -1, before: Callable[[], None] | None = None, after: Callable[[], None] | None = None
    ) -> None:
        self.calls = 0
        self._at = at
        self._before = before
        self._after = after

    def on(self, port: object) -> Any:  # noqa: ANN401 - stands in for any port
        """The port, with every call counted."""
        return _Tapped(port, self)

    def call(self, method: Callable[..., object], *args: object, **named: object) -> object:
        """Make one call."""
        number, self.calls = self.calls, self.calls + 1
        if number == self._at and self._before:
            self._before()
        try:
            return method(*args, **named)
        finally:
            if number == self._at and self._after:
                self._after()


class _Tapped:
    def __init__(self, port: object, tap: Tap) -> None:
        self._port = port
        self._tap = tap

    def __getattr__(self, name: str) -> Callable[..., object]:
        method = getattr(self._port, name)
        return lambda *args, **named: self._tap.call(method, *args, **named)


def tapped(paper: Paper, tap: Tap) -> PhotoDesk:
    """A desk of another process on the same ports."""
    return PhotoDesk(**{name: tap.on(port) for name, port in paper.ports().items()})


def _used() -> Paper:
    paper = Paper()
    paper.content.put(KEY, FERRY)
    paper.use()
    return paper


def _replaced() -> Paper:
    paper = _used()
    paper.ended()
    paper.told()
    paper.content.put(KEY, CRANE)
    return paper


def _deleted() -> Paper:
    paper = _used()
    paper.ended()
    paper.told()
    paper.content.delete(KEY)
    return paper


def _restored() -> Paper:
    paper = _deleted()
    paper.ended()
    paper.told()
    paper.content.delete_version(KEY, paper.content.versions(KEY)[0].version_id)
    return paper


def _left() -> Paper:
    paper = _used()
    paper.ended()
    paper.told()
    paper.leave()
    return paper


def _moved() -> Paper:
    paper = _used()
    paper.ended()
    paper.told()
    paper.use(rev=2, focal=LEFT)
    return paper


def _calls(start: Callable[[], Paper]) -> Iterator[int]:
    tap = Tap()
    tapped(start(), tap).develop(Notice(KEY))
    return iter(range(tap.calls))


SITUATIONS = [_used, _replaced, _deleted, _restored, _left, _moved]


def check(paper: Paper) -> None:
    """What must hold whenever all word has been handled."""
    current = paper.content.read_whole(KEY, LARGEST_FILE)
    is_used = paper.table.get(image_pk(KEY), f"USER#{STORY}")
    assert is_used is not None
    should_be_public = current is not None and not is_used.body.get("gone")
    focal = LEFT if is_used.body.get("focal") == focal_name(LEFT) else None
    renditions = paper.shown(focal=focal)
    assert paper.public() == paper.shown_paths(focal=focal)
    assert bool(paper.public()) == bool(renditions and renditions.crops) == should_be_public
    if current and renditions:
        assert renditions.width == (40 if current.body == FERRY else 60)
    note = paper.table.get(image_pk(KEY), COPIES)
    assert note is None or set(note.body["paths"]) == paper.public()
    newest = paper.content.versions(KEY)[0]
    receipt = receipt_on_file(paper.table, KEY, newest.version_id)
    assert receipt is not None
    expected = Outcome.WITHDRAWN if current is None else Outcome.PUBLISHED if should_be_public else Outcome.DRAFT
    assert receipt.outcome is expected
    assert receipt.outcome.value.upper().encode() in paper.receipts.files[f"{KEY}.txt"]


@pytest.mark.parametrize("start", SITUATIONS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_at_any_call_is_mended_by_the_next_delivery(start: Callable[[], Paper], moment: str) -> None:
    """Wherever the process ends, the next delivery brings everything to the same end, and stories hear of it."""

    def crash() -> None:
        raise Crash

    wanted = start()
    wanted.ended()
    told = set(wanted.told())
    for number in _calls(start):
        paper = start()
        with pytest.raises(Crash):
            tapped(paper, Tap(number, **{moment: crash})).develop(Notice(KEY))
        paper.ended()

        check(paper)
        assert paper.public() == wanted.public()
        assert set(paper.told()) == told


def _replace(paper: Paper) -> None:
    paper.content.put(KEY, CRANE if paper.content.versions(KEY)[0].size != len(CRANE) else FERRY)


def _delete(paper: Paper) -> None:
    paper.content.delete(KEY)


def _go_back(paper: Paper) -> None:
    versions = paper.content.versions(KEY)
    if len(versions) > 1:
        paper.content.delete_version(KEY, versions[0].version_id)


def _leave(paper: Paper) -> None:
    paper.leave(rev=3)


def _come(paper: Paper) -> None:
    paper.table.put_newer(Item(image_pk(KEY), f"USER#{STORY}", 4, {}))


def _move(paper: Paper) -> None:
    paper.table.put_newer(Item(image_pk(KEY), f"USER#{STORY}", 4, {"focal": focal_name(LEFT)}))


EVENTS = [_replace, _delete, _go_back, _leave, _come, _move]


@pytest.mark.parametrize("start", SITUATIONS)
@pytest.mark.parametrize("event", EVENTS)
def test_two_desks_at_once_end_as_one(start: Callable[[], Paper], event: Callable[[Paper], None]) -> None:
    """At any call of one desk something happens, and another desk handles all of it: the slower one spoils nothing.

    Not even for a moment: once a photograph has been taken back, nobody who believes otherwise shows it again.
    """
    for number in _calls(start):
        paper = start()

        def meanwhile(paper: Paper = paper) -> None:
            event(paper)
            paper.ended()
            paper.site.shown.clear()

        tapped(paper, Tap(number, before=meanwhile)).develop(Notice(KEY))

        check(paper)
        if not paper.public():
            assert paper.site.shown == []


@pytest.mark.parametrize("start", SITUATIONS)
@pytest.mark.parametrize("event", EVENTS)
def test_what_happens_meanwhile_is_seen(start: Callable[[], Paper], event: Callable[[Paper], None]) -> None:
    """The same with word of the event delivered afterwards."""
    for number in _calls(start):
        paper = start()

        def meanwhile(paper: Paper = paper) -> None:
            event(paper)

        tapped(paper, Tap(number, before=meanwhile)).develop(Notice(KEY))
        paper.ended()

        check(paper)


def test_endless_change_comes_back_to_the_queue(paper: Paper) -> None:
    """When a photograph is replaced faster than it can be made ready, the message is delivered again later."""
    paper.content.put(KEY, FERRY)
    paper.use()

    class Restless(MemoryContent):
        def newest(self, key: str) -> Any:  # noqa: ANN401 - as the store's own
            self.put(key, FERRY)
            return super().newest(key)

    restless = Restless()
    restless.put(KEY, FERRY)

    with pytest.raises(ContestedError):
        PhotoDesk(**{**paper.ports(), "content": restless}).develop(Notice(KEY))
