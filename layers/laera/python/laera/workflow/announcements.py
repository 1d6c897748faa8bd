"""What publishing says of an upload to the queue of outcomes. Who hears of it from there is not its concern."""

from collections.abc import Iterable
from datetime import datetime

from laera.domain.announcements import FOR_READERS, Announcement, Event, announcement_id, events_of, heard_before
from laera.domain.receipts import Outcome
from laera.domain.site import Site
from laera.workflow.plans import Plan
from laera.workflow.records import ArticleRecord
from laera.workflow.standing import Standing


def announcements_of(
    key: str,
    standing: Standing,
    plan: Plan,
    record: ArticleRecord,
    rev: int,
    *,
    outcome: Outcome,
    site: Site,
    tag: str,
    at: datetime,
) -> tuple[Announcement, ...]:
    """What follows from reaching `plan`, from the `record` found before at `rev`; `tag` is on all that the key put out.

    The revision at which the record was made pending is the place in the order: a slower writer has a smaller one.
    The CDN is to forget what an edit of this very upload has changed. A new page it cannot know, and what a new
    `site.yaml` moves would cost as many invalidations as there are stories, for a minute's difference.
    """
    after = plan.record.told
    before = heard_before(record.told, record.aims, after)
    is_known_to_readers = bool(before.path) or before.was_public
    told: list[Announcement] = []
    for event in events_of(before, after, outcome):
        is_for_readers = event in FOR_READERS
        newest = standing.newest.version_id if standing.newest else "none"
        version_id = plan.record.version_id if is_for_readers else newest
        name = announcement_id(event, key, version_id, record.told_at(rev))
        tags: tuple[str, ...] = ()
        if (is_for_readers or event is Event.WITHDRAWN) and is_known_to_readers and before.source != after.source:
            tags = (tag,)
        address = site.absolute(before.path) if event is Event.WITHDRAWN and before.path else ""
        said = Announcement(name, event, key, version_id, outcome, at, rev + 1, address=address, tags=tags)
        if is_for_readers and plan.article:
            former = (before.path,) if before.path not in {"", after.path} else ()
            said = said.with_story(plan.article, site, after.path, former)
        told.append(said)
    return tuple(told)


def superseded(key: str, version_ids: Iterable[str], at: datetime) -> tuple[Announcement, ...]:
    """That these versions were overtaken before the press came to them."""
    return tuple(
        Announcement(
            announcement_id(Event.SUPERSEDED, key, version_id, 0),
            Event.SUPERSEDED,
            key,
            version_id,
            Outcome.SUPERSEDED,
            at,
        )
        for version_id in version_ids
    )
