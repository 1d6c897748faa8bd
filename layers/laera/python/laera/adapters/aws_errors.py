"""The one table from the SDK's errors to ours.

What is not in it (access denied, a malformed request, a missing table) is a fault of the deployment or of the code:
it stays what it is, with its stack trace.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's own name
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    ResponseStreamingError,
)

from laera.errors import PreconditionLostError, TransientError

PRECONDITION_LOST = frozenset(
    {
        "412",
        "PreconditionFailed",
        "ConditionalRequestConflict",  # S3, 409: another conditional write of the same key is under way
        "ConditionalCheckFailedException",
    }
)

REFUSED_FOR_NOW = frozenset(
    {
        "BandwidthLimitExceeded",
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "LimitExceededException",
        "OperationAborted",
        "OverLimit",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceUnavailable",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyInvalidationsInProgress",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)

NO_ANSWER = (ConnectionError, HTTPClientError, IncompleteReadError, ResponseStreamingError, FlexibleChecksumError)
"""The connection could not be made, timed out, broke, or brought damaged bytes."""


def code(error: ClientError) -> str:
    """The service's own name for the error; `404` and the like when the answer had no body."""
    return error.response.get("Error", {}).get("Code", "")


def ours(error: Exception, unavailable: type[TransientError]) -> Exception | None:
    """Our error for the SDK's, None when it has none; `unavailable` is what the service is called when it is down."""
    if isinstance(error, NO_ANSWER):
        return unavailable(f"no answer: {error}")
    if not isinstance(error, ClientError):
        return None
    if code(error) in PRECONDITION_LOST:
        return PreconditionLostError(str(error))
    if code(error) == "NoSuchKey" and error.operation_name == "PutObject":  # If-Match on what is gone
        return PreconditionLostError(str(error))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code(error) in REFUSED_FOR_NOW or status == 429 or status >= 500:
        return unavailable(str(error))
    return None


@contextmanager
def named(unavailable: type[TransientError]) -> Iterator[None]:
    """Errors of the SDK leave this block under our names, with their cause."""
    try:
        yield
    except (ClientError, *NO_ANSWER) as error:
        renamed = ours(error, unavailable)
        if renamed is None:
            raise
        raise renamed from error
