"""Searching through real events and the real handlers: what is published is found, what is not is not."""

import copy
import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from moto import mock_aws

from functions.search_articles.handler import handler as search_articles
from laera import wiring
from laera.rendering.replies import PAGE_POLICY
from tests.integration.cloud import Cloud, Context, in_any_order
from tests.integration.ledger import SITE
from tests.integration.public_side import REQUEST

KEY = "articles/es/2026/faro.md"
STORY = """\
---
headline: El faro gira
section: {section}
slug: el-faro-gira
published: 2026-01-30T09:00:00-03:00
summary: Volvió la luz
{more}---
{text}
"""


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A stack with a paper and no stories."""
    with mock_aws():
        monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        wiring.client.cache_clear()
        cloud = Cloud(monkeypatch)
        cloud.upload("site.yaml", SITE)
        cloud.deliver()
        yield cloud
    for made in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk, wiring.search_desk, wiring.key_ring):
        made.cache_clear()


def story(text: str = "Los barcos lo ven.", more: str = "", section: str = "international") -> bytes:
    """A manuscript."""
    return STORY.format(text=text, more=more, section=section).encode()


def ask(path: str, *, method: str = "GET", **parameters: str) -> Mapping[str, Any]:
    """The answer of a process that has fetched nothing yet."""
    wiring.search_desk.cache_clear()
    wiring.page_renderer.cache_clear()
    wiring.key_ring.cache_clear()
    event = copy.deepcopy(REQUEST)
    event["rawPath"] = event["requestContext"]["http"]["path"] = path
    event["requestContext"]["http"]["method"] = method
    event["rawQueryString"] = urlencode(parameters)
    answer: Mapping[str, Any] = search_articles(event, Context())
    return answer


def found(words: str, **parameters: str) -> list[str]:
    """The paths of the stories that the API finds."""
    answer = ask("/api/search", q=words, **parameters)
    assert answer["statusCode"] == 200, answer["body"]
    return [article["path"] for article in json.loads(answer["body"])["articles"]]


def test_a_story_is_found_when_it_is_published_and_not_when_it_is_gone(cloud: Cloud) -> None:
    """Its new words after an edit, nothing after its deletion, all again when it comes back."""
    cloud.upload(KEY, story())
    cloud.deliver()
    assert found("barco") == ["/internacional/el-faro-gira"]

    cloud.upload(KEY, story("Los aviones lo ven."))
    cloud.deliver()
    assert found("barco") == []
    assert found("avion") == ["/internacional/el-faro-gira"]

    marker = cloud.delete(KEY)
    cloud.deliver()
    assert found("avion") == []

    cloud.restore(KEY, marker)
    cloud.deliver()
    assert found("avion") == ["/internacional/el-faro-gira"]


def test_events_in_any_order_and_more_than_once_leave_the_same_index(cloud: Cloud) -> None:
    """The last upload is what is found."""
    for text in ("Uno.", "Dos.", "Tres barcos."):
        cloud.upload(KEY, story(text))
    cloud.messages = in_any_order(cloud.messages, 2, seed=7)
    cloud.deliver()
    index = cloud.pages()["search/es/2026-01-3.db"]
    assert found("tres barco") == ["/internacional/el-faro-gira"]

    cloud.rebuild_fronts()

    assert cloud.pages()["search/es/2026-01-3.db"] == index


def test_a_lost_site_is_found_again_once_it_is_made_again(cloud: Cloud) -> None:
    """The index comes from the uploads, as pages do."""
    cloud.upload(KEY, story())
    cloud.deliver()
    index = cloud.pages()["search/es/2026-01-3.db"]
    cloud.stand_up("again")
    for key in ("site.yaml", KEY):
        cloud.tell("s3_put", key, cloud.versions(key)[0])
    cloud.deliver()
    assert cloud.pages()["search/es/2026-01-3.db"] == index


def test_the_page_shows_stories_and_the_form_as_it_was_sent(cloud: Cloud) -> None:
    """Words marked, filters kept, nothing for robots, under the policy of all pages."""
    cloud.upload(KEY, story("Los barcos <b>lo</b> ven & siguen."))
    cloud.deliver()
    answer = ask("/search", q="faro barcos", section="internacional", order="newest")
    page, headers = answer["body"], {name.lower(): value for name, value in answer["headers"].items()}
    assert answer["statusCode"] == 200
    assert "<mark>faro</mark>" in page
    assert "<mark>barcos</mark>" in page
    assert 'href="/internacional/el-faro-gira"' in page
    assert '<option value="internacional" selected>' in page
    assert 'value="faro barcos"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in ask("/search")["body"]
    assert headers["content-security-policy"] == PAGE_POLICY
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Search</h1>" in ask("/en/search")["body"]


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' OR 1=1 --",
        "AND NOT (",
        "\0\x01",
        "😀" * 50,
        "a" * 10_000,
        "-",
        '"',
    ],
)
def test_a_hostile_question_is_a_page_like_any_other(words: str) -> None:
    """Shown as text where it is shown at all."""
    answer = ask("/search", q=words)
    assert answer["statusCode"] == 200
    assert "<script>alert" not in answer["body"]
    assert "<img" not in answer["body"]
    assert len(answer["body"]) < 20_000
    assert ask("/api/search", q=words)["statusCode"] == 200


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"q": "faro", "from": "yesterday"}, "No entendemos alguna de las fechas"),
        ({"q": "faro", "from": "2026-02-01", "to": "2026-01-01"}, "No entendemos alguna de las fechas"),
        ({"q": "faro", "section": "nowhere"}, "No entendemos alguna de las fechas"),
        ({"q": "faro", "cursor": "forged"}, "ya no está"),
        ({"q": "", "section": "", "from": "", "to": ""}, "Escribe una o varias palabras"),
        ({"q": "de la"}, "casi todos los artículos"),
        ({"q": "x" * 300}, "demasiado larga"),
        ({"q": "queso"}, "No encontramos ningún artículo"),
        ({"q": "faro queso"}, "No encontramos ningún artículo"),
        ({"utm": "x", "q": "queso"}, "No encontramos ningún artículo"),
    ],
)
def test_the_page_says_in_words_why_there_is_nothing(parameters: dict[str, str], says: str) -> None:
    """Never an error page."""
    answer = ask("/search", **parameters)
    assert answer["statusCode"] == 200
    assert says in answer["body"]


def test_results_go_on_at_the_next_address(cloud: Cloud) -> None:
    """On the page and in the API."""
    for number in range(12):
        text = story(f"Barcos {number}").replace(b"el-faro-gira", f"faro-{number}".encode())
        cloud.upload(f"articles/es/2026/faro-{number}.md", text)
    cloud.deliver()
    page = ask("/search", q="barcos")["body"]
    assert page.count('<article class="result">') == 10
    (following,) = [line for line in page.splitlines() if 'rel="next"' in line]
    parameters = dict(parse_qsl(unescape(following.split("?", 1)[1].split('"', 1)[0])))
    assert ask("/search", **parameters)["body"].count('<article class="result">') == 2
    answer = json.loads(ask("/api/search", q="barcos", limit="5", order="newest")["body"])
    assert answer["matched"] == "all"
    assert answer["next"].startswith("/api/search?language=es&q=barcos&order=newest&limit=5&cursor=")


@pytest.mark.usefixtures("cloud")
def test_the_api_says_what_is_wrong_with_a_question() -> None:
    """All of it at once, as the listing does."""
    answer = ask("/api/search", section="nowhere", order="worst", limit="99", nonsense="1")
    assert answer["statusCode"] == 400
    wrong = [error["parameter"] for error in json.loads(answer["body"])["errors"]]
    assert wrong == ["nonsense", "q", "limit", "section", "order"]
    assert ask("/api/search", q="faro", cursor="forged")["statusCode"] == 400


@pytest.mark.usefixtures("cloud")
def test_other_addresses_and_methods_are_refused() -> None:
    """A language that the paper does not have, and whoever would write."""
    assert ask("/pt/search", q="faro")["statusCode"] == 404
    assert ask("/es/search", q="faro")["statusCode"] == 404, "the first language has one address"
    assert ask("/search", method="POST")["statusCode"] == 405
    assert ask("/nothing")["statusCode"] == 404
    assert ask("/search", method="HEAD", q="faro")["statusCode"] == 200


@pytest.mark.usefixtures("cloud")
def test_an_answer_that_a_reader_has_is_not_sent_again() -> None:
    """By its ETag."""
    answer = ask("/api/search", q="faro")
    event = copy.deepcopy(REQUEST)
    event["rawPath"] = event["requestContext"]["http"]["path"] = "/api/search"
    event["rawQueryString"] = "q=faro"
    event["headers"]["if-none-match"] = answer["headers"]["ETag"]
    assert search_articles(event, Context())["statusCode"] == 304
