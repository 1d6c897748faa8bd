"""Enquiries: what the functions that are asked something over HTTP have in common, so that all answer alike."""

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError

from laera.domain.complaints import Complaint
from laera.errors import CursorError, TransientError
from laera.rendering import replies

READ = ["GET", "HEAD"]
WRITE = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

logger = Logger()


def resolver(nothing_here: str, *addresses: str) -> APIGatewayHttpResolver:
    """One that refuses to write at its addresses, and knows what to say of all others and when something fails."""
    app = APIGatewayHttpResolver()

    def refuse_address(_error: NotFoundError) -> Response[str]:
        return response(replies.not_found(nothing_here))

    app.not_found(refuse_address)
    app.exception_handler(TransientError)(_apologise)
    app.exception_handler(Exception)(_confess)
    for address in addresses:
        app.route(address, method=WRITE)(_refuse_method)
    return app


def response(reply: replies.Reply) -> Response[str]:
    """The reply in Powertools' words."""
    return Response(reply.status, headers=dict(reply.headers), body=reply.body)


def refused(error: CursorError) -> Response[str]:
    """The reply to a cursor that cannot be gone on from."""
    return response(replies.refused([Complaint(str(error), "begin again without it", field="cursor")]))


def known(app: APIGatewayHttpResolver) -> str:
    """The tags of what the reader has already."""
    return app.current_event.headers.get("if-none-match", "")


def outcome_of(status: int) -> str:
    """What the log and the metrics call the end of a request."""
    return _OUTCOMES.get(status, "failed")


_OUTCOMES = {200: "answered", 302: "answered", 304: "unmodified", 400: "refused", 404: "unknown", 405: "refused"}


def _refuse_method(**_address: str) -> Response[str]:
    return response(replies.method_not_allowed())


def _apologise(error: TransientError) -> Response[str]:
    """A service did not answer: the reader may ask again."""
    logger.warning("a service did not answer", exc_info=error)
    return response(replies.unavailable())


def _confess(error: Exception) -> Response[str]:
    """The whole fault goes to the log, none of it to the reader."""
    logger.error("a reply could not be made", exc_info=error)
    return response(replies.failed())
