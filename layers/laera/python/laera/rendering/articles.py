"""An article's page, decided: what stands on it, in which words, at which addresses."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from laera.domain.articles import Article, Byline, Photograph
from laera.domain.forms import StoryForm
from laera.domain.photographs import Rendition, Renditions
from laera.domain.recordings import Player, Recording
from laera.domain.site import byline_path, day_path, history_path, ninjs_path, tag_path, twin_path
from laera.rendering.dates import Moment, moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.figures import credited
from laera.rendering.forms import label_of
from laera.rendering.lists import joints
from laera.rendering.media_types import JSON, MARKDOWN, media_type
from laera.rendering.reading_time import minutes_to_read
from laera.rendering.recordings import recordings_in
from laera.rendering.structured_data import for_script, news_article
from laera.rendering.views import (
    ArticlePage,
    CorrectionNote,
    Head,
    Link,
    LiveBlogView,
    OtherForm,
    Picture,
    PictureSource,
    Signature,
)
from laera.rendering.words import Words

UNTIMED = frozenset({StoryForm.LIVE_BLOG, StoryForm.WIRE})
"""Forms of which nobody asks how long they take: one grows, the other is short."""
FALLBACK_WIDTH = 1280
"""Pixels: the copy for browsers that understand no `srcset` is the widest that is no wider."""
_SIZES = "(min-width: 64rem) 60rem, 100vw"
_SIZES_OF_THE_PAGE = "(min-width: 78rem) 78rem, 100vw"
"""How wide a photograph stands, as the style sheet has it."""


def article_page(
    edition: LanguageEdition,
    article: Article,
    body: str,
    *,
    live: LiveBlogView | None = None,
    version_id: str,
    renditions: Renditions | None,
    translations: Mapping[str, str],
    players: Mapping[str, Player],
) -> ArticlePage:
    """The view of `article.html`. `body` is sanitised HTML, of a live blog what stands above its entries.

    `translations` are paths by language; `players` are the recordings made ready, by upload key.
    """
    site, words = edition.site, edition.words
    path = site.article_path(article.language, article.section, article.slug)
    url = site.absolute(path)
    others = {language: translations[language] for language in edition.others if translations.get(language)}

    def moment(time: datetime) -> Moment:
        return moment_in(words, site.clock, time)

    published = moment(article.published)
    corrections = tuple(
        CorrectionNote(moment(correction.date), correction.text) for correction in article.corrections_in_order
    )
    modified = moment(article.modified).iso
    updated = moment(article.updated) if article.updated and article.updated > article.published else None
    is_wide = article.form is StoryForm.LONG_READ
    picture = picture_of(words, article.photograph, renditions, is_wide=is_wide) if article.photograph else None
    parts = (body, *(entry.body for entry in live.entries)) if live else (body,)
    minutes = minutes_to_read(body, article.language, body.count("<img ") + bool(picture))
    shared = edition.cut_pictures(renditions, article.photograph.alt) if article.photograph else ()
    return ArticlePage(
        head=Head(
            title=f"{article.headline} · {site.name}",
            description=article.summary,
            canonical=url,
            kind="article",
            shared_title=article.headline,
            alternates=edition.alternates({**others, article.language: path}),
            picture=shared[0] if shared else None,
            forms=(
                OtherForm("Markdown", media_type(MARKDOWN), site.absolute(twin_path(path))),
                OtherForm("ninjs", media_type(JSON), site.absolute(ninjs_path(path))),
            ),
        ),
        languages=edition.language_links(others),
        locales=tuple(language.replace("-", "_") for language in others),
        source=version_id,
        form=article.form.value,
        label=label_of(words, article.form, is_live=article.is_live),
        section=edition.section_links[article.section.id],
        more=edition.more_links[article.section.id],
        headline=article.headline,
        summary=article.summary,
        bylines=tuple(_signatures(edition, article.bylines)),
        agency=article.agency,
        dateline=article.dateline,
        day=day_path(site, article.language, site.local_day(article.published)),
        published=published,
        updated=updated,
        modified=modified,
        zone=edition.zone,
        reading_time="" if article.form in UNTIMED else words.reading_time(minutes),
        picture=picture,
        body=Markup(body),  # noqa: S704 - sanitised by rendering.markdown, last of all
        live=live,
        has_embeds=any(" data-frame=" in part for part in parts),
        corrections=corrections,
        history=history_path(path),
        tags=tuple(Link(tag.name, tag_path(site, article.language, tag.slug)) for tag in article.tags),
        mail_link=f"mailto:?subject={_quoted(article.headline)}&body={_quoted(url)}",
        structured_data=Markup(  # noqa: S704 - escaped for <script> by for_script
            for_script(
                news_article(
                    site,
                    article,
                    url=url,
                    published=published.iso,
                    modified=modified,
                    corrections=corrections,
                    images=[picture.url for picture in shared],
                    played=_played(article, players) if players else (),
                    translations={language: site.absolute(other) for language, other in others.items()},
                    live=live,
                )
            )
        ),
    )


def _signatures(edition: LanguageEdition, bylines: Sequence[Byline]) -> Iterator[Signature]:
    before = ["", *joints(edition.words.locale, [byline.name for byline in bylines])]
    for byline, joint in zip(bylines, before, strict=False):  # no one signs: the first joint is for nobody
        yield Signature(joint, byline.name, byline_path(edition.site, edition.language, byline.slug))


def _played(article: Article, players: Mapping[str, Player]) -> Iterator[tuple[Recording, Player]]:
    """What the story plays and is ready, in its order."""
    return (
        (recording, players[recording.src]) for recording in recordings_in(article.body) if recording.src in players
    )


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def picture_of(
    words: Words, photograph: Photograph, renditions: Renditions | None, *, is_wide: bool = False
) -> Picture | None:
    """The photograph in all its copies, as wide as its page or not; None while there are none."""
    if renditions is None or not renditions.copies:
        return None
    by_type: dict[str, list[Rendition]] = {}
    for copy in renditions.copies:
        by_type.setdefault(copy.media_type, []).append(copy)
    fallback_type = "image/jpeg" if "image/jpeg" in by_type else next(reversed(by_type))
    fallback = by_type.pop(fallback_type)
    modest = [copy for copy in fallback if copy.width <= FALLBACK_WIDTH] or fallback[-1:]
    return Picture(
        sources=tuple(PictureSource(media_type, _srcset(copies)) for media_type, copies in sorted(by_type.items())),
        src=modest[0].path,
        srcset=_srcset(fallback),
        sizes=_SIZES_OF_THE_PAGE if is_wide else _SIZES,
        width=renditions.width,
        height=renditions.height,
        alt=photograph.alt,
        caption=photograph.caption,
        credit=credited(words.photograph_by, photograph.credit),
        focus=round(4 * (photograph.focal or (0.5, 0.5))[1]) * 25,
    )


def _srcset(copies: list[Rendition]) -> str:
    return ", ".join(f"{copy.path} {copy.width}w" for copy in reversed(copies))
