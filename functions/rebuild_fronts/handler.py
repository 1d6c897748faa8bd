"""Lists changed: the fronts made of them are set anew, each once for the whole batch."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.workflow.pings import ping_feeds

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, list[dict[str, str]]]:  # noqa: ARG001 - Lambda's
    """Table stream event source. The records only name the lists; an exception has the whole batch delivered again."""
    keys = [record["dynamodb"]["Keys"] for record in event["Records"]]
    changes = dict.fromkeys((key["pk"]["S"], key["sk"]["S"]) for key in keys)
    press = wiring.press()
    changed = press.fronts.rebuild(changes)
    if wiring.settings().websub_hub:
        ping_feeds(press.table, press.outcomes, changed)
    logger.info("fronts rebuilt", records=len(keys), lists=len({pk for pk, _ in changes}), changed=changed[:100])
    metrics.add_metric(name="FrontsWritten", unit=MetricUnit.Count, value=len(changed))
    return {"batchItemFailures": []}
