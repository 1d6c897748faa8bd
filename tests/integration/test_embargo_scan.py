"""The embargo scan: not a word, not an address, not a picture of a story is public before its hour; all of it after.

Each way of holding a story has words in it that stand nowhere else. One second before the hour everything that the
press shows to anybody is searched for them, and one second after.
"""

import gzip
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from moto import mock_aws

from laera import wiring
from laera.adapters.clock import SystemClock
from laera.adapters.memory import FrozenClock
from laera.domain.listings import card_of, entries_of
from laera.domain.manuscripts import read_manuscript
from laera.domain.site import companions_of, object_key
from laera.domain.site_file import read_site
from laera.workflow.listing_entries import place_entries
from laera.workflow.ports import Item
from tests.integration.cloud import Cloud
from tests.integration.public_side import Shown, public_side, said_to_others, traces
from tests.unit.imaging.pictures import encoded, landscape

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")

SITE = b"""name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
sections:
  - {id: international, es: Internacional, en: International}
"""
SECOND, HALF_AN_HOUR = timedelta(seconds=1), timedelta(minutes=30)
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
KEY, SIBLING, OTHER = "articles/es/zqcanarykey.md", "articles/en/harbour.md", "articles/es/otra.md"
PHOTOGRAPH = "media/zqcanaryfile.jpg"
PATH = "/internacional/zqcanaryslug"
FRONT = f"""lead: {KEY}
pins:
  - {{story: {KEY}, position: 2}}
breaking: {{text: Atención, story: {KEY}, until: 2199-01-01}}
"""
CANARIES = {
    "headline": "Zqcanaryheadline",
    "slug": "zqcanaryslug",
    "summary": "Zqcanarysummary",
    "byline": "Zqcanarybyline",
    "dateline": "Zqcanarydateline",
    "agency": "Zqcanaryagency",
    "tags": "[Zqcanarytag]",
    "aliases": "[/zqcanaryalias/old]",
    "photograph": f"{{src: {PHOTOGRAPH}, alt: Zqcanaryalt, caption: Zqcanarycaption, credit: Zqcanarycredit}}",
    "corrections": "[{date: 2026-01-30, text: Zqcanarycorrection}]",
}
WORDS = tuple(
    f"zqcanary{part}"
    for part in (
        *("headline", "slug", "summary", "byline", "dateline", "agency", "tag"),
        *("alias", "alt", "caption", "credit", "correction", "body"),
    )
)
"""In every field that readers see."""
NEVER = ("zqcanaryfile", "zqcanaryexif", "zqcanarykey", "zqcanarynote")
"""In what readers do not see at any time: names of uploads, what a camera wrote into the photograph, a comment."""
QUESTIONS = (
    "language=es&section=internacional",
    "language=es&tag=zqcanarytag",
    "language=es&byline=zqcanarybyline",
    "language=es&from=2020-01-01&to=2199-01-01",
    "/api/articles/es/internacional/zqcanaryslug",
    "/api/articles/es/internacional/antes",
    "/api/articles/en/international/harbour",
)

Fields = dict[str, str]


def story(body: str = "Zqcanarybody.<!-- zqcanarynote -->", **fields: str) -> bytes:
    """A manuscript of yesterday unless the fields say otherwise."""
    known = {"headline": "Puerto", "section": "international", "published": YESTERDAY} | fields
    return ("---\n" + "".join(f"{name}: {text}\n" for name, text in known.items()) + f"---\n{body}\n").encode()


@dataclass(frozen=True)
class Way:
    """A way of holding a story until an hour: the uploads before it, and those at the hour, by their fields.

    `was_public` when readers had the story's address before: then signs may stand there, which say nothing.
    """

    name: str
    before: Callable[[datetime], Sequence[Fields]]
    at_the_hour: Sequence[Fields] = ()
    was_public: bool = False


def at(moment: datetime) -> str:
    """As front matter has it."""
    return moment.isoformat()


WAYS = (
    Way("embargo", lambda hour: [CANARIES | {"embargo": at(hour)}]),
    Way("a date to come", lambda hour: [CANARIES | {"published": at(hour)}]),
    Way("both", lambda hour: [CANARIES | {"embargo": at(hour - HALF_AN_HOUR), "published": at(hour)}]),
    Way("a draft", lambda _: [CANARIES | {"draft": "true"}], at_the_hour=[CANARIES]),
    Way("an edit of a live story", lambda hour: [{"slug": "antes"}, CANARIES | {"embargo": at(hour)}]),
    Way("an embargo on a live story", lambda hour: [CANARIES, CANARIES | {"embargo": at(hour)}], was_public=True),
    Way(
        "an hour moved later",
        lambda hour: [CANARIES | {"embargo": at(hour - HALF_AN_HOUR)}, CANARIES | {"embargo": at(hour)}],
    ),
    Way(
        "an hour moved earlier",
        lambda hour: [CANARIES | {"embargo": at(hour + HALF_AN_HOUR)}, CANARIES | {"embargo": at(hour)}],
    ),
    Way(
        "an embargo taken away",
        lambda hour: [CANARIES | {"embargo": at(hour + HALF_AN_HOUR)}],
        at_the_hour=[CANARIES],
    ),
    Way(
        "a bad edit of a held story", lambda hour: [CANARIES | {"embargo": at(hour)}, CANARIES | {"section": "nowhere"}]
    ),
)


class Newsday:
    """A paper with two stories, the clock of the press in hand, and a story that waits."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.clock = FrozenClock(datetime.now(UTC).replace(microsecond=0))
        self.hour = self.clock.now() + timedelta(hours=1)
        wiring.use_clock(self.clock)
        photograph = landscape(480, 320)
        exif = photograph.getexif()
        exif[0x010E] = "zqcanaryexif"
        for key, body in (
            ("site.yaml", SITE),
            ("fronts/es/home.yaml", FRONT.encode()),
            (PHOTOGRAPH, encoded(photograph, exif=exif)),
            (SIBLING, story("Calm.", headline="Harbour", slug="harbour", translation_key="p")),
            (OTHER, story("Otra.", headline="Otra", slug="otra")),
        ):
            cloud.upload(key, body)
        cloud.deliver()

    def upload(self, versions: Sequence[Fields]) -> None:
        """One version after the other, each told before the next."""
        for fields in versions:
            is_plain = "Zqcanaryheadline" not in fields.values()
            body = "Antes." if is_plain else "Zqcanarybody.<!-- zqcanarynote -->"
            self.cloud.upload(KEY, story(body, translation_key="p", **fields))
            self.cloud.deliver()

    def turn_to(self, moment: datetime) -> None:
        """The clock, its sweep, and an event of the story that comes once more."""
        self.clock.moment = moment
        self.cloud.release_due()
        self.cloud.tell("s3_put", KEY, self.cloud.versions(KEY)[0])
        self.cloud.deliver()

    def shown(self) -> list[Shown]:
        """All that anybody can see."""
        return public_side(self.cloud, QUESTIONS)

    def copies(self) -> list[str]:
        """Copies of photographs that readers can load."""
        return [
            key
            for key, (_, said) in self.cloud.pages().items()
            if key.startswith("media/") and "laera-status" not in said
        ]


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsday]:
    """A paper on moto, with a key for the API's cursors."""
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        wiring.client.cache_clear()
        cloud = Cloud(monkeypatch)
        secret = wiring.client("secretsmanager").create_secret(Name="cursors", SecretString="k" * 64)
        monkeypatch.setenv("CURSOR_SECRET_ARN", secret["ARN"])
        wiring.settings.cache_clear()
        yield Newsday(cloud)
    wiring.use_clock(SystemClock())
    for made in (wiring.client, wiring.settings):
        made.cache_clear()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nothing_is_public_before_the_hour_and_everything_after(day: Newsday, way: Way) -> None:
    """One second before there is no trace; one second after each word is where readers look for it."""
    day.upload(way.before(day.hour))
    if way.was_public:
        said_to_others(day.cloud)
    for moment in (day.hour - HALF_AN_HOUR + SECOND, day.hour - SECOND):
        day.turn_to(moment)
        shown = day.shown()
        assert len(shown) > 30
        assert traces(shown, (*WORDS, *NEVER), with_signs=not way.was_public) == {}
        assert traces(said_to_others(day.cloud), WORDS) == {}
        assert day.copies() == []
    day.clock.moment = day.hour + SECOND
    day.upload(way.at_the_hour)
    day.turn_to(day.hour + SECOND)

    _has_all(day)
    assert {"zqcanaryheadline", "zqcanaryslug"} <= traces(said_to_others(day.cloud), WORDS).keys()


def _has_all(day: Newsday) -> None:
    """Each word is where readers look for it, and none where it has no place."""
    shown = [one for one in day.shown() if not one.is_list]
    found = traces(shown, WORDS)
    assert found.keys() == set(WORDS)
    assert traces(shown, NEVER) == {}
    for path in (PATH, *companions_of(PATH)):
        assert object_key(path) in found["zqcanaryheadline"]
        assert day.cloud.pages()[object_key(path)][1].get("laera-status") is None
    for front in (
        "/",
        "/internacional",
        "/tag/zqcanarytag",
        "/author/zqcanarybyline",
        "/feed.xml",
        "/atom.xml",
        "/feed.json",
        "/news-sitemap.xml",
    ):
        assert object_key(front) in found["zqcanaryheadline"], front
    assert "api 200" in found["zqcanaryheadline"]
    assert object_key("/corrections") in found["zqcanarycorrection"]
    assert object_key("/en/international/harbour") in found["zqcanaryslug"], "its translation leads to it"
    assert day.cloud.pages()[object_key("/zqcanaryalias/old")][1]["laera-location"] == PATH
    assert [name for name in found["zqcanaryslug"] if name.startswith("sitemap-")]
    assert len(day.copies()) > 1


def test_a_moved_hour_counts_from_when_it_was_moved(day: Newsday) -> None:
    """Moved back when the first hour is all but there, and once more to before the second: it runs at the third."""
    day.upload([CANARIES | {"embargo": at(day.hour)}])
    day.turn_to(day.hour - SECOND)
    day.upload([CANARIES | {"embargo": at(day.hour + 2 * HALF_AN_HOUR)}])
    day.turn_to(day.hour + SECOND)
    assert traces(day.shown(), (*WORDS, *NEVER)) == {}
    third = day.hour + HALF_AN_HOUR
    day.upload([CANARIES | {"embargo": at(third)}])
    day.turn_to(third - SECOND)
    assert traces(day.shown(), (*WORDS, *NEVER)) == {}
    assert day.copies() == []

    day.turn_to(third + SECOND)
    _has_all(day)


def test_a_press_set_up_anew_before_the_hour_shows_nothing_either(day: Newsday) -> None:
    """A rebuild from the bucket alone, and the reconciler, know of the hour too."""
    day.upload([CANARIES | {"embargo": at(day.hour)}])
    day.clock.moment = day.hour - SECOND
    day.cloud.stand_up("after-the-fire")
    day.cloud.reconcile()
    day.cloud.deliver()

    assert object_key("/internacional/otra") in day.cloud.pages()
    assert traces(day.shown(), (*WORDS, *NEVER)) == {}
    assert day.copies() == []
    day.turn_to(day.hour + SECOND)
    _has_all(day)


def test_of_an_expired_story_nothing_is_left_but_signs(day: Newsday) -> None:
    """Until its last second all of it is there; then no page, list, feed or answer says a word of it."""
    day.upload([CANARIES | {"expires": at(day.hour)}])
    day.turn_to(day.hour - SECOND)
    _has_all(day)

    day.turn_to(day.hour + SECOND)
    assert traces(day.shown(), (*WORDS, *NEVER), with_signs=False) == {}
    assert day.cloud.status(PATH) == "410"


def _lists_early(_: Cloud) -> None:
    """Enter a story into its lists without a look at the clock."""
    paper = read_site(SITE).site
    assert paper is not None
    article = read_manuscript(KEY, story(**CANARIES), paper).article
    assert article is not None
    place_entries(wiring.press().table, entries_of(article, paper, card_of(article, paper, None)), rev=1)


LEAKS: dict[str, tuple[Callable[[Cloud], object], str]] = {
    "a page": (lambda cloud: _plant(cloud, Key="a.html", Body=b"<p>ZqcanaryHeadline</p>"), "a.html"),
    "an address": (lambda cloud: _plant(cloud, Key="zqcanaryheadline.md"), "zqcanaryheadline.md"),
    "a header": (lambda cloud: _plant(cloud, Key="a", Metadata={"laera-location": "/zqcanaryheadline"}), "a"),
    "a compressed page": (lambda cloud: _plant(cloud, Key="a", Body=gzip.compress(b"zqcanaryheadline")), "a"),
    "an answer": (_lists_early, "api 200"),
    "a list that nobody reads yet": (
        lambda _: wiring.press().table.put_newer(Item("LISTING#es#new", "1", 1, {"headline": "Zqcanaryheadline"})),
        "LISTING#es#new 1",
    ),
}


def _plant(cloud: Cloud, **wanted: Any) -> None:  # noqa: ANN401 - the SDK's own
    cloud.s3.put_object(Bucket=cloud.site, **wanted)


@pytest.mark.parametrize("leak", LEAKS)
def test_the_scan_finds_a_leak_that_was_planted(day: Newsday, leak: str) -> None:
    """A scan that finds nothing says something only if it would have found it."""
    assert traces(day.shown(), WORDS) == {}
    plant, place = LEAKS[leak]
    plant(day.cloud)

    assert place in traces(day.shown(), WORDS)["zqcanaryheadline"]


def test_the_scan_finds_a_copy_of_a_photograph(day: Newsday) -> None:
    """A picture has no words to look for: any copy is one too many."""
    _plant(day.cloud, Key="media/0a1b2c.webp")

    assert day.copies() == ["media/0a1b2c.webp"]
