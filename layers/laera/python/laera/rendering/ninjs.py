"""A story as ninjs, IPTC's form of news in JSON: https://iptc.org/standards/ninjs/, generation 2.

The document keeps to what 2.0 has, so that it is valid by every schema of that generation.
"""

import re
from collections.abc import Mapping

from laera.domain.articles import Article, Photograph
from laera.domain.forms import StoryForm
from laera.domain.listings import story_urn
from laera.domain.photographs import Renditions
from laera.domain.recordings import Player, Recording
from laera.domain.site import Site, byline_path, tag_path
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.figures import photographs_in
from laera.rendering.lists import list_in
from laera.rendering.machine_times import iso_time
from laera.rendering.recordings import recordings_in

STANDARD = {"name": "ninjs", "version": "2.0", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.0.json"}

_AUTHOR, _PUBLISHER = "https://schema.org/author", "https://schema.org/publisher"
_AGENCY = "https://schema.org/sourceOrganization"
"""Roles are URIs in ninjs; these are known beyond any one news agency."""

_GENRES: Mapping[StoryForm, list[dict[str, str]]] = {
    StoryForm.LONG_READ: [{"name": "Feature", "uri": "http://cv.iptc.org/newscodes/genre/Feature"}],
    StoryForm.OPINION: [{"name": "Opinion", "uri": "http://cv.iptc.org/newscodes/genre/Opinion"}],
}
"""IPTC's own words, of which the other forms have none."""

_TAG = re.compile(r'<[a-z](?:[^<>"]|"[^"]*")*>')
_ADDRESS = re.compile(r' (href|poster|src|srcset)="([^"]*)"')
_OUR_PATH = re.compile(r"(?:^|(?<=, ))/")


def ninjs_item(
    edition: LanguageEdition,
    article: Article,
    body: str,
    *,
    version_id: str,
    renditions: Renditions | None,
    translations: Mapping[str, str],
    pictures: Mapping[str, Renditions],
    players: Mapping[str, Player],
) -> dict[str, object]:
    """The item as JSON values. `body` is sanitised HTML; `translations` are paths by language.

    `pictures` are the renditions of photographs within the body, `players` what it plays, by upload key.
    Its `uri` names the story and outlives its addresses; the address of today is among `altids`.
    """
    site, words = edition.site, edition.words
    url = site.absolute(site.article_path(article.language, article.section, article.slug))
    notes = [
        f"{moment_in(words, site.clock, correction.date).day}: {correction.text}"
        for correction in article.corrections_in_order
    ]
    shown = _pictures(site, article, renditions, pictures)
    others = [
        _translation(site, language, translations[language])
        for language in edition.others
        if translations.get(language)
    ]
    item: dict[str, object] = {
        "uri": story_urn(site, article.key),
        "standard": STANDARD,
        "type": "text",
        "representationtype": "full",
        "profile": "text-photo" if shown else "text",
        "version": version_id,
        "firstcreated": iso_time(site, article.published),
        "versioncreated": iso_time(site, article.modified),
        "pubstatus": "usable",
        "language": article.language,
        "copyrightholder": site.name,
        "by": list_in(words.locale, [byline.name for byline in article.bylines]) or article.agency or site.name,
        "slugline": article.slug,
        "located": article.dateline,
        "headlines": [_text("main", article.headline)],
        "descriptions": [
            *([_text("summary", article.summary)] if article.summary else []),
            *(_text("correction", note) for note in notes),
        ],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": _for_elsewhere(site, body)}],
        "subjects": _subjects(edition, article),
        "infosources": _sources(site, article),
        "genres": _GENRES.get(article.form, []),
        "altids": [{"role": "canonical", "value": url}],
        "associations": [*shown, *_recordings(site, article, players), *others],
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


def _subjects(edition: LanguageEdition, article: Article) -> list[dict[str, str]]:
    """The section and the tags, with the pages that list their stories."""
    site, section = edition.site, edition.section_links[article.section.id]
    tags = [
        {
            "name": tag.name,
            "rel": "tag",
            "uri": site.absolute(tag_path(site, article.language, tag.slug)),
            "literal": tag.slug,
        }
        for tag in article.tags
    ]
    return [
        {"name": section.text, "rel": "section", "uri": site.absolute(section.path), "literal": article.section.id},
        *tags,
    ]


def _sources(site: Site, article: Article) -> list[dict[str, str]]:
    """Who wrote it, who sent it and who published it."""
    authors = [
        {
            "name": byline.name,
            "role": _AUTHOR,
            "uri": site.absolute(byline_path(site, article.language, byline.slug)),
            "literal": byline.slug,
        }
        for byline in article.bylines
    ]
    agency = [{"name": article.agency, "role": _AGENCY}] if article.agency else []
    return [*authors, *agency, {"name": site.name, "role": _PUBLISHER, "uri": site.absolute("/")}]


def _pictures(
    site: Site, article: Article, renditions: Renditions | None, pictures: Mapping[str, Renditions]
) -> list[dict[str, object]]:
    """The story's photographs, those within its body numbered in their order."""
    lead = _photograph(site, "main-photograph", article.photograph, renditions) if article.photograph else []
    inner = enumerate(photographs_in(article.body), 1)
    return lead + [
        picture
        for number, photograph in inner
        for picture in _photograph(site, f"photograph-{number}", photograph, pictures.get(photograph.src))
    ]


def _photograph(
    site: Site, name: str, photograph: Photograph, renditions: Renditions | None
) -> list[dict[str, object]]:
    """The photograph as an associated picture, when readers can see it."""
    if renditions is None or not renditions.copies:
        return []
    descriptions = []
    if photograph.caption:
        descriptions.append(_text("caption", photograph.caption))
    if photograph.alt:
        descriptions.append(_text("alternative text", photograph.alt))
    picture: dict[str, object] = {
        "name": name,
        "uri": story_urn(site, photograph.src),
        "type": "picture",
        "pubstatus": "usable",
        "by": photograph.credit,
        "descriptions": descriptions,
        "renditions": [
            {
                "name": f"{copy.media_type.removeprefix('image/')}-{copy.width}",
                "href": site.absolute(copy.path),
                "contenttype": copy.media_type,
                "width": copy.width,
                "height": copy.height,
            }
            for copy in renditions.copies
        ],
    }
    return [{name: value for name, value in picture.items() if value not in ("", [])}]


def _recordings(site: Site, article: Article, players: Mapping[str, Player]) -> list[dict[str, object]]:
    """What the story plays, numbered in its order."""
    return [
        _recording(site, f"recording-{number}", recording, players[recording.src])
        for number, recording in enumerate(recordings_in(article.body) if players else (), 1)
        if recording.src in players
    ]


def _recording(site: Site, name: str, recording: Recording, player: Player) -> dict[str, object]:
    playable = player.playable
    copy = {
        "name": "original",
        "href": site.absolute(playable.path),
        "contenttype": playable.media_type,
        "duration": playable.seconds,
        "sizeinbytes": playable.size,
        "width": playable.width,
        "height": playable.height,
    }
    associated: dict[str, object] = {
        "name": name,
        "uri": story_urn(site, recording.src),
        "type": "video" if playable.is_film else "audio",
        "pubstatus": "usable",
        "by": recording.credit,
        "headlines": [_text("main", recording.name)],
        "descriptions": [_text("caption", recording.caption)] if recording.caption else [],
        "renditions": [{key: value for key, value in copy.items() if value}],
    }
    return {key: value for key, value in associated.items() if value not in ("", [])}


def _translation(site: Site, language: str, path: str) -> dict[str, object]:
    """The story in another language, by its address: its own `uri` is in its own document."""
    return {
        "name": f"translation-{language}",
        "uri": site.absolute(path),
        "type": "text",
        "representationtype": "partial",
        "language": language,
    }


def _text(role: str, text: str) -> dict[str, str]:
    return {"role": role, "contenttype": "text/plain", "value": text}


def _for_elsewhere(site: Site, body: str) -> str:
    """The body with the paper's own addresses made absolute: it will be read on other sites."""
    if '="/' not in body:
        return body
    return _TAG.sub(lambda tag: _ADDRESS.sub(lambda found: _absolute(site, found), tag[0]), body)


def _absolute(site: Site, attribute: re.Match[str]) -> str:
    return f' {attribute[1]}="{_OUR_PATH.sub(lambda _: site.absolute("/"), attribute[2])}"'
