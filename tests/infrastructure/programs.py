"""Programs that tests run, and what Lambda's own runtime gives a function to import."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

RUNTIMES_OWN = (
    "boto3",
    "botocore",
    "s3transfer",
    "dateutil",
    "urllib3",
    "six.py",
    "awslambdaric",
    "runtime_client*",
    "simplejson",
    "snapshot_restore_py.py",
)
"""The SDK and the runtime interface client with all they need, jmespath apart: that one is in our layer too."""


def run(command: Sequence[str], **environment: str) -> str:
    """Run a program and give what it said."""
    done = subprocess.run(  # noqa: S603 - the programs are this repository's own
        command, check=False, capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def runtime_of_lambda(folder: Path) -> Path:
    """Fill a folder with what a function finds on its path besides its layers, and with nothing else."""
    folder.mkdir(exist_ok=True)
    packages = next(Path(entry) for entry in sys.path if Path(entry, "botocore").is_dir())
    for pattern in RUNTIMES_OWN:
        for package in packages.glob(pattern):
            if not (folder / package.name).exists():
                (folder / package.name).symlink_to(package)
    return folder
