"""The page of each who signs in each language: `/author/ana-rojas` and `/en/author/ana-rojas`."""

from collections.abc import Iterator

from laera.domain.people import Profile, profile_scope
from laera.domain.site import Site, byline_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import PAGE, Front, NeedsStories, Setting
from laera.workflow.fronts.reading import FrontReading

CARDS = 40
_STORIES, _PROFILE = "author", "person"


class BylineFront(NeedsStories):
    """The newest stories of one who signs, below what the paper says of them."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The page, from the list of stories and the profile; it stands while there is either."""
        family, _, slug = scope.partition("#")
        if family not in {_STORIES, _PROFILE} or not slug:
            return

        def set_front(reading: FrontReading) -> Setting | None:
            cards = reading.cards(language, f"{_STORIES}#{slug}", CARDS)
            told = reading.entries(language, profile_scope(slug), 1)
            profile = Profile.from_record(told[0]) if told else None
            return Setting(renderer.byline(site, language, slug, cards, profile)) if cards or profile else None

        tags = ("front", f"front-{language}-{_STORIES}-{slug}")
        yield Front(PAGE, byline_path(site, language, slug), tags, set_front)
