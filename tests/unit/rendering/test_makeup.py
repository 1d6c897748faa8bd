"""The make-up of fronts: which stories stand where, whatever there is."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.forms import StoryForm
from laera.domain.listings import Card, Thumbnail
from laera.rendering.makeup import (
    ABREAST,
    MOST,
    MOST_LATEST,
    MOST_OPINIONS,
    BlockKind,
    HomeMakeup,
    home_makeup,
    section_makeup,
)
from tests.unit.rendering.samples import cards

SECTIONS = ("world", "culture", "sports", "science")
PICTURE = Thumbnail("/media/a-4x3-50-50-640.webp", 640, 480, "A")


def stories(section: str, count: int, *, pictured: int = 0) -> list[Card]:
    """Stories of one section, the first of them with pictures."""
    return [
        replace(card, section=section, path=f"/{section}/{number}", thumbnail=PICTURE if number < pictured else None)
        for number, card in enumerate(cards(count))
    ]


def below(*found: Sequence[Card]) -> HomeMakeup:
    """The home front with these stories below its lead package."""
    return home_makeup([*stories("top", 5), *(card for some in found for card in some)], SECTIONS)


def kinds(makeup: HomeMakeup) -> list[list[tuple[str, str]]]:
    """Each band as its blocks' kinds and sections."""
    return [[(block.kind.value, block.section) for block in band] for band in makeup.bands]


@pytest.mark.parametrize(
    ("count", "bands"),
    [
        (1, ["feature"]),
        (2, ["column column"]),
        (3, ["feature", "column column"]),
        (4, ["feature", "column column column"]),
        (5, ["feature", "column column column", "trio"]),
        (6, ["feature", "column column column", "column column"]),
        (8, ["feature", "column column column", "trio", "column column column"]),
    ],
)
def test_bands_of_one_section_and_of_several_take_turns(count: int, bands: list[str]) -> None:
    """A large picture, then three sections abreast, then a row of three pictures; none is left alone without need."""
    sections = [f"section-{number}" for number in range(count)]
    found = [card for section in sections for card in stories(section, 4, pictured=3)]
    makeup = home_makeup([*stories("top", 5), *found], sections)

    assert [" ".join(block.kind for block in band) for band in makeup.bands] == bands
    assert [block.section for band in makeup.bands for block in band] == sections


def test_sections_with_little_to_show_stand_abreast() -> None:
    """In their order, up to three; what would stand alone fills its band."""
    makeup = below(*(stories(section, 2, pictured=1) for section in SECTIONS))

    assert kinds(makeup) == [
        [("column", "world"), ("column", "culture"), ("column", "sports")],
        [("feature", "science")],
    ]


def test_a_block_begins_with_a_picture_if_it_has_one() -> None:
    """The newest of its stories that has one; the others keep their order."""
    found = [
        replace(card, thumbnail=PICTURE if number == 1 else None) for number, card in enumerate(stories("world", 3))
    ]
    (block,) = below(found).bands[0]

    assert [card.path for card in block.cards] == ["/world/1", "/world/0", "/world/2"]


def test_a_section_without_pictures_is_no_feature() -> None:
    """Three headlines and no picture are a column beside the next section."""
    makeup = below(stories("world", 3), stories("culture", 3, pictured=1))

    assert kinds(makeup) == [[("column", "world"), ("column", "culture")]]


def test_a_section_with_a_single_headline_has_no_block() -> None:
    """It would be a hole beside the others; the story is among the latest."""
    alone, pictured = stories("world", 1), stories("culture", 1, pictured=1)
    makeup = below(alone, pictured)

    assert kinds(makeup) == [[("feature", "culture")]]
    assert makeup.latest == tuple(alone)


def test_opinion_has_a_block_of_its_own() -> None:
    """Below the lead package, the newest first; more than it holds stand as other stories do."""
    opinions = [replace(card, form=StoryForm.OPINION) for card in stories("culture", MOST_OPINIONS + 1)]
    makeup = below(opinions, stories("world", 2))

    assert makeup.opinion == tuple(opinions[:MOST_OPINIONS])
    assert kinds(makeup) == [[("feature", "world")]]
    assert makeup.latest == (opinions[-1],)


def test_the_latest_are_the_newest_that_stand_nowhere_above() -> None:
    """Stories that their section's block has no room for, and those of sections that are no more."""
    many = stories("world", 7, pictured=1)
    former = stories("former", 2)
    makeup = below(many, former)

    held = MOST[BlockKind.FEATURE]
    assert {card.path for card in makeup.latest} == {card.path for card in (*many[held:], *former)}
    assert [card.published for card in makeup.latest] == sorted(
        (card.published for card in makeup.latest), reverse=True
    )


def test_a_row_of_a_section_front_is_no_row_of_headlines() -> None:
    """Where two of three have no picture, the list begins."""
    assert len(section_makeup(stories("world", 9, pictured=5)).grid) == ABREAST
    assert not section_makeup(stories("world", 9, pictured=2)).grid


story = st.builds(
    lambda section, form, pictured: (section, form, PICTURE if pictured else None),
    st.sampled_from((*SECTIONS, "former")),
    st.sampled_from(StoryForm),
    st.booleans(),
)


def drawn(shapes: Sequence[tuple[str, StoryForm, Thumbnail | None]]) -> list[Card]:
    """A story for each shape."""
    return [
        replace(card, section=section, form=form, thumbnail=thumbnail, path=f"/{number}")
        for number, (card, (section, form, thumbnail)) in enumerate(zip(cards(len(shapes)), shapes, strict=True))
    ]


@settings(deadline=None)
@given(st.lists(story, max_size=40))
def test_no_story_stands_twice_on_the_home_front(shapes: list[tuple[str, StoryForm, Thumbnail | None]]) -> None:
    """Whatever a paper publishes: no story twice, no empty block, and nothing left out while the list has room."""
    found = drawn(shapes)
    makeup = home_makeup(found, SECTIONS)
    blocks = [block for band in makeup.bands for block in band]
    shown = [*makeup.top, *makeup.opinion, *(card for block in blocks for card in block.cards), *makeup.latest]

    assert len({card.path for card in shown}) == len(shown)
    assert all(block.cards and len(block.cards) <= MOST[block.kind] for block in blocks)
    assert all(1 <= len(band) <= ABREAST for band in makeup.bands)
    assert len(shown) == len(found) or len(makeup.latest) == MOST_LATEST
    assert makeup.top == tuple(found[:5])


@given(st.integers(min_value=0, max_value=30))
def test_a_section_front_shows_every_story_once_in_its_order(count: int) -> None:
    """The lead, then full rows of three, at most two, then the list."""
    found = cards(count)
    makeup = section_makeup(found)

    assert [*makeup.lead, *makeup.grid, *makeup.latest] == found
    assert len(makeup.grid) == min((count - 1) // ABREAST, 2) * ABREAST if count else not makeup.grid
    assert len(makeup.lead) == min(count, 1)
