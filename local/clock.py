"""`laera clock`: tells and moves the clock of a running paper."""

import argparse
import sys

from local.errors import RunnerError
from local.running_paper import RunningPaper


def run(arguments: argparse.Namespace) -> int:
    """Print what the clock shows; 0, or 2 when no paper runs or the words name no time."""
    paper = RunningPaper(arguments.site_port)
    try:
        words = " ".join(arguments.to)
        said = paper.ask("POST", "clock", {"to": words}) if words else paper.ask("GET", "clock")
    except RunnerError as error:
        sys.stderr.write(f"laera clock: {error}\n")
        return 2
    print(said["said"])
    return 0
