"""The paper of each day in each language."""

from collections.abc import Iterator
from datetime import date

from laera.domain.site import Site, day_path
from laera.rendering.days import MOST_STORIES
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

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
