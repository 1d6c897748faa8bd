"""A card, decided: what lists show of a story."""

from laera.domain.listings import Card, Thumbnail
from laera.rendering.dates import hour_in, moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.forms import label_of
from laera.rendering.lists import list_in
from laera.rendering.views import CardPicture, CardView, Link

BESIDE = "6.5rem"
"""How wide a picture beside its story's words stands, as the style sheet has it."""


def card_view(edition: LanguageEdition, card: Card, *, with_section: bool, with_day: bool = True) -> CardView:
    """The card under the paper's present settings: a section that is gone from `site.yaml` is not named.

    Without its section or its day where the list it stands in says them.
    """
    published = moment_in(edition.words, edition.site.clock, card.published)
    hour = hour_in(edition.words, edition.site.clock, card.published)
    section = edition.section_links.get(card.section, Link("", ""))
    return CardView(
        path=card.path,
        section=section.text if with_section else "",
        headline=card.headline,
        summary=card.summary,
        signed_by=list_in(edition.words.locale, [byline.name for byline in card.bylines]),
        published=published,
        when=published.day if with_day else hour,
        picture=_picture(card.thumbnail) if card.thumbnail else None,
        form=card.form.value,
        label=label_of(edition.words, card.form, is_live=card.is_live),
    )


def _picture(thumbnail: Thumbnail) -> CardPicture:
    copies = [f"{thumbnail.path} {thumbnail.width}w"]
    if thumbnail.wide:
        copies.append(f"{thumbnail.wide} {thumbnail.wide_width}w")
    return CardPicture(thumbnail.path, ", ".join(copies), thumbnail.width, thumbnail.height, thumbnail.alt)
