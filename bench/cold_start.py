"""What a cold start costs: `python bench/cold_start.py [--rounds N]`, as multiples of a yardstick of the same run.

The yardstick is a process that does nothing but make a botocore client of S3. A function's process has on its path
what Lambda gives it (its own folder, the layers its template names, built here for this machine and this Python, and
the SDK); it imports its handler, joins its parts and handles its first event. Two ends are measured: where the first
call to AWS would leave, and where the whole event has been handled, with a small AWS inside the process that answers
at once. All cases run in turn, round after round; printed are medians of the CPU time of whole processes, from the
interpreter's start, with the layers' bytecode and without. Interpreter and SDK keep theirs in both.
"""

import argparse
import contextlib
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]

from laera.domain.announcements import Announcement, Event
from laera.domain.receipts import Outcome
from laera.workflow import outcome_words
from layers import build_layers
from tests.infrastructure.lambda_runtime import ALONE, LambdaRuntime, environment_of
from tests.infrastructure.stack import read
from tests.integration.ledger import SITE, key, manuscript

BUDGETS = {"PublishArticleFunction": 1.2, "ListingsApiFunction": 1.0}
"""Up to the first call, with bytecode, as multiples of the yardstick."""
EVENTS = ROOT / "tests" / "integration" / "events"
YARDSTICK = "import botocore.session, os; botocore.session.get_session().create_client('s3'); os._exit(0)"
RESOURCES = {
    "ContentBucket": "laera-content",
    "SiteBucket": "laera-site",
    "ReceiptsBucket": "laera-receipts",
    "ArticlesTable": "laera-articles",
    "CursorSecret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:laera-cursor",
    "NewsBus": "laera-news",
    "SiteDistribution": "E123EXAMPLE",
    **{
        name: f"https://sqs.us-east-1.amazonaws.com/1/{name}"
        for name in ("UploadsQueue", "RebuildQueue", "MediaQueue", "OutcomesQueue")
    },
}
ANNOUNCEMENT = Announcement(
    "1", Event.PUBLISHED, key(1), "VERSION", Outcome.PUBLISHED, datetime(2026, 1, 31, 12, tzinfo=UTC), tags=("story",)
)
AROUND = {"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_DEFAULT_REGION": "us-east-1"}


@dataclass(frozen=True)
class Case:
    """One kind of process, and the milliseconds of CPU that each round found."""

    command: list[str]
    environment: dict[str, str]
    rounds: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run it once."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(self.command, env=self.environment, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(f"{' '.join(self.command)} failed:\n{done.stdout}{done.stderr}")
        self.rounds.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)

    @property
    def median(self) -> float:
        """Milliseconds of CPU."""
        return statistics.median(self.rounds)


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="how often each case is run (9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = prepared(Path(folder))
        for _ in range(options.rounds):
            for case in cases.values():
                case.run()
    report(cases, options.rounds)


def prepared(folder: Path) -> dict[tuple[str, str, bool], Case]:
    """Every case by function, end and whether its layers have bytecode; the yardstick has no name."""
    content = folder / "content"
    for name, body in (("site.yaml", SITE), (key(1), manuscript(1))):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_bytes(body)
    photographs = sorted((ROOT / "examples" / "la-era" / "media").glob("*.jpg"))
    (content / "media").mkdir()
    shutil.copy(photographs[0], content / "media" / "harbour.jpg")
    with contextlib.redirect_stdout(io.StringIO()):
        for layer in build_layers.NAMES:
            build_layers.build(layer, folder / "with" / layer, None, build_layers.THIS_PYTHON)
    shutil.copytree(folder / "with", folder / "without", ignore=shutil.ignore_patterns("__pycache__"))
    cases: dict[tuple[str, str, bool], Case] = {}
    for has_bytecode, layers in ((True, folder / "with"), (False, folder / "without")):
        runtime = LambdaRuntime(layers, folder / "packages")
        for function in read("template.yaml").functions():
            environment = environment_of(function, RESOURCES) | AROUND
            if not cases:
                cases["", "", True] = Case(runtime.command(function, YARDSTICK), environment)
            first_event = str(ROOT / "bench" / "first_event.py")
            for end in ("call", "event") if function in BUDGETS else ("call",):
                about = [end, json.dumps(event_for(function)), str(content), *runtime.path_of(function)]
                cases[function, end, has_bytecode] = Case([sys.executable, *ALONE, first_event, *about], environment)
    return cases


def event_for(function: str) -> object:
    """The first event that a function is given."""
    put = (EVENTS / "s3_put.json").read_text(encoding="utf-8").replace("BUCKET", "laera-content")
    notice = {"laera": {"key": "media/harbour.jpg", "version_id": None, "reason": "photograph"}}
    bodies = {
        "PublishArticleFunction": put.replace("KEY", key(1)),
        "ProcessMediaFunction": json.dumps(notice),
        "AnnounceOutcomesFunction": outcome_words.message_of(ANNOUNCEMENT),
    }
    if function in bodies:
        record = {"messageId": "1", "eventSource": "aws:sqs", "body": bodies[function]}
        return {"Records": [record | {"attributes": {"ApproximateReceiveCount": "1"}}]}
    if function == "RebuildFrontsFunction":
        record = json.loads((EVENTS / "stream_record.json").read_text(encoding="utf-8"))
        record["dynamodb"]["Keys"]["pk"]["S"] = "LISTING#es#home"
        return {"Records": [record]}
    if function == "SearchArticlesFunction":
        request = json.loads((EVENTS / "api_request.json").read_text(encoding="utf-8"))
        request["requestContext"]["http"]["path"] = "/api/search"
        return request | {"rawPath": "/api/search", "rawQueryString": "q=harbour"}
    if function == "ListingsApiFunction":
        return json.loads((EVENTS / "api_request.json").read_text(encoding="utf-8"))
    return {}


def report(cases: dict[tuple[str, str, bool], Case], rounds: int) -> None:
    """Print what was measured."""
    yardstick = cases["", "", True].median
    version = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"Python {version}, medians of {rounds} rounds in turn, load {load} at the end")
    print(f"yardstick, a client of S3 and nothing else: {yardstick:.0f} ms of CPU")
    print(f"{'':26}{'with bytecode':^36}{'without':^24}")
    print(f"{'function':26}{'first call':>13}{'budget':>9}{'whole event':>14}{'first call':>12}{'whole event':>13}")
    for function in dict.fromkeys(name for name, _, _ in cases if name):
        budget = f"<= {BUDGETS[function]}" if function in BUDGETS else ""
        columns = (("call", True, 13), ("event", True, 14), ("call", False, 12), ("event", False, 13))
        ratios = [
            f"{cases[function, end, has].median / yardstick:.2f} x".rjust(width)
            if (function, end, has) in cases
            else " " * width
            for end, has, width in columns
        ]
        print(f"{function:26}{ratios[0]}{budget:>9}{''.join(ratios[1:])}")


if __name__ == "__main__":
    main()
