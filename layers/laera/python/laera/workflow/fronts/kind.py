"""A kind of front: which lists it is made from, where it stands and how it is set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from laera.domain.listings import Card
from laera.domain.site import Site
from laera.rendering.pages import PageRenderer


@dataclass(frozen=True, slots=True)
class Front:
    """One page to be: its path, how many cards of its list it shows, its cache tags, and how cards become bytes."""

    path: str
    count: int
    tags: tuple[str, ...]
    render: Callable[[Sequence[Card]], bytes]


class FrontKind(Protocol):
    """One kind of page made from the newest cards of a list."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Front | None:
        """The front that changes when this list does, None when this kind makes none of it."""

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """The (language, scope) of every front of this kind that exists whether or not there are stories."""
