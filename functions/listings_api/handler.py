"""The listing API: what has been published, one story, the sections, previews, and the API's own description."""

from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.domain.complaints import Complaint
from laera.errors import CursorError, TransientError
from laera.rendering import answers, replies
from laera.workflow.queries import complaints_about, read_request

ARTICLES = "/api/articles"
ARTICLE = "/api/articles/<language>/<section>/<slug>"
SECTIONS = "/api/sections"
PREVIEW = "/api/preview/<token>"
OPENAPI = "/api/openapi.json"
DOCS = "/api/docs"

READ = ["GET", "HEAD"]
WRITE = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
OUTCOMES = {200: "answered", 302: "answered", 304: "unmodified", 400: "refused", 404: "unknown", 405: "refused"}

logger = Logger()
metrics = Metrics()
app = APIGatewayHttpResolver()


@app.route(ARTICLES, method=READ)
def list_articles() -> Response[str]:
    """Stories, newest first."""
    site = wiring.listings().site()
    reading = read_request(app.current_event.raw_query_string, site)
    if reading.request is None:
        return response(replies.refused(reading.complaints))
    try:
        listing = wiring.listings().newest(reading.request)
    except CursorError as error:
        return response(replies.refused([Complaint(str(error), "begin again without it", field="cursor")]))
    following = reading.request.address_after(ARTICLES, listing.cursor) if listing.cursor else None
    return found(answers.listing(site, listing.cards, following))


@app.route(ARTICLE, method=READ)
def show_article(language: str, section: str, slug: str) -> Response[str]:
    """One story, by the words of its address."""
    if complaints := complaints_about(app.current_event.raw_query_string, ()):
        return response(replies.refused(complaints))
    site = wiring.listings().site()
    card = wiring.listings().at(site, language, section, slug)
    if card is None:
        return response(replies.not_found("There is no such story, or readers may not see it yet."))
    return found(answers.article(site, card))


@app.route(SECTIONS, method=READ)
def list_sections() -> Response[str]:
    """The paper, its languages and its sections."""
    if complaints := complaints_about(app.current_event.raw_query_string, ()):
        return response(replies.refused(complaints))
    return found(answers.sections(wiring.listings().site()))


@app.route(PREVIEW, method=READ)
def show_preview(token: str) -> Response[str]:
    """A story that is not published, as it will look; once it is, the story."""
    preview = wiring.previews().open(token)
    if preview is None:
        return response(replies.no_preview())
    card = wiring.listings().live(preview.language, preview.key)
    return response(replies.published_since(card.path) if card else replies.preview(preview.page))


@app.route(OPENAPI, method=READ)
def show_openapi() -> Response[str]:
    """This API's description for programs."""
    return shipped("openapi.json", replies.JSON)


@app.route(DOCS, method=READ)
def show_docs() -> Response[str]:
    """This API's description for people."""
    return shipped("docs.html", "text/html; charset=utf-8")


@app.route(ARTICLES, method=WRITE)
@app.route(ARTICLE, method=WRITE)
@app.route(SECTIONS, method=WRITE)
@app.route(PREVIEW, method=WRITE)
@app.route(OPENAPI, method=WRITE)
@app.route(DOCS, method=WRITE)
def refuse_method(**_address: str) -> Response[str]:
    """Any other method."""
    return response(replies.method_not_allowed())


@app.not_found
def refuse_address(_error: NotFoundError) -> Response[str]:
    """Any other address."""
    return response(replies.not_found(f"There is nothing at this address; see {DOCS} for those there are."))


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


def found(answer: dict[str, object]) -> Response[str]:
    """An answer as JSON."""
    return response(replies.found(answers.as_json(answer), known()))


def shipped(name: str, content_type: str) -> Response[str]:
    """A file that was made together with this one."""
    return response(replies.found(text(name), known(), content_type=content_type, cache_control=replies.LASTING))


def known() -> str:
    """The tags of what the reader has already."""
    return app.current_event.headers.get("if-none-match", "")


def logged(path: str) -> str:
    """A path as the log may have it: whoever has the address of a preview can read it."""
    return PREVIEW if path.startswith(PREVIEW.partition("<")[0]) else path


def response(reply: replies.Reply) -> Response[str]:
    """The reply in Powertools' words."""
    return Response(reply.status, headers=dict(reply.headers), body=reply.body)


@cache
def text(name: str) -> str:
    """A file beside this one."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Reply to one request of the HTTP API (payload format 2.0)."""
    answer = app.resolve(event, context)
    outcome = OUTCOMES.get(answer["statusCode"], "failed")
    logger.info("request handled", outcome=outcome, status=answer["statusCode"], path=logged(event["rawPath"]))
    metrics.add_metric(name=f"Request{outcome.capitalize()}", unit=MetricUnit.Count, value=1)
    return answer
