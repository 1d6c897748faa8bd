"""A byline's page, decided: the newest stories of one who signs them."""

from collections.abc import Sequence

from markupsafe import Markup

from laera.domain.listings import Card, byline_name
from laera.domain.site import byline_path
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import feed_links
from laera.rendering.rows import rows_by_day
from laera.rendering.structured_data import for_script, profile_page
from laera.rendering.views import BylinePage, Head


def byline_page(edition: LanguageEdition, slug: str, cards: Sequence[Card]) -> BylinePage:
    """The view of `byline.html`; the name is spelt as the newest card spells it.

    No hreflang: whether the same person signs in another language is not known here.
    """
    site = edition.site
    name = byline_name(cards, slug)
    path = byline_path(site, edition.language, slug)
    url = site.absolute(path)
    return BylinePage(
        head=Head(
            title=f"{name} · {site.name}",
            description=edition.words.about_byline.format(name=name, paper=site.name),
            canonical=url,
            kind="profile",
            shared_title=name,
            forms=feed_links(edition, path, name),
        ),
        languages=edition.language_links({}),
        name=name,
        rows=rows_by_day(edition, cards, signed=slug),
        structured_data=Markup(  # noqa: S704 - escaped for <script> by for_script
            for_script(profile_page(site, name, url=url, language=edition.language))
        ),
    )
