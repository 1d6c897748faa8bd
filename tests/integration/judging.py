"""The example paper searched as readers would, and how good the answers are, judged by what the stories are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

from laera.adapters.memory import FrozenClock, MemoryContent, MemoryReceipts, MemorySite
from laera.domain.site_file import starter_site
from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import CurrentSite
from laera.workflow.cursors import Cursors
from laera.workflow.open_spans import OpenSpans
from laera.workflow.records import RECORD, article_pk
from laera.workflow.search import SearchDesk
from laera.workflow.search_requests import SearchRequest
from local.pressroom import Pressroom
from tests.unit.workflow.desk import Ring

ROOT = Path(__file__).parents[2]
JUDGED = Path(__file__).with_name("judged_searches.yaml")
PAPER = ROOT / "examples" / "la-era"
AS_OF = datetime(2026, 2, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """One search: what was typed, the stories that are about it, those that were found, the best first."""

    words: str
    about: frozenset[str]
    found: tuple[str, ...]

    def precision(self, most: int) -> float:
        """Which part of the first results shown are about it."""
        shown = self.found[:most]
        return sum(story in self.about for story in shown) / len(shown) if shown else 0.0

    def recall(self, most: int) -> float:
        """Which part of what is about it is among the first results."""
        return len(self.about.intersection(self.found[:most])) / len(self.about)

    @property
    def reciprocal_rank(self) -> float:
        """1 when the first result is about it, a half when the second is the first that is, and so on."""
        return next((1 / rank for rank, story in enumerate(self.found, 1) if story in self.about), 0.0)


@dataclass(frozen=True, slots=True)
class Figures:
    """The means over all searches of a language."""

    searches: int
    precision_at_5: float
    precision_at_10: float
    recall_at_10: float
    mean_reciprocal_rank: float

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> "Figures":
        """Of these."""
        return cls(
            len(judged),
            fmean(one.precision(5) for one in judged),
            fmean(one.precision(10) for one in judged),
            fmean(one.recall(10) for one in judged),
            fmean(one.reciprocal_rank for one in judged),
        )


class SearchedPaper:
    """The example paper, published in memory, with its index."""

    def __init__(self) -> None:
        clock, site = FrozenClock(AS_OF), MemorySite()
        content = MemoryContent(clock)
        for path in sorted(file for file in PAPER.rglob("*") if file.suffix in {".md", ".yaml"}):
            content.put(path.relative_to(PAPER).as_posix(), path.read_bytes())  # without photographs: none is searched
        renderer = PageRenderer.load(can_search=True)
        room = Pressroom(content=content, site=site, receipts=MemoryReceipts(), clock=clock, renderer=renderer)
        keys = [version.key for version in content.keys()]  # noqa: SIM118 - a bucket, not a dict
        room.take_in(keys)
        self._files = {}
        for key in keys:
            item = room.table.get(article_pk(key), RECORD)
            if item and item.body["state"] == "live":
                self._files[item.body["path"]] = Path(key).stem
        current = CurrentSite(room.table, clock, starter_site)
        self.desk = SearchDesk(OpenSpans(site, clock), current, Cursors(Ring(), clock))

    def judged(self, language: str) -> Iterator[Judged]:
        """Every judged search of a language."""
        searches: list[dict[str, Any]] = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))[language]
        for search in searches:
            found = self.desk.find(SearchRequest(language, search["q"], limit=10)).results
            stories = tuple(self._files[result.card.path] for result in found)
            about = frozenset(search["about"])
            assert about <= {*self._files.values()}, f"{search['q']}: {about} are not all in the paper"
            yield Judged(search["q"], about, stories)
