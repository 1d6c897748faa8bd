"""A standing page, decided: about the paper, how to reach it, what it holds itself to."""

from collections.abc import Mapping

from markupsafe import Markup

from laera.domain.articles import Article
from laera.domain.photographs import Renditions
from laera.rendering.articles import picture_of
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.structured_data import for_script, web_page
from laera.rendering.views import Head, StandingPage


def standing_page(
    edition: LanguageEdition,
    page: Article,
    body: str,
    *,
    version_id: str,
    renditions: Renditions | None,
    translations: Mapping[str, str],
) -> StandingPage:
    """The view of `page.html`. `body` is sanitised HTML; `translations` are paths by language."""
    site, words = edition.site, edition.words
    path = site.article_path(page.language, page.section, page.slug)
    url = site.absolute(path)
    others = {language: translations[language] for language in edition.others if translations.get(language)}
    updated = moment_in(words, site.clock, page.updated) if page.updated else None
    shared = edition.cut_pictures(renditions, page.photograph.alt) if page.photograph else ()
    return StandingPage(
        head=Head(
            title=f"{page.headline} · {site.name}",
            description=page.summary,
            canonical=url,
            shared_title=page.headline,
            alternates=edition.alternates({**others, page.language: path}),
            picture=shared[0] if shared else None,
        ),
        languages=edition.language_links(others),
        source=version_id,
        title=page.headline,
        summary=page.summary,
        updated=updated,
        picture=picture_of(words, page.photograph, renditions) if page.photograph else None,
        body=Markup(body),  # noqa: S704 - sanitised by rendering.markdown, last of all
        has_embeds=" data-frame=" in body,
        structured_data=Markup(  # noqa: S704 - escaped for <script> by for_script
            for_script(
                web_page(
                    site,
                    page.headline,
                    url=url,
                    language=page.language,
                    description=page.summary,
                    modified=updated.iso if updated else "",
                )
            )
        ),
    )
