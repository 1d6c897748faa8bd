"""The press: one set of ports and the desks that work on them. The same in Lambda, in the runner, in `laera build`."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from laera.rendering.pages import PageRenderer
from laera.workflow.ports import Clock, ContentStore, Outcomes, Queue, ReceiptStore, SiteStore, Table
from laera.workflow.public_objects import Shelf
from laera.workflow.pushed_sets import PushedSets

if TYPE_CHECKING:
    from laera.workflow.fronts.desk import FrontDesk
    from laera.workflow.newsroom import Newsroom
    from laera.workflow.papers import Paper
    from laera.workflow.preview_desk import PreviewDesk
    from laera.workflow.reconcile import Reconciler
    from laera.workflow.rehearsal import Stages
    from laera.workflow.seals import KeyRing


@dataclass(frozen=True, slots=True)
class PreviewRoom:
    """What previews need besides the press: the keys that sign their addresses, and stages to rehearse on."""

    ring: "KeyRing"
    stages: "Stages"


@dataclass
class Press:
    """Ports and renderer. Desks are made on first use, and with them what only they import.

    Without a `preview_room` it makes no previews.
    """

    content: ContentStore
    site: SiteStore
    receipts: ReceiptStore
    table: Table
    uploads: Queue
    rebuild: Queue
    media: Queue
    outcomes: Outcomes
    clock: Clock
    renderer: PageRenderer
    invalidation_budget: int = 1000
    preview_room: PreviewRoom | None = None

    def __post_init__(self) -> None:
        """Have the renderer find the template sets that papers name, which lie in the content bucket."""
        if not self.renderer.has_sets:
            self.renderer = self.renderer.with_sets(PushedSets(self.content))

    @cached_property
    def shelf(self) -> Shelf:
        """What puts the files of every page on the site."""
        return Shelf(self.site, self.renderer)

    @cached_property
    def newsroom(self) -> "Newsroom":
        """What handles uploads."""
        from laera.workflow.front_documents import FrontDocumentDesk
        from laera.workflow.newsroom import Newsroom
        from laera.workflow.papers import Paper
        from laera.workflow.people import PersonDesk
        from laera.workflow.publish import ArticleDesk
        from laera.workflow.site_desk import SiteDesk
        from laera.workflow.template_set_desk import TemplateSetDesk
        from laera.workflow.template_sets import TemplateSets

        sets = TemplateSets(self.content, self.renderer)
        paper = Paper(self.content, self.renderer.languages, sets.look_at)
        articles = ArticleDesk(
            content=self.content,
            site=self.site,
            receipts=self.receipts,
            table=self.table,
            uploads=self.uploads,
            media=self.media,
            outcomes=self.outcomes,
            invalidation_budget=self.invalidation_budget,
            clock=self.clock,
            renderer=self.renderer,
            paper=paper,
            shelf=self.shelf,
            previews=partial(self._preview_desk, paper, self.preview_room) if self.preview_room else None,
        )
        site = SiteDesk(
            content=self.content,
            receipts=self.receipts,
            table=self.table,
            rebuild=self.rebuild,
            clock=self.clock,
            renderer=self.renderer,
            paper=paper,
            shelf=self.shelf,
        )
        front_documents = FrontDocumentDesk(
            content=self.content,
            receipts=self.receipts,
            table=self.table,
            uploads=self.uploads,
            clock=self.clock,
            paper=paper,
        )
        people = PersonDesk(
            content=self.content,
            receipts=self.receipts,
            table=self.table,
            media=self.media,
            clock=self.clock,
            paper=paper,
        )
        template_sets = TemplateSetDesk(
            content=self.content,
            receipts=self.receipts,
            table=self.table,
            uploads=self.uploads,
            clock=self.clock,
            paper=paper,
            sets=sets,
        )
        return Newsroom(
            content=self.content,
            receipts=self.receipts,
            table=self.table,
            media=self.media,
            rebuild=self.rebuild,
            clock=self.clock,
            articles=articles,
            site=site,
            front_documents=front_documents,
            people=people,
            template_sets=template_sets,
        )

    def _preview_desk(self, paper: "Paper", room: PreviewRoom) -> "PreviewDesk":
        """What looks ahead. Most uploads need none of it, so it is made when it is wanted."""
        from laera.workflow.preview_desk import PreviewDesk
        from laera.workflow.previews import Previews
        from laera.workflow.rehearsal import Rehearsals

        rehearsals = Rehearsals(
            content=self.content,
            site=self.site,
            table=self.table,
            receipts=self.receipts,
            renderer=self.renderer,
            paper=paper,
            stages=room.stages,
        )
        return PreviewDesk(rehearsals, Previews(self.receipts, room.ring, self.clock), self.clock)

    @cached_property
    def fronts(self) -> "FrontDesk":
        """What sets fronts."""
        from laera.workflow.fronts.desk import FrontDesk

        return FrontDesk(site=self.site, table=self.table, clock=self.clock, renderer=self.renderer, shelf=self.shelf)

    @cached_property
    def reconciler(self) -> "Reconciler":
        """What finds uploads that fell through."""
        from laera.workflow.reconcile import Reconciler

        return Reconciler(
            content=self.content,
            site=self.site,
            table=self.table,
            rebuild=self.rebuild,
            clock=self.clock,
            renderer=self.renderer,
        )
