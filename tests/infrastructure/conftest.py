"""The layers, built once for all tests that look into them."""

import sys
from pathlib import Path

import pytest

from tests.infrastructure.programs import run
from tests.infrastructure.stack import ROOT


def build(folder: Path, *options: str) -> Path:
    """Build every layer below the folder."""
    for layer in ("laera", "dependencies", "imaging"):
        builder = str(ROOT / "layers" / "build_layers.py")
        print(run([sys.executable, builder, layer, str(folder / layer), *options]), end="")
    return folder


@pytest.fixture(scope="session")
def lambdas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layers as they are deployed."""
    return build(tmp_path_factory.mktemp("lambda"))


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same layers for the computer and the Python that run the tests."""
    return build(tmp_path_factory.mktemp("ours"), "--machine", "this", "--python", "this")
