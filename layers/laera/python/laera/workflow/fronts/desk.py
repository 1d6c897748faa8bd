"""The front desk: from changed lists to the fronts made of them, each written once however many stories changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial

from laera.domain.listings import DAYS, is_list_of_one, listing_pk, presence_of, scope_of_pk, scope_of_word
from laera.domain.site import Site, is_file
from laera.errors import ContestedError, PreconditionLostError
from laera.rendering.media_types import HTML
from laera.rendering.pages import PageRenderer
from laera.workflow.addresses import owner_of
from laera.workflow.current_site import CONFIG_PK, fronts_left, site_on_record
from laera.workflow.embargoes import note_turn
from laera.workflow.fronts.arranging import fronts_by_story, list_behind
from laera.workflow.fronts.kind import Front, Setting
from laera.workflow.fronts.kinds import fixed_scopes, fronts_of, made_from
from laera.workflow.fronts.presence import Presence
from laera.workflow.fronts.reading import FrontReading, day_beside
from laera.workflow.fronts.search_span import is_search_list
from laera.workflow.ports import Clock, PublicObject, SiteStore, Table
from laera.workflow.public_objects import Shelf, Sightings, gone_object, moved_object, page_object
from laera.workflow.turns import is_thorough_turn, turn_again, turned

_ATTEMPTS = 8
_ROUNDS = 2
"""How often one delivery sets a list that goes on changing; then it is left to the next."""
_AT_ONCE = 10
"""Lists whose fronts are set in one go: they share what is read, and start over together when it changed meanwhile."""

Change = tuple[str, str]
"""The partition and sort key of a record that changed."""
List = tuple[str, str]
"""A list: its language and scope."""


class FrontDesk:
    """Sets fronts anew from strongly consistent reads of their lists."""

    def __init__(
        self,
        *,
        site: SiteStore,
        table: Table,
        clock: Clock,
        renderer: PageRenderer,
        shelf: Shelf,
        with_search: bool = True,
    ) -> None:
        """Without search, the index is left as it is: a rehearsal shows what readers would see."""
        self._with_search = with_search and renderer.can_search
        self._site = site
        self._table = table
        self._clock = clock
        self._renderer = renderer
        self._shelf = shelf

    def rebuild(self, changes: Iterable[Change]) -> list[str]:
        """Set every front made from these records of the table; gives the paths whose bytes changed.

        The paper's own record stands for all fronts. Records that no front is made from are passed over. After
        a thorough turn, and after a change of the paper's own record, the bytes that lie there are looked at as well.
        """
        site = site_on_record(self._table)
        if site is None:  # its record is written before the first story, and brings all fronts with it
            return []
        naming = cache(partial(fronts_by_story, self._table))
        lists: dict[List, bool] = {}  # whether to be thorough
        changed: list[str] = []
        for pk, sk in dict.fromkeys(changes):
            if turned(pk) == CONFIG_PK:
                lists.update(dict.fromkeys(fixed_scopes(site), True))
                changed += [path for path in fronts_left(self._table) if self._leave(path)]
            else:
                word = sk if turned(pk) == pk else ""  # a turn is about the whole list
                for one in self._lists_behind(turned(pk), word, naming):
                    lists[one] = lists.get(one, False) or is_thorough_turn(pk, sk)
        wanted = sorted(lists)
        for start in range(0, len(wanted), _AT_ONCE):
            batch = wanted[start : start + _AT_ONCE]
            changed += self._set(site, batch, is_thorough=any(lists[one] for one in batch))
        return changed

    def _lists_behind(self, pk: str, sk: str, naming: Callable[[str], Mapping[str, Iterable[str]]]) -> Iterator[List]:
        """The lists that a changed record is about, by its sort key; of a whole list (empty), that list alone.

        `naming` gives a language's fronts by the stories they name.
        """
        family, _, language = pk.partition("#")
        if family == "FRONT":
            yield language, list_behind(sk)
        if family != "LISTING":
            return
        language, scope = scope_of_pk(pk)
        if is_search_list(scope) and not self._with_search:
            return
        yield language, scope
        if is_list_of_one(scope):
            for front in naming(language).get(scope, ()):
                yield language, list_behind(front)
        if scope == DAYS and sk:  # a day came or went: those beside it lead elsewhere now
            for newest_first in (True, False):
                beside = day_beside(self._table, language, date.fromisoformat(sk), newest_first=newest_first)
                if beside:
                    yield language, scope_of_word(DAYS, beside.isoformat())

    def _set(self, assumed: Site, lists: Sequence[List], *, is_thorough: bool) -> list[str]:
        """Set the fronts of some lists where their bytes change: observe, read, set, write, and read again.

        What changed while it was written is set once more. In a rush a list may go on changing for as long as one
        looks: then it is turned, so that a later delivery sets it, and those behind it in the stream need not wait.
        """
        wrote: dict[str, None] = {}
        rounds = 0
        for _ in range(_ATTEMPTS):
            fronts = self._fronts(assumed, lists)
            sightings = Sightings(self._site, is_thorough)
            sightings.observe(*fronts)
            presences = {one: Presence(self._table, *one) for one in lists if presence_of(one[1])}
            site = site_on_record(self._table) or assumed
            if site != assumed:
                assumed = site
                continue
            reading = FrontReading(self._table, site, self._clock.now(), self._site)
            try:
                lists = self._write(fronts, presences, reading, sightings, wrote)
            except PreconditionLostError:
                continue
            rounds += 1
            if rounds == _ROUNDS:
                for one in lists:
                    turn_again(self._table, listing_pk(*one), self._clock.now())
                lists = []
            if not lists:
                return list(wrote)
        raise ContestedError(f"the fronts of {lists} keep changing")

    def _fronts(self, site: Site, lists: Sequence[List]) -> dict[str, tuple[Front, List]]:
        return {
            front.path: (front, (language, scope))
            for language, scope in lists
            for front in made_from(self._renderer, site, language, scope)
        }

    def _write(
        self,
        fronts: Mapping[str, tuple[Front, List]],
        presences: Mapping[List, Presence],
        reading: FrontReading,
        sightings: Sightings,
        wrote: dict[str, None],
    ) -> list[List]:
        """Write what differs; gives the lists whose fronts must be set once more.

        Those are the ones that changed meanwhile, and those that are new to a paper that did.

        A list is noted as present after its fronts are there, and as absent before they go: others link to them.
        """
        settings: dict[str, Setting | None] = {}
        read: dict[List, set[tuple[object, ...]]] = {}
        for path, (front, one) in fronts.items():
            settings[path] = front.set(reading)
            read[one] = read.get(one, set()) | reading.asked()
        is_there = {one: bool(reading.entries(*one, 1)) for one in presences}
        for one, presence in presences.items():
            if not is_there[one]:
                presence.note(is_there=False)
        news: dict[List, None] = {}
        for path in _pages_after_their_files(settings):
            front, one = fronts[path]
            setting = settings[path]
            if setting and setting.until:  # before the front, or a crash between the two leaves it to stay as it is
                note_turn(self._table, listing_pk(*one), setting.until)
            if sightings.write(path, self._object(front, setting, one[0], reading.site)):
                wrote[path] = news[one] = None
        for one, presence in presences.items():
            if is_there[one]:
                presence.note(is_there=True)
        outdated = reading.outdated({name for one in news for name in read[one]})
        changed = [one for one in news if read[one] & outdated]
        return list(dict.fromkeys((*changed, *self._missed_by_a_sweep(reading.site, presences))))

    def _missed_by_a_sweep(self, site: Site, presences: Mapping[List, Presence]) -> list[List]:
        """The lists noted here, if the paper changed before that: the sweep that followed may not have found them."""
        noted = [one for one, presence in presences.items() if presence.was_noted]
        return noted if noted and site_on_record(self._table) != site else []

    def _object(self, front: Front, setting: Setting | None, language: str, site: Site) -> PublicObject:
        self._shelf.stock(site)
        if setting:
            return page_object(setting.body, front.tags, content_type=front.content_type)
        body = self._renderer.emptied(site, language) if front.content_type == HTML else b""
        return gone_object(body, front.tags)

    def _leave(self, path: str) -> bool:
        """Lead from where a front stood to where it stands now; a page that is nowhere any more leads home.

        Unless the address is an upload's by now, such as a standing page's.
        """
        for _ in range(_ATTEMPTS):
            sightings = Sightings(self._site, is_thorough=True)
            sightings.observe(path)
            site, left = site_on_record(self._table), fronts_left(self._table)
            if site is None or path not in left or owner_of(self._table, path):
                return False
            origin = left[path]
            language = origin[1] if origin[1] in site.languages else site.default_language
            present = {made_of: there for there, made_of in fronts_of(self._renderer, site).items()}
            target = present.get(origin, "" if is_file(path) else site.home_path(language))
            try:
                return sightings.write(path, self._signpost(site, language, path, target))
            except PreconditionLostError:
                continue
        raise ContestedError(f"{path} keeps changing")

    def _signpost(self, site: Site, language: str, path: str, target: str) -> PublicObject:
        """What stands where a front stood; programs that ask for a file get no page."""
        if not target:
            return gone_object(b"", ["front"])
        body = b"" if is_file(path) else self._renderer.moved(site, language, target)
        return moved_object(body, ["front"], target)


def _pages_after_their_files(settings: Mapping[str, Setting | None]) -> list[str]:
    """A page leads to its list's feeds: they come before it, and go after it."""

    def place(path: str) -> int:
        return (2 if settings[path] is None else 0) if is_file(path) else 1

    return sorted(settings, key=place)


def moves_fronts(pk: str) -> bool:
    """Whether fronts may be made of what a record of this partition says: what the table's stream is filtered for."""
    return turned(pk).startswith(("LISTING#", "FRONT#")) or turned(pk) == CONFIG_PK
