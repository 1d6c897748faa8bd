"""The example paper on loopback, at one moment: every file published, one story withdrawn under its readers' eyes."""

import fcntl
import json
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.example.addresses import Template, templates
from tests.integration.running import OpenPaper, eventually, running, start

CONTENT = Path(__file__).parents[2] / "examples" / "la-era"
MOMENT = "2026-02-01T09:00"
"""By the paper's clock, in Santiago: a Sunday morning, the day after the newest stories."""
_DEVELOPED_WITHIN = 1200.0
"""Seconds until all photographs are ready, on a machine with much else to do."""
_FRONTS_COME_WITHIN = 5.0
"""Seconds after a receipt."""
_WITHDRAWN = "articles/es/2026/01/ballena-azul-en-el-estuario.md"
_DRAFT = "articles/es/2026/01/perfil-de-la-celadora.md"


@dataclass(frozen=True)
class ExamplePaper:
    """Where it is read, and what there is to read."""

    paper: OpenPaper

    @property
    def address(self) -> str:
        """Of the site, without a slash at its end."""
        return self.paper.doors["site"]

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """A page of every kind."""
        told = self.paper.receipt(_DRAFT)
        preview = next(word for word in told.split() if "/api/preview/" in word)
        return templates(preview=preview[preview.index("/api/preview/") :])

    def objects(self) -> dict[str, bytes]:
        """Every public object, by key."""
        s3, bucket = self.paper.s3, self.paper.doors["bucket"].replace("-content-", "-site-")
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        keys = [str(item["Key"]) for page in pages for item in page.get("Contents", ())]
        return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


@contextmanager
def the_example_paper() -> Iterator[ExamplePaper]:
    """A runner of its own while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        errors = Path(folder) / "errors.txt"
        process = start(CONTENT, errors, "--no-watch", "--edge-cache", "--no-reload", "--clock", MOMENT)
        with running(process, errors) as paper:
            paper.line_with(" files of ", _DEVELOPED_WITHIN)
            _withdraw(paper)
            yield ExamplePaper(paper)


@contextmanager
def the_same_example_paper(folder: Path) -> Iterator[ExamplePaper]:
    """One for all processes that ask with this folder: the first starts it, and ends it when nobody reads it.

    Who is at the entrance starts the paper, joins its readers, or closes it.
    """
    doors = folder / "doors.json"
    with Path(folder, "entrance").open("w") as entrance, Path(folder, "readers").open("w") as readers:
        fcntl.flock(entrance, fcntl.LOCK_EX)
        if doors.exists():
            fcntl.flock(readers, fcntl.LOCK_SH)
            fcntl.flock(entrance, fcntl.LOCK_UN)
            yield ExamplePaper(OpenPaper(json.loads(doors.read_text())))
            return
        with the_example_paper() as paper:
            doors.write_text(json.dumps(paper.paper.doors))
            fcntl.flock(readers, fcntl.LOCK_SH)
            fcntl.flock(entrance, fcntl.LOCK_UN)
            yield paper
            fcntl.flock(entrance, fcntl.LOCK_EX)
            fcntl.flock(readers, fcntl.LOCK_EX)
            doors.unlink()


def _withdraw(paper: OpenPaper) -> None:
    """Publish the story that the example has withdrawn, and withdraw it again: its readers find a tombstone."""
    as_it_is = (CONTENT / _WITHDRAWN).read_text(encoding="utf-8")
    paper.put(_WITHDRAWN, re.sub(r"^withdrawn: >-\n(?:  .*\n)+", "", as_it_is, flags=re.MULTILINE))
    eventually(lambda: paper.receipt(_WITHDRAWN).startswith("PUBLISHED."))
    paper.put(_WITHDRAWN, as_it_is)
    eventually(lambda: paper.receipt(_WITHDRAWN).startswith("WITHDRAWN."))
    bucket, home = paper.doors["bucket"].replace("-content-", "-site-"), ""
    while home != (home := paper.s3.head_object(Bucket=bucket, Key="index.html")["ETag"]):
        time.sleep(_FRONTS_COME_WITHIN)  # who reads before keeps a front with the story for a minute
