"""An upload arrived, changed or went: its page, its places in lists, its receipt."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.domain.receipts import Outcome
from laera.errors import ContestedError
from laera.workflow.notices import notices_in
from laera.workflow.ports import Notice

logger = Logger()
metrics = Metrics()
TRIES_BEFORE_APOLOGY = 5
"""The queue gives up after one more: by then the editor has a receipt, and the dead-letter queue the message."""
processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


def publish(record: SQSRecord) -> None:
    """Handle every notice of one message."""
    for notice in notices_in(record.body):
        try:
            receipt = wiring.press().newsroom.publish(notice)
        except ContestedError as error:
            # Somebody else is at the same page, and nothing is wrong unless that never ends.
            is_last = _apologised(record, notice)
            note = logger.error if is_last else logger.warning
            note("upload put off", reason=notice.reason, key=notice.key[:200], cause=str(error))
            raise
        except Exception:
            logger.exception("upload not handled", reason=notice.reason, key=notice.key[:200])
            _apologised(record, notice)
            raise
        if receipt is None:
            metrics.add_metric(name="Forwarded", unit=MetricUnit.Count, value=1)
            continue
        logger.info("upload handled", reason=notice.reason, **receipt.log_fields())
        metrics.add_metric(name=receipt.outcome.value.capitalize(), unit=MetricUnit.Count, value=1)
        if receipt.trouble:
            logger.error("preview not made", key=notice.key[:200], exc_info=receipt.trouble)
            metrics.add_metric(name="PreviewFailed", unit=MetricUnit.Count, value=1)
        if receipt.outcome is Outcome.PUBLISHED and receipt.uploaded and not notice.reason:
            latency = (receipt.at - receipt.uploaded).total_seconds() * 1000
            metrics.add_metric(name="PublishLatency", unit=MetricUnit.Milliseconds, value=max(latency, 0))


def _apologised(record: SQSRecord, notice: Notice) -> bool:
    """Whether the editor now has a receipt for an upload on which the press keeps failing."""
    if int(record.attributes.approximate_receive_count) < TRIES_BEFORE_APOLOGY:
        return False
    wiring.press().newsroom.apologise(notice)
    return True


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, object], context: LambdaContext) -> PartialItemFailureResponse:
    """SQS event source with partial batch responses: only the messages that failed come back."""
    return process_partial_response(event=event, record_handler=publish, processor=processor, context=context)
