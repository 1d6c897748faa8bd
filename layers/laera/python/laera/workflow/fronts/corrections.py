"""The page of corrections of each language."""

from collections.abc import Iterator

from laera.domain.listings import CORRECTIONS
from laera.domain.site import Site, corrections_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, Setting
from laera.workflow.fronts.reading import FrontReading

MOST_CORRECTIONS = 100
"""Older ones stand at the foot of their stories alone."""


class CorrectionsFront:
    """`/corrections` and `/en/corrections`: there whether or not anything was corrected."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The page, from the list of corrections of all stories that readers can see."""

        def set_front(reading: FrontReading) -> Setting:
            corrected = reading.corrections(language, CORRECTIONS, MOST_CORRECTIONS)
            return Setting(renderer.corrections(site, language, corrected))

        if scope == CORRECTIONS:
            tags = ("front", f"front-{language}-corrections")
            yield Front(PAGE, corrections_path(site, language), tags, set_front)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each language."""
        for language in site.languages:
            yield language, CORRECTIONS
