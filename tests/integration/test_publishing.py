"""Publishing through the real handlers: recorded events in, pages, lists and receipts out."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from moto import mock_aws

from functions.publish_article.handler import handler as publish_article
from laera import wiring
from laera.domain.site import companions_of, object_key
from laera.errors import ContestedError
from tests.integration.cloud import Cloud, Context, batch, in_any_order, recorded

KEY = "articles/es/2026/puerto ñ+.md"
PATH = "/internacional/el-puerto-amanece-en-calma"
SITE = b"""name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
sections:
  - {id: international, es: Internacional, en: International}
  - {id: culture, es: Cultura, en: Culture}
"""


def manuscript(headline: str = "El puerto amanece en calma", **fields: str) -> bytes:
    """A manuscript that is in order unless the fields say otherwise."""
    matter = {"headline": headline, "section": "internacional", "published": "2026-01-30T09:00:00-03:00"} | fields
    return ("---\n" + "".join(f"{name}: {value}\n" for name, value in matter.items()) + "---\nCalma.\n").encode()


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A paper with its site.yaml published."""
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        wiring.client.cache_clear()
        stack = Cloud(monkeypatch)
        stack.upload("site.yaml", SITE)
        stack.deliver()
        yield stack
    for made in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk):
        made.cache_clear()


pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")


def test_an_upload_becomes_a_page_on_the_fronts_with_a_receipt(cloud: Cloud) -> None:
    """The story is at its address, the home and section fronts lead there, and the receipt says where."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()

    assert "El puerto amanece en calma" in cloud.page(PATH)
    assert f'href="{PATH}"' in cloud.page("/")
    assert f'href="{PATH}"' in cloud.page("/internacional")
    assert f'href="{PATH}"' not in cloud.page("/en")
    receipt = cloud.receipt(KEY)
    assert (receipt["outcome"], receipt["address"]) == ("published", f"https://laera.example{PATH}")
    assert cloud.receipt_text(KEY).startswith("PUBLISHED. Readers can see it.\naddress:  https://laera.example/")


def test_an_edit_replaces_the_page_and_a_bad_one_leaves_it(cloud: Cloud) -> None:
    """A good edit is on the page; a bad one is complained about, by line, while the good page stays."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload(KEY, manuscript(summary="Sin viento."))
    cloud.deliver()
    good = cloud.page(PATH)
    cloud.upload(KEY, manuscript(section="internacionall"))
    cloud.deliver()

    assert "Sin viento." in good
    assert cloud.page(PATH) == good
    receipt = cloud.receipt(KEY)
    assert receipt["outcome"] == "rejected"
    assert receipt["address"] == f"https://laera.example{PATH}"
    assert [(complaint["line"], complaint["field"]) for complaint in receipt["complaints"]] == [(3, "section")]
    assert "did you mean 'internacional'?" in cloud.receipt_text(KEY)


def test_the_same_text_uploaded_again_is_unchanged(cloud: Cloud) -> None:
    """An editor who uploads the same text twice learns that nothing is new."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload(KEY, manuscript())
    cloud.deliver()

    assert cloud.receipt(KEY)["outcome"] == "unchanged"


def test_a_new_slug_leaves_a_redirect(cloud: Cloud) -> None:
    """Readers at the old address are sent to the new one, and lists know only the new one."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload(KEY, manuscript("El puerto despierta", section="cultura"))
    cloud.deliver()

    assert cloud.status(PATH) == "301"
    assert cloud.pages()[f"{PATH.strip('/')}/index.html"][1]["laera-location"] == "/cultura/el-puerto-despierta"
    assert cloud.status("/cultura/el-puerto-despierta") == "200"
    assert PATH not in cloud.page("/")
    assert "el-puerto-despierta" not in cloud.page("/internacional")
    assert "el-puerto-despierta" in cloud.page("/cultura")


def test_a_deleted_story_is_gone_and_a_restored_one_is_back(cloud: Cloud) -> None:
    """Deleting the file gives 410 and empties the lists; removing the delete marker brings the same bytes back."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    before = cloud.pages()
    marker = cloud.delete(KEY)
    cloud.deliver()

    assert cloud.status(PATH) == "410"
    assert PATH not in cloud.page("/")
    assert cloud.receipt(KEY)["outcome"] == "withdrawn"

    cloud.restore(KEY, marker)
    cloud.deliver()
    assert cloud.pages() == before
    assert cloud.receipt(KEY)["outcome"] in {"published", "unchanged"}


def test_a_withdrawn_story_says_why(cloud: Cloud) -> None:
    """The reason given to readers stands where the story stood."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload(KEY, manuscript(withdrawn="La fuente se retractó."))
    cloud.deliver()

    assert cloud.status(PATH) == "410"
    assert "La fuente se retractó." in cloud.page(PATH)
    assert "Calma." not in cloud.page(PATH)


def test_an_address_belongs_to_one_story_until_it_leaves(cloud: Cloud) -> None:
    """The second claimant is told who has the address, and takes over by itself when the owner goes."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload("articles/es/otro.md", manuscript(summary="Otra historia."))
    cloud.deliver()
    refused = cloud.receipt("articles/es/otro.md")
    assert refused["outcome"] == "rejected"
    assert KEY in refused["complaints"][0]["problem"]

    cloud.delete(KEY)
    cloud.deliver()
    assert cloud.receipt("articles/es/otro.md")["outcome"] == "published"
    assert "Otra historia." in cloud.page(PATH)


def test_a_story_on_hold_waits_for_its_hour(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is public one second before; the minute's sweep then publishes it unaided."""
    hour = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    now = hour - timedelta(seconds=1)
    monkeypatch.setattr(wiring.press().clock, "now", lambda: now, raising=False)
    cloud.upload(KEY, manuscript("Canario secreto", embargo=hour.isoformat()))
    cloud.deliver()
    cloud.release_due()
    cloud.deliver()

    assert cloud.receipt(KEY)["outcome"] == "scheduled"
    assert not any("anario" in key or b"anario" in body for key, (body, _) in cloud.pages().items())
    assert not any(b"anario" in json.dumps(item).encode() for item in cloud.items() if "LISTING" in item["pk"]["S"])

    now = hour
    assert cloud.release_due() == {"due": 1}
    cloud.deliver()
    assert cloud.status("/internacional/canario-secreto") == "200"
    assert cloud.receipt(KEY)["outcome"] == "published"


def test_a_new_site_yaml_reaches_every_page(cloud: Cloud) -> None:
    """The paper's new name is on stories and fronts alike."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload("site.yaml", SITE.replace(b"name: La Era", b"name: El Faro"))
    cloud.deliver()

    assert "El Faro" in cloud.page(PATH)
    assert "El Faro" in cloud.page("/en/culture")
    assert b"El Faro" in cloud.pages()["404.html"][0]
    assert cloud.receipt("site.yaml")["outcome"] == "published"


def test_a_broken_site_yaml_changes_nothing(cloud: Cloud) -> None:
    """The paper goes on with the last valid settings, and the editor is told the line."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    before = cloud.pages()
    cloud.upload("site.yaml", SITE.replace(b"America/Santiago", b"America/Santigo"))
    cloud.deliver()

    assert cloud.pages() == before
    receipt = cloud.receipt("site.yaml")
    assert receipt["outcome"] == "rejected"
    assert receipt["complaints"][0]["line"] == 3


def test_a_paper_without_site_yaml_is_a_paper(cloud: Cloud) -> None:
    """Before a site.yaml is uploaded the starter paper's sections hold: a first story is on its fronts at once."""
    cloud.s3.delete_object(Bucket=cloud.content, Key="site.yaml", VersionId=cloud.versions("site.yaml")[0])
    cloud.stand_up("bare")
    cloud.upload(KEY, manuscript())
    cloud.deliver()

    assert PATH in cloud.page("/")
    assert PATH in cloud.page("/internacional")
    assert cloud.status("/en/opinion") == "200"
    assert "404.html" in cloud.pages()


def test_a_file_the_press_has_no_use_for_is_said_to_be_so(cloud: Cloud) -> None:
    """Even a stray file gets a receipt with a cure."""
    cloud.upload("notas.docx", b"PK\x03\x04")
    cloud.upload("articles/es/", b"")
    cloud.deliver()

    assert cloud.receipt("notas.docx")["outcome"] == "rejected"
    assert "articles/" in cloud.receipt("notas.docx")["complaints"][0]["cure"]


def test_ten_deliveries_in_any_order_give_the_same_bytes(cloud: Cloud) -> None:
    """Events repeated ten times and shuffled: byte-identical sites; repeating them once more writes nothing."""
    marker = ""
    for number in range(3):
        cloud.upload(KEY, manuscript(summary=f"Versión {number}"))
        cloud.upload("articles/en/harbour.md", manuscript("Calm harbour", translation_key="p", summary=str(number)))
    cloud.upload("articles/es/otra.md", manuscript("Otra", translation_key="p"))
    cloud.upload("articles/es/otra.md", manuscript("Otra más", translation_key="p"))
    cloud.upload("articles/es/mala.md", manuscript("Mala", section="ninguna"))
    marker = cloud.delete("articles/es/mala.md")
    assert marker
    events = list(cloud.messages)
    sites = []
    for seed in range(3):
        cloud.stand_up(f"order{seed}")
        cloud.messages = in_any_order(events, 10, seed)
        cloud.deliver()
        sites.append(cloud.pages())
    assert sites[0] == sites[1] == sites[2]

    written, items = cloud.writes(), cloud.items()
    cloud.messages = in_any_order(events, 2, 99)
    cloud.deliver()
    assert cloud.writes() == written
    assert cloud.items() == items


def test_a_press_that_lost_site_and_table_comes_back_to_the_same_bytes(cloud: Cloud) -> None:
    """Everything readers see is made again from the content bucket alone, redirects and tombstones included."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    cloud.upload(KEY, manuscript("Otro titular"))
    cloud.upload("articles/en/harbour.md", manuscript("Calm harbour", section="culture", translation_key="p"))
    cloud.upload("articles/es/calma.md", manuscript("Calma", section="culture", translation_key="p"))
    cloud.upload("articles/es/fuera.md", manuscript("Fuera"))
    cloud.deliver()
    cloud.delete("articles/es/fuera.md")
    cloud.upload("articles/es/calma.md", manuscript("Calma", section="nowhere"))
    cloud.deliver()
    before = cloud.pages()
    redirects = [key for key, page in before.items() if page[1].get("laera-status") == "301"]
    assert redirects == sorted(object_key(path) for path in (PATH, *companions_of(PATH)))

    cloud.stand_up("after-the-fire")
    assert cloud.reconcile()["sweep"] == "rebuild"
    cloud.deliver()
    assert cloud.pages() == before
    assert cloud.reconcile() == {"looked_at": 5, "missed": 0, "sweep": ""}


def test_a_site_bucket_emptied_under_a_living_table_is_filled_again(cloud: Cloud) -> None:
    """The reconciler sees that the site is gone although the records say it is there."""
    cloud.upload(KEY, manuscript())
    cloud.deliver()
    before = cloud.pages()
    cloud.empty_site()
    wiring.press.cache_clear()

    assert cloud.reconcile()["sweep"] == "rebuild"
    cloud.deliver()
    assert cloud.pages() == before


def test_a_lost_event_is_found_by_the_reconciler(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload whose event never came is published at the reconciler's next round."""
    cloud.upload(KEY, manuscript())
    cloud.messages.clear()
    assert cloud.reconcile()["missed"] == 0  # still on its way, for all the press knows
    monkeypatch.setattr(wiring.press().clock, "now", lambda: datetime.now(UTC) + timedelta(minutes=3), raising=False)
    assert cloud.reconcile()["missed"] == 1
    cloud.deliver()
    assert cloud.status(PATH) == "200"


def test_odd_messages_are_let_pass_and_unreadable_ones_come_back(cloud: Cloud) -> None:
    """S3's test event and EventBridge's shape are understood; what no one sent is left for the dead-letter queue."""
    version_id = str(cloud.s3.put_object(Bucket=cloud.content, Key=KEY, Body=manuscript())["VersionId"])
    bodies = [
        json.dumps(recorded("s3_test_event", BUCKET=cloud.content)),
        json.dumps(recorded("eventbridge_put", BUCKET=cloud.content, KEY=KEY, VERSION=version_id)),
        "not JSON",
    ]
    answer = publish_article(batch(bodies), Context())

    assert [failure["itemIdentifier"][:8] for failure in answer["batchItemFailures"]] == ["00000002"]
    assert cloud.status(PATH) == "200"


def test_a_fault_of_the_press_ends_in_a_receipt_too(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the queue gives a message up, the editor learns that the press failed; a good retry then replaces that."""
    cloud.upload(KEY, manuscript())
    event = batch(cloud.messages)
    event["Records"][0]["attributes"]["ApproximateReceiveCount"] = "5"
    with monkeypatch.context() as broken:
        broken.setattr(wiring.press().renderer, "article", None)
        assert len(publish_article(event, Context())["batchItemFailures"]) == 1
    assert "the press itself failed" in cloud.receipt_text(KEY)

    cloud.deliver()
    assert cloud.receipt(KEY)["outcome"] == "published"


@pytest.mark.parametrize(("tries", "level"), [("1", "WARNING"), ("5", "ERROR")])
def test_a_crowd_at_one_page_is_no_fault_until_it_lasts(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tries: str, level: str
) -> None:
    """The queue brings the message again: no trace of the stack, and no alarm, for what mends itself."""
    cloud.upload(KEY, manuscript())
    event = batch(cloud.messages)

    def contested(_newsroom: object, _notice: object) -> None:
        raise ContestedError(f"{KEY}: others keep writing the same page or record")

    event["Records"][0]["attributes"]["ApproximateReceiveCount"] = tries
    with monkeypatch.context() as crowded:
        crowded.setattr("laera.workflow.newsroom.Newsroom.publish", contested)
        assert len(publish_article(event, Context())["batchItemFailures"]) == 1
    (said,) = (record for record in caplog.records if record.getMessage() == "upload put off")
    assert said.levelname == level
    assert said.exc_info is None


def test_the_apology_comes_before_the_queue_gives_up() -> None:
    """The template's queue delivers a message once more after the try at which the handler apologises."""
    from functions.publish_article.handler import TRIES_BEFORE_APOLOGY  # noqa: PLC0415 - beside its only use

    template = (Path(__file__).parents[2] / "template.yaml").read_text()
    counts = {int(found) for found in re.findall(r"maxReceiveCount: (\d+)", template)}
    assert min(counts) == TRIES_BEFORE_APOLOGY + 1
