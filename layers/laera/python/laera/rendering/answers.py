"""What the API says, as JSON: stories, lists and the paper; addresses are absolute, times are on the paper's clock."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from laera.domain.listings import Card
from laera.domain.search import Finding, Result
from laera.domain.site import Section, Site


def listing(site: Site, cards: Sequence[Card], following: str | None) -> dict[str, object]:
    """One page of a list; `following` is the address of the next."""
    return {"articles": [article(site, card) for card in cards], "next": following}


def results(site: Site, results: Sequence[Result], finding: Finding, following: str | None) -> dict[str, object]:
    """One page of a search; `following` is the address of the next.

    `matched` tells whether stories have all that was asked for, some of it, or why there are none.
    """
    found = [
        {**article(site, result.card), "fragment": [{"text": it.text, "found": it.is_found} for it in result.fragment]}
        for result in results
    ]
    return {"articles": found, "matched": finding.value, "next": following}


def article(site: Site, card: Card) -> dict[str, object]:
    """One story. `section` is null when `site.yaml` no longer has the story's section."""
    section = site.section(card.section)
    picture = card.thumbnail
    return {
        "url": site.absolute(card.path),
        "path": card.path,
        "language": card.language,
        "section": _section_of(site, section, card.language) if section else None,
        "form": card.form.value,
        "headline": card.headline,
        "summary": card.summary,
        "published": _local(site, card.published),
        "updated": _local(site, card.updated) if card.updated else None,
        "bylines": [{"name": byline.name, "slug": byline.slug} for byline in card.bylines],
        "tags": [{"name": tag.name, "slug": tag.slug} for tag in card.tags],
        "photograph": {
            "url": site.absolute(picture.path),
            "width": picture.width,
            "height": picture.height,
            "alt": picture.alt,
        }
        if picture
        else None,
    }


def sections(site: Site) -> dict[str, object]:
    """The paper: its languages, and its sections in the order of `site.yaml`."""
    return {
        "paper": {"name": site.name, "url": site.absolute("/"), "time_zone": site.time_zone},
        "languages": [
            {
                "language": language,
                "url": site.absolute(site.home_path(language)),
                "default": language == site.default_language,
            }
            for language in site.languages
        ],
        "sections": [
            {
                "id": section.id,
                "languages": {language: _section_of(site, section, language) for language in site.languages},
            }
            for section in site.sections
        ],
    }


def problem(status: int, title: str, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> dict[str, object]:
    """A refusal, as RFC 9457 wants it; `errors` names each parameter, what is wrong with it and the cure."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return body


def as_json(answer: Mapping[str, object]) -> str:
    """The same text for the same answer."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"


def _section_of(site: Site, section: Section, language: str) -> dict[str, object]:
    path = site.section_path(language, section)
    return {
        "id": section.id,
        "name": section.name(language),
        "slug": section.slug(language),
        "url": site.absolute(path),
    }


def _local(site: Site, moment: datetime) -> str:
    return site.local_time(moment).isoformat()
