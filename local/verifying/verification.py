"""Verifying: a paper's site is compared with what it should be, object by object, as of one moment.

A paper at work moves while it is looked at. So what differs is looked at a second time; when uploads arrived meanwhile,
everything is compared again; and an object that is as it should have been some minutes ago is only due: the schedules
that follow the clock run every minute.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import CONFIG_PK, CURRENT
from laera.workflow.ports import ContentStore
from local.verifying.bucket_snapshot import BucketSnapshot
from local.verifying.differences import Difference, Kind, all_keys, differences
from local.verifying.expected_site import ExpectedSite
from local.verifying.paper_stores import PaperStores

_ROUNDS = 3
_PAUSE_SECONDS = 2.0
_DUE_WITHIN = timedelta(minutes=3)
"""How late what the clock changes may be: the schedule's minute, and its queue's."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison has found.

    `has_moved` is whether uploads kept arriving, `other_press` whether the paper is made with another edition of code
    and templates than this one.
    """

    expected: ExpectedSite
    compared: int
    found: tuple[Difference, ...]
    has_moved: bool
    other_press: bool

    @property
    def wrong(self) -> tuple[Difference, ...]:
        """What must be mended."""
        return tuple(difference for difference in self.found if difference.kind.is_wrong)


class Verifier:
    """Compares one paper. The sites that it makes to compare with lie below `folder`."""

    def __init__(self, stores: PaperStores, folder: Path, console: Console) -> None:
        self._stores = stores
        self._folder = folder
        self._console = console
        self._made = 0
        self._renderer = PageRenderer.load(
            hub=stores.hub, index_now_key=stores.index_now_key, can_search=stores.can_search
        )

    def verify(self) -> Verdict:
        """Compare everything."""
        has_moved = False
        for _ in range(_ROUNDS):
            content, moment = self._stores.content(), self._stores.now()
            expected = self._expected(content, moment)
            keys = all_keys(expected.site, self._stores.site)
            found = self._compared(expected, keys)
            if not self._stores.is_at_work or not any(difference.kind.is_wrong for difference in found):
                break
            time.sleep(_PAUSE_SECONDS)
            has_moved = _mark(self._stores.content()) != _mark(content)
            if not has_moved:
                found = self._looked_at_again(content, expected, found)
                break
        return Verdict(expected, len(keys), tuple(found), has_moved, self._is_of_another_press(expected))

    def _looked_at_again(
        self, content: ContentStore, expected: ExpectedSite, found: list[Difference]
    ) -> list[Difference]:
        """What still differs, and of that what only the clock has changed since."""
        still = self._compared(expected, [difference.key for difference in found])
        if not any(difference.kind.is_wrong for difference in still):
            return still
        earlier = self._expected(content, expected.moment - _DUE_WITHIN)
        was_wrong = {it.key for it in self._compared(earlier, [difference.key for difference in still])}
        return [
            it
            if it.key in was_wrong or not it.kind.is_wrong
            else replace(it, kind=Kind.DUE, what="as it was until a moment ago; the clock changes it now")
            for it in still
        ]

    def _expected(self, content: ContentStore, moment: datetime) -> ExpectedSite:
        self._made += 1

        def follow(keys: list[str]) -> Iterable[str]:
            read = content.reading_ahead(keys) if isinstance(content, BucketSnapshot) else keys
            with self._progress() as progress:
                yield from progress.track(read, total=len(keys), description="making what should be")

        return ExpectedSite(content, moment, self._folder / str(self._made), self._renderer, follow)

    def _compared(self, expected: ExpectedSite, keys: list[str]) -> list[Difference]:
        with self._progress() as progress:
            task = progress.add_task("comparing", total=len(keys))
            found = differences(expected.site, self._stores.site, keys, lambda count: progress.advance(task, count))
            return list(found)

    def _progress(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, console=self._console, transient=True)

    def _is_of_another_press(self, expected: ExpectedSite) -> bool:
        config = self._stores.desk.table.get(CONFIG_PK, CURRENT) if self._stores.desk else None
        return config is not None and config.body.get("press") != expected.press_set


def _mark(content: ContentStore) -> str:
    return content.mark() if isinstance(content, BucketSnapshot) else ""
