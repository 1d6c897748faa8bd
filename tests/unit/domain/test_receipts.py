"""Receipts."""

from datetime import UTC, datetime

import pytest

from laera.domain.complaints import Complaint
from laera.domain.receipts import Invalidation, Outcome, Receipt

RECEIPT = Receipt(
    key="articles/es/" + "a" * 900,
    version_id="v1",
    outcome=Outcome.REJECTED,
    at=datetime(2026, 1, 31, tzinfo=UTC),
    complaints=(Complaint("wrong"), Complaint("odd", is_warning=True)),
    headline="A headline nobody should find in a log",
)


def test_a_log_record_tells_the_outcome() -> None:
    """Operators count outcomes and find the upload by its key and version."""
    fields = RECEIPT.log_fields()

    assert fields["outcome"] == "rejected"
    assert fields["version_id"] == "v1"
    assert fields["complaints"] == 2


def test_a_log_record_holds_no_text_of_the_story() -> None:
    """Neither headline nor complaint is logged, and an endless key is cut."""
    fields = RECEIPT.log_fields()

    assert RECEIPT.headline not in fields.values()
    assert len(str(fields["key"])) == 200


def test_outcomes_read_as_words() -> None:
    """An outcome is written into receipts and metrics as the word itself."""
    assert str(Outcome.SCHEDULED) == "scheduled"
    assert len(Outcome) == 7


@pytest.mark.parametrize(
    ("invalidation", "cost", "said"),
    [
        (Invalidation(("story-a",), 37, 1000, is_urgent=False), 1, "1 (story-a), after 37 of 1,000 this month"),
        (Invalidation(("a", "b"), 998, 1000, is_urgent=False), 2, "2 (a, b), after 998 of 1,000 this month"),
        (
            Invalidation(("a",), 1000, 1000, is_urgent=False),
            0,
            "none; this month's 1,000 are used up, so readers see the change within two minutes",
        ),
        (
            Invalidation(("a",), 1000, 1000, is_urgent=True),
            1,
            "1 (a), after 1,000 of 1,000 this month; what is urgent is always told",
        ),
    ],
)
def test_an_editor_reads_what_an_edit_costs(invalidation: Invalidation, cost: int, said: str) -> None:
    """How many, of what, and what is left of the month."""
    assert invalidation.cost == cost
    assert str(invalidation) == said
