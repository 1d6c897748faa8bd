"""The stand-in for CloudFront, with the template's own distribution before a bucket and an API of the test's."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from laera.rendering.media_types import ATOM, JSON, JSON_FEED, MARKDOWN, RSS, XML
from local.aws.api import Api
from local.aws.cdn import RECORDS, Cdn, _not_modified, cdn_of
from local.aws.cloud import Cloud
from local.aws.exchange import Answer, Request
from local.aws.functions import Functions
from local.aws.stack import Stack
from local.aws.template import read_template

TEMPLATE = Path(__file__).parents[4] / "template.yaml"


class Desk(Api):
    """An API that counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__((), {}, None, Functions({}, print), print)
        self.asked: list[Request] = []

    def answer(self, request: Request) -> Answer:
        """A listing that may be kept for 30 seconds."""
        self.asked.append(request)
        return Answer(200, {"content-type": "application/json", "cache-control": "s-maxage=30"}, b"{}")


@pytest.fixture
def api() -> Desk:
    """What stands behind /api/."""
    return Desk()


@pytest.fixture
def cdn(stack: Stack, cloud: Cloud, api: Desk) -> Cdn:
    """The distribution."""
    return cdn_of(stack, cloud, api, print)


def put(cloud: Cloud, stack: Stack, key: str, body: bytes = b"page", **more: Any) -> None:  # noqa: ANN401 - S3's parameters
    """An object of the site."""
    given = {"ContentType": "text/html; charset=utf-8", "CacheControl": "max-age=30, s-maxage=60", **more}
    cloud.s3.put_object(Bucket=stack.name("SiteBucket"), Key=key, Body=body, **given)


def test_a_page_is_found_by_its_address(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """Fetched once, then from the cache, with its age; nothing of S3's own shows."""
    put(cloud, stack, "internacional/faro/index.html", Metadata={"laera-digest": "d", "cache-tag": "article:1"})

    first, second = (cdn.answer(Request("GET", "/internacional/faro")) for _ in range(2))

    assert (first.status, first.body) == (200, b"page")
    assert (first.headers["x-cache"], second.headers["x-cache"]) == ("Miss from cloudfront", "Hit from cloudfront")
    assert second.headers["age"] == "0"
    assert not [name for name in first.headers if name.startswith("x-amz") or name == "server"]
    assert "default-src 'none'" in first.headers["content-security-policy"]
    assert first.headers["strict-transport-security"].startswith("max-age=63072000; includeSubDomains")


def test_a_page_is_fetched_again_once_forgotten(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """Until then the edge keeps the old one, as a real edge would."""
    put(cloud, stack, "index.html", b"old")
    cdn.answer(Request("GET", "/"))
    put(cloud, stack, "index.html", b"new")

    assert cdn.answer(Request("GET", "/")).body == b"old"
    cdn.cache.forget("index.html")
    assert cdn.answer(Request("GET", "/")).body == b"new"


@pytest.mark.parametrize("path", ["/Internacional", "/internacional/", "//internacional", "/internacional/index.html"])
def test_every_other_spelling_answers_301(cdn: Cdn, path: str) -> None:
    """By the template's own edge function."""
    answer = cdn.answer(Request("GET", path))

    assert (answer.status, answer.headers["location"]) == (301, "/internacional")
    assert answer.headers["x-cache"] == "FunctionGeneratedResponse from cloudfront"


def test_moved_and_withdrawn_pages_answer_as_their_metadata_say(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """Objects like any other, whose status the edge function sets."""
    put(cloud, stack, "old/index.html", Metadata={"laera-status": "301", "laera-location": "/new"})
    put(cloud, stack, "gone/index.html", b"withdrawn", Metadata={"laera-status": "410"})

    moved, gone = cdn.answer(Request("GET", "/old")), cdn.answer(Request("GET", "/gone"))

    assert (moved.status, moved.headers["location"]) == (301, "/new")
    assert (gone.status, gone.body) == (410, b"withdrawn")


def test_a_missing_page_shows_the_papers_own_page(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """The bucket says 403, the reader gets 404; when the page appears, the 404 is forgotten with it."""
    assert cdn.answer(Request("GET", "/missing")).status == 403
    cdn.cache.forget("404.html")
    put(cloud, stack, "404.html", b"not here")
    cdn.cache.forget("404.html")

    answer = cdn.answer(Request("GET", "/missing"))
    assert (answer.status, answer.body, answer.headers["x-cache"]) == (404, b"not here", "Error from cloudfront")

    put(cloud, stack, "missing/index.html", b"here")
    cdn.cache.forget("missing/index.html")
    assert cdn.answer(Request("GET", "/missing")).status == 200


def test_the_api_is_asked_for_what_its_policy_forwards(cdn: Cdn, api: Desk) -> None:
    """Known parameters in one order, so that two spellings are one answer; the rest and the headers stay outside."""
    first = Request(
        "GET", "/api/articles", "utm=x&limit=5&language=es", {"cookie": "c=1", "origin": "https://x.example"}
    )
    answer = cdn.answer(first)
    cdn.answer(Request("GET", "/api/articles", "language=es&limit=5"))

    (asked,) = api.asked
    assert asked.query == "language=es&limit=5"
    assert "cookie" not in asked.headers
    assert answer.headers["access-control-allow-origin"] == "*"
    cdn.cache.forget(RECORDS)
    cdn.answer(Request("GET", "/api/articles", "language=es&limit=5"))
    assert len(api.asked) == 2


def test_a_copy_that_is_still_good_is_confirmed(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """304, whether the ETag was weakened by compression or not."""
    put(cloud, stack, "index.html", b"x" * 2_000)
    plain = cdn.answer(Request("GET", "/"))
    small = cdn.answer(Request("GET", "/", headers={"accept-encoding": "br, gzip;q=0.5"}))

    assert gzip.decompress(small.body) == plain.body
    assert small.headers["etag"] == "W/" + plain.headers["etag"]
    for etag in (plain.headers["etag"], small.headers["etag"], f'"x", {small.headers["etag"]}'):
        confirmed = cdn.answer(Request("GET", "/", headers={"if-none-match": etag}))
        assert (confirmed.status, confirmed.body) == (304, b"")


def test_a_feed_reader_fetches_a_feed_once(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """By ETag or by date, 304 until the feed changes; then the new one, whole."""
    put(cloud, stack, "feed.xml", b"<rss/>", ContentType="application/rss+xml; charset=utf-8")
    first = cdn.answer(Request("GET", "/feed.xml"))
    assert (first.status, first.headers["content-type"]) == (200, "application/rss+xml; charset=utf-8")
    by_tag = Request("GET", "/feed.xml", headers={"if-none-match": first.headers["etag"]})
    by_date = Request("GET", "/feed.xml", headers={"if-modified-since": first.headers["last-modified"]})
    both = replace(by_tag, headers={**by_tag.headers, **by_date.headers})

    for request in (by_tag, by_date, both):
        confirmed = cdn.answer(request)
        assert (confirmed.status, confirmed.body) == (304, b"")
        assert confirmed.headers["etag"] == first.headers["etag"]

    put(cloud, stack, "feed.xml", b"<rss>new</rss>", ContentType="application/rss+xml; charset=utf-8")
    cdn.cache.forget("feed.xml")
    for request in (by_tag, both):
        assert cdn.answer(request).body == b"<rss>new</rss>"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 30 Jan 2026 21:45:00 GMT", 304),
        ("Fri, 30 Jan 2026 21:45:01 GMT", 304),
        ("Fri, 30 Jan 2026 21:44:59 GMT", 200),
        ("yesterday", 200),
        ("", 200),
    ],
)
def test_a_date_confirms_a_copy_that_is_not_older(since: str, status: int) -> None:
    """To the second, as HTTP dates go; what is no date confirms nothing."""
    answer = Answer(200, {"last-modified": "Fri, 30 Jan 2026 21:45:00 GMT", "etag": '"a"'}, b"<rss/>")

    assert _not_modified(Request("GET", "/feed.xml", headers={"if-modified-since": since}), answer).status == status


@pytest.mark.parametrize("word", [RSS, ATOM, JSON_FEED, MARKDOWN, XML, JSON])
def test_documents_are_compressed_as_cloudfront_would(cdn: Cdn, cloud: Cloud, stack: Stack, word: str) -> None:
    """Those whose types are on its list; the others arrive whole."""
    put(cloud, stack, "document.x", b"x" * 2_000, ContentType=word)
    answer = cdn.answer(Request("GET", "/document.x", headers={"accept-encoding": "gzip"}))

    assert answer.headers.get("content-encoding") == ("gzip" if word in {RSS, XML, JSON} else None)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("status", "location"), [("410", ""), ("301", "/artes/feed.xml")])
def test_files_move_and_go_as_pages_do(cdn: Cdn, cloud: Cloud, stack: Stack, status: str, location: str) -> None:
    """An address with a dot is served as it is; its metadata say what it answers."""
    metadata = {"laera-status": status} | ({"laera-location": location} if location else {})
    put(cloud, stack, "cultura/feed.xml", b"gone\n", ContentType="text/plain; charset=utf-8", Metadata=metadata)
    answer = cdn.answer(Request("GET", "/cultura/feed.xml"))

    assert str(answer.status) == status
    assert answer.headers.get("location", "") == location
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("accepted", "kind", "size"),
    [
        ("", "text/html", 2_000),
        ("gzip;q=0", "text/html", 2_000),
        ("gzip", "image/jpeg", 2_000),
        ("gzip", "text/html", 999),
    ],
)
def test_what_cloudfront_sends_as_it_is_stays_as_it_is(
    cdn: Cdn, cloud: Cloud, stack: Stack, accepted: str, kind: str, size: int
) -> None:
    """Small answers, photographs, and readers who do not take gzip."""
    put(cloud, stack, "index.html", b"x" * size, ContentType=kind)

    assert "content-encoding" not in cdn.answer(Request("GET", "/", headers={"accept-encoding": accepted})).headers


def test_readers_may_only_read(cdn: Cdn) -> None:
    """The distribution takes no other method."""
    assert cdn.answer(Request("POST", "/")).status == 403
    assert cdn.answer(Request("DELETE", "/api/articles")).status == 403


def test_photographs_have_a_policy_of_their_own(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """Behaviours are chosen by path."""
    put(cloud, stack, "media/a-320.jpg", ContentType="image/jpeg")

    assert cdn.answer(Request("GET", "/media/a-320.jpg")).headers["content-security-policy"] == (
        "default-src 'none'; sandbox"
    )


def test_an_origin_that_may_not_be_read_is_not_read(cloud: Cloud, api: Desk, tmp_path: Path) -> None:
    """Without the bucket policy's leave the CDN sees nothing, as when deployed."""
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE.read_text().replace("Principal: {Service: cloudfront.amazonaws.com}", 'Principal: "*"'))
    stack = Stack(read_template(path), cloud)
    stack.raise_stores()
    put(cloud, stack, "index.html")

    assert cdn_of(stack, cloud, api, print).answer(Request("GET", "/")).status == 403


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-99", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=4-2", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=0-1", 200, b"0123456789", None),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(
    cdn: Cdn, cloud: Cloud, stack: Stack, asked: str, status: int, body: bytes, content_range: str | None
) -> None:
    """Safari plays nothing from a server that gives no parts; the cache keeps the whole."""
    put(cloud, stack, "media/a-sound.mp3", b"0123456789", ContentType="audio/mpeg")
    whole = cdn.answer(Request("GET", "/media/a-sound.mp3"))

    answer = cdn.answer(Request("GET", "/media/a-sound.mp3", headers={"range": asked}))

    assert whole.headers["accept-ranges"] == "bytes"
    assert (answer.status, answer.body, answer.headers.get("content-range")) == (status, body, content_range)


def test_a_part_of_another_version_is_not_given(cdn: Cdn, cloud: Cloud, stack: Stack) -> None:
    """A player that has the beginning of one file must not put the end of another to it."""
    put(cloud, stack, "media/a-sound.mp3", b"0123456789", ContentType="audio/mpeg")
    etag = cdn.answer(Request("GET", "/media/a-sound.mp3")).headers["etag"]

    def status(condition: str) -> int:
        return cdn.answer(
            Request("GET", "/media/a-sound.mp3", headers={"range": "bytes=2-", "if-range": condition})
        ).status

    assert (status(etag), status('"another"')) == (206, 200)


def test_a_failing_edge_function_answers_503(cloud: Cloud, api: Desk, tmp_path: Path) -> None:
    """The developer is told which and why."""
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE.read_text().replace("var address = canonical(request.uri);", "throw new Error('oops');"))
    stack = Stack(read_template(path), cloud)
    said: list[str] = []

    answer = cdn_of(stack, cloud, api, said.append).answer(Request("GET", "/"))

    assert answer.status == 503
    assert "CanonicalAddressFunction: Error: oops" in said[0]
