"""The pages that stand where no story does: withdrawn, moved, unknown."""

from laera.rendering.editions import LanguageEdition
from laera.rendering.views import GonePage, Head, MovedPage, NotFoundPage


def gone_page(edition: LanguageEdition, reason: str, headline: str) -> GonePage:
    """The view of `gone.html`; an empty reason is not mentioned."""
    return GonePage(
        head=_head(edition, edition.words.gone),
        languages=edition.language_links({}),
        title=edition.words.gone,
        text=edition.words.gone_text,
        headline=headline,
        reason=reason,
        home=edition.home,
    )


def emptied_page(edition: LanguageEdition) -> GonePage:
    """The view of `gone.html` where a tag, a byline or a day had stories and has none."""
    return GonePage(
        head=_head(edition, edition.words.emptied),
        languages=edition.language_links({}),
        title=edition.words.emptied,
        text=edition.words.emptied_text,
        headline="",
        reason="",
        home=edition.home,
    )


def moved_page(edition: LanguageEdition, target: str) -> MovedPage:
    """The view of `moved.html`; `target` is a path of the paper."""
    return MovedPage(
        head=_head(edition, edition.words.moved, edition.site.absolute(target)),
        target=target,
    )


def not_found_page(edition: LanguageEdition) -> NotFoundPage:
    """The view of `not_found.html`."""
    return NotFoundPage(
        head=_head(edition, edition.words.not_found),
        languages=edition.language_links({}),
        home=edition.home,
    )


def _head(edition: LanguageEdition, title: str, canonical: str = "") -> Head:
    return Head(
        title=f"{title} · {edition.site.name}",
        description="",
        canonical=canonical,
        robots="noindex",
        shared_title=title,
    )
