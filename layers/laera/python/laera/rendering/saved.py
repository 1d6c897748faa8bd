"""The page of saved stories, decided: the same for every reader, for the list is in each reader's browser."""

from laera.domain.site import saved_path
from laera.rendering.editions import LanguageEdition
from laera.rendering.views import Head, SavedPage


def saved_page(edition: LanguageEdition) -> SavedPage:
    """The view of `saved.html`."""
    site, words = edition.site, edition.words
    paths = {language: saved_path(site, language) for language in site.languages}
    return SavedPage(
        head=Head(
            title=f"{words.saved} · {site.name}",
            description=words.saved_note,
            canonical=site.absolute(paths[edition.language]),
            robots="noindex",
            shared_title=words.saved,
            alternates=edition.alternates(paths),
        ),
        languages=edition.language_links(paths),
    )
