"""Receipts."""

from datetime import UTC, datetime

from laera.domain.complaints import Complaint
from laera.domain.receipts import Outcome, Receipt

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
