"""Specimens: one of each kind of page with sample values, made to see whether a template set can be used at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from traceback import extract_tb

from laera.domain.articles import PAGES, Article, Byline, Correction, Photograph, Tag
from laera.domain.forms import StoryForm
from laera.domain.fronts import Strip
from laera.domain.history import Absence, History, Showing
from laera.domain.listings import Card, CorrectedCard, Thumbnail
from laera.domain.people import Profile
from laera.domain.photographs import Rendition, Renditions
from laera.domain.receipts import Touched
from laera.domain.search import Asked, Finding, Order, Result, Span
from laera.domain.site import NO_SECTION, FooterLink, Section, Site
from laera.errors import TemplatesError
from laera.rendering.looks import Look
from laera.rendering.pages import PageRenderer
from laera.rendering.previews import PreviewNote

_NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
_BYLINES = (Byline("Ana Rojas", "ana-rojas"), Byline("Iván Ñandú", "ivan-nandu"))
_COPIES = tuple(
    Rendition(f"/media/specimen-{width}.{ending}", media_type, width, width * 9 // 16)
    for media_type, ending in (("image/webp", "webp"), ("image/jpeg", "jpg"))
    for width in (1600, 320)
)
_PROFILE = Profile(
    "Ana Rojas",
    "Editor",
    "She has been here from the start.",
    (("Site", "https://ana.example"), ("ana@laera.example", "mailto:ana@laera.example")),
    portrait=Thumbnail(
        "/media/specimen-4x3-50-50-640.webp",
        640,
        480,
        "Ana Rojas",
        crops=(("1x1", (320, 160)),),
    ),
    square=Rendition("/media/specimen-1x1-50-50-1200.jpg", "image/jpeg", 1200, 1200),
)
_EMBED = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
_RENDITIONS = Renditions(1600, 900, "#334455", _COPIES)


def mistakes_of(renderer: PageRenderer, templates: str) -> tuple[str, ...]:
    """What keeps the set of this name from being used, each with its template and line; nothing when it can be."""
    try:
        look = renderer.look(templates)
    except TemplatesError as error:
        return tuple(str(error).splitlines())
    mistakes: dict[str, None] = {}
    makings = (*_compilings(look), *_settings(renderer, _specimen_site(look, templates)))
    for make in makings:
        try:
            make()
        except Exception as error:  # noqa: BLE001 - a template can raise whatever Python can
            mistakes[_said(error, look)] = None
    return tuple(mistakes)


def _compilings(look: Look) -> Iterator[Callable[[], object]]:
    for name in sorted(look.sources):
        yield partial(look.environment.get_template, name)


def _settings(renderer: PageRenderer, site: Site) -> Iterator[Callable[[], object]]:
    """Every kind of page in every language, full and as empty as it can be."""
    for language in site.languages:
        yield from _story_settings(renderer, site, language)
        yield from _list_settings(renderer, site, language)


def _story_settings(renderer: PageRenderer, site: Site, language: str) -> Iterator[Callable[[], object]]:
    full, plain = _story(site, language), _plain_story(site, language)
    paths = {one: site.article_path(one, full.section, full.slug) for one in site.languages}
    absence = Absence(_NOON - timedelta(hours=3), _NOON - timedelta(hours=2), "A mistake.")
    showings = (
        Showing(full, _NOON),
        Showing(plain, _NOON - timedelta(hours=2), absence),
        Showing(plain, _NOON - timedelta(hours=4)),
    )
    yield lambda: renderer.article(site, full, version_id="v", renditions=_RENDITIONS, translations=paths)
    yield lambda: renderer.article(site, plain, version_id="v", renditions=None, translations={})
    for form in StoryForm:
        for ended in (None, _NOON):
            story = replace(full, form=form, ended=ended, agency="Agency", body=f"{full.body}\n## 12:00 Five\n\nSix.\n")
            yield partial(renderer.article, site, story, version_id="v", renditions=_RENDITIONS, translations={})
    note = PreviewNote(_NOON, Touched(added=("/a",), changed=("/b",), removed=("/c",)))
    yield lambda: renderer.article(site, full, version_id="v", renditions=None, translations={}, note=note)
    page = replace(full, key=f"{PAGES}specimen.md", section=NO_SECTION, body=f"{full.body}\n{_EMBED}\n")
    bare = replace(plain, key=f"{PAGES}plain.md", section=NO_SECTION)
    yield lambda: renderer.article(site, page, version_id="v", renditions=_RENDITIONS, translations=paths)
    yield lambda: renderer.article(site, bare, version_id="v", renditions=None, translations={})
    yield lambda: renderer.history(site, History(showings))
    yield lambda: renderer.history(site, History(showings[:1], is_whole=False))
    yield lambda: renderer.gone(site, language, "A mistake.", full.headline)
    yield lambda: renderer.gone(site, language, None, "")
    yield lambda: renderer.moved(site, language, paths[language])


def _list_settings(renderer: PageRenderer, site: Site, language: str) -> Iterator[Callable[[], object]]:
    cards = _cards(site, language)
    section = site.sections[0]
    corrected = [CorrectedCard(card, Correction(_NOON, "It was Friday.")) for card in cards[:2]]
    yield lambda: renderer.front(site, language, None, cards, strip=Strip("Breaking", "/"), corrected=corrected)
    yield lambda: renderer.front(site, language, section, cards, strip=Strip("Breaking"))
    yield lambda: renderer.front(site, language, None, ())
    yield lambda: renderer.tag(site, language, "winter", cards)
    yield lambda: renderer.byline(site, language, "ana-rojas", cards)
    yield lambda: renderer.byline(site, language, "ana-rojas", cards, _PROFILE)
    yield lambda: renderer.byline(site, language, "ana-rojas", (), Profile("Ana Rojas"))
    yield lambda: renderer.day(site, language, _NOON.date(), cards, earlier=date(2026, 1, 30), later=date(2026, 2, 1))
    yield lambda: renderer.day(site, language, _NOON.date(), cards[:1])
    yield lambda: renderer.corrections(site, language, corrected)
    yield lambda: renderer.corrections(site, language, ())
    yield lambda: renderer.saved(site, language)
    asked = Asked("winter", "world", "2026-01-01", "2026-01-31", Order.NEWEST)
    found = [
        Result(card, (Span(card.headline),), (Span("In ", is_found=False), Span("winter", is_found=True)))
        for card in cards
    ]
    yield lambda: renderer.search(site, language, asked, Finding.ANY, found, "/search?q=winter&cursor=c")
    yield lambda: renderer.search(site, language, Asked(), Finding.NOTHING, (), "")
    yield lambda: renderer.emptied(site, language)
    yield lambda: renderer.not_found(site, language)


def _specimen_site(look: Look, templates: str) -> Site:
    languages = tuple(sorted(look.languages))
    sections = tuple(Section(word, dict.fromkeys(languages, word.title())) for word in ("world", "culture"))
    return Site(
        name="La Era",
        url="https://laera.example",
        time_zone="America/Santiago",
        languages=languages,
        sections=sections,
        descriptions=dict.fromkeys(languages[:1], "A paper."),
        templates=templates,
        footer={language: (FooterLink("About", "about"),) for language in languages[:1]},
    )


def _story(site: Site, language: str) -> Article:
    return Article(
        key=f"articles/{language}/specimen.md",
        language=language,
        section=site.sections[0],
        slug="specimen",
        headline="A specimen",
        published=_NOON - timedelta(days=1),
        body="One & two.\n\n### Three\n\n> Four.\n",
        summary="What it is about.",
        bylines=_BYLINES,
        dateline="Santiago",
        updated=_NOON,
        tags=(Tag("Winter", "winter"),),
        photograph=Photograph("media/specimen.jpg", alt="A river", caption="A river by night", credit="O. Dev"),
        corrections=(Correction(_NOON, "It was Friday."), Correction(_NOON, "It was Saturday.")),
    )


def _plain_story(site: Site, language: str) -> Article:
    return Article(
        key=f"articles/{language}/plain.md",
        language=language,
        section=site.sections[1],
        slug="plain",
        headline="A plain specimen",
        published=_NOON - timedelta(days=1),
        body="One.\n",
    )


def _cards(site: Site, language: str) -> Sequence[Card]:
    """Enough for every block of a front; some signed, some with a picture, some of a section that is no more."""
    picture = Thumbnail("/media/specimen-320.webp", 320, 180, "A river", "/media/specimen-1600.webp", 1600)
    return [
        Card(
            path=site.path(language, "world", f"specimen-{number}"),
            language=language,
            section=("world", "culture", "former")[number % 3],
            headline=f"Specimen {number}",
            published=_NOON - timedelta(minutes=number),
            summary="What it is about." if number % 2 else "",
            bylines=_BYLINES[: number % 3],
            tags=(Tag("Winter", "winter"),),
            thumbnail=picture if number % 2 else None,
            form=StoryForm.OPINION if number % 5 == 4 else StoryForm.STANDARD,
        )
        for number in range(24)
    ]


def _said(error: Exception, look: Look) -> str:
    """`front.html: line 12: 'page.leed' is undefined`."""
    if isinstance(error, TemplatesError):
        return str(error)
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)  # of a template that cannot be compiled
    for frame in extract_tb(error.__traceback__):
        if frame.filename in look.sources:
            name, line = frame.filename, frame.lineno
    place = f"{name}: line {line}: " if name in look.sources and line else ""
    return f"{place}{str(error) or type(error).__name__}"
