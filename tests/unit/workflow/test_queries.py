"""What a reader asks: every parameter checked, every complaint at once, one form for one question."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.domain.site import Section, Site
from laera.workflow.queries import LARGEST_LIMIT, PARAMETERS, ListingQuery, Request, read_request

SITE = Site(
    name="La Era",
    url="https://laera.example",
    time_zone="America/Santiago",
    languages=("es", "en"),
    sections=(
        Section("international", {"es": "Internacional", "en": "International"}),
        Section("politics", {"es": "Política", "en": "Politics"}),
    ),
)


def query(text: str) -> ListingQuery:
    """The query in a string that is in order."""
    reading = read_request(text, SITE)
    assert reading.request is not None, reading.complaints
    return reading.request.query


def complaint(text: str) -> str:
    """The one thing wrong with a string."""
    reading = read_request(text, SITE)
    assert reading.request is None
    assert len(reading.complaints) == 1, reading.complaints
    return str(reading.complaints[0])


def test_without_parameters_the_paper_lists_its_own_language() -> None:
    """The site's first language, everything, twenty at a time."""
    assert read_request("", SITE).request == Request(ListingQuery("es"), 20)


@pytest.mark.parametrize("word", ["international", "internacional", "International"])
def test_a_section_is_known_by_id_and_by_any_slug(word: str) -> None:
    """Whichever word the reader has, it is the same question, and its cursors fit."""
    assert query(f"section={word}") == query("section=international")
    assert query(f"section={word}").fingerprint() == query("section=international").fingerprint()


@pytest.mark.parametrize(
    ("text", "earliest", "before"),
    [
        # The paper's own days: Santiago is three hours behind UTC in January, four in July.
        ("from=2026-01-31", "2026-01-31T03:00:00", None),
        ("to=2026-01-31", None, "2026-02-01T03:00:00"),
        ("from=2026-07-01&to=2026-07-01", "2026-07-01T04:00:00", "2026-07-02T04:00:00"),
        # The clock goes forward at midnight: the day begins where it can.
        ("from=2026-09-06", "2026-09-06T04:00:00", None),
        # The last second of a range is in it; fractions never lose a story.
        ("from=2026-01-31T09:30:00-03:00", "2026-01-31T12:30:00", None),
        ("from=2026-01-31T09:30:00.25-03:00", "2026-01-31T12:30:01", None),
        ("to=2026-01-31T09:30:00Z", None, "2026-01-31T09:30:01"),
        ("to=2026-01-31T09:30:00.75Z", None, "2026-01-31T09:30:01"),
        # Without an offset, the paper's clock.
        ("from=2026-01-31T09:30", "2026-01-31T12:30:00", None),
        # A + that was not escaped.
        ("from=2026-01-31T09:30:00+02:00", "2026-01-31T07:30:00", None),
        ("from=2026-01-31T09:30:00%2B02:00", "2026-01-31T07:30:00", None),
    ],
)
def test_a_range_has_whole_seconds_at_both_ends(text: str, earliest: str | None, before: str | None) -> None:
    """Days are the paper's; moments are what they say."""
    asked = query(text)

    assert asked.earliest == (datetime.fromisoformat(earliest).replace(tzinfo=UTC) if earliest else None)
    assert asked.before == (datetime.fromisoformat(before).replace(tzinfo=UTC) if before else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("langauge=es", "langauge: there is no such parameter; did you mean 'language'?"),
        ("language=fr", "language: 'fr' is not a language of this paper; choose one of: es, en"),
        ("language=es&language=en", "language: is given more than once; give it once"),
        ("tag=", "tag: has no value; give one, or leave the parameter out"),
        (
            "section=internacionall",
            "section: 'internacionall' is not a section of this paper; did you mean 'internacional'?",
        ),
        ("tag=Pol%C3%ADtica", "tag: 'Política' is not a slug; write 'politica'"),
        ("byline=%00%1b", "byline: '\ufffd\ufffd' is not a slug; write lower-case letters, digits and hyphens"),
        ("limit=0", "limit: '0' cannot be the number of stories; write a whole number from 1 to 50"),
        ("limit=51", "limit: '51' cannot be the number of stories; write a whole number from 1 to 50"),
        ("limit=٥", "limit: '٥' cannot be the number of stories; write a whole number from 1 to 50"),
        (
            "from=31/01/2026",
            "from: '31/01/2026' is not a date; write a day, 2026-01-31, or a moment, 2026-01-31T09:30:00-03:00",
        ),
        ("from=2026-02-01&to=2026-01-31", "to: the range ends before it begins; exchange from and to"),
    ],
)
def test_a_complaint_names_the_parameter_and_the_cure(text: str, said: str) -> None:
    """What is wrong, where, and what to write instead."""
    assert complaint(text) == said


@pytest.mark.parametrize(
    "word",
    ["2026-13-01", "2026-02-30", "20260131", "2026-W05", "0001-01-01", "9999-12-31", "2026-01-31T25:00Z", "now",
     "2026-01-31T09:30:00+99:99", "-2026-01-31", "２０２６-01-31", "2026-01-31 09:30", "2026-01-31T09:30Z; DROP"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["from", "to"])
def test_what_is_no_date_is_refused(name: str, word: str) -> None:
    """Only the two forms that are documented, and only years a newspaper can have."""
    assert complaint(f"{name}={quote(word)}").startswith(f"{name}: ")


def test_all_complaints_come_at_once() -> None:
    """A reader mends a query once."""
    reading = read_request("language=fr&section=x&tag=A&byline=B&from=x&to=y&limit=z&sort=up", SITE)

    assert {complaint.field for complaint in reading.complaints} == {
        "language", "section", "tag", "byline", "from", "to", "limit", "sort",
    }  # fmt: skip


def test_a_flood_of_parameters_is_refused_as_one() -> None:
    """Thousands of parameters cost one complaint."""
    assert "more than 32 parameters" in complaint("&".join(f"p{number}=1" for number in range(5000)))


def test_a_long_word_is_not_repeated_whole() -> None:
    """A complaint stays readable."""
    assert len(complaint(f"tag={'A' * 100_000}")) < 300


def test_the_next_address_asks_the_same_question() -> None:
    """It carries every filter in one order, the language said, so the list goes on although defaults may change."""
    reading = read_request("limit=5&to=2026-01-31&section=internacional&tag=cine", SITE)
    assert reading.request is not None

    address = reading.request.address_after("/api/articles", "a.b")
    again = read_request(urlsplit(address).query, SITE)

    assert address == "/api/articles?language=es&section=international&tag=cine&to=2026-01-31&limit=5&cursor=a.b"
    assert again.request is not None
    assert again.request.query == reading.request.query
    assert list(parse_qs(urlsplit(address).query)) == [name for name in PARAMETERS if name in address]


_VALUES = st.one_of(
    st.text(),
    st.integers().map(str),
    st.datetimes().map(datetime.isoformat),
    st.dates().map(str),
    st.sampled_from(["es", "en", "international", "cine", "20"]),
)


@given(st.lists(st.tuples(st.sampled_from([*PARAMETERS, "x"]), _VALUES), max_size=6), st.booleans())
def test_nothing_a_reader_writes_raises(pairs: list[tuple[str, str]], escaped: bool) -> None:
    """Any query string is a request or complaints, and a request's next address can be written."""
    text = "&".join(f"{name}={quote(value, errors='replace') if escaped else value}" for name, value in pairs)
    reading = read_request(text, SITE)

    assert (reading.request is None) == bool(reading.complaints)
    if reading.request:
        assert 1 <= reading.request.limit <= LARGEST_LIMIT
        assert reading.request.address_after("/api/articles", "c").isascii()
        asked = reading.request.query
        assert asked.earliest is None or asked.before is None or asked.before - asked.earliest > timedelta()
