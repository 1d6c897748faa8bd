"""Reconciling: what the bucket holds and no record covers is looked at again; a press that lost its memory starts over.

Events can be lost, messages can expire, clocks can sleep. A pass compares the bucket's listing with the records and
only ever sends notices. Passes look at recent uploads; once a day one looks at all.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from laera.domain.front_file import is_front_file
from laera.domain.listings import moment, stamp
from laera.domain.person_file import is_person_file
from laera.errors import PreconditionLostError
from laera.rendering.pages import PageRenderer
from laera.workflow import front_documents, people
from laera.workflow.current_site import CONFIG_PK, CURRENT
from laera.workflow.newsroom import MEDIA, is_story
from laera.workflow.notices import REBUILD, RECONCILE, SITE
from laera.workflow.ports import Clock, ContentStore, Item, Notice, Queue, SiteStore, Table, Version
from laera.workflow.receipts import receipt_on_file
from laera.workflow.records import RECORD, ArticleRecord, article_pk
from laera.workflow.sweeps import start_sweep

_PASS_PK, _PASS = "SITE#reconcile", "PASS"
KEYS_A_RUN = 10_000
"""What one run compares; the next goes on after it."""
GRACE = timedelta(minutes=2)
"""Younger uploads are still on their way through the queue."""
RECENT = timedelta(hours=26)
"""What every pass looks at: more than the day between two whole passes."""
WHOLE_PASS_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Findings:
    """What one run found: `missed` keys were sent again; `sweep` is the reason of a sweep it started."""

    looked_at: int = 0
    missed: tuple[str, ...] = ()
    sweep: str = ""


class Reconciler:
    """Finds what fell through; sends it to the low-priority queue."""

    def __init__(
        self,
        *,
        content: ContentStore,
        site: SiteStore,
        table: Table,
        rebuild: Queue,
        clock: Clock,
        renderer: PageRenderer,
    ) -> None:
        self._content = content
        self._site = site
        self._table = table
        self._rebuild = rebuild
        self._clock = clock
        self._renderer = renderer

    def run(self, *, everything: bool = False) -> Findings:
        """One run: a stretch of a pass. `everything` sweeps all uploads whatever the records say."""
        reason = REBUILD if everything else self._reason_to_sweep()
        if reason:
            self._rebuild.send([Notice("site.yaml", reason=REBUILD)])
            start_sweep(self._rebuild, reason)
            return Findings(sweep=reason)
        return self._look_on()

    def _reason_to_sweep(self) -> str:
        config = self._table.get(CONFIG_PK, CURRENT)
        if config is None or self._site.observe("404.html") is None:
            return REBUILD
        return SITE if config.body["press"] != self._renderer.press_set else ""

    def _look_on(self) -> Findings:
        now = self._clock.now()
        item = self._table.get(_PASS_PK, _PASS)
        begun: dict[str, Any] = dict(item.body) if item else {"after": "", "whole_at": "", "is_whole": True}
        if not begun["after"]:
            last_whole = begun["whole_at"]
            begun["is_whole"] = not last_whole or now - moment(last_whole) >= WHOLE_PASS_EVERY
        looked_at = 0
        last = ""
        uncovered: list[Version] = []
        reached: Version | None = None  # the newest upload that was handled
        for version in islice(self._content.keys(after=begun["after"]), KEYS_A_RUN):
            looked_at, last = looked_at + 1, version.key
            is_settled_by_now = now - version.modified > GRACE
            is_recent = now - version.modified < RECENT
            if not is_settled_by_now or not (is_recent or begun["is_whole"]):
                continue
            if not self._is_covered(version, now):
                uncovered.append(version)
            elif reached is None or version.modified > reached.modified:
                reached = version
        coming = self._coming_from(reached, now)
        missed = [version.key for version in uncovered if coming is None or version.modified < coming]
        if missed:
            self._rebuild.send([Notice(key, reason=RECONCILE) for key in missed])
        is_over = looked_at < KEYS_A_RUN
        if is_over and begun["is_whole"]:
            begun["whole_at"] = stamp(now)
        begun["after"] = "" if is_over else last
        if item is None or begun != item.body:
            note = Item(_PASS_PK, _PASS, item.rev + 1 if item else 1, begun)
            with suppress(PreconditionLostError):  # another run was faster: its note is as good
                self._table.put(note, item.rev if item else None)
        return Findings(looked_at, tuple(missed))

    def _coming_from(self, reached: Version | None, now: datetime) -> datetime | None:
        """From when on uploads may still wait for their turn in the queue; None when the press is idle.

        In a rush they wait longer than any grace. Sent once more at every run, they would keep the press from ever
        catching up.
        """
        receipt = receipt_on_file(self._table, reached.key, reached.version_id) if reached else None
        is_at_work = receipt is not None and now - receipt.at <= GRACE
        return reached.modified - GRACE if reached and is_at_work else None

    def _is_covered(self, version: Version, now: datetime) -> bool:
        if version.key.endswith("/"):
            return True
        if is_story(version.key):
            item = self._table.get(article_pk(version.key), RECORD)
            record = ArticleRecord.from_record(item.body) if item else None
            if record is None or not record.is_settled or record.seen != version.version_id:
                return False
            return all(now - wake < GRACE for wake in record.wakes)
        if is_front_file(version.key) or is_person_file(version.key):
            is_seen = front_documents.is_seen if is_front_file(version.key) else people.is_seen
            return is_seen(self._table, version)
        if version.is_delete_marker and not version.key.startswith(MEDIA):  # nothing of it was public
            return True
        return receipt_on_file(self._table, version.key, version.version_id) is not None
