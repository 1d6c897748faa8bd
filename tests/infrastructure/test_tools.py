"""What SAM, cfn-lint and checkov say of the stack."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.infrastructure.stack import ROOT, read

pytestmark = [pytest.mark.tools, pytest.mark.timeout(600)]

TEMPLATES = ("template.yaml", "operations.yaml")


def tool(name: str) -> str:
    """The path of a tool that lives in an environment of its own."""
    path = ROOT / ".tools" / name / "bin" / name
    if not path.is_file():
        pytest.fail(f"{name} is not installed: `make .tools/{name}-ready` installs it as locks/{name}.txt says")
    return str(path)


def run(command: Sequence[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run a tool as someone without an account, a home or telemetry."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }
    # pip's and TLS's own settings say where the package index is.
    environment |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    return subprocess.run(  # noqa: S603 - the tools are this repository's own
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )


def test_sam_finds_the_template_valid(tmp_path: Path) -> None:
    """The template is one that SAM expands and CloudFormation understands."""
    said = run([tool("sam"), "validate", "--lint", "--template-file", "template.yaml"], tmp_path)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "is a valid SAM Template" in said.stdout


def test_cfn_lint_has_nothing_to_say(tmp_path: Path) -> None:
    """No error and no warning, in the stack and in what watches it."""
    said = run([str(Path(sys.executable).with_name("cfn-lint")), *TEMPLATES], tmp_path)
    assert (said.returncode, said.stdout) == (0, ""), said.stdout + said.stderr


def test_checkov_finds_nothing_and_every_waiver_is_needed(tmp_path: Path) -> None:
    """A waiver that waives nothing would hide a fault one day."""
    files = [argument for name in TEMPLATES for argument in ("--file", name)]
    options = ["--framework", "cloudformation", "--skip-download", "--output", "json"]
    said = run([tool("checkov"), *files, *options], tmp_path)
    reports = json.loads(said.stdout)
    results = [report["results"] for report in (reports if isinstance(reports, list) else [reports])]

    failed = [(check["check_id"], check["resource"]) for result in results for check in result["failed_checks"]]
    assert failed == []
    assert not any(result["parsing_errors"] for result in results)
    assert sum(len(result["passed_checks"]) for result in results) > 100

    waived = {
        (check["check_id"], check["resource"].split(".")[-1])
        for result in results
        for check in result["skipped_checks"]
    }
    waivers = {
        (waiver["id"], logical_id)
        for name in TEMPLATES
        for logical_id, node in read(name).resources.items()
        for waiver in node.get("Metadata", {}).get("checkov", {}).get("skip", [])
    }
    assert waived == waivers


def test_sam_builds_it_with_nothing_but_the_package_index(tmp_path: Path) -> None:
    """Any Python from 3.11 and make build what is deployed."""
    built = tmp_path / "build"
    said = run([tool("sam"), "build", "--build-dir", str(built)], tmp_path)
    assert said.returncode == 0, said.stdout + said.stderr

    stack = read("template.yaml")
    for name, function in stack.functions().items():
        source = ROOT / function["CodeUri"]
        deployed = {path.name for path in (built / name).iterdir()}
        assert deployed == {path.name for path in source.iterdir()} - {"__pycache__"}
        assert "handler.py" in deployed
    packages = {
        "LaEraLayer": {"laera"},
        "DependenciesLayer": {"aws_lambda_powertools", "comrak", "jinja2", "nh3", "yaml", "tzdata"},
        "ImagingLayer": {"PIL"},
        "SearchingLayer": {"apsw"},
    }
    assert set(packages) == set(stack.of_type("AWS::Serverless::LayerVersion"))
    for layer, expected in packages.items():
        assert expected <= {path.name for path in (built / layer / "python").iterdir()}
    assert (built / "LaEraLayer" / "python" / "laera" / "rendering" / "compiled" / "template_set.txt").is_file()
    assert (built / "Operations" / "template.yaml").is_file()
