"""JSON-LD: what machines are told about a story and about who signs it (schema.org, Google's Article page)."""

import json
from collections.abc import Mapping, Sequence

from laera.domain.articles import Article
from laera.domain.site import Site, byline_path, corrections_path
from laera.rendering.views import CorrectionNote

# JSON in <script> ends at `</script` and turns at `<!--`; JavaScript once ended lines at U+2028 and U+2029. Outside its
# strings JSON has none of these characters, so they may be escaped in the whole text (five replacements take a tenth of
# the time of one `str.translate`).
_NOT_IN_A_SCRIPT = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")


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
    translations: Mapping[str, str],
) -> dict[str, object]:
    """The story as schema.org sees it. Times are ISO with offset, URLs absolute; `translations` are by language.

    Of its versions, the one in the language that `site.yaml` names first counts as the original.
    """
    story: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
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
        or [{"@type": "Organization", "name": site.name, "url": site.absolute("/")}],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": site.absolute("/"),
            "correctionsPolicy": site.absolute(corrections_path(site, article.language)),
        },
        "isAccessibleForFree": True,
    }
    if article.summary:
        story["description"] = article.summary
    if article.dateline:
        story["dateline"] = article.dateline
    if article.tags:
        story["keywords"] = [tag.name for tag in article.tags]
    if images:
        story["image"] = list(images)
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


def profile_page(site: Site, name: str, *, url: str, language: str) -> dict[str, object]:
    """Who signs, as schema.org sees them; stories name the same URL for their author."""
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "inLanguage": language,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.absolute("/")},
        "mainEntity": _person(name, url),
    }


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


def _person(name: str, url: str) -> dict[str, str]:
    return {"@type": "Person", "name": name, "url": url}


def _version(url: str, language: str) -> dict[str, str]:
    return {"@type": "NewsArticle", "@id": url, "inLanguage": language}
