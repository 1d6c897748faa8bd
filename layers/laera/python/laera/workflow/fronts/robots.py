"""robots.txt."""

from collections.abc import Iterator

from laera.domain.site import Site
from laera.rendering.media_types import PLAIN_TEXT
from laera.rendering.pages import PageRenderer
from laera.rendering.robots import ROBOTS_PATH, robots_txt
from laera.workflow.fronts.kind import Front, Setting

_SCOPE = "robots"
"""No story stands in this list: the file says nothing of stories, and changes with `site.yaml` alone."""


class RobotsTxt:
    """`/robots.txt`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:  # noqa: ARG002 - what every kind is given
        """The file, from the paper."""
        if scope == _SCOPE:
            yield Front("robots", ROBOTS_PATH, ("robots",), lambda _: Setting(robots_txt(site)), PLAIN_TEXT)

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for the paper."""
        yield site.default_language, _SCOPE
