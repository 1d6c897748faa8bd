"""The doors on loopback."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import boto3
import pytest

from local.aws.cloud import Cloud
from local.aws.endpoint import start_endpoint
from local.aws.loopback import LoopbackServer
from local.errors import PortTakenError
from local.serve import s3_handler


@pytest.fixture
def url(cloud: Cloud) -> Iterator[str]:
    """The endpoint of stores with one bucket."""
    cloud.s3.create_bucket(Bucket="content")
    server = LoopbackServer(0, "the S3 endpoint", "--s3-port", "LAERA_S3_PORT", s3_handler())
    start_endpoint(server, cloud)
    yield server.url
    server.stop()


def status(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> int:
    """What a plain HTTP client is answered."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_what_is_put_through_the_endpoint_is_what_the_functions_see(cloud: Cloud, url: str) -> None:
    """One set of stores, whatever the door; a body that curl calls a form is a body."""
    assert status(f"{url}/content/a%20b.md", "PUT", b"x=1&y=2") == 200

    assert cloud.s3.get_object(Bucket="content", Key="a b.md")["Body"].read() == b"x=1&y=2"


def test_many_clients_at_once_do_each_other_no_harm(cloud: Cloud, url: str) -> None:
    """Moto alone was never meant for that."""

    def upload(number: int) -> None:
        for part in range(5):
            status(f"{url}/content/{number}-{part}.md", "PUT", b"x")

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert cloud.s3.list_objects_v2(Bucket="content")["KeyCount"] == 30


def test_the_stores_cannot_be_emptied_from_outside(url: str) -> None:
    """Moto's own back door is shut."""
    assert status(f"{url}/moto-api/reset", "POST", b"") == 404
    assert status(f"{url}/content/x.md", "PUT", b"x", host="attacker.example") == 403


def test_a_taken_port_is_refused_with_the_cure(url: str) -> None:
    """The message names the door, the option and the variable."""
    port = int(url.rsplit(":", 1)[1])

    with pytest.raises(PortTakenError, match=f"port {port} for the site is taken .* --site-port or LAERA_SITE_PORT"):
        LoopbackServer(port, "the site", "--site-port", "LAERA_SITE_PORT", s3_handler())


def test_any_credentials_will_do(url: str) -> None:
    """Nobody needs an account to try the press."""
    assert boto3.client("s3", endpoint_url=url, aws_access_key_id="a", aws_secret_access_key="b").list_buckets()[
        "Buckets"
    ]
