"""CloudFormation's intrinsic functions, as far as a stack in one process needs them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from local.errors import TemplateError

_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]*)\}")

# The value of `Ref: AWS::NoValue`: the property it is given to is left out.
_NOTHING = object()


class Resolver:
    """Turns `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::If` and their kin into plain values.

    `reference` answers a `Ref` (parameter, pseudo parameter or resource), `attribute` a `Fn::GetAtt`.
    """

    def __init__(
        self,
        reference: Callable[[str], Any],
        attribute: Callable[[str, str], Any],
        conditions: Mapping[str, Any],
        mappings: Mapping[str, Any],
    ) -> None:
        self._reference = reference
        self._attribute = attribute
        self._conditions = conditions
        self._mappings = mappings
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Condition": self.condition,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::If": self._if,
            "Fn::Join": self._join,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            "Fn::FindInMap": self._find_in_map,
            "Fn::Equals": self._equals,
            "Fn::And": lambda parts: all(self._truth(part) for part in parts),
            "Fn::Or": lambda parts: any(self._truth(part) for part in parts),
            "Fn::Not": lambda parts: not self._truth(parts[0]),
            "Fn::GetAZs": lambda _: ["a", "b", "c"],
        }

    def resolve(self, value: Any) -> Any:
        """`value` with every intrinsic function worked out, at any depth."""
        if isinstance(value, list):
            return [item for item in map(self.resolve, value) if item is not _NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            name, argument = next(iter(value.items()))
            # `Condition` is a function only where a condition is expected; in an IAM policy it is a plain key.
            if name in self._functions and not (name == "Condition" and not isinstance(argument, str)):
                return self._functions[name](argument)
            if isinstance(name, str) and name.startswith("Fn::"):
                raise TemplateError(f"template.yaml: {name} is not something the local runner can work out")
        resolved = {key: self.resolve(item) for key, item in value.items()}
        return {key: item for key, item in resolved.items() if item is not _NOTHING}

    def condition(self, name: str) -> bool:
        """Whether the named condition of the template holds."""
        if name not in self._conditions:
            raise TemplateError(f"template.yaml: there is no condition '{name}'")
        return self._truth(self._conditions[name])

    def _truth(self, value: Any) -> bool:
        return bool(self.resolve(value))

    def _ref(self, name: str) -> Any:
        return _NOTHING if name == "AWS::NoValue" else self._reference(name)

    def _get_att(self, argument: Any) -> Any:
        resource, name = argument.split(".", 1) if isinstance(argument, str) else (argument[0], ".".join(argument[1:]))
        return self._attribute(resource, name)

    def _sub(self, argument: Any) -> str:
        text, given = (argument, {}) if isinstance(argument, str) else (argument[0], argument[1])

        def fill(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return "${" + name + "}"
            name = name.strip()
            if name in given:
                return str(self.resolve(given[name]))
            return str(self._get_att(name) if "." in name else self._ref(name))

        return _PLACEHOLDER.sub(fill, text)

    def _if(self, argument: Any) -> Any:
        name, then, otherwise = argument
        return self.resolve(then if self.condition(name) else otherwise)

    def _join(self, argument: Any) -> str:
        separator, parts = argument
        return str(separator).join(str(part) for part in self.resolve(parts))

    def _select(self, argument: Any) -> Any:
        index, parts = argument
        return self.resolve(parts)[int(self.resolve(index))]

    def _split(self, argument: Any) -> list[str]:
        separator, text = argument
        return str(self.resolve(text)).split(separator)

    def _find_in_map(self, argument: Any) -> Any:
        name, first, second = (self.resolve(part) for part in argument[:3])
        try:
            return self.resolve(self._mappings[name][first][second])
        except KeyError as error:
            raise TemplateError(f"template.yaml: Mappings has no {name}.{first}.{second}") from error

    def _equals(self, argument: Any) -> bool:
        one, other = (self.resolve(part) for part in argument)
        return str(one) == str(other)
