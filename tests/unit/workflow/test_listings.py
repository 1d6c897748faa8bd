"""The read side: newest first, filtered, a bounded read at a time, and nothing that readers may not see."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from laera.adapters.memory import FrozenClock, MemoryTable
from laera.domain.articles import Byline, Tag
from laera.domain.listings import Card, listing_pk, stamp
from laera.domain.site import Section, Site
from laera.errors import CursorError
from laera.workflow.current_site import CONFIG_PK, CURRENT, KEPT, CurrentSite
from laera.workflow.cursors import Cursors
from laera.workflow.listings import MOST_READ, Listing, Listings
from laera.workflow.ports import Item, Page
from laera.workflow.queries import ListingQuery, Request

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
SITE = Site(
    name="La Era",
    url="https://laera.example",
    time_zone="America/Santiago",
    languages=("es", "en"),
    sections=(
        Section("international", {"es": "Internacional", "en": "International"}),
        Section("culture", {"es": "Cultura", "en": "Culture"}),
    ),
)


class Keys:
    """One key, always."""

    def known(self) -> Sequence[bytes]:
        """The key."""
        return (b"a key of sixteen or more",)

    renewed = known


class CountingTable(MemoryTable):
    """A table that counts what is read from it."""

    def __init__(self) -> None:
        super().__init__()
        self.queries = 0
        self.items_read = 0

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        lowest: str | None = None,
        highest: str | None = None,
        newest_first: bool = True,
        limit: int = 100,
    ) -> Page:
        """The page, counted."""
        page = super().query(pk, after=after, lowest=lowest, highest=highest, newest_first=newest_first, limit=limit)
        self.queries += 1
        self.items_read += len(page.items)
        return page


class Paper:
    """A table with stories in it, and the listings that read it."""

    def __init__(self) -> None:
        self.table = CountingTable()
        self.clock = FrozenClock(NOON)
        current = CurrentSite(self.table, self.clock, lambda: SITE)
        self.listings = Listings(self.table, current, Cursors(Keys(), self.clock))

    def print(
        self,
        number: int,
        *,
        section: str = "international",
        tags: Sequence[str] = (),
        bylines: Sequence[str] = (),
        gone: bool = False,
    ) -> None:
        """Story `number`, that many minutes after noon, in every list where the press would put it."""
        published = NOON + timedelta(minutes=number)
        card = Card(
            path=SITE.article_path("es", the_section(section), f"story-{number}"),
            language="es",
            section=section,
            headline=f"Story {number}",
            published=published,
            tags=tuple(Tag(tag.title(), tag) for tag in tags),
            bylines=tuple(Byline(byline.title(), byline) for byline in bylines),
        )
        scopes = ["home", f"section#{section}", f"page#{card.path}"]
        scopes += [f"tag#{tag}" for tag in tags] + [f"author#{byline}" for byline in bylines]
        for scope in scopes:
            body: dict[str, object] = {"gone": True} if gone else card.to_record()
            self.table.put(Item(listing_pk("es", scope), f"{stamp(published)}#{number:016x}", 1, body), None)

    def newest(self, query: ListingQuery, limit: int = 20, cursor: str | None = None) -> Listing:
        """One page."""
        return self.listings.newest(Request(query, limit, cursor))

    def all_pages(self, query: ListingQuery, limit: int) -> list[list[int]]:
        """The numbers of the stories, page by page, to the end."""
        pages: list[list[int]] = []
        cursor = None
        while True:
            listing = self.newest(query, limit, cursor)
            pages.append(numbers(listing))
            if listing.cursor is None:
                return pages
            cursor = listing.cursor


def the_section(word: str) -> Section:
    """The section of the paper by its id."""
    section = SITE.section(word)
    assert section is not None
    return section


def numbers(listing: Listing) -> list[int]:
    """Which stories are listed."""
    return [int(card.headline.split()[1]) for card in listing.cards]


@pytest.fixture
def paper() -> Paper:
    """A paper without stories."""
    return Paper()


def test_newest_first_to_the_end(paper: Paper) -> None:
    """Following the cursors gives every story once, and the last page leads nowhere."""
    for number in range(7):
        paper.print(number)

    assert paper.all_pages(ListingQuery("es"), 3) == [[6, 5, 4], [3, 2, 1], [0]]


def test_no_cursor_leads_to_an_empty_page(paper: Paper) -> None:
    """When the stories run out exactly at the limit, there is no next page."""
    for number in range(6):
        paper.print(number)

    assert paper.all_pages(ListingQuery("es"), 3) == [[5, 4, 3], [2, 1, 0]]


def test_an_empty_paper_has_an_empty_list(paper: Paper) -> None:
    """No story, no cursor, no error."""
    assert paper.newest(ListingQuery("es")) == Listing((), None)


def test_a_story_published_meanwhile_shifts_nothing(paper: Paper) -> None:
    """A reader half way through the list neither sees a story twice nor misses one."""
    for number in range(4):
        paper.print(number)
    first = paper.newest(ListingQuery("es"), 2)
    paper.print(9)

    assert numbers(paper.newest(ListingQuery("es"), 2, first.cursor)) == [1, 0]


def test_tombstones_are_skipped_and_the_page_is_filled(paper: Paper) -> None:
    """A withdrawn story leaves no gap: the next one takes its place."""
    for number in range(10):
        paper.print(number, gone=number in {8, 7, 6})

    assert paper.all_pages(ListingQuery("es"), 4) == [[9, 5, 4, 3], [2, 1, 0]]


def test_the_place_after_a_tombstone_is_found_when_only_tombstones_follow(paper: Paper) -> None:
    """Withdrawn stories at the end of the list do not make a page of their own."""
    for number in range(6):
        paper.print(number, gone=number < 3)

    assert paper.all_pages(ListingQuery("es"), 3) == [[5, 4, 3]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ListingQuery("es", section="culture"), [5, 4, 3]),
        (ListingQuery("es", tag="cine"), [5, 3, 1]),
        (ListingQuery("es", byline="ana"), [5, 2, 1]),
        (ListingQuery("es", section="culture", tag="cine"), [5, 3]),
        (ListingQuery("es", tag="cine", byline="ana"), [5, 1]),
        (ListingQuery("es", section="culture", tag="cine", byline="ana"), [5]),
        (ListingQuery("es", earliest=NOON + timedelta(minutes=2), before=NOON + timedelta(minutes=4)), [3, 2]),
        (ListingQuery("es", tag="cine", earliest=NOON + timedelta(minutes=2)), [5, 3]),
        (ListingQuery("es", before=NOON), []),
        (ListingQuery("en"), []),
    ],
)
def test_filters_hold_each_and_together(paper: Paper, query: ListingQuery, expected: list[int]) -> None:
    """Every story that fits is listed, and no other."""
    for number in range(6):
        paper.print(
            number,
            section="culture" if number > 2 else "international",
            tags=["cine"] if number % 2 else [],
            bylines=["ana"] if number in {1, 2, 5} else ["luis"],
        )

    assert numbers(paper.newest(query)) == expected


def test_a_search_that_finds_little_stops_and_says_where(paper: Paper) -> None:
    """However rare the answer, one request reads a bounded number of cards; the cursor leads on to the rest."""
    total = MOST_READ * 2 + 100
    for number in range(total):
        paper.print(number, section="culture" if number in {0, total - 1} else "international", tags=["cine"])
    query = ListingQuery("es", section="culture", tag="cine")

    first = paper.newest(query)

    assert numbers(first) == [total - 1]
    assert first.cursor is not None
    assert paper.table.items_read == MOST_READ
    assert paper.table.queries <= 8
    assert paper.all_pages(query, 20) == [[total - 1], [], [0]]


def test_a_plain_list_is_one_read(paper: Paper) -> None:
    """The usual question costs the table one query of one card more than are shown, however large the archive is."""
    for number in range(300):
        paper.print(number)

    paper.newest(ListingQuery("es"), 20)

    assert (paper.table.queries, paper.table.items_read) == (1, 21)


def test_a_cursor_belongs_to_its_query(paper: Paper) -> None:
    """Neither another section nor another range can be read with it; another limit can."""
    for number in range(6):
        paper.print(number)
    cursor = paper.newest(ListingQuery("es", section="international"), 2).cursor

    assert numbers(paper.newest(ListingQuery("es", section="international"), 3, cursor)) == [3, 2, 1]
    for other in (ListingQuery("es"), ListingQuery("es", section="culture"), ListingQuery("es", before=NOON)):
        with pytest.raises(CursorError):
            paper.newest(other, 2, cursor)


class StubbedTable(MemoryTable):
    """Answers queries with the pages it was given, one after the other."""

    def __init__(self, *pages: Page) -> None:
        super().__init__()
        self._pages = list(pages)

    def query(
        self,
        pk: str,  # noqa: ARG002 - every query is answered alike
        *,
        after: str | None = None,  # noqa: ARG002 - as the port says
        lowest: str | None = None,  # noqa: ARG002 - as the port says
        highest: str | None = None,  # noqa: ARG002 - as the port says
        newest_first: bool = True,  # noqa: ARG002 - as the port says
        limit: int = 100,  # noqa: ARG002 - as the port says
    ) -> Page:
        """The next page."""
        return self._pages.pop(0)


def test_an_empty_last_page_of_the_table_ends_the_list(paper: Paper) -> None:
    """DynamoDB may promise more where nothing follows: the reader is not sent there."""
    paper.print(1)
    stored = paper.table.query(listing_pk("es", "home"))
    table = StubbedTable(Page(stored.items, stored.items[-1].sk), Page((), None))
    listings = Listings(table, CurrentSite(table, paper.clock, lambda: SITE), Cursors(Keys(), paper.clock))

    listing = listings.newest(Request(ListingQuery("es"), 20))

    assert (numbers(listing), listing.cursor) == ([1], None)


def test_a_story_is_found_at_its_address(paper: Paper) -> None:
    """By the section's slug or its id; a withdrawn one and one that never was are equally absent."""
    paper.print(1)
    paper.print(2, gone=True)

    for section in ("internacional", "international"):
        card = paper.listings.at(SITE, "es", section, "story-1")
        assert card is not None
        assert card.headline == "Story 1"
    assert paper.listings.at(SITE, "es", "internacional", "story-2") is None
    assert paper.listings.at(SITE, "es", "internacional", "story-3") is None
    assert paper.listings.at(SITE, "fr", "internacional", "story-1") is None
    assert paper.listings.at(SITE, "es", "deportes", "story-1") is None
    assert paper.listings.at(SITE, "es", "internacional", "../story-1") is None


def test_the_site_is_kept_for_a_moment_and_then_looked_at_again(paper: Paper) -> None:
    """A new site.yaml is seen within seconds; until then the table is not asked."""
    assert paper.listings.site() is SITE
    changed = Site("El Diario", SITE.url, SITE.time_zone, SITE.languages, SITE.sections)
    body: dict[str, object] = {"version_id": "v1", "yaml": "", "site": changed.to_record()}
    paper.table.put(Item(CONFIG_PK, CURRENT, 1, body), None)

    assert paper.listings.site() is SITE
    paper.clock.advance(KEPT)
    seen = paper.listings.site()
    assert seen == changed
    paper.clock.advance(KEPT)
    assert paper.listings.site() is seen


def test_the_site_is_looked_at_again_when_the_clock_was_moved_back(paper: Paper) -> None:
    """What was kept until a moment to come is not kept until then."""
    assert paper.listings.site() is SITE
    changed = Site("El Diario", SITE.url, SITE.time_zone, SITE.languages, SITE.sections)
    paper.table.put(Item(CONFIG_PK, CURRENT, 1, {"site": changed.to_record()}), None)

    paper.clock.advance(-timedelta(days=1))

    assert paper.listings.site() == changed
