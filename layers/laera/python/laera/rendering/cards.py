"""A card, decided: what lists show of a story, and its picture in the shape of the place it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass

from laera.domain.listings import Card, Thumbnail
from laera.domain.photographs import CARD_TYPES, SHAPES
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.forms import label_of
from laera.rendering.lists import list_in
from laera.rendering.views import CardPicture, CardView, Link, PictureSource

_WITHOUT_SRCSET = 640
"""Pixels of the copy that browsers load which choose nothing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture stands in its place: its shape, and how wide, as the style sheet has it (`sizes`).

    `is_small` says that it stands beside the words, if only on telephones.
    """

    shape: str
    sizes: str
    is_small: bool = False


LEAD_FRAME = Frame("16x9", "(min-width: 78rem) 50rem, (min-width: 64rem) 64vw, 100vw")
BESIDE_FRAME = Frame("1x1", "6.5rem", is_small=True)


def card_view(
    edition: LanguageEdition, card: Card, frame: Frame, *, with_section: bool, with_day: bool = True
) -> CardView:
    """The card under the paper's present settings: a section that is gone from `site.yaml` is not named.

    Without its section or its day where the list it stands in says them.
    """
    published = moment_in(edition.words, edition.site.clock, card.published)
    section = edition.section_links.get(card.section, Link("", ""))
    return CardView(
        path=card.path,
        section=section.text if with_section else "",
        headline=card.headline,
        summary=card.summary,
        signed_by=list_in(edition.words.locale, [byline.name for byline in card.bylines]) or card.agency,
        published=published,
        when=published.day if with_day else published.hour,
        picture=picture_in(card.thumbnail, frame) if card.thumbnail else None,
        form=card.form.value,
        label=label_of(edition.words, card.form, is_live=card.is_live),
    )


def picture_in(thumbnail: Thumbnail, frame: Frame) -> CardPicture:
    """Cut for its place as soon as there are crops; until then the whole photograph."""
    cut = {kind: copies for kind in CARD_TYPES if (copies := thumbnail.copies(frame.shape, kind))}
    if cut:
        _, plain = cut.popitem()
        across, down = SHAPES[frame.shape]
        width = max((width for width in plain if width <= _WITHOUT_SRCSET), default=min(plain))
        height = max(1, round(width * down / across))
    else:
        plain = {thumbnail.width: thumbnail.path} | ({thumbnail.wide_width: thumbnail.wide} if thumbnail.wide else {})
        width, height = thumbnail.width, thumbnail.height
    return CardPicture(
        sources=tuple(PictureSource(kind, _srcset(copies)) for kind, copies in cut.items()),
        src=plain[width],
        srcset=_srcset(plain),
        sizes=frame.sizes,
        width=width,
        height=height,
        alt=thumbnail.alt,
        is_small=frame.is_small,
    )


def _srcset(copies: Mapping[int, str]) -> str:
    return ", ".join(f"{copies[width]} {width}w" for width in sorted(copies))
