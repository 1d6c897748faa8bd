"""Recordings through the real handlers: events as S3 and SQS shape them, files of every origin, and what is served."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from laera import wiring
from tests.integration.cloud import Cloud
from tests.integration.photograph_stack import PhotographStack
from tests.unit.recordings.films import PICTURE, SOUND, mp4
from tests.unit.recordings.sounds import GPS, ape, frames, id3, id3v1
from tests.unit.workflow.desk import KEY, PATH, SITE, manuscript

# An upload that another function ends counts nothing here, and Powertools remarks on it.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")

INTERVIEW, FILM, SPOKEN = "media/2026/la entrevista ñ.mp3", "media/regata.mp4", "media/regata.es.vtt"
CAPTIONS = "WEBVTT\n\nNOTE de Ana\n\n00:01.000 --> 00:02.000\nHola\n"
BODY = f"![La entrevista](<{INTERVIEW}>)\n\n![La regata]({FILM})\n"
STORY = manuscript().replace(b"Calma.\n", BODY.encode())

HOSTILE = {
    "empty": b"",
    "a tag and nothing else": id3(b"\0" * 100_000),
    "bytes that begin frames for ever": b"\xff\xfb\x90\x00" * 300_000,
    "nothing but ones": b"\xff" * 2_000_000,
    "a page": b"<!doctype html><script>alert(1)</script>" * 100,
    "a photograph": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(5_000),
    "a box as large as all": b"\xff\xff\xff\xffftypisom" + bytes(100),
    "a film without an index": mp4(PICTURE).replace(b"moov", b"free"),
    "a film that breaks off": mp4(PICTURE, SOUND, index_first=True)[:-200],
    "a film of one box after another": b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08free" * 200_000,
    "an index that names billions": mp4(SOUND).replace(
        b"stsz" + bytes(8) + b"\0\0\0\x07", b"stsz\0\0\0\0\0\0\0\x01\xff\xff\xff\xff"
    ),
}


@pytest.fixture
def environment() -> Iterator[pytest.MonkeyPatch]:
    """An AWS account in this process, and a process that has just begun."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        wiring.client.cache_clear()
        yield environment
        for kept in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk):
            kept.cache_clear()


@pytest.fixture
def cloud(environment: pytest.MonkeyPatch) -> Cloud:
    """The whole stack, with a paper."""
    cloud = Cloud(environment)
    cloud.upload("site.yaml", SITE.encode())
    cloud.deliver()
    return cloud


def put(cloud: Cloud, key: str, body: bytes) -> None:
    """An editor's upload of a file that is no text, and word of it."""
    version_id = cloud.s3.put_object(Bucket=cloud.content, Key=key, Body=body)["VersionId"]
    cloud.tell("s3_put", key, version_id)
    cloud.deliver()


def test_a_story_gets_its_recordings_by_themselves(cloud: Cloud) -> None:
    """In the order in which nobody would wish them; and nothing is public that was not meant to be."""
    cloud.upload(KEY, STORY)
    cloud.deliver()
    assert "<audio" not in cloud.page(PATH)

    put(cloud, SPOKEN, CAPTIONS.encode())
    put(cloud, FILM, mp4(PICTURE, SOUND))
    put(cloud, INTERVIEW, id3() + frames(100) + ape() + id3v1())

    page = cloud.page(PATH)
    served = {path: body for path, (body, _) in cloud.pages().items() if path.startswith("media/")}
    assert {path.partition("-")[2] for path in served} == {"captions.vtt", "film.mp4", "sound.mp3"}
    assert all(f'src="/{path}"' in page for path in served)
    assert not any(GPS in body or b"NOTE" in body for body in served.values())
    types = {path: cloud.s3.head_object(Bucket=cloud.site, Key=path)["ContentType"] for path in served}
    assert set(types.values()) == {"audio/mpeg", "video/mp4", "text/vtt; charset=utf-8"}
    assert cloud.receipt(KEY)["complaints"] == []

    cloud.delete(KEY)
    cloud.deliver()
    left = [path for path in served if cloud.status(f"/{path}") == "200"]
    assert left == []


def test_ten_deliveries_in_any_order_end_the_same(cloud: Cloud) -> None:
    """Repeated events change no object."""
    cloud.upload(KEY, STORY)
    put(cloud, FILM, mp4(PICTURE, SOUND))
    put(cloud, INTERVIEW, frames(100))
    before = cloud.pages()

    for key in (KEY, FILM, INTERVIEW) * 3:
        cloud.tell("s3_put", key, cloud.versions(key)[0])
        cloud.deliver()

    assert cloud.pages() == before


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("ending", ["mp3", "mp4", "vtt"])
def test_hostile_files_end_in_receipts(environment: pytest.MonkeyPatch, kind: str, ending: str) -> None:
    """The editor reads what to do, no message comes back to the queue, and nothing is served."""
    stack, key = PhotographStack(environment), f"media/a.{ending}"
    stack.upload(key, HOSTILE[kind])
    stack.use(key)

    stack.develop(key)

    taken = stack.taken(key)
    assert (taken.outcome, taken.copies) == ("rejected", {})
    assert taken.complaints
