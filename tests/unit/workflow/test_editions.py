"""A story's public editions: what readers could see, when, and not a word of anything else."""

from datetime import UTC, datetime, timedelta

from laera.adapters.memory import FrozenClock, MemoryContent
from laera.domain.history import Absence, History
from laera.domain.manuscripts import read_manuscript
from laera.domain.site_file import read_site
from laera.workflow.editions import MOST_READ, Editions
from laera.workflow.ports import Upload, Version
from tests.unit.workflow.desk import BAD, KEY, SITE, manuscript

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
PUBLISHED = datetime(2026, 1, 30, 12, tzinfo=UTC)
PAPER = read_site(SITE.encode()).site
assert PAPER is not None


class Bucket(MemoryContent):
    """A content bucket that counts how often it is read."""

    def __init__(self) -> None:
        self.clock = FrozenClock(NOON)
        self.reads = 0
        super().__init__(self.clock)

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """As any bucket."""
        self.reads += 1
        return super().read(key, version_id)

    def upload(self, headline: str = "Puerto", *, minutes: int = 10, **fields: str) -> Version:
        """An edition, so many minutes after what was before it."""
        self.clock.advance(timedelta(minutes=minutes))
        return self.put(KEY, manuscript(headline, **fields))

    def remove(self) -> Version:
        """A deletion, ten minutes later."""
        self.clock.advance(timedelta(minutes=10))
        return self.delete(KEY)


def history(bucket: Bucket) -> History:
    """The history of the newest valid version, which readers have now."""
    assert PAPER is not None
    for version in bucket.versions(KEY):
        upload = MemoryContent.read(bucket, KEY, version.version_id)
        article = read_manuscript(KEY, upload.body, PAPER).article if upload else None
        if article:
            return Editions(bucket, tuple(bucket.versions(KEY)), version, article, PAPER).history()
    raise AssertionError("no version is valid")


def told(bucket: Bucket) -> list[tuple[str, datetime]]:
    """Headlines and times, newest first."""
    return [(showing.article.headline, showing.since) for showing in history(bucket).showings]


def after(minutes: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def test_a_story_uploaded_once_has_the_date_of_its_page_and_nothing_is_read() -> None:
    """A story moved in from an older paper is as old as it says; a first publication costs no call."""
    bucket = Bucket()
    bucket.upload()

    assert told(bucket) == [("Puerto", PUBLISHED)]
    assert bucket.reads == 0


def test_each_edition_has_the_time_at_which_readers_got_it() -> None:
    """Newest first; an edition that waited for its hour has its hour."""
    bucket = Bucket()
    bucket.upload("One")
    bucket.upload("Two")
    bucket.upload("Three", embargo=after(35).isoformat())

    assert told(bucket) == [("Three", after(35)), ("Two", after(20)), ("One", PUBLISHED)]


def test_what_readers_never_saw_is_not_told() -> None:
    """Drafts, bad versions and what was held and replaced before its hour stay between the editors and the press."""
    bucket = Bucket()
    bucket.upload("A draft", draft="true")
    bucket.upload("One")
    bucket.put(KEY, BAD)
    bucket.upload("Held", embargo=after(300).isoformat())
    bucket.upload("Future", published=after(300).isoformat())
    bucket.upload("A draft again", draft="true")
    bucket.upload("Expired before it came", expires=after(20).isoformat())
    bucket.upload("Withdrawn", withdrawn="no reason")
    bucket.upload("Two")

    assert [headline for headline, _ in told(bucket)] == ["Two", "One"]


def test_an_edition_replaced_at_its_very_hour_was_never_public() -> None:
    """One moment belongs to one edition: readers got the one that took its place."""
    bucket = Bucket()
    bucket.upload("Held", embargo=after(30).isoformat())
    bucket.upload("Two", minutes=20)

    assert [headline for headline, _ in told(bucket)] == ["Two"]


def test_a_newer_version_that_is_bad_changes_nothing() -> None:
    """While the last good version stays on the site, its history stays as it is."""
    bucket = Bucket()
    bucket.upload("One")
    before = history(bucket)
    bucket.put(KEY, BAD)

    assert history(bucket) == before


def test_a_time_without_the_story_is_told_with_its_reason() -> None:
    """Withdrawn from one hour to another, and what readers were told; the last reason stands."""
    bucket = Bucket()
    bucket.upload("One")
    bucket.upload("Hidden", withdrawn="A first reason")
    bucket.upload("Hidden", withdrawn="Under review")
    bucket.upload("Two")

    assert history(bucket).showings[0].absence == Absence(after(20), after(40), "Under review")


def test_deletions_drafts_and_expiry_leave_a_gap_without_a_reason() -> None:
    """A story that came back after it was deleted, made a draft or had expired says when it was away."""
    bucket = Bucket()
    bucket.upload("One")
    bucket.remove()
    bucket.upload("Two")
    bucket.upload("Two", draft="true")
    bucket.upload("Three", expires=after(55).isoformat())
    bucket.upload("Four")

    assert [showing.absence for showing in history(bucket).showings] == [
        Absence(after(55), after(60)),
        Absence(after(40), after(50)),
        Absence(after(20), after(30)),
        None,
    ]


def test_a_reason_is_told_only_of_its_own_absence() -> None:
    """Nor is a reason told that no reader could have got, because the story had never been published."""
    bucket = Bucket()
    bucket.upload("Hidden", withdrawn="Never told")
    bucket.upload("One")
    bucket.upload("Hidden", withdrawn="Told")
    bucket.upload("Two")
    bucket.remove()
    bucket.upload("Three")

    assert [showing.absence and showing.absence.reason for showing in history(bucket).showings] == ["", "Told", None]


def test_a_version_that_was_erased_is_no_longer_told() -> None:
    """Removing a version from the bucket for good takes its words out of the history."""
    bucket = Bucket()
    bucket.upload("One")
    libel = bucket.upload("Libel")
    bucket.upload("Two")
    bucket.delete_version(KEY, libel.version_id)

    assert [headline for headline, _ in told(bucket)] == ["Two", "One"]


def test_a_deletion_that_was_undone_leaves_no_trace() -> None:
    """Removing the delete marker makes the bucket what it was, and so the history."""
    bucket = Bucket()
    bucket.upload("One")
    before = history(bucket)
    marker = bucket.remove()
    bucket.delete_version(KEY, marker.version_id)

    assert history(bucket) == before


def test_editions_of_one_minute_are_told_as_the_last_of_them() -> None:
    """Three saves in a row are one change; so are those of the minute in which the story came."""
    bucket = Bucket()
    bucket.upload("One")
    bucket.upload("Two")
    bucket.upload("Three", minutes=0)
    assert told(bucket) == [("Three", after(20)), ("One", PUBLISHED)]

    hasty = Bucket()
    hasty.upload("One")
    hasty.upload("Two", minutes=0)
    assert told(hasty) == [("Two", PUBLISHED)]


def test_a_deletion_undone_by_an_upload_within_the_minute_is_no_absence() -> None:
    """Nobody missed the story."""
    bucket = Bucket()
    bucket.upload("One")
    bucket.remove()
    bucket.upload("Two", minutes=0)

    assert [showing.absence for showing in history(bucket).showings] == [None, None]


def test_a_long_history_is_cut_and_says_so() -> None:
    """However often a story was edited, one edit reads no more than a fixed number of versions."""
    bucket = Bucket()
    for number in range(MOST_READ):
        bucket.upload(str(number))
    assert history(bucket).is_whole
    bucket.upload("Last")
    bucket.reads = 0

    cut = history(bucket)

    assert not cut.is_whole
    assert [showing.article.headline for showing in cut.showings[-2:]] == ["2", "1"]
    assert len(cut.showings) == MOST_READ
    assert bucket.reads == MOST_READ - 1
