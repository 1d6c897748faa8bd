"""The watched folder and the bucket."""

import time
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest

from local.aws.cloud import Cloud
from local.folder_watch import FolderWatch, is_content

BUCKET = "content"


@pytest.fixture
def watch(cloud: Cloud, tmp_path: Path) -> Iterator[FolderWatch]:
    """A folder that is watched, and its bucket."""
    cloud.s3.create_bucket(Bucket=BUCKET)
    watch = FolderWatch(tmp_path, BUCKET, cloud, print)
    yield watch
    watch.stop()


def keys(cloud: Cloud) -> list[str]:
    """What lies in the bucket."""
    return [found["Key"] for found in cloud.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def until(cloud: Cloud, expected: list[str]) -> None:
    """Waits until exactly these keys lie in the bucket."""
    deadline = time.monotonic() + 10
    while keys(cloud) != expected:
        assert time.monotonic() < deadline, keys(cloud)
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("articles/es/nota.md", True),
        ("media/año nuevo.jpg", True),
        (".DS_Store", False),
        ("articles/.git/config", False),
        ("articles/es/.nota.md.swp", False),
        ("articles/es/nota.md~", False),
        ("articles/es/4913", False),
        ("articles/es/#nota.md#", False),
        ("media/Thumbs.db", False),
        ("media/foto.jpg.part", False),
    ],
)
def test_only_what_is_meant_for_the_paper_is_uploaded(path: str, wanted: bool) -> None:
    """Hidden files and what programs leave behind stay at home."""
    assert is_content(PurePath(path)) is wanted


def test_the_settings_go_first_and_the_photographs_last(watch: FolderWatch, tmp_path: Path) -> None:
    """Stories need the settings; photographs take long."""
    look = "templates/0123456789abcdef.zip"
    for name in ("media/a.jpg", "articles/b.md", "articles/a.md", "site.yaml", look, ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert list(watch.upload(watch.files())) == [look, "site.yaml", "articles/a.md", "articles/b.md", "media/a.jpg"]


def test_the_bucket_follows_the_folder(watch: FolderWatch, cloud: Cloud, tmp_path: Path) -> None:
    """Saved, saved the way editors do it, renamed, moved with its folder, removed."""
    watch.start()
    time.sleep(0.3)
    (tmp_path / "a.md").write_text("1")
    until(cloud, ["a.md"])

    (tmp_path / ".a.md.tmp").write_text("2")
    (tmp_path / ".a.md.tmp").rename(tmp_path / "a.md")
    deadline = time.monotonic() + 10
    while cloud.s3.get_object(Bucket=BUCKET, Key="a.md")["Body"].read() != b"2":
        assert time.monotonic() < deadline
        time.sleep(0.01)

    (tmp_path / "a.md").rename(tmp_path / "b.md")
    until(cloud, ["b.md"])
    (tmp_path / "folder").mkdir()
    (tmp_path / "b.md").rename(tmp_path / "folder" / "c.md")
    until(cloud, ["folder/c.md"])
    (tmp_path / "folder").rename(tmp_path / "moved")
    until(cloud, ["moved/c.md"])
    (tmp_path / "moved" / "c.md").unlink()
    until(cloud, [])


def test_the_same_bytes_are_not_uploaded_again(watch: FolderWatch, cloud: Cloud, tmp_path: Path) -> None:
    """Touching a file, or saving it unchanged, is no news; uploads by others stay."""
    (tmp_path / "a.md").write_text("1")
    cloud.s3.put_object(Bucket=BUCKET, Key="by-others.md", Body=b"x")
    list(watch.upload(watch.files()))
    told: list[str] = []
    cloud.storage_events.watch(lambda change: told.append(change.key))

    list(watch.upload(watch.files()))
    assert told == []
    (tmp_path / "a.md").write_text("2")
    list(watch.upload(watch.files()))
    assert told == ["a.md"]
    assert keys(cloud) == ["a.md", "by-others.md"]


def test_files_have_the_type_that_their_name_says(watch: FolderWatch, cloud: Cloud, tmp_path: Path) -> None:
    """As an S3 client would have sent them."""
    for name in ("a.md", "b.jpg", "c.unknown-kind"):
        (tmp_path / name).write_text("x")
    list(watch.upload(watch.files()))

    types = [cloud.s3.head_object(Bucket=BUCKET, Key=key)["ContentType"] for key in keys(cloud)]
    assert types == ["text/markdown; charset=utf-8", "image/jpeg", "application/octet-stream"]
