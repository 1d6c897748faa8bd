"""Live blogs: the entries of a body, and what is wrong with it."""

from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from laera.domain.live_blogs import LONGEST_TITLE, MOST_ENTRIES, LiveBlog, LiveEntry, read_live_blog

SANTIAGO = ZoneInfo("America/Santiago")
PUBLISHED = datetime(2026, 1, 28, 23, 10, tzinfo=UTC)
"""20:10 on January 28 in Santiago."""


def read(body: str, first_line: int = 1) -> LiveBlog:
    """The blog of a match."""
    return read_live_blog(body, PUBLISHED, SANTIAGO, first_line)


def only_entry(body: str) -> LiveEntry:
    """The one entry of a blog that is in order."""
    blog = read(body)
    assert blog.complaints == ()
    assert len(blog.entries) == 1
    return blog.entries[0]


def titles(body: str) -> list[str]:
    """Those of a blog that is in order, as readers see them."""
    blog = read(body)
    assert blog.complaints == ()
    return [entry.title for entry in blog.entries]


def test_each_heading_begins_an_entry_at_its_time() -> None:
    """By the paper's clock; what stands above the first one belongs to none."""
    blog = read("Before it.\n\n## 21:00 Kick-off\n\nQuilmar begin.\n\n## 21:12 Goal\n\n0-1.\n")

    assert blog.complaints == ()
    assert blog.opening == "Before it.\n"
    assert blog.entries == (
        LiveEntry(datetime(2026, 1, 29, 0, 12, tzinfo=UTC), "Goal", "\n0-1.\n", "t20260128-2112"),
        LiveEntry(datetime(2026, 1, 29, 0, 0, tzinfo=UTC), "Kick-off", "\nQuilmar begin.\n", "t20260128-2100"),
    )


def test_the_order_of_writing_makes_no_difference() -> None:
    """Newest at the top or at the bottom of the file: readers see the same, at the same addresses."""
    down = read("## 21:00 One\n## 21:12 Two\n## 21:12 Three\n## 21:30 Four\n")
    up = read("## 21:30 Four\n## 21:12 Three\n## 21:12 Two\n## 21:00 One\n")

    assert [(entry.title, entry.anchor) for entry in down.entries] == [
        ("Four", "t20260128-2130"),
        ("Three", "t20260128-2112-2"),
        ("Two", "t20260128-2112"),
        ("One", "t20260128-2100"),
    ]
    assert [(entry.title, entry.anchor) for entry in up.entries] == [
        (entry.title, entry.anchor) for entry in down.entries
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("## 21:12 Goal", "Goal"),
        ("# 21:12 Goal", "Goal"),
        ("## 21.12 – Goal ##", "Goal"),
        ("## 21h12: Goal", "Goal"),
        ("##   21:12  hrs.  Goal", "Goal"),
        ("## 21:12", ""),
        ("## 21:12 C#", "C#"),
        ("## 2026-01-28 21:12 Goal", "Goal"),
        ("## 2026-01-28T21:12 Goal", "Goal"),
        ("## 21:12 3-0", "3-0"),
        ("## 21:12 – 3-0", "3-0"),
        ("## 21:12 a mitad de camino", "a mitad de camino"),
    ],
)
def test_a_time_may_be_written_in_many_ways(heading: str, title: str) -> None:
    """As editors write it; the title is what is left."""
    entry = only_entry(heading)

    assert (entry.moment, entry.title) == (datetime(2026, 1, 29, 0, 12, tzinfo=UTC), title)


def test_an_entry_past_midnight_says_its_day() -> None:
    """It stands above those of the evening."""
    assert titles("## 23:50 Late\n## 2026-01-29 00:12 Later\n") == ["Later", "Late"]
    assert only_entry("## 2026-01-29 00:12 Later").anchor == "t20260129-0012"


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n## 21:30 Hidden\n```",
        "~~~~ text\n## 21:30 Hidden\n~~~\n## 21:31 Hidden\n~~~~",
        "<!--\n\n## 21:30 Hidden\n\n-->",
        "<pre>\n\n## 21:30 Hidden\n\n</pre>",
        "    ## 21:30 Hidden",
        "> ## 21:30 Hidden",
        "### 21:30 Hidden",
        "##21:30 Hidden",
    ],
)
def test_what_is_no_heading_begins_no_entry(hidden: str) -> None:
    """Code, quotations, smaller headings; above all what an editor commented out."""
    assert titles(f"## 21:00 One\n\n{hidden}\n\n## 22:00 Two\n") == ["Two", "One"]
    assert read(f"## 21:00 One\n\n{hidden}\n\n## 22:00 Two\n").entries[1].body == f"\n{hidden}\n"


@pytest.mark.parametrize("open_end", ["<!-- never closed", "```"])
def test_what_is_never_closed_hides_the_rest(open_end: str) -> None:
    """As it does in every story."""
    assert titles(f"## 21:00 One\n{open_end}\n## 22:00 Two\n") == ["One"]


@pytest.mark.parametrize("closed", ["<!-- a note -->", "```code``` in a line", "<pre>x</pre>"])
def test_what_is_closed_in_its_line_hides_nothing(closed: str) -> None:
    """The next entry is one."""
    assert titles(f"## 21:00 One\n{closed}\n## 22:00 Two\n") == ["Two", "One"]


def test_a_heading_without_a_time_is_told_with_its_line() -> None:
    """And the others are entries all the same."""
    blog = read("## 21:00 One\n\n## Two\n", first_line=8)

    [complaint] = blog.complaints
    assert (complaint.line, complaint.is_warning) == (10, False)
    assert complaint.problem == "'Two' begins an entry of the live blog and has no time such as 14:32"
    assert complaint.cure.startswith("write ## 14:32 and a title")
    assert [entry.title for entry in blog.entries] == ["One"]


@pytest.mark.parametrize(
    "heading", ["2:30 pm Verdict", "2:30 p. m. Verdict", "2.30PM", "14:32–15:10 A", "14:32 - 15:10 A", "14:32:10 A"]
)
def test_half_days_stretches_and_seconds_are_not_guessed_at(heading: str) -> None:
    """An entry stands at one minute of the 24 hours, or the editor is asked."""
    [complaint] = read(f"## {heading}\n").complaints

    assert not complaint.is_warning
    assert "the hour from 0 to 23" in complaint.cure


@pytest.mark.parametrize("heading", ["25:10 Goal", "21:61 Goal", "2026-02-30 21:00 Goal"])
def test_a_time_that_is_none_is_told(heading: str) -> None:
    """With the heading as it was written."""
    [complaint] = read(f"## {heading}\n").complaints

    assert complaint.problem == f"'{heading}': there is no such date or time"
    assert complaint.cure.startswith("write ## 14:32")


def test_a_time_that_comes_twice_is_a_warning() -> None:
    """When clocks are turned back the first is taken."""
    blog = read("## 2026-04-04 23:30 Late\n")

    assert [complaint.is_warning for complaint in blog.complaints] == [True]
    assert blog.entries[0].moment == datetime(2026, 4, 5, 2, 30, tzinfo=UTC)


def test_titles_and_blogs_have_an_end() -> None:
    """A page can carry so much."""
    long = read(f"## 21:00 {'x' * (LONGEST_TITLE + 1)}\n")
    many = read("## 21:00 One\n" * (MOST_ENTRIES + 1))

    assert [complaint.problem for complaint in long.complaints] == [
        "the entry's title is 301 characters long, more than the 300 there may be"
    ]
    assert [complaint.problem for complaint in many.complaints] == [
        "the live blog holds 301 entries, more than the 300 a page can carry"
    ]


@pytest.mark.parametrize("piece", ["## 21:00\n", "##  ", "## #", "# " * 9, "```\n", "<!--", "21:00 ", "\n", "~~~~"])
def test_no_text_takes_long(piece: str) -> None:
    """However it repeats itself: a megabyte within a second."""
    body = "## 21:00 " + piece * (1_000_000 // len(piece))
    started = process_time()
    read(body)

    assert process_time() - started < 3
