"""A card, decided: what lists show of a story."""

from laera.domain.listings import Card, Thumbnail
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.lists import list_in
from laera.rendering.views import CardPicture, CardView, Link


def card_view(edition: LanguageEdition, card: Card, *, with_section: bool) -> CardView:
    """The card under the paper's present settings: a section that is gone from `site.yaml` is not named."""
    section = edition.section_links.get(card.section, Link("", ""))
    return CardView(
        path=card.path,
        section=section.text if with_section else "",
        headline=card.headline,
        summary=card.summary,
        signed_by=list_in(edition.words.locale, [byline.name for byline in card.bylines]),
        published=moment_in(edition.words, edition.site.clock, card.published),
        picture=_picture(card.thumbnail) if card.thumbnail else None,
    )


def _picture(thumbnail: Thumbnail) -> CardPicture:
    copies = [f"{thumbnail.path} {thumbnail.width}w"]
    if thumbnail.wide:
        copies.append(f"{thumbnail.wide} {thumbnail.wide_width}w")
    return CardPicture(thumbnail.path, ", ".join(copies), thumbnail.width, thumbnail.height, thumbnail.alt)
