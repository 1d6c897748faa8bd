"""Rows: the body of every page that is a plain list, stories under one heading after another."""

from collections.abc import Sequence
from dataclasses import replace

from laera.domain.listings import Card
from laera.domain.site import day_path
from laera.rendering.cards import BESIDE_FRAME, card_view
from laera.rendering.editions import LanguageEdition
from laera.rendering.makeup import BlockKind
from laera.rendering.views import Block, CardView, Link

IN_FULL = 6
"""Stories of a section's row that say more than their headline."""


def rows_by_day(edition: LanguageEdition, cards: Sequence[Card], *, signed: str = "") -> tuple[Block, ...]:
    """A row for each day, in the order of the cards; its heading leads to that day's paper.

    `signed` is the slug of the byline that need not be said again: the page is about it.
    """
    site = edition.site
    rows: dict[Link, list[CardView]] = {}
    for card in cards:
        view = card_view(edition, card, BESIDE_FRAME, with_section=True, with_day=False)
        if [byline.slug for byline in card.bylines] == [signed]:
            view = replace(view, signed_by="")
        day = day_path(site, edition.language, site.local_day(card.published))
        rows.setdefault(Link(view.published.day, day), []).append(view)
    return tuple(_row(heading, views) for heading, views in rows.items())


def rows_by_section(edition: LanguageEdition, cards: Sequence[Card]) -> tuple[Block, ...]:
    """A row for each section, in the order of `site.yaml`; stories of sections that are gone come last, unnamed.

    Only the first story of a row has its picture, only the first `IN_FULL` their summaries: a day may be long.
    """
    by_section: dict[str, list[CardView]] = {}
    for card in cards:
        known = card.section if card.section in edition.section_links else ""
        view = card_view(edition, card, BESIDE_FRAME, with_section=False, with_day=False)
        by_section.setdefault(known, []).append(view)
    headings: dict[str, Link | None] = {**edition.section_links, "": None}
    return tuple(
        _row(heading, _shortened(by_section[section_id]))
        for section_id, heading in headings.items()
        if section_id in by_section
    )


def _row(heading: Link | None, views: Sequence[CardView]) -> Block:
    return Block(BlockKind.ROW, heading, tuple(views))


def _shortened(views: list[CardView]) -> list[CardView]:
    full = [replace(view, picture=None) for view in views[1:IN_FULL]]
    return [*views[:1], *full, *(replace(view, picture=None, summary="") for view in views[IN_FULL:])]
