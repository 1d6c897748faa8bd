"""Template sets, received: a designer learns whether a set can be used, and by which line of `site.yaml`."""

from laera.domain.receipts import Outcome, Receipt
from laera.domain.site import SITE_KEY
from laera.rendering.template_sets import set_of_key
from laera.workflow.current_site import site_on_record
from laera.workflow.papers import Paper
from laera.workflow.ports import Clock, ContentStore, Notice, Queue, ReceiptStore, Table, Version
from laera.workflow.receipts import file_if_new
from laera.workflow.template_sets import TemplateSets


class TemplateSetDesk:
    """Gives receipts for `templates/<name>.zip`. Nothing that readers see changes by an upload of a set alone."""

    def __init__(
        self,
        *,
        content: ContentStore,
        receipts: ReceiptStore,
        table: Table,
        uploads: Queue,
        clock: Clock,
        paper: Paper,
        sets: TemplateSets,
    ) -> None:
        self._content = content
        self._receipts = receipts
        self._table = table
        self._uploads = uploads
        self._clock = clock
        self._paper = paper
        self._sets = sets

    def publish(self, notice: Notice) -> Receipt:
        """Look at the set and file its receipt. A `site.yaml` that waits for it is taken up again."""
        name = set_of_key(notice.key) or ""
        newest = self._content.newest(notice.key)
        site = self._paper.current().site
        is_in_force = site.templates == name
        if is_in_force and site_on_record(self._table) != site:
            self._uploads.send([Notice(SITE_KEY)])
        receipt = self._about(notice, name, newest, is_in_force=is_in_force)
        file_if_new(self._receipts, self._table, receipt)
        return receipt

    def _about(self, notice: Notice, name: str, newest: Version | None, *, is_in_force: bool) -> Receipt:
        at = self._clock.now()
        if newest is None:
            note = "The set was deleted. No page is made with it."
            if is_in_force:
                note = "The set was deleted, and site.yaml names it: the press goes on with the version before."
            return Receipt(notice.key, notice.version_id or "none", Outcome.WITHDRAWN, at, note=note)
        outcome, note = Outcome.PUBLISHED, "In force: every page is made with this set."
        complaints = self._sets.complaints_about(name)
        if complaints:
            outcome, note = Outcome.REJECTED, "Pages stay as they are."
        elif not is_in_force:
            outcome, note = Outcome.DRAFT, f"Ready. To put it in force write in site.yaml: templates: {name}"
        return Receipt(
            notice.key, newest.version_id, outcome, at, uploaded=newest.modified, note=note, complaints=complaints
        )
