"""What one story puts on the site: its page with companions where it stands, redirects and tombstones where it stood.

Companions (Markdown twin, ninjs, history) come before the page, which links to them, and go after it. Whoever owns the
address of the page owns those of its companions: they are never claimed by themselves.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from laera.domain.articles import Article
from laera.domain.site import Site, companions_of, history_path, ninjs_path, twin_path
from laera.rendering.media_types import JSON, MARKDOWN
from laera.rendering.pages import PageRenderer
from laera.rendering.previews import PreviewNote
from laera.workflow.addresses import Use
from laera.workflow.editions import Editions
from laera.workflow.fronts.kinds import fronts_of
from laera.workflow.plans import Plan
from laera.workflow.ports import PublicObject
from laera.workflow.public_objects import (
    LIVE_LIFETIME,
    MADE_OF,
    PAGE_LIFETIME,
    Shelf,
    Sightings,
    gone_object,
    moved_object,
    page_object,
)
from laera.workflow.records import ArticleRecord
from laera.workflow.standing import Standing


@dataclass(frozen=True)
class StoryObjects:
    """Writes one story's public objects in one attempt, each on the condition of what was sighted at its path.

    What was written is added to `changed`, in order.
    """

    renderer: PageRenderer
    shelf: Shelf
    site: Site
    key: str
    sightings: Sightings
    changed: dict[str, None]

    def write(self, plan: Plan, article: Article, translations: Mapping[str, str], editions: Editions) -> None:
        """Put the story where the plan wants it. `translations` are its paths by language, its own included.

        A standing page has no companions.
        """
        self.shelf.stock(self.site)
        if article.is_page:
            self._put(plan.record.path, page_object(self.page(plan, article, translations), self._tags))
            return
        for path, body, content_type in self._companions(plan, article, translations):
            self._put(path, page_object(body, self._tags, content_type=content_type))
        self._write_history(history_path(plan.record.path), editions)
        lifetime = LIVE_LIFETIME if article.is_live else PAGE_LIFETIME
        self._put(plan.record.path, page_object(self.page(plan, article, translations), self._tags, lifetime=lifetime))

    def page(
        self, plan: Plan, article: Article, translations: Mapping[str, str], note: PreviewNote | None = None
    ) -> bytes:
        """The story's page; with a `note` for those who see it before readers do."""
        return self.renderer.article(
            self.site,
            _as_shown(plan, article),
            version_id=plan.record.version_id,
            renditions=plan.renditions,
            translations=translations,
            pictures=plan.pictures,
            players=plan.players,
            note=note,
        )

    def leave(
        self, plan: Plan, record: ArticleRecord, standing: Standing, may_fill: Callable[[str, Use], bool]
    ) -> None:
        """Write redirects and tombstones where the story is no more.

        `may_fill` claims a path for a use and tells whether it is this story's to fill.
        """
        if plan.moved or plan.gone:
            self.shelf.stock(self.site)
        language = standing.article.language if standing.article else self.site.default_language
        stood = {*plan.record.stood, *record.stood}
        for path in plan.moved:
            if may_fill(path, Use.MOVED):
                target = plan.record.path
                companions = zip(companions_of(path), companions_of(target), strict=True) if path in stood else ()
                for old, new in ((path, target), *companions):
                    page = b"" if _is_for_programs(old) else self.renderer.moved(self.site, language, new)
                    self._put(old, moved_object(page, self._tags, new))
        reason = standing.article.withdrawn if standing.article else None
        headline = standing.article.headline if standing.article and reason else ""
        kept = plan.record.path if plan.wants_address else ""
        for path in self.left(plan, record):
            if path == kept or may_fill(path, Use.GONE):
                page = self.renderer.gone(self.site, language, reason, headline)
                for left in (path, *(companions_of(path) if path in stood else ())):
                    self._put(left, gone_object(b"" if _is_for_programs(left) else page, self._tags))

    def left(self, plan: Plan, record: ArticleRecord) -> list[str]:
        """Where the story was and is no more: what the plan knows of, and what only the record does.

        What became the address of a front is the front's.
        """
        strays = (path for path in record.filled if path not in plan.record.filled)
        paths = list(dict.fromkeys((*plan.gone, *strays)))
        fronts = fronts_of(self.renderer, self.site) if paths else {}
        return [path for path in paths if path not in fronts]

    def _companions(
        self, plan: Plan, article: Article, translations: Mapping[str, str]
    ) -> Iterator[tuple[str, bytes, str]]:
        path, pictures = plan.record.path, plan.pictures
        article = _as_shown(plan, article)
        twin = self.renderer.twin(
            self.site, article, renditions=plan.renditions, pictures=pictures, players=plan.players
        )
        yield twin_path(path), twin, MARKDOWN
        ninjs = self.renderer.ninjs(
            self.site,
            article,
            version_id=plan.record.version_id,
            renditions=plan.renditions,
            translations=translations,
            pictures=pictures,
            players=plan.players,
        )
        yield ninjs_path(path), ninjs, JSON

    def _write_history(self, path: str, editions: Editions) -> None:
        """Tell the changes, unless what lies there does already: old versions are not read for nothing."""
        paper = json.dumps(self.site.to_record(), sort_keys=True)
        made_of = hashlib.sha256(f"{editions.made_of} {self.renderer.press_set} {paper}".encode()).hexdigest()
        if not self.sightings.is_made_of(path, made_of):
            page = page_object(self.renderer.history(self.site, editions.history()), self._tags)
            self._put(path, replace(page, metadata={**page.metadata, MADE_OF: made_of}))

    @property
    def _tags(self) -> tuple[str]:
        return (story_tag(self.key),)

    def _put(self, path: str, page: PublicObject) -> None:
        if self.sightings.write(path, page):
            self.changed[path] = None


def _as_shown(plan: Plan, article: Article) -> Article:
    """The story with its photograph as readers get it. Not for its history, which tells of what editors wrote."""
    return replace(article, photograph=plan.use.photograph) if plan.use else article


def _is_for_programs(path: str) -> bool:
    """Whether no person is expected to read what stands there."""
    return path.endswith((".md", ".json"))


def story_tag(key: str) -> str:
    """The cache tag of everything that one upload put on the site."""
    return "story-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def astray(sightings: Sightings, key: str, record: ArticleRecord, page_path: str) -> tuple[str, ...]:
    """Paths of the story's pages where a page or a companion of it was seen, and none should be.

    `page_path` is where the story should stand, empty for nowhere. A slower handler may have put them there.
    """
    page_of = {companion: path for path in (*record.stood, page_path) for companion in companions_of(path)}
    seen = (page_of.get(path, path) for path in sightings.pages_of(story_tag(key)))
    return tuple(dict.fromkeys(path for path in seen if path != page_path))
