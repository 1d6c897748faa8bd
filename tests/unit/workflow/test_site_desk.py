"""What an editor gets for a site.yaml, and readers with it."""

import pytest

from laera.domain.receipts import Outcome
from laera.errors import PreconditionLostError
from laera.workflow.current_site import CONFIG_PK, CURRENT
from laera.workflow.notices import REBUILD
from laera.workflow.ports import Item, Notice
from tests.unit.workflow.desk import ENGLISH, KEY, PATH, SITE, WITHOUT_CULTURE, Desk, a_paper, manuscript

ARTES = SITE.replace("es: Cultura, en: Culture", "es: Artes, en: Arts")
ONLY_SPANISH = SITE.replace("[es, en]", "[es]").replace(", en: International", "").replace(", en: Culture", "")


@pytest.fixture
def desk() -> Desk:
    """A paper without stories."""
    return a_paper()


def test_the_first_site_file_makes_the_paper() -> None:
    """Fronts of every section in every language and the error pages are there before any story."""
    desk = Desk()
    receipt = desk.upload("site.yaml", SITE.encode())

    assert receipt.outcome is Outcome.PUBLISHED
    assert (receipt.address, receipt.headline) == ("https://laera.example/", "La Era")
    fronts = ["/", "/internacional", "/cultura", "/en", "/en/international", "/en/culture"]
    assert [desk.status(path) for path in fronts] == [200] * 6
    assert {"404.html", "en/404.html"} < desk.everything().keys()


def test_the_fronts_of_the_starter_paper_do_not_stay() -> None:
    """The paper's own sections replace them; who kept an address of the others is led home."""
    desk = Desk()
    desk.upload()
    assert (desk.status("/politica"), desk.status("/en/politics")) == (200, 200)

    desk.upload("site.yaml", SITE.encode())

    assert (desk.status("/politica"), desk.location("/politica")) == (301, "/")
    assert (desk.status("/en/politics"), desk.location("/en/politics")) == (301, "/en")
    assert desk.status("/cultura") == 200


def test_a_removed_section_leaves_the_paper(desk: Desk) -> None:
    """Its stories are gone and their receipts say why; its front leads home; nothing lists them."""
    desk.upload(KEY, manuscript(section="culture"))
    desk.upload("site.yaml", WITHOUT_CULTURE.encode())

    assert desk.status("/cultura/puerto") == 410
    assert desk.receipt_file()["outcome"] == "rejected"
    assert "'culture' is not in site.yaml" in str(desk.receipt_file()["complaints"])
    assert (desk.status("/cultura"), desk.location("/cultura")) == (301, "/")
    assert (desk.status("/en/culture"), desk.location("/en/culture")) == (301, "/en")
    assert "/cultura" not in desk.text("/")


def test_a_section_that_comes_back_has_its_stories_back(desk: Desk) -> None:
    """To the byte, without a new upload."""
    desk.upload(KEY, manuscript(section="culture"))
    before = desk.everything()
    desk.upload("site.yaml", WITHOUT_CULTURE.encode())
    desk.upload("site.yaml", SITE.encode())
    assert desk.everything() == before
    assert desk.receipt_file()["outcome"] == "published"


def test_a_renamed_section_takes_its_stories_along(desk: Desk) -> None:
    """Old addresses lead to the new ones: of the front, of the stories, in every language."""
    desk.upload(KEY, manuscript(section="culture"))
    desk.upload(ENGLISH, manuscript("Harbour", section="culture"))
    desk.upload("site.yaml", ARTES.encode())

    moves = {
        "/cultura": "/artes",
        "/en/culture": "/en/arts",
        "/cultura/puerto": "/artes/puerto",
        "/en/culture/harbour": "/en/arts/harbour",
    }
    for old, new in moves.items():
        assert (desk.status(old), desk.location(old), desk.status(new)) == (301, new, 200)
    assert "/artes/puerto" in desk.text("/artes")
    assert "/cultura" not in desk.text("/")


def test_a_section_renamed_twice_is_one_step_away(desk: Desk) -> None:
    """No redirect leads to a redirect, and back at its first name the front stands there again."""
    desk.upload("site.yaml", ARTES.encode())
    desk.upload("site.yaml", SITE.replace("es: Cultura", "es: Letras").encode())
    assert desk.location("/cultura") == desk.location("/artes") == "/letras"

    desk.upload("site.yaml", SITE.encode())
    assert desk.status("/cultura") == 200
    assert desk.location("/artes") == desk.location("/letras") == "/cultura"


def test_a_new_section_takes_its_address_from_an_alias_and_no_story_down(desk: Desk) -> None:
    """The story had named it among its old addresses; it stays, and its receipt has a warning."""
    desk.upload(KEY, manuscript(aliases="[/opinion]"))
    assert desk.status("/opinion") == 301
    desk.put("site.yaml", (SITE + "  - {id: opinion, es: Opinión, en: Opinion}\n").encode())
    desk.room.press.newsroom.publish(Notice("site.yaml"))
    desk.room.press.fronts.rebuild([(CONFIG_PK, CURRENT)])
    desk.drain()
    assert (desk.status(PATH), desk.status("/opinion")) == (200, 200)
    assert [complaint["is_warning"] for complaint in desk.receipt_file()["complaints"]] == [True]


def test_sections_that_swap_names_swap_fronts(desk: Desk) -> None:
    """An address that another section took over is no redirect."""
    swapped = SITE.replace("es: Internacional", "es: X").replace("es: Cultura", "es: Internacional")
    desk.upload(KEY, manuscript(section="culture"))
    desk.upload("site.yaml", swapped.replace("es: X", "es: Cultura").encode())
    assert (desk.status("/internacional"), desk.status("/cultura")) == (200, 200)
    assert PATH in desk.text("/internacional")
    assert PATH not in desk.text("/cultura")


def test_a_removed_language_leaves_the_paper(desk: Desk) -> None:
    """Its fronts lead to the main language's, and no page offers it any more."""
    desk.upload()
    desk.upload("site.yaml", ONLY_SPANISH.encode())
    assert (desk.status("/en"), desk.location("/en")) == (301, "/")
    assert desk.location("/en/culture") == "/"
    assert 'hreflang="en"' not in desk.text(PATH)


def test_another_main_language_moves_every_front(desk: Desk) -> None:
    """What stood at / now stands under its language, and the other way round."""
    desk.upload()
    desk.upload("site.yaml", SITE.replace("[es, en]", "[en, es]").encode())
    assert desk.status("/es/internacional/puerto") == 200
    assert (desk.status(PATH), desk.location(PATH)) == (301, "/es/internacional/puerto")
    assert desk.location("/cultura") == "/es/cultura"
    assert desk.location("/en") == "/"
    assert 'lang="en"' in desk.text("/")


def test_tombstones_and_redirects_take_up_the_new_name_too(desk: Desk) -> None:
    """No page of the site shows a name or a navigation of before."""
    desk.upload()
    desk.upload(KEY, manuscript("Muelle"))
    desk.upload("articles/es/fuera.md", manuscript("Fuera"))
    desk.delete("articles/es/fuera.md")
    desk.upload("site.yaml", SITE.replace("La Era", "El Faro").encode())

    stale = [key for key, (body, _) in desk.everything().items() if key.endswith(".html") and b"La Era" in body]
    assert stale == []


@pytest.mark.parametrize(
    "body", [b"", b"name: [", SITE.replace("https:", "ftp:").encode(), b"\x00\xff", b"#" * 1_100_000]
)
def test_a_broken_site_file_changes_nothing(desk: Desk, body: bytes) -> None:
    """It is refused with what to mend, and the paper goes on."""
    desk.upload()
    before = desk.everything()
    receipt = desk.upload("site.yaml", body)
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.complaints
    assert "last valid site.yaml" in receipt.note
    assert desk.everything() == before


def test_a_language_without_a_catalogue_is_in_the_receipt(desk: Desk) -> None:
    """Its pages are there, with English words; the editor is told so, and how to have others."""
    receipt = desk.upload("site.yaml", SITE.replace("[es, en]", "[es, qu]").replace("en:", "qu:").encode())

    assert receipt.outcome is Outcome.PUBLISHED
    [complaint] = receipt.complaints
    assert complaint.is_warning
    assert "no words in 'qu'" in complaint.problem
    assert "templates/words/qu.po" in complaint.cure
    assert "No stories here yet" in desk.text("/qu")


def test_a_deleted_site_file_changes_nothing(desk: Desk) -> None:
    """The receipt says that the paper goes on."""
    desk.upload()
    before = desk.everything()
    desk.delete("site.yaml")
    assert desk.everything() == before
    assert desk.receipt_file("site.yaml")["outcome"] == "withdrawn"
    assert "goes on" in desk.receipt_file("site.yaml")["note"]


def test_a_restored_site_file_has_its_own_receipt_again(desk: Desk) -> None:
    """What lies beside the upload is about the version that is current."""
    good = desk.content.newest("site.yaml")
    bad = desk.put("site.yaml", b"broken")
    desk.tell("site.yaml")
    assert desk.receipt_file("site.yaml")["outcome"] == "rejected"

    desk.content.delete_version("site.yaml", bad.version_id)
    desk.tell("site.yaml")

    assert good is not None
    assert desk.receipt_file("site.yaml")["version_id"] == good.version_id
    assert desk.receipt_file("site.yaml")["outcome"] == "published"


def test_the_same_site_file_again_looks_at_no_story(desk: Desk) -> None:
    """A repeated event neither sweeps the archive nor writes a receipt."""
    before = dict(desk.receipts.files)
    desk.room.press.newsroom.publish(Notice("site.yaml"))
    assert not desk.room.rebuild.notices
    assert desk.receipts.files == before


def test_a_site_file_that_a_rebuild_comes_upon_reaches_the_stories_it_has_passed(desk: Desk) -> None:
    """Whichever notice is first to find it: its own then finds it on record already."""
    desk.upload()
    desk.content.put("site.yaml", SITE.replace("name: La Era", "name: La Nueva").encode())

    desk.room.press.newsroom.publish(Notice("site.yaml", reason=REBUILD))
    desk.tell("site.yaml")

    assert "La Nueva" in desk.text(PATH)
    assert "La Era" not in desk.text(PATH)


def test_a_rebuild_that_finds_the_paper_as_it_is_looks_at_no_story_twice(desk: Desk) -> None:
    """It sends every upload by itself."""
    desk.upload()

    desk.room.press.newsroom.publish(Notice("site.yaml", reason=REBUILD))

    assert not desk.room.rebuild.notices


def test_two_presses_that_start_at_once_both_publish() -> None:
    """The first two stories of a new paper may arrive together: neither stumbles over the other's settings."""
    desk = Desk()
    put, rivals = desk.table.put, [True]

    def contested(item: Item, expected_rev: int | None) -> None:
        if item.pk == CONFIG_PK and rivals.pop() if rivals else False:
            put(item, expected_rev)
            raise PreconditionLostError("another press was faster")
        put(item, expected_rev)

    desk.table.put = contested  # type: ignore[method-assign]  # a rival, at the one moment that matters
    assert desk.upload().outcome is Outcome.PUBLISHED
    assert desk.table.get(CONFIG_PK, CURRENT) is not None
    assert desk.status("/") == 200


def test_a_story_that_went_before_its_section_was_renamed_never_stood_under_the_new_name(desk: Desk) -> None:
    """It is gone from where it was, and nothing is where it was not."""
    desk.upload(KEY, manuscript())
    desk.delete()

    desk.upload("site.yaml", SITE.replace("Internacional", "Mundo").encode())

    assert desk.status("/internacional/puerto") == 410
    assert desk.status("/mundo/puerto") == 404


def test_a_press_set_up_anew_knows_where_renamed_sections_stood() -> None:
    """Old addresses follow from the versions of site.yaml and of the story, not from the table."""
    desk = a_paper()
    desk.upload()
    for name in ("Mundo", "Planeta"):
        desk.upload("site.yaml", SITE.replace("es: Internacional", f"es: {name}").encode())
    late = desk.upload("articles/es/tarde.md", manuscript("Tarde"))
    assert late.address.endswith("/planeta/tarde")
    before = desk.everything()
    assert [desk.location(path) for path in ("/internacional/puerto", "/mundo/puerto")] == ["/planeta/puerto"] * 2
    assert desk.status("/mundo/tarde") == 404

    desk.site.empty()
    desk.stand_up()
    for key in ("articles/es/tarde.md", KEY, "site.yaml"):
        desk.tell(key)

    assert desk.everything() == before
