"""The handlers as Lambda runs them: the runtime interface, the built layers, one process for each function.

The processes are those of AWS's own client of that interface (awslambdaric), on a path with nothing but what the
template gives the function. Only the other side of the interface, and AWS itself (moto), are stood in for.
"""

import json
import queue
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote_plus
from urllib.request import Request, urlopen

import botocore.session
import pytest
from moto.server import ThreadedMotoServer

from tests.infrastructure.lambda_runtime import LambdaRuntime, environment_of
from tests.infrastructure.stack import ROOT, read
from tests.integration.cloud import batch, make_distribution, recorded

pytestmark = pytest.mark.tools
FUNCTIONS = sorted(read("template.yaml").functions())
NEXT, ANSWERS = "/2018-06-01/runtime/invocation/next", "/2018-06-01/runtime/invocation/"
CREDENTIALS = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "testing")
REGION = dict.fromkeys(("AWS_REGION", "AWS_DEFAULT_REGION"), "us-east-1")
RESOURCES = {
    "ContentBucket": "laera-content",
    "SiteBucket": "laera-site",
    "ReceiptsBucket": "laera-receipts",
    "ArticlesTable": "laera-articles",
    "CursorSecret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:laera-cursor",
    "NewsBus": "laera-news",
}
QUEUES = ("UploadsQueue", "RebuildQueue", "MediaQueue", "OutcomesQueue")
RUN_CLIENT = "import runpy; sys.path.append({client!r}); runpy.run_module('awslambdaric', run_name='__main__')"
SITE = (ROOT / "examples" / "la-era" / "site.yaml").read_bytes()
KEY = "articles/es/2026/puerto ñ+.md"
PATH = "/internacional/el-puerto-amanece-en-calma"
MANUSCRIPT = b"""---
headline: El puerto amanece en calma
section: internacional
published: 2026-01-30T09:00:00-03:00
photograph: {src: media/puerto.jpg, alt: El puerto al amanecer, credit: La Era}
---
**Calma** en los muelles.
"""


@dataclass
class Invocation:
    """One event on its way through a function."""

    event: object
    number: str = field(default_factory=lambda: str(uuid.uuid4()))
    done: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    error: Any = None


class Interface(ThreadingHTTPServer):
    """Lambda's side of the Runtime API for one function: what to do next, what came of it."""

    daemon_threads = True

    def __init__(self, function: str) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.function = function
        self.waiting: queue.Queue[Invocation] = queue.Queue()
        self.running: dict[str, Invocation] = {}
        self.start_error: Any = None
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def address(self) -> str:
        """What the runtime finds in AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self.server_port}"


class Conversation(BaseHTTPRequestHandler):
    """A request of the runtime."""

    protocol_version = "HTTP/1.1"
    server: Interface

    def do_GET(self) -> None:
        """Give the next event when there is one."""
        assert self.path == NEXT
        invocation = self.server.waiting.get()
        self.server.running[invocation.number] = invocation
        about = {
            "Lambda-Runtime-Aws-Request-Id": invocation.number,
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + 30) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": (
                f"arn:aws:lambda:us-east-1:123456789012:function:{self.server.function}"
            ),
            "Lambda-Runtime-Trace-Id": "Root=1-697df2c4-3b1f0c8e5a7d9f2b4c6e8a01;Parent=53995c3f42cd8ad8;Sampled=0",
            "Content-Type": "application/json",
        }
        self._say(200, json.dumps(invocation.event).encode(), about)

    def do_POST(self) -> None:
        """Take an answer or an error."""
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.startswith(ANSWERS):
            number, _, kind = self.path.removeprefix(ANSWERS).partition("/")
            invocation = self.server.running.pop(number)
            if kind == "response":
                invocation.answer = said
            else:
                invocation.error = said
            invocation.done.set()
        else:
            self.server.start_error = said
        self._say(202, b"{}", {})

    def _say(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the tests look at what was answered."""


class Process:
    """One function in a process of its own."""

    def __init__(self, function: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.interface = Interface(function)
        self._log = log
        node = read("template.yaml").functions()[function]
        told = {
            "AWS_LAMBDA_RUNTIME_API": self.interface.address,
            "AWS_LAMBDA_FUNCTION_NAME": function,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(node["MemorySize"]),
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function}",
            "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
            "LAMBDA_TASK_ROOT": str(ROOT / node["CodeUri"]),
            "_HANDLER": node["Handler"],
        }
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - this repository's own functions
                [*command, node["Handler"]],
                env={**environment, **told},
                cwd=ROOT / node["CodeUri"],
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def invoke(self, event: object) -> Any:  # noqa: ANN401 - JSON
        """What the function answers to one event."""
        invocation = Invocation(event)
        self.interface.waiting.put(invocation)
        until = time.monotonic() + 30
        while not invocation.done.wait(0.05):
            assert self._process.poll() is None, f"it ended: {self.interface.start_error}\n{self.log()}"
            assert time.monotonic() < until, f"no answer in 30 seconds\n{self.log()}"
        assert invocation.error is None, f"{invocation.error}\n{self.log()}"
        return invocation.answer

    def log(self) -> str:
        """Everything the function wrote."""
        return self._log.read_text(encoding="utf-8")

    def stop(self) -> None:
        """End the process, as Lambda does: without a word."""
        self._process.kill()
        self._process.wait()
        self.interface.shutdown()
        self.interface.server_close()


@dataclass(frozen=True)
class Stack:
    """Buckets, table and queues behind an endpoint, and a process for each function that is asked for."""

    clients: Callable[[str], Any]
    process: Callable[[str], Process]
    queues: Mapping[str, str]

    def upload(self, key: str, body: bytes) -> dict[str, Any]:
        """Upload, and give the batch that brings word of it."""
        version = self.clients("s3").put_object(Bucket=RESOURCES["ContentBucket"], Key=key, Body=body)["VersionId"]
        encoded = quote_plus(key, safe="/-_.*")
        event = recorded("s3_put", BUCKET=RESOURCES["ContentBucket"], KEY=encoded, VERSION=version)
        return batch([json.dumps(event)])

    def read(self, bucket: str, key: str) -> str:
        """An object as text."""
        body = self.clients("s3").get_object(Bucket=RESOURCES[bucket], Key=key)["Body"]
        return str(body.read().decode())

    def waiting(self, name: str) -> list[str]:
        """The messages of a queue, taken from it."""
        answer = self.clients("sqs").receive_message(QueueUrl=self.queues[name], MaxNumberOfMessages=10)
        return [message["Body"] for message in answer.get("Messages", ())]

    def stream(self) -> dict[str, Any]:
        """The table's stream, for every list there is."""
        items = self.clients("dynamodb").scan(TableName=RESOURCES["ArticlesTable"])["Items"]
        lists = sorted({item["pk"]["S"] for item in items if item["pk"]["S"].startswith(("LISTING#", "SITE#"))})
        return {"Records": [recorded("stream_record", PK=pk, SK="any") for pk in lists]}


@pytest.fixture(scope="module")
def runtime(ours: Path, tmp_path_factory: pytest.TempPathFactory) -> LambdaRuntime:
    """The built layers beside the runtime's own packages."""
    return LambdaRuntime(ours, tmp_path_factory.mktemp("runtime"))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An AWS on loopback."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def stack(runtime: LambdaRuntime, endpoint: str, tmp_path: Path) -> Iterator[Stack]:
    """An empty stack."""
    urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()  # noqa: S310 - loopback
    session = botocore.session.get_session()
    session.set_credentials("testing", "testing")
    made: dict[str, Any] = {}
    processes: dict[str, Process] = {}

    def client(service: str) -> Any:  # noqa: ANN401 - each service has a client type of its own
        if service not in made:
            made[service] = session.create_client(service, region_name="us-east-1", endpoint_url=endpoint)
        return made[service]

    queues = raise_stores(client)
    client("events").create_event_bus(Name=RESOURCES["NewsBus"])
    resources = {**RESOURCES, **queues, "SiteDistribution": make_distribution(client("cloudfront"), str(tmp_path))}

    def process(function: str) -> Process:
        if function not in processes:
            code = RUN_CLIENT.format(client=str(runtime.client()))
            environment = environment_of(function, resources) | CREDENTIALS | REGION
            environment["AWS_ENDPOINT_URL"] = endpoint
            log = tmp_path / f"{function}.log"
            processes[function] = Process(function, runtime.command(function, code), environment, log)
        return processes[function]

    yield Stack(client, process, queues)
    for one in processes.values():
        one.stop()
    client("s3").close()


def raise_stores(client: Callable[[str], Any]) -> dict[str, str]:
    """Make what the template names; gives the queues' addresses."""
    for name in ("ContentBucket", "SiteBucket", "ReceiptsBucket"):
        client("s3").create_bucket(Bucket=RESOURCES[name])
    client("s3").put_bucket_versioning(Bucket=RESOURCES["ContentBucket"], VersioningConfiguration={"Status": "Enabled"})
    table = read("template.yaml").properties("ArticlesTable")
    taken = ("AttributeDefinitions", "KeySchema", "BillingMode")
    client("dynamodb").create_table(TableName=RESOURCES["ArticlesTable"], **{name: table[name] for name in taken})
    return {name: cast("str", client("sqs").create_queue(QueueName=name)["QueueUrl"]) for name in QUEUES}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_handler_imports_with_its_own_layers_alone(runtime: LambdaRuntime, function: str, tmp_path: Path) -> None:
    """A layer that the template forgets, or a package that is in none, stops a function before its first event."""
    code = (
        "import handler; from laera import wiring; print(callable(handler.handler), wiring.client.__module__)\n"
        "sys.exit(any('site-packages' in entry for entry in sys.path))"
    )
    done = subprocess.run(  # noqa: S603 - this repository's own functions
        runtime.command(function, code),
        env=environment_of(function, {**RESOURCES, **dict.fromkeys((*QUEUES, "SiteDistribution"), "made")}),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "laera.wiring"]


def test_a_function_without_its_layer_does_not_start(runtime: LambdaRuntime) -> None:
    """The test above would notice: photographs are opened with what one layer holds, and no other function has it."""
    code = "import laera.imaging.originals"
    for function, expected in (("ProcessMediaFunction", 0), ("PublishArticleFunction", 1)):
        done = subprocess.run(runtime.command(function, code), capture_output=True, text=True, check=False)  # noqa: S603 - the functions themselves
        assert done.returncode == expected, done.stderr
    assert "No module named 'PIL'" in done.stderr


def test_a_story_goes_through_every_function(stack: Stack) -> None:
    """Page, photograph, fronts, listing and receipt, each made by a process as Lambda would run it."""
    publish, media = stack.process("PublishArticleFunction"), stack.process("ProcessMediaFunction")
    photograph = next((ROOT / "examples" / "la-era" / "media").glob("*.jpg")).read_bytes()
    for key, body in (("site.yaml", SITE), ("media/puerto.jpg", photograph), (KEY, MANUSCRIPT)):
        assert publish.invoke(stack.upload(key, body)) == {"batchItemFailures": []}

    receipt = json.loads(stack.read("ReceiptsBucket", f"{KEY}.json"))
    assert (receipt["outcome"], receipt["complaints"]) == ("published", [])
    assert receipt["address"].endswith(PATH)
    assert "PUBLISHED" in stack.read("ReceiptsBucket", f"{KEY}.txt")
    page = stack.read("SiteBucket", f"{PATH.strip('/')}/index.html")
    assert "El puerto amanece en calma" in page
    assert "<strong>Calma</strong>" in page

    assert media.invoke(batch(stack.waiting("MediaQueue"))) == {"batchItemFailures": []}
    assert publish.invoke(batch(stack.waiting("UploadsQueue"))) == {"batchItemFailures": []}
    assert "/media/" in stack.read("SiteBucket", f"{PATH.strip('/')}/index.html")

    assert stack.process("RebuildFrontsFunction").invoke(stack.stream()) == {"batchItemFailures": []}
    assert f'href="{PATH}"' in stack.read("SiteBucket", "index.html")
    assert f'href="{PATH}"' in stack.read("SiteBucket", "internacional/index.html")

    assert publish.invoke(stack.upload(KEY, MANUSCRIPT + b"Y volvieron.\n")) == {"batchItemFailures": []}
    assert stack.process("AnnounceOutcomesFunction").invoke(batch(stack.waiting("OutcomesQueue"))) == {
        "batchItemFailures": []
    }
    (distribution,) = stack.clients("cloudfront").list_distributions()["DistributionList"]["Items"]
    asked = stack.clients("cloudfront").list_invalidations(DistributionId=distribution["Id"])["InvalidationList"]
    assert asked["Quantity"] == 1

    answer = stack.process("ListingsApiFunction").invoke(recorded("api_request"))
    assert answer["statusCode"] == 200
    assert [article["headline"] for article in json.loads(answer["body"])["articles"]] == ["El puerto amanece en calma"]


def test_what_happens_by_the_clock_happens(stack: Stack) -> None:
    """The reconciler finds an upload whose event was lost, and the minute's sweep releases what is due."""
    publish = stack.process("PublishArticleFunction")
    publish.invoke(stack.upload("site.yaml", SITE))
    stack.upload(KEY, MANUSCRIPT)

    found = stack.process("ReconcileFunction").invoke({"everything": True})
    assert found["sweep"] or found["missed"] or found["looked_at"]
    for _ in range(5):
        if waiting := stack.waiting("RebuildQueue"):
            assert publish.invoke(batch(waiting)) == {"batchItemFailures": []}
    assert json.loads(stack.read("ReceiptsBucket", f"{KEY}.json"))["outcome"] == "published"
    assert stack.process("ReleaseDueFunction").invoke({"source": "aws.scheduler"}) == {"due": 0}


def test_one_bad_message_comes_back_alone(stack: Stack) -> None:
    """A message that cannot be read is handed back to its queue; the others of its batch are done with."""
    good = stack.upload("site.yaml", SITE)["Records"][0]["body"]
    answer = stack.process("PublishArticleFunction").invoke(batch([good, '{"laera": {"key": 7}}']))
    assert [failure["itemIdentifier"][:8] for failure in answer["batchItemFailures"]] == ["00000001"]
