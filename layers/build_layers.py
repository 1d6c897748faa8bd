"""Build layers: `python3 build_layers.py [LAYER [TARGET]]`, each into build/layers/LAYER/python unless TARGET is given.

That folder becomes what Lambda puts on the path as /opt/python. Any Python from 3.11 builds for Lambda (python3.13,
arm64) from wheels alone, and needs only the package index. Bytecode can only be written by a Python of the version that
reads it: where there is no python3.13 the layer is built without, which is said aloud, and every cold start compiles
anew.

With `--machine this --python this` a layer is built for the computer and the Python that build it.
"""

import argparse
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LAYERS = Path(__file__).resolve().parent
LIBRARY = LAYERS / "laera" / "python"
NAMES = ("laera", "dependencies", "imaging", "searching")
BUILT = LAYERS.parent / "build" / "layers"
LAMBDA_PYTHON = "3.13"
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

# Templates and catalogues are compiled with these; a layer carries Jinja2 and never Babel.
COMPILERS = {
    LAYERS / "dependencies" / "requirements.txt": ("jinja2", "markupsafe"),
    LAYERS.parent / "locks" / "serve.txt": ("babel",),
}
NOT_COPIED = ("__pycache__", "compiled", "py.typed", "compiling.py", "catalogues.py")

# Amazon Linux 2023 has glibc 2.34: a wheel made for any older one runs on it.
MANYLINUX = ("_2_34", "_2_28", "_2_17", "2014")

# Nothing of La Era imports these. The runtime has boto3 and botocore of its own, so no lock of a layer names them.
LEFT_OUT = {
    "dependencies": (
        "bin",
        "*.dist-info",
        "**/*.pyi",
        "**/py.typed",
        "**/*.c",
        "aws_lambda_powertools/event_handler/openapi/swagger_ui",
        "aws_lambda_powertools/metrics/provider/datadog",
        "aws_lambda_powertools/utilities/auth_alpha",
        "aws_lambda_powertools/utilities/circuit_breaker",
        "aws_lambda_powertools/utilities/data_masking",
        "aws_lambda_powertools/utilities/feature_flags",
        "aws_lambda_powertools/utilities/idempotency",
        "aws_lambda_powertools/utilities/kafka",
        "aws_lambda_powertools/utilities/parameters",
        "aws_lambda_powertools/utilities/parser",
        "aws_lambda_powertools/utilities/streaming",
        "aws_lambda_powertools/utilities/validation",
        "_yaml",
    ),
    # What draws text, shows windows, or opens what no newspaper sends: every parser left out is one less to attack.
    "imaging": (
        "*.dist-info",
        "**/*.pyi",
        "**/py.typed",
        "PIL/_imagingft*",
        "PIL/_imagingmath*",
        "PIL/_imagingmorph*",
        "PIL/_imagingtk*",
        "PIL/FontFile.py",
        "PIL/*FontFile.py",
        "PIL/ImageFont.py",
        "PIL/ImageGrab.py",
        "PIL/ImageQt.py",
        "PIL/ImageTk.py",
        "PIL/ImageWin.py",
        "PIL/__main__.py",
        "PIL/report.py",
        "pillow.libs/libbrotli*",
        "pillow.libs/libfreetype*",
        "pillow.libs/libharfbuzz*",
        "pillow.libs/libpng16*",
    ),
    # SQLite itself and what makes it Python's, without its shell, its extensions and its tools.
    "searching": (
        "bin",
        "*.dist-info",
        "**/*.pyi",
        "**/py.typed",
        "apsw/__main__.py",
        "apsw/bestpractice.py",
        "apsw/carray.py",
        "apsw/ext.py",
        "apsw/fts*",
        "apsw/jsonb*",
        "apsw/mc.py",
        "apsw/shell.py",
        "apsw/speedtest.py",
        "apsw/sqlite_extra*",
        "apsw/tests",
        "apsw/trace.py",
        "apsw/unicode.py",
        "apsw/_unicode*",
        "apsw/aio.py",
        "apsw/_aio*",
        "apsw_extra*",
    ),
}
OPENED_FORMATS = ("Avif", "Gif", "Jpeg", "Mpo", "Png", "Tiff", "WebP")  # Mpo and Tiff: a JPEG's pictures and its Exif


def main(arguments: Sequence[str]) -> None:
    """Build the layers that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer", nargs="?", choices=NAMES, help="which one (default: all)")
    parser.add_argument("target", nargs="?", type=Path, help="the folder to fill; it is emptied first")
    parser.add_argument("--machine", default="aarch64", help="aarch64 (Lambda's), x86_64, or this (default: aarch64)")
    parser.add_argument("--python", default=LAMBDA_PYTHON, help=f"a version or this (default: {LAMBDA_PYTHON})")
    options = parser.parse_args(arguments)
    machine = None if options.machine == "this" else options.machine
    python = THIS_PYTHON if options.python == "this" else options.python
    for layer in NAMES if options.layer is None else [options.layer]:
        build(layer, (options.target or BUILT / layer / "python").resolve(), machine, python)


def build(layer: str, target: Path, machine: str | None, python: str) -> None:
    """Fill the folder with one layer, and say how large it is."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if layer == "laera":
        copy_library(target)
    else:
        install(target, LAYERS / layer / "requirements.txt", machine, python)
        leave_out(target, layer)
    without_bytecode = size_of(target)
    compile_bytecode(target, python)
    print(f"{layer}: {size_of(target):.1f} MB unzipped ({without_bytecode:.1f} MB without bytecode)")


def copy_library(target: Path) -> None:
    """Copy our library, with its templates and catalogues compiled in the place where it looks for them."""
    library = target / "laera"
    shutil.copytree(LIBRARY / "laera", library, ignore=shutil.ignore_patterns(*NOT_COPIED))
    with compilers() as path:
        run(
            [sys.executable, "-m", "laera.rendering.compiling", str(library / "rendering" / "compiled")],
            PYTHONPATH=os.pathsep.join([str(LIBRARY), *path]),
        )


@contextmanager
def compilers() -> Iterator[list[str]]:
    """Give the path entries with which Python finds Babel, and the very Jinja2 that the layer runs the templates with.

    What this Python lacks of the locked versions comes from the package index, for the time of the compiling.
    """
    pins = [pin for lock, names in COMPILERS.items() for pin in pins_of(lock, names)]
    if all(installed(name) == version for name, version, _ in pins):
        yield [entry for entry in sys.path if entry]
        return
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder, "requirements.txt")
        pinned.write_text("".join(lines for _, _, lines in pins), encoding="utf-8")
        install(Path(folder, "packages"), pinned, None, THIS_PYTHON)
        yield [str(Path(folder, "packages"))]


def pins_of(lock: Path, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Give name, version and lines of some packages of a lock."""
    text = lock.read_text(encoding="utf-8")
    for name in names:
        entry = re.search(rf"^{name}==(\S+) \\\n(?: {{4}}--hash=\S+(?: \\)?\n)+", text, re.MULTILINE)
        if entry is None:
            sys.exit(f"the layer was not built: {lock} does not name {name}; `make lock` renews it")
        yield name, entry[1], entry[0]


def installed(name: str) -> str | None:
    """Tell which version of a package this Python has."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def install(target: Path, lock: Path, machine: str | None, python: str) -> None:
    """Unpack the wheels of a lock, each checked against its hash; never build from source."""
    choice = [f"--platform=manylinux{version}_{machine}" for version in MANYLINUX if machine]
    if machine is not None or python != THIS_PYTHON:
        choice += ["--implementation=cp", f"--python-version={python}"]
    with pip() as command:
        exactly = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile"]
        quietly = ["--quiet", "--disable-pip-version-check"]
        run([*command, "install", f"--target={target}", f"--requirement={lock}", *exactly, *quietly, *choice])


@contextmanager
def pip() -> Iterator[list[str]]:
    """Give the command that runs pip; a Python without pip of its own lends it to a virtual environment."""
    if importlib.util.find_spec("pip"):
        yield [sys.executable, "-m", "pip"]
        return
    with tempfile.TemporaryDirectory() as folder:
        run([sys.executable, "-m", "venv", folder])
        yield [str(Path(folder, "bin", "python")), "-m", "pip"]


def leave_out(target: Path, layer: str) -> None:
    """Remove what no function imports."""
    unwanted = {path for pattern in LEFT_OUT[layer] for path in target.glob(pattern)}
    if layer == "imaging":
        plugins = set(target.glob("PIL/*ImagePlugin.py")) | set(target.glob("PIL/*StubImagePlugin.py"))
        unwanted |= plugins - {target / "PIL" / f"{name}ImagePlugin.py" for name in OPENED_FORMATS}
    for path in sorted(unwanted):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def compile_bytecode(target: Path, python: str) -> None:
    """Write bytecode that is read without looking at the source: the layer's files never change, only their dates."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    found = (path for folder in folders if (path := shutil.which(f"python{python}", path=folder)) and runs(path))
    interpreter = sys.executable if python == THIS_PYTHON else next(found, None)
    if interpreter is None:
        print(f"no python{python} on the path: the layer is built without bytecode, and cold starts are slower")
        return
    # Lambda shows tracebacks with the names under which it mounts the layer.
    names = ["-s", str(target), "-p", "/opt/python"]
    run([interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", *names, str(target)])


def runs(interpreter: str) -> bool:
    """Tell whether the interpreter really starts: pyenv leaves names on the path for versions it has switched off."""
    answer = subprocess.run([interpreter, "--version"], capture_output=True, check=False)  # noqa: S603 - our own words
    return answer.returncode == 0


def run(command: Sequence[str], **environment: str) -> None:
    """Run a step; when it fails, say which and stop."""
    step = subprocess.run(command, check=False, env={**os.environ, **environment})  # noqa: S603 - our own words
    if step.returncode:
        sys.exit(f"the layer was not built: {' '.join(command)} failed; its words are above")


def size_of(folder: Path) -> float:
    """Give the size of all files in megabytes, as Lambda counts them."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000


if __name__ == "__main__":
    main(sys.argv[1:])
