"""What a reader asks of the listing: the parameters of an address, read, checked and put in one form."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qsl, urlencode

from laera.domain.complaints import Complaint, did_you_mean
from laera.domain.listings import HOME, Card, listing_pk, stamp
from laera.domain.site import Site
from laera.domain.slugs import is_slug, slugify

DEFAULT_LIMIT = 20
LARGEST_LIMIT = 50
PARAMETERS = ("language", "section", "tag", "byline", "from", "to", "limit", "cursor")
"""In the order in which our own links write them, so that one list has one address."""

_MOST_PARAMETERS = 32
_LONGEST_ECHO = 60
_YEARS = range(1600, 3000)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,4}")
_DATE_CURE = "write a day, 2026-01-31, or a moment, 2026-01-31T09:30:00-03:00"


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Which stories, in one language: of a section (its id), tag or byline (slugs), published in a stretch of time.

    The stretch holds `earliest` and does not hold `before`; both are whole seconds of aware UTC.
    """

    language: str
    section: str | None = None
    tag: str | None = None
    byline: str | None = None
    earliest: datetime | None = None
    before: datetime | None = None

    @property
    def pk(self) -> str:
        """The smallest of the table's lists that holds every answer. A stretch of time then bounds the sort key."""
        if self.tag:
            return listing_pk(self.language, f"tag#{self.tag}")
        if self.byline:
            return listing_pk(self.language, f"author#{self.byline}")
        return listing_pk(self.language, f"section#{self.section}" if self.section else HOME)

    @property
    def lowest(self) -> str | None:
        """The sort key of the oldest story wanted is not below this."""
        return stamp(self.earliest) if self.earliest else None

    @property
    def highest(self) -> str | None:
        """The sort key of the newest story wanted is below this: keys are longer than the stamp they begin with."""
        return stamp(self.before) if self.before else None

    @property
    def is_filtered(self) -> bool:
        """Whether the list may hold stories that are not wanted."""
        return sum(word is not None for word in (self.section, self.tag, self.byline)) > 1

    def wants(self, card: Card) -> bool:
        """Whether a story of the list is an answer."""
        return (
            self.section in {None, card.section}
            and (self.tag is None or any(tag.slug == self.tag for tag in card.tags))
            and (self.byline is None or any(byline.slug == self.byline for byline in card.bylines))
        )

    def fingerprint(self) -> str:
        """The same for the same question, however it was spelt; a cursor is signed for it."""
        asked = [self.language, self.section, self.tag, self.byline, self.lowest, self.highest]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Request:
    """A query with the page of it that is wanted. `given` are the parameters as the reader wrote them."""

    query: ListingQuery
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    given: tuple[tuple[str, str], ...] = ()

    def address_after(self, path: str, cursor: str) -> str:
        """Where the list goes on: the same parameters, in the one order, language and section in their one form."""
        words = {**dict(self.given), "language": self.query.language, "cursor": cursor}
        if self.query.section:
            words["section"] = self.query.section
        return f"{path}?{urlencode([(name, words[name]) for name in PARAMETERS if name in words])}"


@dataclass(frozen=True, slots=True)
class RequestReading:
    """What reading came to: `request` is None when there are complaints."""

    request: Request | None
    complaints: tuple[Complaint, ...] = ()


def complaints_about(text: str, known: Sequence[str]) -> tuple[Complaint, ...]:
    """What is wrong with a query string before any value is looked at."""
    return tuple(Parameters(text, known).complaints)


def read_request(text: str, site: Site) -> RequestReading:
    """Read the query string of a listing; every complaint is gathered."""
    parameters = Parameters(text, PARAMETERS)
    language = parameters.language(site)
    earliest, before = parameters.moment("from", site), parameters.moment("to", site)
    if earliest and before and earliest >= before:
        parameters.complain("to", "the range ends before it begins", "exchange from and to")
    query = ListingQuery(
        language,
        section=parameters.section(site),
        tag=parameters.slug("tag"),
        byline=parameters.slug("byline"),
        earliest=earliest,
        before=before,
    )
    request = Request(query, parameters.limit(), parameters.words.get("cursor"), tuple(parameters.words.items()))
    return RequestReading(None if parameters.complaints else request, tuple(parameters.complaints))


class Parameters:
    """The parameters of one query string, and what was found wrong with them so far."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        self.words: dict[str, str] = {}
        self.complaints: list[Complaint] = []
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
        except ValueError:
            self.complain(None, f"there are more than {_MOST_PARAMETERS} parameters", "send fewer")
            pairs = []
        for name, value in pairs:
            if name not in known:
                cure = did_you_mean(_echo(name), known) or "this address takes none"
                self.complain(_echo(name), "there is no such parameter", cure)
            elif name in self.words:
                self.complain(name, "is given more than once", "give it once")
            elif not value:
                self.complain(name, "has no value", "give one, or leave the parameter out")
            else:
                self.words[name] = value

    def complain(self, name: str | None, problem: str, cure: str) -> None:
        """Note what is wrong with a parameter, and how to cure it."""
        self.complaints.append(Complaint(problem, cure, field=name))

    def language(self, site: Site) -> str:
        """One of the paper's; without a word, its first."""
        word = self.words.get("language", site.default_language)
        if word not in site.languages:
            cure = f"choose one of: {', '.join(site.languages)}"
            self.complain("language", f"'{_echo(word)}' is not a language of this paper", cure)
        return word

    def section(self, site: Site) -> str | None:
        """A section's id."""
        word = self.words.get("section")
        if word is None:
            return None
        section = site.section(word)
        if section is None:
            cure = did_you_mean(_echo(word), _section_words(site))
            self.complain("section", f"'{_echo(word)}' is not a section of this paper", cure)
        return section.id if section else None

    def slug(self, name: str) -> str | None:
        """The value of a parameter that is a slug."""
        word = self.words.get(name)
        if word is not None and not is_slug(word):
            slug = slugify(word)
            cure = f"write '{slug}'" if slug else "write lower-case letters, digits and hyphens"
            self.complain(name, f"'{_echo(word)}' is not a slug", cure)
        return word

    def limit(self) -> int:
        """How many stories at most."""
        word = self.words.get("limit", str(DEFAULT_LIMIT))
        if not _WHOLE_NUMBER.fullmatch(word) or not 1 <= int(word) <= LARGEST_LIMIT:
            cure = f"write a whole number from 1 to {LARGEST_LIMIT}"
            self.complain("limit", f"'{_echo(word)}' cannot be the number of stories", cure)
            return DEFAULT_LIMIT
        return int(word)

    def moment(self, name: str, site: Site) -> datetime | None:
        """`from` as its first second, `to` as the first second after it. A bare day is the paper's own day."""
        word = self.words.get(name)
        if word is None:
            return None
        try:
            return _bound(word, site, is_end=name == "to")
        except (ValueError, OverflowError):
            self.complain(name, f"'{_echo(word)}' is not a date", _DATE_CURE)
            return None


def _bound(word: str, site: Site, *, is_end: bool) -> datetime:
    # An unescaped + of an offset arrives as a space.
    word = word.replace(" ", "+") if "T" in word else word
    if _DATE.fullmatch(word):
        day = date.fromisoformat(word) + timedelta(days=1 if is_end else 0)
        bound = datetime.combine(day, time(), site.clock).astimezone(UTC)
    elif _INSTANT.fullmatch(word):
        moment = datetime.fromisoformat(word)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=site.clock)).astimezone(UTC)
        whole = moment.replace(microsecond=0)
        bound = whole + timedelta(seconds=1) if is_end or whole < moment else whole
    else:
        raise ValueError(word)
    if bound.year not in _YEARS:
        raise ValueError(word)
    return bound


def _section_words(site: Site) -> Iterator[str]:
    for section in site.sections:
        yield section.id
        yield from (section.slug(language) for language in site.languages)


def _echo(word: str) -> str:
    """A reader's word as a complaint may repeat it: printable and short."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in word[:_LONGEST_ECHO])
    return printable if len(word) <= _LONGEST_ECHO else f"{printable}…"
