"""`laera serve`: the whole press on this machine."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from laera.adapters.folder_content import FolderContent
from laera.rendering.environment import TemplateHome
from laera.rendering.words import read_all_words
from laera.workflow.papers import Paper
from local.aws.loopback import LoopbackServer, QuietHandler
from local.errors import ContentFolderError, RunnerError
from local.movable_clock import MovableClock

if TYPE_CHECKING:
    from local.press import Press

TEMPLATE = Path(__file__).resolve().parent.parent / "template.yaml"

# A folder that is published by then is announced as ready; a larger one goes on being published while it can be read.
_READY_AFTER_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What `laera serve` was asked to do. Port 0 means any that is free; `clock` is where to move it, or nothing."""

    site_port: int
    s3_port: int
    content: Path
    watches: bool
    keeps_lifetimes: bool
    reloads: bool
    shows_logs: bool
    clock: str


def serve(options: ServeOptions) -> int:
    """Runs until interrupted. Returns the exit code: 0, or 2 when it cannot start, with one line that says why."""
    started = time.monotonic()
    stopping = threading.Event()
    with _stopped_by_signals(stopping):
        try:
            with ExitStack() as stack:
                _run(options, started, stopping, stack)
        except RunnerError as error:
            sys.stderr.write(f"laera serve: {error}\n")
            return 2
    return 0


def _run(options: ServeOptions, started: float, stopping: threading.Event, stack: ExitStack) -> None:
    # The ports first: a taken one should be heard of at once.
    site_server = LoopbackServer(options.site_port, "the site", "--site-port", "LAERA_SITE_PORT", QuietHandler)
    stack.callback(site_server.stop)
    s3_server = LoopbackServer(options.s3_port, "the S3 endpoint", "--s3-port", "LAERA_S3_PORT", s3_handler())
    stack.callback(s3_server.stop)
    _ensure_folder(options.content)
    read_all_words(TemplateHome.find())
    clock = _clock(options)

    # Imported here: these bring moto, boto3 and the SAM translator, which a taken port need not wait for.
    from local.aws.cloud import Cloud
    from local.press import Press

    cloud = stack.enter_context(Cloud())
    press = Press(TEMPLATE, cloud, clock, site_server.url, out=sys.stdout, shows_logs=options.shows_logs)
    running = press.running(
        site_server, s3_server, stopping.is_set, keeps_lifetimes=options.keeps_lifetimes, reloads=options.reloads
    )
    stack.enter_context(running)
    if stopping.is_set():
        return
    ready = (
        f"ready site={site_server.url} api={site_server.url}/api s3={s3_server.url} bucket={press.content_bucket} "
        f"receipts={press.receipts_bucket} content={_shown(options.content)}"
    )
    intake = stack.enter_context(press.intake(options.content, watches=options.watches, stopping=stopping))
    intake.wait(_READY_AFTER_SECONDS - (time.monotonic() - started))
    if stopping.is_set():
        return
    _announce(press, ready, options)
    stopping.wait()


def _ensure_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        next(folder.iterdir(), None)
    except OSError as error:
        reason = "is a file" if isinstance(error, FileExistsError) else f"cannot be used: {error.strerror}"
        cure = "choose a folder of your own with --content or LAERA_CONTENT"
        raise ContentFolderError(f"the content folder {folder} {reason}; {cure}") from error


def _clock(options: ServeOptions) -> MovableClock:
    """The paper's clock, where it was asked to be: a moment is read by the time zone of the folder's site.yaml."""
    clock = MovableClock()
    if options.clock:
        clock.move(options.clock, Paper(FolderContent(options.content)).current().site.clock)
    return clock


def _announce(press: "Press", ready: str, options: ServeOptions) -> None:
    press.desk.say(ready)
    if options.clock:
        press.desk.say(f"{press.time()} 'laera clock now' sets the clock right.")
    if options.watches:
        press.desk.say(f"Save a story in {_shown(options.content)} and it is published. Ctrl-C ends the paper.")


def _shown(folder: Path) -> str:
    """A folder as a person would write it: from where they stand, if it lies below."""
    absolute = folder.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) and absolute != here else str(absolute)


def s3_handler() -> type[QuietHandler]:
    """How requests to the S3 endpoint are read."""
    from moto.moto_server.werkzeug_app import MotoRequestHandler

    class S3Handler(QuietHandler, MotoRequestHandler):
        """Keeps the spelling of metadata names, as moto needs it."""

    return S3Handler


@contextmanager
def _stopped_by_signals(stopping: threading.Event) -> Iterator[None]:
    """While the block runs, Ctrl-C and SIGTERM ask for an end; asked a second time, it comes at once."""

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stopping.is_set():
            os._exit(1)
        stopping.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
