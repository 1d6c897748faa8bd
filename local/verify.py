"""`laera verify`: names every public object that is not what it should be."""

import argparse
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from laera.adapters.folder_content import FolderContent
from laera.domain.dates import read_date
from laera.workflow.papers import Paper
from local.errors import ClockError, NoPaperError, RunnerError
from local.verifying.differences import Kind
from local.verifying.paper_stores import (
    PaperStores,
    in_buckets,
    in_folders,
    in_running_paper,
    in_stack,
    saying_what_fails,
)
from local.verifying.verification import Verdict, Verifier


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; 0 when all agrees, 1 when something is wrong, 2 when it cannot be compared."""
    started = time.monotonic()
    console = Console(stderr=True, quiet=arguments.quiet)
    try:
        with saying_what_fails(), TemporaryDirectory(prefix="laera-verify-") as folder:
            stores = stores_named(arguments)
            verdict = Verifier(stores, Path(folder), console).verify()
    except RunnerError as error:
        sys.stderr.write(f"laera verify: {error}\n")
        return 2
    print_verdict(verdict, time.monotonic() - started, names_remembered=arguments.remembered)
    return 1 if verdict.wrong else 0


def stores_named(arguments: argparse.Namespace, *, at_work: bool = False) -> PaperStores:
    """The paper that the options name: a stack, two buckets, two folders, else the one that runs here.

    Of the latter one is given when nothing is under way in it, unless it is to be seen `at_work`.
    """
    folders: list[Path] = getattr(arguments, "folders", [])
    content, site = getattr(arguments, "content_bucket", ""), getattr(arguments, "site_bucket", "")
    ways = sum((bool(folders), bool(content or site), bool(arguments.stack)))
    if ways > 1:
        raise NoPaperError("name one paper: two folders, a --stack, or two buckets")
    if len(folders) not in {0, 2}:
        raise NoPaperError("name two folders: the content, and the site that 'laera build' made of it")
    if bool(content) != bool(site):
        raise NoPaperError("name both buckets: --content-bucket and --site-bucket")
    if folders:
        return _in_folders(folders[0], folders[1], arguments.at)
    if getattr(arguments, "at", ""):
        raise NoPaperError("--at goes with two folders; the clock of a paper at work is its own")
    if arguments.stack:
        return in_stack(arguments.stack)
    return in_buckets(content, site) if content else in_running_paper(arguments.site_port, at_work=at_work)


def print_verdict(verdict: Verdict, seconds: float, *, names_remembered: bool = False) -> None:
    """One line for each difference, and the sum. What only the site remembers may be much: it is counted."""
    for difference in verdict.found:
        if names_remembered or difference.kind is not Kind.REMEMBERED:
            print(difference)
    if verdict.other_press:
        print(
            "this paper is made with another edition of code and templates than the one that compares: pages may "
            "differ for that reason alone; compare with the release that is deployed",
            file=sys.stderr,
        )
    if verdict.has_moved:
        print("uploads kept arriving: some of this may be of what is under way; verify again", file=sys.stderr)
    kinds = Counter(difference.kind for difference in verdict.found)
    said = ", ".join(f"{kinds[kind]:,} {kind.value}" for kind in Kind if kinds[kind])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    agreement = "all as they should be" if not verdict.wrong else f"{len(verdict.wrong):,} wrong"
    print(
        f"{verdict.compared:,} objects compared, {agreement}{f' ({said})' if said else ''}; "
        f"{seconds:.1f} s, peak {peak:.0f} MB"
    )


def _in_folders(content: Path, site: Path, at: str) -> PaperStores:
    moment = None
    if at:
        reading = read_date(at, Paper(FolderContent(content)).current().site.clock)
        if reading.moment is None:
            raise ClockError(f"--at {at}: {reading.problem}; {reading.cure}")
        moment = reading.moment
    return in_folders(content, site, moment)
