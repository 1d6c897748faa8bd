"""Sweeps: having everything looked at again, a stretch at a time, on the queue that live edits overtake.

A sweep is one notice that sends the notices of its stretch and then a notice for the next; it can stop and go on
anywhere. It goes through the keys of the bucket, and then through the lists that come and go with stories: their fronts
carry the paper's name and sections too. How far it has come stands in the table, for people to watch.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from laera.domain.listings import BYLINES, DAYS, SPANS, TAGS, listing_pk, moment, scope_of_word
from laera.domain.site import Site
from laera.errors import PreconditionLostError
from laera.workflow.current_site import site_on_record
from laera.workflow.notices import REBUILD, SITE
from laera.workflow.ports import Clock, ContentStore, Item, Notice, Queue, Table
from laera.workflow.turns import turn

STRETCH = 500
LISTS_A_STRETCH = 50
_SWEEP = "sweep:"
_LISTS = "lists:"
_PRESENCE = (DAYS, TAGS, BYLINES, SPANS)
_SWEEPS_PK = "SITE#sweep"
_FORGOTTEN_AFTER = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """How far a sweep has come. `sent` notices may still wait in the queue; all are sent once `is_over`."""

    reason: str
    begun: datetime
    sent: int
    lists: int
    is_over: bool


def latest_sweep(table: Table) -> SweepRecord | None:
    """The sweep that was begun last; None when there was none for a week."""
    items = table.query(_SWEEPS_PK, limit=1).items
    if not items:
        return None
    body = items[0].body
    return SweepRecord(body["reason"], moment(items[0].sk), body["sent"], body["lists"], body["is_over"])


def start_sweep(rebuild: Queue, reason: str) -> None:
    """Have every upload looked at, for this reason."""
    rebuild.send([Notice("", reason=_SWEEP + reason)])


def is_sweep(notice: Notice) -> bool:
    """Whether the notice is a stretch of a sweep.

    Its key is the last one of the stretch before, its version id the moment at which the sweep was begun: exact enough
    to tell sweeps apart that begin together, as of two uploads of `site.yaml`.
    """
    return notice.reason.startswith(_SWEEP)


def sweep(content: ContentStore, table: Table, rebuild: Queue, clock: Clock, notice: Notice) -> int:
    """Send a notice for each key of one stretch, then for the rest; gives how many keys this stretch had."""
    reason = notice.reason.removeprefix(_SWEEP)
    begun = notice.version_id or clock.now().astimezone(UTC).isoformat(timespec="microseconds")
    if reason.startswith(_LISTS):
        return _turn_lists(table, rebuild, clock, notice, begun)
    keys = [version.key for version in islice(content.keys(after=notice.key), STRETCH)]
    uploads = [key for key in keys if not key.endswith("/")]
    if uploads:
        rebuild.send([Notice(key, reason=reason) for key in uploads])
    following = Notice(keys[-1], begun, notice.reason) if keys else None
    if following is None and reason in {SITE, REBUILD}:
        following = Notice("", begun, f"{_SWEEP}{_LISTS}{reason}")
    _record(table, begun, reason, notice, following, sent=len(uploads))
    if following:
        rebuild.send([following])
    return len(keys)


def _turn_lists(table: Table, rebuild: Queue, clock: Clock, notice: Notice, begun: str) -> int:
    """Turn the lists of one stretch; the key is `<language>/<presence list>/<word>` of the last one turned.

    A rebuild is thorough: somebody may have been at the fronts.
    """
    reason = notice.reason.removeprefix(_SWEEP + _LISTS)
    site = site_on_record(table)
    stretch = list(islice(_lists_after(table, site, notice.key), LISTS_A_STRETCH)) if site else []
    for language, presence, word in stretch:
        pk = listing_pk(language, scope_of_word(presence, word))
        turn(table, pk, clock.now(), reason, is_thorough=reason == REBUILD)
    following = Notice("/".join(stretch[-1]), begun, notice.reason) if stretch else None
    _record(table, begun, reason, notice, following, lists=len(stretch))
    if following:
        rebuild.send([following])
    return len(stretch)


def _record(
    table: Table, begun: str, reason: str, notice: Notice, following: Notice | None, *, sent: int = 0, lists: int = 0
) -> None:
    """Note a stretch that is done, before the next is sent. One that is delivered again is not counted again."""
    item = table.get(_SWEEPS_PK, begun)
    body: dict[str, Any] = dict(item.body) if item else {"reason": reason, "at": _place(notice), "sent": 0, "lists": 0}
    if body["at"] != _place(notice):
        return
    body |= {
        "at": _place(following) if following else "",
        "sent": body["sent"] + sent,
        "lists": body["lists"] + lists,
        "is_over": following is None,
    }
    rev = item.rev if item else 0
    with suppress(PreconditionLostError):  # the same stretch, delivered twice at once
        table.put(Item(_SWEEPS_PK, begun, rev + 1, body, moment(begun) + _FORGOTTEN_AFTER), rev or None)


def _place(notice: Notice) -> str:
    """Where a stretch begins."""
    return f"{notice.reason} {notice.key}"


def _lists_after(table: Table, site: Site, key: str) -> Iterator[tuple[str, str, str]]:
    begun = tuple(key.split("/", 2)) if key else ("", "", "")
    for language in sorted(site.languages):
        for presence in sorted(_PRESENCE):
            if (language, presence) < begun[:2]:
                continue
            after = begun[2] if (language, presence) == begun[:2] else None
            while True:
                page = table.query(listing_pk(language, presence), after=after, newest_first=False)
                yield from ((language, presence, item.sk) for item in page.items)
                after = page.last
                if after is None:
                    break
