"""The paper's own settings, published: on record for the API and the fronts, and a sweep of the stories they touch."""

from collections.abc import Iterator

from laera.domain.complaints import Complaint, errors_in
from laera.domain.listings import STANDING_PAGES, listing_pk
from laera.domain.receipts import Outcome, Receipt
from laera.domain.site import SITE_KEY, Site
from laera.domain.site_file import no_such_page
from laera.errors import ContestedError, PreconditionLostError
from laera.rendering.pages import PageRenderer
from laera.rendering.sitemaps import MOST_PAGES
from laera.workflow.current_site import CONFIG_PK, CURRENT
from laera.workflow.fronts.kinds import fronts_of
from laera.workflow.listing_entries import newest_entries
from laera.workflow.notices import REBUILD, SITE
from laera.workflow.papers import Edition, Paper
from laera.workflow.ports import Clock, ContentStore, Item, Notice, Queue, ReceiptStore, Table
from laera.workflow.public_objects import Shelf
from laera.workflow.receipts import file_if_new
from laera.workflow.sweeps import start_sweep

_ATTEMPTS = 8
_FOLLOWS = (
    "Every story and front is now looked at under it, live edits first; 'laera progress' shows how far that has come."
)


class SiteDesk:
    """Publishes `site.yaml`."""

    def __init__(
        self,
        *,
        content: ContentStore,
        receipts: ReceiptStore,
        table: Table,
        rebuild: Queue,
        clock: Clock,
        renderer: PageRenderer,
        paper: Paper,
        shelf: Shelf,
    ) -> None:
        self._content = content
        self._receipts = receipts
        self._table = table
        self._rebuild = rebuild
        self._clock = clock
        self._renderer = renderer
        self._paper = paper
        self._shelf = shelf
        self._is_on_record = False

    def publish(self, notice: Notice) -> Receipt:
        """Put the newest valid `site.yaml` on record and have every story looked at under it."""
        for _ in range(_ATTEMPTS):
            try:
                edition = self._record(is_rebuilt=notice.reason == REBUILD)
            except PreconditionLostError:
                continue
            receipt = self._receipt(edition, notice)
            newest = self._content.newest(SITE_KEY)
            handled = edition.newest
            if (newest.version_id if newest else None) == (
                handled.version_id if handled and not handled.is_delete_marker else None
            ):
                return receipt
        raise ContestedError("site.yaml keeps changing")

    def ensure_on_record(self) -> None:
        """Before the first story: put the paper on record, be it the starter paper, so that fronts and API know it."""
        for _ in range(_ATTEMPTS):
            if self._is_on_record or self._table.get(CONFIG_PK, CURRENT):
                self._is_on_record = True
                return
            try:
                self._record(is_first=True)
            except PreconditionLostError:
                continue
        raise ContestedError("others keep putting the paper on record")

    def _record(self, *, is_first: bool = False, is_rebuilt: bool = False) -> Edition:
        """Put the edition on record, and have every story looked at under it unless it is the first.

        When it `is_rebuilt` it is put there even if it is there already. Its stories are being looked at anyway; but an
        edition that arrived meanwhile may find many of them done: then they are looked at once more.
        The sweep is started first, so that a crash between the two repeats it.
        """
        item = self._table.get(CONFIG_PK, CURRENT)
        edition = self._paper.current()
        body = {
            "version_id": edition.version_id,
            "site": edition.site.to_record(),
            "press": self._renderer.press_set,
            "left": self._left(edition, item),
        }
        self._shelf.stock(edition.site, again=True)
        self._shelf.stock_error_pages(edition.site)
        is_news = item is None or item.body != body
        if is_news or is_rebuilt:
            is_other_paper = item is not None and item.body["site"] != body["site"]
            if is_other_paper if is_rebuilt else not is_first:
                start_sweep(self._rebuild, SITE)
            rev = item.rev if item else 0
            self._table.put(Item(CONFIG_PK, CURRENT, rev + 1, body), rev or None)
        return edition

    def _left(self, edition: Edition, item: Item | None) -> dict[str, list[str]]:
        """Where fronts stood under earlier settings and none stands now: renamed and removed sections and languages."""
        left: dict[str, list[str]] = dict(item.body.get("left", {})) if item else {}
        earlier = [Site.from_record(item.body["site"])] if item else []
        in_the_bucket = [reign.site for reign in edition.reigns]
        for site in (*earlier, *in_the_bucket):
            left |= {path: list(made_from) for path, made_from in fronts_of(self._renderer, site).items()}
        present = fronts_of(self._renderer, edition.site)
        return {path: left[path] for path in sorted(left) if path not in present}

    def _receipt(self, edition: Edition, notice: Notice) -> Receipt:
        newest = edition.newest
        version_id = newest.version_id if newest else notice.version_id or "none"
        outcome, note = Outcome.PUBLISHED, _FOLLOWS
        if newest is None or newest.is_delete_marker:
            outcome = Outcome.WITHDRAWN
            note = "The paper goes on with the last valid site.yaml, or the starter paper when there was none."
        elif errors_in(edition.complaints):
            outcome = Outcome.REJECTED
            note = "The paper goes on with the last valid site.yaml, or the starter paper when there was none."
        receipt = Receipt(
            SITE_KEY,
            version_id,
            outcome,
            self._clock.now(),
            uploaded=newest.modified if newest else None,
            address=edition.site.absolute("/"),
            note=note,
            complaints=(*edition.complaints, *self._about_the_footer(edition)),
            headline=edition.site.name,
        )
        if newest:
            file_if_new(self._receipts, self._table, receipt)
        return receipt

    def _about_the_footer(self, edition: Edition) -> Iterator[Complaint]:
        """What the footer leads to and is not there at present; nothing of a `site.yaml` that is not in force."""
        if edition.version != edition.newest:
            return
        present: dict[str, set[str]] = {}
        for language, link, path in edition.site.footer_links():
            if language not in present:
                cards = newest_entries(self._table, listing_pk(language, STANDING_PAGES), MOST_PAGES)
                present[language] = {str(card["path"]) for card in cards}
            if path not in present[language]:
                yield no_such_page(language, link, path)
