"""A story as the desk wrote it, before any page exists; a standing page is written in the same way."""

from dataclasses import dataclass
from datetime import UTC, datetime

from laera.domain.forms import StoryForm
from laera.domain.site import Section

PAGES = "pages/"
"""Where uploads of standing pages lie."""

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""When a standing page was published that says no date: before everything."""


def is_page(key: str) -> bool:
    """Whether an upload of this name is a standing page (about, contact, ethics), and no story."""
    return key.startswith(PAGES)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signs a story."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A subject stories share."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph as a story uses it. `focal` is (x, y) from the top left, each from 0 to 1.

    Of a decorative one `alt` is empty. `left_open` names the fields among `caption` and `credit` that the story does
    not write, not even as empty.
    """

    src: str
    alt: str
    caption: str = ""
    credit: str = ""
    focal: tuple[float, float] | None = None
    is_decorative: bool = False
    left_open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Correction:
    """Something the story had wrong, put right in sight."""

    date: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A story. All times are aware UTC; `body` is Markdown, `body_line` the line of the file on which it starts.

    `ended` is when a live blog came to its end, None while it goes on. `agency` sent the story to the paper, empty when
    none did. Of a standing page the section is NO_SECTION.
    """

    key: str
    language: str
    section: Section
    slug: str
    headline: str
    published: datetime
    body: str
    body_line: int = 1
    summary: str = ""
    bylines: tuple[Byline, ...] = ()
    dateline: str = ""
    updated: datetime | None = None
    embargo: datetime | None = None
    expires: datetime | None = None
    is_draft: bool = False
    withdrawn: str | None = None
    tags: tuple[Tag, ...] = ()
    photograph: Photograph | None = None
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    translation_key: str | None = None
    form: StoryForm = StoryForm.STANDARD
    ended: datetime | None = None
    agency: str = ""

    @property
    def is_live(self) -> bool:
        """Whether it is a live blog that goes on."""
        return self.form is StoryForm.LIVE_BLOG and self.ended is None

    @property
    def is_page(self) -> bool:
        """Whether it is a standing page."""
        return is_page(self.key)

    @property
    def release(self) -> datetime:
        """The first moment at which readers may see the story: its embargo, or its date when that lies ahead."""
        return max(self.embargo, self.published) if self.embargo else self.published

    @property
    def corrections_in_order(self) -> tuple[Correction, ...]:
        """Its corrections, the oldest first."""
        return tuple(sorted(self.corrections, key=lambda correction: correction.date))

    @property
    def modified(self) -> datetime:
        """Its newest change, corrections included; when it was published, if nothing has changed since."""
        return max(self.published, self.updated or self.published, *(one.date for one in self.corrections))

    def may_run_at(self, moment: datetime) -> bool:
        """Whether readers may see the story at this moment."""
        return (
            not self.is_draft
            and self.withdrawn is None
            and self.release <= moment
            and (self.expires is None or moment < self.expires)
        )
