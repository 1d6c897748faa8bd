"""The feeds: RSS, Atom and JSON Feed of the paper, of each section, tag and byline, and of the corrections."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from laera.domain.listings import CORRECTIONS, HOME, Card, byline_name, tag_name
from laera.domain.site import Site, byline_path, corrections_path, tag_path
from laera.rendering.feeds import FORMATS, FeedFormat
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.reading import FrontReading

ITEMS = 30
"""Newest first: what a program that asks once a day misses only on a very long one."""

_Title = Callable[[Sequence[Card]], str]


class Feeds:
    """`/feed.xml`, `/atom.xml` and `/feed.json`, and the same under the page of each list that has feeds."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """Three of the list, when it has any."""
        tags = ("feed", f"feed-{language}")
        if scope == CORRECTIONS:
            page = corrections_path(site, language)
            for form in FORMATS:
                setter = partial(_set_corrections, renderer, form, language)
                yield Front(form.name, form.path(page), tags, setter, form.content_type)
            return
        about = _about(site, language, scope)
        if about is None:
            return
        page, title, stands_empty = about
        for form in FORMATS:

            def set_front(reading: FrontReading, form: FeedFormat = form) -> Setting | None:
                cards = reading.cards(language, scope, ITEMS)
                if not cards and not stands_empty:
                    return None
                return Setting(
                    renderer.feed(form, site, language, scope=scope, title=title(cards), page=page, cards=cards)
                )

            yield Front(form.name, form.path(page), tags, set_front, form.content_type)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """The paper's, its sections' and its corrections': those of tags and bylines come with their first story."""
        for language in site.languages:
            yield language, HOME
            yield language, CORRECTIONS
            for section in site.sections:
                yield language, f"section#{section.id}"


def _set_corrections(renderer: PageRenderer, form: FeedFormat, language: str, reading: FrontReading) -> Setting:
    corrected = reading.corrections(language, CORRECTIONS, ITEMS)
    return Setting(renderer.corrections_feed(form, reading.site, language, corrected))


def _about(site: Site, language: str, scope: str) -> tuple[str, _Title, bool] | None:
    """A list's page, its name as its newest story has it, and whether its feeds stand without stories."""
    family, _, word = scope.partition("#")
    if scope == HOME:
        return site.home_path(language), lambda _: "", True
    if family == "section":
        section = next((one for one in site.sections if one.id == word), None)
        return (site.section_path(language, section), lambda _: section.name(language), True) if section else None
    if family == "tag" and word:
        return tag_path(site, language, word), lambda cards: tag_name(cards, word), False
    if family == "author" and word:
        return byline_path(site, language, word), lambda cards: byline_name(cards, word), False
    return None
