"""What Lambda puts on a function's path, here: its own folder, the layers its template names, the runtime's SDK."""

import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.infrastructure.stack import ROOT, read

SDK = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
CLIENT = ("awslambdaric", "runtime_client", "simplejson", "snapshot_restore_py")
"""The runtime interface client, with all that it imports."""
ALONE = ("-I", "-S", "-B")
"""Options with which Python sees no variables of its own, no site-packages and no folder of a user."""


@dataclass(frozen=True)
class LambdaRuntime:
    """Layers that were built for this machine and this Python, and a folder for the packages of the runtime."""

    layers: Path
    packages: Path

    def path_of(self, function: str) -> list[str]:
        """What the code of a function finds, by the function's logical id, in Lambda's order."""
        node = read("template.yaml").functions()[function]
        # Layers are unpacked one over the other: the last one named is the first to be found.
        layers = [self.layers / source_of(layer["Ref"]) for layer in reversed(node["Layers"])]
        return [str(entry) for entry in (ROOT / node["CodeUri"], *layers, laid_out(SDK, self.packages / "sdk"))]

    def command(self, function: str, code: str) -> list[str]:
        """A command that runs Python code which can import a function's path and the standard library, and no more."""
        return [sys.executable, *ALONE, "-c", f"import sys; sys.path[:0] = {self.path_of(function)!r}\n{code}"]

    def client(self) -> Path:
        """The folder of the runtime interface client."""
        return laid_out(CLIENT, self.packages / "client")


def source_of(layer: str) -> str:
    """The name of the folder below `layers/` that a layer is built from."""
    return Path(read("template.yaml").properties(layer)["ContentUri"]).name


def laid_out(packages: Sequence[str], folder: Path) -> Path:
    """A folder with these packages of this Python and nothing else."""
    if not folder.exists():
        folder.mkdir(parents=True)
        for package in packages:
            spec = importlib.util.find_spec(package)
            assert spec is not None, f"{package} is not installed"
            assert spec.origin is not None, f"{package} has no file"
            source = Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
            (folder / source.name).symlink_to(source)
    return folder


def environment_of(function: str, resources: Mapping[str, str]) -> dict[str, str]:
    """A function's variables as its template has them; `resources` are what the logical ids in them stand for.

    Parameters have their defaults.
    """
    template = read("template.yaml")
    variables: dict[str, str | dict[str, str]] = template.functions()[function]["Environment"]["Variables"]
    defaults = {name: str(parameter["Default"]) for name, parameter in template.document["Parameters"].items()}
    meant = {**defaults, **resources}
    told = {name: value if isinstance(value, str) else meant[value["Ref"]] for name, value in variables.items()}
    return {"PATH": os.environ["PATH"], "LANG": "en_US.UTF-8", "TZ": ":UTC", **told}
