"""The templates as plain values, and the questions that tests ask of them."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
Node = dict[str, Any]


class TemplateLoader(yaml.SafeLoader):
    """YAML with CloudFormation's tags: `!Ref X` becomes {"Ref": "X"}, `!Sub …` becomes {"Fn::Sub": …}."""


def _tagged(loader: TemplateLoader, tag: str, node: yaml.Node) -> Node:
    name = tag if tag in {"Ref", "Condition"} else f"Fn::{tag}"
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    if isinstance(node, yaml.MappingNode):
        return {name: loader.construct_mapping(node, deep=True)}
    raise AssertionError(f"no such YAML: {node}")


TemplateLoader.add_multi_constructor("!", _tagged)


@dataclass(frozen=True)
class Statement:
    """One permission. Resources are named by logical id: `SiteBucket/*` is every object of the SiteBucket."""

    sid: str
    effect: str
    actions: Set[str]
    resources: Set[str]
    condition: Node
    principal: str | Node | None

    @classmethod
    def read(cls, node: Node) -> "Statement":
        """The statement as the template has it."""
        return cls(
            sid=node.get("Sid", ""),
            effect=node["Effect"],
            actions=frozenset(_listed(node["Action"])),
            resources=frozenset(named(resource) for resource in _listed(node.get("Resource", []))),
            condition=node.get("Condition", {}),
            principal=node.get("Principal"),
        )


@dataclass(frozen=True)
class Template:
    """One template."""

    document: Node

    @property
    def resources(self) -> dict[str, Node]:
        """Every resource by its logical id."""
        return dict(self.document["Resources"])

    def of_type(self, kind: str) -> dict[str, Node]:
        """The properties of every resource of one type, by logical id."""
        return {name: node["Properties"] for name, node in self.resources.items() if node["Type"] == kind}

    def properties(self, name: str) -> Node:
        """The properties of one resource."""
        return dict(self.resources[name]["Properties"])

    def functions(self) -> dict[str, Node]:
        """The properties of every function, with what all of them share."""
        shared = self.document["Globals"]["Function"]
        functions = self.of_type("AWS::Serverless::Function")
        merged = {name: {**shared, **own} for name, own in functions.items()}
        for name, own in functions.items():
            merged[name]["Layers"] = shared["Layers"] + own.get("Layers", [])
            variables = own.get("Environment", {}).get("Variables", {})
            merged[name]["Environment"] = {"Variables": shared["Environment"]["Variables"] | variables}
        return merged

    def events(self, kind: str) -> Iterator[tuple[str, Node]]:
        """Every event source of one type: the function's logical id and the source's properties."""
        for name, function in self.functions().items():
            for event in function["Events"].values():
                if event["Type"] == kind:
                    yield name, event["Properties"]

    def permissions(self, role: str) -> list[Statement]:
        """What a role may do."""
        policies = self.properties(role)["Policies"]
        return [Statement.read(node) for policy in policies for node in policy["PolicyDocument"]["Statement"]]

    def bucket_policy(self, bucket: str) -> dict[str, Statement]:
        """The statements of a bucket's policy, by their ids."""
        policies = self.of_type("AWS::S3::BucketPolicy").values()
        (policy,) = (policy for policy in policies if policy["Bucket"] == {"Ref": bucket})
        statements = [Statement.read(node) for node in policy["PolicyDocument"]["Statement"]]
        return {statement.sid: statement for statement in statements}

    def behaviours(self) -> dict[str, Node]:
        """How the CDN treats addresses, by pattern; `*` stands for all that no other pattern takes."""
        config = self.properties("SiteDistribution")["DistributionConfig"]
        return {"*": config["DefaultCacheBehavior"]} | {
            behaviour["PathPattern"]: behaviour for behaviour in config["CacheBehaviors"]
        }


@cache
def read(name: str) -> Template:
    """The template of that file name. Nobody may change what it gives: it is shared."""
    # TemplateLoader is a SafeLoader: it makes plain values and nothing else.
    return Template(yaml.load((ROOT / name).read_text(encoding="utf-8"), TemplateLoader))  # noqa: S506 - a loader of our own, on a safe one


def named(value: str | Node) -> str:
    """A resource in one word: `!GetAtt SiteBucket.Arn` and `!Ref SiteBucket` are `SiteBucket`."""
    if isinstance(value, str):
        return value
    ((function, argument),) = value.items()
    if function == "Fn::Sub" and isinstance(argument, str):
        return argument.replace(".Arn}", "}").replace("${", "", 1).replace("}", "", 1)
    if function in {"Ref", "Fn::GetAtt"} and isinstance(argument, str):
        return argument.removesuffix(".Arn")
    raise AssertionError(f"neither Ref, GetAtt nor Sub: {value}")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
