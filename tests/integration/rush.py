"""Many uploads at once and a changed `site.yaml` among them: how it is done to a running paper, and what must be so."""

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import laera.domain
from laera.domain.receipts import Outcome
from laera.domain.site import Site, companions_of, object_key
from laera.rendering.media_types import SQLITE
from laera.rendering.sitemaps import index_path, news_sitemap_path, pages_sitemap_path
from laera.workflow.current_site import site_on_record
from laera.workflow.ports import PublicObject
from laera.workflow.receipts import receipt_name
from laera.workflow.sweeps import latest_sweep
from local.sweep_words import progress_said
from local.verifying.paper_stores import Desk, PaperStores, in_running_paper
from tests.integration.running import Paper

CLIENTS = 8
"""S3 clients that upload at the same time."""
_STARTER = (Path(laera.domain.__file__).parent / "starter_site.yaml").read_text(encoding="utf-8")
_RENAMED = {
    "name: La Era": ("name: Gaceta Vieja", "name: Gaceta Nueva"),
    "es: Internacional": ("es: Extranjero", "es: Mundo"),
    "es: Noticias de Chile y del mundo, en español y en inglés.": ("es: Lo de ayer.", "es: Lo de hoy."),
}
_OLD_WORDS = re.compile(r"gaceta vieja|extranjero|lo de ayer", re.IGNORECASE)
_NEW_NAME = "Gaceta Nueva"
_SHOWN_FIRST, _SHOWN_AT_MOST, _IN_FEEDS = 10, 120, 30
_READERS = 8
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_LINK = re.compile(r'href="(/[^"#?]*)"')


def site_before() -> str:
    """The starter paper under names that occur nowhere else, so that they can be looked for afterwards."""
    return _site(0)


def site_after() -> str:
    """The same paper with another name, another description, and a renamed section: whose addresses are others now."""
    return _site(1)


def _site(edition: int) -> str:
    text = _STARTER
    for starter, names in _RENAMED.items():
        assert starter in text, f"the starter paper has no {starter!r}"
        text = text.replace(starter, names[edition])
    return text


class Uploads:
    """What was uploaded, and when: every version of every key."""

    def __init__(self, paper: Paper) -> None:
        self._client = paper.s3
        self._bucket, self._receipts = paper.doors["bucket"], paper.doors["receipts"]
        self._guard = threading.Lock()
        self.versions: dict[str, list[str]] = {}

    def put(self, key: str, text: str) -> None:
        """One upload."""
        version = self._client.put_object(Bucket=self._bucket, Key=key, Body=text.encode())["VersionId"]
        with self._guard:
            self.versions.setdefault(key, []).append(version)

    def put_all(self, uploads: Iterable[tuple[str, str]]) -> None:
        """As fast as all clients can."""
        with ThreadPoolExecutor(CLIENTS) as clients:
            for done in [clients.submit(self.put, key, text) for key, text in uploads]:
                done.result()

    def receipt(self, key: str) -> dict[str, object] | None:
        """The receipt that lies beside the upload."""
        try:
            found = self._client.get_object(Bucket=self._receipts, Key=f"{receipt_name(key)}.json")
        except self._client.exceptions.NoSuchKey:
            return None
        receipt: dict[str, object] = json.loads(found["Body"].read())
        return receipt

    def has_receipt(self, key: str) -> bool:
        """Whether the receipt beside the upload is of a version that was uploaded here."""
        receipt = self.receipt(key)
        return receipt is not None and receipt["version_id"] in self.versions[key]

    def wait_for_receipts(self, keys: Sequence[str], seconds: float) -> None:
        """Until each of these uploads has its receipt; whoever asks in the order of the uploads asks little."""
        until = time.monotonic() + seconds
        for key in keys:
            while not self.has_receipt(key):
                assert time.monotonic() < until, f"{key} has no receipt after {seconds:.0f} s"
                time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class LiveEdit:
    """An edit of a published story: when it was uploaded, and how long until readers had it."""

    at: float
    seconds: float


class LiveEdits:
    """Somebody goes on editing stories, an edit a second and `most` at all, while a `with` block runs."""

    def __init__(
        self, paper: Paper, uploads: Uploads, stories: Sequence[tuple[str, str]], most: int, longest: float
    ) -> None:
        self._site = paper.doors["site"]
        self._uploads = uploads
        self._stories = stories
        self._most = most
        self._longest = longest
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._edit, daemon=True)
        self._readers = ThreadPoolExecutor(64)
        self._edits: list[Future[LiveEdit]] = []

    def __enter__(self) -> "LiveEdits":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._readers.shutdown(wait=True)

    def wait_for(self, count: int, seconds: float) -> None:
        """Until so many edits were uploaded."""
        until = time.monotonic() + seconds
        while len(self._edits) < count:
            assert time.monotonic() < until, f"{len(self._edits)} edits after {seconds:.0f} s"
            time.sleep(0.1)

    def seen(self) -> list[LiveEdit]:
        """All of them, once the block has ended. Fails if one was not readable in time."""
        return [edit.result() for edit in self._edits]

    def _edit(self) -> None:
        texts = dict(self._stories)
        for number, key in enumerate(cycle(texts)):
            if self._stopping.is_set() or len(self._edits) == self._most:
                return
            receipt = self._uploads.receipt(key)
            if receipt and receipt["outcome"] in {Outcome.PUBLISHED, Outcome.UNCHANGED}:
                word = f"Live edit {number}, said a reader."
                # What earlier edits said stays: an edit that was overtaken is readable too once the next one is.
                texts[key] += f"\n\n{word}\n"
                self._uploads.put(key, texts[key])
                path = urlsplit(str(receipt["address"])).path
                self._edits.append(self._readers.submit(self._wait, path, word, time.monotonic()))
            self._stopping.wait(1.0)

    def _wait(self, path: str, word: str, began: float) -> LiveEdit:
        while (passed := time.monotonic() - began) < self._longest:
            with urlopen(Request(self._site + path), timeout=30) as answer:  # noqa: S310 - loopback
                if word in answer.read().decode():
                    return LiveEdit(began, time.monotonic() - began)
            time.sleep(max(0.02, passed / 20))
        raise AssertionError(f"{path} does not say {word!r} after {self._longest:.0f} s")


class FrontWrites:
    """Counts how often the page at a path is written while a `with` block runs: an open browser hears of each time."""

    def __init__(self, paper: Paper, path: str) -> None:
        self._url = f"{paper.doors['site']}/__laera/changes?page={path}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._listening = threading.Event()
        self._stopping = threading.Event()
        self.count = 0

    def __enter__(self) -> "FrontWrites":
        self._thread.start()
        self._listening.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(timeout=20)

    def _listen(self) -> None:
        with urlopen(self._url, timeout=60) as events:  # noqa: S310 - loopback
            for line in events:
                self._listening.set()
                self.count += line.startswith(b"event: changed")
                if self._stopping.is_set():
                    return


def stores_of(paper: Paper) -> tuple[PaperStores, Desk]:
    """The stores of a running paper, whatever it is doing."""
    stores = in_running_paper(_port(paper), at_work=True)
    assert stores.desk is not None
    return stores, stores.desk


def _port(paper: Paper) -> int:
    return int(paper.doors["site"].rsplit(":", 1)[1])


def progress(desk: Desk, uploads: int) -> str:
    """What `laera progress` says now."""
    return progress_said(latest_sweep(desk.table), desk.unswept(), desk.waiting(), uploads, None)


def wait_until_swept(desk: Desk, seconds: float, paper: Paper | None = None) -> None:
    """Until the newest sweep is over and no message waits; with a `paper`, until nothing at all is under way in it."""
    until = time.monotonic() + seconds
    while not ((record := latest_sweep(desk.table)) and record.is_over and desk.waiting() == 0):
        assert time.monotonic() < until, f"the sweep is not over after {seconds:.0f} s"
        time.sleep(0.5)
    if paper:
        in_running_paper(_port(paper))  # asks once nothing is under way


def faults(paper: Paper) -> list[str]:
    """Everything that is not as it must be in a paper at rest whose newest site is `site_after`."""
    stores, desk = stores_of(paper)
    objects = dict(_objects(stores))
    content = stores.content()
    uploads = Uploads(paper)
    found, stories = [], {}
    for newest in content.keys("articles/"):
        versions = [version.version_id for version in content.versions(newest.key)]
        filed = {item.sk: str(item.body["outcome"]) for item in desk.table.query(f"RECEIPT#{newest.key}").items}
        receipt = uploads.receipt(newest.key)
        found += list(_receipt_faults(newest.key, versions, filed, receipt))
        if receipt and receipt["outcome"] in {Outcome.PUBLISHED, Outcome.UNCHANGED}:
            stories[urlsplit(str(receipt["address"])).path] = versions[0]
    found += [fault for path, version in stories.items() for fault in _story_faults(path, version, objects)]
    found += [fault for key, page in objects.items() for fault in _staleness(key, page)]
    site = site_on_record(desk.table)
    assert site is not None
    return [*found, *_list_faults(paper, site, stories, objects), *_dead_letters(desk)]


def _objects(stores: PaperStores) -> Iterator[tuple[str, PublicObject]]:
    def read(key: str) -> tuple[str, PublicObject | None]:
        return key, stores.site.get(key)

    with ThreadPoolExecutor(_READERS) as readers:
        for key, page in readers.map(read, stores.site.keys()):
            if page:
                yield key, page


def _receipt_faults(
    key: str, versions: Sequence[str], filed: Mapping[str, str], receipt: Mapping[str, object] | None
) -> Iterator[str]:
    """Each version ended once, the newest in its own right, and that is what the editor finds."""
    if sorted(filed) != sorted(versions):
        yield f"{key}: receipts of {len(filed)} versions, {len(versions)} were uploaded"
    if filed.get(versions[0]) in {None, Outcome.SUPERSEDED}:
        yield f"{key}: its newest version is {filed.get(versions[0])}"
    if receipt is None or receipt["version_id"] != versions[0]:
        yield f"{key}: the receipt beside it is not its newest version's"


def _story_faults(path: str, version: str, objects: Mapping[str, PublicObject]) -> Iterator[str]:
    page = objects.get(object_key(path))
    if page is None or f'name="laera:source" content="{version}"'.encode() not in page.body:
        yield f"{path}: is not made of its newest version"
    elif _NEW_NAME not in page.body.decode():
        yield f"{path}: does not name the paper"
    for companion in companions_of(path):
        beside = objects.get(object_key(companion))
        if beside is None or "laera-status" in beside.metadata:
            yield f"{companion}: is not there"


def _staleness(key: str, page: PublicObject) -> Iterator[str]:
    """The old names stand nowhere. Whatever was at an old address leads on."""
    if key.startswith("extranjero"):
        if page.metadata.get("laera-status") != "301":
            yield f"{key}: leads nowhere, it is {page.metadata.get('laera-status', 'a page')}"
    elif (
        page.content_type != SQLITE
        and not page.content_type.startswith(("image/", "font/"))
        and (old := _OLD_WORDS.search(page.body.decode()))
    ):
        yield f"{key}: still says {old.group()!r}"


def _list_faults(
    paper: Paper, site: Site, stories: Iterable[str], objects: Mapping[str, PublicObject]
) -> Iterator[str]:
    """The API knows exactly the stories that were published, and sitemaps, fronts and feeds agree with it."""
    listed: list[str] = []
    for language in site.languages:
        paths = api_paths(paper, f"/api/articles?language={language}&limit=50")
        listed += paths
        yield from _front_faults(site.home_path(language), paths, objects)
        for section in site.sections:
            of_section = api_paths(paper, f"/api/articles?language={language}&section={section.id}&limit=50")
            yield from _front_faults(site.section_path(language, section), of_section, objects)
    mapped = [
        address
        for file in _addresses_in(objects.get(object_key(index_path())))
        if file not in {pages_sitemap_path(), *(news_sitemap_path(site, language) for language in site.languages)}
        for address in _addresses_in(objects.get(object_key(file)))
    ]
    published = Counter(list(stories))
    for name, paths in (("the API", listed), ("the sitemaps", mapped)):
        more, less = Counter(paths) - published, published - Counter(paths)
        if more or less:
            yield f"{name}: too many {list(more)[:3]} ({more.total()}), missing {list(less)[:3]} ({less.total()})"


def _addresses_in(sitemap: PublicObject | None) -> list[str]:
    found = _LOC.findall(sitemap.body.decode()) if sitemap else []
    return [urlsplit(address).path for address in found]


def _front_faults(front: str, paths: Sequence[str], objects: Mapping[str, PublicObject]) -> Iterator[str]:
    page = objects.get(object_key(front))
    links = set(_LINK.findall(page.body.decode())) if page else set()
    if not set(paths[:_SHOWN_FIRST]) <= links:
        yield f"{front}: the newest are missing: {sorted(set(paths[:_SHOWN_FIRST]) - links)}"
    if links & set(paths[_SHOWN_AT_MOST:]):
        yield f"{front}: shows old stories: {sorted(links & set(paths[_SHOWN_AT_MOST:]))[:3]}"
    feed = objects.get(object_key(f"{front.rstrip('/')}/feed.json"))
    items = [urlsplit(item["url"]).path for item in json.loads(feed.body)["items"]] if feed else None
    if items != paths[:_IN_FEEDS]:
        yield f"{front}: its feed has {items and items[:3]}, the API {paths[:3]}"


def api_paths(paper: Paper, question: str) -> list[str]:
    """What the API answers to the end, newest first."""
    paths: list[str] = []
    following: str | None = question
    while following:
        said = json.loads(paper.get(following).body)
        paths += [article["path"] for article in said["articles"]]
        following = said["next"]
    return paths


def _dead_letters(desk: Desk) -> Iterator[str]:
    for url in desk.sqs.list_queues()["QueueUrls"]:
        told = desk.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        count = int(told["Attributes"]["ApproximateNumberOfMessages"])
        if count and "dead" in url.lower():
            yield f"{url}: {count} dead letters"
