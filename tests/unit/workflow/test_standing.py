"""What the versions of an upload amount to: the newest valid one is the story, its past is remembered."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import FrozenClock, MemoryContent
from laera.domain.complaints import Complaint
from laera.domain.site import Site
from laera.domain.site_file import read_site
from laera.workflow.papers import Edition, Reign, Reigns
from laera.workflow.ports import Upload
from laera.workflow.records import ArticleRecord, State
from laera.workflow.standing import Standing, standing_of
from tests.unit.workflow.desk import BAD, KEY, NOON, PATH, SITE, manuscript

HOUR = timedelta(hours=1)


class Shelf(MemoryContent):
    """Counts what is read; a version can be lost between being listed and being read."""

    def __init__(self, clock: FrozenClock) -> None:
        super().__init__(clock)
        self.reads: list[str] = []
        self.lost: set[str] = set()

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """As ever, unless it was lost."""
        self.reads.append(version_id or "")
        return None if version_id in self.lost else super().read(key, version_id)


class Story:
    """The versions of one upload, an hour apart."""

    def __init__(self) -> None:
        self.clock = FrozenClock(NOON)
        self.content = Shelf(self.clock)
        reading = read_site(SITE.encode())
        assert reading.site is not None
        self.site: Site = reading.site

    def put(self, body: bytes) -> str:
        """A new version; gives its id."""
        version = self.content.put(KEY, body)
        self.clock.advance(HOUR)
        return version.version_id

    def delete(self) -> str:
        """A delete marker; gives its id."""
        marker = self.content.delete(KEY)
        self.clock.advance(HOUR)
        return marker.version_id

    def edition(self) -> Edition:
        """The paper's settings, which were never others."""
        always = Reign(self.site, datetime.min.replace(tzinfo=UTC))
        return Edition(self.site, None, None, reigns=Reigns([always]))

    def standing(self, record: ArticleRecord | None = None, refused: Mapping[str, Complaint] | None = None) -> Standing:
        """How it stands now."""
        return standing_of(
            self.content, KEY, self.edition(), record or ArticleRecord(), refused or {}, self.clock.now()
        )


@pytest.fixture
def story() -> Story:
    """Nothing uploaded yet."""
    return Story()


def test_what_never_was_stands_nowhere(story: Story) -> None:
    """An event about nothing is no error."""
    assert story.standing() == Standing(newest=None)


def test_bad_versions_are_skipped_and_complained_about(story: Story) -> None:
    """Readers keep the last good page; the editor is told about the newest version, not about older ones."""
    good = story.put(manuscript(summary="Buena."))
    story.put(b"no front matter")
    newest = story.put(BAD)

    standing = story.standing()

    assert standing.newest is not None
    assert standing.version is not None
    assert (standing.newest.version_id, standing.version.version_id) == (newest, good)
    assert [complaint.field for complaint in standing.complaints] == ["section"]
    assert standing.is_refused
    assert not standing.is_deleted
    assert standing.since == NOON


def test_a_good_version_after_bad_ones_goes_on_where_the_good_one_stood(story: Story) -> None:
    """What came between leaves no trace in its past: same address, so no redirect."""
    story.put(manuscript())
    story.put(BAD)
    story.put(manuscript(summary="Otra vez buena."))
    standing = story.standing()
    assert (standing.former, standing.was_here, standing.is_refused) == ((), True, False)
    assert standing.since == NOON


def test_a_bad_version_after_a_deletion_does_not_bring_the_story_back(story: Story) -> None:
    """A delete marker is not skipped, whatever is uploaded on top and cannot be read."""
    story.put(manuscript())
    story.delete()
    story.put(BAD)
    standing = story.standing()
    assert (standing.is_deleted, standing.is_refused) == (True, True)
    assert standing.article is not None
    assert standing.article.headline == "Puerto"


def test_a_story_uploaded_again_after_its_deletion_asks_anew(story: Story) -> None:
    """Its turn for the address counts from then: another may have taken it meanwhile."""
    story.put(manuscript())
    story.delete()
    story.put(manuscript())
    standing = story.standing()
    assert not standing.is_deleted
    assert standing.was_here
    assert standing.since == NOON + 2 * HOUR


def test_former_addresses_are_remembered_newest_first(story: Story) -> None:
    """Each once; the present one is none of them, even if the story has come back to it."""
    for headline in ("Puerto", "Muelle", "Dique", "Muelle", "Puerto"):
        story.put(manuscript(headline))
    standing = story.standing()
    assert standing.former == ("/internacional/muelle", "/internacional/dique")
    assert standing.was_here
    assert standing.since == NOON + 4 * HOUR


@pytest.mark.parametrize(
    "fields", [{"draft": "true"}, {"withdrawn": "No."}, {"embargo": "2027-01-01"}, {"published": "2027-01-01"}]
)
def test_an_address_that_no_reader_ever_saw_is_no_former_one(story: Story, fields: dict[str, str]) -> None:
    """Drafts, withdrawn and held versions leave no redirect: it would give away what they were called."""
    story.put(manuscript("Secreto", **fields))
    story.put(manuscript())
    assert story.standing().former == ()


def test_an_embargo_that_had_lifted_leaves_a_former_address(story: Story) -> None:
    """From the second at which it lifted, and not before."""
    story.put(manuscript("Dique", embargo=(NOON + HOUR).isoformat()))
    story.clock.advance(timedelta(seconds=1))
    story.put(manuscript())
    assert story.standing().former == ("/internacional/dique",)

    early = Story()
    early.put(manuscript("Dique", embargo=(NOON + HOUR).isoformat()))
    early.put(manuscript())
    assert early.standing().former == ()


def test_a_live_story_is_not_read_back_to_its_beginning(story: Story) -> None:
    """The record knows what was before the version that readers get: an old story costs no more than a new one."""
    for number in range(9):
        story.put(manuscript(f"Nota {number}"))
    live = story.put(manuscript())
    record = ArticleRecord(
        state=State.LIVE, seen=live, version_id=live, path=PATH, since=NOON, former=("/internacional/dique",)
    )
    newest = story.put(manuscript("Muelle"))

    standing = story.standing(record)

    assert story.content.reads == [newest, live]
    assert standing.former == (PATH, "/internacional/dique")
    assert standing.overtaken == ()


def test_a_story_whose_section_was_renamed_remembers_where_readers_found_it(story: Story) -> None:
    """The text says nothing of the old address; the record does, even if its writer died on the way."""
    live = story.put(manuscript())
    known = ArticleRecord(
        state=State.LIVE, seen=live, version_id=live, path="/mundo/puerto", since=NOON, former=("/x/y",)
    )
    assert story.standing(known).former == ("/mundo/puerto", "/x/y")

    begun = ArticleRecord(state=State.LIVE, seen=live, version_id=live, path=PATH, former=("/mundo/puerto", "/x/y"))
    assert story.standing(begun.begun(known)).former == ("/mundo/puerto", "/x/y")


def test_versions_that_were_overtaken_are_named(story: Story) -> None:
    """Each must have its ending; those before the last one handled had theirs."""
    seen = story.put(manuscript())
    overtaken = [story.put(manuscript(summary=str(number))) for number in range(3)]
    story.put(manuscript(summary="Última."))
    record = ArticleRecord(state=State.LIVE, seen=seen, version_id=seen, path=PATH, since=NOON)
    assert story.standing(record).overtaken == tuple(reversed(overtaken))


def test_a_version_may_vanish_while_it_is_read(story: Story) -> None:
    """Lifecycle or an operator removed it since it was listed: the one before it counts."""
    older = story.put(manuscript(summary="Vieja."))
    story.content.lost = {story.put(manuscript())}
    standing = story.standing()
    assert standing.version is not None
    assert standing.version.version_id == older


def test_a_version_refused_its_address_counts_as_bad(story: Story) -> None:
    """The one before it stays, and the editor hears who has the address."""
    good = story.put(manuscript())
    newest = story.put(manuscript("Muelle"))
    taken = Complaint("the address belongs to another", field="slug")
    standing = story.standing(refused={newest: taken})
    assert standing.version is not None
    assert standing.version.version_id == good
    assert standing.complaints == (taken,)


def test_a_file_saved_again_and_again_by_a_broken_program_costs_no_reader_his_page(story: Story) -> None:
    """Only fifty versions are looked at, and the one that readers get however old it is; a deletion still counts."""
    live = story.put(manuscript())
    record = ArticleRecord(state=State.LIVE, seen=live, version_id=live, path=PATH, since=NOON)
    for _ in range(60):
        story.put(b"broken")

    standing = story.standing(record)

    assert (standing.is_refused, standing.is_deleted) == (True, False)
    assert standing.version is not None
    assert standing.version.version_id == live
    assert len(story.content.reads) == 51

    story.delete()
    for _ in range(60):
        story.put(b"broken")
    assert story.standing(record).is_deleted
