"""A day's paper, decided: everything the paper published on one day, by section."""

from collections.abc import Sequence
from datetime import date

from laera.domain.listings import Card
from laera.domain.site import day_path
from laera.rendering.dates import whole_day
from laera.rendering.editions import LanguageEdition
from laera.rendering.rows import rows_by_section
from laera.rendering.views import DayPage, Head, Link

MOST_STORIES = 300
"""Stories of a day's paper. Of a longer day its last ones are shown, and the page says so."""


def day_page(
    edition: LanguageEdition,
    day: date,
    cards: Sequence[Card],
    *,
    earlier: date | None,
    later: date | None,
) -> DayPage:
    """The view of `day.html`. `earlier` and `later` are the nearest days that have stories in this language.

    Give it one card more than `MOST_STORIES`, so that it knows whether there are more. No hreflang: the other
    languages may have had no paper on this day.
    """
    site, words = edition.site, edition.words
    date_in_words = whole_day(words, day)
    return DayPage(
        head=Head(
            title=f"{date_in_words.day} · {site.name}",
            description=words.about_day.format(paper=site.name, date=date_in_words.day),
            canonical=site.absolute(day_path(site, edition.language, day)),
            shared_title=date_in_words.day,
        ),
        languages=edition.language_links({}),
        date=date_in_words,
        earlier=_link(edition, earlier),
        later=_link(edition, later),
        rows=rows_by_section(edition, cards[:MOST_STORIES]),
        cut=words.day_cut(MOST_STORIES) if len(cards) > MOST_STORIES else "",
    )


def _link(edition: LanguageEdition, day: date | None) -> Link | None:
    return Link(whole_day(edition.words, day).day, day_path(edition.site, edition.language, day)) if day else None
