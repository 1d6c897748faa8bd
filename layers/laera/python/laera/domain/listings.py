"""Listings: the cards that fronts, feeds and the API show, and the scopes they stand in.

A scope is one list of stories in one language: `home`, `section#<id>`, `tag#<slug>`, `author#<slug>`, `day#<date>`;
`corrections`, where a story stands once for each; and `page#<path>` and `file#<upload key>`, lists of one. Standing
pages are in `pages`, and in no other list but that of their upload. `search#<span>` is what the search index of ten
days is made from.

Presence lists (`days`, `tags`, `authors`, `spans`) hold no stories but words: the dates and slugs whose lists are not
empty.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from laera.domain.articles import Article, Byline, Correction, Photograph, Tag
from laera.domain.forms import StoryForm
from laera.domain.photographs import CARD_SHAPE, CARD_TYPES, SHAPES, Renditions, crop_beside
from laera.domain.site import Site

LARGEST_CARD = 1024
"""Bytes of JSON: one listing page of fifty stays far below DynamoDB's 1 MB."""

HOME = "home"
CORRECTIONS = "corrections"
STANDING_PAGES = "pages"
SEARCH = "search"
DAYS, TAGS, BYLINES, SPANS = "days", "tags", "authors", "spans"
_PRESENCE = {"day": DAYS, "tag": TAGS, "author": BYLINES, SEARCH: SPANS}


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The picture on a card: a small rendition, its size in pixels and its alternative text.

    `wide` is the path of a larger copy, `wide_width` its width; empty when there is none. `crops` are the widths that
    there are of each shape, widest first, as every one of `CARD_TYPES`: `copies` gives their addresses, which a card
    has no room for. None while only the whole photograph is ready.
    """

    path: str
    width: int
    height: int
    alt: str
    wide: str = ""
    wide_width: int = 0
    crops: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def copies(self, shape: str, media_type: str) -> dict[int, str]:
        """The addresses of the crops of one shape and media type by their width, widest first."""
        widths = dict(self.crops).get(shape, ())
        return {width: crop_beside(self.path, shape, width, media_type) for width in widths}

    def to_record(self) -> list[object]:
        """As JSON values."""
        row: list[object] = [self.path, self.width, self.height, self.alt, self.wide, self.wide_width]
        return [*row, dict(self.crops)] if self.crops else row

    @classmethod
    def from_record(cls, record: Sequence[Any]) -> Self:
        """The inverse of `to_record`."""
        path, width, height, alt, wide, wide_width, *more = record
        crops = more[0].items() if more else ()
        return cls(path, width, height, alt, wide, wide_width, tuple((shape, tuple(row)) for shape, row in crops))


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a story. `section` is the section's id; times are aware UTC.

    `id` names the story wherever it moves (a URN). `updated` is the newest change an editor told of, if it is later
    than `published`. `is_live` is true of a live blog that goes on.
    """

    path: str
    language: str
    section: str
    headline: str
    published: datetime
    summary: str = ""
    updated: datetime | None = None
    bylines: tuple[Byline, ...] = ()
    tags: tuple[Tag, ...] = ()
    thumbnail: Thumbnail | None = None
    id: str = ""
    form: StoryForm = StoryForm.STANDARD
    is_live: bool = False
    agency: str = ""

    @property
    def modified(self) -> datetime:
        """When it last changed, as far as an editor said."""
        return self.updated or self.published

    def to_record(self) -> dict[str, object]:
        """As JSON values, short keys, nothing that is empty."""
        record: dict[str, object] = {
            "path": self.path,
            "language": self.language,
            "section": self.section,
            "headline": self.headline,
            "published": stamp(self.published),
        }
        if self.summary:
            record["summary"] = self.summary
        if self.updated:
            record["updated"] = stamp(self.updated)
        if self.bylines:
            record["bylines"] = [[byline.name, byline.slug] for byline in self.bylines]
        if self.tags:
            record["tags"] = [[tag.name, tag.slug] for tag in self.tags]
        if self.thumbnail:
            record["thumbnail"] = self.thumbnail.to_record()
        if self.id:
            record["id"] = self.id
        if self.form is not StoryForm.STANDARD:
            record["form"] = self.form.value
        if self.is_live:
            record["live"] = True
        if self.agency:
            record["agency"] = self.agency
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        return cls(
            path=record["path"],
            language=record["language"],
            section=record["section"],
            headline=record["headline"],
            published=moment(record["published"]),
            summary=record.get("summary", ""),
            updated=moment(record["updated"]) if "updated" in record else None,
            bylines=tuple(Byline(*byline) for byline in record.get("bylines", ())),
            tags=tuple(Tag(*tag) for tag in record.get("tags", ())),
            thumbnail=Thumbnail.from_record(record["thumbnail"]) if "thumbnail" in record else None,
            id=record.get("id", ""),
            form=StoryForm(record.get("form", StoryForm.STANDARD)),
            is_live=record.get("live", False),
            agency=record.get("agency", ""),
        )


@dataclass(frozen=True, slots=True)
class CorrectedCard:
    """One correction with the story it belongs to, as the list of corrections has it."""

    card: Card
    correction: Correction

    def to_record(self) -> dict[str, object]:
        """As JSON values: the card without what no list of corrections shows."""
        slim = replace(self.card, summary="", tags=(), thumbnail=None)
        correction = {"date": stamp(self.correction.date), "text": self.correction.text}
        return slim.to_record() | {"correction": correction}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The inverse of `to_record`."""
        correction = record["correction"]
        return cls(Card.from_record(record), Correction(moment(correction["date"]), correction["text"]))


def story_urn(site: Site, key: str) -> str:
    """What a story is called wherever it moves: `urn:uuid:…`, from the paper's address and the upload's name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, site.absolute(f"/{key}")).urn


def list_urn(site: Site, language: str, scope: str) -> str:
    """What a list is called, whatever its section's name and address are."""
    return uuid.uuid5(uuid.NAMESPACE_URL, site.absolute(f"/lists/{language}/{scope}")).urn


def card_of(article: Article, site: Site, renditions: Renditions | None = None) -> Card:
    """The story's card, cut to `LARGEST_CARD` bytes: the summary gives way first, then tags, then bylines."""
    card = Card(
        path=site.article_path(article.language, article.section, article.slug),
        language=article.language,
        section=article.section.id,
        headline=_cut(article.headline, 300),
        published=article.published,
        summary=article.summary,
        updated=article.modified if article.modified > article.published else None,
        bylines=article.bylines,
        tags=article.tags,
        thumbnail=thumbnail_of(article.photograph, renditions),
        id=story_urn(site, article.key),
        form=article.form,
        is_live=article.is_live,
        agency=_cut(article.agency, 100),
    )
    spare = LARGEST_CARD - _bytes_of(replace(card, summary=""))
    if spare > 60:
        return replace(card, summary=_cut(card.summary, spare - 16))
    card = replace(card, summary="", tags=card.tags[:5], bylines=card.bylines[:3])
    while _bytes_of(card) > LARGEST_CARD and (card.tags or card.bylines):
        card = replace(card, tags=card.tags[:-1]) if card.tags else replace(card, bylines=card.bylines[:-1])
    return card if _bytes_of(card) <= LARGEST_CARD else replace(card, thumbnail=None)


def tag_name(cards: Iterable[Card], slug: str) -> str:
    """What a tag is called: as the first card writes it that has it; a card of many long tags may have dropped it."""
    return next((tag.name for card in cards for tag in card.tags if tag.slug == slug), slug)


def byline_name(cards: Iterable[Card], slug: str) -> str:
    """What someone who signs is called: as the first card writes it that has the byline."""
    return next((byline.name for card in cards for byline in card.bylines if byline.slug == slug), slug)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: a scope of a language, and its sort key there (newest sorts last)."""

    language: str
    scope: str
    sk: str

    @property
    def pk(self) -> str:
        """The partition of the table that is this list."""
        return listing_pk(self.language, self.scope)


def listing_pk(language: str, scope: str) -> str:
    """`LISTING#es#section#international`."""
    return f"LISTING#{language}#{scope}"


def is_list_of_one(scope: str) -> bool:
    """Whether the list has one story at most, and answers for an address or an upload."""
    return scope.startswith(("page#", "file#"))


def scope_of_pk(pk: str) -> tuple[str, str]:
    """The language and scope of a listing's partition key."""
    _, language, scope = pk.split("#", 2)
    return language, scope


def presence_of(scope: str) -> tuple[str, str] | None:
    """The presence list a scope is noted in, and under which word; None for scopes that are always there."""
    family, _, word = scope.partition("#")
    return (_PRESENCE[family], word) if family in _PRESENCE else None


def scope_of_word(presence: str, word: str) -> str:
    """The inverse of `presence_of`: the scope that a presence list names by this word."""
    family = next(family for family, name in _PRESENCE.items() if name == presence)
    return f"{family}#{word}"


def _sort_key(article: Article, time: datetime) -> str:
    """Where the story stands in a list by this time; no other story stands there."""
    return f"{stamp(time)}#{hashlib.sha256(article.key.encode()).hexdigest()[:16]}"


def places_of(article: Article, site: Site) -> tuple[Place, ...]:
    """Every list the story stands in: those of stories, the lists of one, then a place for each correction."""
    sk = _sort_key(article, article.published)
    if article.is_page:
        return tuple(Place(article.language, scope, sk) for scope in (STANDING_PAGES, f"file#{article.key}"))
    scopes = [
        HOME,
        f"section#{article.section.id}",
        *(f"tag#{tag.slug}" for tag in article.tags),
        *(f"author#{byline.slug}" for byline in article.bylines),
        f"day#{site.local_day(article.published).isoformat()}",
        f"page#{site.article_path(article.language, article.section, article.slug)}",
        f"file#{article.key}",
    ]
    corrected = (place for place, _ in _corrected_places(article))
    return (*(Place(article.language, scope, sk) for scope in dict.fromkeys(scopes)), *corrected)


def search_place(article: Article) -> Place:
    """Where the story stands in what the search index is made from."""
    scope = f"{SEARCH}#{span_of(article.published)}"
    return Place(article.language, scope, _sort_key(article, article.published))


def span_of(time: datetime) -> str:
    """The third of a month (in UTC) that a moment falls in: `2026-01-1`, `2026-01-2`, `2026-01-3`."""
    day = time.astimezone(UTC).date()
    return f"{day:%Y-%m}-{min((day.day - 1) // 10, 2) + 1}"


def entries_of(article: Article, site: Site, card: Card) -> dict[Place, dict[str, object]]:
    """What stands at each of the story's places, as JSON values."""
    entries = dict.fromkeys(places_of(article, site), card.to_record())
    return entries | {
        place: CorrectedCard(card, correction).to_record() for place, correction in _corrected_places(article)
    }


def _corrected_places(article: Article) -> Iterator[tuple[Place, Correction]]:
    for number, correction in enumerate(article.corrections_in_order):
        yield Place(article.language, CORRECTIONS, f"{_sort_key(article, correction.date)}#{number:02}"), correction


def stamp(time: datetime) -> str:
    """`2026-01-31T22:15:00Z`: sorts as text in the order of time."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """The inverse of `stamp`."""
    return datetime.fromisoformat(text)


def thumbnail_of(photograph: Photograph | None, renditions: Renditions | None) -> Thumbnail | None:
    """The small picture that is made of a photograph, once its copies are ready."""
    if photograph is None or renditions is None:
        return None
    copies = renditions.cut(CARD_SHAPE, "image/webp") or renditions.of_type("image/webp") or renditions.copies
    if not copies:
        return None
    small = ([copy for copy in copies if copy.width >= 480] or list(copies))[-1]
    broad = renditions.cut(next(iter(SHAPES)), "image/webp") or copies
    wide = ([copy for copy in broad if copy.width >= 1200] or list(broad[:1]))[-1]
    alt = "" if photograph.is_decorative else _cut(photograph.alt, 150)
    crops = _crops(renditions, small.path)
    if wide.width <= small.width:
        return Thumbnail(small.path, small.width, small.height, alt, crops=crops)
    return Thumbnail(small.path, small.width, small.height, alt, wide.path, wide.width, crops)


def _crops(renditions: Renditions, path: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The widths of each shape that stand beside the copy at `path` as every type: where a card finds them."""
    cut: dict[str, dict[int, set[str]]] = {}
    for crop in renditions.crops:
        if crop.copy.media_type in CARD_TYPES:
            cut.setdefault(crop.shape, {}).setdefault(crop.copy.width, set()).add(crop.copy.path)
    return tuple(
        (shape, tuple(widths))
        for shape, by_width in cut.items()
        if (
            widths := [
                width
                for width in sorted(by_width, reverse=True)
                if by_width[width] == {crop_beside(path, shape, width, kind) for kind in CARD_TYPES}
            ]
        )
    )


def _bytes_of(card: Card) -> int:
    return len(json.dumps(card.to_record(), ensure_ascii=False, separators=(",", ":")).encode())


def _weight(text: str) -> int:
    """Bytes between the quotation marks of JSON, where one of the text's own takes two."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def _cut(text: str, longest: int) -> str:
    """The text in at most so many bytes of JSON, cut between words, with an ellipsis where something is missing."""
    if _weight(text) <= longest:
        return text
    cut = text
    while cut and (over := _weight(cut) + len("…".encode()) - longest) > 0:
        cut = cut.encode()[:-over].decode(errors="ignore")
    return cut.rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
