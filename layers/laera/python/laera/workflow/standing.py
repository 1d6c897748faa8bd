"""What the versions of one upload amount to: the newest valid one is the story, older ones tell where it stood before.

A bad version is skipped, so the last good page stays; a delete marker is not skipped. Everything here follows from the
bucket alone, so a press that lost its table comes to the same answer.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, takewhile

from laera.domain.articles import Article
from laera.domain.complaints import Complaint, errors_in
from laera.domain.listings import Place, places_of, search_place
from laera.domain.manuscripts import read_manuscript
from laera.domain.site import NO_SECTION, Site
from laera.workflow.papers import Edition, Reign
from laera.workflow.ports import Version
from laera.workflow.records import ArticleRecord, State
from laera.workflow.version_reader import VersionReader

_OLDEST_LOOKED_AT = 50
"""Versions of one key that are looked at, at the most, besides the one that readers get."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One upload key as its versions have it.

    `newest` is the last thing that happened to the key, None when no version is left. `article` is the newest valid
    manuscript, from `version`, its bytes' sha256 in `source`; when `is_deleted` it is what was deleted. `was_here` is
    whether readers may have seen the story at the path it asks for, `former` at which others, `since` when it asked for
    its present one. `left` are places in lists where readers may have seen it before, `aliases` old addresses that led
    to it. `lapses` are the moments at which versions newer than `version` expire that had no address: from then on they
    need none, and count. `complaints` are about `newest`; `overtaken` are the versions between the last one handled and
    it; `versions` are all there are.
    """

    newest: Version | None
    article: Article | None = None
    version: Version | None = None
    source: str = ""
    is_deleted: bool = False
    was_here: bool = False
    complaints: tuple[Complaint, ...] = ()
    former: tuple[str, ...] = ()
    left: tuple[Place, ...] = ()
    aliases: tuple[str, ...] = ()
    since: datetime | None = None
    lapses: tuple[datetime, ...] = ()
    overtaken: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the newest version has errors."""
        return bool(errors_in(self.complaints))


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A valid version and the moment at which something else took its place; None while it stands."""

    article: Article
    version: Version
    source: str
    path: str
    until: datetime | None

    def was_public_by(self, now: datetime) -> bool:
        may_ever_run = not self.article.is_draft and self.article.withdrawn is None
        return may_ever_run and self.article.release < (self.until or now)

    def asks_as(self, other: "_Chapter") -> bool:
        """Whether both ask for the same address, whatever the section was called."""
        ours, theirs = self.article, other.article
        return (ours.language, ours.section.id, ours.slug) == (theirs.language, theirs.section.id, theirs.slug)

    def homes(self, reigns: Iterable[Reign], now: datetime) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """Its path and its places in lists, under each of the paper's settings that were in force while it was public.

        The newest first.
        """
        begin, end = max(self.version.modified, self.article.release), self.until or now
        searched = () if self.article.is_page else (search_place(self.article),)
        for reign in reigns:
            if reign.until and reign.until <= begin:
                return
            sections = (NO_SECTION,) if self.article.is_page else reign.site.sections
            section = next((one for one in sections if one.id == self.article.section.id), None)
            if section and self.article.language in reign.site.languages and reign.meets(begin, end):
                article = replace(self.article, section=section)
                path = reign.site.article_path(article.language, section, article.slug)
                yield path, (*places_of(article, reign.site), *searched)


def standing_of(
    content: VersionReader,
    key: str,
    edition: Edition,
    record: ArticleRecord,
    refused: Mapping[str, Complaint],
    now: datetime,
    released: Version | None = None,
) -> Standing:
    """Read the key's versions; what the `record` of a live story knows of older ones is not read again.

    Where a story stood follows from its versions and from those of `site.yaml` that were in force meanwhile. `refused`
    gives, by version id, complaints that are not about the text, such as an address that is taken. The version
    `released` is read as if it did not say that it is a draft.
    """
    everything = content.versions(key)
    versions = everything[:_OLDEST_LOOKED_AT] + [
        version
        for version in everything[_OLDEST_LOOKED_AT:]
        if version.is_delete_marker or (record.state is State.LIVE and version.version_id == record.version_id)
    ]
    if not versions:
        return Standing(newest=None)
    newest = versions[0]
    complaints: list[Complaint] = []
    unplaced: list[Article] = []
    chapters = _chapters(content, versions, edition.site, refused, complaints, unplaced, released)
    shown = next(chapters, None)
    lapses = tuple(article.expires for article in unplaced if article.expires and article.expires > now)
    unseen = [version.version_id for version in takewhile(lambda v: v.version_id != record.seen, versions)]
    overtaken = tuple(unseen[1:])
    if shown is None:
        return Standing(newest, is_deleted=newest.is_delete_marker, complaints=tuple(complaints), overtaken=overtaken)
    past = _past(shown, chapters, edition, record, now)
    return Standing(
        newest=newest,
        article=shown.article,
        version=shown.version,
        source=shown.source,
        is_deleted=shown.until is not None,
        was_here=past.was_here,
        complaints=tuple(complaints),
        former=past.former,
        left=past.left,
        aliases=past.aliases,
        since=past.since,
        lapses=lapses,
        overtaken=overtaken if record.seen else (),
        versions=tuple(everything),
    )


@dataclass(frozen=True, slots=True)
class _Past:
    former: tuple[str, ...]
    left: tuple[Place, ...]
    aliases: tuple[str, ...]
    since: datetime
    was_here: bool


def _past(shown: _Chapter, older: Iterator[_Chapter], edition: Edition, record: ArticleRecord, now: datetime) -> _Past:
    """Where the story stood before, most recent first, and since when it has asked for the path it has now.

    Where a standing page stood a section may have its front by now: that place is not the page's to fill any more.
    """
    former: dict[str, None] = {}
    left: dict[Place, None] = {}
    aliases: dict[str, None] = {}
    since = shown.version.modified
    is_same_run = True
    newer: _Chapter | None = None
    for chapter in chain([shown], older):
        is_known = record.state is State.LIVE and chapter.version.version_id == record.version_id
        is_same_run = (
            is_same_run and chapter.asks_as(shown) and (newer is None or chapter.until == newer.version.modified)
        )
        if is_same_run:
            since = record.since if is_known and record.since else chapter.version.modified
        if is_known or chapter.was_public_by(now):
            aliases.update(dict.fromkeys(chapter.article.aliases))
            for home, places in chapter.homes(edition.reigns, now):
                former[home] = None
                left.update(dict.fromkeys(places))
        is_begun = record.state is State.PENDING and chapter.version.version_id == record.version_id
        if is_known or is_begun:
            former.update(dict.fromkeys((record.path, *record.former) if is_known else record.former))
        if is_known:
            aliases.update(dict.fromkeys(record.filled))
            break
        newer = chapter
    was_here = shown.path in former
    former.pop(shown.path, None)
    led_here = tuple(path for path in aliases if path != shown.path and path not in former)
    fronts = edition.site.front_paths
    return _Past(tuple(path for path in former if path not in fronts), tuple(left), led_here, since, was_here)


def _chapters(
    content: VersionReader,
    versions: list[Version],
    site: Site,
    refused: Mapping[str, Complaint],
    about_newest: list[Complaint],
    unplaced: list[Article],
    released: Version | None,
) -> Iterator[_Chapter]:
    """The valid versions, newest first; complaints and articles without an address are added to the lists given."""
    until: datetime | None = None
    for version in versions:
        if version.is_delete_marker:
            until = version.modified
            continue
        upload = content.read(version.key, version.version_id)
        if upload is None:  # removed by lifecycle or by hand since it was listed
            continue
        reading = read_manuscript(version.key, upload.body, site, as_final=version == released)
        complaints = list(reading.complaints)
        if version.version_id in refused:
            complaints.append(refused[version.version_id])
            unplaced += [reading.article] if reading.article else []
        if version is versions[0]:
            about_newest.extend(complaints)
        if reading.article is None or errors_in(complaints):
            continue
        article = reading.article
        yield _Chapter(
            article,
            version,
            hashlib.sha256(upload.body).hexdigest(),
            site.article_path(article.language, article.section, article.slug),
            until,
        )
        until = version.modified
