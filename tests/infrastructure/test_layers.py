"""The layers: small, locked, made for Lambda's machine, and holding nothing that is not imported."""

import json
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.infrastructure.programs import run, runtime_of_lambda
from tests.infrastructure.stack import ROOT, read

LAYERS = ROOT / "layers"
LARGEST = 20.0
"""Megabytes, unzipped, of the layers of any function that opens no photographs."""
AARCH64 = 0xB7


def in_layers(layers: Sequence[Path], code: str, tmp_path: Path, **environment: str) -> str:
    """Run code with nothing to import but the layers, the runtime's own SDK and the standard library."""
    paths = [*map(str, layers), str(runtime_of_lambda(tmp_path / "runtime"))]
    return run([sys.executable, "-I", "-S", "-B", "-c", f"import sys; sys.path[:0] = {paths!r}\n{code}"], **environment)


def megabytes(folder: Path) -> float:
    """All files of a folder, as Lambda counts them."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000


IMPORT_EVERYTHING = """
import ast, importlib, importlib.util, json, pathlib, pkgutil, sys
import laera
for module in pkgutil.walk_packages(laera.__path__, "laera."):
    if not module.name.startswith("laera.rendering.compiled"):
        importlib.import_module(module.name)
for handler in sorted(pathlib.Path(FUNCTIONS).glob("*/handler.py")):
    spec = importlib.util.spec_from_file_location(handler.parent.name, handler)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
sources = [*pathlib.Path(laera.__path__[0]).rglob("*.py"), *pathlib.Path(FUNCTIONS).glob("*/handler.py")]
for source in sources:
    if "compiled" in source.parts:
        continue
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if not name.startswith(("types_boto3", "handler", "laera.rendering.catalogues")):
                importlib.import_module(name)
import zoneinfo
zoneinfo.ZoneInfo("America/Santiago")
import jinja2
from laera.rendering.environment import TemplateHome, make_environment
home = TemplateHome.find()
templates = make_environment(home)
for name in NAMES:
    templates.get_template(name)
print(json.dumps({
    "compiled": home.is_compiled,
    "set": home.template_set,
    "files": sorted(file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))),
}))
"""


@pytest.mark.tools
def test_the_layers_are_small(lambdas: Path) -> None:
    """A cold start unpacks them: all functions carry fourteen megabytes, one of them Pillow besides."""
    sizes = {layer: megabytes(lambdas / layer) for layer in ("laera", "dependencies", "imaging", "searching")}
    print({layer: f"{size:.1f} MB" for layer, size in sizes.items()})
    assert sizes["laera"] + sizes["dependencies"] + sizes["searching"] <= LARGEST + 1
    assert sizes["imaging"] <= LARGEST


@pytest.mark.tools
def test_compiled_code_is_made_for_lambdas_machine(lambdas: Path) -> None:
    """Every library in them is for arm64, and for the very Python that the template names."""
    runtime = read("template.yaml").document["Globals"]["Function"]["Runtime"]
    version = runtime.removeprefix("python").replace(".", "")
    libraries = [path for path in lambdas.rglob("*") if ".so" in path.suffixes]
    assert len(libraries) > 10
    for library in libraries:
        assert int.from_bytes(library.read_bytes()[18:20], "little") == AARCH64, library.name
        tagged = re.search(r"\.cpython-(\d+)-", library.name)
        assert tagged is None or tagged[1] == version


@pytest.mark.tools
def test_the_layers_hold_no_sdk_no_metadata_no_tests(lambdas: Path) -> None:
    """Lambda has its own boto3; nothing reads the rest."""
    names = {path.name for path in lambdas.rglob("*")}
    assert not names & {"boto3", "botocore", "s3transfer", "tests", "test", "bin", "swagger_ui", "py.typed"}
    assert not any(name.endswith((".dist-info", ".pyi", ".c", ".h")) for name in names)


@pytest.mark.tools
def test_libraries_find_the_libraries_they_are_linked_with(lambdas: Path) -> None:
    """What was left out of Pillow's own libraries, nothing that stayed asks for."""
    carried = lambdas / "imaging" / "pillow.libs"
    kept = {path.name for path in carried.iterdir()}
    asked = re.compile(rb"\0(lib[A-Za-z0-9_.+-]+-[0-9a-f]{8}\.so[.0-9]*)\0")
    for library in (lambdas / "imaging").rglob("*.so*"):
        wanted = {name.decode() for name in asked.findall(library.read_bytes())}
        assert wanted <= kept, library.name
    assert kept


@pytest.mark.tools
def test_everything_in_the_layers_is_imported(ours: Path, tmp_path: Path) -> None:
    """Handlers and library import from the layers alone, and no package lies there for nothing."""
    layers = [ours / "laera", ours / "dependencies", ours / "imaging", ours / "searching"]
    names = [path.name for path in (ROOT / "templates").glob("*.html")]
    code = f"FUNCTIONS = {str(ROOT / 'functions')!r}\nNAMES = {names!r}\n{IMPORT_EVERYTHING}"
    # No time zones but those of the layer, as on Lambda.
    answer = json.loads(in_layers(layers, code, tmp_path).splitlines()[-1])

    used = {
        Path(file).relative_to(layer).parts[0]
        for file in answer["files"]
        for layer in layers
        if Path(file).is_relative_to(layer)
    }
    present = {path.name for layer in layers for path in layer.iterdir()} - {"__pycache__", "pillow.libs"}
    assert present - used <= {"tzdata"}
    assert used <= present


@pytest.mark.tools
def test_templates_come_compiled_and_are_the_ones_of_this_checkout(ours: Path, tmp_path: Path) -> None:
    """A page made on Lambda is, byte for byte, the page made here."""
    code = (
        "from laera.rendering.environment import TemplateHome as T; print(T.find().is_compiled, T.find().template_set)"
    )
    in_layer = in_layers([ours / "laera", ours / "dependencies"], code, tmp_path).split()
    here = run([sys.executable, "-c", code], PYTHONPATH=str(LAYERS / "laera" / "python")).split()
    assert in_layer[0] == "True"
    assert here[0] == "False"
    assert in_layer[1] == here[1]


@pytest.mark.tools
def test_time_zones_are_in_the_layer(ours: Path, tmp_path: Path) -> None:
    """Lambda's Python has no time zones of its own; the paper's clock is its layer's."""
    code = (
        "import zoneinfo; from datetime import datetime\n"
        "zoneinfo.reset_tzpath(())\n"
        "print(datetime(2026, 1, 31, 12, tzinfo=zoneinfo.ZoneInfo('America/Santiago')).isoformat())"
    )
    assert in_layers([ours / "dependencies"], code, tmp_path).strip() == "2026-01-31T12:00:00-03:00"


@pytest.mark.tools
def test_bytecode_is_read_without_a_look_at_the_source(ours: Path) -> None:
    """Lambda's file system is read-only and its dates mean nothing: bytecode that asked for either would be useless."""
    sources = [path for path in ours.rglob("*.py") if "__pycache__" not in path.parts]
    assert len(sources) > 100
    for source in sources:
        (bytecode,) = (source.parent / "__pycache__").glob(f"{source.stem}.cpython-*.pyc")
        assert bytecode.read_bytes()[4:8] == b"\1\0\0\0", f"{source}: neither hashed nor unchecked"


@pytest.mark.tools
def test_pillow_opens_what_newspapers_send_and_nothing_else(ours: Path, tmp_path: Path) -> None:
    """Five formats go in and out, with colour profiles; forty other parsers are not there to be attacked."""
    code = """
import io
from PIL import Image, ImageCms, ImageOps
Image.init()
for name in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
    file = io.BytesIO()
    Image.new("RGB", (32, 16), "#a03020").save(file, name)
    file.seek(0)
    with Image.open(file, formats=[name]) as opened:
        ImageOps.exif_transpose(opened.convert("RGB")).resize((16, 8), Image.Resampling.LANCZOS).load()
ImageCms.profileToProfile(Image.new("RGB", (2, 2)), ImageCms.createProfile("sRGB"), ImageCms.createProfile("sRGB"))
print(*sorted(Image.OPEN))
"""
    formats = in_layers([ours / "imaging", ours / "dependencies"], code, tmp_path).split()
    assert set(formats) >= {"AVIF", "GIF", "JPEG", "PNG", "WEBP"}
    assert set(formats) <= {"AVIF", "GIF", "JPEG", "MPO", "PNG", "TIFF", "WEBP"}


def locked(path: Path) -> dict[str, str]:
    """The packages of a lock, with their versions."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("layer", ["dependencies", "imaging", "searching"])
def test_a_layer_has_the_versions_that_were_tested(layer: str) -> None:
    """Each package is the one that the tests run with, and is checked against its hash when it is unpacked."""
    lock = LAYERS / layer / "requirements.txt"
    text = lock.read_text(encoding="utf-8")
    assert locked(lock).items() <= locked(ROOT / "locks" / "test.txt").items()
    assert not re.search(r"https?://|^-", text, re.MULTILINE)
    for package in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_layers_and_runtime_hold_together_what_the_project_depends_on() -> None:
    """A new dependency has to go into a layer before a function can import it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=~!\[; ]", line)[0] for line in project["dependencies"]}
    asked = {
        line
        for layer in ("dependencies", "imaging", "searching")
        for line in (LAYERS / layer / "requirements.in").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    }
    assert asked | {"boto3"} == wanted
