"""A kind of front: which lists it is made from, where it stands and how it is set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from laera.domain.site import Site
from laera.rendering.media_types import HTML
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.reading import FrontReading

PAGE = "page"
"""The name of a front that is a page; a list may be behind files as well."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A front as it must be now. `until` is the next moment at which the clock alone changes it, None for never."""

    body: bytes
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """One public object to be: its path, its cache tags, and how it is set from what lists say.

    `name` tells apart the fronts made of one list. `set` gives None where nothing should stand: readers then get 410.
    """

    name: str
    path: str
    tags: tuple[str, ...]
    set: Callable[[FrontReading], Setting | None]
    content_type: str = HTML


class FrontKind(Protocol):
    """One kind of public object made of lists."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The fronts of this kind that change when this list of a language of the paper does."""

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """A (language, scope) for every front of this kind that exists whether or not there are stories."""


class NeedsStories:
    """For kinds whose fronts are there only while their lists have stories."""

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:  # noqa: ARG002 - whatever the paper, it alone makes none
        """None."""
        yield from ()
