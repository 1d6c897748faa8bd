"""A sweep is seen in the runner's terminal."""

import time
from collections.abc import Callable

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryQueue, MemoryTable
from laera.workflow.ports import Notice
from laera.workflow.sweeps import sweep
from local.aws.cloud import Cloud
from local.newsdesk import Newsdesk
from local.sweep_watch import SweepWatch
from tests.unit.local.test_newsdesk import Terminal
from tests.unit.workflow.desk import NOON


def shown(out: Terminal, question: Callable[[str], bool]) -> str:
    """What the terminal shows once the answer is yes."""
    until = time.monotonic() + 10
    while not question(out.getvalue()):
        assert time.monotonic() < until, out.getvalue()
        time.sleep(0.02)
    return out.getvalue()


def test_a_long_sweep_is_shown_until_it_is_done(cloud: Cloud) -> None:
    """How far it is, while many messages wait; then the line goes. A few are not worth a line."""
    out, content, table = Terminal(), MemoryContent(), MemoryTable()
    for number in range(200):
        content.put(f"articles/{number:03}.md", b"")
    sweep(content, table, MemoryQueue(), FrozenClock(NOON), Notice("", reason="sweep:site"))
    waiting = [5]
    desk = Newsdesk(cloud, "content", "receipts", "http://127.0.0.1:8000", out)
    watch = SweepWatch(desk, lambda: table, lambda: waiting[0], lambda: 200)
    watch.start()
    try:
        time.sleep(1.2)
        assert out.getvalue() == ""
        waiting[0] = 150
        assert "50 of 200 uploads looked at (site); 150 messages wait" in shown(out, lambda text: "50 of 200" in text)
        waiting[0] = 50
        shown(out, lambda text: "150 of 200 uploads looked at (site); 50 messages wait; about 1 min left" in text)
        waiting[0] = 0
        shown(out, lambda text: text.endswith("\r\033[K"))
    finally:
        watch.stop()


def test_a_folder_that_is_taken_in_shows_its_own_progress(cloud: Cloud) -> None:
    """Two lines would take turns."""
    out = Terminal()
    desk = Newsdesk(cloud, "content", "receipts", "http://127.0.0.1:8000", out)
    desk.take_in(["articles/a.md"])
    watch = SweepWatch(desk, MemoryTable, lambda: 100, lambda: 100)
    watch.start()
    time.sleep(1.2)
    watch.stop()

    assert out.getvalue() == ""
