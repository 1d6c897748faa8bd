"""JSON-LD: what machines are told about a story and about who signs it (schema.org, Google's Article page)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from laera.domain.articles import Article
from laera.domain.forms import StoryForm
from laera.domain.people import Profile
from laera.domain.recordings import Player, Recording, iso_duration
from laera.domain.site import Site, byline_path, corrections_path
from laera.rendering.views import CorrectionNote, EntryView, LiveBlogView

# JSON in <script> ends at `</script` and turns at `<!--`; JavaScript once ended lines at U+2028 and U+2029. Outside its
# strings JSON has none of these characters, so they may be escaped in the whole text (five replacements take a tenth of
# the time of one `str.translate`).
_NOT_IN_A_SCRIPT = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")


_TYPES: Mapping[StoryForm, str | list[str]] = {
    StoryForm.LONG_READ: ["NewsArticle", "ReportageNewsArticle"],
    StoryForm.OPINION: ["NewsArticle", "OpinionNewsArticle"],
    StoryForm.LIVE_BLOG: "LiveBlogPosting",
}
"""Search engines know the general word; the other says more to whoever understands it."""
_LONGEST_EXCERPT = 110
"""Characters: as long as a headline may be for Google."""


def for_script(value: object) -> str:
    """The JSON of a value, safe inside a `<script>` element and equal to the value when parsed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _NOT_IN_A_SCRIPT:
        text = text.replace(character, escape)
    return text


def news_article(
    site: Site,
    article: Article,
    *,
    url: str,
    published: str,
    modified: str,
    corrections: Sequence[CorrectionNote],
    images: Sequence[str],
    played: Iterable[tuple[Recording, Player]],
    translations: Mapping[str, str],
    live: LiveBlogView | None = None,
) -> dict[str, object]:
    """The story as schema.org sees it. Times are ISO with offset, URLs absolute; `translations` are by language.

    Of its versions, the one in the language that `site.yaml` names first counts as the original.
    """
    story: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(article.form, "NewsArticle"),
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": article.headline,
        "inLanguage": article.language,
        "articleSection": article.section.name(article.language),
        "datePublished": published,
        "dateModified": modified,
        "author": [
            _person(byline.name, site.absolute(byline_path(site, article.language, byline.slug)))
            for byline in article.bylines
        ]
        or [_agency(article) if article.agency else _organization(site)],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": site.absolute("/"),
            "correctionsPolicy": site.absolute(corrections_path(site, article.language)),
        },
        "isAccessibleForFree": True,
    }
    if article.agency:
        story["sourceOrganization"] = _agency(article)
    if live:
        story["coverageStartTime"] = min(
            (published, *(entry.moment.iso for entry in live.entries)), key=datetime.fromisoformat
        )
        if live.ended:
            story["coverageEndTime"] = live.ended.iso
        story["liveBlogUpdate"] = [_update(entry, url) for entry in live.entries]
    if article.summary:
        story["description"] = article.summary
    if article.dateline:
        story["dateline"] = article.dateline
    if article.tags:
        story["keywords"] = [tag.name for tag in article.tags]
    if images:
        story["image"] = list(images)
    story |= _media(site, played, published, images)
    if corrections:
        story["correction"] = [
            {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.date.iso}
            for correction in corrections
        ]
    if translations:
        versions = {**translations, article.language: url}
        original = next(language for language in site.languages if language in versions)
        if original == article.language:
            story["workTranslation"] = [_version(address, language) for language, address in translations.items()]
        else:
            story["translationOfWork"] = _version(translations[original], original)
    return story


def profile_page(
    site: Site, name: str, *, url: str, language: str, profile: Profile | None = None, image: str = ""
) -> dict[str, object]:
    """Who signs, as schema.org sees them; stories name the same URL for their author. `image` is an absolute URL."""
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "inLanguage": language,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.absolute("/")},
        "mainEntity": _person(name, url) | (_told_of(site, profile, image) if profile else {}),
    }


def _told_of(site: Site, profile: Profile, image: str) -> dict[str, object]:
    """What the paper says of a person, nothing that is empty."""
    mails = [to.removeprefix("mailto:") for _, to in profile.links if to.startswith("mailto:")]
    said: dict[str, object] = {
        "jobTitle": profile.role,
        "worksFor": {"@type": "NewsMediaOrganization", "name": site.name, "url": site.absolute("/")},
        "image": image,
        "email": mails[0] if mails else "",
        "sameAs": [to for _, to in profile.links if not to.startswith("mailto:")],
    }
    return {name: value for name, value in said.items() if value}


def web_page(site: Site, name: str, *, url: str, language: str, description: str, modified: str) -> dict[str, object]:
    """A standing page as schema.org sees it; `modified` is ISO with offset. Nothing that is empty."""
    page: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": language,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.absolute("/")},
    }
    if description:
        page["description"] = description
    if modified:
        page["dateModified"] = modified
    return page


def _organization(site: Site) -> dict[str, str]:
    return {"@type": "Organization", "name": site.name, "url": site.absolute("/")}


def _agency(article: Article) -> dict[str, str]:
    return {"@type": "Organization", "name": article.agency}


def _update(entry: EntryView, url: str) -> dict[str, str]:
    """An entry of a live blog; one without a title is told by its first words."""
    return {
        "@type": "BlogPosting",
        "headline": entry.title or _first_words(entry.body.striptags()) or entry.moment.text,
        "datePublished": entry.moment.iso,
        "url": f"{url}#{entry.anchor}",
    }


def _first_words(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT].rpartition(" ")[0] + "…"


def _media(
    site: Site, played: Iterable[tuple[Recording, Player]], published: str, images: Sequence[str]
) -> dict[str, object]:
    """What the story plays, sound and film each under its name."""
    media = [_media_object(site, recording, player, published, images) for recording, player in played]
    by_name = {
        name: [described for described in media if described["@type"] == kind]
        for kind, name in (("AudioObject", "audio"), ("VideoObject", "video"))
    }
    return {name: of_kind for name, of_kind in by_name.items() if of_kind}


def _media_object(
    site: Site, recording: Recording, player: Player, published: str, images: Sequence[str]
) -> dict[str, object]:
    """A recording, public since its story is; of a film without a poster the story's photograph is shown."""
    playable = player.playable
    described: dict[str, object] = {
        "@type": "VideoObject" if playable.is_film else "AudioObject",
        "name": recording.name,
        "contentUrl": site.absolute(playable.path),
        "encodingFormat": playable.media_type,
        "duration": iso_duration(playable.seconds),
        "uploadDate": published,
    }
    if recording.caption:
        described["description"] = recording.caption
    if playable.is_film:
        described.update(width=playable.width, height=playable.height)
        thumbnails = [site.absolute(player.poster)] if player.poster else list(images)
        if thumbnails:
            described["thumbnailUrl"] = thumbnails
    return described


def _person(name: str, url: str) -> dict[str, object]:
    return {"@type": "Person", "name": name, "url": url}


def _version(url: str, language: str) -> dict[str, str]:
    return {"@type": "NewsArticle", "@id": url, "inLanguage": language}
