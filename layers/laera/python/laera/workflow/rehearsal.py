"""Rehearsals: a story published on stages where nothing is kept, to see its page and what else would change.

The very desks that publish do it, on ports that read what is real and keep what they write to themselves. It is played
twice at the same moment: with the story, and without it but with the same fronts set anew. What then differs is what
publishing touches: neither what the clock alone changes nor what is still on its way from other uploads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from laera.domain.receipts import Outcome, Receipt, Touched
from laera.domain.site import path_of
from laera.errors import RehearsalError
from laera.rendering.pages import PageRenderer
from laera.rendering.previews import PreviewNote
from laera.workflow.fronts.desk import FrontDesk
from laera.workflow.messenger import Change, Inbox, Messenger
from laera.workflow.notices import FRONT
from laera.workflow.papers import Paper
from laera.workflow.ports import ContentStore, Notice, Observed, Queue, ReceiptStore, SiteStore, Table, Version, Word
from laera.workflow.public_objects import Shelf
from laera.workflow.publish import ArticleDesk

MOST_NOTICES = 100
"""Stories that one rehearsal looks at, its own and those that hear of it: a translation group has no more."""


class Stage(Protocol):
    """Ports on which a press can do all its work and touch nothing."""

    @property
    def site(self) -> SiteStore:
        """The site bucket, laid over the real one."""

    @property
    def table(self) -> Table:
        """The table, laid over the real one."""

    @property
    def receipts(self) -> ReceiptStore:
        """The receipts bucket, laid over the real one."""

    @property
    def uploads(self) -> Inbox:
        """What the press writes to itself."""

    @property
    def media(self) -> Queue:
        """What the photo desk would hear; nobody reads it."""

    @property
    def written(self) -> Iterable[str]:
        """The keys of the site that were written here."""

    @property
    def changes(self) -> dict[Change, None]:
        """The records that changed here and that fronts may be made of."""

    def another(self) -> "Stage":
        """A stage laid over this one."""


Stages = Callable[[SiteStore, Table, ReceiptStore], Stage]
"""Builds a stage over real stores."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How it went: the receipt an editor would have got, what would be touched, and the story's page.

    `page` sets the page with a note for those who see it before readers do.
    """

    receipt: Receipt
    touched: Touched
    page: Callable[[PreviewNote], bytes]


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock that stands still."""

    moment: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.moment


class Unheard:
    """A queue of outcomes behind which nobody is."""

    def send(self, words: Sequence[Word], delay: timedelta = timedelta(0)) -> None:
        """Take all, and keep none."""


class Rehearsals:
    """Rehearses the publication of stories that are not public."""

    def __init__(
        self,
        *,
        content: ContentStore,
        site: SiteStore,
        table: Table,
        receipts: ReceiptStore,
        renderer: PageRenderer,
        paper: Paper,
        stages: Stages,
    ) -> None:
        self._content = content
        self._site = site
        self._table = table
        self._receipts = receipts
        self._renderer = renderer
        self._paper = paper
        self._stages = stages

    def publish(self, version: Version, *, now: datetime, at: datetime, under_way: Sequence[Notice] = ()) -> Rehearsal:
        """What would come of this version `at` a moment, if it said nothing of a draft and were the newest by then.

        What the notices `under_way` bring about `now` is taken to have happened. Raises RehearsalError when there is no
        end to it.
        """
        ground = self._stages(self._site, self._table, self._receipts)
        if under_way:
            self._performance(ground, now, None).arrive(under_way)
        with_it = self._performance(ground.another(), at, version)
        receipt = with_it.publish(Notice(version.key, version.version_id))
        page = partial(with_it.articles.proof, version.key)
        if receipt.outcome is not Outcome.PUBLISHED:
            return Rehearsal(receipt, Touched(), page)
        without_it = self._performance(ground.another(), at, None)
        without_it.set_fronts(with_it.turned)
        with_it.set_fronts(change for change in without_it.turned if change not in with_it.turned)
        keys = {*with_it.stage.written, *without_it.stage.written}
        before = {key: without_it.stage.site.observe(key) for key in keys}
        after = {key: with_it.stage.site.observe(key) for key in keys}
        return Rehearsal(receipt, touched(before, after), page)

    def _performance(self, stage: Stage, moment: datetime, released: Version | None) -> "_Performance":
        clock = Moment(moment)
        shelf = Shelf(stage.site, self._renderer, is_stocked=True)
        articles = ArticleDesk(
            content=self._content,
            site=stage.site,
            receipts=stage.receipts,
            table=stage.table,
            uploads=stage.uploads,
            media=stage.media,
            outcomes=Unheard(),
            invalidation_budget=0,
            clock=clock,
            renderer=self._renderer,
            paper=self._paper,
            shelf=shelf,
            released=released,
        )
        fronts = FrontDesk(
            site=stage.site,
            table=stage.table,
            clock=clock,
            renderer=self._renderer,
            shelf=shelf,
            with_search=False,
        )
        return _Performance(stage, articles, fronts)


@dataclass
class _Performance:
    """The desks on one stage. `turned` are the records whose fronts were set."""

    stage: Stage
    articles: ArticleDesk
    fronts: FrontDesk
    turned: dict[Change, None] = field(default_factory=dict)
    _handled: int = 0

    def publish(self, notice: Notice) -> Receipt:
        """Publish one story and play messenger for all that follows."""
        receipt = self._handle(notice)
        self._messenger().drain()
        return receipt

    def arrive(self, notices: Sequence[Notice]) -> None:
        """Let notices arrive, and all that follows."""
        self.stage.uploads.send(notices)
        self._messenger().drain()

    def set_fronts(self, changes: Iterable[Change]) -> None:
        """Set the fronts made of these records, and what follows from that."""
        self._set_fronts(changes)
        self._messenger().drain()

    def _messenger(self) -> Messenger:
        return Messenger([(self.stage.uploads, self._hear)], self.stage.changes, self._set_fronts)

    def _hear(self, notice: Notice) -> Receipt | None:
        """Look at a story again; of the desk that tells editors of front documents a rehearsal has none."""
        return self._handle(notice) if notice.reason != FRONT else None

    def _handle(self, notice: Notice) -> Receipt:
        self._handled += 1
        if self._handled > MOST_NOTICES:
            raise RehearsalError(f"more than {MOST_NOTICES} stories have to be looked at")
        return self.articles.publish(notice)

    def _set_fronts(self, changes: Iterable[Change]) -> list[str]:
        news = dict.fromkeys(changes)
        self.turned.update(news)
        return self.fronts.rebuild(news)


def touched(before: Mapping[str, Observed | None], after: Mapping[str, Observed | None]) -> Touched:
    """What readers would notice between two states of the site, by path. A tombstone is nothing to them.

    An address that leads elsewhere is more than nothing and less than a page.
    """
    added, changed, removed = [], [], []
    for path, key in sorted((path_of(key), key) for key in before):
        was, now = _presence(before[key]), _presence(after[key])
        if was < now:
            added.append(path)
        elif was > now:
            removed.append(path)
        elif was and before[key] != after[key]:
            changed.append(path)
    return Touched(tuple(added), tuple(changed), tuple(removed))


def _presence(observed: Observed | None) -> int:
    status = "410" if observed is None else observed.metadata.get("laera-status", "200")
    return {"410": 0, "301": 1, "200": 2}[status]
