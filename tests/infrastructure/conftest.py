"""The layers, built once for all tests that look into them, however many processes run the tests."""

import fcntl
import os
import sys
from pathlib import Path

import pytest

from tests.infrastructure.programs import run
from tests.infrastructure.stack import ROOT


def build(factory: pytest.TempPathFactory, name: str, *options: str) -> Path:
    """Build every layer below a folder of that name, unless another process has done it already."""
    # Workers of pytest-xdist each have a folder in the one that belongs to the whole run.
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"layers-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_suffix(".done").exists():
            for layer in ("laera", "dependencies", "imaging", "searching"):
                builder = str(ROOT / "layers" / "build_layers.py")
                print(run([sys.executable, builder, layer, str(folder / layer), *options]), end="")
            folder.with_suffix(".done").touch()
    return folder


@pytest.fixture(scope="session")
def lambdas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layers as they are deployed."""
    return build(tmp_path_factory, "lambda")


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same layers for the computer and the Python that run the tests."""
    return build(tmp_path_factory, "ours", "--machine", "this", "--python", "this")
