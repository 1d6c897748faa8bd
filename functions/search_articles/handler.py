"""The search: stories by words, as a page for readers and as JSON for programs."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler.api_gateway import Response
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.domain.search import Finding
from laera.domain.site import search_path
from laera.enquiries import READ, known, outcome_of, refused, resolver, response
from laera.errors import CursorError
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

logger = Logger()
metrics = Metrics()
app = resolver("There is nothing at this address.", API, PAGE, PAGE_IN)


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
        return refused(error)
    following = f"{API}?{reading.query_after(API_PARAMETERS, found.cursor)}" if found.cursor else None
    body = answers.as_json(answers.results(site, found.results, found.finding, following))
    return response(replies.found(body, known(app)))


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
    return response(replies.search_page(page.decode(), known(app)))


def found_for_page(desk: SearchDesk, request: SearchRequest) -> Found:
    """What is found; a cursor of long ago finds nothing."""
    try:
        return desk.find(request)
    except CursorError:
        return Found(Finding.STALE)


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Reply to one request of the HTTP API (payload format 2.0). What was looked for is the reader's own affair."""
    answer = app.resolve(event, context)
    outcome = outcome_of(answer["statusCode"])
    logger.info("search handled", outcome=outcome, status=answer["statusCode"], path=event["rawPath"])
    metrics.add_metric(name=f"Search{outcome.capitalize()}", unit=MetricUnit.Count, value=1)
    return answer
