"""What an editor gets for a person's file, and readers with it."""

import io
import json

import pytest
from PIL import Image

from laera.domain.receipts import Outcome
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.notices import REBUILD
from laera.workflow.notices import SITE as SITE_CHANGED
from laera.workflow.people import is_seen
from laera.workflow.ports import Item, Notice
from tests.unit.workflow.desk import KEY, SITE, Desk, a_paper, manuscript

ANA = "authors/ana-rojas.yaml"
PAGE, ENGLISH = "/author/ana-rojas", "/en/author/ana-rojas"
PORTRAIT = "media/ana.png"
FILE = b"""\
name: Ana Rojas
role: {es: Editora, en: Editor}
biography: {es: Escribe sobre el *mar*., en: Writes about the sea.}
links: {Sitio: "https://ana.example/", Correo: ana@laera.example}
"""
WITH_PORTRAIT = FILE + b"portrait: {src: media/ana.png, alt: Ana en un muelle}\n"


@pytest.fixture
def desk() -> Desk:
    """A paper with one story that Ana Rojas signs."""
    desk = a_paper()
    desk.upload(KEY, manuscript(byline="Ana Rojas"))
    return desk


def photograph(colour: str = "navy") -> bytes:
    """A portrait."""
    body = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(body, "PNG")
    return body.getvalue()


def copies(desk: Desk) -> list[str]:
    """The copies of photographs that anybody can fetch."""
    return [f"/{key}" for key in desk.site.keys("media/") if desk.status(f"/{key}") == 200]


def told(desk: Desk, path: str = PAGE) -> dict[str, object]:
    """What machines are told of the person."""
    script = desk.text(path).split('<script type="application/ld+json">')[1].split("</script>")[0]
    entity: dict[str, object] = json.loads(script)["mainEntity"]
    return entity


def test_a_file_tells_of_who_signs(desk: Desk) -> None:
    """On the page of their stories, in each language its own words; and no other page is written."""
    before = desk.everything()
    receipt = desk.upload(ANA, FILE)

    assert (receipt.outcome, receipt.complaints, receipt.headline) == (Outcome.PUBLISHED, (), "Ana Rojas")
    assert receipt.address == "https://laera.example/author/ana-rojas"
    assert receipt.following == (PAGE, ENGLISH)
    after = desk.everything()
    assert {name for name in after if after[name] != before.get(name)} == {
        "author/ana-rojas/index.html",
        "en/author/ana-rojas/index.html",
    }
    page = desk.text(PAGE)
    assert "Editora" in page
    assert "Escribe sobre el <em>mar</em>." in page
    assert '<a href="https://ana.example/" rel="me noopener">Sitio</a>' in page
    assert '<a href="mailto:ana@laera.example" rel="me noopener">Correo</a>' in page
    assert "/internacional/puerto" in page
    assert told(desk) == {
        "@type": "Person",
        "name": "Ana Rojas",
        "url": "https://laera.example/author/ana-rojas",
        "jobTitle": "Editora",
        "worksFor": {"@type": "NewsMediaOrganization", "name": "La Era", "url": "https://laera.example/"},
        "email": "ana@laera.example",
        "sameAs": ["https://ana.example/"],
    }


def test_a_person_has_a_page_before_the_first_story(desk: Desk) -> None:
    """The pages of each language name each other; there is no feed of nothing."""
    desk.upload(ANA, FILE)

    page = desk.text(ENGLISH)
    assert "No story is signed with this name at present." in page
    assert '<link rel="alternate" hreflang="es" href="https://laera.example/author/ana-rojas">' in page
    assert "feed.xml" not in page.split("</head>")[0]
    assert desk.status(f"{ENGLISH}/feed.xml") == 404


def test_a_deleted_file_leaves_the_plain_page(desk: Desk) -> None:
    """Where there are stories; elsewhere the page is gone, and comes back with the file."""
    plain = desk.page(PAGE).body
    desk.upload(ANA, FILE)
    desk.delete(ANA)

    receipt = desk.receipt(ANA)
    assert receipt is not None
    assert receipt.outcome is Outcome.WITHDRAWN
    assert desk.page(PAGE).body == plain
    assert desk.status(ENGLISH) == 410

    desk.upload(ANA, FILE)
    assert desk.status(ENGLISH) == 200


def test_a_bad_edit_leaves_the_file_before_it_in_force(desk: Desk) -> None:
    """The receipt says so, and what is wrong."""
    first = desk.upload(ANA, FILE)
    before = desk.page(PAGE).body
    receipt = desk.upload(ANA, FILE + b"links: [x]\nbio: x\n")

    assert receipt.outcome is Outcome.REJECTED
    assert receipt.note == f"The version before it still counts ({first.version_id})."
    assert desk.page(PAGE).body == before


def test_the_same_again_is_unchanged(desk: Desk) -> None:
    """A comment in the file is no news for readers."""
    desk.upload(ANA, FILE)

    assert desk.upload(ANA, FILE + b"# a note\n").outcome is Outcome.UNCHANGED
    assert desk.fronts == []


def test_a_portrait_is_public_while_a_file_names_it(desk: Desk) -> None:
    """Square on the page, in the head and for machines; set by itself when the photograph comes after the file."""
    receipt = desk.upload(ANA, WITH_PORTRAIT)
    assert [str(complaint) for complaint in receipt.complaints] == [
        f"portrait: {PORTRAIT} has not been uploaded; its page stands without it until it is uploaded"
    ]
    assert "portrait" not in desk.text(PAGE).split("<main")[1]

    desk.upload(PORTRAIT, photograph())
    page = desk.text(PAGE)
    assert 'alt="Ana en un muelle"' in page
    assert '<source type="image/avif"' in page
    assert "-1x1-50-50-" in str(told(desk)["image"])
    assert '<meta property="og:image:width" content="40">' in page
    assert copies(desk)
    filed = desk.receipt(ANA)
    assert filed is not None
    assert filed.complaints == ()

    desk.upload(ANA, FILE)
    assert copies(desk) == []
    assert "og:image" not in desk.text(PAGE)


def test_another_photograph_under_the_same_name_takes_its_place(desk: Desk) -> None:
    """Only the page of the person is written; a story names the person and shows nothing of the portrait."""
    desk.upload(PORTRAIT, photograph())
    desk.upload(ANA, WITH_PORTRAIT)
    story, before = desk.page("/internacional/puerto").body, told(desk)["image"]

    desk.upload(PORTRAIT, photograph("red"))

    assert told(desk)["image"] != before
    assert desk.page("/internacional/puerto").body == story
    assert set(desk.fronts) == {PAGE, ENGLISH}


def test_a_language_may_be_left_out(desk: Desk) -> None:
    """Its page says no more than the stories do; a page that stood there is gone."""
    desk.upload(ANA, FILE)
    desk.upload(ANA, FILE + b"languages: es\n")

    assert desk.status(ENGLISH) == 410
    assert "hreflang" not in desk.text(PAGE).split("</head>")[0]


def test_a_renamed_paper_is_renamed_on_these_pages_too(desk: Desk) -> None:
    """Those of people without stories, and what stands where one was, among them."""
    desk.upload(ANA, FILE)
    desk.upload("authors/ivan.yaml", b"name: Ivan\n")
    desk.delete("authors/ivan.yaml")
    desk.upload("site.yaml", SITE.replace("La Era", "El Faro", 1).encode())

    assert all("El Faro" in desk.text(path) for path in (PAGE, ENGLISH, "/author/ivan"))


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_press_that_lost_everything_comes_to_the_same_pages(desk: Desk, *, is_deleted: bool) -> None:
    """Portrait and all; also of a person who is no more, and of a language that was left out."""
    desk.upload(PORTRAIT, photograph())
    desk.upload(ANA, WITH_PORTRAIT)
    desk.upload(ANA, WITH_PORTRAIT + b"languages: es\n")
    desk.upload("authors/ivan.yaml", b"name: Ivan\n")
    if is_deleted:
        desk.delete(ANA)
        desk.delete("authors/ivan.yaml")
    before = {name: page for name, page in desk.everything().items() if not name.startswith("media/")}

    desk.site.empty()
    desk.stand_up()
    keys = ("site.yaml", "authors/ivan.yaml", ANA, KEY, PORTRAIT)
    desk.room.rebuild.send([Notice(key, reason=REBUILD) for key in keys])
    desk.drain()

    assert {name: page for name, page in desk.everything().items() if not name.startswith("media/")} == before
    assert bool(copies(desk)) is not is_deleted


def test_a_file_that_nothing_followed_from_yet_is_not_seen(desk: Desk) -> None:
    """So that whoever reconciles sends it again; a begun record is taken up."""
    version = desk.put(ANA, FILE)
    assert not is_seen(desk.table, version)

    desk.deliver(ANA)
    assert is_seen(desk.table, version)
    item = desk.table.get("SITE#people", ANA)
    assert item is not None
    begun = {**item.body, "is_settled": False}
    desk.table.put(Item(item.pk, item.sk, item.rev + 1, begun), item.rev)
    assert not is_seen(desk.table, version)

    desk.deliver(ANA)
    assert is_seen(desk.table, version)


def test_nothing_is_written_for_a_sweep_that_changed_nothing(desk: Desk) -> None:
    """Its pages are looked at and found to be right."""
    desk.upload(ANA, FILE)
    item = desk.table.get("SITE#people", ANA)
    desk.tell(ANA, SITE_CHANGED)

    assert desk.table.get("SITE#people", ANA) == item
    assert desk.fronts == []


def test_others_who_keep_writing_are_told_of(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice comes again later."""

    def refuse(item: Item, expected_rev: int | None) -> None:
        raise PreconditionLostError(f"{item.pk} {expected_rev}")

    desk.put(ANA, FILE)
    monkeypatch.setattr(desk.table, "put", refuse)
    with pytest.raises(ContestedError, match="same person"):
        desk.room.press.newsroom.people.publish(Notice(ANA))


def test_a_file_of_another_ending_is_no_person(desk: Desk) -> None:
    """The receipt says what to save it as."""
    receipt = desk.upload("authors/ana-rojas.md", b"Ana")
    assert receipt.outcome is Outcome.REJECTED
    assert "files about people are YAML files" in str(receipt.complaints[0])
