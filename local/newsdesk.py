"""What the person at the terminal sees: one line for each upload, read from the receipts that the press files."""

import json
import queue
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO
from urllib.parse import urlsplit

from local.aws.cloud import Cloud
from local.aws.storage_events import StoredChange

_COLOURS = {"published": "32", "unchanged": "2", "withdrawn": "33", "scheduled": "36", "draft": "36", "rejected": "31"}


@dataclass(slots=True)
class Tally:
    """How the uploads of a folder ended. `expected` are the keys of its files."""

    expected: frozenset[str]
    outcomes: dict[str, str] = field(default_factory=dict)

    def is_of(self, key: str, *, is_upload: bool) -> bool:
        """Whether an outcome belongs to the folder's taking in, and not to what someone uploaded meanwhile."""
        return key in self.expected and not (is_upload and key in self.outcomes)

    def add(self, key: str, outcome: str) -> None:
        """Counts one upload, by its newest outcome."""
        self.outcomes[key] = outcome

    def __str__(self) -> str:
        counts = Counter(list(self.outcomes.values()))
        return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "nothing yet"


class Newsdesk:
    """Prints outcomes as receipts arrive; while a folder is being taken in, only those that need an editor's hand."""

    def __init__(self, cloud: Cloud, content_bucket: str, receipts_bucket: str, site_url: str, out: TextIO) -> None:
        self._cloud = cloud
        self._content_bucket = content_bucket
        self._receipts_bucket = receipts_bucket
        self._site_url = site_url
        self._out = out
        self._coloured = out.isatty()
        self._waiting: dict[str, list[tuple[str | None, float]]] = {}
        self._outcomes: dict[str, str] = {}
        self._arrived: queue.SimpleQueue[tuple[StoredChange, float] | threading.Event | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._intake: Tally | None = None
        self._progress = ""
        self._thread = threading.Thread(target=self._read_receipts, name="newsdesk", daemon=True)

    def start(self) -> None:
        """Begins to print."""
        self._thread.start()

    def stop(self) -> None:
        """Prints what has arrived so far, and no more."""
        self._arrived.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def see(self, change: StoredChange) -> None:
        """A change in any bucket: an upload starts the clock, a receipt ends it."""
        if change.bucket == self._content_bucket:
            with self._guard:
                self._waiting.setdefault(change.key, []).append((change.version_id, time.monotonic()))
        elif change.bucket == self._receipts_bucket and change.key.endswith(".json") and change.etag is not None:
            self._arrived.put((change, time.monotonic()))

    def take_in(self, keys: Iterable[str]) -> Tally:
        """From now on counts, instead of printing, what went well with these keys of a folder, until `taken_in`."""
        self._intake = Tally(frozenset(keys))
        return self._intake

    @property
    def is_taking_in(self) -> bool:
        """Whether a folder is being taken in: then the progress shown is its own."""
        return self._intake is not None

    def taken_in(self) -> None:
        """Prints each outcome again."""
        self._intake = None
        self.progress("")

    def outcomes(self) -> dict[str, str]:
        """The newest outcome of every upload, once all receipts filed so far are read."""
        is_read = threading.Event()
        self._arrived.put(is_read)
        is_read.wait(timeout=5)
        return dict(self._outcomes)

    def progress(self, text: str) -> None:
        """Shows how far a long piece of work has come, on a terminal alone; nothing takes it away."""
        if not self._coloured:
            return
        with self._guard:
            self._out.write(f"\r\033[K{text}")
            self._out.flush()
            self._progress = text

    def say(self, text: str) -> None:
        """One line, above the progress if there is any."""
        with self._guard:
            clear = "\r\033[K" if self._progress else ""
            self._out.write(f"{clear}{text}\n{self._progress}")
            self._out.flush()

    def complain(self, text: str) -> None:
        """Something went wrong inside: to standard error, in full."""
        with self._guard:
            sys.stderr.write(text.rstrip() + "\n")
            sys.stderr.flush()

    def _read_receipts(self) -> None:
        while (arrived := self._arrived.get()) is not None:
            if isinstance(arrived, threading.Event):
                arrived.set()
                continue
            change, moment = arrived
            # Where versions are kept, the one that arrived: the next may lie above it already.
            version: Any = {"VersionId": change.version_id} if change.version_id else {}
            try:
                stored = self._cloud.s3.get_object(Bucket=change.bucket, Key=change.key, **version)
                self._report(json.loads(stored["Body"].read()), moment)
            except Exception as error:  # noqa: BLE001 - one unreadable receipt must not silence the desk
                self.complain(f"receipt {change.key} cannot be read: {error}")

    def _report(self, receipt: Mapping[str, Any], moment: float) -> None:
        key, outcome = str(receipt["key"]), str(receipt["outcome"])
        uploaded = self._ended(key, receipt.get("version_id"), moment)
        is_news = uploaded is not None or self._outcomes.get(key) != outcome
        self._outcomes[key] = outcome
        if not is_news:
            # A page was made again after a change elsewhere: the desk asked for nothing.
            return
        if self._intake is not None and self._intake.is_of(key, is_upload=uploaded is not None):
            self._intake.add(key, outcome)
            if outcome != "rejected":
                return
        self.say("\n".join(self._lines(receipt, outcome, key, None if uploaded is None else moment - uploaded)))

    def _ended(self, key: str, version_id: object, moment: float) -> float | None:
        """When the upload was made that a receipt of this moment ends; with it end those before it.

        A receipt names its version, so that of two uploads close together each has its own time. It is of another
        version than the change when that was the removal of a version: then it ends all that came before it.
        """
        with self._guard:
            waiting = self._waiting.pop(key, [])
            versions = [version for version, _ in waiting]
            if version_id and version_id in versions:
                ended = versions.index(version_id) + 1
            else:
                ended = sum(1 for _, uploaded in waiting if uploaded <= moment)
            if waiting[ended:]:
                self._waiting[key] = waiting[ended:]
            return waiting[ended - 1][1] if ended else None

    def _lines(self, receipt: Mapping[str, Any], outcome: str, key: str, seconds: float | None) -> list[str]:
        word = f"\033[{_COLOURS.get(outcome, '0')}m{outcome:<10}\033[0m" if self._coloured else f"{outcome:<10}"
        parts = [word, key]
        if seconds is not None:
            parts.append(f"{seconds * 1000:.0f} ms")
        if receipt.get("note"):
            parts.append(str(receipt["note"]))
        if where := receipt.get("preview") or receipt.get("address"):
            parts.append(self._site_url + (urlsplit(str(where)).path or "/"))
        # As in the receipt: what must be mended before what is only worth a look.
        complaints = sorted(receipt.get("complaints", []), key=lambda complaint: bool(complaint.get("is_warning")))
        return ["  ".join(parts), *(f"           {_complaint(complaint)}" for complaint in complaints)]


def _complaint(complaint: Mapping[str, Any]) -> str:
    """`line 4: section: what is wrong; how to cure it`, as in the receipt's text."""
    where = [f"line {complaint['line']}"] if complaint.get("line") else []
    where += [str(complaint["field"])] if complaint.get("field") else []
    said = "; ".join(str(complaint[part]) for part in ("problem", "cure") if complaint.get(part))
    return ("warning: " if complaint.get("is_warning") else "") + ": ".join([*where, said])
