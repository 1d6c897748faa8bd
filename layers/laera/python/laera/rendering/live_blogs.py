"""A live blog, decided: its entries as they stand on the page, the newest first."""

import re
from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from laera.domain.articles import Article
from laera.domain.live_blogs import LiveEntry, read_live_blog
from laera.rendering.dates import moment_in, time_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.views import EntryView, LiveBlogView

_TAG = re.compile(r'<[a-z](?:[^<>"]|"[^"]*")*>')
_NOTE = re.compile(r'( (?:id|href)="#?fn(?:ref)?-)')


def live_blog(edition: LanguageEdition, article: Article, html_of: Callable[[str], str]) -> tuple[str, LiveBlogView]:
    """The HTML above the entries, and the view of these. `html_of` makes Markdown sanitised HTML."""
    blog = read_live_blog(article.body, article.published, edition.site.clock)
    ended = moment_in(edition.words, edition.site.clock, article.ended) if article.ended else None
    entries = tuple(_entry(edition, article.published, entry, html_of) for entry in blog.entries)
    return html_of(blog.opening), LiveBlogView(entries, ended)


def _entry(edition: LanguageEdition, published: datetime, entry: LiveEntry, html_of: Callable[[str], str]) -> EntryView:
    site, words = edition.site, edition.words
    moment = moment_in(words, site.clock, entry.moment)
    hour = time_in(words, site.clock, entry.moment)
    is_of_the_day = site.local_day(entry.moment) == site.local_day(published)
    return EntryView(
        anchor=entry.anchor,
        moment=moment,
        when=hour if is_of_the_day else words.locale.date_time.format(hour, moment.day),
        title=entry.title,
        body=Markup(_with_own_notes(html_of(entry.body), entry.anchor)),  # noqa: S704 - sanitised by rendering.markdown
    )


def _with_own_notes(html: str, anchor: str) -> str:
    """The HTML with footnotes whose names no other entry has: each may begin with `[^1]`."""
    if "footnote" not in html:
        return html
    return _TAG.sub(lambda tag: _NOTE.sub(rf"\g<1>{anchor}-", tag[0]), html)
