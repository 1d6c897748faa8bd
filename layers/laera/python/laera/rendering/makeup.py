"""The make-up of fronts: which stories stand where, by a rule that needs no settings.

Stories keep the order they come in, none stands twice, and a place that cannot be filled is not opened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from laera.domain.forms import StoryForm
from laera.domain.fronts import TOP_OF_HOME
from laera.domain.listings import Card

ABREAST = 3
"""Columns of a band."""
MOST_OPINIONS = 4
MOST_LATEST = 10
GRID = 2 * ABREAST
"""Stories between the lead of a section's front and its list."""


class BlockKind(StrEnum):
    """How the stories of a block stand; also its class in the style sheet."""

    BESIDE = "beside"
    OPINION = "opinion"
    FEATURE = "feature"
    TRIO = "trio"
    COLUMN = "column"
    GRID = "grid"
    ROW = "row"


MOST = {BlockKind.FEATURE: 1 + ABREAST, BlockKind.TRIO: ABREAST, BlockKind.COLUMN: 4}
"""Stories of a section's block on the home front."""


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """The stories of one section on the home front. `section` is its id."""

    kind: BlockKind
    section: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HomeMakeup:
    """The home front: the lead and those beside it, opinion, bands of one block or of several abreast, the latest."""

    top: tuple[Card, ...]
    opinion: tuple[Card, ...]
    bands: tuple[tuple[SectionBlock, ...], ...]
    latest: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SectionMakeup:
    """A section's front: the lead, rows of pictures, and the others as a list."""

    lead: tuple[Card, ...]
    grid: tuple[Card, ...]
    latest: tuple[Card, ...]


def home_makeup(cards: Sequence[Card], sections: Sequence[str]) -> HomeMakeup:
    """The home front. `sections` are the ids of the paper's sections in the order of their blocks.

    The latest are the newest stories that found no place above.
    """
    top, below = tuple(cards[:TOP_OF_HOME]), cards[TOP_OF_HOME:]
    opinion = tuple(card for card in below if card.form is StoryForm.OPINION)[:MOST_OPINIONS]
    rest = [card for card in below if card not in opinion]
    stories = {section: [card for card in rest if card.section == section] for section in sections}
    bands = tuple(_bands([(section, found) for section, found in stories.items() if found]))
    shown = {card.path for band in bands for block in band for card in block.cards}
    left = sorted((card for card in rest if card.path not in shown), key=lambda card: card.published, reverse=True)
    return HomeMakeup(top, opinion, bands, tuple(left[:MOST_LATEST]))


def section_makeup(cards: Sequence[Card]) -> SectionMakeup:
    """A section's front, with every card. Rows are full, but for one that is all there is."""
    lead, rest = tuple(cards[:1]), tuple(cards[1:])
    in_rows = min(len(rest), GRID)
    if in_rows > ABREAST:
        in_rows -= in_rows % ABREAST
    return SectionMakeup(lead, rest[:in_rows], rest[in_rows:])


def _bands(stories: Sequence[tuple[str, Sequence[Card]]]) -> Iterator[tuple[SectionBlock, ...]]:
    """A section that has enough to show fills a band, in turn as a feature and as a trio; others stand abreast."""
    before: BlockKind | None = None
    at = 0
    while at < len(stories):
        section, cards = stories[at]
        able = _able(cards)
        if not able and len(stories) - at > 1:
            abreast = stories[at : at + ABREAST]
            yield tuple(_block(BlockKind.COLUMN, *one) for one in abreast)
            at += len(abreast)
            continue
        before = next((kind for kind in able if kind is not before), BlockKind.FEATURE)
        yield (_block(before, section, cards),)
        at += 1


def _able(cards: Sequence[Card]) -> list[BlockKind]:
    """The ways in which a section's stories can fill a band."""
    can = {
        BlockKind.FEATURE: len(cards) >= ABREAST and cards[0].thumbnail is not None,
        BlockKind.TRIO: len(cards) >= ABREAST and all(card.thumbnail for card in cards[:ABREAST]),
    }
    return [kind for kind, is_able in can.items() if is_able]


def _block(kind: BlockKind, section: str, cards: Sequence[Card]) -> SectionBlock:
    return SectionBlock(kind, section, tuple(cards[: MOST[kind]]))
