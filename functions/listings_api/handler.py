"""The listing API: what has been published, one story, the sections, previews, and the API's own description."""

from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler.api_gateway import Response
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from laera import wiring
from laera.enquiries import READ, known, outcome_of, refused, resolver, response
from laera.errors import CursorError
from laera.rendering import answers, replies
from laera.workflow.queries import complaints_about, read_request

ARTICLES = "/api/articles"
ARTICLE = "/api/articles/<language>/<section>/<slug>"
SECTIONS = "/api/sections"
PREVIEW = "/api/preview/<token>"
OPENAPI = "/api/openapi.json"
DOCS = "/api/docs"

logger = Logger()
metrics = Metrics()
app = resolver(
    f"There is nothing at this address; see {DOCS} for those there are.",
    ARTICLES,
    ARTICLE,
    SECTIONS,
    PREVIEW,
    OPENAPI,
    DOCS,
)


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
        return refused(error)
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


def found(answer: dict[str, object]) -> Response[str]:
    """An answer as JSON."""
    return response(replies.found(answers.as_json(answer), known(app)))


def shipped(name: str, content_type: str) -> Response[str]:
    """A file that was made together with this one."""
    return response(replies.found(text(name), known(app), content_type=content_type, cache_control=replies.LASTING))


def logged(path: str) -> str:
    """A path as the log may have it: whoever has the address of a preview can read it."""
    return PREVIEW if path.startswith(PREVIEW.partition("<")[0]) else path


@cache
def text(name: str) -> str:
    """A file beside this one."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Reply to one request of the HTTP API (payload format 2.0)."""
    answer = app.resolve(event, context)
    outcome = outcome_of(answer["statusCode"])
    logger.info("request handled", outcome=outcome, status=answer["statusCode"], path=logged(event["rawPath"]))
    metrics.add_metric(name=f"Request{outcome.capitalize()}", unit=MetricUnit.Count, value=1)
    return answer
