"""What templates are given: small frozen values, one kind for each page, every decision already made.

Text in them is plain and gets escaped where it stands; the two exceptions are `Markup` and say so.
"""

from dataclasses import dataclass

from markupsafe import Markup

from laera.rendering.dates import Moment


@dataclass(frozen=True, slots=True)
class Link:
    """A link within the paper. `language` is set where it leads to another one.

    `instead` says where that is when it is not the same page: a story without a translation leads to the front page.
    """

    text: str
    path: str
    language: str = ""
    instead: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, or the one for everybody else (`x-default`)."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The picture a shared link shows. `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """What programs can have in place of the page, or beside it: its feeds, its Markdown twin. `url` is absolute."""

    title: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """What `<head>` says of a page to browsers, search engines and social networks. URLs are absolute.

    `canonical` is empty for pages that have no address of their own (404, 410).
    """

    title: str
    description: str
    canonical: str
    kind: str = "website"
    robots: str = "max-image-preview:large"
    shared_title: str = ""
    alternates: tuple[Alternate, ...] = ()
    picture: SharedPicture | None = None
    forms: tuple[OtherForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Chrome:
    """What all pages of one language (and one place in the navigation) share, rendered once.

    `nameplate`, `look`, `navigation`, `comments` and `footer` are `Markup` made by templates of ours.
    """

    language: str
    direction: str
    """The way the language is written: `ltr` or `rtl`."""
    locale: str
    paper: str
    template_set: str
    assets: dict[str, str]
    """Addresses by name: `assets['style.css']`."""
    corrections: Link
    manifest: str
    """The path of the web app manifest."""
    nameplate: Markup
    look: Markup
    navigation: Markup
    comments: Markup
    footer: Markup


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One media type's copies for a `<picture>`."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph with its copies. `width` and `height` keep its place while it loads, `sizes` says how wide it is.

    `focus` is how far down its focal point lies, in per cent, to the nearest quarter: where a screen is too low to show
    the photograph whole, what matters stays in sight.
    """

    sources: tuple[PictureSource, ...]
    src: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    focus: int


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction in sight."""

    date: Moment
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs, with what stands before the name in a row of them: nothing, a comma, an `and`."""

    joint: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a live blog. `anchor` is its id on the page, `when` its hour, with the day where that is another.

    `title` is text and may be empty; `body` is `Markup`: sanitised HTML.
    """

    anchor: str
    moment: Moment
    when: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class LiveBlogView:
    """The entries of a live blog, the newest first; `ended` is None while it goes on."""

    entries: tuple[EntryView, ...]
    ended: Moment | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article. `body` and `structured_data` are `Markup`: sanitised HTML, and JSON made safe for `<script>`.

    `form` is the word for its form, `label` what readers are told of it; empty where they need not be told.
    `agency` sent it to the paper, empty when none did. `reading_time` is empty where it would say nothing. `live` is a
    live blog's part below its `body`; None in all other forms.
    """

    head: Head
    languages: tuple[Link, ...]
    locales: tuple[str, ...]
    """Of its translations, in Open Graph's form."""
    source: str
    form: str
    label: str
    section: Link
    more: Link
    headline: str
    summary: str
    bylines: tuple[Signature, ...]
    """In order; none when no one signs."""
    agency: str
    dateline: str
    day: str
    """The path of the paper of the day it was published."""
    published: Moment
    updated: Moment | None
    modified: str
    """ISO time of the newest change, corrections included."""
    zone: str
    reading_time: str
    picture: Picture | None
    body: Markup
    live: LiveBlogView | None
    has_embeds: bool
    """Whether something in the body waits for a click to be loaded from elsewhere."""
    corrections: tuple[CorrectionNote, ...]
    history: str
    """The path of the page that tells what was changed."""
    tags: tuple[Link, ...]
    mail_link: str
    structured_data: Markup


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page that belongs to no day: about the paper, its ethics code, how to reach it.

    `body` and `structured_data` are `Markup`, as those of an article.
    """

    head: Head
    languages: tuple[Link, ...]
    source: str
    title: str
    summary: str
    updated: Moment | None
    """When it was last changed, if its editor says so."""
    picture: Picture | None
    body: Markup
    has_embeds: bool
    structured_data: Markup


@dataclass(frozen=True, slots=True)
class CardPicture:
    """The picture of a card in the shape that its place wants. `sizes` tells browsers how wide it stands there.

    `is_small` says that it stands beside the words, if only on telephones.
    """

    sources: tuple[PictureSource, ...]
    src: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    is_small: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """A story on a front. `when` is its day, or its hour where the day is said already; empty when it has none.

    `form` is the word for its form, `label` what readers are told of it; empty where they need not be told.
    """

    path: str
    section: str
    headline: str
    summary: str
    signed_by: str
    published: Moment
    when: str
    picture: CardPicture | None
    form: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """Stories under one heading, which may lead nowhere, or under none. `kind` names its style."""

    kind: str
    heading: Link | None
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The home front or a section's. `section` is empty on the home front; `lead` is None when there are no stories.

    `breaking` is the strip above everything else, if there is one; its path is empty when it leads nowhere.
    """

    head: Head
    languages: tuple[Link, ...]
    section: str
    edition: Link | None
    """The day of the newest story, on the home front."""
    breaking: Link | None
    lead: CardView | None
    beside: Block | None
    bands: tuple[tuple[Block, ...], ...]
    """From the top down; the blocks of a band stand abreast."""
    latest: Block | None
    """The stories that stand nowhere above."""
    corrections: tuple["ListedCorrection", ...]
    """The most recent, on the home front."""
    days: tuple[Link, ...]
    """The papers of the last days that have stories here."""


@dataclass(frozen=True, slots=True)
class SpanView:
    """Some words of a paragraph. `mark` is `same`, `added` or `removed`."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A paragraph with its changes marked, or the words that stand for some in which nothing changed."""

    unchanged: str
    spans: tuple[SpanView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A part of a story that changed. `note` says so when there are no passages to show it."""

    name: str
    note: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a story: what kind it was and when, and what changed."""

    name: str
    moment: Moment
    absence: str
    """When the story was not on the site before this; empty when it was."""
    reason: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What changed in a story, the newest change first."""

    head: Head
    languages: tuple[Link, ...]
    story: str
    headline: str
    zone: str
    entries: tuple[HistoryEntry, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class TagPage:
    """The newest stories of one tag; each row is a day."""

    head: Head
    languages: tuple[Link, ...]
    name: str
    rows: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BylinePage:
    """The newest stories one person signs, and what the paper says of them.

    What it does not say is empty. `biography` and `structured_data` are `Markup`: sanitised HTML, and JSON safe for
    `<script>`.
    """

    head: Head
    languages: tuple[Link, ...]
    name: str
    role: str
    portrait: CardPicture | None
    biography: Markup
    links: tuple[Link, ...]
    """To their own places elsewhere: the paths are absolute URLs, or `mailto:`."""
    rows: tuple[Block, ...]
    structured_data: Markup


@dataclass(frozen=True, slots=True)
class DayPage:
    """A day's paper; each row is a section. `earlier` and `later` lead to the nearest days that have stories."""

    head: Head
    languages: tuple[Link, ...]
    date: Moment
    earlier: Link | None
    later: Link | None
    rows: tuple[Block, ...]
    cut: str
    """Says that the day had more stories than the page shows; empty when it shows all."""


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """A correction in the list of all, with the story it belongs to."""

    date: Moment
    text: str
    story: Link


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """What the paper had wrong and put right, the newest first."""

    head: Head
    languages: tuple[Link, ...]
    corrections: tuple[ListedCorrection, ...]


@dataclass(frozen=True, slots=True)
class GonePage:
    """A story that was withdrawn, or a list that has no stories any more."""

    head: Head
    languages: tuple[Link, ...]
    title: str
    text: str
    headline: str
    reason: str
    home: str


@dataclass(frozen=True, slots=True)
class MovedPage:
    """An old address."""

    head: Head
    target: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The place for the list of stories that a reader saved."""

    head: Head
    languages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a result. `is_found` when they were looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """A story that was found. `section` is empty when `site.yaml` no longer has it."""

    path: str
    section: str
    headline: tuple[Passage, ...]
    fragment: tuple[Passage, ...]
    signed_by: str
    published: Moment


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values of a field."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What readers look for, and what was found. `note` says in words how it ended; empty when there are results."""

    head: Head
    languages: tuple[Link, ...]
    address: str
    """Where the form leads."""
    words: str
    sections: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    earliest: str
    latest: str
    note: str
    results: tuple[ResultView, ...]
    following: str
    """The address of the next results; empty when there are no more."""


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """No such page."""

    head: Head
    languages: tuple[Link, ...]
    home: str


Page = (
    ArticlePage
    | StandingPage
    | FrontPage
    | TagPage
    | BylinePage
    | DayPage
    | CorrectionsPage
    | HistoryPage
    | GonePage
    | MovedPage
    | SavedPage
    | SearchPage
    | NotFoundPage
)
"""What the template of a page may be given."""


@dataclass(frozen=True, slots=True)
class PathList:
    """Addresses of the paper under a title."""

    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above a preview. `photograph` says that it is not shown yet, and is empty when it is."""

    title: str
    until: str
    touches: str
    lists: tuple[PathList, ...]
    photograph: str
