"""Live blogs: a body whose headings are times, cut into the entries that begin there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from laera.domain.complaints import Complaint
from laera.domain.dates import read_date
from laera.domain.plain_text import quoted

MOST_ENTRIES = 300
LONGEST_TITLE = 300
"""Characters."""

_HEADING = re.compile(r"##?(?=[ \t]|\Z)")
_TIME = re.compile(
    r"(?:(\d{4}-\d\d?-\d\d?)[ T])?(\d\d?)[:.h](\d\d)(?!\d|:\d|[–—-]\d| [–—-] \d\d?:\d| ?[AaPp]\.? ?[Mm]\b)"
    r"(?: ?hrs?\.?(?= |\Z))? ?[:·–—-]? ?(.*)",
    re.ASCII,
)
"""One time of the day's 24 hours to the minute, and the title: no stretch of time, no half of a day."""
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_HIDING = re.compile(r" {0,3}<(?:(!--)|(pre|script|style|textarea)(?=[\s>]|\Z))", re.IGNORECASE)
"""Raw HTML that goes on over blank lines, to the end of its tag or comment."""
_HOW = (
    "write ## 14:32 and a title, the hour from 0 to 23, with ## 2026-01-31 14:32 for another day; "
    "### for a heading within an entry"
)


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """What was written at one time. `moment` is aware UTC, `body` Markdown without the heading.

    `anchor` is its place on the page, and stays when entries come before or after it.
    """

    moment: datetime
    title: str
    body: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """A live blog taken apart: the Markdown above its first entry, its entries, the newest first, and what is wrong."""

    opening: str
    entries: tuple[LiveEntry, ...]
    complaints: tuple[Complaint, ...] = ()


def read_live_blog(body: str, published: datetime, clock: ZoneInfo, first_line: int = 1) -> LiveBlog:
    """Cut the body at every heading of its highest levels, `#` and `##`, in whichever order it was written.

    A time without a date is of the day of `published`, by the paper's clock. `first_line` is the body's in its file.
    """
    day = published.astimezone(clock).date().isoformat()
    opening, *pieces = _pieces(body)
    entries: list[LiveEntry] = []
    complaints: list[Complaint] = []
    for piece in pieces:
        line = first_line + piece.at
        found = _TIME.fullmatch(piece.heading)
        if found is None:
            problem = f"{quoted(piece.heading)} begins an entry of the live blog and has no time such as 14:32"
            complaints.append(Complaint(problem, _HOW, line))
            continue
        date, hour, minute, title = found.groups()
        reading = read_date(f"{date or day} {hour}:{minute}", clock)
        if reading.problem:
            cure = reading.cure if reading.moment else _HOW
            said = f"{quoted(piece.heading)}: {reading.problem}"
            complaints.append(Complaint(said, cure, line, is_warning=reading.moment is not None))
        if len(title) > LONGEST_TITLE:
            problem = f"the entry's title is {len(title)} characters long, more than the {LONGEST_TITLE} there may be"
            complaints.append(Complaint(problem, "shorten it", line))
        if reading.moment:
            entries.append(LiveEntry(reading.moment, title, piece.text))
    if len(entries) > MOST_ENTRIES:
        problem = f"the live blog holds {len(entries)} entries, more than the {MOST_ENTRIES} a page can carry"
        complaints.append(Complaint(problem, "end it, and begin another", first_line))
    return LiveBlog(opening.text, _in_order(entries, clock), tuple(complaints))


def _in_order(entries: list[LiveEntry], clock: ZoneInfo) -> tuple[LiveEntry, ...]:
    """The newest first, each with its anchor; those of the same minute are numbered in the order of writing."""
    if entries and entries[0].moment > entries[-1].moment:
        entries.reverse()
    counts: dict[str, int] = {}
    anchored = []
    for entry in sorted(entries, key=lambda entry: entry.moment):
        anchor = entry.moment.astimezone(clock).strftime("t%Y%m%d-%H%M")
        counts[anchor] = count = counts.get(anchor, 0) + 1
        anchored.append(replace(entry, anchor=anchor if count == 1 else f"{anchor}-{count}"))
    return tuple(reversed(anchored))


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text below one heading. `at` is the heading's line, counted from 0."""

    heading: str
    text: str
    at: int


def _pieces(body: str) -> Iterator[_Piece]:
    """What stands above the first heading, then what stands below each."""
    heading, begun, lines = "", 0, list[str]()
    hidden_until: Callable[[str], bool] | None = None
    for at, line in enumerate(body.split("\n")):
        if hidden_until is None:
            hidden_until = _end_of_what_begins(line)
            found = _HEADING.match(line) if hidden_until is None else None
            if found:
                yield _Piece(heading, "\n".join(lines), begun)
                heading, begun, lines = _words_of(line[found.end() :]), at, []
                continue
        elif hidden_until(line):
            hidden_until = None
        lines.append(line)
    yield _Piece(heading, "\n".join(lines), begun)


def _words_of(heading: str) -> str:
    """The heading without the signs that may close it."""
    words = " ".join(heading.split())
    open_end = words.rstrip("#")
    return open_end.rstrip() if not open_end or open_end.endswith(" ") else words


def _end_of_what_begins(line: str) -> Callable[[str], bool] | None:
    """Tells the line that ends the block of code or hidden text which begins here; None when none does."""
    if fence := _FENCE.match(line):
        sign, length = fence[1][0], len(fence[1])
        return lambda later: (bare := later.strip()).strip(sign) == "" and len(bare) >= length
    if hiding := _HIDING.match(line):
        end = "-->" if hiding[1] else f"</{hiding[2].lower()}>"
        if end not in line[hiding.end() :].lower():
            return lambda later: end in later.lower()
    return None
