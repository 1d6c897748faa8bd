"""The listing API as API Gateway calls it: requests in format 2.0, records in moto's table, HTTP answers out."""

import copy
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openapi_schema_validator
import openapi_spec_validator
import pytest
from botocore.exceptions import EndpointConnectionError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from functions.listings_api import openapi
from functions.listings_api.handler import app, handler
from functions.search_articles.handler import PAGE, PAGE_IN
from functions.search_articles.handler import app as search_app
from laera import wiring
from laera.domain.articles import Article, Byline, Photograph, Tag
from laera.domain.listings import LARGEST_CARD, Place, card_of, places_of
from laera.domain.photographs import Rendition, Renditions
from laera.domain.site import Section, Site
from laera.rendering import replies
from laera.workflow.current_site import CONFIG_PK, CURRENT
from laera.workflow.ports import Item, Version
from laera.workflow.previews import PREVIEWS_KEPT, Preview
from laera.workflow.queries import LARGEST_LIMIT, PARAMETERS

REQUEST = json.loads(Path(__file__).with_name("events").joinpath("api_request.json").read_text(encoding="utf-8"))
DESCRIPTION: dict[str, Any] = openapi.document()
ROOT = Path(__file__).parents[2]
GUIDE = ROOT.joinpath("docs", "developer", "api.md").read_text(encoding="utf-8")
LARGEST_ANSWER = 6 * 1024 * 1024
ENVIRONMENT = {
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "AWS_DEFAULT_REGION": "us-east-1",
    "CONTENT_BUCKET": "laera-content",
    "SITE_BUCKET": "laera-site",
    "RECEIPTS_BUCKET": "laera-receipts",
    "UPLOADS_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/uploads",
    "REBUILD_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/rebuild",
    "MEDIA_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/media",
    "OUTCOMES_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/outcomes",
    "NEWS_BUS_NAME": "laera-news",
}
_COUNT = count()
MORNING = datetime(2026, 1, 31, 12, tzinfo=UTC)

INTERNATIONAL = Section("international", {"es": "Internacional", "en": "International"})
CULTURE = Section("culture", {"es": "Cultura", "en": "Culture"})
SITE = Site("La Era", "https://laera.example", "America/Santiago", ("es", "en"), (INTERNATIONAL, CULTURE))


@dataclass
class Context:
    """What Lambda tells a function about itself."""

    function_name: str = "laera-listings-api"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:laera-listings-api"
    aws_request_id: str = "6f1b9f7c-4a7c-4c55-9d0c-2f3a1b4c5d6e"


@dataclass(frozen=True)
class Answer:
    """What the reader gets."""

    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:  # noqa: ANN401 - JSON
        """The body read as JSON."""
        return json.loads(self.text)


def ask(path: str, query: str = "", method: str = "GET", **headers: str) -> Answer:
    """One request through the handler."""
    event = copy.deepcopy(REQUEST)
    event["rawPath"] = event["requestContext"]["http"]["path"] = path
    event["requestContext"]["http"]["method"] = method
    event["rawQueryString"] = query
    event["headers"] |= {name.replace("_", "-"): value for name, value in headers.items()}
    answer = handler(event, Context())
    assert answer["isBase64Encoded"] is False
    return Answer(answer["statusCode"], answer["headers"], answer["body"])


def follow(address: str) -> Answer:
    """The request that a `next` asks for."""
    path, _, query = address.partition("?")
    return ask(path, query)


def article(number: int = 1, **changes: Any) -> Article:  # noqa: ANN401 - any field
    """Story `number`, published that many minutes after nine in Santiago."""
    story = Article(
        key=f"articles/es/story-{number}.md",
        language="es",
        section=INTERNATIONAL,
        slug=f"story-{number}",
        headline=f"Historia {number}",
        published=MORNING + timedelta(minutes=number),
        body="Texto.",
    )
    return replace(story, **changes)


def put(story: Article, renditions: Renditions | None = None, *, gone: bool = False) -> None:
    """The story's listing entries, as the press writes them."""
    body: dict[str, object] = {"gone": True} if gone else card_of(story, SITE, renditions).to_record()
    for place in places_of(story, SITE):
        table().put_newer(Item(place.pk, place.sk, 2 if gone else 1, body))


def put_site(site: Site) -> None:
    """The paper, as the press puts it on record."""
    body: dict[str, object] = {"version_id": "v1", "yaml": "", "site": site.to_record()}
    table().put_newer(Item(CONFIG_PK, CURRENT, 1, body))


def table() -> Any:  # noqa: ANN401 - the adapter that the handler uses too
    """The table behind the API."""
    from laera.adapters.dynamodb import DynamoTable  # noqa: PLC0415 - as wiring does

    return DynamoTable(wiring.client("dynamodb"), wiring.settings().table_name)


@pytest.fixture(scope="module", autouse=True)
def account() -> Iterator[None]:
    """An AWS account in this process, with a generated secret as the template makes it."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        for name, value in ENVIRONMENT.items():
            environment.setenv(name, value)
        wiring.client.cache_clear()
        yield
        wiring.client.cache_clear()


@pytest.fixture(autouse=True)
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty table with the paper on record, a key for cursors, and a process that has just begun."""
    name = f"laera-{next(_COUNT)}"
    wiring.client("s3").create_bucket(Bucket=f"{name}-receipts")
    secret = wiring.client("secretsmanager").create_secret(Name=name, SecretString="k" * 64)
    wiring.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    )
    monkeypatch.setenv("TABLE_NAME", name)
    monkeypatch.setenv("RECEIPTS_BUCKET", f"{name}-receipts")
    monkeypatch.setenv("CURSOR_SECRET_ARN", secret["ARN"])
    forget()
    put_site(SITE)
    yield
    forget()


def forget() -> None:
    """Begin as a new process does; the clients, which take long to make, are kept."""
    for made in (wiring.settings, wiring.listings, wiring.previews, wiring.key_ring):
        made.cache_clear()


def validates(answer: Answer, name: str) -> None:
    """The answer keeps to the schema that the description promises."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": DESCRIPTION["components"]}
    openapi_schema_validator.validate(
        answer.json(),
        schema,
        cls=openapi_schema_validator.OAS31Validator,
        format_checker=openapi_schema_validator.oas31_format_checker,
    )


def test_the_newest_stories_come_first() -> None:
    """A reader of the listing sees what the paper has published, in full, with absolute addresses and local times."""
    photograph = Photograph("ferry.jpg", "Un transbordador en el muelle")
    renditions = Renditions(1600, 900, "#334455", (Rendition("/media/abc-320.webp", "image/webp", 320, 180),))
    put(article(1))
    put(
        article(
            2,
            summary="Un resumen.",
            updated=MORNING + timedelta(hours=1),
            bylines=(Byline("Ana Pérez", "ana-perez"),),
            tags=(Tag("Puertos", "puertos"),),
            photograph=photograph,
        ),
        renditions,
    )

    answer = ask("/api/articles")

    assert answer.status == 200
    validates(answer, "Listing")
    assert [story["headline"] for story in answer.json()["articles"]] == ["Historia 2", "Historia 1"]
    assert answer.json()["next"] is None
    assert answer.json()["articles"][0] == {
        "url": "https://laera.example/internacional/story-2",
        "path": "/internacional/story-2",
        "language": "es",
        "section": {
            "id": "international",
            "name": "Internacional",
            "slug": "internacional",
            "url": "https://laera.example/internacional",
        },
        "form": "standard",
        "headline": "Historia 2",
        "summary": "Un resumen.",
        "published": "2026-01-31T09:02:00-03:00",
        "updated": "2026-01-31T10:00:00-03:00",
        "bylines": [{"name": "Ana Pérez", "slug": "ana-perez"}],
        "tags": [{"name": "Puertos", "slug": "puertos"}],
        "photograph": {
            "url": "https://laera.example/media/abc-320.webp",
            "width": 320,
            "height": 180,
            "alt": "Un transbordador en el muelle",
        },
    }


def test_following_next_reads_every_story_once() -> None:
    """A program that follows `next` until it is null has seen the whole list, withdrawn stories left out."""
    for number in range(25):
        put(article(number))
    put(article(17), gone=True)

    answer = ask("/api/articles", "section=internacional&limit=10")
    seen = [story["headline"] for story in answer.json()["articles"]]
    while answer.json()["next"]:
        answer = follow(answer.json()["next"])
        assert answer.status == 200
        validates(answer, "Listing")
        seen += [story["headline"] for story in answer.json()["articles"]]

    assert seen == [f"Historia {number}" for number in reversed(range(25)) if number != 17]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("section=culture", [4, 3]),
        ("section=cultura&tag=cine", [4]),
        ("tag=cine", [4, 2, 0]),
        ("byline=ana-perez", [2, 1, 0]),
        ("byline=ana-perez&tag=cine", [2, 0]),
        ("from=2026-01-31&to=2026-01-31", [2, 1, 0]),
        ("from=2026-02-01", [4, 3]),
        ("to=2026-01-30", []),
        ("from=2026-01-31T09:01:00-03:00&to=2026-01-31T12:02:00Z", [2, 1]),
        ("language=en", []),
    ],
)
def test_stories_are_found_by_what_they_are(query: str, expected: list[int]) -> None:
    """Language, section, tag, byline and days of the paper's own calendar, alone and combined."""
    for number in range(5):
        late = timedelta(days=1) if number > 2 else timedelta()
        put(
            article(
                number,
                published=MORNING + timedelta(minutes=number) + late,
                section=CULTURE if number > 2 else INTERNATIONAL,
                tags=(Tag("Cine", "cine"),) if number % 2 == 0 else (),
                bylines=(Byline("Ana Pérez", "ana-perez"),) if number < 3 else (),
            )
        )

    answer = ask("/api/articles", query)

    assert [story["headline"] for story in answer.json()["articles"]] == [f"Historia {number}" for number in expected]


def test_a_promise_of_more_that_the_table_does_not_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """DynamoDB commonly sends a LastEvaluatedKey after the very last item; readers get no `next` that leads nowhere."""
    put(article(1))
    client = wiring.client("dynamodb")
    query = client.query

    def query_as_aws_does(**request: Any) -> Any:  # noqa: ANN401 - the SDK's shape
        answer = query(**request)
        if answer["Items"] and "LastEvaluatedKey" not in answer:
            answer["LastEvaluatedKey"] = {name: answer["Items"][-1][name] for name in ("pk", "sk")}
        return answer

    monkeypatch.setattr(client, "query", query_as_aws_does)
    answer = ask("/api/articles", "limit=1")

    assert [story["headline"] for story in answer.json()["articles"]] == ["Historia 1"]
    assert answer.json()["next"] is None


def test_one_story_by_its_address() -> None:
    """The address readers know, under /api/articles with its language."""
    put(article(1))

    answer = ask("/api/articles/es/internacional/story-1")

    assert answer.status == 200
    validates(answer, "Article")
    assert answer.json()["url"] == "https://laera.example/internacional/story-1"
    assert ask("/api/articles/es/international/story-1").json() == answer.json()


@pytest.mark.parametrize(
    "path",
    [
        "/api/articles/es/internacional/withdrawn",
        "/api/articles/es/internacional/never-was",
        "/api/articles/fr/internacional/story-1",
        "/api/articles/es/deportes/story-1",
        "/api/articles/es/internacional/..%2Fstory-1",
    ],
)
def test_what_readers_may_not_see_does_not_exist(path: str) -> None:
    """Withdrawn, held and unknown stories cannot be told apart."""
    put(article(1))
    put(article(2, slug="withdrawn"), gone=True)

    answer, unknown = ask(path), ask("/api/articles/es/internacional/of-that-name-there-is-none")

    assert answer.status == 404
    assert answer == unknown
    validates(answer, "Problem")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_sections_of_the_paper() -> None:
    """A program learns the words of the filters from the paper itself."""
    answer = ask("/api/sections")

    assert answer.status == 200
    validates(answer, "Sections")
    assert answer.json()["paper"] == {
        "name": "La Era",
        "url": "https://laera.example/",
        "time_zone": "America/Santiago",
    }
    assert [section["id"] for section in answer.json()["sections"]] == ["international", "culture"]
    assert answer.json()["sections"][1]["languages"]["en"]["url"] == "https://laera.example/en/culture"


def test_before_the_first_site_yaml_the_starter_paper_is_there() -> None:
    """A stack that is a minute old answers with its starter paper and empty lists."""
    table().delete(CONFIG_PK, CURRENT, 1)

    assert ask("/api/articles").json() == {"articles": [], "next": None}
    validates(ask("/api/sections"), "Sections")


def test_an_answer_that_has_not_changed_is_not_sent_again() -> None:
    """The ETag follows from the bytes, also as the CDN weakens it; a 304 keeps the headers and has no body."""
    for number in range(3):
        put(article(number))
    first = ask("/api/articles", "limit=2")
    etag = first.headers["ETag"]

    assert etag == f'"{hashlib.sha256(first.text.encode()).hexdigest()[:32]}"'
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = ask("/api/articles", "limit=2", if_none_match=known)
        assert (again.status, again.text) == (304, "")
        assert again.headers["ETag"] == etag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert ask("/api/articles", "limit=2", if_none_match='"other"').status == 200
    put(article(9))
    assert ask("/api/articles", "limit=2", if_none_match=etag).status == 200


def test_head_has_the_headers_of_get() -> None:
    """A program may look before it reads; the gateway measures the body and leaves it out."""
    put(article(1))

    assert ask("/api/articles", method="HEAD") == ask("/api/articles")


@pytest.mark.parametrize("path", ["/api/articles", "/api/articles/es/internacional/x", "/api/sections", "/api/docs"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(path: str, method: str) -> None:
    """Any other method is refused, and the reader is told which are not."""
    answer = ask(path, method=method)

    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    validates(answer, "Problem")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/articles/", "/api/articles/es", "/api/authors", "/"])
def test_other_addresses_are_problems_too(path: str) -> None:
    """Even a wrong address answers in the form the reader expects."""
    answer = ask(path)

    assert answer.status == 404
    validates(answer, "Problem")


@pytest.mark.parametrize(
    ("path", "query", "parameters"),
    [
        ("/api/articles", "langauge=es&limit=99&cursor=", ["langauge", "cursor", "limit"]),
        ("/api/articles", "cursor=abc.def", ["cursor"]),
        ("/api/articles/es/internacional/story-1", "limit=5", ["limit"]),
        ("/api/sections", "language=es", ["language"]),
    ],
)
def test_a_query_that_is_not_understood_is_explained(path: str, query: str, parameters: list[str]) -> None:
    """One problem document names every parameter, what is wrong with it and the cure."""
    answer = ask(path, query)

    assert answer.status == 400
    validates(answer, "Problem")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in answer.json()["errors"]] == parameters
    assert all(error["problem"] and error["cure"] for error in answer.json()["errors"])


def test_a_cursor_cannot_be_carried_elsewhere() -> None:
    """Neither to another query, nor with a letter changed."""
    for number in range(3):
        put(article(number))
    cursor = ask("/api/articles", "limit=2").json()["next"].rpartition("cursor=")[2]

    assert ask("/api/articles", f"limit=1&cursor={cursor}").status == 200
    assert ask("/api/articles", f"section=culture&cursor={cursor}").status == 400
    assert ask("/api/articles", f"cursor={cursor[:-1]}{'A' if cursor[-1] != 'A' else 'B'}").status == 400


def test_keys_can_be_replaced_under_way() -> None:
    """A cursor signed with the previous key still leads on after the secret was rotated."""
    for number in range(3):
        put(article(number))
    address = ask("/api/articles", "limit=2").json()["next"]
    wiring.client("secretsmanager").put_secret_value(
        SecretId=wiring.settings().cursor_secret_arn,
        SecretString=json.dumps({"current": "n" * 64, "previous": "k" * 64}),
    )
    forget()

    assert [story["headline"] for story in follow(address).json()["articles"]] == ["Historia 0"]
    assert ask("/api/articles", "limit=2").json()["next"] != address


def test_the_usual_question_needs_the_table_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret is fetched, and no second client made, while no cursor is needed."""
    put(article(1))
    forget()
    made: list[str] = []
    client = wiring.client

    def noted(service: str) -> Any:  # noqa: ANN401 - as wiring.client
        made.append(service)
        return client(service)

    monkeypatch.setattr(wiring, "client", noted)
    assert ask("/api/articles").status == 200
    assert ask("/api/articles/es/internacional/story-1").status == 200
    monkeypatch.undo()

    assert made == ["dynamodb"]


def test_a_cold_start_pays_for_nothing_it_does_not_use() -> None:
    """A process that is ready to list has loaded no template engine, no YAML, no Markdown and no second SDK."""
    program = (
        "import sys; import functions.listings_api.handler; from laera import wiring; wiring.listings();"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    path = os.pathsep.join([str(ROOT / "layers" / "laera" / "python"), str(ROOT)])
    environment = {**os.environ, **ENVIRONMENT, "TABLE_NAME": "t", "CURSOR_SECRET_ARN": "s", "PYTHONPATH": path}
    ready = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    loaded = set(ready.stdout.split())

    assert {"laera", "botocore", "aws_lambda_powertools"} <= loaded
    assert not loaded & {"jinja2", "yaml", "nh3", "comrak", "PIL", "boto3", "pydantic", "aws_xray_sdk", "moto"}


@pytest.mark.parametrize("path", ["/api/articles", "/api/articles/es/internacional/story-1", "/api/sections"])
def test_a_table_that_does_not_answer_is_no_fault_of_the_reader(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is asked to come back, and nothing keeps the refusal."""

    def fail(**_request: Any) -> None:  # noqa: ANN401 - the SDK's shape
        raise EndpointConnectionError(endpoint_url="https://dynamodb.us-east-1.amazonaws.com")

    monkeypatch.setattr(wiring.client("dynamodb"), "query", fail)
    monkeypatch.setattr(wiring.client("dynamodb"), "get_item", fail)
    answer = ask(path)

    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "5", "no-store")
    assert "amazonaws" not in answer.text
    validates(answer, "Problem")


def test_a_fault_of_our_own_tells_the_reader_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader gets a problem without a stack trace; the log gets the whole of it."""

    def fail(**_request: Any) -> None:  # noqa: ANN401 - the SDK's shape
        raise KeyError("the secret inside")

    monkeypatch.setattr(wiring.client("dynamodb"), "get_item", fail)
    answer = ask("/api/articles")

    assert answer.status == 500
    assert "secret inside" not in answer.text
    assert "the secret inside" in caplog.text
    validates(answer, "Problem")


def test_each_request_is_one_record_and_one_count(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """An operator reads from one line what happened, and counts outcomes without reading any."""
    ask("/api/articles", "limit=0")

    counts = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    facts = [(vars(record)["outcome"], vars(record)["status"], vars(record)["path"]) for record in caplog.records]

    assert [count["RequestRefused"] for count in counts] == [[1.0]]
    assert facts == [("refused", 400, "/api/articles")]


def test_the_largest_answer_fits_into_a_reply() -> None:
    """Fifty cards as large as cards can be stay far below the six megabytes Lambda can return."""
    for number in range(LARGEST_LIMIT):
        put(
            article(
                number,
                headline="Ñandú " * 40,
                summary="Más palabras. " * 100,
                tags=tuple(Tag(f"Etiqueta {tag}", f"etiqueta-{tag}") for tag in range(8)),
            )
        )

    answer = ask("/api/articles", f"limit={LARGEST_LIMIT}")

    assert len(answer.json()["articles"]) == LARGEST_LIMIT
    assert len(answer.text.encode()) < LARGEST_LIMIT * 3 * LARGEST_CARD < LARGEST_ANSWER


DRAFT = Version("articles/es/story-1.md", "v1", datetime.now(UTC).replace(microsecond=0))


def preview_of(version: Version, page: str = "<!doctype html><h1>Ñandú</h1>") -> str:
    """The address of a preview, kept as the press keeps it."""
    wiring.previews().file(version, Preview(version.key, "es", page))
    return wiring.previews().path(version)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_preview_is_shown_to_whoever_has_its_address(method: str) -> None:
    """As the page it is, under the policy of pages; kept by no cache, found by no search engine, told to no site."""
    answer = ask(preview_of(DRAFT), method=method)

    assert (answer.status, answer.text) == (200, "<!doctype html><h1>Ñandú</h1>")
    assert answer.headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": replies.PAGE_POLICY,
    }


def test_every_address_that_opens_nothing_answers_alike() -> None:
    """Made up, altered, expired, of a version that has none, or a cursor: a reader cannot tell which."""
    put(article(1))
    put(article(2))
    good = preview_of(DRAFT)
    expired = preview_of(replace(DRAFT, version_id="v0", modified=DRAFT.modified - PREVIEWS_KEPT))
    never = wiring.previews().path(replace(DRAFT, version_id="v2"))
    cursor = ask("/api/articles", "limit=1").json()["next"].partition("cursor=")[2]
    addresses = ["/api/preview/x", f"{good}x", good[:-1], expired, never, f"/api/preview/{cursor}"]

    answers = [ask(address) for address in addresses]

    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert all(answer.headers == answers[0].headers for answer in answers)
    assert answers[0].headers["Cache-Control"] == "no-store, private"
    assert answers[0].headers["X-Robots-Tag"] == "noindex, nofollow"
    validates(answers[0], "Problem")


def test_a_preview_leads_to_the_story_once_that_is_published() -> None:
    """Wherever it stands by then; and shows itself again when it has been taken down."""
    address = preview_of(DRAFT)
    story = article(1, slug="otro-nombre")
    place = Place("es", f"file#{DRAFT.key}", "2026-01-31T12:01:00Z#1")
    table().put_newer(Item(place.pk, place.sk, 1, card_of(story, SITE).to_record()))

    live = ask(address)
    table().put_newer(Item(place.pk, place.sk, 2, {"gone": True}))
    withdrawn = ask(address)

    assert (live.status, live.headers["Location"], live.text) == (302, "/internacional/otro-nombre", "")
    assert live.headers["Cache-Control"] == "no-store, private"
    assert withdrawn.status == 200


def test_the_address_of_a_preview_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever reads the log cannot read what is not published."""
    address = preview_of(DRAFT)
    ask(address)

    assert [(vars(record)["outcome"], vars(record)["path"]) for record in caplog.records] == [
        ("answered", "/api/preview/<token>")
    ]
    assert address not in caplog.text


def test_a_preview_cannot_be_written_to() -> None:
    """As everything else here."""
    assert ask(preview_of(DRAFT), method="DELETE").status == 405


def test_the_description_is_valid_and_up_to_date() -> None:
    """What is served is what the code says now, and it is OpenAPI."""
    openapi_spec_validator.validate(DESCRIPTION)
    for name, text in openapi.files().items():
        assert (openapi.FOLDER / name).read_text(encoding="utf-8") == text, (
            "run python -m functions.listings_api.openapi"
        )
    answer = ask("/api/openapi.json")
    assert (answer.status, answer.headers["Content-Type"], answer.json()) == (200, "application/json", DESCRIPTION)


def test_every_route_and_parameter_is_described() -> None:
    """Nothing can be asked that the description does not tell of, and nothing it tells of is missing."""
    routes = (route for one in (app, search_app) for route in one._static_routes + one._dynamic_routes)
    served = {route.openapi_path for route in routes if route.method == "GET"}
    described = DESCRIPTION["paths"]

    assert served - {PAGE, PAGE_IN.replace("<language>", "{language}")} == set(described)
    names = [it["name"] for it in described["/api/articles"]["get"]["parameters"] if it["in"] == "query"]
    assert names == list(PARAMETERS)
    for path in described:
        assert f"`{path}`" in GUIDE
    for name in names:
        assert f"| `{name}` |" in GUIDE
    for name in described["/api/articles"]["get"]["responses"]:
        assert f"| {name} |" in GUIDE


def test_the_documentation_is_a_page_of_its_own() -> None:
    """In both languages, with every parameter, and with nothing that the strict policy would refuse."""
    answer = ask("/api/docs")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for name in PARAMETERS:
        assert answer.text.count(f'<th scope="row"><code>{name}</code></th>') >= 2
    assert answer.text.count("<article lang=") == 2
    for refused in ("<script", "<style", "<link", "<img", " style=", " src=", "http:", "https:"):
        assert refused not in answer.text
    assert not re.search(r"<[^>]* on\w+=", answer.text)


_WORDS = st.one_of(
    st.text(max_size=40), st.sampled_from(["es", "international", "2026-01-31", "5", "a.b", "%00", "%ff"])
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([*PARAMETERS, "x", ""]), _WORDS), max_size=5), st.booleans())
def test_no_query_is_our_fault(pairs: list[tuple[str, str]], escaped: bool) -> None:
    """Whatever is asked, the answer is 200 or an explained 400."""
    query = "&".join(f"{name}={quote(word, errors='replace') if escaped else word}" for name, word in pairs)
    answer = ask("/api/articles", query)

    assert answer.status in {200, 400}
    validates(answer, "Listing" if answer.status == 200 else "Problem")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30), max_size=6))
def test_no_address_is_our_fault(words: list[str]) -> None:
    """Whatever the address, the answer is one of ours."""
    answer = ask("/api/" + "/".join(words))

    assert answer.status in {200, 400, 404}
    assert answer.json() if answer.headers["Content-Type"].startswith("application/") else answer.text
