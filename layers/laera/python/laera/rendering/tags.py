"""A tag's page, decided: the newest stories about one subject."""

from collections.abc import Sequence

from laera.domain.listings import Card, tag_name
from laera.domain.site import tag_path
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import feed_links
from laera.rendering.rows import rows_by_day
from laera.rendering.views import Head, TagPage


def tag_page(edition: LanguageEdition, slug: str, cards: Sequence[Card]) -> TagPage:
    """The view of `tag.html`; the tag is called what the newest card calls it.

    No hreflang: which tag of another language means the same, nobody has said.
    """
    site = edition.site
    name = tag_name(cards, slug)
    path = tag_path(site, edition.language, slug)
    return TagPage(
        head=Head(
            title=f"{name} · {site.name}",
            description=edition.words.about_tag.format(tag=name, paper=site.name),
            canonical=site.absolute(path),
            shared_title=name,
            forms=feed_links(edition, path, name),
        ),
        languages=edition.language_links({}),
        name=name,
        rows=rows_by_day(edition, cards),
    )
