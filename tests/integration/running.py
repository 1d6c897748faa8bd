"""A runner in a process of its own, started as a person starts it, and what tests do with it."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": f"{ROOT / 'layers' / 'laera' / 'python'}{os.pathsep}{ROOT}",
}
READY_SECONDS = 60.0  # a shared machine may be slow; five seconds is the budget on a quiet one
REACTION_SECONDS = 20.0

SITE = """\
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
description: {es: El diario, en: The paper}
sections:
  - {id: internacional, es: Internacional, en: International}
  - {id: ciencia, es: Ciencia, en: Science}
"""


def manuscript(headline: str, *, section: str = "internacional", body: str = "Un texto.") -> str:
    """A story that the press accepts, as an editor would type it."""
    front_matter = f"headline: {headline}\nsummary: Lo que se sabe.\nsection: {section}\ndate: 2026-01-31T09:00"
    return f"---\n{front_matter}\n---\n{body}\n"


@dataclass(frozen=True)
class Reply:
    """What a reader got."""

    status: int
    headers: Message
    body: str


class OpenPaper:
    """A running paper, whoever started it, and a client for each of its doors."""

    def __init__(self, doors: dict[str, str]) -> None:
        self.doors = doors

    @property
    def s3(self) -> "S3Client":
        """A client with credentials that nobody knows."""
        return boto3.client(
            "s3",
            endpoint_url=self.doors["s3"],
            aws_access_key_id="anyone",
            aws_secret_access_key="anything",
            region_name="eu-west-1",
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )

    def put(self, key: str, text: str) -> None:
        """An upload."""
        self.s3.put_object(Bucket=self.doors["bucket"], Key=key, Body=text.encode())

    def command(self, *words: str, seconds: float = 120) -> "subprocess.CompletedProcess[str]":
        """A command of `laera` that speaks to this paper, as a person types it. It must end within `seconds`."""
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "local.command", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            env={**ENVIRONMENT, "LAERA_SITE_PORT": self.doors["site"].rsplit(":", 1)[1]},
        )

    def publish(self, key: str, text: str) -> None:
        """An upload, and the wait for its receipt."""
        version = self.s3.put_object(Bucket=self.doors["bucket"], Key=key, Body=text.encode())["VersionId"]
        eventually(lambda: version in self.receipt(key, ".json"))

    def receipt(self, key: str, form: str = ".txt") -> str:
        """The receipt in plain words, or as programs read it; nothing while there is none."""
        client = self.s3
        try:
            found = client.get_object(Bucket=self.doors["receipts"], Key=f"{key}{form}")
        except client.exceptions.NoSuchKey:
            return ""
        return found["Body"].read().decode()

    def get(self, path: str, **headers: str) -> Reply:
        """What a reader gets at an address of the site; redirects are not followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.doors["site"] + path, headers=named)  # noqa: S310 - loopback
        try:
            with urllib.request.build_opener(_StayHere).open(request, timeout=10) as answer:
                return Reply(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read().decode())


class Paper(OpenPaper):
    """A paper that was started here: its line `ready`, and what it printed since."""

    def __init__(self, process: "subprocess.Popen[str]", errors: Path) -> None:
        self.process = process
        self.errors = errors
        self.lines: list[str] = []
        self._printed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        line = self.line_with("ready ", READY_SECONDS)
        super().__init__(dict(part.split("=", 1) for part in line.removeprefix("ready ").split(" ")))

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._printed:
                self.lines.append(line.rstrip("\n"))
                self._printed.notify_all()

    def line_with(self, text: str, seconds: float = REACTION_SECONDS) -> str:
        """The first line that holds `text`, printed already or within the time."""
        with self._printed:
            found = self._printed.wait_for(lambda: any(text in line for line in self.lines), timeout=seconds)
            assert found, f"no line with {text!r}; printed: {self.lines}; errors: {self.errors.read_text()}"
            return next(line for line in self.lines if text in line)


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Leaves a redirect to the test."""


def eventually(question: Callable[[], bool], seconds: float = REACTION_SECONDS) -> float:
    """Waits until the answer is yes; gives the seconds that took."""
    started = time.monotonic()
    while not question():
        assert time.monotonic() - started < seconds, "it never came true"
        time.sleep(0.01)
    return time.monotonic() - started


def start(folder: Path, errors: Path, *options: str, **environment: str) -> "subprocess.Popen[str]":
    """A runner in a process of its own, on free ports, in a home without AWS settings."""
    with errors.open("w") as stderr:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "local.command", "serve", "--content", str(folder), *options],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env={
                **ENVIRONMENT,
                "HOME": str(errors.parent),
                "LAERA_SITE_PORT": "0",
                "LAERA_S3_PORT": "0",
                **environment,
            },
        )


@contextmanager
def running(process: "subprocess.Popen[str]", errors: Path) -> Iterator[Paper]:
    """A paper while the block runs; it must end cleanly and without a word on standard error."""
    try:
        yield Paper(process, errors)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert errors.read_text() == ""
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
