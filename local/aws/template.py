"""template.yaml as CloudFormation would see it: SAM's shorthand expanded, local code kept track of."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.errors import TemplateError

ACCOUNT = "123456789012"
REGION = "us-east-1"
STACK = "laera"

_PSEUDO_PARAMETERS = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{STACK}/local",
    "AWS::StackName": STACK,
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::NotificationARNs": [],
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of the stack, its properties still holding their intrinsic functions."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]
    condition: str | None


@dataclass(frozen=True, slots=True)
class Template:
    """The whole stack: what it is made of, and where each function's and layer's code lies on this disk."""

    resources: Mapping[str, Resource]
    parameters: Mapping[str, Any]
    conditions: Mapping[str, Any]
    mappings: Mapping[str, Any]
    code: Mapping[str, Path]
    layers: tuple[Path, ...]

    def of_type(self, kind: str) -> Iterator[Resource]:
        """Every resource of one CloudFormation type, in the template's order."""
        return (resource for resource in self.resources.values() if resource.type == kind)


def read_template(path: Path) -> Template:
    """The template at `path`, through the same SAM transform that AWS runs.

    Needs a region in the environment, which an open Cloud sees to. Raises TemplateError with the transform's own words
    when it refuses.
    """
    # Imported here: a third of a second that `laera check` need not pay.
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
    from yaml import YAMLError

    try:
        document = yaml_parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TemplateError(f"{path}: there is no template here; run `laera serve` from the repository") from error
    except YAMLError as error:
        raise TemplateError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from error
    folder = path.parent
    code, layers = _detach_local_code(document, folder)
    parameters = {**_PSEUDO_PARAMETERS, **_defaults(document)}
    # The transform counts what it does and complains, on standard error, that nobody collects the count.
    logging.getLogger("samtranslator.metrics.metrics").disabled = True
    try:
        expanded = transform(document, parameters, _NoManagedPolicies())
    except InvalidDocumentException as error:
        reasons = "; ".join(cause.message for cause in error.causes)
        raise TemplateError(f"{path.name}: {reasons or error.message}") from error
    resources = {
        logical_id: Resource(logical_id, body["Type"], body.get("Properties", {}), body.get("Condition"))
        for logical_id, body in expanded["Resources"].items()
    }
    return Template(
        resources=resources,
        parameters=parameters,
        conditions=expanded.get("Conditions", {}),
        mappings=expanded.get("Mappings", {}),
        code=code,
        layers=layers,
    )


class _NoManagedPolicies:
    """SAM asks for the account's managed policies; the names in its own table are enough."""

    def load(self) -> dict[str, str]:
        return {}


def _defaults(document: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter's default; one without cannot be guessed."""
    defaults: dict[str, Any] = {}
    for name, parameter in document.get("Parameters", {}).items():
        if "Default" not in parameter:
            raise TemplateError(f"template.yaml: parameter {name} needs a Default, so that the paper runs on a laptop")
        value = parameter["Default"]
        is_list = str(parameter.get("Type", "")).startswith(("CommaDelimitedList", "List<"))
        defaults[name] = str(value).split(",") if is_list else value
    return defaults


def _detach_local_code(document: dict[str, Any], folder: Path) -> tuple[dict[str, Path], tuple[Path, ...]]:
    """Remembers every local code folder and puts the name of an archive in its place, as `sam package` does."""
    shared = document.get("Globals", {}).get("Function", {})
    shared_code = shared.pop("CodeUri", None)
    code: dict[str, Path] = {}
    layers: list[Path] = []
    for logical_id, resource in document.get("Resources", {}).items():
        properties = resource.get("Properties") or {}
        archive = {"Bucket": "code", "Key": logical_id}
        if resource["Type"] == "AWS::Serverless::Function":
            local = properties.get("CodeUri", shared_code)
            if not isinstance(local, str):
                raise TemplateError(f"template.yaml: {logical_id} needs a CodeUri that is a folder here")
            code[logical_id] = folder / local
            properties["CodeUri"] = archive
        elif resource["Type"] == "AWS::Serverless::LayerVersion":
            layers.append(folder / properties["ContentUri"])
            properties["ContentUri"] = archive
    return code, tuple(layers)
