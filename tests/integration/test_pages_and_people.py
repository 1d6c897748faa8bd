"""Standing pages and people through the real handlers: events in, pages and receipts out, and the same after a loss."""

import io
from collections.abc import Iterator

import pytest
from moto import mock_aws
from PIL import Image

from laera import wiring
from tests.integration.cloud import Cloud
from tests.integration.ledger import SITE

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish:UserWarning")
STORY, PAGE, PERSON, PORTRAIT = (
    "articles/es/mar.md",
    "pages/es/acerca.md",
    "authors/ana-rojas.yaml",
    "media/retratos/ana ñ.png",
)
FOOTER = SITE + b"footer: [{es: Acerca}]\n"
TEXT = b"---\nheadline: El mar\nsection: culture\nbyline: Ana Rojas\npublished: 2026-01-30\n---\nCalma.\n"
ABOUT = "---\ntitle: Acerca\n---\nUn diario.\n\n![Ana](<media/retratos/ana ñ.png>)\n".encode()
ANA = "name: Ana Rojas\nrole: Editora\nportrait: {src: media/retratos/ana ñ.png, alt: Ana}\n".encode()


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A paper with a story that Ana Rojas signs, and a link to a page in its footer."""
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        wiring.client.cache_clear()
        stack = Cloud(monkeypatch)
        stack.upload("site.yaml", FOOTER)
        stack.upload(STORY, TEXT)
        stack.deliver()
        yield stack
    for made in (wiring.client, wiring.settings, wiring.press, wiring.photo_desk):
        made.cache_clear()


def upload_all(cloud: Cloud) -> None:
    """A page, a person, and the photograph that both show."""
    picture = io.BytesIO()
    Image.new("RGB", (30, 40), "teal").save(picture, "PNG")
    cloud.upload(PAGE, ABOUT)
    cloud.upload(PERSON, ANA)
    cloud.deliver()
    cloud.upload(PORTRAIT, picture.getvalue())
    cloud.deliver()


def copies(cloud: Cloud) -> list[str]:
    """The copies of photographs that stand."""
    pages = cloud.pages()
    return [key for key, (_, metadata) in pages.items() if key.startswith("media/") and "laera-status" not in metadata]


def test_a_page_and_a_person_come_move_and_go(cloud: Cloud) -> None:
    """Each with its receipt; the photograph is public as long as one of the two shows it."""
    assert "no standing page is at /acerca" in cloud.receipt_text("site.yaml")
    upload_all(cloud)

    assert cloud.receipt(PAGE)["outcome"] == cloud.receipt(PERSON)["outcome"] == "published"
    assert "no standing page" not in cloud.receipt_text("site.yaml")
    assert "<img src=" in cloud.page("/acerca")
    assert 'class="portrait"' in cloud.page("/author/ana-rojas")
    assert "Editora" in cloud.page("/en/author/ana-rojas")
    assert '<a href="/acerca">Acerca</a>' in cloud.page("/cultura/el-mar")
    assert cloud.pages()["pages-sitemap.xml"][0].count(b"/acerca<") == 1

    cloud.upload(PAGE, ABOUT.replace(b"title: Acerca", b"title: Nosotros"))
    cloud.deliver()
    assert (cloud.status("/acerca"), cloud.status("/nosotros")) == ("301", "200")

    cloud.delete(PAGE)
    cloud.deliver()
    assert cloud.receipt(PAGE)["outcome"] == "withdrawn"
    assert copies(cloud)

    cloud.delete(PERSON)
    cloud.deliver()
    assert cloud.receipt(PERSON)["outcome"] == "withdrawn"
    assert (cloud.status("/acerca"), cloud.status("/nosotros"), copies(cloud)) == ("410", "410", [])
    assert (cloud.status("/author/ana-rojas"), cloud.status("/en/author/ana-rojas")) == ("200", "410")


def test_a_lost_event_is_found_and_a_lost_stack_made_again(cloud: Cloud) -> None:
    """The reconciler sends what no record covers; from nothing but the content comes the same site, byte by byte."""
    upload_all(cloud)
    before = cloud.pages()

    cloud.stand_up("second")
    cloud.reconcile(everything=True)
    cloud.deliver()
    cloud.deliver()

    assert cloud.pages() == before
