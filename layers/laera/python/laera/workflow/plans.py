"""Plans: what the versions of an upload mean at a moment. The clock decides here, and nowhere else."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from laera.domain.announcements import Told, told_of_live
from laera.domain.articles import Article, Photograph
from laera.domain.listings import Place, card_of, entries_of, search_place
from laera.domain.photographs import Renditions
from laera.domain.receipts import Outcome
from laera.domain.recordings import Player, Recording
from laera.domain.site import Site
from laera.rendering.figures import photographs_in
from laera.rendering.recordings import recordings_in
from laera.workflow.fronts.search_span import TEXT
from laera.workflow.photograph_use import PhotographUse, Use
from laera.workflow.recording_use import RecordingUse
from laera.workflow.records import ArticleRecord, State
from laera.workflow.standing import Standing

LookAt = Callable[[Photograph], PhotographUse]
ListenTo = Callable[[Recording, Sequence[str]], RecordingUse]


@dataclass(frozen=True)
class Plan:
    """What a standing means at a moment: the record to reach, and what readers get.

    `article` is the story when readers may have it now, `entries` what lists show of it, `use` its photograph, `inner`
    those within its body, `recordings` what is played there; `gone` are the paths at which the story was and is no
    more, `moved` those that lead to it.
    """

    record: ArticleRecord
    outcome: Outcome
    article: Article | None = None
    entries: Mapping[Place, Mapping[str, object]] = field(default_factory=dict)
    use: PhotographUse | None = None
    inner: tuple[PhotographUse, ...] = ()
    recordings: tuple[RecordingUse, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def uses(self) -> tuple[Use, ...]:
        """All photographs and recordings of the story, each once."""
        played = (use for recording in self.recordings for use in recording.uses)
        shown = (*self.inner, *((self.use,) if self.use else ()))
        return tuple({use.key: use for use in (*played, *shown)}.values())

    @property
    def renditions(self) -> Renditions | None:
        """The photograph as it is ready."""
        return self.use.renditions if self.use else None

    @property
    def pictures(self) -> dict[str, Renditions]:
        """Those within the body that are ready, by upload key."""
        return {use.key: use.renditions for use in self.inner if use.renditions}

    @property
    def players(self) -> dict[str, Player]:
        """What the body plays and is ready, by upload key."""
        return {use.key: player for use in self.recordings if (player := use.player)}

    @property
    def wants_address(self) -> bool:
        """Whether the path must be this key's own: a story on hold keeps its address."""
        return self.record.state in {State.LIVE, State.HELD}


def plan_of(standing: Standing, site: Site, now: datetime, look_at: LookAt, listen_to: ListenTo) -> Plan:
    """What must be reached, from what the bucket says and the clock.

    `look_at` tells what a photograph is like now, `listen_to` a recording, with captions in the paper's languages.
    """
    seen = standing.newest.version_id if standing.newest else ""
    article, version = standing.article, standing.version
    if article is None or version is None:
        outcome = Outcome.REJECTED if standing.is_refused else Outcome.WITHDRAWN
        return Plan(ArticleRecord(seen=seen, told=Told(seen)), outcome)
    base = ArticleRecord(
        seen=seen,
        version_id=version.version_id,
        source=standing.source,
        path=site.article_path(article.language, article.section, article.slug),
        since=standing.since,
        former=standing.former,
        wakes=standing.lapses,
    )
    if not standing.is_deleted and article.may_run_at(now):
        use = look_at(article.photograph) if article.photograph else None
        within = photographs_in(article.body)
        inner = tuple(use if use and use.key == other.src else look_at(other) for other in within)
        played = tuple(listen_to(recording, _captioned(article, site)) for recording in recordings_in(article.body))
        entries = entries_of(article, site, card_of(article, site, use.renditions if use else None))
        moved = tuple(path for path in dict.fromkeys((*standing.former, *article.aliases)) if path != base.path)
        gone = tuple(path for path in standing.aliases if path not in moved)
        reached = replace(
            base,
            state=State.LIVE,
            filled=(base.path, *moved, *gone),
            stood=() if article.is_page else (base.path, *standing.former),
            card=_fingerprint(entries.values()),
            places=tuple(entries),
            photographs=tuple(dict.fromkeys(one.key for one in (use, *inner, *_parts_of(played)) if one)),
            translations=((article.translation_key, article.language),) if article.translation_key else (),
            wakes=(*((article.expires,) if article.expires else ()), *standing.lapses),
            told=told_of_live(seen, base.path, standing.source, article),
        )
        return Plan(reached, Outcome.PUBLISHED, article, entries, use, inner, played, gone=gone, moved=moved)
    was_at = (*((base.path,) if standing.was_here else ()), *standing.former)
    gone = (*was_at, *standing.aliases)
    stood = () if article.is_page else was_at
    base = replace(base, filled=gone, stood=stood, told=Told(seen, was_public=bool(was_at)))
    if standing.is_deleted or article.withdrawn is not None:
        return Plan(replace(base, state=State.WITHDRAWN), Outcome.WITHDRAWN, gone=gone)
    if article.is_draft:
        return Plan(replace(base, state=State.DRAFT), Outcome.DRAFT, gone=gone)
    if article.release > now:
        return Plan(
            replace(base, state=State.HELD, wakes=(article.release, *standing.lapses)), Outcome.SCHEDULED, gone=gone
        )
    return Plan(replace(base, state=State.WITHDRAWN), Outcome.WITHDRAWN, gone=gone)


def to_be_found(plan: Plan, digest: str) -> Plan:
    """The plan for a paper that readers can search; `digest` is that of the text. Only live stories are found."""
    if plan.article is None:
        return plan
    card = next(iter(plan.entries.values()))
    entries = {**plan.entries, search_place(plan.article): {**card, TEXT: digest}}
    return replace(plan, entries=entries, record=replace(plan.record, places=tuple(entries), text=digest))


def _captioned(article: Article, site: Site) -> tuple[str, ...]:
    """The languages in which a film may have captions, the story's own first."""
    return tuple(dict.fromkeys((article.language, *site.languages)))


def _parts_of(played: Iterable[RecordingUse]) -> Iterable[Use]:
    return (part for recording in played for part in recording.uses)


def _fingerprint(entries: Iterable[Mapping[str, object]]) -> str:
    digest = hashlib.sha256()
    for text in dict.fromkeys(json.dumps(entry, ensure_ascii=False, sort_keys=True) for entry in entries):
        digest.update(text.encode())
    return digest.hexdigest()[:32]
