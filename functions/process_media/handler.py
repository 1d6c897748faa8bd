"""A photograph or a recording arrived, changed, went, or is wanted by a story: its public copies and record follow."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.workflow.notices import notices_in

logger = Logger()
metrics = Metrics()
processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


def develop(record: SQSRecord) -> None:
    """Handle every notice of one message."""
    for notice in notices_in(record.body):
        try:
            receipt = wiring.photo_desk().develop(notice)
        except Exception:
            logger.exception("media not handled", reason=notice.reason, key=notice.key[:200])
            raise
        if receipt is None:
            logger.info("media awaited", key=notice.key[:200])
            metrics.add_metric(name="PhotographAwaited", unit=MetricUnit.Count, value=1)
            continue
        logger.info("media handled", reason=notice.reason, **receipt.log_fields())
        metrics.add_metric(name=f"Photograph{receipt.outcome.value.capitalize()}", unit=MetricUnit.Count, value=1)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, object], context: LambdaContext) -> PartialItemFailureResponse:
    """SQS event source with partial batch responses: only the messages that failed come back."""
    return process_partial_response(event=event, record_handler=develop, processor=processor, context=context)
