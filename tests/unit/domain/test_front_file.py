"""Front documents: fronts/<language>/<front>.yaml, read or complained about."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laera.domain.complaints import Complaint, errors_in
from laera.domain.front_file import (
    LARGEST_FRONT_FILE,
    FrontFileReading,
    FrontName,
    front_named,
    is_front_file,
    read_front,
)
from laera.domain.fronts import Breaking, Choices, Daypart, FrontDocument, Order, Pin, Spell
from laera.domain.site_file import read_site

_READ = read_site(b"""\
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
sections:
  - {id: international, es: Internacional, en: International}
  - {id: culture, es: Cultura, en: Culture}
""").site
assert _READ is not None
SITE = _READ
HOME = "fronts/es/home.yaml"
SECTION = "fronts/es/cultura.yaml"


def read(text: str, key: str = HOME) -> FrontFileReading:
    """The document as the desk reads it."""
    return read_front(key, text.encode(), SITE)


def document(text: str, key: str = HOME) -> FrontDocument:
    """A document in which nothing is wrong or odd."""
    reading = read(text, key)
    assert reading.complaints == ()
    assert reading.document is not None
    return reading.document


def error(text: str, key: str = HOME) -> str:
    """The one complaint, which leaves the front as it was."""
    reading = read(text, key)
    assert reading.document is None
    assert len(reading.complaints) == 1, [str(complaint) for complaint in reading.complaints]
    return str(reading.complaints[0])


def test_a_whole_document_is_read() -> None:
    """Every field an editor can write, by the paper's clock where there is no offset."""
    whole = document("""\
lead: articles/es/a.md
pins:
  - {story: /cultura/b, position: 3, from: 2026-01-31 06:00, until: 2026-02-01}
  - https://laera.example/internacional/c/
order: updated
sections: [cultura]
breaking:
  text: Se levanta la alerta
  story: articles/es/d.md
  until: 2026-01-31T12:00:00Z
dayparts:
  - {from: 22:00, to: "6:30", lead: {story: articles/es/e.md, until: 2026-03-01T00:00:00Z}}
""")

    choices = Choices(
        lead=Pin("file#articles/es/a.md"),
        pins=(
            Pin("page#/cultura/b", 3, Spell(datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 2, 1, 3, tzinfo=UTC))),
            Pin("page#/internacional/c", 4),
        ),
        order=Order.UPDATED,
        sections=("culture",),
    )
    breaking = Breaking(
        "Se levanta la alerta", Spell(None, datetime(2026, 1, 31, 12, tzinfo=UTC)), "file#articles/es/d.md"
    )
    lead_at_night = Pin("file#articles/es/e.md", 1, Spell(None, datetime(2026, 3, 1, tzinfo=UTC)))
    night = Daypart(time(22), time(6, 30), Choices(lead=lead_at_night))
    assert whole == FrontDocument(choices, breaking, (night,))
    assert FrontDocument.from_record(whole.to_record()) == whole


def test_an_empty_document_decides_nothing() -> None:
    """The front stays automatic."""
    assert document("# nothing yet\n") == FrontDocument()


def test_stories_and_ends_are_told_with_their_lines() -> None:
    """So that the press can say of each what the day has to say about it."""
    reading = read("lead: articles/es/a.md\nbreaking:\n  text: Ya\n  until: 2026-01-31T12:00:00Z\n")

    assert [(mention.written, mention.line, mention.field) for mention in reading.mentions] == [
        ("articles/es/a.md", 1, "lead")
    ]
    assert [(end.moment.hour, end.line, end.field) for end in reading.ends] == [(12, 4, "breaking.until")]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (HOME, FrontName("es", "home")),
        ("fronts/en/home.yaml", FrontName("en", "home")),
        (SECTION, FrontName("es", "culture")),
        ("fronts/es/culture.yaml", FrontName("es", "culture")),
    ],
)
def test_a_front_is_named_by_its_file(key: str, name: FrontName) -> None:
    """Home by that word; a section by its id or its name."""
    assert is_front_file(key)
    assert front_named(key, SITE) == name


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("fronts/home.yaml", "does not lie in the folder of a language; name it such as fronts/es/home.yaml"),
        ("fronts/es/more/home.yaml", "does not lie in the folder of a language"),
        ("fronts/ee/home.yaml", "'ee' is not a language of site.yaml; choose one of: en, es"),
        ("fronts/es/cultra.yaml", "there is no front 'cultra'; did you mean 'cultura'?"),
        ("fronts/en/Home.YAML", "the front 'Home' is written otherwise in a file's name; name it fronts/en/home.yaml"),
        ("fronts/en/cultura.yaml", "name it fronts/en/culture.yaml"),
        ("fronts/es/x.yaml", "choose one of: cultura, home, internacional"),
    ],
)
def test_a_file_that_names_no_front_is_told_so(key: str, said: str) -> None:
    """With the name that was probably meant."""
    named = front_named(key, SITE)

    assert isinstance(named, Complaint)
    assert read("sections: [nowhere]\npins: [", key).complaints == (named,)
    assert said in str(named)
    assert read("lead: articles/es/a.md\n", key).complaints == (named,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lead: hello", "line 1: lead: 'hello' is not a story of this paper; write its file, such as"),
        ("lead: https://other.example/cultura/a", "is not a story of this paper"),
        ("lead: /cultura", "'/cultura' is not a story of this paper"),
        ("lead: https://[/cultura/a", "is not a story of this paper"),
        ("lead: /en/culture/a", "is a story in 'en', and this front is in 'es'"),
        ("lead: /cultra/a", "no section of this paper stands at '/cultra'; did you mean '/cultura/a'?"),
        ("lead: {until: 2026-01-31}", "lead: no story is named here; add story: articles/es/a-story.md"),
        ("lead: {story: articles/es/a.md, until: soon}", "lead.until: 'soon': this is not a date"),
        ("lead: {story: articles/es/a.md, from: 2026-02-01, until: 2026-01-31}", "this is not after its beginning"),
        (f"lead: articles/{'ñ' * 460}.md", "is no story's name"),
        ("pins: [{story: articles/es/a.md, position: 1}]", "position 1 is the lead's; name the story as lead: …"),
        ("pins: [{story: articles/es/a.md, position: top}]", "this should be a number, counted from the top"),
        ("pins: [{story: articles/es/a.md, position: 6}]", "positions run from 2 to 5 here; below them, the home"),
        (
            "pins: [{story: articles/es/a.md, position: 3}, {story: articles/es/b.md, position: 3}]",
            "two stories are pinned at position 3 at the same time",
        ),
        (
            "lead: articles/es/a.md\npins: [articles/es/a.md]",
            "line 2: pins: 'articles/es/a.md' stands at the positions 1 and 2; keep one of them",
        ),
        (f"pins: [{', '.join(f'articles/es/{number}.md' for number in range(11))}]", "there are 11 entries, more than"),
        ("order: newst", "'newst' is not an order; did you mean 'newest'?"),
        ("sections: [cultra]", "'cultra' is not in site.yaml; did you mean 'cultura'?"),
        ("sections: [cultura, culture]", "'culture' is there twice; keep one"),
        ("breaking: Ya", "breaking news need a text and an end; write text: … and until:"),
        ("breaking: {text: Ya}", "breaking.until: breaking news must have an end; add until:"),
        ("breaking: {until: 2026-01-31}", "breaking.text: there is no text for readers"),
        (f"breaking: {{text: {'a' * 161}, until: 2026-01-31}}", "this is 161 characters long, more than the 160"),
        ("breaking: {text: Ya, until: 2026-01-31, link: 'javascript:alert(1)'}", "is not an address; write one that"),
        ("breaking: {text: Ya, until: 2026-01-31, link: //evil.example}", "is not an address"),
        ("breaking: {text: Ya, until: 2026-01-31, link: 'https://['}", "is not an address"),
        ("breaking: {text: Ya, until: 2026-01-31, link: /en, story: articles/es/a.md}", "both a story and a link"),
        ("dayparts: [morning]", "a daypart needs its hours and what is decided for them"),
        ("dayparts: [{from: 6:00, lead: articles/es/a.md}]", 'dayparts.to: this is missing; add to: "06:00"'),
        ("dayparts: [{from: 25:00, to: 6, lead: articles/es/a.md}]", "'25:00' is not an hour of the day"),
        ("dayparts: [{from: 6, to: 6:00, lead: articles/es/a.md}]", "these hours have no length"),
        (
            "dayparts: [{from: 22, to: 6, order: newest}, {from: 5:59, to: 7, order: newest}]",
            "these hours overlap with those of 22:00-06:00",
        ),
        ("lead: [", "a '[' or '{' opens a list here that is not closed"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(text: str, said: str) -> None:
    """One mistake, one complaint, in words an editor can act on."""
    assert said in error(text)


def test_everything_wrong_is_said_at_once() -> None:
    """An editor mends a document once; lines come in order."""
    reading = read("order: up\nlead: x\nbreaking: {text: Ya}\n", HOME)

    assert reading.document is None
    assert [complaint.line for complaint in reading.complaints] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pinz: []", "'pinz' is not a field here; it was left out; did you mean 'pins'?"),
        ("lead: {story: articles/es/a.md, position: 3}", "'position' is not a field here"),
        ("dayparts: [{from: 6, to: 7}]", "nothing is decided for these hours"),
    ],
)
def test_what_is_odd_is_a_warning(text: str, said: str) -> None:
    """The front is set all the same."""
    reading = read(text)

    assert reading.document is not None
    assert [said in str(complaint) for complaint in reading.complaints] == [True]


def test_only_the_home_front_has_blocks_of_sections() -> None:
    """On a section's front the field is left out, with a warning, and positions run further down."""
    reading = read("sections: [cultura]\npins: [{story: articles/es/a.md, position: 30}]\n", SECTION)

    assert reading.document == FrontDocument(Choices(pins=(Pin("file#articles/es/a.md", 30),)))
    assert "only the home front has blocks of sections" in str(reading.complaints[0])


def test_pins_may_follow_each_other_at_one_position() -> None:
    """One ends when the next begins."""
    pins = document(
        "pins:\n"
        "  - {story: articles/es/a.md, position: 2, until: 2026-01-31}\n"
        "  - {story: articles/es/b.md, position: 2, from: 2026-01-31}\n"
    ).choices.pins

    assert [pin.position for pin in pins or ()] == [2, 2]


def test_a_day_ends_at_twenty_four_hours() -> None:
    """As a station clock has it."""
    [evening] = document('dayparts: [{from: 18h30, to: "24:00", order: newest}]').dayparts

    assert (evening.start, evening.end) == (time(18, 30), time(0))


def test_a_file_too_large_is_not_read() -> None:
    """However it was made, it costs nothing."""
    assert "larger than 65,536 bytes" in error("#" * (LARGEST_FRONT_FILE + 1))


_NAMES = ["lead", "pins", "story", "position", "from", "until", "to", "order", "sections", "breaking", "text", "link"]
_VALUES = [
    "06:00",
    "24:00",
    "2026-01-31",
    "articles/es/a.md",
    "/cultura/a",
    "https://laera.example/",
    "newest",
    "-1",
    "9" * 12,
]
_TRAPS = [
    "//x",
    "http://[",
    "&a",
    "*a",
    "!!x",
    "|",
    ">",
    "[",
    "]",
    "{",
    "}",
    ":",
    "-",
    "#",
    "\\uD800",
    "\x00",
    "\u202e",
]
_WORDS = st.sampled_from([*_NAMES, "dayparts", *_VALUES, *_TRAPS])


@given(st.lists(_WORDS, max_size=40), st.lists(st.sampled_from([" ", ": ", "\n", "\n  - ", ", "]), min_size=40))
def test_nothing_that_looks_like_a_document_is_too_much(words: list[str], between: list[str]) -> None:
    """A document comes with no error, or there is none and at least one error."""
    body = "".join(word + gap for word, gap in zip(words, between, strict=False)).encode("utf-8", "surrogatepass")
    reading = read_front(HOME, body, SITE)

    assert (reading.document is None) == bool(errors_in(reading.complaints))
    if reading.document:
        assert FrontDocument.from_record(reading.document.to_record()) == reading.document


@given(st.text(max_size=30), st.binary(max_size=300))
def test_no_name_and_no_bytes_are_too_much(word: str, body: bytes) -> None:
    """Whatever lies under fronts/, the desk has an answer."""
    reading = read_front(f"fronts/{word}.yaml", body, SITE)

    assert (reading.document is None) == bool(errors_in(reading.complaints))
