"""Feeds: what is new, for programs that read to people. One view, three formats: RSS 2.0, Atom and JSON Feed 1.1.

An item is known by the story's URN, so a new slug or section shows no story twice. All dates are of content, on the
paper's clock: the same stories give the same bytes, whenever the feed is set.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from xml.etree.ElementTree import Element

from laera.domain.articles import Tag
from laera.domain.listings import CORRECTIONS, Card, CorrectedCard, Thumbnail, list_urn, stamp
from laera.domain.site import corrections_path, twin_path
from laera.rendering.editions import LanguageEdition
from laera.rendering.machine_times import iso_time, mail_time
from laera.rendering.media_types import ATOM, JSON_FEED, RSS, media_type, picture_type
from laera.rendering.views import OtherForm
from laera.rendering.xml_documents import child, document

MINUTES_KEPT = 5
"""How long an RSS reader may keep a feed without asking."""

_BEFORE_ANY_NEWS = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without items last changed, as far as readers care: Atom has no feed without a date."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story, or one correction. `url` and `twin` are absolute; `twin` is empty where there is none."""

    id: str
    url: str
    title: str
    text: str
    published: datetime
    modified: datetime
    signed_by: tuple[str, ...] = ()
    subjects: tuple[Tag, ...] = ()
    picture: Thumbnail | None = None
    twin: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What all formats say. `page` is the path of the page with the same stories; `hub` a WebSub hub's URL or empty."""

    id: str
    title: str
    description: str
    page: str
    items: tuple[FeedItem, ...]
    hub: str = ""


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A format: what readers call it, the name of its file under the page, its type, and how it is written."""

    name: str
    label: str
    file: str
    content_type: str
    write: Callable[[LanguageEdition, Feed, str], bytes]

    def path(self, page: str) -> str:
        """Where the feed of a page stands: `/feed.xml`, `/en/culture/feed.xml`."""
        return f"{page.rstrip('/')}/{self.file}"

    def written(self, edition: LanguageEdition, feed: Feed) -> bytes:
        """The feed in this format."""
        return self.write(edition, feed, edition.site.absolute(self.path(feed.page)))


def stories_feed(edition: LanguageEdition, scope: str, title: str, page: str, cards: Sequence[Card], hub: str) -> Feed:
    """The feed of a list of stories. `title` is empty for the paper as a whole."""
    site = edition.site
    return Feed(
        id=list_urn(site, edition.language, scope),
        title=f"{title} · {site.name}" if title else site.name,
        description=edition.description or title or site.name,
        page=page,
        items=tuple(_story(edition, card) for card in cards),
        hub=hub,
    )


def corrections_feed(edition: LanguageEdition, corrected: Sequence[CorrectedCard], hub: str) -> Feed:
    """The feed of what the paper had wrong: the story's headline, and the correction as its text."""
    site, words = edition.site, edition.words
    return Feed(
        id=list_urn(site, edition.language, CORRECTIONS),
        title=f"{words.corrections} · {site.name}",
        description=words.corrections_policy,
        page=corrections_path(site, edition.language),
        items=tuple(_correction(edition, one) for one in corrected),
        hub=hub,
    )


def feed_links(edition: LanguageEdition, page: str, title: str) -> tuple[OtherForm, ...]:
    """What the head of a page says of its feeds; `title` as for `stories_feed`."""
    site = edition.site
    name = f"{title} · {site.name}" if title else site.name
    return tuple(
        OtherForm(f"{name} ({form.label})", media_type(form.content_type), site.absolute(form.path(page)))
        for form in FORMATS
    )


def _story(edition: LanguageEdition, card: Card) -> FeedItem:
    site = edition.site
    section = edition.section_links.get(card.section)
    return FeedItem(
        id=card.id,
        url=site.absolute(card.path),
        title=card.headline,
        text=card.summary,
        published=card.published,
        modified=card.modified,
        signed_by=tuple(byline.name for byline in card.bylines) or ((card.agency,) if card.agency else ()),
        subjects=(*((Tag(section.text, card.section),) if section else ()), *card.tags),
        picture=card.thumbnail,
        twin=site.absolute(twin_path(card.path)),
    )


def _correction(edition: LanguageEdition, corrected: CorrectedCard) -> FeedItem:
    """Known by its story, its date and its words: two of one story and day are two, and reworded it is news again."""
    card, correction = corrected.card, corrected.correction
    mark = hashlib.sha256(correction.text.encode("utf-8", "replace")).hexdigest()[:8]
    return FeedItem(
        id=f"{card.id}#correction-{stamp(correction.date)}-{mark}",
        url=edition.site.absolute(card.path),
        title=card.headline,
        text=correction.text,
        published=correction.date,
        modified=correction.date,
    )


def _rss(edition: LanguageEdition, feed: Feed, url: str) -> bytes:
    """RSS 2.0 (rssboard.org) with Atom's `self`, Dublin Core's `creator` and Media RSS."""
    site = edition.site
    root = Element(
        "rss",
        {
            "version": "2.0",
            "xmlns:atom": "http://www.w3.org/2005/Atom",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        },
    )
    channel = child(root, "channel")
    child(channel, "title", feed.title)
    child(channel, "link", site.absolute(feed.page))
    child(channel, "description", feed.description)
    child(channel, "language", edition.language)
    if feed.items:
        child(channel, "lastBuildDate", mail_time(site, _newest(feed)))
    child(channel, "ttl", str(MINUTES_KEPT))
    child(channel, "atom:link", "", {"rel": "self", "type": "application/rss+xml", "href": url})
    if feed.hub:
        child(channel, "atom:link", "", {"rel": "hub", "href": feed.hub})
    for item in feed.items:
        entry = child(channel, "item")
        child(entry, "title", item.title)
        child(entry, "link", item.url)
        child(entry, "guid", item.id, {"isPermaLink": "false"})
        if item.text:
            child(entry, "description", escape(item.text, quote=False))  # RSS has HTML there
        child(entry, "pubDate", mail_time(site, item.published))
        if item.modified > item.published:
            child(entry, "atom:updated", iso_time(site, item.modified))
        for name in item.signed_by or (site.name,):
            child(entry, "dc:creator", name)
        for subject in item.subjects:
            child(entry, "category", subject.name)
        if item.picture:
            _media(entry, site.absolute(item.picture.path), item.picture)
    return document(root)


def _media(entry: Element, url: str, picture: Thumbnail) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)}
    media = child(
        entry, "media:content", "", {"url": url, "medium": "image", "type": picture_type(picture.path), **size}
    )
    if picture.alt:
        child(media, "media:description", picture.alt, {"type": "plain"})


def _atom(edition: LanguageEdition, feed: Feed, url: str) -> bytes:
    """Atom (RFC 4287)."""
    site, language = edition.site, edition.language
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    child(root, "id", feed.id)
    child(root, "title", feed.title)
    child(root, "subtitle", feed.description)
    child(root, "updated", iso_time(site, _newest(feed)))
    _person(root, site.name, site.absolute("/"))
    child(root, "link", "", {"rel": "self", "type": "application/atom+xml", "href": url})
    html = {"rel": "alternate", "type": "text/html", "hreflang": language}
    child(root, "link", "", {**html, "href": site.absolute(feed.page)})
    if feed.hub:
        child(root, "link", "", {"rel": "hub", "href": feed.hub})
    for item in feed.items:
        entry = child(root, "entry")
        child(entry, "id", item.id)
        child(entry, "title", item.title)
        child(entry, "updated", iso_time(site, item.modified))
        child(entry, "published", iso_time(site, item.published))
        for name in item.signed_by or (site.name,):
            _person(entry, name)
        child(entry, "link", "", {**html, "href": item.url})
        if item.twin:
            child(entry, "link", "", {**html, "type": "text/markdown", "href": item.twin})
        if item.picture:
            picture = {"type": picture_type(item.picture.path), "href": site.absolute(item.picture.path)}
            child(entry, "link", "", {"rel": "enclosure", **picture})
        for subject in item.subjects:
            child(entry, "category", "", {"term": subject.slug, "label": subject.name})
        if item.text:
            child(entry, "summary", item.text)
    return document(root)


def _person(parent: Element, name: str, url: str = "") -> None:
    author = child(parent, "author")
    child(author, "name", name)
    if url:
        child(author, "uri", url)


def _json_feed(edition: LanguageEdition, feed: Feed, url: str) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org). A list carries no bodies, so an item's content is its summary or its headline."""
    site = edition.site
    paper = [{"name": site.name, "url": site.absolute("/")}]
    items: list[dict[str, object]] = []
    for item in feed.items:
        entry: dict[str, object] = {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "content_text": item.text or item.title,
            "date_published": iso_time(site, item.published),
            "date_modified": iso_time(site, item.modified),
            "authors": [{"name": name} for name in item.signed_by] or paper,
            "tags": [subject.name for subject in item.subjects],
            "language": edition.language,
        }
        if item.picture:
            entry["image"] = site.absolute(item.picture.wide or item.picture.path)
        items.append(entry)
    record: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site.absolute(feed.page),
        "feed_url": url,
        "description": feed.description,
        "language": edition.language,
        "authors": paper,
    }
    if feed.hub:
        record["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    record["items"] = items
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")


def _newest(feed: Feed) -> datetime:
    return max((item.modified for item in feed.items), default=_BEFORE_ANY_NEWS)


FORMATS = (
    FeedFormat("rss", "RSS", "feed.xml", RSS, _rss),
    FeedFormat("atom", "Atom", "atom.xml", ATOM, _atom),
    FeedFormat("json", "JSON Feed", "feed.json", JSON_FEED, _json_feed),
)
"""RSS first: where a reader's program takes one of several, it takes the first, and CloudFront compresses it."""
