"""How far a sweep has come, in one line."""

from datetime import UTC, datetime, timedelta

from laera.workflow.sweeps import SweepRecord
from local.sweep_words import progress_said, time_left

BEGUN = datetime(2026, 1, 31, 20, 32, tzinfo=UTC)


def test_a_sweep_under_way_says_how_many_and_how_long() -> None:
    """Of what was sent, what still waits has not been looked at."""
    record = SweepRecord("site", BEGUN, sent=3000, lists=40, is_over=False)

    assert progress_said(record, 1800, 1800, 5000, timedelta(seconds=130)) == (
        "1,200 of 5,000 uploads looked at (site), 40 lists; 1,800 messages wait; about 2 min left; "
        "begun 2026-01-31 20:32 UTC"
    )


def test_what_editors_upload_meanwhile_is_not_taken_for_the_sweeps() -> None:
    """It waits too, and says nothing of how much has been looked at."""
    record = SweepRecord("site", BEGUN, sent=3000, lists=0, is_over=False)

    said = progress_said(record, 1000, 1700, 3000, None)

    assert said.startswith("2,000 of 3,000 uploads looked at (site); 1,700 messages wait;")


def test_a_sweep_that_is_over_is_done_when_nothing_waits() -> None:
    """Not before."""
    record = SweepRecord("rebuild", BEGUN, sent=5000, lists=0, is_over=True)

    assert "done" not in progress_said(record, 3, 3, 5000, None)
    assert progress_said(record, 0, 0, 5000, None).startswith("5,000 of 5,000 uploads looked at (rebuild); done; begun")


def test_counts_never_contradict_themselves() -> None:
    """SQS counts about, and editors upload meanwhile."""
    record = SweepRecord("site", BEGUN, sent=10, lists=0, is_over=False)

    assert progress_said(record, 25, 25, 8, None).startswith("0 of 8 uploads")
    assert progress_said(record, 0, 0, 8, None).startswith("8 of 8 uploads")


def test_without_a_sweep_that_is_said() -> None:
    """What waits then is editors' own."""
    assert progress_said(None, 0, 2, 5, None) == "nothing was looked at again lately; 2 messages wait"


def test_time_is_left_at_the_pace_seen() -> None:
    """None while there is no pace to see."""
    assert time_left(1000, 250, 30.0) == timedelta(seconds=10)
    assert time_left(1000, 1000, 30.0) is None
    assert time_left(1000, 1200, 30.0) is None
