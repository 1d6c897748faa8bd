"""Filter patterns of event source mappings: which records a function wants to see."""

from collections.abc import Callable, Mapping
from typing import Any

from local.errors import TemplateError

_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda value, bound: value == bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
}
_MISSING = object()


def wants(pattern: Mapping[str, Any], record: Any) -> bool:
    """Whether `record` matches `pattern`, by the rules of EventBridge patterns that mappings share.

    Raises TemplateError for a rule that this runner does not know, rather than let the wrong records through.
    """
    for name, wanted in pattern.items():
        if name == "$or":
            if not any(wants(choice, record) for choice in wanted):
                return False
            continue
        value = record.get(name, _MISSING) if isinstance(record, Mapping) else _MISSING
        if isinstance(wanted, Mapping):
            if not wants(wanted, {} if value is _MISSING else value):
                return False
        elif not any(_satisfies(rule, value) for rule in wanted):
            return False
    return True


def _satisfies(rule: Any, value: Any) -> bool:
    if isinstance(value, list):
        return any(_satisfies(rule, item) for item in value)
    if not isinstance(rule, Mapping):
        return value is not _MISSING and type(rule) is type(value) and rule == value
    ((kind, argument),) = rule.items()
    text = value if isinstance(value, str) else None
    match kind:
        case "exists":
            satisfied = (value is not _MISSING) is bool(argument)
        case "prefix" | "suffix":
            satisfied = text is not None and _edge(kind, argument, text)
        case "equals-ignore-case":
            satisfied = text is not None and text.lower() == argument.lower()
        case "anything-but":
            satisfied = value is not _MISSING and not _is_excluded(argument, value)
        case "numeric":
            satisfied = isinstance(value, int | float) and all(
                _COMPARISONS[sign](value, bound) for sign, bound in zip(argument[::2], argument[1::2], strict=True)
            )
        case _:
            raise TemplateError(f"template.yaml: a filter pattern uses '{kind}', which the local runner does not know")
    return satisfied


def _edge(kind: str, argument: Any, text: str) -> bool:
    if isinstance(argument, Mapping):
        argument, text = argument["equals-ignore-case"].lower(), text.lower()
    return text.startswith(argument) if kind == "prefix" else text.endswith(argument)


def _is_excluded(argument: Any, value: Any) -> bool:
    if isinstance(argument, Mapping):
        return _satisfies(argument, value)
    return value in (argument if isinstance(argument, list) else [argument])
