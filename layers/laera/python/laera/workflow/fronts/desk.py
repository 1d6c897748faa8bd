"""The front desk: from changed lists to the fronts made of them, each written once however many stories changed."""

from collections.abc import Iterable

from laera.domain.listings import scope_of_pk
from laera.domain.site import Site
from laera.errors import ContestedError, PreconditionLostError
from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import CONFIG_PK, site_on_record
from laera.workflow.fronts.kind import Front
from laera.workflow.fronts.kinds import KINDS
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
        for pk in changed_pks:
            if pk == CONFIG_PK:
                scopes.update((scope, None) for kind in KINDS for scope in kind.scopes(site))
            elif pk.startswith("LISTING#"):
                scopes[scope_of_pk(pk)] = None
        return [path for language, scope in sorted(scopes) for path in self._set(site, language, scope)]

    def _set(self, site: Site, language: str, scope: str) -> list[str]:
        if language not in site.languages:
            return []
        fronts = (kind.made_from(self._renderer, site, language, scope) for kind in KINDS)
        return [front.path for front in fronts if front and self._write(front, language, scope)]

    def _write(self, front: Front, language: str, scope: str) -> bool:
        """Write one front if its bytes change: observe, read the list, set, write, and read the list again."""
        wrote = False
        for _ in range(_ATTEMPTS):
            sightings = Sightings(self._site)
            sightings.observe(front.path)
            cards = newest_cards(self._table, language, scope, front.count)
            try:
                self._shelf.stock()
                if not sightings.write(front.path, page_object(front.render(cards), front.tags)):
                    return wrote
            except PreconditionLostError:
                continue
            wrote = True
            if newest_cards(self._table, language, scope, front.count) == cards:
                return True
        raise ContestedError(f"{front.path}: its list keeps changing")
