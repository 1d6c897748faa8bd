"""The deployed stack, running: everything of template.yaml joined together and set in motion."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from laera import wiring
from laera.domain.listings import SEARCH
from local.aws.api import Api
from local.aws.cdn import RECORDS, Cdn, cdn_of
from local.aws.cloud import Cloud
from local.aws.endpoint import start_endpoint
from local.aws.function_log import FunctionLog
from local.aws.functions import Functions, put_layers_on_path
from local.aws.loopback import LoopbackServer
from local.aws.queues import QueuePoller
from local.aws.stack import Stack
from local.aws.storage_events import StoredChange
from local.aws.streams import StreamPoller
from local.aws.template import REGION, read_template
from local.aws.timers import Schedules
from local.clock_desk import ClockDesk, time_said
from local.control import Control
from local.folder_watch import FolderWatch, is_photograph
from local.movable_clock import MovableClock
from local.newsdesk import Newsdesk, Tally
from local.page_reload import PageReload
from local.site import Site
from local.sweep_watch import SweepWatch

_LOOK_SECONDS = 0.01
# What other commands must know to read and mend the paper.
_NAMED = ("ContentBucket", "SiteBucket", "ArticlesTable", "UploadsQueue", "RebuildQueue", "MediaQueue")
# How long whoever moved the clock waits to hear what came of it.
_LONGEST_REST_SECONDS = 120.0
# One batch: about a quarter of a second of publishing.
_LONGEST_BACKLOG = 5


class Intake:
    """The folder being taken in: first the stories, which can be read at once, then the photographs."""

    def __init__(self) -> None:
        self._readable = threading.Event()

    def stories_are_up(self) -> None:
        """Every story is published, or was found wanting."""
        self._readable.set()

    def wait(self, seconds: float) -> bool:
        """Waits until the stories can be read, at most so long; says whether they can."""
        return self._readable.wait(max(0.0, seconds))


class Press:
    """Raises the template's stores and joins to them whatever moves: pollers, timers, servers, the desk."""

    def __init__(
        self, template: Path, cloud: Cloud, clock: MovableClock, site_url: str, out: TextIO, *, shows_logs: bool
    ) -> None:
        self._cloud = cloud
        self._clock = clock
        self._stack = Stack(read_template(template), cloud)
        self._stack.raise_stores()
        self.content_bucket = self._stack.name("ContentBucket")
        self.receipts_bucket = self._stack.name("ReceiptsBucket")
        self._site_bucket = self._stack.name("SiteBucket")
        self.desk = Newsdesk(cloud, self.content_bucket, self.receipts_bucket, site_url, out)
        self._functions = Functions(self._stack.functions, self.desk.complain)
        self._log = FunctionLog(self.desk.complain, everything=shows_logs)
        self._reload = PageReload()
        self._pages: dict[str, str | None] = {}
        self._queues: list[QueuePoller] = []
        self._streams: list[StreamPoller] = []

    @contextmanager
    def running(
        self,
        site_server: LoopbackServer,
        s3_server: LoopbackServer,
        stopping: Callable[[], bool],
        *,
        keeps_lifetimes: bool,
        reloads: bool,
    ) -> Iterator[None]:
        """While the block runs, uploads are published and readers are served."""
        complain = self.desk.complain
        with ExitStack() as stack:
            stack.enter_context(self._log.installed())
            os.environ.update(self._functions.environment())
            wiring.use_clock(self._clock)
            put_layers_on_path(self._stack.layers)
            self._functions.load()
            for missing in self._stack.not_stood_in_for():
                complain(f"template.yaml: {missing} is not stood in for here")
            api = Api.from_stack(self._stack, self._functions, complain)
            cdn = cdn_of(self._stack, self._cloud, api, complain)
            self._cloud.listeners.forgets(cdn.cache.forget)
            self._cloud.listeners.hears(lambda event: self._log.write(f"{event}\n"))
            self._cloud.storage_events.watch(self.desk.see)
            self._cloud.storage_events.watch(lambda change: self._see_site(change, cdn, keeps_lifetimes))
            if not keeps_lifetimes:
                self._cloud.stream_records.ring(lambda: cdn.cache.forget(RECORDS))
            start_endpoint(s3_server, self._cloud)
            schedules = Schedules(self._stack.timers(), self._functions, self._clock, complain)
            control = self._control(schedules, cdn, s3_server.url)
            site = Site(cdn, control, self._reload, stopping, keeps_lifetimes=keeps_lifetimes, reloads=reloads)
            site_server.start(site)
            self._start_pollers(stack)
            schedules.start()
            stack.callback(schedules.stop)
            self.desk.start()
            stack.callback(self.desk.stop)
            sweeps = SweepWatch(self.desk, lambda: wiring.press().table, self._rebuild_backlog, self._count_uploads)
            sweeps.start()
            stack.callback(sweeps.stop)
            yield

    @contextmanager
    def intake(self, folder: Path, *, watches: bool, stopping: threading.Event) -> Iterator[Intake]:
        """Takes the folder in, in the background, then watches it if asked to, until the block ends."""
        watch = FolderWatch(folder, self.content_bucket, self._cloud, self.desk.complain)
        if watches:
            watch.start()
        intake = Intake()
        files = watch.files()
        tally = self.desk.take_in(watch.key_of(path) for path in files)

        def take_in() -> None:
            started = time.monotonic()
            photographs = [path for path in files if is_photograph(path.relative_to(folder.resolve()))]
            for paths in (files[: len(files) - len(photographs)], photographs):
                for number, key in enumerate(watch.upload(paths), start=1):
                    self.desk.progress(f"reading {folder}: {number} of {len(paths)}  {key}")
                    self._let_others_in(stopping)
                    if stopping.is_set():
                        return
                self._wait_until_resting(stopping, tally)
                intake.stories_are_up()
            self.desk.taken_in()
            if files and not stopping.is_set():
                self.desk.say(f"{len(files)} files of {folder} read in {time.monotonic() - started:.1f} s: {tally}")

        thread = threading.Thread(target=take_in, name="intake", daemon=True)
        thread.start()
        try:
            yield intake
        finally:
            stopping.set()
            watch.stop()
            thread.join(timeout=5)

    def time(self) -> str:
        """What the paper's clock shows, in words."""
        return time_said(self._clock)

    def is_resting(self) -> bool:
        """Whether all that was uploaded so far has had its consequences."""
        return all(poller.is_resting for poller in self._pollers())

    def _control(self, schedules: Schedules, cdn: Cdn, endpoint: str) -> Control:
        """What other commands may ask of the running paper."""
        clock = ClockDesk(self._clock, schedules, self.desk, self._rest)

        def move(asked: Mapping[str, Any]) -> Mapping[str, Any]:
            said = clock.move(str(asked.get("to", "")))
            cdn.cache.clear()  # whatever the edge kept has outlived its time, or is of a time to come
            return {"said": said}

        def at_work(_: Mapping[str, Any]) -> Mapping[str, Any]:
            names = {name: self._stack.reference(name) for name in _NAMED}
            return {"now": self._clock.now().isoformat(), "endpoint": endpoint, "region": REGION, "names": names}

        def at_rest(asked: Mapping[str, Any]) -> Mapping[str, Any]:
            self._rest()
            return at_work(asked)

        clock_said = {"GET clock": lambda _: {"said": self.time()}, "POST clock": move}
        return Control({**clock_said, "GET paper": at_rest, "GET paper-at-work": at_work})

    def _rest(self) -> bool:
        """Waits until nothing is under way, seen twice as above; tells whether it came to that."""
        last = time.monotonic() + _LONGEST_REST_SECONDS
        seen = 0
        while seen < 2 and time.monotonic() < last:
            time.sleep(_LOOK_SECONDS)
            seen = seen + 1 if self.is_resting() else 0
        return seen == 2

    def _rebuild_backlog(self) -> int:
        name = self._stack.name("RebuildQueue")
        return sum(poller.backlog for poller in self._queues if poller.queue == name)

    def _count_uploads(self) -> int:
        return sum(1 for _ in wiring.press().content.keys())  # noqa: SIM118 - a bucket, not a dict

    def _let_others_in(self, stopping: threading.Event) -> None:
        """Waits while the queues are long: whoever saves a story meanwhile should not stand behind a whole archive."""
        while not stopping.is_set() and sum(queue.backlog for queue in self._queues) > _LONGEST_BACKLOG:
            stopping.wait(_LOOK_SECONDS)

    def _wait_until_resting(self, stopping: threading.Event, tally: Tally) -> None:
        """Returns once nothing is under way: seen twice, since work may just be passing from one poller to the next."""
        seen = 0
        while seen < 2 and not stopping.is_set():
            stopping.wait(_LOOK_SECONDS)
            seen = seen + 1 if self.is_resting() else 0
            self.desk.progress(f"publishing: {tally}")

    def _pollers(self) -> list[QueuePoller | StreamPoller]:
        return [*self._queues, *self._streams]

    def _start_pollers(self, stack: ExitStack) -> None:
        complain = self.desk.complain
        for queue in self._stack.queue_sources():
            self._queues.append(QueuePoller(queue, self._cloud, self._functions, complain))
        for stream in self._stack.stream_sources():
            self._streams.append(StreamPoller(stream, self._cloud, self._functions, complain))
        for poller in self._pollers():
            poller.start()
            stack.callback(poller.stop)

    def _see_site(self, change: StoredChange, cdn: Cdn, keeps_lifetimes: bool) -> None:
        """A page was written: the edge forgets it, unless lifetimes are real, and browsers that show it reload."""
        if change.bucket != self._site_bucket:
            return
        if not keeps_lifetimes:
            cdn.cache.forget(RECORDS if change.key.startswith(f"{SEARCH}/") else change.key)
        if self._pages.get(change.key) != change.etag or change.etag is None:
            self._pages[change.key] = change.etag
            self._reload.changed(change.key)
