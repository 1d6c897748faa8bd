"""A byline's page, decided: the newest stories of one who signs them, and what the paper says of that person."""

from collections.abc import Sequence

from markupsafe import Markup

from laera.domain.listings import Card, byline_name
from laera.domain.people import Profile
from laera.domain.site import byline_path
from laera.rendering.cards import Frame, picture_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import feed_links
from laera.rendering.rows import rows_by_day
from laera.rendering.structured_data import for_script, profile_page
from laera.rendering.views import BylinePage, Head, Link, SharedPicture

PORTRAIT = Frame("1x1", "10rem")


def byline_page(
    edition: LanguageEdition, slug: str, cards: Sequence[Card], profile: Profile | None = None, biography: str = ""
) -> BylinePage:
    """The view of `byline.html`; `biography` is sanitised HTML.

    Without a profile the name is spelt as the newest card spells it, and there is no hreflang: whether the same person
    signs in another language is not known then.
    """
    site = edition.site
    name = profile.name if profile else byline_name(cards, slug)
    path = byline_path(site, edition.language, slug)
    url = site.absolute(path)
    stands = [one for one in site.languages if profile and one in profile.languages]
    pages = {one: byline_path(site, one, slug) for one in stands}
    picture = _shared(edition, profile)
    return BylinePage(
        head=Head(
            title=f"{name} · {site.name}",
            description=edition.words.about_byline.format(name=name, paper=site.name),
            canonical=url,
            kind="profile",
            shared_title=name,
            alternates=edition.alternates(pages) if edition.language in pages else (),
            picture=picture,
            forms=feed_links(edition, path, name) if cards else (),
        ),
        languages=edition.language_links(pages),
        name=name,
        role=profile.role if profile else "",
        portrait=picture_in(profile.portrait, PORTRAIT) if profile and profile.portrait else None,
        biography=Markup(biography),  # noqa: S704 - sanitised by rendering.markdown, last of all
        links=tuple(Link(text, to) for text, to in profile.links) if profile else (),
        rows=rows_by_day(edition, cards, signed=slug),
        structured_data=Markup(  # noqa: S704 - escaped for <script> by for_script
            for_script(
                profile_page(
                    site,
                    name,
                    url=url,
                    language=edition.language,
                    profile=profile,
                    image=picture.url if picture else "",
                )
            )
        ),
    )


def _shared(edition: LanguageEdition, profile: Profile | None) -> SharedPicture | None:
    """The portrait, square, for shared links."""
    if profile is None or profile.square is None or profile.portrait is None:
        return None
    square = profile.square
    return SharedPicture(edition.site.absolute(square.path), square.width, square.height, profile.portrait.alt)
