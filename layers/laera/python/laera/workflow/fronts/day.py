"""The paper of each day in each language."""

from collections.abc import Iterable, Iterator
from datetime import date

from laera.domain.listings import Place
from laera.domain.site import Site, day_path
from laera.rendering.days import MOST_STORIES
from laera.rendering.pages import PageRenderer
from laera.rendering.sitemaps import index_path
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading, day_beside
from laera.workflow.listing_entries import newest_entries
from laera.workflow.ports import Table

PREFIX = "day#"


class DayFront(NeedsStories):
    """`/2026/01/31` and `/en/2026/01/31`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The day's paper, from its list and from what days are beside it; nothing stands there without a story.

        When a day comes or goes, the front desk sets those beside it anew.
        """
        if not scope.startswith(PREFIX):
            return
        day = date.fromisoformat(scope.removeprefix(PREFIX))

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, scope, MOST_STORIES + 1)
            if not cards:
                return None
            earlier, later = reading.neighbours(language, day)
            return Setting(renderer.day(site, language, day, cards, earlier=earlier, later=later))

        tags = ("front", f"front-{language}-day-{day}")
        yield Front(PAGE, day_path(site, language, day), tags, set_front)


def empty_days(table: Table, places: Iterable[Place]) -> list[Place]:
    """The places in the papers of days that have no story at present."""
    return [place for place in places if place.scope.startswith(PREFIX) and not newest_entries(table, place.pk, 1)]


def touched_by_turn(table: Table, site: Site, place: Place) -> Iterator[str]:
    """The paths of the fronts that follow when the day of this place comes or goes, besides its own."""
    day = date.fromisoformat(place.scope.removeprefix(PREFIX))
    yield index_path()
    for newest_first in (True, False):
        if beside := day_beside(table, place.language, day, newest_first=newest_first):
            yield day_path(site, place.language, beside)
