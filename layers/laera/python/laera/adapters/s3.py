"""The content, site and receipts buckets.

Each adapter is given a botocore or boto3 client. Make it with short timeouts and retries, and with both checksum
settings at `when_required`: TLS and the length check guard the bytes, and a call is about a fifth cheaper.

A retry of the SDK may repeat a conditional write that had already been done; then the answer is
PreconditionLostError, and whoever observes again finds the bytes as wanted.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from laera.adapters.aws_errors import code, named
from laera.adapters.object_metadata import carried
from laera.errors import StoreUnavailableError
from laera.workflow.ports import LARGEST_UPLOAD, Observed, PublicObject, Upload, Version

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_NOT_THERE = frozenset({"404", "NoSuchKey"})
_NO_SUCH_VERSION = _NOT_THERE | {
    "405",
    "MethodNotAllowed",  # the version is a delete marker
    "NoSuchVersion",
    "InvalidArgument",  # the id, a mere hint, is none of this bucket's
}


class S3Content:
    """The content bucket; it must have versions."""

    def __init__(self, client: "S3Client", bucket: str, *, page_size: int = 1000) -> None:
        self._client = client
        self._bucket = bucket
        self._page_size = page_size

    def newest(self, key: str) -> Version | None:
        """What is current: None when the key never existed, or is deleted."""
        with named(StoreUnavailableError):
            try:
                head = self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if code(error) in _NOT_THERE:
                    return None
                raise
        return _version(key, head)

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """The newest version with its bytes, or the one named; None when absent or a delete marker."""
        return self._read(key, LARGEST_UPLOAD, {} if version_id is None else {"VersionId": version_id})

    def read_whole(self, key: str, largest: int, version_id: str | None = None) -> Upload | None:
        """As `read`, for a large file; at most `largest + 1` bytes of it."""
        return self._read(key, largest, {} if version_id is None else {"VersionId": version_id})

    def versions(self, key: str) -> list[Version]:
        """Every version and delete marker of the key, newest first.

        S3 tells versions and delete markers apart, with times of whole seconds: of a version and a delete marker of
        the same second the marker is held to be the newer one, unless the bucket says which is the latest.
        """
        found: list[tuple[bool, Version]] = []
        for page in self._pages(key):
            found += (entry for entry in page if entry[1].key == key)
            if any(version.key != key for _, version in page):
                break  # in order of keys, what merely begins like this one comes after it
        return _newest_first(found)

    def histories(self) -> Iterator[list[Version]]:
        """The versions and delete markers of every key, as `versions` gives them, in key order, from one listing."""
        key: str | None = None
        found: list[tuple[bool, Version]] = []
        for page in self._pages(""):
            for entry in sorted(page, key=lambda entry: entry[1].key):
                if entry[1].key != key and found:
                    yield _newest_first(found)
                    found = []
                key = entry[1].key
                found.append(entry)
        if found:
            yield _newest_first(found)

    def keys(self, prefix: str = "", after: str = "") -> Iterator[Version]:
        """The newest version (or delete marker) of every key, in key order, those greater than `after`."""
        for page in self._pages(prefix, after):
            newest = [version for is_latest, version in page if is_latest]
            yield from sorted(newest, key=lambda version: version.key)

    def _read(self, key: str, largest: int, which: Mapping[str, Any]) -> Upload | None:
        with named(StoreUnavailableError):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=key, **which)
            except ClientError as error:
                if code(error) in (_NO_SUCH_VERSION if which else _NOT_THERE):
                    return None
                raise
            return Upload(_version(key, answer), _body(key, answer, largest))

    def _pages(self, prefix: str, after: str = "") -> Iterator[list[tuple[bool, Version]]]:
        """Pages of the bucket's list: whether it is the key's latest, and the version. Never two pages in memory."""
        marker: dict[str, Any] = {"KeyMarker": after} if after else {}
        while True:
            with named(StoreUnavailableError):
                page = self._client.list_object_versions(
                    Bucket=self._bucket, Prefix=prefix, MaxKeys=self._page_size, **marker
                )
            yield [
                *((it["IsLatest"], _listed(it, is_delete_marker=False)) for it in page.get("Versions", ())),
                *((it["IsLatest"], _listed(it, is_delete_marker=True)) for it in page.get("DeleteMarkers", ())),
            ]
            if not page.get("IsTruncated"):
                return
            marker = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}


class S3Site:
    """The site bucket. Only conditional writes, and no deletes."""

    def __init__(self, client: "S3Client", bucket: str, *, page_size: int = 1000) -> None:
        self._client = client
        self._bucket = bucket
        self._page_size = page_size

    def observe(self, key: str) -> Observed | None:
        """The token of the object, None when there is none."""
        with named(StoreUnavailableError):
            try:
                head = self._client.head_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if code(error) in _NOT_THERE:
                    return None
                raise
        metadata = dict(sorted(head["Metadata"].items()))
        return Observed(head["ETag"], metadata, head["ContentType"], head.get("CacheControl", ""))

    def get(self, key: str) -> PublicObject | None:
        """The object itself."""
        with named(StoreUnavailableError):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if code(error) in _NOT_THERE:
                    return None
                raise
            body = _body(key, answer, answer["ContentLength"])
        metadata = dict(sorted(answer["Metadata"].items()))
        return PublicObject(body, answer["ContentType"], answer.get("CacheControl", ""), metadata)

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        """Write if the target still is what was observed (None: absent); else raise PreconditionLostError."""
        metadata = carried(page.metadata)
        condition: dict[str, Any] = {"IfNoneMatch": "*"} if expected is None else {"IfMatch": expected.etag}
        with named(StoreUnavailableError):
            answer = self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=page.body,
                ContentType=page.content_type,
                CacheControl=page.cache_control,
                Metadata=metadata,
                **condition,
            )
        return Observed(answer["ETag"], metadata, page.content_type, page.cache_control)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys in order."""
        return (key for key, _ in self._listed(prefix))

    def tokens(self, prefix: str) -> dict[str, str]:
        """The ETag of every object whose key begins so, by key."""
        return dict(self._listed(prefix))

    def _listed(self, prefix: str) -> Iterator[tuple[str, str]]:
        token: dict[str, Any] = {}
        while True:
            with named(StoreUnavailableError):
                page = self._client.list_objects_v2(
                    Bucket=self._bucket, Prefix=prefix, MaxKeys=self._page_size, **token
                )
            yield from ((it["Key"], it["ETag"]) for it in page.get("Contents", ()))
            if not page.get("IsTruncated"):
                return
            token = {"ContinuationToken": page["NextContinuationToken"]}


class S3Receipts:
    """The receipts bucket."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write the file; the newest write stands."""
        with named(StoreUnavailableError):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type)

    def get(self, key: str) -> bytes | None:
        """The file, None when there is none."""
        with named(StoreUnavailableError):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                if code(error) in _NOT_THERE:
                    return None
                raise
            return _body(key, answer, answer["ContentLength"])


def _version(key: str, answer: Mapping[str, Any]) -> Version:
    return Version(key, answer.get("VersionId", "null"), answer["LastModified"], answer["ContentLength"])


def _newest_first(found: list[tuple[bool, Version]]) -> list[Version]:
    """Versions of one key, of which the bucket says whether they are the latest."""
    found.sort(key=lambda entry: (entry[0], entry[1].modified, entry[1].is_delete_marker), reverse=True)
    return [version for _, version in found]


def _listed(entry: Mapping[str, Any], *, is_delete_marker: bool) -> Version:
    return Version(entry["Key"], entry["VersionId"], entry["LastModified"], entry.get("Size", 0), is_delete_marker)


def _body(key: str, answer: Mapping[str, Any], largest: int) -> bytes:
    """The whole body, or its first `largest + 1` bytes: then the connection is dropped, not drained."""
    stream, length = answer["Body"], answer["ContentLength"]
    if length <= largest:
        body: bytes = stream.read()
    else:
        length = largest + 1
        body = stream.read(length)
        stream.close()
    if len(body) != length:
        raise StoreUnavailableError(f"{key}: {len(body)} of {length} bytes came")
    return body
