"""A front, decided: what its make-up says, as templates want it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from laera.domain.fronts import Strip
from laera.domain.listings import Card, CorrectedCard
from laera.domain.site import Section, day_path
from laera.rendering.cards import BESIDE_FRAME, LEAD_FRAME, Frame, card_view
from laera.rendering.corrections import listed_corrections
from laera.rendering.dates import whole_day
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import feed_links
from laera.rendering.makeup import BlockKind, SectionBlock, home_makeup, section_makeup
from laera.rendering.views import Block, CardView, FrontPage, Head, Link

THIRD = Frame("4x3", "(min-width: 78rem) 23rem, (min-width: 48rem) 31vw, 100vw")
THIRD_OR_SMALL = Frame("4x3", "(min-width: 78rem) 23rem, (min-width: 48rem) 31vw, 6.5rem", is_small=True)
"""Above its words where three stand abreast, beside them on telephones."""
FEATURE = Frame("4x3", "(min-width: 78rem) 49rem, (min-width: 48rem) 64vw, 100vw")
HALF = Frame("16x9", "(min-width: 78rem) 36rem, (min-width: 48rem) 47vw, 100vw")
MOST_DAYS = 7
"""Days whose papers a front leads to."""


def front_page(
    edition: LanguageEdition,
    section: Section | None,
    cards: Sequence[Card],
    *,
    first_sections: Sequence[str] = (),
    strip: Strip | None = None,
    corrected: Sequence[CorrectedCard] = (),
) -> FrontPage:
    """The view of `front.html`. The cards keep the order they come in: the first one leads."""
    site, language = edition.site, edition.language
    paths = {other: site.section_path(other, section) if section else site.home_path(other) for other in site.languages}
    name = section.name(language) if section else ""
    maker = _Maker(edition, with_section=section is None)
    head = Head(
        title=f"{name} · {site.name}" if section else site.name,
        description=edition.description,
        canonical=site.absolute(paths[language]),
        shared_title=name or site.name,
        alternates=edition.alternates(paths),
        forms=feed_links(edition, paths[language], name),
    )
    if section:
        made_up = section_makeup(cards)
        lead, beside = made_up.lead, None
        latest = Block(BlockKind.LIST, Link(edition.words.latest, ""), maker.dated(made_up.latest))
        bands = tuple(maker.bands([Block(BlockKind.GRID, None, maker.row(made_up.grid, THIRD))]))
    else:
        home = home_makeup(cards, _in_order(edition, first_sections))
        lead = home.top[:1]
        latest = Block(BlockKind.LATEST, Link(edition.words.latest, ""), maker.headlines(home.latest))
        beside = Block(BlockKind.BESIDE, None, maker.beside(home.top[1:])) if home.top[1:] else None
        opinion = Block(BlockKind.OPINION, Link(edition.words.form_opinion, ""), maker.opinions(home.opinion))
        bands = (*maker.bands([opinion]), *(maker.sections(band) for band in home.bands))
    days = _days(edition, cards)
    return FrontPage(
        head=head,
        languages=edition.language_links(paths),
        section=name,
        edition=None if section else next(iter(_days(edition, cards, in_full=True)), None),
        breaking=Link(strip.text, strip.target) if strip else None,
        lead=next(iter(maker.views(lead, LEAD_FRAME)), None),
        beside=beside,
        bands=bands,
        latest=latest if latest.cards else None,
        corrections=listed_corrections(edition, corrected),
        days=days[:MOST_DAYS],
    )


class _Maker:
    """Makes views of the cards of one front."""

    def __init__(self, edition: LanguageEdition, *, with_section: bool) -> None:
        self._edition = edition
        self._with_section = with_section

    def views(self, cards: Sequence[Card], frame: Frame) -> tuple[CardView, ...]:
        """The cards with their pictures as this place wants them."""
        return tuple(card_view(self._edition, card, frame, with_section=self._with_section) for card in cards)

    def row(self, cards: Sequence[Card], first: Frame) -> tuple[CardView, ...]:
        """The first with a picture above its words at every width, the others where there is room for a row."""
        return (*self.views(cards[:1], first), *self.views(cards[1:], THIRD_OR_SMALL))

    def beside(self, cards: Sequence[Card]) -> tuple[CardView, ...]:
        """A headline and a small picture: the summary is the lead's alone."""
        return tuple(replace(view, summary="") for view in self.views(cards, BESIDE_FRAME))

    def opinions(self, cards: Sequence[Card]) -> tuple[CardView, ...]:
        """Under the heading that says what they are: who signs counts, not the picture."""
        views = self.views(cards, BESIDE_FRAME)
        return tuple(replace(view, section="", label="", picture=None) for view in views)

    def dated(self, cards: Sequence[Card]) -> tuple[CardView, ...]:
        """With the hour as well as the day."""
        return tuple(replace(view, when=view.published.text) for view in self.views(cards, BESIDE_FRAME))

    def headlines(self, cards: Sequence[Card]) -> tuple[CardView, ...]:
        """What they are and when they came, no more."""
        return tuple(replace(view, summary="", signed_by="", picture=None) for view in self.dated(cards))

    def sections(self, band: Sequence[SectionBlock]) -> tuple[Block, ...]:
        """The headings name the sections; where a column or a feature goes on, headlines only."""
        blocks = []
        for block in band:
            first = FEATURE if block.kind is BlockKind.FEATURE else HALF if len(band) == 2 else THIRD
            views = [replace(view, section="") for view in self.row(block.cards, first)]
            if block.kind is not BlockKind.TRIO:
                views[1:] = [replace(view, summary="", picture=None) for view in views[1:]]
            blocks.append(Block(block.kind, self._edition.section_links[block.section], tuple(views)))
        return tuple(blocks)

    @staticmethod
    def bands(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
        """A band for each block that has stories."""
        yield from ((block,) for block in blocks if block.cards)


def _in_order(edition: LanguageEdition, first_sections: Sequence[str]) -> list[str]:
    """The sections of the paper, the first ones first, then as in `site.yaml`; one that is gone is passed over."""
    ids = dict.fromkeys((*first_sections, *edition.section_links))
    return [section_id for section_id in ids if section_id in edition.section_links]


def _days(edition: LanguageEdition, cards: Sequence[Card], *, in_full: bool = False) -> tuple[Link, ...]:
    """The papers of the days on which these stories were published, the newest first."""
    site, language, words = edition.site, edition.language, edition.words
    days = sorted({site.local_day(card.published) for card in cards}, reverse=True)
    moments = ((day, whole_day(words, day)) for day in days)
    return tuple(Link(moment.text if in_full else moment.day, day_path(site, language, day)) for day, moment in moments)
