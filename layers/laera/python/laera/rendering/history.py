"""A story's history, decided: each change that readers could see, when it came and in which words it is told."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from laera.domain.articles import Article
from laera.domain.changes import Change, Form, Mark, Part, Passage, Patience, Span, changes_between
from laera.domain.history import Absence, History
from laera.domain.site import history_path
from laera.rendering.dates import Moment, moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.forms import name_of
from laera.rendering.readers_text import paragraphs_of
from laera.rendering.views import ChangeView, Head, HistoryEntry, HistoryPage, PassageView, SpanView
from laera.rendering.words import Words

LONGEST_COMPARED = 60_000
"""Characters of a body that is compared with another, some forty pages of a book: a longer one is "rewritten"."""


def history_page(edition: LanguageEdition, history: History, body_html: Callable[[str], str]) -> HistoryPage:
    """The view of `history.html`. `body_html` makes Markdown the HTML that readers got."""
    site, words = edition.site, edition.words
    article = history.showings[0].article
    path = site.article_path(article.language, article.section, article.slug)
    return HistoryPage(
        head=Head(
            title=f"{words.history_of.format(headline=article.headline)} · {site.name}",
            description="",
            canonical=site.absolute(history_path(path)),
            robots="noindex, follow",
            shared_title=words.history_of.format(headline=article.headline),
        ),
        languages=edition.language_links({}),
        story=path,
        headline=article.headline,
        zone=edition.zone,
        entries=tuple(_entries(edition, history, body_html)),
        is_cut=not history.is_whole,
    )


def _entries(edition: LanguageEdition, history: History, body_html: Callable[[str], str]) -> Iterator[HistoryEntry]:
    """Newest first; a form that looks as the one before it has no entry, unless the story had been away."""
    words, showings = edition.words, history.showings
    forms = [_form(edition, showing.article, body_html) for showing in showings] if len(showings) > 1 else []
    patience = Patience()
    for showing, after, before in zip(showings, forms, forms[1:], strict=False):
        changes = tuple(_change(edition, change) for change in changes_between(before, after, patience))
        moment = _moment(edition, showing.since)
        if showing.absence:
            absence = _absence(edition, showing.absence)
            yield HistoryEntry(words.history_returned, moment, absence, showing.absence.reason, changes)
        elif changes:
            yield HistoryEntry(words.history_changed, moment, "", "", changes)
    if history.is_whole:
        yield HistoryEntry(words.history_published, _moment(edition, showings[-1].since), "", "", ())


def _form(edition: LanguageEdition, article: Article, body_html: Callable[[str], str]) -> Form:
    is_long = len(article.body) > LONGEST_COMPARED
    setting = article.body if is_long else body_html(article.body)
    return Form(
        article=article,
        kind=name_of(edition.words, article.form, is_live=article.is_live),
        section=article.section.name(article.language),
        path=edition.site.article_path(article.language, article.section, article.slug),
        setting=setting,
        paragraphs=None if is_long else paragraphs_of(setting),
    )


def _absence(edition: LanguageEdition, absence: Absence) -> str:
    since, until = _moment(edition, absence.since).text, _moment(edition, absence.until).text
    return edition.words.history_absent.format(since=since, until=until)


def _change(edition: LanguageEdition, change: Change) -> ChangeView:
    words = edition.words
    passages = change.passages
    if change.dates:
        old, new = (_moment(edition, date).text for date in change.dates)
        passages = (Passage((Span(Mark.REMOVED, old), Span(Mark.ADDED, new))),)
    return ChangeView(
        name=_name(words, change.part),
        note="" if passages else _note(words, change.part),
        passages=tuple(
            PassageView(
                unchanged=words.history_same(passage.unchanged) if passage.unchanged else "",
                spans=tuple(_spaced(passage.spans)),
            )
            for passage in passages
        ),
    )


def _spaced(spans: Sequence[Span]) -> Iterator[SpanView]:
    """The spans as they are set: marks end with the words, spaces stand between them."""
    last = Mark.SAME
    for span in spans:
        words = span.text.strip(" ")
        if span.mark is Mark.SAME or not words:
            yield SpanView(Mark.SAME.value, span.text)
        else:
            if span.text.startswith(" ") or last is not Mark.SAME:
                yield SpanView(Mark.SAME.value, " ")
            yield SpanView(span.mark.value, words)
            if span.text.endswith(" "):
                yield SpanView(Mark.SAME.value, " ")
        last = span.mark


def _moment(edition: LanguageEdition, moment: datetime) -> Moment:
    return moment_in(edition.words, edition.site.clock, moment)


def _name(words: Words, part: Part) -> str:
    """What a part is called."""
    return {
        Part.FORM: words.history_form,
        Part.HEADLINE: words.history_headline,
        Part.SUMMARY: words.history_summary,
        Part.BYLINE: words.history_byline,
        Part.DATELINE: words.history_dateline,
        Part.DATE: words.history_date,
        Part.SECTION: words.history_section,
        Part.ADDRESS: words.history_address,
        Part.TAGS: words.tags,
        Part.PHOTOGRAPH: words.history_photograph,
        Part.CAPTION: words.history_caption,
        Part.CREDIT: words.history_credit,
        Part.CORRECTIONS: words.corrections,
        Part.TEXT: words.history_text,
        Part.FORMATTING: words.history_text,
    }[part]


def _note(words: Words, part: Part) -> str:
    """What is said of a change that is not shown."""
    notes = {Part.TEXT: words.history_rewritten, Part.FORMATTING: words.history_formatting}
    return notes.get(part, words.history_otherwise)
