"""Receipts: what became of an upload, for the editor who sent it."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Receipt:
    """The end of one upload: one version of one key.

    `at` is when the press was done, `uploaded` when the bucket took the file. `address` is the canonical URL readers
    use, empty when there is none. `changed` names the paths that this upload wrote, in order; `following` the fronts
    made of lists it changed, which are set within seconds where their bytes differ.
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

    def log_fields(self) -> dict[str, Any]:
        """The facts of the outcome for one log record; no text of the story."""
        return {
            "key": self.key[:200],
            "version_id": self.version_id,
            "outcome": self.outcome.value,
            "address": self.address,
            "complaints": len(self.complaints),
        }
