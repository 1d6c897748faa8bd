"""The content bucket as it was at one moment."""

import pytest

from laera.adapters.s3 import S3Content
from local.aws.cloud import Cloud
from local.verifying.bucket_snapshot import BucketSnapshot


@pytest.fixture
def bucket(cloud: Cloud) -> S3Content:
    """A bucket with versions, listed two at a time."""
    cloud.s3.create_bucket(Bucket="content")
    cloud.s3.put_bucket_versioning(Bucket="content", VersioningConfiguration={"Status": "Enabled"})
    for body in (b"one", b"two", b"three"):
        cloud.s3.put_object(Bucket="content", Key="articles/a.md", Body=body)
    cloud.s3.put_object(Bucket="content", Key="articles/b.md", Body=b"gone")
    cloud.s3.delete_object(Bucket="content", Key="articles/b.md")
    cloud.s3.put_object(Bucket="content", Key="media/c.jpg", Body=b"photograph")
    return S3Content(cloud.s3, "content", page_size=2)


def test_it_says_what_the_bucket_says(bucket: S3Content) -> None:
    """Of every key, read ahead or not."""
    snapshot = BucketSnapshot(bucket)

    assert list(snapshot.keys()) == list(bucket.keys())
    assert list(snapshot.keys("articles/", "articles/a.md")) == list(bucket.keys("articles/", "articles/a.md"))
    seen = []
    for key in snapshot.reading_ahead(["articles/a.md", "articles/b.md", "media/c.jpg", "never.md"]):
        assert snapshot.versions(key) == bucket.versions(key)
        newest = snapshot.newest(key)
        assert newest == bucket.newest(key)
        assert snapshot.read(key) == bucket.read(key)
        assert snapshot.read_whole(key, 3) == bucket.read_whole(key, 3)
        for version in bucket.versions(key):
            assert snapshot.read(key, version.version_id) == bucket.read(key, version.version_id)
        seen.append((key, newest is not None))
    assert seen == [("articles/a.md", True), ("articles/b.md", False), ("media/c.jpg", True), ("never.md", False)]
    assert not snapshot._fetched


def test_what_is_uploaded_later_is_not_in_it(bucket: S3Content, cloud: Cloud) -> None:
    """Neither a new key nor a new version; its mark tells that the bucket went on."""
    snapshot = BucketSnapshot(bucket)
    cloud.s3.put_object(Bucket="content", Key="articles/a.md", Body=b"four")
    cloud.s3.put_object(Bucket="content", Key="articles/d.md", Body=b"new")

    upload = snapshot.read("articles/a.md")

    assert upload is not None
    assert upload.body == b"three"
    assert snapshot.newest("articles/d.md") is None
    assert BucketSnapshot(bucket).mark() != snapshot.mark()
    assert BucketSnapshot(bucket).mark() == BucketSnapshot(bucket).mark()


def test_an_empty_bucket_is_one_too(cloud: Cloud) -> None:
    """Nothing in it, and nothing goes wrong."""
    cloud.s3.create_bucket(Bucket="empty")
    snapshot = BucketSnapshot(S3Content(cloud.s3, "empty"))

    assert list(snapshot.keys()) == []
    assert list(snapshot.reading_ahead([])) == []
