"""Handlers loaded and invoked as Lambda does it."""

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from local.aws.cloud import Cloud
from local.aws.functions import FunctionPlan, Functions, InvocationError, put_layers_on_path
from local.aws.stack import Stack
from local.aws.template import read_template
from local.errors import FunctionLoadError, TemplateError


def plan(folder: Path, *, name: str = "Reader", handler: str = "handler.handler", **environment: str) -> FunctionPlan:
    """A function whose code lies in `folder`."""
    return FunctionPlan(name, name.lower(), handler, folder, 5, 256, environment)


def test_a_handler_sees_its_event_its_context_and_its_neighbours(cloud: Cloud, small_template: Path) -> None:
    """Modules beside the handler are importable while it loads, and its context is Lambda's."""
    stack = Stack(read_template(small_template), cloud)
    stack.raise_stores()
    functions = Functions(stack.functions, lambda _: None)
    functions.load()

    answer = functions.invoke("Reader", {"n": 1})

    assert answer["event"] == {"n": 1}
    assert answer["name"] == "laera-Reader"
    assert 4_000 < answer["left"] <= 5_000
    assert answer["answer"] == 42
    assert "other" not in sys.modules


def test_an_exception_becomes_a_report(tmp_path: Path, small_template: Path) -> None:
    """The traceback is for the developer; the caller learns that it failed."""
    functions = Functions({"Reader": plan(small_template.parent / "reader")}, lambda _: None)
    functions.load()

    with pytest.raises(InvocationError, match="reader failed: ValueError: told to") as raised:
        functions.invoke("Reader", {"fail": True})
    assert str(tmp_path) in raised.value.report


def test_an_answer_that_is_not_json_is_a_failure(tmp_path: Path) -> None:
    """As in Lambda, where it could not be sent."""
    (tmp_path / "handler.py").write_text("def handler(event, context):\n    return object()\n")
    functions = Functions({"Reader": plan(tmp_path)}, lambda _: None)
    functions.load()

    with pytest.raises(InvocationError, match="not JSON serializable"):
        functions.invoke("Reader", {})


@pytest.mark.parametrize(
    ("code", "handler", "complaint"),
    [
        (None, "handler.handler", "there is no"),
        ("import no_such_module\n", "handler.handler", "ModuleNotFoundError"),
        ("x = 1\n", "handler.handler", "AttributeError"),
    ],
)
def test_a_function_that_cannot_be_loaded_is_named(
    tmp_path: Path, code: str | None, handler: str, complaint: str
) -> None:
    """The start ends with the function and the cause, not with a traceback."""
    if code is not None:
        (tmp_path / "handler.py").write_text(code)

    with pytest.raises(FunctionLoadError, match=complaint) as raised:
        Functions({"Reader": plan(tmp_path, handler=handler)}, lambda _: None).load()
    assert str(raised.value).startswith("Reader: ")


def test_functions_that_disagree_about_a_variable_are_refused(tmp_path: Path) -> None:
    """They share one process here: the second would read the first one's value."""
    agreed = Functions({"A": plan(tmp_path, name="A", X="1"), "B": plan(tmp_path, name="B", X="1", Y="2")}, print)
    assert agreed.environment() == {"X": "1", "Y": "2"}

    torn = Functions({"A": plan(tmp_path, name="A", X="1"), "B": plan(tmp_path, name="B", X="2")}, print)
    with pytest.raises(TemplateError, match="A and B give X different values"):
        torn.environment()


def test_one_function_takes_one_event_at_a_time(tmp_path: Path) -> None:
    """Its invocations take turns in the order they came; another function does not wait for it."""
    code = (
        "import time\nbusy = 0\nmost = 0\n"
        "def handler(event, context):\n"
        "    global busy, most\n    busy += 1\n    most = max(most, busy)\n"
        "    time.sleep(event['seconds'])\n    busy -= 1\n    return [event['n'], most]\n"
    )
    for name in ("slow", "quick"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "handler.py").write_text(code)
    functions = Functions({name: plan(tmp_path / name, name=name) for name in ("slow", "quick")}, lambda _: None)
    functions.load()
    done: list[Any] = []
    threads = []
    for number in range(4):
        event = {"n": number, "seconds": 0.1}
        threads.append(threading.Thread(target=lambda event=event: done.append(functions.invoke("slow", event))))
        threads[-1].start()
        time.sleep(0.02)

    started = time.monotonic()
    functions.invoke("quick", {"n": 0, "seconds": 0})
    assert time.monotonic() - started < 0.1
    for thread in threads:
        thread.join()
    assert done == [[0, 1], [1, 1], [2, 1], [3, 1]]


def test_an_invocation_longer_than_its_timeout_is_complained_about(tmp_path: Path) -> None:
    """It is not cut off here, but Lambda would have stopped it."""
    (tmp_path / "handler.py").write_text("import time\ndef handler(event, context):\n    time.sleep(0.05)\n")
    said: list[str] = []
    functions = Functions(
        {"Reader": FunctionPlan("Reader", "reader", "handler.handler", tmp_path, 0, 128, {})}, said.append
    )
    functions.load()

    functions.invoke("Reader", {})

    assert "Lambda would have stopped it after 0 s" in said[0]


def test_a_layers_python_folder_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer of packages alone has no such folder here: its packages are installed."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "ours" / "python").mkdir(parents=True)
    (tmp_path / "packages").mkdir()

    put_layers_on_path((tmp_path / "ours", tmp_path / "packages"))

    assert sys.path[0] == str(tmp_path / "ours" / "python")
    assert str(tmp_path / "packages" / "python") not in sys.path
