"""What the queue of outcomes, the event bus, the CDN and the web promise."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from botocore.config import Config
from botocore.session import Session
from types_boto3_cloudfront import CloudFrontClient
from types_boto3_sqs import SQSClient

from laera.adapters.cloudfront import CloudFrontCdn
from laera.adapters.eventbridge import EventBridgeBus
from laera.adapters.memory import MemoryBus, MemoryCdn, MemoryOutcomes, MemoryWeb
from laera.adapters.sqs import SqsOutcomes
from laera.adapters.web import HttpsWeb
from laera.domain.announcements import Announcement, Event
from laera.domain.receipts import Outcome
from laera.errors import BusUnavailableError, CdnUnavailableError, UnreadableMessageError, WebUnavailableError
from laera.workflow.outcome_words import message_of, word_in
from laera.workflow.ports import Ear, EventBus, Ping, Recall, Word
from tests.contracts.faults import answer, before_send, json_error, s3_error
from tests.contracts.worlds import Namer
from tests.integration.cloud import make_distribution

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def about(number: int) -> Announcement:
    """One of many announcements, with letters that queues dislike."""
    key = f"articles/es/ñ\ufffe{number}.md"
    return Announcement(f"{number:032x}", Event.UPDATED, key, "v2", Outcome.PUBLISHED, NOON, headline="El «puerto»")


WORDS: list[Word] = [
    about(1),
    Ping(Ear.HUB, "https://laera.example/feed.xml"),
    Ping(Ear.INDEX, "https://laera.example/ñ"),
    Recall("r1", ("media-a", "media-b")),
]


# ----------------------------------------------------------------------------------- the queue of outcomes


@pytest.fixture
def queue_url(sqs: SQSClient, a_name: Namer) -> str:
    """An empty queue."""
    return sqs.create_queue(QueueName=a_name("outcomes"))["QueueUrl"]


def waiting(client: SQSClient, url: str) -> list[Word]:
    """All that lies in the queue."""
    found: list[Word] = []
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        assert all(message["Body"].isascii() for message in messages)
        found += [word_in(message["Body"]) for message in messages]
    return found


def test_all_words_arrive(sqs: SQSClient, queue_url: str) -> None:
    """Each once, as it was said, ten a call."""
    words = [*WORDS, *map(about, range(2, 20))]
    memory = MemoryOutcomes()

    with before_send(sqs, "SendMessageBatch") as sent:
        SqsOutcomes(sqs, queue_url).send(words)
    memory.send(words)

    assert sorted(map(message_of, waiting(sqs, queue_url))) == sorted(map(message_of, words))
    assert list(memory.words) == [(word, timedelta(0)) for word in words]
    assert len(sent) == 3


def test_words_can_be_held_back(sqs: SQSClient, queue_url: str) -> None:
    """They are there, and nobody gets them before."""
    memory = MemoryOutcomes()
    for outcomes in (SqsOutcomes(sqs, queue_url), memory):
        outcomes.send(WORDS, timedelta(seconds=130))

    assert waiting(sqs, queue_url) == []
    names: Any = ["ApproximateNumberOfMessagesDelayed"]
    counted = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
    assert counted["ApproximateNumberOfMessagesDelayed"] == str(len(WORDS))
    assert [delay for _, delay in memory.words] == [timedelta(seconds=130)] * len(WORDS)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"laera": {}}', '{"laera": {"ping": {"ear": "x", "address": ""}}}'])
def test_a_message_that_is_no_word_is_named_so(body: str) -> None:
    """Whoever reads the queue knows that it will never be one."""
    with pytest.raises(UnreadableMessageError, match="no word of the press"):
        word_in(body)


# ---------------------------------------------------------------------------------------------- the event bus


@pytest.fixture
def events(aws: Session, once: Config) -> Any:  # noqa: ANN401 - its stubs are not among the test tools
    """A client of EventBridge."""
    return aws.create_client("events", config=once)


@pytest.fixture(params=["memory", "eventbridge"])
def bus(request: pytest.FixtureRequest, a_name: Namer) -> EventBus:
    """A bus of each kind."""
    if request.param == "memory":
        return MemoryBus()
    client = request.getfixturevalue("events")
    name = a_name("bus")
    client.create_event_bus(Name=name)
    return EventBridgeBus(client, name)


@pytest.mark.parametrize("count", [0, 1, 10, 25])
def test_a_bus_takes_all(bus: EventBus, count: int) -> None:
    """However many there are."""
    assert bus.put([about(number) for number in range(count)]) == frozenset()


def test_events_go_ten_a_call_with_all_that_a_rule_can_ask_for(events: Any) -> None:  # noqa: ANN401 - as above
    """Source, type, time and a detail that is JSON."""
    with before_send(events, "PutEvents") as sent:
        EventBridgeBus(events, "default").put([about(number) for number in range(11)])

    entries = [json.loads(body)["Entries"] for body in sent]
    assert [len(batch) for batch in entries] == [10, 1]
    entry = entries[0][3]
    assert (entry["EventBusName"], entry["Source"], entry["DetailType"]) == ("default", "laera", "ArticleUpdated")
    assert entry["Time"] == NOON.timestamp()
    assert json.loads(entry["Detail"]) == about(3).detail()


def taken(*codes: str) -> bytes:
    """The bus's answer: an error for each entry, or its id where there is none."""
    return json.dumps(
        {
            "FailedEntryCount": sum(map(bool, codes)),
            "Entries": [{"ErrorCode": code} if code else {"EventId": "e"} for code in codes],
        }
    ).encode()


def test_what_the_bus_refused_is_put_again_alone(events: Any) -> None:  # noqa: ANN401 - as above
    """After a pause that grows."""
    pauses: list[float] = []
    first, second = answer(200, taken("", "ThrottlingException", "", "InternalFailure")), answer(200, taken("x", ""))

    with before_send(events, "PutEvents", first, second) as sent:
        missed = EventBridgeBus(events, "default", pause=pauses.append).put([about(number) for number in range(4)])

    assert missed == frozenset()
    assert [len(json.loads(body)["Entries"]) for body in sent] == [4, 2, 1]
    assert pauses == [0.1, 0.2]


def test_what_the_bus_refuses_to_the_end_is_named(events: Any) -> None:  # noqa: ANN401 - as above
    """The others of the batch were taken, and so were those of the next."""
    answers = [answer(200, taken("", "InternalFailure")), *(answer(200, taken("InternalFailure")) for _ in range(3))]
    with before_send(events, "PutEvents", *answers) as sent:
        missed = EventBridgeBus(events, "default", pause=lambda _: None).put([about(1), about(2)])

    assert missed == {about(2).id}
    assert len(sent) == 4


def test_a_bus_that_does_not_answer_is_unavailable(events: Any) -> None:  # noqa: ANN401 - as above
    """The cause is kept."""
    with (
        before_send(events, "PutEvents", json_error(400, "ThrottlingException")),
        pytest.raises(BusUnavailableError, match="ThrottlingException"),
    ):
        EventBridgeBus(events, "default").put([about(1)])


# --------------------------------------------------------------------------------------------------- the CDN


@pytest.fixture
def cloudfront(aws: Session, once: Config) -> CloudFrontClient:
    """A client of CloudFront."""
    return cast("CloudFrontClient", aws.create_client("cloudfront", config=once))


def test_tags_are_forgotten_in_one_request(cloudfront: CloudFrontClient, a_name: Namer) -> None:
    """As CloudFront writes them, under the reference that was given."""
    distribution = make_distribution(cloudfront, a_name("distribution"))
    memory = MemoryCdn()
    for cdn in (CloudFrontCdn(lambda: cloudfront, distribution), memory):
        cdn.forget(["story-a", "story-b"], "a reference")

    (item,) = cloudfront.list_invalidations(DistributionId=distribution)["InvalidationList"]["Items"]
    asked = cloudfront.get_invalidation(DistributionId=distribution, Id=item["Id"])["Invalidation"]["InvalidationBatch"]
    assert asked == {
        "Paths": {"Quantity": 2, "Items": ["#story-a", "#story-b"]},
        "CallerReference": "a reference",
    }
    assert memory.requests == {"a reference": ("story-a", "story-b")}


def test_asked_again_it_is_the_same_request() -> None:
    """CloudFront keeps references; moto does not, so this is of the one in memory alone."""
    memory = MemoryCdn()
    memory.forget(["story-a"], "a reference")
    memory.forget(["story-a"], "a reference")
    assert memory.requests == {"a reference": ("story-a",)}


@pytest.mark.parametrize("code", ["TooManyInvalidationsInProgress", "Throttling", "ServiceUnavailable"])
def test_a_cdn_that_is_busy_is_unavailable(cloudfront: CloudFrontClient, a_name: Namer, code: str) -> None:
    """The queue brings the word again."""
    distribution = make_distribution(cloudfront, a_name("distribution"))
    with (
        before_send(cloudfront, "CreateInvalidation", s3_error(400, code)),
        pytest.raises(CdnUnavailableError, match=code),
    ):
        CloudFrontCdn(lambda: cloudfront, distribution).forget(["story-a"], "a reference")


def test_the_cdns_client_is_made_when_something_is_forgotten() -> None:
    """Most batches need none."""
    asked: list[str] = []

    def client() -> CloudFrontClient:
        asked.append("client")
        raise RuntimeError("made")

    cdn = CloudFrontCdn(client, "E1")
    assert asked == []
    with pytest.raises(RuntimeError, match="made"):
        cdn.forget(["story-a"], "a reference")


# --------------------------------------------------------------------------------------------------- the web


@pytest.mark.parametrize("url", ["http://hub.example/", "ftp://hub.example/", "file:///etc/passwd", "hub.example"])
def test_only_https_is_spoken(url: str) -> None:
    """What an operator mistyped is sent nowhere in the clear. What others answer is in the tests of announcing."""
    with pytest.raises(ValueError, match="does not begin with https://"):
        HttpsWeb().post(url, b"", "text/plain")


def test_no_answer_is_named_so() -> None:
    """Alike in both."""
    memory = MemoryWeb()
    memory.statuses["https://hub.example/"] = 0
    with pytest.raises(WebUnavailableError):
        memory.post("https://hub.example/", b"", "text/plain")
    with pytest.raises(WebUnavailableError):
        HttpsWeb().post("http://127.0.0.1:9/", b"", "text/plain")
