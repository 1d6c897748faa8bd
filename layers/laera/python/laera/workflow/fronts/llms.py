"""llms.txt: the paper for language models."""

from collections.abc import Iterator

from laera.domain.listings import HOME
from laera.domain.site import Site
from laera.rendering.media_types import PLAIN_TEXT
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.reading import FrontReading

PATH = "/llms.txt"
STORIES = 20
"""Of each language: a page that a model reads whole."""


class LlmsTxt:
    """`/llms.txt`: one file for all languages, from the newest stories of each."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The file, from the list of everything in any language."""

        def set_front(reading: FrontReading) -> Setting:
            cards = {one: reading.cards(one, HOME, STORIES) for one in site.languages}
            return Setting(renderer.llms_txt(site, cards))

        if scope == HOME and language in site.languages:
            yield Front("llms", PATH, ("llms",), set_front, PLAIN_TEXT)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """Any language stands for all of them."""
        yield site.default_language, HOME
