"""How the stack is watched: every way to fail has an alarm, every alarm a runbook, and all are told to someone."""

import ast
import json
import re
from typing import Any

import pytest

from laera.domain.receipts import Outcome
from tests.infrastructure.stack import ROOT, Template, named, read

RUNBOOKS = ROOT / "docs" / "operator" / "alarms.md"


@pytest.fixture
def operations() -> Template:
    """The nested stack of alarms and dashboard."""
    return read("operations.yaml")


def alarms() -> dict[str, dict[str, Any]]:
    """Every alarm by its logical id."""
    return read("operations.yaml").of_type("AWS::CloudWatch::Alarm")


def watched(metric: str) -> dict[str, dict[str, Any]]:
    """The alarms on one metric, by the parameter that says what is watched."""
    return {
        alarm["Dimensions"][0]["Value"]["Ref"]: alarm
        for alarm in alarms().values()
        if alarm.get("MetricName") == metric
    }


def test_the_stack_gives_its_operations_every_name_they_ask_for(operations: Template) -> None:
    """And none that they do not."""
    given = read("template.yaml").properties("Operations")["Parameters"]
    assert set(given) == set(operations.document["Parameters"])


@pytest.mark.parametrize("name", alarms())
def test_an_alarm_tells_someone_what_to_do(name: str) -> None:
    """It reaches the topic when it goes off and when it is over; silence is no alarm; its runbook exists."""
    alarm = alarms()[name]
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}]
    assert alarm["TreatMissingData"] == "notBreaching"
    (title,) = re.findall(r"Runbook - ([a-z ]+)\.$", alarm["AlarmDescription"])
    headings = re.findall(r"^## (.+)$", RUNBOOKS.read_text(encoding="utf-8"), re.MULTILINE)
    assert title in {heading.lower() for heading in headings}


def test_a_single_dead_letter_wakes_someone() -> None:
    """Dead letters are never bad articles, so one is too many."""
    letters = {f"{name}Name" for name in read("template.yaml").of_type("AWS::SQS::Queue") if "DeadLetter" in name}
    on = watched("ApproximateNumberOfMessagesVisible")
    assert set(on) == letters
    for alarm in on.values():
        assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (0, "GreaterThanThreshold")
        assert (alarm["Period"], alarm["EvaluationPeriods"]) == (60, 1)


def test_uploads_that_wait_and_fronts_that_lag_are_noticed() -> None:
    """Two minutes for an upload, one for the fronts; at six hours the stream is about to forget."""
    waits = watched("ApproximateAgeOfOldestMessage")
    assert waits["UploadsQueueName"]["Threshold"] == 120
    lags = [alarm for alarm in alarms().values() if alarm.get("MetricName") == "IteratorAge"]
    assert sorted(alarm["Threshold"] for alarm in lags) == [60_000, 6 * 60 * 60 * 1000]


def test_every_function_is_watched_for_errors_throttles_and_slowness() -> None:
    """Slow means four fifths of what the template lets it take."""
    functions = {f"{name}Name": function for name, function in read("template.yaml").functions().items()}
    slow = {name: alarm for name, alarm in watched("Duration").items() if name in functions}
    assert {name: alarm["Threshold"] for name, alarm in slow.items()} == {
        name: function["Timeout"] * 800 for name, function in functions.items()
    }
    assert set(watched("Throttles")) == set(functions)
    of_errors = {
        query["MetricStat"]["Metric"]["Dimensions"][0]["Value"]["Ref"]
        for alarm in alarms().values()
        for query in alarm.get("Metrics", [])
        if query.get("MetricStat", {}).get("Metric", {}).get("MetricName") == "Errors"
    }
    assert of_errors == set(functions)


def test_the_cdn_is_watched_where_it_reports(operations: Template) -> None:
    """CloudFront's figures exist in us-east-1 alone; elsewhere its alarms would never go off."""
    on_cdn = {name for name, alarm in alarms().items() if alarm.get("Namespace") == "AWS/CloudFront"}
    assert len(on_cdn) == 2
    assert all(operations.resources[name]["Condition"] == "SeesTheCdn" for name in on_cdn)


def test_what_is_watched_is_what_handlers_count() -> None:
    """A metric that no handler writes would keep an alarm silent for ever."""
    counted = {outcome.value.capitalize() for outcome in Outcome}
    for handler in (ROOT / "functions").glob("*/handler.py"):
        for node in ast.walk(ast.parse(handler.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("add_metric"):
                counted |= {
                    keyword.value.value
                    for keyword in node.keywords
                    if keyword.arg == "name"
                    and isinstance(keyword.value, ast.Constant)
                    and isinstance(keyword.value.value, str)
                }
    ours = {alarm["MetricName"] for alarm in alarms().values() if alarm.get("Namespace") == "LaEra"}
    for alarm in alarms().values():
        metrics = [query["MetricStat"]["Metric"] for query in alarm.get("Metrics", []) if "MetricStat" in query]
        ours |= {metric["MetricName"] for metric in metrics if metric["Namespace"] == "LaEra"}
    assert ours
    assert ours <= counted


def test_the_dashboard_shows_names_that_it_was_given(operations: Template) -> None:
    """Its body is JSON, and its widgets cover one another nowhere."""
    body = operations.properties("Dashboard")["DashboardBody"]["Fn::Sub"]
    assert set(re.findall(r"\$\{(\w+)\}", body)) <= set(operations.document["Parameters"])
    widgets = json.loads(re.sub(r"\$\{[\w:]+\}", "x", body))["widgets"]
    cells = [
        (x, y)
        for widget in widgets
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


def test_only_this_papers_alarms_may_use_the_topic(operations: Template) -> None:
    """No other account's alarm can ring here."""
    (statement,) = operations.properties("AlarmTopicPolicy")["PolicyDocument"]["Statement"]
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert statement["Condition"]["ArnLike"]["aws:SourceArn"]["Fn::Sub"].endswith(":alarm:${PaperName}-*")
    assert named(statement["Resource"]) == "AlarmTopic"
