"""Receipts: what became of an upload, for the editor who sent it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from laera.domain.complaints import Complaint


class Outcome(StrEnum):
    """How an upload can end."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


AHEAD = frozenset({Outcome.DRAFT, Outcome.SCHEDULED})
"""The outcomes of a story to come: it can be published as it is, and is not yet."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Paths of the site that a publication touches: where readers find something new, something else, nothing more."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invalidation:
    """What an edit costs at the CDN: it forgets these `tags`, each of which counts as one.

    `used` of the month's `budget` were gone before. When it is gone only what is urgent is still invalidated.
    """

    tags: tuple[str, ...]
    used: int
    budget: int
    is_urgent: bool

    @property
    def is_within_budget(self) -> bool:
        """Whether the month still has room for it."""
        return self.used + len(self.tags) <= self.budget

    @property
    def cost(self) -> int:
        """How many invalidations it takes."""
        return len(self.tags) if self.is_urgent or self.is_within_budget else 0

    def __str__(self) -> str:
        used, budget = f"{self.used:,}", f"{self.budget:,}"
        if not self.cost:
            return f"none; this month's {budget} are used up, so readers see the change within two minutes"
        beyond = "" if self.is_within_budget else "; what is urgent is always told"
        return f"{self.cost} ({', '.join(self.tags)}), after {used} of {budget} this month{beyond}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The end of one upload: one version of one key.

    `at` is when the press was done, `uploaded` when the bucket took the file. `address` is the canonical URL readers
    use, empty when there is none. `changed` names the paths that this upload wrote, in order; `following` those that
    are set anew because of it, within seconds and where their bytes differ: fronts made of lists it changed, the days
    beside one that came or went, its translations. `invalidation` is what it costs at the CDN, None when it costs
    nothing.

    Of a story that is not public yet, `preview` is where it can be seen, `would_touch` what publishing it would do.
    `trouble` is a fault of the press's own in looking ahead, for the log alone.
    """

    key: str
    version_id: str
    outcome: Outcome
    at: datetime
    uploaded: datetime | None = None
    address: str = ""
    note: str = ""
    complaints: tuple[Complaint, ...] = ()
    changed: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    headline: str = ""
    invalidation: Invalidation | None = None
    preview: str = ""
    would_touch: Touched | None = None
    trouble: Exception | None = field(default=None, compare=False)

    def log_fields(self) -> dict[str, Any]:
        """The facts of the outcome for one log record; no text of the story."""
        return {
            "key": self.key[:200],
            "version_id": self.version_id,
            "outcome": self.outcome.value,
            "address": self.address,
            "complaints": len(self.complaints),
        }
