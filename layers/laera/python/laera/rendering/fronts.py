"""A front, decided: the lead, the stories beside it, and a block for each section."""

from collections.abc import Sequence
from dataclasses import replace

from laera.domain.fronts import LEAD, TOP_OF_HOME, Strip
from laera.domain.listings import Card
from laera.domain.site import Section
from laera.rendering.cards import BESIDE_FRAME, LEAD_FRAME, Frame, card_view
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import feed_links
from laera.rendering.views import Block, CardView, FrontPage, Head, Link

BESIDE_THE_LEAD = TOP_OF_HOME - LEAD
IN_A_BLOCK = 5
THREE_COLUMNS = Frame("4x3", "(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 100vw")


def front_page(
    edition: LanguageEdition,
    section: Section | None,
    cards: Sequence[Card],
    *,
    first_sections: Sequence[str] = (),
    strip: Strip | None = None,
) -> FrontPage:
    """The view of `front.html`. The cards keep the order they come in: the first one leads."""
    site, language = edition.site, edition.language
    paths = {other: site.section_path(other, section) if section else site.home_path(other) for other in site.languages}
    name = section.name(language) if section else ""
    frames = [LEAD_FRAME, *[BESIDE_FRAME] * BESIDE_THE_LEAD, *[THREE_COLUMNS] * len(cards)]
    views = [
        card_view(edition, card, frame, with_section=section is None)
        for card, frame in zip(cards, frames, strict=False)
    ]
    return FrontPage(
        head=Head(
            title=f"{name} · {site.name}" if section else site.name,
            description=edition.description,
            canonical=site.absolute(paths[language]),
            shared_title=name or site.name,
            alternates=edition.alternates(paths),
            forms=feed_links(edition, paths[language], name),
        ),
        languages=edition.language_links(paths),
        section=name,
        breaking=Link(strip.text, strip.target) if strip else None,
        lead=views[0] if views else None,
        blocks=_section_blocks(views) if section else _home_blocks(edition, cards, views, first_sections),
    )


def _section_blocks(views: list[CardView]) -> tuple[Block, ...]:
    beside, rest = tuple(views[1 : 1 + BESIDE_THE_LEAD]), tuple(views[1 + BESIDE_THE_LEAD :])
    blocks = (Block("beside", None, beside), Block("grid", None, rest))
    return tuple(block for block in blocks if block.cards)


def _home_blocks(
    edition: LanguageEdition, cards: Sequence[Card], views: list[CardView], first_sections: Sequence[str]
) -> tuple[Block, ...]:
    """The first stories beside the lead; the others by section, the first sections first, then as in `site.yaml`."""
    by_section: dict[str, list[CardView]] = {}
    for card, view in list(zip(cards, views, strict=True))[1 + BESIDE_THE_LEAD :]:
        by_section.setdefault(card.section, []).append(view)
    blocks = [Block("beside", None, tuple(views[1 : 1 + BESIDE_THE_LEAD]))]
    blocks += [
        Block(
            "section",
            edition.section_links[section_id],
            _under_their_section(by_section.get(section_id, [])[:IN_A_BLOCK]),
        )
        for section_id in dict.fromkeys((*first_sections, *edition.section_links))
        if section_id in edition.section_links
    ]
    return tuple(block for block in blocks if block.cards)


def _under_their_section(views: list[CardView]) -> tuple[CardView, ...]:
    """The heading names the section; below the first story, headlines only."""
    views = [replace(view, section="") for view in views]
    return (*views[:1], *(replace(view, summary="", picture=None) for view in views[1:]))
