"""What the functions print, kept apart from what the person at the terminal reads."""

import io
import json
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout

from local.aws.mending import mended

_GRAVE = {"ERROR", "CRITICAL"}


class FunctionLog(io.TextIOBase):
    """Stands in for standard output. Log records that report an error are passed on; the rest only when all are wanted.

    Functions log as they do in Lambda, one JSON record a line, and print their metrics the same way.
    """

    def __init__(self, show: Callable[[str], None], *, everything: bool) -> None:
        super().__init__()
        self._show = show
        self._everything = everything
        self._partial: dict[int, str] = {}

    def writable(self) -> bool:
        """It takes text."""
        return True

    def write(self, text: str) -> int:
        """Takes text from any thread; a line is judged once it is whole."""
        thread = threading.get_ident()
        *lines, rest = (self._partial.pop(thread, "") + text).split("\n")
        if rest:
            self._partial[thread] = rest
        for line in lines:
            if line and (self._everything or _is_grave(line)):
                self._show(line)
        return len(text)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, whatever prints, prints here."""
        with redirect_stdout(self), mended(warnings, "showwarning", self._warned):
            yield

    def _warned(self, message: object, category: type[Warning], *_: object) -> None:
        """A library's warning is a line of the log, as in Lambda."""
        self.write(f"{category.__name__}: {message}\n")


def _is_grave(line: str) -> bool:
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and record.get("level") in _GRAVE
