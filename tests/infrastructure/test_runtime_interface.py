"""The handlers as Lambda runs them: its Runtime Interface, the built layers, and nothing else to import."""

import base64
import json
import os
import platform
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.infrastructure.programs import runtime_of_lambda
from tests.infrastructure.stack import ROOT, read
from tests.integration.cloud import batch, recorded

pytestmark = [pytest.mark.tools, pytest.mark.timeout(300)]

KEY = "articles/es/puerto.md"
PATH = "/internacional/el-puerto-amanece-en-calma"
MANUSCRIPT = """---
headline: El puerto amanece en calma
section: internacional
published: 2026-01-30T09:00:00-03:00
---
Calma en el **puerto**.
"""
SITE = """name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
sections:
  - {id: international, es: Internacional, en: International}
"""


def a_photograph() -> bytes:
    """A PNG of one colour, large enough for several renditions."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 900, 600, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x90\x40\x20" * 900) * 600)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def emulator() -> str:
    """AWS's own emulator of the Runtime Interface, which the SAM CLI carries."""
    machine = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"
    found = list(
        (ROOT / ".tools" / "sam").glob(f"lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-{machine}")
    )
    if not found:
        pytest.fail("the SAM CLI is not installed: `make .tools/sam-ready` installs it as locks/sam.txt says")
    return str(found[0])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def post(address: str, body: bytes) -> bytes:
    """Send a body to an address of this computer, and give the answer's."""
    request = urllib.request.Request(address, data=body, method="POST")  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - loopback
        answer: bytes = response.read()
        return answer


class Lambda:
    """Functions under the Runtime Interface, each in a process of its own, in front of moto's AWS."""

    def __init__(self, layers: Path, folder: Path, endpoint: str) -> None:
        self._layers = layers
        self._folder = folder
        self._access = {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": endpoint,
        }
        self.s3 = self._client("s3", endpoint)
        self._settings = self._stand_up(endpoint)

    def _client(self, service: str, endpoint: str) -> Any:  # noqa: ANN401 - each service has a client type of its own
        return boto3.client(
            service,  # type: ignore[call-overload] # any of the services below
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )

    def _stand_up(self, endpoint: str) -> dict[str, str]:
        """Make what the template's variables name, and give the variables."""
        variables = read("template.yaml").document["Globals"]["Function"]["Environment"]["Variables"]
        sqs = self._client("sqs", endpoint)
        made = {name: value for name, value in variables.items() if isinstance(value, str)}
        for name in ("CONTENT_BUCKET", "SITE_BUCKET", "RECEIPTS_BUCKET"):
            made[name] = name.lower().replace("_", "-")
            self.s3.create_bucket(Bucket=made[name])
        versioned = {"Status": "Enabled"}
        self.s3.put_bucket_versioning(Bucket=made["CONTENT_BUCKET"], VersioningConfiguration=versioned)
        for name in ("UPLOADS_QUEUE_URL", "REBUILD_QUEUE_URL", "MEDIA_QUEUE_URL"):
            made[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
        table = read("template.yaml").properties("ArticlesTable")
        made["TABLE_NAME"] = "articles"
        shape = {key: table[key] for key in ("AttributeDefinitions", "KeySchema", "BillingMode")}
        self._client("dynamodb", endpoint).create_table(TableName="articles", **shape)
        secret = self._client("secretsmanager", endpoint).create_secret(Name="cursors", SecretString="k" * 64)
        made["CURSOR_SECRET_ARN"] = secret["ARN"]
        assert set(made) == set(variables)
        return made

    @contextmanager
    def function(self, name: str) -> Iterator["Invocations"]:
        """Start a function as the template describes it."""
        function = read("template.yaml").functions()[f"{name}Function"]
        layers = ["laera", "dependencies", *(["imaging"] if name == "ProcessMedia" else [])]
        path = [*(str(self._layers / layer) for layer in layers), str(runtime_of_lambda(self._folder / "runtime"))]
        source = ROOT / function["CodeUri"]
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(path),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LAMBDA_TASK_ROOT": str(source),
            "_HANDLER": function["Handler"],
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function["MemorySize"]),
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(function["Timeout"]),
            **self._access,
            **self._settings,
        }
        ports = free_port(), free_port()
        addresses = [
            *("--runtime-interface-emulator-address", f"127.0.0.1:{ports[0]}"),
            *("--runtime-api-address", f"127.0.0.1:{ports[1]}"),
        ]
        # -S: not a single package of the tests' own environment.
        runtime = [sys.executable, "-S", "-m", "awslambdaric", function["Handler"]]
        log = (self._folder / f"{name}.log").open("w")
        with (
            log,
            subprocess.Popen(  # noqa: S603 - the emulator and this Python
                [emulator(), *addresses, *runtime],
                cwd=source,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as process,
        ):
            try:
                yield Invocations(ports[0], self._folder / f"{name}.log")
            finally:
                # The emulator's child can outlive it, so the whole group ends.
                os.killpg(process.pid, signal.SIGKILL)

    def upload(self, key: str, body: bytes) -> str:
        """An editor's upload, and the message that S3 sends of it."""
        bucket = self._settings["CONTENT_BUCKET"]
        version = self.s3.put_object(Bucket=bucket, Key=key, Body=body)["VersionId"]
        return json.dumps(recorded("s3_put", BUCKET=bucket, KEY=key, VERSION=version))

    def site(self, key: str) -> str:
        """A page."""
        return self._text("SITE_BUCKET", key)

    def receipt(self, key: str) -> str:
        """A receipt."""
        return self._text("RECEIPTS_BUCKET", f"{key}.txt")

    def _text(self, bucket: str, key: str) -> str:
        body: bytes = self.s3.get_object(Bucket=self._settings[bucket], Key=key)["Body"].read()
        return body.decode()


class Invocations:
    """One running function. It takes one event at a time: two at once would break the emulator."""

    def __init__(self, port: int, log: Path) -> None:
        self._address = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
        self._log = log

    def invoke(self, event: Mapping[str, object]) -> Any:  # noqa: ANN401 - whatever the handler gives
        """What the handler makes of an event. The emulator answers 200 whatever happened, so the body is looked at."""
        for _ in range(100):
            try:
                answer = json.loads(post(self._address, json.dumps(event).encode()))
                break
            except urllib.error.URLError:
                time.sleep(0.05)
        else:
            pytest.fail(f"the emulator never listened: {self._log.read_text()}")
        assert not (isinstance(answer, dict) and "errorType" in answer), f"{answer}\n{self._log.read_text()}"
        return answer


@pytest.fixture
def aws(ours: Path, tmp_path: Path) -> Iterator[Lambda]:
    """Lambda in front of moto."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        # The server keeps its buckets in this process, where an earlier test may have left some.
        post(f"{endpoint}/moto-api/reset", b"")
        yield Lambda(ours, tmp_path, endpoint)
    finally:
        server.stop()


def test_a_story_goes_through_every_function(aws: Lambda) -> None:
    """Uploaded, published, on the front, listed, and looked after: unchanged handlers, built layers."""
    messages = [aws.upload("site.yaml", SITE.encode()), aws.upload(KEY, MANUSCRIPT.encode())]
    with aws.function("PublishArticle") as publish_article:
        assert publish_article.invoke(batch([recorded_test_event()])) == {"batchItemFailures": []}
        for message in messages:
            assert publish_article.invoke(batch([message])) == {"batchItemFailures": []}
    assert "<strong>puerto</strong>" in aws.site(f"{PATH[1:]}/index.html")
    assert PATH in aws.receipt(KEY)

    with aws.function("RebuildFronts") as rebuild_fronts:
        records = [recorded("stream_record", PK="SITE#config", SK="any")]
        assert rebuild_fronts.invoke({"Records": records}) == {"batchItemFailures": []}
    assert f'href="{PATH}"' in aws.site("index.html")

    with aws.function("ListingsApi") as listings_api:
        answer = listings_api.invoke(recorded("api_request"))
    assert answer["statusCode"] == 200
    body = base64.b64decode(answer["body"]).decode() if answer.get("isBase64Encoded") else answer["body"]
    assert "El puerto amanece en calma" in body

    with aws.function("ReleaseDue") as release_due:
        assert release_due.invoke({}) == {"due": 0}
    with aws.function("Reconcile") as reconcile:
        assert reconcile.invoke({}) is not None


def test_a_photograph_is_opened_with_the_layers_pillow(aws: Lambda) -> None:
    """It is ready for the first story that uses it, and its receipt says so."""
    aws.upload("media/puerto.png", a_photograph())
    notice = json.dumps({"laera": {"key": "media/puerto.png", "version_id": None, "reason": ""}})
    with aws.function("ProcessMedia") as process_media:
        assert process_media.invoke(batch([notice])) == {"batchItemFailures": []}
    assert aws.receipt("media/puerto.png").strip()


def recorded_test_event() -> str:
    """What S3 sends first of all."""
    return json.dumps(recorded("s3_test_event"))
