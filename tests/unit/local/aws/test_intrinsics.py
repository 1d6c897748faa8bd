"""CloudFormation's functions, worked out as CloudFormation does."""

from typing import Any

import pytest

from local.aws.intrinsics import Resolver
from local.errors import TemplateError

RESOLVER = Resolver(
    reference={"Stage": "prod", "Bucket": "paper", "Names": ["a", "b"]}.__getitem__,
    attribute=lambda name, attribute: f"{name}/{attribute}",
    conditions={"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "IsTest": {"Fn::Not": [{"Condition": "IsProd"}]}},
    mappings={"Sizes": {"prod": {"memory": 512}}},
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Bucket"}, "paper"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, "Queue/Arn"),
        ({"Fn::GetAtt": "Function.FunctionMetadata.FunctionARN"}, "Function/FunctionMetadata.FunctionARN"),
        ({"Fn::Sub": "arn:${Bucket}/${Queue.Arn}/${!kept}"}, "arn:paper/Queue/Arn/${kept}"),
        ({"Fn::Sub": ["${x}-${Stage}", {"x": {"Ref": "Bucket"}}]}, "paper-prod"),
        ({"Fn::If": ["IsProd", "yes", "no"]}, "yes"),
        ({"Fn::If": ["IsTest", "yes", {"Ref": "Stage"}]}, "prod"),
        ({"Fn::Join": [":", ["a", {"Ref": "Bucket"}, 1]]}, "a:paper:1"),
        ({"Fn::Select": ["1", {"Ref": "Names"}]}, "b"),
        ({"Fn::Split": [",", "x,y"]}, ["x", "y"]),
        ({"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "memory"]}, 512),
        ({"kept": 1, "left_out": {"Ref": "AWS::NoValue"}}, {"kept": 1}),
        ([1, {"Fn::If": ["IsTest", 2, {"Ref": "AWS::NoValue"}]}], [1]),
        (
            {"Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {"Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        ),
    ],
)
def test_a_value_becomes_what_cloudformation_would_make_of_it(value: Any, expected: Any) -> None:  # noqa: ANN401 - any YAML
    """What is deployed and what is tried are the same values."""
    assert RESOLVER.resolve(value) == expected


@pytest.mark.parametrize(
    "value", [{"Fn::Cidr": ["10.0.0.0/8", 1]}, {"Fn::If": ["Missing", 1, 2]}, {"Fn::FindInMap": ["Sizes", "x", "y"]}]
)
def test_what_cannot_be_worked_out_is_refused(value: Any) -> None:  # noqa: ANN401 - any YAML
    """A wrong guess would be tried here and deployed elsewhere."""
    with pytest.raises(TemplateError, match=r"template\.yaml"):
        RESOLVER.resolve(value)
