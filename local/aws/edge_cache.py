"""What the CDN keeps near its readers, and for how long."""

import re
import threading
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from local.aws.exchange import Answer

_DIRECTIVE = re.compile(r"([\w-]+)(?:=\"?(\d+))?")


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """A cache policy's bounds, in seconds."""

    least: float
    usual: float
    most: float

    @classmethod
    def from_policy(cls, policy: Mapping[str, Any]) -> "Lifetimes":
        """The bounds in a CachePolicyConfig."""
        return cls(
            float(policy["MinTTL"]), float(policy.get("DefaultTTL", 86400)), float(policy.get("MaxTTL", 31536000))
        )

    def of(self, answer: Answer) -> float:
        """How long the edge may keep an answer: what its own headers ask for, within the bounds."""
        directives = {
            name.lower(): value for name, value in _DIRECTIVE.findall(answer.headers.get("cache-control", ""))
        }
        if directives.keys() & {"no-store", "no-cache", "private"}:
            return self.least
        for name in ("s-maxage", "max-age"):
            if directives.get(name):
                return min(max(float(directives[name]), self.least), self.most)
        if "expires" in answer.headers:
            try:
                asked = parsedate_to_datetime(answer.headers["expires"]).timestamp() - time.time()
            except ValueError:
                asked = 0.0
            return min(max(asked, self.least), self.most)
        return min(max(self.usual, self.least), self.most)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in the cache; `sources` are the objects that it was made of."""

    answer: Answer
    sources: frozenset[str]
    kept_at: float
    until: float

    @property
    def age(self) -> int:
        """Whole seconds since the origin gave it."""
        return int(time.monotonic() - self.kept_at)


class EdgeCache:
    """Answers by cache key. Forgets what has outlived its time, and what it is told to forget."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Kept] = {}
        self._guard = threading.Lock()
        self._forgotten = 0

    @property
    def moment(self) -> int:
        """Grows whenever something is forgotten. Take it before asking an origin and give it to `keep`."""
        return self._forgotten

    def find(self, key: Hashable) -> Kept | None:
        """What is kept under `key` and still fresh."""
        with self._guard:
            kept = self._kept.get(key)
            if kept is not None and kept.until <= time.monotonic():
                del self._kept[key]
                return None
            return kept

    def keep(self, key: Hashable, answer: Answer, sources: frozenset[str], seconds: float, moment: int) -> None:
        """Keeps an answer for so many seconds, unless anything was forgotten since `moment`: it may be older."""
        now = time.monotonic()
        with self._guard:
            if seconds > 0 and moment == self._forgotten:
                self._kept[key] = Kept(answer, sources, now, now + seconds)

    def forget(self, source: str) -> None:
        """Forgets every answer made of `source`."""
        with self._guard:
            self._forgotten += 1
            for key in [key for key, kept in self._kept.items() if source in kept.sources]:
                del self._kept[key]

    def clear(self) -> None:
        """Forgets everything."""
        with self._guard:
            self._forgotten += 1
            self._kept.clear()
