"""Announcing through the real handlers: uploads in, events, invalidations and pings out."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, cast
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft202012Validator
from moto import mock_aws

from laera import wiring
from laera.workflow.announcer import Letter
from laera.workflow.outcome_words import message_of
from laera.workflow.ports import Ear, Ping
from laera.workflow.story_objects import story_tag
from tests.integration.cloud import Cloud
from tests.integration.ledger import SITE

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")
KEY = "articles/es/2026/puerto ñ+.md"
TAG = f"#{story_tag(KEY)}"
ADDRESS = "https://laera.example/internacional/el-puerto-amanece-en-calma"
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "operator" / "article-event.schema.json").read_text(encoding="utf-8")
)
CANARY = "canario"


def manuscript(headline: str = "El puerto amanece en calma", body: str = "Calma.", **fields: str) -> bytes:
    """A manuscript that is in order unless the fields say otherwise."""
    matter = {"headline": headline, "section": "internacional", "published": "2026-01-30T09:00:00-03:00"} | fields
    return ("---\n" + "".join(f"{name}: {value}\n" for name, value in matter.items()) + f"---\n{body}\n").encode()


class Newsroom(Cloud):
    """A paper, and a listener to everything on its bus."""

    def __init__(self, environment: pytest.MonkeyPatch) -> None:
        super().__init__(environment)
        self._ear = wiring.client("sqs").create_queue(QueueName=f"{self.bus}-ear")["QueueUrl"]
        name = {"AttributeNames": ["QueueArn"]}
        arn = wiring.client("sqs").get_queue_attributes(QueueUrl=self._ear, **name)["Attributes"]["QueueArn"]
        events = wiring.client("events")
        events.put_rule(Name="all", EventBusName=self.bus, EventPattern='{"source": ["laera"]}')
        events.put_targets(Rule="all", EventBusName=self.bus, Targets=[{"Id": "ear", "Arn": arn}])

    def heard(self) -> list[dict[str, Any]]:
        """The events of all that was uploaded since, in order; each is as its schema says."""
        self.deliver()
        assert self.announce() == {"batchItemFailures": []}
        events: list[dict[str, Any]] = []
        client = wiring.client("sqs")
        while messages := client.receive_message(QueueUrl=self._ear, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                events.append(json.loads(message["Body"]))
                client.delete_message(QueueUrl=self._ear, ReceiptHandle=message["ReceiptHandle"])
        for event in events:
            Draft202012Validator(SCHEMA).validate(event)
        return events

    def names(self) -> list[str]:
        """Their names alone."""
        return [event["detail-type"] for event in self.heard()]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A paper with its site.yaml published."""
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        wiring.client.cache_clear()
        stack = Newsroom(monkeypatch)
        stack.upload("site.yaml", SITE)
        stack.deliver()
        yield stack
    for made in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk, wiring.announcer):
        made.cache_clear()


def test_the_schema_is_a_schema() -> None:
    """Of the dialect it says."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_turn_in_the_life_of_a_story_is_told(room: Newsroom) -> None:
    """By its name, in the words of the schema, with the address readers use."""
    room.upload(KEY, manuscript())
    (event,) = room.heard()
    assert event["detail-type"] == "ArticlePublished"
    detail = event["detail"]
    assert (detail["address"], detail["language"], detail["section"]) == (ADDRESS, "es", "international")
    assert (detail["headline"], detail["published"]) == ("El puerto amanece en calma", "2026-01-30T12:00:00Z")
    assert (detail["key"], detail["outcome"]) == (KEY, "published")
    assert detail["version_id"] == room.versions(KEY)[0]

    note = '[{date: 2026-01-31, text: "Eran las seis, no las siete."}]'
    room.upload(KEY, manuscript())
    assert room.names() == ["ArticleUnchanged"]
    room.upload(KEY, manuscript(body="Y volvieron."))
    assert room.names() == ["ArticleUpdated"]
    room.upload(KEY, manuscript(body="A las seis.", corrections=note))
    assert room.names() == ["ArticleCorrected"]
    room.upload(KEY, manuscript(section="nowhere"))
    assert room.names() == ["ArticleRejected"]

    room.upload(KEY, manuscript(body="A las seis.", corrections=note, section="cultura"))
    (event,) = room.heard()
    assert event["detail-type"] == "ArticleMoved"
    assert event["detail"]["former"] == [ADDRESS]
    moved = event["detail"]["address"]

    room.upload(KEY, manuscript(section="cultura", draft="true"))
    withdrawn, drafted = room.heard()
    assert (withdrawn["detail-type"], drafted["detail-type"]) == ("ArticleWithdrawn", "ArticleDrafted")
    assert (withdrawn["detail"]["address"], withdrawn["detail"]["outcome"]) == (moved, "draft")
    room.upload(KEY, manuscript(section="cultura"))
    assert room.names() == ["ArticleRestored"]

    marker = room.delete(KEY)
    (event,) = room.heard()
    assert (event["detail-type"], event["detail"]["version_id"]) == ("ArticleWithdrawn", marker)
    room.restore(KEY, marker)
    assert room.names() == ["ArticleRestored"]


def test_a_story_that_readers_may_not_see_is_not_told(room: Newsroom) -> None:
    """Neither its words nor its address: the key and the outcome are all."""
    held = {"embargo": "2036-01-31T09:00:00-03:00", "slug": CANARY, "tags": f"[{CANARY}]"}
    room.upload("articles/es/a.md", manuscript(CANARY, CANARY, **held))
    room.upload("articles/es/b.md", manuscript(CANARY, CANARY, draft="true"))
    room.upload("articles/es/c.md", manuscript(CANARY, CANARY, section="nowhere"))
    room.upload("articles/es/d.md", manuscript(CANARY, CANARY, withdrawn=CANARY))
    room.upload("articles/es/e.md", manuscript(CANARY, CANARY, expires="2026-01-31"))
    events = room.heard()

    assert sorted(event["detail-type"] for event in events) == [
        "ArticleDrafted",
        "ArticleRejected",
        "ArticleScheduled",
        "ArticleWithdrawn",
        "ArticleWithdrawn",
    ]
    assert CANARY not in json.dumps(events)
    assert room.invalidations() == []


def test_an_upload_that_was_overtaken_is_told_too(room: Newsroom) -> None:
    """Each upload has its end."""
    first = room.upload(KEY, manuscript())
    room.upload(KEY, manuscript(body="Y volvieron."))
    events = room.heard()

    by_name = {event["detail-type"]: event["detail"] for event in events}
    assert set(by_name) == {"ArticlePublished", "ArticleSuperseded"}
    assert by_name["ArticleSuperseded"]["version_id"] == first


def test_the_cdn_forgets_what_readers_may_have_and_nothing_else(room: Newsroom) -> None:
    """One item for all that a story put out; none for a new page, a repetition or a refusal."""
    room.upload(KEY, manuscript())
    room.heard()
    assert room.invalidations() == []
    assert room.receipt(KEY)["invalidation"] is None

    room.upload(KEY, manuscript(body="Y volvieron."))
    room.heard()
    assert room.invalidations() == [[TAG]]
    assert f"Invalidations: 1 ({TAG[1:]}), after 0 of 1,000 this month" in room.receipt_text(KEY)

    room.upload(KEY, manuscript(body="Y volvieron."))
    room.upload("articles/es/otro.md", manuscript("Otro"))
    room.heard()
    room.upload(KEY, manuscript(section="nowhere"))
    room.heard()
    assert room.invalidations() == [[TAG]]

    room.upload(KEY, manuscript(body="Otra vez."))
    room.heard()
    assert room.receipt(KEY)["invalidation"] == {
        "cost": 1,
        "tags": [TAG[1:]],
        "used": 1,
        "budget": 1000,
        "is_urgent": False,
    }


def test_edits_that_come_together_are_one_request(room: Newsroom) -> None:
    """And ten deliveries of them are no more."""
    keys = [f"articles/es/{number}.md" for number in range(12)]
    for number, key in enumerate(keys):
        room.upload(key, manuscript(f"El puerto {number}"))
    room.heard()
    for number, key in enumerate(keys):
        room.upload(key, manuscript(f"El puerto {number}", "Y volvieron."))
    room.heard()
    assert room.invalidations() == [sorted(f"#{story_tag(key)}" for key in keys)]


def test_beyond_the_budget_only_corrections_and_withdrawals_are_forgotten(
    monkeypatch: pytest.MonkeyPatch, room: Newsroom
) -> None:
    """The receipt says what an editor may expect."""
    monkeypatch.setenv("INVALIDATION_BUDGET", "0")
    for made in (wiring.settings, wiring.press, wiring.announcer):
        made.cache_clear()
    room.upload(KEY, manuscript())
    room.heard()
    room.upload(KEY, manuscript(body="Y volvieron."))
    room.heard()
    assert room.invalidations() == []
    assert "Invalidations: none; this month's 0 are used up" in room.receipt_text(KEY)

    room.delete(KEY)
    room.heard()
    assert room.invalidations() == [[TAG]]
    assert f"Invalidations: 1 ({TAG[1:]}), after 0 of 0 this month" in room.receipt_text(KEY)


def test_making_everything_again_tells_nobody(room: Newsroom) -> None:
    """Not when nothing is lost, and not when the table is: what readers get is what they got."""
    room.upload(KEY, manuscript())
    room.heard()
    room.reconcile(everything=True)
    assert room.heard() == []
    room.stand_up("second")
    room.reconcile()
    assert room.heard() == []
    assert room.status("/internacional/el-puerto-amanece-en-calma") == "200"


# -------------------------------------------------------------------------------------------------- pings


class Machine(ThreadingHTTPServer):
    """A hub, or a search engine: keeps what it is sent, and answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.status = 204
        self.got: list[tuple[str, str, bytes]] = []
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/"


class Conversation(BaseHTTPRequestHandler):
    """One request."""

    def do_POST(self) -> None:
        """Keep it."""
        machine = cast("Machine", self.server)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        machine.got.append((self.path, self.headers["Content-Type"], body))
        self.send_response(machine.status)
        if machine.status == 302:
            self.send_header("Location", f"{machine.address}elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine of somebody else, on this one."""
    server = Machine()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def pinging(room: Newsroom, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A paper that pings both."""
    monkeypatch.setenv("WEBSUB_HUB", machine.address)
    monkeypatch.setenv("INDEXNOW_KEY", "0123456789abcdef")
    wiring.settings.cache_clear()
    wiring.announcer.cache_clear()
    monkeypatch.setattr(wiring.announcer(), "_index_now", f"{machine.address}indexnow")
    return room


def failed(*pings: Ping) -> list[str]:
    """The numbers of those of these messages that come again."""
    letters = [Letter(str(number), message_of(ping)) for number, ping in enumerate(pings)]
    return list(wiring.announcer().announce(letters).failed)


def test_a_hub_and_a_search_engine_get_what_their_standards_say(pinging: Newsroom, machine: Machine) -> None:
    """A form with the topic; a list of pages with host and key."""
    del pinging
    feed = "https://laera.example/feed.xml"
    assert failed(Ping(Ear.HUB, feed), Ping(Ear.INDEX, ADDRESS)) == []

    (path, kind, form), (index_path, index_kind, listed) = machine.got
    assert (path, kind) == ("/", "application/x-www-form-urlencoded")
    assert parse_qs(form.decode()) == {"hub.mode": ["publish"], "hub.topic": [feed], "hub.url": [feed]}
    assert (index_path, index_kind) == ("/indexnow", "application/json; charset=utf-8")
    assert json.loads(listed) == {"host": "laera.example", "key": "0123456789abcdef", "urlList": [ADDRESS]}


@pytest.mark.parametrize(("status", "comes_again"), [(202, []), (302, []), (404, []), (429, ["0"]), (503, ["0"])])
def test_an_answer_is_heeded_and_followed_nowhere(
    pinging: Newsroom, machine: Machine, status: int, comes_again: list[str]
) -> None:
    """Busy is asked again, no is no, and a redirect leads to nobody."""
    del pinging
    machine.status = status
    assert failed(Ping(Ear.HUB, "https://laera.example/feed.xml")) == comes_again
    assert [path for path, _, _ in machine.got] == ["/"]


def test_a_machine_that_is_gone_is_asked_again(pinging: Newsroom, machine: Machine) -> None:
    """Nobody listens there any more."""
    del pinging
    machine.shutdown()
    machine.server_close()
    assert failed(Ping(Ear.HUB, "https://laera.example/feed.xml")) == ["0"]


def test_pings_wait_until_the_cdn_gives_the_new_page(pinging: Newsroom, machine: Machine) -> None:
    """They lie on the queue, delayed, one for the page and one for each feed that shows it; nobody is called before."""
    pinging.upload(KEY, manuscript())
    pinging.heard()
    assert machine.got == []
    attributes = wiring.client("sqs").get_queue_attributes(
        QueueUrl=pinging.queues["outcomes"], AttributeNames=["ApproximateNumberOfMessagesDelayed"]
    )["Attributes"]
    fronts = ("", "/internacional")
    feeds = [f"{front}/{feed}" for front in fronts for feed in ("feed.xml", "atom.xml", "feed.json")]
    assert attributes["ApproximateNumberOfMessagesDelayed"] == str(1 + len(feeds))
