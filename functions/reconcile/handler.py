"""What the bucket holds and no record covers is sent to publish_article again; a press without memory starts over."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, object], context: LambdaContext) -> dict[str, object]:  # noqa: ARG001 - Lambda's signature
    """Scheduled every five minutes; invoked by hand with `{"everything": true}` it has every upload looked at."""
    findings = wiring.press().reconciler.run(everything=event.get("everything") is True)
    logger.info(
        "bucket reconciled", looked_at=findings.looked_at, missed=len(findings.missed), sweep=findings.sweep or "none"
    )
    metrics.add_metric(name="MissingReceipts", unit=MetricUnit.Count, value=len(findings.missed))
    return {"looked_at": findings.looked_at, "missed": len(findings.missed), "sweep": findings.sweep}
