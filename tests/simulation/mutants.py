"""Mutants: the press with one rule broken. A simulator that finds nothing wrong with them proves nothing.

`python -m tests.simulation.mutants` breaks one rule at a time, runs what `make test` runs of the simulation until
something is seen, and tells how long each mutant lived; with `--each`, how long under each kind of trouble. A mutant is
a replacement in the source of one function; when that text is no longer there the mutant is out of date, and says so.
"""

import inspect
import sys
import textwrap
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import process_time
from typing import Any

from laera.rendering.pages import PageRenderer
from laera.workflow import addresses, embargoes, listing_entries, standing, sweeps, turns
from laera.workflow.announcements import announcements_of
from laera.workflow.front_documents import FrontDocumentDesk
from laera.workflow.fronts import desk
from laera.workflow.fronts.desk import FrontDesk
from laera.workflow.papers import Reigns
from laera.workflow.plans import plan_of
from laera.workflow.public_objects import Sightings
from laera.workflow.publish import ArticleDesk
from laera.workflow.receipts import is_with_the_editor
from laera.workflow.reconcile import Reconciler
from laera.workflow.records import ArticleRecord
from laera.workflow.site_desk import SiteDesk
from laera.workflow.standing import _Chapter
from laera.workflow.story_objects import StoryObjects
from tests.simulation.crawler import Crawler
from tests.simulation.editing import URL
from tests.simulation.newsdays import everything_in
from tests.simulation.rehearsals import Fault, calls_of, interrupted, struck
from tests.simulation.scenarios import SCENARIOS, Scenario
from tests.simulation.test_every_crash import prepared
from tests.simulation.test_every_interruption import LATER, rivals_of, wrongs_of
from tests.simulation.verdicts import verdict_on

SEEDS = 240
_SETTLED = "self._table.put(Item(article_pk(key), RECORD, rev + 1, plan.record.to_record()), rev)"


@dataclass(frozen=True)
class Mutant:
    """One rule broken: in the source of `function`, each first text is replaced by the second.

    `first` is the scenario whose faults are tried before all else, empty for none.
    """

    rule: str
    function: Callable[..., Any]
    changes: tuple[tuple[str, str], ...]
    first: str = ""

    @contextmanager
    def alive(self) -> Iterator[None]:
        """While inside, the function does as the mutant does, wherever it is known."""
        assert isinstance(self.function, types.FunctionType)
        source = textwrap.dedent(inspect.getsource(self.function))
        for before, after in self.changes:
            if before not in source:
                raise SystemExit(f"out of date: {self.rule!r} replaces text that {self.function.__qualname__} has not")
            source = source.replace(before, after)
        names: dict[str, Any] = {}
        exec(compile(source, inspect.getfile(self.function), "exec"), self.function.__globals__, names)  # noqa: S102 - its own source
        healthy, self.function.__code__ = self.function.__code__, names[self.function.__name__].__code__
        try:
            yield
        finally:
            self.function.__code__ = healthy


MUTANTS = (
    Mutant(
        "the bucket is read again at the end",
        ArticleDesk._has_moved,
        (("return (current", "return False and (current"),),
        "new",
    ),
    Mutant(
        "what is new is announced before the record is settled",
        ArticleDesk._converge,
        (
            (
                "        attempt.invalidation = self._announce(",
                f"        {_SETTLED}\n        attempt.invalidation = self._announce(",
            ),
            (f"standing, site, attempt)\n        {_SETTLED}", "standing, site, attempt)"),
        ),
        "edit",
    ),
    Mutant(
        "what an overtaken writer may have said is taken back",
        announcements_of,
        (("heard_before(record.told, record.aims, after)", "record.told"),),
        "edit",
    ),
    Mutant(
        "a page is written on the condition of what was observed",
        Sightings.write,
        (("object_key(path), page, observed)", "object_key(path), page, self.site.observe(object_key(path)))"),),
        "new",
    ),
    Mutant(
        "targets are observed before the bucket is read",
        ArticleDesk._look,
        (
            (
                "    edition = self._paper.current()\n",
                "    sightings = Sightings(self._site, attempt.is_thorough)\n    edition = self._paper.current()\n",
            ),
            (
                "    return _Look(",
                (
                    "    sightings.observe(record.path, plan.record.path, *record.filled, *sorted(attempt.paths))\n"
                    "    stood = (*record.stood, *plan.record.stood, *sorted(attempt.stood))\n"
                    "    sightings.observe(*(one for path in stood for one in companions_of(path)))\n"
                    "    return _Look("
                ),
            ),
        ),
        "a translation",
    ),
    Mutant(
        "a lost condition starts over",
        Sightings.write,
        (
            (
                "    self.seen[path] = self.site.put(object_key(path), page, observed)\n",
                (
                    "    try:\n        self.seen[path] = self.site.put(object_key(path), page, observed)\n"
                    "    except Exception:\n        return False\n"
                ),
            ),
        ),
        "another address is wanted twice",
    ),
    Mutant(
        "the record is written on the condition of its revision",
        ArticleDesk._converge,
        (
            (
                "    look = self._look(key, attempt)\n",
                (
                    "    look = self._look(key, attempt)\n"
                    "    def _plain(new: Item, _: object) -> None:\n"
                    "        held = self._table.get(new.pk, new.sk)\n"
                    "        self._table.put(new, held.rev if held else None)\n"
                ),
            ),
            ("self._table.put(Item(", "_plain(Item("),
        ),
        "another address is wanted twice",
    ),
    Mutant(
        "a newer revision in a list stands",
        listing_entries.place_entries,
        (
            (
                "table.put_newer(Item(place.pk, place.sk, rev, body))",
                (
                    "held = table.get(place.pk, place.sk)\n"
                    "        table.put(Item(place.pk, place.sk, max(rev, held.rev + 1 if held else 0), body), "
                    "held.rev if held else None)"
                ),
            ),
        ),
        "new",
    ),
    Mutant(
        "pending names what earlier writers put in lists",
        ArticleRecord.begun,
        (("places=_both(self.places, earlier.places)", "places=self.places"),),
        "edit",
    ),
    Mutant(
        "pending names the pages of earlier writers",
        ArticleRecord.begun,
        (("filled=_both(self.filled, earlier.filled)", "filled=self.filled"),),
        "erase the newest version",
    ),
    Mutant(
        "a record is pending until all is written",
        ArticleDesk._converge,
        (("begun = plan.record.begun(record, rev - 1)", "begun = plan.record"),),
        "new",
    ),
    Mutant(
        "lists come after the page",
        ArticleDesk._converge,
        (
            (
                "    if plan.article and standing.version:\n",
                (
                    "    if is_news and plan.article:\n"
                    "        attempt.linked = self._translations(plan.article, plan.record.path, attempt)\n"
                    "    if is_news:\n        self._write_lists(key, plan, record, standing, rev, attempt)\n"
                    "    if plan.article and standing.version:\n"
                ),
            ),
        ),
        "a translation",
    ),
    Mutant(
        "the receipt comes after the page",
        ArticleDesk._converge,
        (
            (
                "    if plan.article and standing.version:\n",
                (
                    "    nothing = {'changed': (), 'following': (), 'invalidation': None, 'warnings': ()}\n"
                    "    now = self._clock.now()\n"
                    "    early = receipt_of(attempt.notice, standing, plan, record, site, now, **nothing)\n"
                    "    self._file(early, standing, site, attempt, is_first=record.seen != plan.record.seen)\n"
                    "    if plan.article and standing.version:\n"
                ),
            ),
        ),
        "edit",
    ),
    Mutant(
        "the receipt on file is also with the editor",
        is_with_the_editor,
        (("return receipts", "return True or receipts"),),
        "new",
    ),
    Mutant(
        "the clock decides whether a story runs",
        plan_of,
        (("article.may_run_at(now)", "not article.is_draft and article.withdrawn is None"),),
        "new",
    ),
    Mutant(
        "a front reads its list again",
        FrontDesk._write,
        (("if read[one] & outdated]", "if False]"),),
        "new",
    ),
    Mutant(
        "the reconciler looks at what no record covers",
        Reconciler._look_on,
        (("uncovered.append(version)", "pass"),),
        "an event is lost",
    ),
    Mutant(
        "the first to want an address in the bucket has it",
        addresses._decide,
        (
            (
                '(_RANKS[use], since, key) < (_RANKS[Use(theirs["use"])], theirs["since"], owner)',
                '_RANKS[use] < _RANKS[Use(theirs["use"])]',
            ),
        ),
        "takeover",
    ),
    Mutant(
        "a page goes before a tombstone",
        addresses._decide,
        (
            (
                '(_RANKS[use], since, key) < (_RANKS[Use(theirs["use"])], theirs["since"], owner)',
                '(since, key) < (theirs["since"], owner)',
            ),
        ),
        "takeover",
    ),
    Mutant(
        "who waits for an address is told",
        ArticleDesk._claim,
        (("if answer.others and", "if False and"),),
        "another address is wanted twice",
    ),
    Mutant(
        "an address that is left is given up",
        ArticleDesk._give_up,
        (("self._claim(path, key, Use.FREE, standing, attempt, is_news=True)", "pass"),),
    ),
    Mutant(
        "who sees another's page asks for the address",
        ArticleDesk._converge,
        (("(is_news or is_another_s or", "(is_news or"),),
    ),
    Mutant(
        "a page where none should be is undone",
        ArticleDesk._converge,
        ((" or bool(strays)", ""),),
        "restore",
    ),
    Mutant(
        "a refused address is asked for again",
        ArticleDesk._ask_again,
        (("is None:", "is Ellipsis:"),),
        "another address is wanted twice",
    ),
    Mutant(
        "the sweep is started before the paper is on record",
        SiteDesk._record,
        (
            ("            start_sweep(self._rebuild, SITE)\n", "            pass\n"),
            (
                "rev or None)\n",
                (
                    "rev or None)\n"
                    "        if is_other_paper if is_rebuilt else not is_first:\n"
                    "            start_sweep(self._rebuild, SITE)\n"
                ),
            ),
        ),
        "site.yaml renames a section",
    ),
    Mutant(
        "a list is noted as present after its fronts",
        FrontDesk._write,
        (
            (
                "        if not is_there[one]:\n            presence.note(is_there=False)\n",
                "        presence.note(is_there=is_there[one])\n",
            ),
        ),
        "a day comes between two",
    ),
    Mutant(
        "fronts of a new list are set again when the paper changed meanwhile",
        FrontDesk._missed_by_a_sweep,
        (("return noted if", "return noted if False and"),),
        "new",
    ),
    Mutant(
        "the hour at which a front changes is noted before it",
        FrontDesk._write,
        (
            (
                "        if setting and setting.until:",
                "        late = setting.until if setting else None\n        if False:",
            ),
            (
                "            wrote[path] = news[one] = None\n",
                (
                    "            wrote[path] = news[one] = None\n"
                    "            if late:\n"
                    "                note_turn(self._table, listing_pk(*one), late)\n"
                ),
            ),
        ),
        "new",
    ),
    Mutant(
        "pages come after the files they lead to",
        desk._pages_after_their_files,
        (("else 1", "else -1"),),
        "new",
    ),
    Mutant(
        "days beside one that comes or goes are set anew",
        FrontDesk._lists_behind,
        (("if scope == DAYS and sk:", "if False:"),),
        "a day comes between two",
    ),
    Mutant(
        "the front that names a story is set anew with it",
        FrontDesk._lists_behind,
        (("if is_list_of_one(scope):", "if False:"),),
        "a story of another section is pinned",
    ),
    Mutant(
        "fronts that stood elsewhere lead to where they stand",
        FrontDesk.rebuild,
        (("changed += [path for path in fronts_left(self._table) if self._leave(path)]", "pass"),),
        "site.yaml renames a section",
    ),
    Mutant(
        "a list is turned again at its next hour",
        turns.turn,
        (('"moment": stamp(moment)', '"moment": ""'),),
        "breaking news end, and then a pin",
    ),
    Mutant(
        "hours that no sweep saw are swept later",
        embargoes._hours_to_sweep,
        (("    if note:\n", "    if False:\n"),),
        "the clock's sweep sleeps for hours",
    ),
    Mutant(
        "a sweep goes on to the lists",
        sweeps.sweep,
        (("following is None and", "following is ... and"),),
        "site.yaml renames the paper",
    ),
    Mutant(
        "a sweep turns lists that are empty",
        sweeps._lists_after,
        (("for item in page.items)", 'for item in page.items if "gone" not in item.body)'),),
        "site.yaml renames the paper",
    ),
    Mutant(
        "pending names where earlier writers' companions stood",
        ArticleRecord.begun,
        (("stood=_both(self.stood, earlier.stood)", "stood=self.stood"),),
        "erase the newest version",
    ),
    Mutant(
        "companions go with their page",
        StoryObjects.leave,
        (("*(companions_of(path) if path in stood else ())", "*()"),),
        "delete",
    ),
    Mutant(
        "companions move with their page",
        StoryObjects.leave,
        (("if path in stood else ()\n            for old", "if False else ()\n            for old"),),
        "rename",
    ),
    Mutant(
        "companions come before their page",
        StoryObjects.write,
        (
            (
                "    for path, body, content_type in",
                (
                    "    self._put(plan.record.path, page_object(self.page(plan, article, translations), self._tags))\n"
                    "    for path, body, content_type in"
                ),
            ),
        ),
        "new",
    ),
    Mutant(
        "a history is made again when its versions change",
        Sightings.is_made_of,
        (("and observed.metadata.get(MADE_OF) == made_of", ""),),
        "edit",
    ),
    Mutant(
        "former settings of the paper tell where a story stood",
        _Chapter.homes,
        (("for reign in reigns:", "for reign in list(reigns)[:1]:"),),
        "a story goes that stood under two names",
    ),
    Mutant(
        "former settings whose reading failed are read again",
        Reigns._read_on,
        (("        self._unread = islice(self._again(), len(self._read), None)\n", ""),),
        "a story comes back after its section was renamed",
    ),
    Mutant(
        "an old address that is dropped is remembered",
        standing._past,
        (("aliases.update(dict.fromkeys(chapter.article.aliases))", "pass"),),
        "an old address is dropped",
    ),
    Mutant(
        "one story a language is linked as its version",
        ArticleDesk._translations,
        (("if first.key != own.key:", "if False:"),),
        "a second translation in one language",
    ),
    Mutant(
        "a translation that comes meanwhile is told of",
        ArticleDesk._write_lists,
        (("if plan.article and self._translations", "if False and self._translations"),),
        "a translation",
    ),
    Mutant(
        "what a dead writer would have announced is announced",
        ArticleRecord.begun,
        (("told=earlier.told,", "told=self.told,"),),
        "edit",
    ),
    Mutant(
        "files about one front are told before it is decided",
        FrontDocumentDesk._record,
        (
            (
                "        self._uploads.send([Notice(other, reason=FRONT) for other in sorted(others)])\n",
                "        pass\n",
            ),
            (
                "    return True\n",
                (
                    "    if others:\n"
                    "        self._uploads.send([Notice(other, reason=FRONT) for other in sorted(others)])\n"
                    "    return True\n"
                ),
            ),
        ),
        "another file decides a front",
    ),
)


Seen = tuple[int, str] | None
"""How many days, faults or moments it took until something was seen, and where; None when all came right."""


def seen_on_newsdays(renderer: PageRenderer) -> Seen:
    """In days."""
    for seed in range(SEEDS):
        try:
            is_wrong = bool(verdict_on(seed, renderer))
        except Exception:  # noqa: BLE001 - a mutant may break anything, and then it is found
            is_wrong = True
        if is_wrong:
            return seed + 1, "newsdays"
    return None


def seen_by_faults(renderer: PageRenderer, scenarios: Iterable[Scenario] = SCENARIOS) -> Seen:
    """In single faults."""
    return _first_wrong(scenarios, partial(_faults_of, renderer))


def seen_at_moments(renderer: PageRenderer, scenarios: Iterable[Scenario] = SCENARIOS) -> Seen:
    """In moments at which a rival acts."""
    return _first_wrong(scenarios, partial(_interruptions_of, renderer))


def _first_wrong(scenarios: Iterable[Scenario], verdicts: Callable[[Scenario], Iterator[bool]]) -> Seen:
    count = 0
    for scenario in scenarios:
        for is_wrong in verdicts(scenario):
            count += 1
            if is_wrong:
                return count, scenario.name
    return None


def seen_in_its_scenario(renderer: PageRenderer, mutant: Mutant) -> dict[str, Seen]:
    """By the faults, or else at the moments, of the scenario that is about this very rule; nothing if it is not."""
    about = [one for one in SCENARIOS if one.name == mutant.first]
    if mutant.first and not about:
        raise SystemExit(f"out of date: {mutant.rule!r} is looked for in a scenario that there is not: {mutant.first}")
    if seen := seen_by_faults(renderer, about):
        return {"faults": seen}
    seen = seen_at_moments(renderer, about)
    return {"moments": seen} if seen else {}


def _interruptions_of(renderer: PageRenderer, scenario: Scenario) -> Iterator[bool]:
    try:
        rivals = rivals_of(scenario)
        if not rivals:
            return
        room = prepared(renderer, scenario)
        _, calls = calls_of(room)
        for _, act in rivals:
            expected = interrupted(room, LATER, act).undisturbed()
            for at in (*range(len(calls)), LATER):
                yield bool(wrongs_of(room, at, act, expected))
    except Exception:  # noqa: BLE001 - a mutant may break anything, and then it is found
        yield True


def _faults_of(renderer: PageRenderer, scenario: Scenario) -> Iterator[bool]:
    try:
        room = prepared(renderer, scenario)
        end, calls = calls_of(room)
        is_site, must_be = everything_in(end.site), end.undisturbed()
        expected = end.essence()
        signs = {key for key in is_site.keys() - must_be if scenario.is_remembered_by_site and end.site.is_a_sign(key)}
        is_wrong = bool(room.wrongs or end.wrongs or Crawler(end.site, URL).faults())
        yield is_wrong or {k: v for k, v in is_site.items() if k not in signs} != must_be
        for at, call in enumerate(calls):
            for fault in Fault:
                if fault.can_meet(*call):
                    after = struck(room, at, fault)
                    yield after.essence() != expected or bool(after.wrongs and not scenario.is_disaster)
    except Exception:  # noqa: BLE001 - a mutant may break anything, and then it is found
        yield True


KINDS: dict[str, Callable[[PageRenderer], Seen]] = {
    "seeds": seen_on_newsdays,
    "moments": seen_at_moments,
    "faults": seen_by_faults,
}


def main() -> int:
    """Tell how long each mutant lives; fails when one outlives everything."""
    renderer = PageRenderer.load(can_search=True)
    begun = process_time()
    is_each = "--each" in sys.argv[1:]
    survivors = 0
    print(f"{'rule that is broken':70}{''.join(f'{kind:>9}' for kind in KINDS)}  first in")
    for mutant in MUTANTS:
        with mutant.alive():
            found = {} if is_each else seen_in_its_scenario(renderer, mutant)
            for kind, look in KINDS.items():
                if is_each or not any(found.values()):
                    found[kind] = look(renderer)
        seen = {kind: one for kind, one in found.items() if one}
        survivors += not seen
        counts = "".join(f"{seen[kind][0] if kind in seen else '–':>9}" for kind in KINDS)
        print(f"{mutant.rule:70}{counts}  {next((where for _, where in seen.values()), 'NOT SEEN')}", flush=True)
    print(f"{len(MUTANTS) - survivors} of {len(MUTANTS)} seen; {process_time() - begun:.0f} s of CPU")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
