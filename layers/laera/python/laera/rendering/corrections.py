"""The page of corrections, decided: what the paper had wrong and put right."""

from collections.abc import Sequence

from laera.domain.listings import CorrectedCard
from laera.domain.site import corrections_path
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.feeds import feed_links
from laera.rendering.views import CorrectionsPage, Head, Link, ListedCorrection


def corrections_page(edition: LanguageEdition, corrected: Sequence[CorrectedCard]) -> CorrectionsPage:
    """The view of `corrections.html`. The corrections keep the order they come in: newest first."""
    site, words = edition.site, edition.words
    paths = {language: corrections_path(site, language) for language in site.languages}
    return CorrectionsPage(
        head=Head(
            title=f"{words.corrections} · {site.name}",
            description=words.corrections_policy,
            canonical=site.absolute(paths[edition.language]),
            shared_title=words.corrections,
            alternates=edition.alternates(paths),
            forms=feed_links(edition, paths[edition.language], words.corrections),
        ),
        languages=edition.language_links(paths),
        corrections=listed_corrections(edition, corrected),
    )


def listed_corrections(edition: LanguageEdition, corrected: Sequence[CorrectedCard]) -> tuple[ListedCorrection, ...]:
    """The corrections in the order they come in, each with the way to the foot of its story."""
    return tuple(
        ListedCorrection(
            date=moment_in(edition.words, edition.site.clock, one.correction.date),
            text=one.correction.text,
            story=Link(one.card.headline, f"{one.card.path}#corrections"),
        )
        for one in corrected
    )
