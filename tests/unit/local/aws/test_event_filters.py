"""Filter patterns of event source mappings."""

from typing import Any

import pytest

from local.aws.event_filters import wants
from local.errors import TemplateError

RECORD = {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "LISTING#es"}}, "size": 7}, "tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ({"eventName": ["INSERT", "MODIFY"]}, True),
        ({"eventName": ["REMOVE"]}, False),
        ({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "LISTING#"}]}}}}, True),
        ({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "SITE#"}]}}}}, False),
        ({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": {"equals-ignore-case": "listing#"}}]}}}}, True),
        ({"eventName": [{"suffix": "ERT"}]}, True),
        ({"eventName": [{"equals-ignore-case": "insert"}]}, True),
        ({"eventName": [{"anything-but": ["REMOVE"]}]}, True),
        ({"eventName": [{"anything-but": {"prefix": "INS"}}]}, False),
        ({"dynamodb": {"size": [{"numeric": [">", 5, "<=", 7]}]}}, True),
        ({"dynamodb": {"size": [{"numeric": [">", 7]}]}}, False),
        ({"dynamodb": {"NewImage": {"x": [{"exists": False}]}}}, True),
        ({"eventName": [{"exists": True}]}, True),
        ({"missing": ["x"]}, False),
        ({"tags": ["b"]}, True),
        ({"$or": [{"eventName": ["REMOVE"]}, {"tags": ["a"]}]}, True),
        ({}, True),
    ],
)
def test_a_record_is_wanted_or_not(pattern: dict[str, Any], wanted: bool) -> None:
    """The rules of EventBridge patterns."""
    assert wants(pattern, RECORD) is wanted


def test_an_unknown_rule_is_refused() -> None:
    """Rather than let the wrong records through."""
    with pytest.raises(TemplateError, match="cidr"):
        wants({"eventName": [{"cidr": "10.0.0.0/8"}]}, RECORD)
