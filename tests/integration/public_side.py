"""Everything that the press shows to anybody: every object and header, every answer of the API, the lists behind it.

Receipts, previews and records of uploads are the editors' own and are not looked at.
"""

import copy
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.listings_api.handler import handler as listings_api
from laera import wiring
from laera.searching.spans import FILE, texts_in
from tests.integration.cloud import Cloud, Context

REQUEST = json.loads(Path(__file__).with_name("events").joinpath("api_request.json").read_text(encoding="utf-8"))
LISTS = ("LISTING#", "TRANSLATION#")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Shown:
    """One thing that is shown: its address, its headers and its text, unpacked. All is lower case but the address."""

    name: str
    headers: str
    text: str

    @property
    def is_list(self) -> bool:
        """Whether it is an entry that pages and answers are made from, and no reader sees as it is."""
        return self.name.startswith(LISTS)

    @property
    def is_sign(self) -> bool:
        """Whether it is a redirect or a tombstone: its address and its cache tag tell what was public once."""
        return '"laera-status": "' in self.headers


def public_side(cloud: Cloud, questions: Iterable[str] = ()) -> list[Shown]:
    """All of it. `questions` are queries that a reader could ask the listing API, besides those for everything."""
    return [*_objects(cloud), *_answers(questions), *_lists(cloud)]


def said_to_others(cloud: Cloud) -> list[Shown]:
    """What programs elsewhere are told since this was last asked. Of uploads that nobody may read it names the file."""
    return [_shown("outcome", message.encode(), {}) for message in cloud.said_to_others()]


def traces(shown: Iterable[Shown], words: Iterable[str], *, with_signs: bool = True) -> dict[str, list[str]]:
    """Where each of the words is found. Of redirects and tombstones the text alone counts if `with_signs` is false."""
    found: dict[str, list[str]] = {}
    for one in shown:
        is_whole = with_signs or not one.is_sign
        text = f"{one.name.lower()} {one.headers} {one.text}" if is_whole else one.text
        for word in words:
            if word in text:
                found.setdefault(word, []).append(one.name)
    return found


def _objects(cloud: Cloud) -> Iterator[Shown]:
    for page in cloud.s3.get_paginator("list_objects_v2").paginate(Bucket=cloud.site):
        for item in page.get("Contents", ()):
            answer = cloud.s3.get_object(Bucket=cloud.site, Key=item["Key"])
            body = answer["Body"].read()
            headers = answer["ResponseMetadata"]["HTTPHeaders"] | answer["Metadata"]
            yield _shown(item["Key"], body, headers)


def _answers(questions: Iterable[str]) -> Iterator[Shown]:
    """The routes, and each list to its end, one story a page, so that there are cursors to look at."""
    for made in (wiring.listings, wiring.previews, wiring.key_ring):
        made.cache_clear()
    for address in ("/api/sections", "/api/openapi.json", "/api/docs", "/api/nothing", "/api/preview/none"):
        yield _ask(address)[1]
    for question in dict.fromkeys(("language=es", "language=en", *questions)):
        if question.startswith("/"):
            yield _ask(question)[1]
            continue
        following: str | None = f"/api/articles?{question}&limit=1"
        while following:
            answer, shown = _ask(following)
            yield shown
            following = json.loads(answer["body"]).get("next") if answer["statusCode"] == 200 else None


def _ask(address: str) -> tuple[dict[str, Any], Shown]:
    path, _, query = address.partition("?")
    event = copy.deepcopy(REQUEST)
    event["rawPath"] = event["requestContext"]["http"]["path"] = path
    event["rawQueryString"] = query
    answer = listings_api(event, Context())
    # The name is a number: the reader's own question may hold the word, and is no answer.
    return answer, _shown(f"api {answer['statusCode']}", answer["body"].encode(), answer["headers"])


def _lists(cloud: Cloud) -> Iterator[Shown]:
    """What pages and answers are made from; an entry that was taken out says nothing."""
    for item in cloud.items():
        pk, sk, text = item["pk"]["S"], item["sk"]["S"], json.dumps(item, ensure_ascii=False, default=str)
        if pk.startswith(LISTS) and '"gone"' not in text.replace("\\", ""):
            yield _shown(f"{pk} {sk}", text.encode(), {})


def _shown(name: str, body: bytes, headers: Mapping[str, str]) -> Shown:
    plain = gzip.decompress(body) if body.startswith(_GZIP) else body
    if plain.startswith(FILE):  # the search index: what its packed texts say counts as well
        plain += "\n".join(texts_in(plain).values()).encode()
    said = json.dumps({name: text for name, text in headers.items() if name != "x-amzn-requestid"}, ensure_ascii=False)
    return Shown(name, said.lower(), plain.decode("utf-8", "replace").lower())
