"""The edge functions as CloudFront runs them: the template's own code, in a JavaScript engine."""

import json
from typing import Any

import pytest
import quickjs

from tests.infrastructure.stack import read

Event = dict[str, Any]

LARGEST_FUNCTION = 10 * 1024


def run(function: str, event: Event) -> Event:
    """Call the handler of an edge function with an event, as CloudFront would."""
    context = quickjs.Context()
    context.eval(read("template.yaml").properties(function)["FunctionCode"])
    answer: Event = json.loads(context.eval(f"JSON.stringify(handler({json.dumps(event)}))"))
    return answer


def ask(path: str) -> Event:
    """What the edge makes of a request for this address: another request, or an answer of its own."""
    request = {"method": "GET", "uri": path, "querystring": {}, "headers": {}, "cookies": {}}
    return run("CanonicalAddressFunction", {"version": "1.0", "context": {}, "viewer": {}, "request": request})


def answer(metadata: dict[str, str], status: int = 200, **headers: str) -> Event:
    """What a reader gets of an object with this metadata."""
    named = {f"x-amz-meta-{name}": {"value": value} for name, value in metadata.items()}
    sent = named | {name.replace("_", "-"): {"value": value} for name, value in headers.items()}
    response = {"statusCode": status, "statusDescription": "OK", "headers": sent, "cookies": {}}
    event = {"version": "1.0", "request": {"uri": "/x/index.html"}, "response": response}
    return run("PageOutcomeFunction", event)


@pytest.mark.parametrize("function", ["CanonicalAddressFunction", "PageOutcomeFunction"])
def test_cloudfront_takes_the_function(function: str) -> None:
    """Ten kilobytes of plain ASCII are the most it takes."""
    code = read("template.yaml").properties(function)["FunctionCode"]
    assert code.isascii()
    assert len(code) < LARGEST_FUNCTION
    assert read("template.yaml").properties(function)["FunctionConfig"]["Runtime"] == "cloudfront-js-2.0"
    assert read("template.yaml").properties(function)["AutoPublish"] is True


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/", "/index.html"),
        ("/en", "/en/index.html"),
        ("/internacional", "/internacional/index.html"),
        ("/internacional/nino-anade-canas", "/internacional/nino-anade-canas/index.html"),
        ("/en/international/ferry-strike-ends", "/en/international/ferry-strike-ends/index.html"),
        ("/2026/01/31", "/2026/01/31/index.html"),
        ("/en/2026/01/31", "/en/2026/01/31/index.html"),
        ("/en/tag/cop31", "/en/tag/cop31/index.html"),
        ("/feed.xml", "/feed.xml"),
        ("/internacional/atom.xml", "/internacional/atom.xml"),
        ("/sitemap-es-2026-01-31.xml", "/sitemap-es-2026-01-31.xml"),
        ("/robots.txt", "/robots.txt"),
        ("/.well-known/security.txt", "/.well-known/security.txt"),
        ("/404.html", "/404.html"),
        # No page has such an address, so it must stay what it is and be missing, not be sent in circles.
        ("/%e2%82%ac", "/%e2%82%ac/index.html"),
        ("/%c3%9f", "/%c3%9f/index.html"),
        ("/a%20b", "/a%20b/index.html"),
        ("/caf%", "/caf%/index.html"),
        ("/nota.", "/nota."),
    ],
)
def test_a_page_is_found_under_its_own_address(address: str, key: str) -> None:
    """What has no ending is a folder with a page in it; what has one is a file."""
    assert ask(address)["uri"] == key


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/en/", "/en"),
        ("/internacional/", "/internacional"),
        ("/internacional/slug/", "/internacional/slug"),
        ("/internacional/slug///", "/internacional/slug"),
        ("//", "/"),
        ("///en///", "/en"),
        ("/internacional//slug", "/internacional/slug"),
        ("/Internacional", "/internacional"),
        ("/EN/International/Ferry-Strike", "/en/international/ferry-strike"),
        ("/Feed.XML", "/feed.xml"),
        ("/feed.xml/", "/feed.xml"),
        ("/index.html", "/"),
        ("/en/index.html", "/en"),
        ("/internacional/slug/index.html", "/internacional/slug"),
        ("/Internacional//Slug/INDEX.HTML", "/internacional/slug"),
        ("/API/articles", "/api/articles"),
        # where people look for the API is the page that tells of it
        ("/api", "/api/docs"),
        ("/API/", "/api/docs"),
        # niño, años, NIÑO, pingüino, corazón, CORAZÓN: percent-encoded, as every client sends them
        ("/cultura/ni%C3%B1o", "/cultura/nino"),
        ("/cultura/a%c3%b1os", "/cultura/anos"),
        ("/cultura/NI%C3%91O", "/cultura/nino"),
        ("/cultura/ping%C3%BCino", "/cultura/pinguino"),
        ("/cultura/coraz%C3%B3n", "/cultura/corazon"),
        ("/cultura/CORAZ%C3%93N", "/cultura/corazon"),
        # the same with the accent apart from its letter
        ("/cultura/nin%CC%83o", "/cultura/nino"),
        ("/cultura/corazo%CC%81n", "/cultura/corazon"),
        # the capital of a letter that has no plain one
        ("/%C3%86", "/%c3%86"),
        # another site, disguised
        ("//example.com/", "/example.com"),
        ("/\\example.com/", "/example.com"),
        ("/%5Cexample.com/", "/example.com"),
        ("/%5c%5C/example.com", "/example.com"),
        ("\\\\example.com", "/example.com"),
    ],
)
def test_every_other_spelling_moves_to_the_canonical_one(address: str, canonical: str) -> None:
    """A link typed by hand, shared with a slash, or spelt with its accents still reaches the page."""
    moved = ask(address)
    assert moved["statusCode"] == 301
    assert moved["headers"]["location"]["value"] == canonical
    assert "uri" not in moved


LETTERS = {
    "a": "áàâäãåÁÀÂÄÃÅ",
    "c": "çÇ",
    "e": "éèêëÉÈÊË",
    "i": "íìîïÍÌÎÏ",
    "n": "ñÑ",
    "o": "óòôöõÓÒÔÖÕ",
    "u": "úùûüÚÙÛÜ",
    "y": "ýÝ",
}


@pytest.mark.parametrize(("letter", "plain"), [(x, plain) for plain, accented in LETTERS.items() for x in accented])
def test_a_letter_loses_its_accent(letter: str, plain: str) -> None:
    """Slugs are plain letters; readers write words."""
    encoded = "".join(f"%{octet:02X}" for octet in letter.encode())
    assert ask(f"/x{encoded}z")["headers"]["location"]["value"] == f"/x{plain}z"


@pytest.mark.parametrize(
    "address", ["/", "/en/", "//A//b/", "/%C3%91", "/\\%5Cx", "/index.html", "/a/index.html/", "/%"]
)
def test_an_address_moves_once_at_most(address: str) -> None:
    """Where a reader is sent is where the page is: nobody is sent in circles, and never off the site."""
    moved = ask(address)
    if "statusCode" in moved:
        target = moved["headers"]["location"]["value"]
        assert target.startswith("/")
        assert not target.startswith(("//", "/\\"))
        assert "uri" in ask(target)


def test_the_request_keeps_all_but_its_address() -> None:
    """Query and headers are the cache policy's affair, not the function's."""
    request = ask("/en")
    assert request == {"method": "GET", "uri": "/en/index.html", "querystring": {}, "headers": {}, "cookies": {}}


def test_a_page_that_moved_answers_301() -> None:
    """An old address leads to the new one, and a search engine is told so."""
    moved = answer({"laera-status": "301", "laera-location": "/deportes/nueva"}, content_type="text/html")
    assert (moved["statusCode"], moved["statusDescription"]) == (301, "Moved Permanently")
    assert moved["headers"] == {"content-type": {"value": "text/html"}, "location": {"value": "/deportes/nueva"}}


@pytest.mark.parametrize("location", ["//example.com", "https://example.com/", "/\\example.com", "", "deportes"])
def test_a_page_can_only_move_within_the_site(location: str) -> None:
    """Whatever metadata say, readers are sent nowhere else."""
    stayed = answer({"laera-status": "301", "laera-location": location})
    assert stayed["statusCode"] == 200
    assert "location" not in stayed["headers"]


def test_a_page_that_moved_nowhere_stays() -> None:
    """Half of the metadata changes nothing."""
    assert answer({"laera-status": "301"})["statusCode"] == 200
    assert "location" not in answer({"laera-location": "/deportes"})["headers"]


def test_a_withdrawn_page_answers_410() -> None:
    """It is gone on purpose, and says so."""
    gone = answer({"laera-status": "410", "laera-digest": "00"}, content_type="text/html", cache_control="max-age=60")
    assert (gone["statusCode"], gone["statusDescription"]) == (410, "Gone")
    assert gone["headers"] == {"content-type": {"value": "text/html"}, "cache-control": {"value": "max-age=60"}}


@pytest.mark.parametrize("status", ["200", "500", "404", "", "301 ", "__proto__"])
def test_no_other_status_can_be_made_up(status: str) -> None:
    """A page answers 200 unless it moved or was withdrawn."""
    assert answer({"laera-status": status, "laera-location": "/x"})["statusCode"] == 200


@pytest.mark.parametrize("status", [304, 301])
def test_what_is_not_a_page_keeps_its_status(status: int) -> None:
    """A copy that is still good stays good, whatever it was a copy of."""
    assert answer({"laera-status": "410"}, status=status)["statusCode"] == status


def test_readers_learn_nothing_about_the_store() -> None:
    """Versions, digests and the store's name stay inside."""
    told = answer(
        {"laera-digest": "0f", "cache-tag": "article:1", "anything": "else"},
        server="AmazonS3",
        etag='"1"',
        x_amz_version_id="abc",
        x_amz_server_side_encryption="AES256",
        x_amz_id_2="x",
        x_amz_request_id="y",
        x_amz_cf_id="kept by CloudFront",
        content_type="text/html; charset=utf-8",
    )
    assert set(told["headers"]) == {"etag", "content-type", "x-amz-cf-id"}
    assert told["statusCode"] == 200
