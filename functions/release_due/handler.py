"""The clock reached an embargo or an expiry: the uploads concerned are looked at again."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.workflow.embargoes import release_due

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, object], context: LambdaContext) -> dict[str, int]:  # noqa: ARG001 - Lambda's signature
    """Scheduled every minute. It only says which keys to look at; the clock decides in publish_article."""
    press = wiring.press()
    due = release_due(press.table, press.uploads, press.clock)
    if due:
        logger.info("embargoes due", keys=len(due))
    metrics.add_metric(name="EmbargoesDue", unit=MetricUnit.Count, value=len(due))
    return {"due": len(due)}
