"""The home front of each language."""

from collections.abc import Iterator

from laera.domain.fronts import TOP_OF_HOME
from laera.domain.listings import CORRECTIONS, HOME
from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.arranging import arranged
from laera.workflow.fronts.kind import PAGE, Front, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 40
MOST_CORRECTIONS = 3


class HomeFront:
    """`/` and `/en`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The home front, from the list of everything and from that of corrections."""

        def set_front(reading: FrontReading) -> Setting:
            front = arranged(reading, language, HOME, HOME, CARDS, news_first=TOP_OF_HOME)
            body = renderer.front(
                site,
                language,
                None,
                front.cards,
                first_sections=front.sections,
                strip=front.strip,
                corrected=reading.corrections(language, CORRECTIONS, MOST_CORRECTIONS),
            )
            return Setting(body, front.until)

        if scope in {HOME, CORRECTIONS}:
            yield Front(PAGE, site.home_path(language), ("front", f"front-{language}-home"), set_front)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each language."""
        for language in site.languages:
            yield language, HOME
