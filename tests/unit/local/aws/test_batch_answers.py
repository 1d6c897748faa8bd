"""What Lambda makes of a function's report on a batch."""

from typing import Any

import pytest

from local.aws.batch_answers import failed_records


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (None, set()),
        ({}, set()),
        ({"batchItemFailures": []}, set()),
        ({"batchItemFailures": None}, set()),
        ({"batchItemFailures": [{"itemIdentifier": "2"}]}, {"2"}),
        ({"batchItemFailures": [{"itemIdentifier": "2"}, {"itemIdentifier": "2"}]}, {"2"}),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, {"1", "2"}),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, {"1", "2"}),
        ({"batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "9"}]}, {"1", "2"}),
        ({"batchItemFailures": [{"id": "1"}]}, {"1", "2"}),
        ({"batchItemFailures": ["1"]}, {"1", "2"}),
        ({"batchItemFailures": "1"}, {"1", "2"}),
        ({"failures": []}, {"1", "2"}),
        ("done", {"1", "2"}),
    ],
)
def test_only_a_report_that_makes_sense_spares_the_batch(answer: Any, failed: set[str]) -> None:  # noqa: ANN401 - any JSON
    """An answer that cannot be understood has the whole batch delivered again."""
    assert failed_records(answer, ["1", "2"]) == failed
