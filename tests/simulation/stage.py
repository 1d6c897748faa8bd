"""A stage on which handlers run at once and take turns only at their calls to the ports, in an order drawn from a seed.

Real code, one step at a time: each handler has a thread, and the stage lets exactly one of them go on to its next port
call. A handler can be struck down before a call (the request never left) or after it (the effect stands, the handler
does not know). What the seed decides happens again with the same seed.
"""

import random
import threading
from collections.abc import Callable
from typing import Any


class StruckDownError(BaseException):
    """The process died. No handler may catch it."""


class Handler:
    """One invocation, waiting at its next port call."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self.is_over = False
        self.was_struck_down = False
        self.fault: BaseException | None = None
        self._may_go = threading.Semaphore(0)
        self._has_stopped = threading.Semaphore(0)
        self._verdict = ""
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def go(self, verdict: str) -> None:
        """Let it make its call and run up to the next one; `verdict` is empty, `before` or `after`."""
        self._verdict = verdict
        self._may_go.release()
        self._has_stopped.acquire()

    def at_call(self) -> str:
        """Called by the ports in the handler's own thread: wait for the turn; gives the verdict."""
        self._has_stopped.release()
        self._may_go.acquire()
        return self._verdict

    def _run(self, work: Callable[[], None]) -> None:
        self._may_go.acquire()
        try:
            work()
        except StruckDownError:
            self.was_struck_down = True
        except Exception as fault:  # noqa: BLE001 - whatever a handler raises is the test's to judge
            self.fault = fault
        self.is_over = True
        self._has_stopped.release()


class Stage:
    """Runs handlers to their ends, one port call at a time."""

    def __init__(self, rng: random.Random, strike: float) -> None:
        self._rng = rng
        self._strike = strike
        self._current: Handler | None = None
        self.calls = 0
        self.strikes = 0

    def play(self, handlers: list[Handler]) -> None:
        """Run these handlers at once until all are over."""
        waiting = list(handlers)
        while waiting:
            handler = self._rng.choice(waiting)
            verdict = ""
            if self._rng.random() < self._strike:
                verdict = self._rng.choice(("before", "after"))
            self._current = handler
            handler.go(verdict)
            self._current = None
            if handler.is_over:
                waiting.remove(handler)

    def turn(self, call: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]) -> Any:  # noqa: ANN401 - any port's answer
        """Make one port call in turn. Outside a play calls go straight through."""
        handler = self._current
        if handler is None:
            return call(*args, **options)
        self.calls += 1
        verdict = handler.at_call()
        if verdict == "before":
            self.strikes += 1
            raise StruckDownError
        answer = call(*args, **options)
        if verdict == "after":
            self.strikes += 1
            raise StruckDownError
        return answer


class Staged:
    """Any port, its methods called in turn."""

    def __init__(self, stage: Stage, port: object) -> None:
        self._stage = stage
        self._port = port

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._port, name)

        def called(*args: object, **options: object) -> Any:  # noqa: ANN401 - any port's answer
            return self._stage.turn(method, args, options)

        return called
