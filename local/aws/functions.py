"""The template's functions, loaded from their folders and invoked as Lambda invokes them."""

import importlib.util
import json
import os
import sys
import threading
import time
import traceback
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.aws.template import ACCOUNT, REGION
from local.errors import FunctionLoadError, TemplateError


@dataclass(frozen=True, slots=True)
class FunctionPlan:
    """What the template says about one function."""

    logical_id: str
    name: str
    handler: str
    folder: Path
    timeout_seconds: int
    memory_megabytes: int
    environment: Mapping[str, str]

    @property
    def arn(self) -> str:
        """The function's ARN, as in the context and in event sources."""
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}"

    @classmethod
    def from_properties(cls, logical_id: str, name: str, folder: Path, properties: Mapping[str, Any]) -> "FunctionPlan":
        """The plan in the resolved properties of an AWS::Lambda::Function."""
        variables = properties.get("Environment", {}).get("Variables", {})
        return cls(
            logical_id=logical_id,
            name=name,
            handler=properties["Handler"],
            folder=folder,
            timeout_seconds=int(properties.get("Timeout", 3)),
            memory_megabytes=int(properties.get("MemorySize", 128)),
            environment={key: str(value) for key, value in variables.items()},
        )


class InvocationError(Exception):
    """The function raised, or answered something that is not JSON. `report` is what a developer wants to read."""

    def __init__(self, function: str, report: str) -> None:
        self.function = function
        self.report = report
        super().__init__(f"{function} failed: {report.strip().splitlines()[-1]}")


@dataclass(slots=True)
class Context:
    """What Lambda passes as the second argument. Times are of the monotonic clock."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    deadline: float
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None

    @property
    def log_group_name(self) -> str:
        """The name of the group that CloudWatch would keep the function's lines in."""
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda would stop the invocation; 0 once that is past."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


class Functions:
    """All functions of the stack in this one process, one invocation of each at a time.

    In Lambda an environment never runs two invocations at once, and a function may rely on it: so invocations of one
    function take turns here, first come first served. A photograph being developed does not hold up a story.
    """

    def __init__(self, plans: Mapping[str, FunctionPlan], complain: Callable[[str], None]) -> None:
        self._plans = plans
        self._complain = complain
        self._handlers: dict[str, Callable[[Any, Any], Any]] = {}
        self._turns = {logical_id: _Turns() for logical_id in plans}

    def environment(self) -> dict[str, str]:
        """The variables of all functions.

        Raises TemplateError when two functions give one variable different values, since they share a process here.
        """
        merged: dict[str, str] = {}
        owner: dict[str, str] = {}
        for plan in self._plans.values():
            for name, value in plan.environment.items():
                if merged.setdefault(name, value) != value:
                    raise TemplateError(
                        f"template.yaml: {owner[name]} and {plan.logical_id} give {name} different values; the local "
                        "runner keeps all functions in one process: put it into Globals or give it two names"
                    )
                owner.setdefault(name, plan.logical_id)
        return merged

    def load(self) -> None:
        """Imports every handler, as a cold start would. Raises FunctionLoadError for the first that cannot be."""
        for logical_id, plan in self._plans.items():
            self._handlers[logical_id] = _load_handler(plan)

    def plan(self, logical_id: str) -> FunctionPlan:
        """What the template says about one function."""
        return self._plans[logical_id]

    def invoke(self, logical_id: str, event: Any) -> Any:
        """The handler's answer to `event`; both travel as JSON, as they do in Lambda.

        Raises InvocationError for whatever goes wrong inside. An invocation that outlives its timeout is not cut off,
        since a thread cannot be, but it is complained about: in Lambda it would have failed.
        """
        plan = self._plans[logical_id]
        with self._turns[logical_id]:
            started = time.monotonic()
            context = Context(plan.name, plan.arn, plan.memory_megabytes, deadline=started + plan.timeout_seconds)
            try:
                answer = self._handlers[logical_id](json.loads(json.dumps(event)), context)
                answer = json.loads(json.dumps(answer))
            except Exception as error:
                raise InvocationError(plan.name, traceback.format_exc()) from error
            took = time.monotonic() - started
        if took > plan.timeout_seconds:
            self._complain(
                f"{plan.name} took {took:.1f} s; Lambda would have stopped it after {plan.timeout_seconds} s"
            )
        return answer


class _Turns:
    """A lock that is fair: a plain one may be taken again by the thread that has just let it go."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


def put_layers_on_path(layers: tuple[Path, ...]) -> None:
    """Makes each layer's `python` folder importable, before anything installed; a layer of packages has none here."""
    for layer in layers:
        folder = str((layer / "python").resolve())
        if Path(folder).is_dir() and folder not in sys.path:
            sys.path.insert(0, folder)


def _count_apart() -> None:
    """Gives the next function metrics of its own: Powertools keeps them on the class, one function to a process."""
    from aws_lambda_powertools import Metrics

    for shared in ("_metrics", "_dimensions", "_metadata", "_default_dimensions"):
        if not hasattr(Metrics, shared):
            raise FunctionLoadError(f"this release of Powertools keeps its metrics elsewhere than in Metrics.{shared}")
        setattr(Metrics, shared, {})


def _load_handler(plan: FunctionPlan) -> Callable[[Any, Any], Any]:
    """The handler named `module.function`, its folder importable while it loads, as it is in Lambda."""
    module_name, _, function_name = plan.handler.rpartition(".")
    path = plan.folder / (module_name.replace(".", os.sep) + ".py")
    folder = str(plan.folder.resolve())
    # Each folder has a `handler.py`: the module needs a name of its own here.
    spec = importlib.util.spec_from_file_location(f"function_{plan.logical_id}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FunctionLoadError(f"{plan.logical_id}: there is no {path}; look at Handler and CodeUri in template.yaml")
    _count_apart()
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.insert(0, folder)
    before = set(sys.modules)
    try:
        spec.loader.exec_module(module)
        handler: Callable[[Any, Any], Any] = getattr(module, function_name)
    except Exception as error:
        raise FunctionLoadError(
            f"{plan.logical_id}: {path} cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    finally:
        sys.path.remove(folder)
        # The next function may have a neighbour module of the same name.
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", None) or "").startswith(folder + os.sep):
                del sys.modules[name]
    return handler
