"""Searching an archive: `python bench/search.py (--corpus FOLDER | --generator make_corpus.py) [--articles N N]`.

Puts so many stories of a corpus into the index, and prints what one publication then costs (calls, bytes and CPU of
setting the index of its ten days anew, by the front desk), how large the index is, how long the first question takes of
a process that has nothing yet, and how long the real handler takes for many: on files of this machine, so without the
network between Lambda and S3. At the end: how good the answers are to the judged searches of the example paper.
"""

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/laera/python")]
os.environ |= {
    "POWERTOOLS_SERVICE_NAME": "laera",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
    "POWERTOOLS_METRICS_NAMESPACE": "LaEra",
    "POWERTOOLS_METRICS_DISABLED": "true",
}

from functions.search_articles import handler as function
from laera import wiring
from laera.adapters.memory import FrozenClock, MemorySite, MemoryTable
from laera.domain.listings import card_of, listing_pk, search_place
from laera.domain.manuscripts import read_manuscript
from laera.domain.site import Site, ninjs_path, object_key
from laera.domain.site_file import read_site
from laera.rendering.media_types import JSON, SQLITE
from laera.rendering.pages import PageRenderer
from laera.searching.spans import IndexedStory, digest_of, write_span
from laera.workflow.current_site import CONFIG_PK, CURRENT, CurrentSite
from laera.workflow.cursors import Cursors
from laera.workflow.fronts.desk import FrontDesk
from laera.workflow.fronts.search_span import TEXT, span_path
from laera.workflow.open_spans import OpenSpans
from laera.workflow.ports import Item, PublicObject
from laera.workflow.public_objects import Shelf, page_object
from laera.workflow.search import SearchDesk
from tests.integration.archive import Archive, Bill, Counted
from tests.integration.cloud import Context, recorded
from tests.integration.judging import Figures, SearchedPaper
from tests.unit.workflow.desk import Ring

LANGUAGES = ("es", "en")
SECTIONS = ("international", "politics", "business", "technology", "science", "culture", "sports", "opinion")
SITE = f"""\
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [{", ".join(LANGUAGES)}]
sections:
{"".join(f"  - {{id: {name}, es: {name.title()}, en: {name.title()}}}" + chr(10) for name in SECTIONS)}"""
NOON = datetime(2026, 2, 28, 12, tzinfo=UTC)
ROUNDS = 7


@dataclass
class Folder:
    """The site bucket as a folder: what OpenSpans reads."""

    root: Path

    def put(self, path: str, body: bytes) -> None:
        """Put an object."""
        file = self.root / path.strip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def tokens(self, prefix: str) -> Mapping[str, str]:
        """By key, something that tells the object's bytes."""
        files = (path for path in (self.root / prefix).glob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): str(path.stat().st_mtime_ns) for path in files}

    def get(self, key: str) -> PublicObject | None:
        """The object."""
        return page_object((self.root / key).read_bytes(), ["search"], content_type=SQLITE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="a content folder with articles")
    parser.add_argument("--generator", type=Path, help="a program that makes one: it is given FOLDER --articles N")
    parser.add_argument("--articles", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--questions", type=int, default=600, help="how many are asked at each size (600)")
    options = parser.parse_args()
    site = read_site(SITE.encode()).site
    if site is None:
        sys.exit("the paper of this bench is in no order")
    renderer = PageRenderer.load(can_search=True)
    for articles in sorted(options.articles):
        with tempfile.TemporaryDirectory() as scratch:
            stories = indexed(corpus(options.corpus, options.generator, articles, Path(scratch)), site, renderer)
            print(f"\n## {articles:,} articles", flush=True)
            measure(stories, site, renderer, Folder(Path(scratch, "site")), options.questions)
    paper = SearchedPaper()
    for language in LANGUAGES:
        figures = Figures.of(list(paper.judged(language)))
        print(f"\n{figures.searches} judged searches, {language}: {figures}")


def corpus(folder: Path | None, generator: Path | None, articles: int, scratch: Path) -> Iterator[tuple[str, bytes]]:
    """The key and the bytes of each story."""
    if generator:
        folder = scratch / "corpus"
        subprocess.run(
            [sys.executable, generator, folder, "--articles", str(articles)], check=True, stdout=subprocess.DEVNULL
        )
    if folder is None:
        sys.exit("name a folder as editors upload it with --corpus, or a --generator")
    for path in sorted(folder.glob("articles/**/*.md"))[:articles]:
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def indexed(
    stories: Iterator[tuple[str, bytes]], site: Site, renderer: PageRenderer
) -> dict[tuple[str, str], list[IndexedStory]]:
    """The stories by language and span, as the press would put them into the index."""
    spans: dict[tuple[str, str], list[IndexedStory]] = defaultdict(list)
    for key, body in stories:
        article = read_manuscript(key, body, site).article
        if article:
            place = search_place(article)
            card = card_of(article, site).to_record()
            spans[place.language, place.scope].append(IndexedStory(card, renderer.text(site, article)))
    return spans


def measure(
    spans: dict[tuple[str, str], list[IndexedStory]], site: Site, renderer: PageRenderer, folder: Folder, count: int
) -> None:
    """One size."""
    stories = sum(map(len, spans.values()))
    started, total = time.process_time(), 0
    for (language, scope), those in spans.items():
        body = write_span(language, those)
        folder.put(span_path(language, scope.partition("#")[2]), body)
        total += len(body)
    spent = time.process_time() - started
    print(f"{stories:,} stories in {len(spans)} spans, at most {max(map(len, spans.values()))} in one")
    print(
        f"index: {total / 1e6:,.1f} MB, {total / stories:,.0f} bytes a story, {spent / stories * 1000:.2f} ms CPU each"
    )
    publication(spans, site, renderer)
    questions = list(asked(spans, count))
    texts = sum(len(story.text) for those in spans.values() for story in those)
    print(f"text: {texts / 1e6:,.1f} million letters")
    spans.clear()
    gc.collect()
    ask(questions, site, renderer, folder)


def publication(spans: dict[tuple[str, str], list[IndexedStory]], site: Site, renderer: PageRenderer) -> None:
    """What setting one span anew costs, after one story of it has changed: the fullest span of the first language."""
    (language, scope), those = max(spans.items(), key=lambda item: (item[0][0] == LANGUAGES[0], len(item[1])))
    archive = Archive.__new__(Archive)
    store, table = MemorySite(), MemoryTable()
    record = {"site": site.to_record(), "version_id": "1"}
    table.put(Item(CONFIG_PK, CURRENT, 1, record), None)
    pk = listing_pk(language, scope)
    for story in those:
        table.put(Item(pk, story.place, 1, {**story.card, TEXT: digest_of(story.text)}), None)
    store.put(
        object_key(f"/search/{language}/{scope.partition('#')[2]}.db"),
        page_object(write_span(language, those), ["search"], content_type=SQLITE),
        None,
    )
    counted: Any = Counted
    ports = {name: counted(name, port, archive) for name, port in (("site", store), ("table", table))}
    desk = FrontDesk(
        site=ports["site"],
        table=ports["table"],
        clock=FrozenClock(NOON),
        renderer=renderer,
        shelf=Shelf(store, renderer, is_stocked=True),
    )
    calls, cpu, written, read = [], [], 0, 0
    for number in range(ROUNDS):
        changed = deepcopy(those[number])
        text = changed.text + f"\nY otra línea {number}."
        ninjs = json.dumps({"bodies": [{"value": "".join(f"<p>{line}</p>" for line in text.split("\n"))}]})
        key = object_key(ninjs_path(str(changed.card["path"])))
        store.put(key, page_object(ninjs.encode(), ["story"], content_type=JSON), store.observe(key))
        table.put(Item(pk, changed.place, 2, {**changed.card, TEXT: digest_of(text)}), 1)
        archive.bill = Bill()
        began = time.process_time()
        desk.rebuild([(pk, changed.place)])
        cpu.append((time.process_time() - began) * 1000)
        calls.append(archive.bill.calls.total())
        read = archive.bill.bytes_read
    written = len(store.get(object_key(span_path(language, scope.partition("#")[2]))).body)  # type: ignore[union-attr]  # it was written above
    print(
        f"one publication: {statistics.median(calls):.0f} calls, {written / 1e6:.2f} MB written and as much read, "
        f"{read / 1e6:.2f} MB of its list, {statistics.median(cpu):.0f} ms CPU, for {len(those)} stories in its span"
    )


KINDS: Mapping[str, Callable[[random.Random, list[str], Mapping[str, Any]], dict[str, str]]] = {
    "one word": lambda dice, words, _: {"q": dice.choice(words)},
    "two words": lambda dice, words, _: {"q": " ".join(dice.sample(words, 2))},
    "three words": lambda dice, words, _: {"q": " ".join(dice.sample(words, 3))},
    "a phrase": lambda _, words, __: {"q": f'"{words[0]} {words[1]}"'},
    "a section's": lambda dice, words, card: {"q": dice.choice(words), "section": card["section"]},
    "from a month on": lambda dice, words, card: {"q": dice.choice(words), "from": f"{card['published'][:7]}-01"},
    "newest first": lambda dice, words, _: {"q": dice.choice(words), "order": "newest"},
    "words no story has together": lambda dice, words, _: {"q": " ".join([*dice.sample(words, 4), "xyzzy"])},
}


def asked(spans: Mapping[tuple[str, str], Sequence[IndexedStory]], count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Questions of every kind in turn, in words that stories have: what it is called, and its parameters."""
    dice = random.Random(2026)  # noqa: S311 - the same questions each time
    lists = sorted(spans)
    for number in range(count):
        language, scope = dice.choice(lists)
        story = dice.choice(spans[language, scope])
        words = [word for word in story.text.split() if word.isalpha() and len(word) > 3]
        name, make = list(KINDS.items())[number % len(KINDS)]
        yield name, {"language": language, **make(dice, words, story.card)}


def ask(questions: Sequence[tuple[str, dict[str, str]]], site: Site, renderer: PageRenderer, folder: Folder) -> None:
    """Ask the handler, first with nothing at hand, then warm."""
    table, clock = MemoryTable(), FrozenClock(NOON)
    table.put(Item(CONFIG_PK, CURRENT, 1, {"site": site.to_record(), "version_id": "1"}), None)
    spans = OpenSpans(folder, clock)
    desk = SearchDesk(spans, CurrentSite(table, clock, lambda: site), Cursors(Ring(), clock))
    made: Any = wiring
    made.search_desk, made.page_renderer = lambda: desk, lambda: renderer
    for language in LANGUAGES:
        before = spans.bytes_fetched
        newest = reply({"language": language, "q": "mercado" if language == "es" else "market", "order": "newest"})
        some = spans.bytes_fetched - before
        first = reply({"language": language, "q": "puerto" if language == "es" else "port"})
        whole = spans.bytes_fetched - before
        print(f"first question in {language}, newest first: {newest:.0f} ms, {some / 1e6:,.1f} MB fetched")
        print(f"then the first one best first: {first:.0f} ms, {(whole - some) / 1e6:,.1f} MB more")
    took: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, parameters in questions:
        began = time.process_time()
        wall = reply(parameters)
        took[name].append((wall, (time.process_time() - began) * 1000))
    print("\n| question | p50 ms | p99 ms | p50 ms CPU | p99 ms CPU |\n|---|---:|---:|---:|---:|")
    everything = [one for those in took.values() for one in those]
    for name, those in [*took.items(), ("all", everything)]:
        columns = [sorted(column) for column in zip(*those, strict=True)]
        figures = [column[int(len(column) * part)] for column in columns for part in (0.5, 0.99)]
        print(f"| {name} | {' | '.join(f'{figure:.1f}' for figure in figures)} |")


def reply(parameters: Mapping[str, str]) -> float:
    """Milliseconds that the handler takes for a page of results."""
    language = parameters["language"]
    path = "/search" if language == LANGUAGES[0] else f"/{language}/search"
    event = recorded("api_request")
    query = urlencode({name: value for name, value in parameters.items() if name != "language"})
    event |= {"rawPath": path, "rawQueryString": query, "routeKey": f"ANY {path}"}
    event["requestContext"]["http"]["path"] = path
    began = time.perf_counter()
    answer = function.handler(event, Context())
    spent = (time.perf_counter() - began) * 1000
    if answer["statusCode"] != 200:
        sys.exit(f"{parameters}: {answer}")
    return spent


if __name__ == "__main__":
    main()
