"""The stand-in for CloudFront: one distribution of the template, read from the template, on loopback.

Behaviours by path, edge functions, cache and its lifetimes, origin access, error pages, response headers and
compression are the template's. Left out: TLS and what goes with it (`redirect-to-https` cannot be had on plain HTTP),
Brotli, more than one range at a time, logs, and the many places of a real CDN.
"""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote

from botocore.exceptions import ClientError

from local.aws.api import Api
from local.aws.cloud import Cloud
from local.aws.edge_cache import EdgeCache, Lifetimes
from local.aws.edge_functions import EdgeFunction, EdgeFunctionError
from local.aws.exchange import Answer, Request
from local.aws.response_headers import with_policy
from local.aws.stack import DISTRIBUTION, Stack

# The types of CloudFront's list that a paper may have ("Serve compressed files" in its guide). Atom, JSON Feed,
# Markdown and the API's problems are not on it.
_COMPRESSIBLE = re.compile(
    r"application/(javascript|json|rss\+xml|xhtml\+xml|xml)|image/svg\+xml|text/(css|csv|html|javascript|plain|xml)"
)
_COMPRESSED_FROM, _COMPRESSED_TO = 1_000, 10_000_000

# Headers that moto answers with and S3 does not, or that belong to the connection.
_OF_MOTO_ALONE = {"connection", "content-length", "date", "x-amzn-requestid", "x-amz-content-sha256"}

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")

# What an answer made by the API depends on: any record may be in it.
RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the distribution treats the paths of one pattern."""

    pattern: str
    origin: str
    methods: frozenset[str]
    compresses: bool
    lifetimes: Lifetimes
    query_names: tuple[str, ...] | None
    headers_policy: Mapping[str, Any]
    on_request: EdgeFunction | None
    on_response: EdgeFunction | None

    def matches(self, path: str) -> bool:
        """CloudFront's patterns: `*` for any run of characters, `?` for one, the leading slash optional."""
        pattern = re.escape(self.pattern if self.pattern.startswith("/") else f"/{self.pattern}")
        return re.fullmatch(pattern.replace(r"\*", ".*").replace(r"\?", "."), path, re.DOTALL) is not None

    def forwarded_query(self, query: str) -> str:
        """The part of a query that the cache policy lets through, in the policy's order; None lets all through."""
        if self.query_names is None:
            return query
        pairs = [pair for pair in query.split("&") if pair]
        return "&".join(pair for name in self.query_names for pair in pairs if pair.partition("=")[0] == name)


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What readers get instead of an origin's error."""

    status: int | None
    page: str | None
    seconds: float


class BucketOrigin:
    """A private bucket, read as the distribution's origin access control may read it."""

    def __init__(
        self, cloud: Cloud, bucket: str, actions: frozenset[str], tags_header: str, withheld: tuple[str, ...] = ()
    ) -> None:
        """The policy grants some actions and withholds some objects, by patterns of their keys."""
        self._cloud = cloud
        self._bucket = bucket
        self._actions = actions
        self._withheld = withheld
        self._tags_header = tags_header

    def fetch(self, request: Request) -> tuple[Answer, frozenset[str]]:
        """The object at the path, its key, and its cache tags as an invalidation writes them: `#tag`.

        Without leave to list, S3 says 403 for a missing object.
        """
        key = unquote(request.path.removeprefix("/"))
        source = frozenset({key})
        if "s3:GetObject" not in self._actions or any(fnmatchcase(key, pattern) for pattern in self._withheld):
            return _xml_error(403, "AccessDenied"), source
        try:
            found = self._cloud.s3.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise
            may_list = "s3:ListBucket" in self._actions
            return (_xml_error(404, "NoSuchKey") if may_list else _xml_error(403, "AccessDenied")), source
        headers = {
            name: value
            for name, value in found["ResponseMetadata"]["HTTPHeaders"].items()
            if name not in _OF_MOTO_ALONE
        }
        as_s3 = {"accept-ranges": "bytes", "server": "AmazonS3", "x-amz-request-id": "LOCAL", "x-amz-id-2": "LOCAL"}
        tags = {f"#{tag}" for tag in headers.get(self._tags_header, "").split(",") if tag}
        return Answer(200, headers | as_s3, found["Body"].read()), source | tags


class ApiOrigin:
    """The HTTP API."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def fetch(self, request: Request) -> tuple[Answer, frozenset[str]]:
        """The API's answer. No header of the reader's reaches it: the cache policy forwards none."""
        plain = replace(request, headers={"host": request.headers.get("host", ""), "user-agent": "Amazon CloudFront"})
        return self._api.answer(plain), frozenset({RECORDS})


class Cdn:
    """The distribution."""

    def __init__(
        self,
        behaviours: tuple[Behaviour, ...],
        origins: Mapping[str, BucketOrigin | ApiOrigin],
        error_pages: Mapping[int, ErrorPage],
        complain: Callable[[str], None],
    ) -> None:
        self._behaviours = behaviours
        self._origins = origins
        self._error_pages = error_pages
        self._complain = complain
        self.cache = EdgeCache()

    def answer(self, request: Request) -> Answer:
        """What a reader gets, body included even for HEAD."""
        behaviour = self._behaviour(request.path)
        if request.method not in behaviour.methods:
            return _xml_error(403, "MethodNotAllowed").with_headers(x_cache="Error from cloudfront")
        try:
            return self._answered(behaviour, request)
        except EdgeFunctionError as error:
            self._complain(str(error))
            return Answer(
                503,
                {"content-type": "text/plain", "x-cache": "FunctionExecutionError from cloudfront"},
                str(error).encode(),
            )

    def _answered(self, behaviour: Behaviour, request: Request) -> Answer:
        asked: Request | Answer = request
        if behaviour.on_request is not None:
            asked = behaviour.on_request.on_request(request)
        if isinstance(asked, Answer):
            generated = asked.with_headers(x_cache="FunctionGeneratedResponse from cloudfront")
            return with_policy(behaviour.headers_policy, request, generated)
        answer, origin_is_well = self._cached(behaviour, asked)
        answer = with_policy(behaviour.headers_policy, request, answer)
        if behaviour.on_response is not None and origin_is_well:
            answer = behaviour.on_response.on_response(asked, answer)
        answer = answer.with_headers(via="1.1 local (CloudFront)")
        return _ranged(request, _not_modified(request, _compressed(behaviour, request, answer)))

    def _behaviour(self, path: str) -> Behaviour:
        return next(behaviour for behaviour in self._behaviours if behaviour.matches(path))

    def _cached(self, behaviour: Behaviour, request: Request) -> tuple[Answer, bool]:
        """An answer from the cache or the origin, and whether the origin had no complaint."""
        request = replace(request, query=behaviour.forwarded_query(request.query))
        key = (behaviour.pattern, request.path, request.query)
        cacheable = request.method in {"GET", "HEAD"}
        if cacheable and (kept := self.cache.find(key)) is not None:
            answer, word = kept.answer, "Hit"
            answer = answer.with_headers(age=str(kept.age))
        else:
            word, moment = "Miss", self.cache.moment
            answer, sources = self._origins[behaviour.origin].fetch(request)
            seconds = behaviour.lifetimes.of(answer)
            if answer.status >= 400:
                answer, sources, seconds = self._error(request, answer, sources)
            if cacheable:
                self.cache.keep(key, answer, sources, seconds, moment)
        origin_is_well = answer.status < 400
        return answer.with_headers(x_cache=f"{word if origin_is_well else 'Error'} from cloudfront"), origin_is_well

    def _error(self, request: Request, answer: Answer, sources: frozenset[str]) -> tuple[Answer, frozenset[str], float]:
        """The page that the template puts in the place of an origin's error, and how long it stays."""
        page = self._error_pages.get(answer.status)
        if page is None:
            return answer, sources, 10.0
        if page.page is None:
            return answer, sources, page.seconds
        found, more = self._origins[self._behaviour(page.page).origin].fetch(replace(request, path=page.page, query=""))
        if found.status >= 400:
            return answer, sources | more, page.seconds
        return replace(found, status=page.status or answer.status), sources | more, page.seconds


def cdn_of(stack: Stack, cloud: Cloud, api: Api, complain: Callable[[str], None]) -> Cdn:
    """The template's distribution."""
    resource = next(stack.of_type(DISTRIBUTION))
    config = stack.properties(resource)["DistributionConfig"]
    functions = {
        found.logical_id: EdgeFunction(found.logical_id, stack.properties(found)["FunctionCode"])
        for found in stack.of_type("AWS::CloudFront::Function")
    }
    cache_policies = _configurations(stack, "CachePolicy")
    headers_policies = _configurations(stack, "ResponseHeadersPolicy")
    behaviours = [
        _behaviour_of(described, functions, cache_policies, headers_policies)
        for described in [*config.get("CacheBehaviors", []), {**config["DefaultCacheBehavior"], "PathPattern": "*"}]
    ]
    origins: dict[str, BucketOrigin | ApiOrigin] = {}
    for origin in config["Origins"]:
        if "S3OriginConfig" in origin:
            bucket = origin["DomainName"].split(".s3.")[0]
            signs = bool(origin.get("OriginAccessControlId"))
            granted = _granted(stack, bucket) if signs else frozenset[str]()
            tags_header = config.get("CacheTagConfig", {}).get("HeaderName", "")
            origins[origin["Id"]] = BucketOrigin(cloud, bucket, granted, tags_header, _withheld(stack, bucket))
        else:
            origins[origin["Id"]] = ApiOrigin(api)
    error_pages = {
        int(described["ErrorCode"]): ErrorPage(
            status=described.get("ResponseCode"),
            page=described.get("ResponsePagePath"),
            seconds=float(described.get("ErrorCachingMinTTL", 10)),
        )
        for described in config.get("CustomErrorResponses", [])
    }
    return Cdn(tuple(behaviours), origins, error_pages, complain)


def _configurations(stack: Stack, kind: str) -> dict[str, Mapping[str, Any]]:
    """The policies of one kind by logical id, which is what `Ref` gives for them here."""
    return {
        resource.logical_id: stack.properties(resource)[f"{kind}Config"]
        for resource in stack.of_type(f"AWS::CloudFront::{kind}")
    }


def _behaviour_of(
    described: Mapping[str, Any],
    functions: Mapping[str, EdgeFunction],
    cache_policies: Mapping[str, Mapping[str, Any]],
    headers_policies: Mapping[str, Mapping[str, Any]],
) -> Behaviour:
    cache_policy = cache_policies[described["CachePolicyId"]]
    queries = cache_policy["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"]
    names: dict[str, tuple[str, ...] | None] = {
        "none": (),
        "all": None,
        "whitelist": tuple(queries.get("QueryStrings", [])),
    }
    associated = {
        entry["EventType"]: functions[entry["FunctionARN"].rsplit("/", 1)[1]]
        for entry in described.get("FunctionAssociations", [])
    }
    return Behaviour(
        pattern=described["PathPattern"],
        origin=described["TargetOriginId"],
        methods=frozenset(described.get("AllowedMethods", ["GET", "HEAD"])),
        compresses=bool(described.get("Compress", False)),
        lifetimes=Lifetimes.from_policy(cache_policy),
        query_names=names[queries["QueryStringBehavior"]],
        headers_policy=headers_policies.get(described.get("ResponseHeadersPolicyId", ""), {}),
        on_request=associated.get("viewer-request"),
        on_response=associated.get("viewer-response"),
    )


def _granted(stack: Stack, bucket: str) -> frozenset[str]:
    """What the bucket's own policy lets CloudFront do."""
    allowed = (statement for statement in _about_the_cdn(stack, bucket) if statement["Effect"] == "Allow")
    return frozenset(action for statement in allowed for action in _several(statement["Action"]))


def _withheld(stack: Stack, bucket: str) -> tuple[str, ...]:
    """The keys, as patterns, that the bucket's policy does not let CloudFront read."""
    refused = (statement for statement in _about_the_cdn(stack, bucket) if statement["Effect"] == "Deny")
    resources = (resource for statement in refused for resource in _several(statement["Resource"]))
    return tuple(resource.partition("/")[2] for resource in resources)


def _about_the_cdn(stack: Stack, bucket: str) -> Iterator[Mapping[str, Any]]:
    for resource in stack.of_type("AWS::S3::BucketPolicy"):
        properties = stack.properties(resource)
        if properties["Bucket"] != bucket:
            continue
        for statement in properties["PolicyDocument"]["Statement"]:
            principal = statement.get("Principal")
            service = principal.get("Service") if isinstance(principal, Mapping) else None
            if service == "cloudfront.amazonaws.com":
                yield statement


def _several(one_or_more: str | list[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more


def _compressed(behaviour: Behaviour, request: Request, answer: Answer) -> Answer:
    """The answer in gzip where CloudFront would send it so; the ETag becomes a weak one, as there."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    if (
        not behaviour.compresses
        or answer.status != 200
        or "content-encoding" in answer.headers
        or not _COMPRESSED_FROM <= len(answer.body) <= _COMPRESSED_TO
        or not _COMPRESSIBLE.fullmatch(kind)
    ):
        return answer
    answer = answer.with_headers(vary="Accept-Encoding")
    if not _takes_gzip(request.headers.get("accept-encoding", "")):
        return answer
    etag = answer.headers.get("etag")
    if etag is not None and not etag.startswith("W/"):
        etag = f"W/{etag}"
    small = replace(answer, body=gzip.compress(answer.body, compresslevel=6, mtime=0))
    return small.with_headers(content_encoding="gzip", etag=etag)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _not_modified(request: Request, answer: Answer) -> Answer:
    """304 when the reader's copy is this one: by its ETag, or by its date where the reader names none (RFC 9110)."""
    known, etag = request.headers.get("if-none-match"), answer.headers.get("etag")
    if answer.status != 200:
        return answer
    if known is not None:
        is_known = etag is not None and _names(known, etag)
    else:
        is_known = _is_as_old(answer.headers.get("last-modified", ""), request.headers.get("if-modified-since", ""))
    if not is_known:
        return answer
    return Answer(304, {k: v for k, v in answer.headers.items() if k not in {"content-type", "content-encoding"}})


def _ranged(request: Request, answer: Answer) -> Answer:
    """The part that a player asks for. Safari plays nothing from a server that gives none."""
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    is_whole = answer.status == 200 and "accept-ranges" in answer.headers and "content-encoding" not in answer.headers
    condition = request.headers.get("if-range")
    is_other = condition is not None and condition not in {
        answer.headers.get("etag"),
        answer.headers.get("last-modified"),
    }
    if asked is None or not any(asked.groups()) or not is_whole or is_other:
        return answer
    size, (first, last) = len(answer.body), asked.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if start >= size or (last and not first and not int(last)):
        return Answer(416, {"content-range": f"bytes */{size}"})
    if end <= start:
        return answer
    part = replace(answer, status=206, body=answer.body[start:end])
    return part.with_headers(content_range=f"bytes {start}-{end - 1}/{size}")


def _names(known: str, etag: str) -> bool:
    """ETags are compared weakly, as for GET they are everywhere."""
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _is_as_old(modified: str, since: str) -> bool:
    """Whether what was last modified then is no newer than the reader's copy; what is no date counts for nothing."""
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def _xml_error(status: int, code: str) -> Answer:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code></Error>'
    return Answer(status, {"content-type": "application/xml"}, body.encode())
