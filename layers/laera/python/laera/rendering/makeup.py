"""The make-up of fronts: which stories stand where, by a rule that needs no settings.

Stories keep the order they come in, but that a section's block begins with one that has a picture, if any does. None
stands twice, and a place that cannot be filled is not opened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

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
    LATEST = "latest"
    LIST = "list"


MOST = {BlockKind.FEATURE: 1 + ABREAST, BlockKind.TRIO: ABREAST, BlockKind.COLUMN: ABREAST}
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
    bands = tuple(_bands([(section, found) for section, found in stories.items() if _fills_a_column(found)]))
    shown = {card.path for band in bands for block in band for card in block.cards}
    left = sorted((card for card in rest if card.path not in shown), key=lambda card: card.published, reverse=True)
    return HomeMakeup(top, opinion, bands, tuple(left[:MOST_LATEST]))


def section_makeup(cards: Sequence[Card]) -> SectionMakeup:
    """A section's front, with every card. Rows are full, and none has more than one story without a picture."""
    lead, rest = tuple(cards[:1]), tuple(cards[1:])
    rows = [rest[at : at + ABREAST] for at in range(0, min(GRID, len(rest) - ABREAST + 1), ABREAST)]
    full = takewhile(lambda row: sum(card.thumbnail is not None for card in row) >= ABREAST - 1, rows)
    in_rows = ABREAST * len(list(full))
    return SectionMakeup(lead, rest[:in_rows], rest[in_rows:])


def _fills_a_column(cards: Sequence[Card]) -> bool:
    """A single headline does not: it is among the latest."""
    return len(cards) > 1 or any(card.thumbnail for card in cards)


def _bands(stories: Sequence[tuple[str, Sequence[Card]]]) -> Iterator[tuple[SectionBlock, ...]]:
    """A section that has enough to show fills a band, then up to three stand abreast, and so on.

    Bands that one section fills are features and trios in turn. None is left alone at the end that could stand with
    another.
    """
    at, before, is_abreast_next = 0, BlockKind.TRIO, False
    while at < len(stories):
        left = len(stories) - at
        able = _able(stories[at][1])
        if left == 1 or (able and left != 2 and not is_abreast_next):
            before = next((kind for kind in able if kind is not before), BlockKind.FEATURE)
            yield (_block(before, *stories[at]),)
            at, is_abreast_next = at + 1, True
        else:
            yield tuple(_block(BlockKind.COLUMN, *one) for one in stories[at : at + ABREAST])
            at, is_abreast_next = at + ABREAST, False


def _able(cards: Sequence[Card]) -> list[BlockKind]:
    """The ways in which a section's stories can fill a band."""
    pictured = sum(card.thumbnail is not None for card in cards[:ABREAST])
    can = {BlockKind.FEATURE: pictured > 0, BlockKind.TRIO: pictured == ABREAST}
    return [kind for kind, is_able in can.items() if is_able and len(cards) >= ABREAST]


def _block(kind: BlockKind, section: str, cards: Sequence[Card]) -> SectionBlock:
    shown = cards[: MOST[kind]]
    first = next((card for card in shown if card.thumbnail), shown[0])
    return SectionBlock(kind, section, (first, *(card for card in shown if card is not first)))
