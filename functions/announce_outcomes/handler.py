"""What became of uploads is told to the event bus, the CDN, hubs and search engines, a batch at a time."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.workflow.announcer import Letter

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, list[dict[str, str]]]:  # noqa: ARG001 - Lambda's
    """SQS event source with partial batch responses. The batch is told as one, so what can be is told but once."""
    report = wiring.announcer().announce([Letter(record["messageId"], record["body"]) for record in event["Records"]])
    if report.faults:
        logger.warning("outcomes not announced", messages=len(report.failed), causes=sorted(set(report.faults)))
    if report.refused:
        logger.warning("ping refused", causes=sorted(set(report.refused)))
    logger.info(
        "outcomes announced",
        messages=len(event["Records"]),
        events=report.events,
        invalidated=report.invalidated,
        withheld=report.withheld,
        pings=report.pings,
    )
    metrics.add_metric(name="EventsSent", unit=MetricUnit.Count, value=report.events)
    metrics.add_metric(name="Invalidations", unit=MetricUnit.Count, value=report.invalidated)
    metrics.add_metric(name="InvalidationsWithheld", unit=MetricUnit.Count, value=report.withheld)
    metrics.add_metric(name="Pings", unit=MetricUnit.Count, value=report.pings)
    metrics.add_metric(name="PingsRefused", unit=MetricUnit.Count, value=len(report.refused))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in report.failed]}
