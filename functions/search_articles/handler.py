"""The search: stories by words, as a page for readers and as JSON for programs."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.domain.complaints import Complaint
from laera.domain.search import Finding
from laera.domain.site import search_path
from laera.errors import CursorError, TransientError
from laera.rendering import answers, replies
from laera.workflow.search import Found, SearchDesk
from laera.workflow.search_requests import (
    API_PARAMETERS,
    PAGE_PARAMETERS,
    SearchRequest,
    read_api_request,
    read_page_request,
)

API = "/api/search"
PAGE = "/search"
PAGE_IN = "/<language>/search"

READ = ["GET", "HEAD"]
WRITE = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
OUTCOMES = {200: "answered", 304: "unmodified", 400: "refused", 404: "unknown", 405: "refused"}

logger = Logger()
metrics = Metrics()
app = APIGatewayHttpResolver()


@app.route(API, method=READ)
def search() -> Response[str]:
    """Stories as JSON."""
    desk = wiring.search_desk()
    site = desk.site()
    reading = read_api_request(app.current_event.raw_query_string, site)
    if reading.request is None:
        return response(replies.refused(reading.complaints))
    try:
        found = desk.find(reading.request)
    except CursorError as error:
        return response(replies.refused([Complaint(str(error), "begin again without it", field="cursor")]))
    following = f"{API}?{reading.query_after(API_PARAMETERS, found.cursor)}" if found.cursor else None
    body = answers.as_json(answers.results(site, found.results, found.finding, following))
    return response(replies.found(body, known()))


@app.route(PAGE, method=READ)
def show_page() -> Response[str]:
    """The page in the paper's first language."""
    return page_in(wiring.search_desk().site().default_language)


@app.route(PAGE_IN, method=READ)
def show_page_in(language: str) -> Response[str]:
    """The page in another language."""
    site = wiring.search_desk().site()
    if language not in site.languages or language == site.default_language:
        return response(replies.not_found("There is no such page."))
    return page_in(language)


def page_in(language: str) -> Response[str]:
    """The page, whatever was asked: what is wrong with a question is said on it."""
    desk = wiring.search_desk()
    site = desk.site()
    reading = read_page_request(app.current_event.raw_query_string, site, language)
    found = found_for_page(desk, reading.request) if reading.request else Found(Finding.MISTAKEN)
    following = ""
    if found.cursor:
        following = f"{search_path(site, language)}?{reading.query_after(PAGE_PARAMETERS, found.cursor)}"
    page = wiring.page_renderer().search(site, language, reading.asked, found.finding, found.results, following)
    return response(replies.search_page(page.decode(), known()))


def found_for_page(desk: SearchDesk, request: SearchRequest) -> Found:
    """What is found; a cursor of long ago finds nothing."""
    try:
        return desk.find(request)
    except CursorError:
        return Found(Finding.STALE)


@app.route(API, method=WRITE)
@app.route(PAGE, method=WRITE)
@app.route(PAGE_IN, method=WRITE)
def refuse_method(**_address: str) -> Response[str]:
    """Any other method."""
    return response(replies.method_not_allowed())


@app.not_found
def refuse_address(_error: NotFoundError) -> Response[str]:
    """Any other address."""
    return response(replies.not_found("There is nothing at this address."))


def apologise(error: TransientError) -> Response[str]:
    """A service did not answer: the reader may ask again."""
    logger.warning("a service did not answer", exc_info=error)
    return response(replies.unavailable())


def confess(error: Exception) -> Response[str]:
    """The whole fault goes to the log, none of it to the reader."""
    logger.error("a reply could not be made", exc_info=error)
    return response(replies.failed())


# Called, not written as decorators: they have no types.
app.exception_handler(TransientError)(apologise)
app.exception_handler(Exception)(confess)


def known() -> str:
    """The tags of what the reader has already."""
    return app.current_event.headers.get("if-none-match", "")


def response(reply: replies.Reply) -> Response[str]:
    """The reply in Powertools' words."""
    return Response(reply.status, headers=dict(reply.headers), body=reply.body)


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Reply to one request of the HTTP API (payload format 2.0). What was looked for is the reader's own affair."""
    answer = app.resolve(event, context)
    outcome = OUTCOMES.get(answer["statusCode"], "failed")
    logger.info("search handled", outcome=outcome, status=answer["statusCode"], path=event["rawPath"])
    metrics.add_metric(name=f"Search{outcome.capitalize()}", unit=MetricUnit.Count, value=1)
    return answer
