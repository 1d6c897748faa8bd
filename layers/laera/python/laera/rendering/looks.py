"""A look: a template set at work. The press has its own; papers may name another that a designer pushed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from laera.rendering.assets import Asset, read_assets
from laera.rendering.environment import TemplateHome, make_environment
from laera.rendering.words import Words, languages_spoken, read_words

if TYPE_CHECKING:
    from jinja2 import Environment

SetSource = Callable[[str], Mapping[str, bytes]]
"""Gives the files of a pushed set by its name; TemplatesError says why it cannot."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pages are made with. `name` is the hash of it all, which every page carries."""

    name: str
    environment: "Environment"
    assets: tuple[Asset, ...]
    languages: frozenset[str]
    """Those it has words in."""
    words: Callable[[str], Words]
    """The words of a language, be they another's."""
    sources: frozenset[str] = frozenset()
    """The names of its templates where it has them as sources: they can be told in a complaint."""


def own_look(home: TemplateHome) -> Look:
    """The press's own, from its layer or checkout."""
    return Look(
        name=home.template_set,
        environment=make_environment(home),
        assets=read_assets(home),
        languages=languages_spoken(home),
        words=cache(partial(read_words, home)),
    )
