"""Mutants: the press with one rule broken. A simulator that finds nothing wrong with them proves nothing.

`python -m tests.simulation.mutants` breaks one rule at a time, runs what `make test` runs of the simulation until
something is seen, and tells how long each mutant lived; with `--each`, how long under each kind of trouble. A mutant is
a replacement in the source of one function; when that text is no longer there the mutant is out of date, and says so.
"""

import inspect
import sys
import textwrap
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from typing import Any

from laera.rendering.pages import PageRenderer
from laera.workflow import addresses, listing_entries
from laera.workflow.announcements import announcements_of
from laera.workflow.fronts.desk import FrontDesk
from laera.workflow.plans import plan_of
from laera.workflow.public_objects import Sightings
from laera.workflow.publish import ArticleDesk
from laera.workflow.receipts import is_with_the_editor
from laera.workflow.reconcile import Reconciler
from laera.workflow.records import ArticleRecord
from laera.workflow.site_desk import SiteDesk
from tests.simulation.newsdays import everything_in
from tests.simulation.rehearsals import Fault, calls_of, interrupted, struck
from tests.simulation.rivals import RIVALS
from tests.simulation.scenarios import SCENARIOS, Scenario
from tests.simulation.test_every_crash import prepared
from tests.simulation.test_every_interruption import LATER, MEETINGS, wrongs_of
from tests.simulation.verdicts import verdict_on

SEEDS = 240
_SETTLED = "self._table.put(Item(article_pk(key), RECORD, rev + 1, plan.record.to_record()), rev)"


@dataclass(frozen=True)
class Mutant:
    """One rule broken: in the source of `function`, each first text is replaced by the second."""

    rule: str
    function: Callable[..., Any]
    changes: tuple[tuple[str, str], ...]

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
    ),
    Mutant(
        "what is new is announced before the record is settled",
        ArticleDesk._converge,
        (
            (
                "        attempt.invalidation = self._announce(",
                f"        {_SETTLED}\n        attempt.invalidation = self._announce(",
            ),
            (f"attempt)\n        {_SETTLED}", "attempt)"),
        ),
    ),
    Mutant(
        "what an overtaken writer may have said is taken back",
        announcements_of,
        (("heard_before(record.told, record.aims, after)", "record.told"),),
    ),
    Mutant(
        "a page is written on the condition of what was observed",
        Sightings.write,
        (("object_key(path), page, observed)", "object_key(path), page, self.site.observe(object_key(path)))"),),
    ),
    Mutant(
        "targets are observed before the bucket is read",
        ArticleDesk._converge,
        (
            ("    sightings.observe(record.path, *record.filled, *sorted(attempt.paths))\n", ""),
            (
                "    plan = plan_of(standing, edition.site, now, partial(look_at, self._table, self._content))\n",
                (
                    "    plan = plan_of(standing, edition.site, now, partial(look_at, self._table, self._content))\n"
                    "    sightings.observe(record.path, plan.record.path, *sorted(attempt.paths))\n"
                ),
            ),
        ),
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
    ),
    Mutant(
        "the record is written on the condition of its revision",
        ArticleDesk._converge,
        (
            (
                "    item = self._table.get(article_pk(key), RECORD)\n",
                (
                    "    item = self._table.get(article_pk(key), RECORD)\n"
                    "    def _plain(new: Item, _: object) -> None:\n"
                    "        held = self._table.get(new.pk, new.sk)\n"
                    "        self._table.put(new, held.rev if held else None)\n"
                ),
            ),
            ("self._table.put(Item(", "_plain(Item("),
        ),
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
    ),
    Mutant(
        "pending names what earlier writers put in lists",
        ArticleRecord.begun,
        (("places=_both(self.places, earlier.places)", "places=self.places"),),
    ),
    Mutant(
        "pending names the pages of earlier writers",
        ArticleRecord.begun,
        (("filled=_both(self.filled, earlier.filled)", "filled=self.filled"),),
    ),
    Mutant(
        "a record is pending until all is written",
        ArticleDesk._converge,
        (("begun = plan.record.begun(record, rev - 1)", "begun = plan.record"),),
    ),
    Mutant(
        "lists come after the page",
        ArticleDesk._converge,
        (
            (
                "    if plan.article:\n        self._shelf.stock()\n",
                (
                    "    if is_news:\n        self._write_lists(key, plan, record, rev, attempt)\n"
                    "    if plan.article:\n        self._shelf.stock()\n"
                ),
            ),
        ),
    ),
    Mutant(
        "the receipt comes after the page",
        ArticleDesk._converge,
        (
            (
                "    if plan.article:\n        self._shelf.stock()\n",
                (
                    "    early = self._receipt(key, standing, plan, record, edition.site, attempt)\n"
                    "    self._file(early, standing, attempt, is_first=record.seen != plan.record.seen)\n"
                    "    if plan.article:\n        self._shelf.stock()\n"
                ),
            ),
        ),
    ),
    Mutant(
        "the receipt on file is also with the editor",
        is_with_the_editor,
        (("return receipts", "return True or receipts"),),
    ),
    Mutant(
        "the clock decides whether a story runs",
        plan_of,
        (("article.may_run_at(now)", "not article.is_draft and article.withdrawn is None"),),
    ),
    Mutant(
        "a front reads its list again",
        FrontDesk._set,
        (("== cards:", "is not None:"),),
    ),
    Mutant(
        "the reconciler looks at what no record covers",
        Reconciler._look_on,
        (("missed.append(version.key)", "pass"),),
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
    ),
    Mutant(
        "who waits for an address is told",
        ArticleDesk._claim,
        (("if answer.others and", "if False and"),),
    ),
    Mutant(
        "an address that is left is given up",
        ArticleDesk._give_up,
        (("self._claim(path, key, Use.FREE, standing, is_news=True)", "pass"),),
    ),
    Mutant(
        "who sees another's page asks for the address",
        ArticleDesk._converge,
        (("(is_news or is_another_s or", "(is_news or"),),
    ),
    Mutant(
        "a page where none should be is undone",
        ArticleDesk._converge,
        ((" or bool(astray)", ""),),
    ),
    Mutant(
        "a refused address is asked for again",
        ArticleDesk._ask_again,
        (("is None:", "is Ellipsis:"),),
    ),
    Mutant(
        "the sweep is started before the paper is on record",
        SiteDesk._record,
        (
            ("        if sweeps:\n            start_sweep(self._rebuild, SITE)\n", ""),
            ("rev or None)\n", "rev or None)\n        if sweeps:\n            start_sweep(self._rebuild, SITE)\n"),
        ),
    ),
)


def seeds_survived(renderer: PageRenderer, seeds: int) -> int | None:
    """The number of seeds it takes to see something wrong; None when all come right."""
    for seed in range(seeds):
        try:
            is_wrong = bool(verdict_on(seed, renderer))
        except Exception:  # noqa: BLE001 - a mutant may break anything, and then it is found
            is_wrong = True
        if is_wrong:
            return seed + 1
    return None


def faults_survived(renderer: PageRenderer) -> tuple[int, str] | None:
    """The number of single faults it takes, and in which scenario; None when all come right."""
    count = 0
    for scenario in SCENARIOS:
        for is_wrong in _faults_of(renderer, scenario):
            count += 1
            if is_wrong:
                return count, scenario.name
    return None


def interruptions_survived(renderer: PageRenderer) -> tuple[int, str] | None:
    """The number of moments at which a rival acts that it takes, and in which scenario; None when all come right."""
    count = 0
    for scenario in SCENARIOS:
        if scenario.name in MEETINGS:
            for is_wrong in _interruptions_of(renderer, scenario):
                count += 1
                if is_wrong:
                    return count, scenario.name
    return None


def _interruptions_of(renderer: PageRenderer, scenario: Scenario) -> Iterator[bool]:
    try:
        room = prepared(renderer, scenario)
        _, calls = calls_of(room)
        for _, act in RIVALS:
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
        yield bool(room.wrongs or end.wrongs) or {k: v for k, v in is_site.items() if k not in signs} != must_be
        for at, call in enumerate(calls):
            for fault in Fault:
                if fault.can_meet(*call):
                    after = struck(room, at, fault)
                    yield after.essence() != expected or bool(after.wrongs and not scenario.is_disaster)
    except Exception:  # noqa: BLE001 - a mutant may break anything, and then it is found
        yield True


def main() -> int:
    """Tell how long each mutant lives; fails when one outlives everything."""
    renderer = PageRenderer.load()
    begun = process_time()
    is_each = "--each" in sys.argv[1:]
    survivors = 0
    print(f"{'rule that is broken':60}{'seeds':>7}{'faults':>8}{'moments':>9}  first scenario")
    for mutant in MUTANTS:
        with mutant.alive():
            moments = interruptions_survived(renderer)
            faults = faults_survived(renderer) if is_each or not moments else None
            seeds = seeds_survived(renderer, SEEDS) if is_each or not (moments or faults) else None
        survivors += not (seeds or faults or moments)
        first = next((found[1] for found in (moments, faults) if found), "–" if seeds else "NOT FOUND")
        counts = f"{seeds or '–':>7}{faults[0] if faults else '–':>8}{moments[0] if moments else '–':>9}"
        print(f"{mutant.rule:60}{counts}  {first}", flush=True)
    killed = len(MUTANTS) - survivors
    print(f"{killed} of {len(MUTANTS)} found; {SEEDS} seeds at most; {process_time() - begun:.0f} s of CPU")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
