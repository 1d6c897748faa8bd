"""The search page, decided: the form as it was sent, and the stories that were found."""

from collections.abc import Sequence

from laera.domain.search import Asked, Finding, Order, Result, Span
from laera.domain.site import search_path
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.lists import list_in
from laera.rendering.views import Choice, Head, Link, Passage, ResultView, SearchPage


def search_page(
    edition: LanguageEdition, asked: Asked, finding: Finding, results: Sequence[Result], following: str
) -> SearchPage:
    """The view of `search.html`. `following` is the address of the next results, empty when there are none."""
    site, words = edition.site, edition.words
    paths = {language: search_path(site, language) for language in site.languages}
    title = f"{asked.words}: {words.search}" if asked.words else words.search
    return SearchPage(
        head=Head(
            title=f"{title} · {site.name}",
            description=words.search_hint,
            canonical=site.absolute(paths[edition.language]),
            robots="noindex" if asked.words else "max-image-preview:large",
            shared_title=words.search,
            alternates=edition.alternates(paths),
        ),
        languages=edition.language_links(paths),
        address=paths[edition.language],
        words=asked.words,
        sections=(
            Choice("", words.search_all_sections, is_chosen=not asked.section),
            *(
                Choice(section.slug(edition.language), section.name(edition.language), section.id == asked.section)
                for section in site.sections
            ),
        ),
        orders=tuple(
            Choice(order.value, text, order is asked.order)
            for order, text in ((Order.BEST, words.search_best), (Order.NEWEST, words.search_newest))
        ),
        earliest=asked.earliest,
        latest=asked.latest,
        note=_note(edition, finding),
        results=tuple(_result(edition, result) for result in results),
        following=following,
    )


def _note(edition: LanguageEdition, finding: Finding) -> str:
    words = edition.words
    return {
        Finding.ALL: "",
        Finding.ANY: words.search_any,
        Finding.NONE: words.search_none,
        Finding.NOTHING: words.search_hint,
        Finding.COMMON: words.search_common,
        Finding.LONG: words.search_long,
        Finding.MISTAKEN: words.search_dates,
        Finding.STALE: words.search_stale,
    }[finding]


def _result(edition: LanguageEdition, result: Result) -> ResultView:
    card = result.card
    return ResultView(
        path=card.path,
        section=edition.section_links.get(card.section, Link("", "")).text,
        headline=_passages(result.headline),
        fragment=_passages(result.fragment),
        signed_by=list_in(edition.words.locale, [byline.name for byline in card.bylines]),
        published=moment_in(edition.words, edition.site.clock, card.published),
    )


def _passages(spans: Sequence[Span]) -> tuple[Passage, ...]:
    return tuple(Passage(span.text, span.is_found) for span in spans)
