"""Sweeps: having every upload looked at again, a stretch of keys at a time, on the queue that live edits overtake.

A sweep is one notice that sends the notices of its stretch and then a notice for the next; it can stop and go on
anywhere.
"""

from itertools import islice

from laera.workflow.ports import ContentStore, Notice, Queue

STRETCH = 500
_SWEEP = "sweep:"


def start_sweep(rebuild: Queue, reason: str) -> None:
    """Have every upload looked at, for this reason."""
    rebuild.send([Notice("", reason=_SWEEP + reason)])


def is_sweep(notice: Notice) -> bool:
    """Whether the notice is a stretch of a sweep; its key is the last one of the stretch before."""
    return notice.reason.startswith(_SWEEP)


def sweep(content: ContentStore, rebuild: Queue, notice: Notice) -> int:
    """Send a notice for each key of one stretch, then for the rest; gives how many keys this stretch had."""
    reason = notice.reason.removeprefix(_SWEEP)
    keys = [version.key for version in islice(content.keys(after=notice.key), STRETCH)]
    if keys:
        rebuild.send([Notice(key, reason=reason) for key in keys if not key.endswith("/")])
        rebuild.send([Notice(keys[-1], reason=notice.reason)])
    return len(keys)
