"""The front desk: from changed lists to the fronts made of them, each written once however many stories changed."""

from collections.abc import Iterable

from laera.domain.listings import scope_of_pk
from laera.domain.site import Site
from laera.errors import ContestedError, PreconditionLostError
from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import CONFIG_PK, fronts_left, site_on_record
from laera.workflow.fronts.kind import FrontKind
from laera.workflow.fronts.kinds import KINDS, fronts_of
from laera.workflow.listing_entries import newest_cards
from laera.workflow.ports import SiteStore, Table
from laera.workflow.public_objects import Shelf, Sightings, page_object

_ATTEMPTS = 8


class FrontDesk:
    """Sets fronts anew from strongly consistent reads of their lists."""

    def __init__(self, *, site: SiteStore, table: Table, renderer: PageRenderer, shelf: Shelf) -> None:
        self._site = site
        self._table = table
        self._renderer = renderer
        self._shelf = shelf

    def rebuild(self, changed_pks: Iterable[str]) -> list[str]:
        """Set every front made from these partitions of the table; gives the paths whose bytes changed.

        The paper's own record stands for all fronts. Partitions that no front is made from are passed over.
        """
        site = site_on_record(self._table)
        if site is None:  # its record is written before the first story, and brings all fronts with it
            return []
        scopes: dict[tuple[str, str], None] = {}
        changed: list[str] = []
        for pk in dict.fromkeys(changed_pks):
            if pk == CONFIG_PK:
                scopes.update((scope, None) for kind in KINDS for scope in kind.scopes(site))
                changed += [path for path in fronts_left(self._table) if self._leave(path)]
            elif pk.startswith("LISTING#"):
                scopes[scope_of_pk(pk)] = None
        for language, scope in sorted(scopes):
            changed += [path for kind in KINDS for path in self._set(site, kind, language, scope)]
        return changed

    def _set(self, site: Site, kind: FrontKind, language: str, scope: str) -> list[str]:
        """Set one front if its bytes change: observe, read paper and list, set, write, and read the list again."""
        wrote: list[str] = []
        for _ in range(_ATTEMPTS):
            front = kind.made_from(self._renderer, site, language, scope) if language in site.languages else None
            if front is None:
                return wrote
            sightings = Sightings(self._site)
            sightings.observe(front.path)
            assumed, site = site, site_on_record(self._table) or site
            if site != assumed:
                continue
            cards = newest_cards(self._table, language, scope, front.count)
            try:
                self._shelf.stock()
                if not sightings.write(front.path, page_object(front.render(cards), front.tags)):
                    return wrote
            except PreconditionLostError:
                continue
            wrote = [front.path]
            if newest_cards(self._table, language, scope, front.count) == cards:
                return wrote
        raise ContestedError(f"the front {scope} in {language} keeps changing")

    def _leave(self, path: str) -> bool:
        """Lead from where a front stood to where it stands now, or home when there is none any more."""
        for _ in range(_ATTEMPTS):
            sightings = Sightings(self._site)
            sightings.observe(path)
            site, left = site_on_record(self._table), fronts_left(self._table)
            if site is None or path not in left:
                return False
            language = left[path][0] if left[path][0] in site.languages else site.default_language
            present = {made_from: there for there, made_from in fronts_of(self._renderer, site).items()}
            target = present.get(left[path], site.home_path(language))
            body = self._renderer.moved(site, language, target)
            try:
                return sightings.write(path, page_object(body, ["front"], status=301, location=target))
            except PreconditionLostError:
                continue
        raise ContestedError(f"{path} keeps changing")
