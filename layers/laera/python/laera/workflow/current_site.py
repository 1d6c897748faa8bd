"""The paper's own settings as the press last put them on record, for those who read nothing but the table."""

from collections.abc import Callable
from datetime import datetime, timedelta

from laera.domain.site import Site
from laera.workflow.ports import Clock, Table

CONFIG_PK = "SITE#config"
CURRENT = "CURRENT"
KEPT = timedelta(seconds=5)
"""How long the paper is taken to be unchanged before the table is asked again."""


def site_on_record(table: Table) -> Site | None:
    """The paper as of now; None before any is on record."""
    item = table.get(CONFIG_PK, CURRENT)
    return Site.from_record(item.body["site"]) if item else None


def fronts_left(table: Table) -> dict[str, tuple[str, str, str]]:
    """Where fronts of earlier settings stood and none stands now: by path, what each was (`fronts.kinds.Origin`)."""
    item = table.get(CONFIG_PK, CURRENT)
    left = item.body.get("left", {}) if item else {}
    return {path: (name, language, scope) for path, (name, language, scope) in left.items()}


class CurrentSite:
    """The newest valid site, at most `KEPT` old. Before there is any on record: what `starter` gives."""

    def __init__(self, table: Table, clock: Clock, starter: Callable[[], Site]) -> None:
        self._table = table
        self._clock = clock
        self._starter = starter
        self._site: Site | None = None
        self._rev: int | None = None
        self._looked: datetime | None = None

    def get(self) -> Site:
        """The paper now. The same object while its record stays as it is, so what it has worked out is kept too."""
        now = self._clock.now()
        if self._site is None or self._looked is None or not timedelta(0) <= now - self._looked < KEPT:
            item = self._table.get(CONFIG_PK, CURRENT)
            rev = item.rev if item else None
            if self._site is None or rev != self._rev:
                self._site = Site.from_record(item.body["site"]) if item else self._starter()
                self._rev = rev
            self._looked = now
        return self._site
