"""`laera rebuild`: has the press put right what `laera verify` finds, and looks again."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from laera.domain.site import SITE_KEY
from laera.workflow.notices import REBUILD
from laera.workflow.ports import Notice
from laera.workflow.sweeps import start_sweep
from laera.workflow.turns import turn
from local.errors import RunnerError
from local.progress import desk_of, watch
from local.verify import print_verdict, stores_named
from local.verifying.differences import Kind
from local.verifying.paper_stores import Desk, PaperStores, saying_what_fails
from local.verifying.verification import Verdict, Verifier


def run(arguments: argparse.Namespace) -> int:
    """Mend; 0 when all agrees afterwards, 1 when something does not, 2 when it cannot be done."""
    console = Console(stderr=True, quiet=arguments.quiet)
    try:
        with saying_what_fails(), TemporaryDirectory(prefix="laera-rebuild-") as folder:
            stores = stores_named(arguments)
            verifier = Verifier(stores, Path(folder), console)
            return _rebuild(stores, verifier, console, everything=arguments.all, dry_run=arguments.dry_run)
    except RunnerError as error:
        sys.stderr.write(f"laera rebuild: {error}\n")
        return 2


def _rebuild(stores: PaperStores, verifier: Verifier, console: Console, *, everything: bool, dry_run: bool) -> int:
    desk = desk_of(stores)
    if everything and dry_run:
        print(f"would have all {stores.count_uploads():,} uploads, and every front, looked at again")
        return 0
    if everything:
        _have_all_looked_at(desk)
    else:
        verdict = _verdict(verifier)
        if not verdict.wrong:
            return 0
        uploads, lists = _behind(verdict)
        _say_how_to_remove(verdict, stores.site_name)
        verb = "would have" if dry_run else "having"
        print(f"{verb} {len(uploads):,} uploads and the fronts of {len(lists):,} lists looked at")
        if dry_run:
            return 1
        _have_looked_at(stores, desk, uploads, lists)
    watch(stores, desk, console)
    return 1 if _verdict(verifier).wrong else 0


def _verdict(verifier: Verifier) -> Verdict:
    started = time.monotonic()
    verdict = verifier.verify()
    print_verdict(verdict, time.monotonic() - started)
    return verdict


def _behind(verdict: Verdict) -> tuple[list[str], list[str]]:
    """The uploads and lists that wrong objects are made from. Nothing stands behind what is unexpected."""
    keys = [difference.key for difference in verdict.wrong if difference.kind is not Kind.UNEXPECTED]
    return verdict.expected.uploads_behind(keys), verdict.expected.lists_behind(keys)


def _say_how_to_remove(verdict: Verdict, site_name: str) -> None:
    for difference in verdict.wrong:
        if difference.kind is Kind.UNEXPECTED:
            print(
                f"nothing is deleted from the site by the press; if nobody needs {difference.key}: "
                f"aws s3 rm 's3://{site_name}/{difference.key}'"
            )


def _have_looked_at(stores: PaperStores, desk: Desk, uploads: list[str], lists: list[str]) -> None:
    desk.rebuild.send([Notice(key, reason=REBUILD) for key in uploads])
    now = stores.now()
    for pk in lists:
        turn(desk.table, pk, now, REBUILD, is_thorough=True)


def _have_all_looked_at(desk: Desk) -> None:
    """As ReconcileFunction does when it is invoked with `{"everything": true}`."""
    desk.rebuild.send([Notice(SITE_KEY, reason=REBUILD)])
    start_sweep(desk.rebuild, REBUILD)
