"""What a publication asks of AWS, written down call by call while the real handlers work on moto."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from functions.publish_article.handler import handler as publish_article
from functions.rebuild_fronts.handler import handler as rebuild_fronts
from laera import wiring
from tests.integration.cloud import Cloud, Context, batch, recorded

SITE = b"""name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
sections:
  - {id: international, es: Internacional, en: International}
  - {id: culture, es: Cultura, en: Culture}
"""


def manuscript(number: int = 0, **fields: str) -> bytes:
    """Story number so-and-so; each of its own minute, so that lists have an order."""
    matter = {
        "headline": f"El puerto amanece en calma por vez {number}",
        "section": "internacional",
        "published": f"2026-01-{1 + number // 1000:02d}T{number // 60 % 16:02d}:{number % 60:02d}:00-03:00",
        "tags": "[puerto, mareas]",
        "byline": "Ana Ríos",
    } | fields
    head = "".join(f"{name}: {value}\n" for name, value in matter.items())
    return f"---\n{head}---\n{'La mar estaba **quieta** y los barcos salieron a su hora. ' * 40}\n".encode()


def key(number: int) -> str:
    """The upload key of that story."""
    return f"articles/es/2026/puerto-{number}.md"


@dataclass
class Ledger:
    """The calls of one upload's way through publish_article and, for the lists it changed, rebuild_fronts."""

    calls: Counter[str] = field(default_factory=Counter)
    lists: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    _is_open: bool = False

    @property
    def budget(self) -> int:
        """How many calls there may be: twelve, three for what the search index reads, three for an object or a list."""
        return 12 + 3 + 3 * (len(self.touched) + len(self.read))

    def watch(self, client: Any) -> None:  # noqa: ANN401 - each service has a client type of its own
        """Write down what this client is asked."""
        client.meta.events.register("before-call", self._note)

    @contextmanager
    def open(self) -> Iterator[None]:
        """While the block runs, calls are written down."""
        self._is_open = True
        try:
            yield
        finally:
            self._is_open = False

    def _note(self, model: Any, params: Mapping[str, Any], **_about: object) -> None:  # noqa: ANN401 - botocore's
        if not self._is_open:
            return
        self.calls[model.name] += 1
        if "//laera-site-" in params["url"]:
            self.touched.add(str(params["url"]))
        if model.name == "Query":
            self.read.add(str(params["body"]))
        if model.name == "PutItem":
            pk = json.loads(params["body"])["Item"]["pk"]["S"]
            if pk.startswith("LISTING#"):
                self.lists.add(pk)


def publish(cloud: Cloud) -> Ledger:
    """Deliver what is on its way to the handlers, and write down what they ask of AWS."""
    ledger = Ledger()
    for service in ("s3", "dynamodb", "sqs"):
        ledger.watch(wiring.client(service))
    bodies, cloud.messages = cloud.messages, []
    event = batch(bodies)
    with ledger.open():
        answer = publish_article(event, Context())
        if ledger.lists:
            records = [recorded("stream_record", PK=pk, SK="any") for pk in sorted(ledger.lists)]
            rebuild_fronts({"Records": records}, Context())
    assert answer == {"batchItemFailures": []}
    return ledger


def a_new_story(cloud: Cloud, number: int) -> None:
    """A story that was not there."""
    cloud.upload(key(number), manuscript(number))


def an_edit(cloud: Cloud, number: int) -> None:
    """Another summary: its page, its cards and the fronts that show them."""
    cloud.upload(key(number), manuscript(number, summary="Sin viento"))


def a_correction(cloud: Cloud, number: int) -> None:
    """Another line in its body: its page, and no list."""
    cloud.upload(key(number), manuscript(number, summary="Sin viento") + b"Y volvieron.\n")


def an_event_again(cloud: Cloud, number: int) -> None:
    """The event of its newest version, delivered a second time."""
    cloud.tell("s3_put", key(number), cloud.s3.head_object(Bucket=cloud.content, Key=key(number))["VersionId"])


def a_bad_edit(cloud: Cloud, number: int) -> None:
    """An edit with a mistake: a receipt that says so, and nothing else."""
    cloud.upload(key(number), manuscript(number, section="internacionall"))


def a_deletion(cloud: Cloud, number: int) -> None:
    """The file is deleted."""
    cloud.delete(key(number))


KINDS: dict[str, Callable[[Cloud, int], None]] = {
    "a new story": a_new_story,
    "its event once more": an_event_again,
    "an edit of what lists show": an_edit,
    "a correction in its body": a_correction,
    "an edit that is refused": a_bad_edit,
    "its deletion": a_deletion,
}
"""What can happen to one story, in an order in which it can."""
