"""A story runs with its photograph once that is ready, and without it until then."""

import json
from dataclasses import replace

import pytest

from laera.adapters.memory import MemoryContent, MemoryQueue, MemoryTable
from laera.domain.articles import Photograph
from laera.domain.photographs import Crop, Rendition, Renditions
from laera.domain.receipts import Receipt
from laera.errors import PreconditionLostError
from laera.workflow.notices import PHOTOGRAPH
from laera.workflow.photograph_use import RENDITIONS, PhotographUse, image_pk, look_at, register_use
from laera.workflow.ports import Item, Notice
from tests.unit.imaging.pictures import encoded, iptc, jpeg_with_segment, landscape
from tests.unit.workflow.desk import KEY, OTHER, PATH, Desk, a_paper, manuscript

PHOTOGRAPH_KEY = "media/puerto ñ+.jpg"
CROP = Crop("50-50", "1x1", Rendition("/media/a-1x1-50-50-400.jpg", "image/jpeg", 400, 400))
READY = Renditions(700, 400, "#123456", (), (CROP,))
SHOWN = Photograph(PHOTOGRAPH_KEY, "El puerto")
OPEN = replace(SHOWN, left_open=frozenset({"credit", "caption"}))


def a_use(key: str = PHOTOGRAPH_KEY, renditions: Renditions | None = None) -> PhotographUse:
    """A story's photograph, cut around the middle."""
    return PhotographUse(key, renditions, replace(SHOWN, src=key), "50-50")


@pytest.fixture
def table() -> MemoryTable:
    """No photograph is known."""
    return MemoryTable()


def make_ready(table: MemoryTable, rev: int = 1, renditions: Renditions = READY) -> None:
    """What the photo desk records when it is done."""
    body = {"version_id": "v1", "encoding": "1", "renditions": renditions.to_record()}
    table.put(Item(image_pk(PHOTOGRAPH_KEY), RENDITIONS, rev, body), rev - 1 or None)


def test_a_photograph_that_is_missing_is_said_to_be(table: MemoryTable) -> None:
    """A warning, as the story runs all the same."""
    use = look_at(table, MemoryContent(), SHOWN)
    assert use.renditions is None
    assert [(it.is_warning, it.problem) for it in use.complaints] == [(True, f"{PHOTOGRAPH_KEY} has not been uploaded")]


def test_a_photograph_on_its_way_is_waited_for_in_silence(table: MemoryTable) -> None:
    """It has been uploaded and not yet been looked at: there is nothing to mend."""
    content = MemoryContent()
    content.put(PHOTOGRAPH_KEY, b"")
    assert look_at(table, content, SHOWN) == a_use()


def test_a_photograph_that_cannot_be_read_is_said_to_be(table: MemoryTable) -> None:
    """The cure is in its own receipt."""
    content = MemoryContent()
    content.put(PHOTOGRAPH_KEY, b"")
    table.put(Item(image_pk(PHOTOGRAPH_KEY), RENDITIONS, 1, {"version_id": "v1", "refused": ["it is damaged"]}), None)
    [complaint] = look_at(table, content, SHOWN).complaints
    assert (complaint.is_warning, complaint.cure) == (True, "see its own receipt")


def test_a_photograph_that_is_ready_is_shown_without_a_look_at_the_bucket(table: MemoryTable) -> None:
    """However its path is written in the story."""
    make_ready(table)
    use = look_at(table, MemoryContent(), Photograph(f"/{PHOTOGRAPH_KEY}", ""))
    assert (use.key, use.renditions, use.complaints) == (PHOTOGRAPH_KEY, READY, ())


def test_the_photo_desk_hears_of_a_story_that_waits_and_not_of_one_that_is_served(table: MemoryTable) -> None:
    """It makes copies when somebody needs them."""
    media = MemoryQueue()
    register_use(table, media, KEY, (), [a_use()], 1)
    assert list(media.notices) == [Notice(PHOTOGRAPH_KEY, reason=PHOTOGRAPH)]

    media.notices.clear()
    make_ready(table)
    register_use(table, media, OTHER, (), [a_use(renditions=READY)], 1)
    assert not media.notices


def test_who_takes_up_interrupted_work_has_the_photo_desk_look_again(table: MemoryTable) -> None:
    """The one before may have moved the focal point and died before it said so."""
    media = MemoryQueue()
    make_ready(table)
    for rev, was_interrupted in ((1, False), (2, True)):
        register_use(
            table, media, KEY, (PHOTOGRAPH_KEY,), [a_use(renditions=READY)], rev, was_interrupted=was_interrupted
        )

    assert len(media.notices) == 1


def test_a_story_that_says_nothing_of_its_photograph_gets_what_the_file_says(table: MemoryTable) -> None:
    """And its editor is told, with the cure; what a story does say stands, an empty caption too."""
    make_ready(table, renditions=replace(READY, credit="Ana Rojas", caption="El puerto de noche"))
    content = MemoryContent()

    use = look_at(table, content, OPEN)
    assert (use.photograph.credit, use.photograph.caption) == ("Ana Rojas", "El puerto de noche")
    assert [(it.field, it.is_warning) for it in use.complaints] == [
        ("photograph.credit", True),
        ("photograph.caption", True),
    ]
    assert "'Ana Rojas'" in str(use.complaints[0])

    for said in (SHOWN, replace(SHOWN, caption="El muelle", credit="O. Dev")):
        use = look_at(table, content, said)
        assert (use.photograph, use.complaints) == (said, ())


def test_a_decoration_gets_no_caption_from_its_file(table: MemoryTable) -> None:
    """It shows nothing the story tells; who made it is named all the same."""
    make_ready(table, renditions=replace(READY, credit="Ana Rojas", caption="El puerto de noche"))

    use = look_at(table, MemoryContent(), replace(OPEN, alt="", is_decorative=True))

    assert (use.photograph.credit, use.photograph.caption) == ("Ana Rojas", "")


def test_a_story_set_while_its_photograph_became_ready_is_set_again(table: MemoryTable) -> None:
    """Nobody would tell it: it was not registered yet when the photo desk looked."""
    use = look_at(table, MemoryContent(), SHOWN)
    make_ready(table)
    with pytest.raises(PreconditionLostError):
        register_use(table, MemoryQueue(), KEY, (), [use], 1)


def test_a_story_that_changes_photographs_leaves_the_old_one(table: MemoryTable) -> None:
    """The photo desk hears of it, and may take the copies back; a slow writer does not register it again."""
    media = MemoryQueue()
    register_use(table, media, KEY, (), [a_use("media/old.jpg")], 1)
    media.notices.clear()
    register_use(table, media, KEY, ("media/old.jpg", PHOTOGRAPH_KEY), [a_use()], 2)
    assert [notice.key for notice in media.notices] == ["media/old.jpg", PHOTOGRAPH_KEY]

    table.put_newer(Item(image_pk("media/old.jpg"), f"USER#{KEY}", 1, {}))
    left = table.get(image_pk("media/old.jpg"), f"USER#{KEY}")
    assert left is not None
    assert left.body == {"gone": True}


def test_a_page_takes_up_its_photograph_by_itself() -> None:
    """Uploaded after the story; the warning leaves the receipt with it, and a deletion takes the picture off again."""
    desk = a_paper()
    receipt = desk.upload(KEY, manuscript(photograph=f'{{src: "{PHOTOGRAPH_KEY}", alt: "El puerto"}}'))
    assert [complaint.is_warning for complaint in receipt.complaints] == [True]
    assert "El puerto" not in desk.text(PATH)

    desk.upload(PHOTOGRAPH_KEY, encoded(landscape(64, 40)))
    assert 'alt="El puerto"' in desk.text(PATH)
    assert desk.receipt_file(KEY)["complaints"] == []
    copies = [key for key in desk.everything() if key.startswith("media/")]
    assert copies

    assert "-16x9-50-50-64.webp" in desk.text("/")

    desk.delete(PHOTOGRAPH_KEY)
    assert "El puerto" not in desk.text(PATH)
    assert {desk.everything()[key][1]["laera-status"] for key in copies} == {"410"}


def test_a_page_says_what_the_file_of_its_photograph_says() -> None:
    """On the page, in its other forms and in the receipt, but not in its history, which is of the editors' words."""
    desk = a_paper()
    signed = jpeg_with_segment(encoded(landscape(64, 40)), 0xED, iptc(byline="Ana Rojas", caption="De noche"))
    desk.upload(PHOTOGRAPH_KEY, signed)
    written = f'{{src: "{PHOTOGRAPH_KEY}", alt: "El puerto"}}'
    desk.upload(KEY, manuscript(photograph=written))

    assert "Ana Rojas" in desk.text(PATH)
    assert all("De noche" in desk.text(form) for form in (f"{PATH}.md", f"{PATH}.json"))
    assert "readers get what the file itself says, 'Ana Rojas'" in str(desk.receipt_file(KEY)["complaints"])

    desk.upload(KEY, manuscript(photograph=written, summary="Otra entradilla"))
    assert "De noche" not in desk.text(f"{PATH}/history")

    desk.upload(KEY, manuscript(photograph=f'{{src: "{PHOTOGRAPH_KEY}", alt: "El puerto", caption: "", credit: ""}}'))
    assert "De noche" not in desk.text(PATH)
    assert desk.receipt_file(KEY)["complaints"] == []


def test_search_engines_get_three_shapes_and_shared_links_the_broadest() -> None:
    """Cut around the point that the story names, once its crops are made."""
    desk = a_paper()
    desk.upload(PHOTOGRAPH_KEY, encoded(landscape(1300, 1250)))
    desk.upload(KEY, manuscript(photograph=f'{{src: "{PHOTOGRAPH_KEY}", alt: "El puerto", focal: [0.2, 0.3]}}'))

    page = desk.text(PATH)
    story = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert [image.rpartition("/")[2].partition("-")[2] for image in story["image"]] == [
        "16x9-20-30-1200.jpg",
        "4x3-20-30-1200.jpg",
        "1x1-20-30-1200.jpg",
    ]
    assert f'<meta property="og:image" content="{story["image"][0]}">' in page
    assert '<meta property="og:image:height" content="675">' in page
    assert 'type="image/avif"' in page


class TestWithinABody:
    """Photographs of the text, as `![…](media/…)` writes them."""

    ONE, TWO = "media/uno.jpg", "media/dos niñas.jpg"

    def story(self, desk: Desk, body: str) -> Receipt:
        """A story with this text."""
        return desk.upload(KEY, manuscript().replace(b"Calma.", body.encode()))

    def test_each_comes_by_itself_and_goes_without_a_hole(self) -> None:
        """The receipt says what is missing; page, twin and ninjs follow each upload and each deletion."""
        desk = a_paper()
        receipt = self.story(
            desk, f'Antes.\n\n![Un faro]({self.ONE} "Al alba | Ana")\n\n![Niñas](<{self.TWO}>)\n\nLuego.'
        )
        assert [it.problem for it in receipt.complaints] == [
            f"{self.ONE} has not been uploaded",
            f"{self.TWO} has not been uploaded",
        ]
        assert "<figure>" not in desk.text(PATH)

        desk.upload(self.ONE, encoded(landscape(64, 40)))
        assert desk.text(PATH).count("<figure>") == 1
        desk.upload(self.TWO, encoded(landscape(60, 40)))
        assert desk.text(PATH).count("<figure>") == 2
        assert 'alt="Niñas"' in desk.text(PATH)
        assert '<figcaption>Al alba <small class="credit">Foto: Ana</small></figcaption>' in desk.text(PATH)
        assert desk.text(f"{PATH}.md").count("](https://laera.example/media/") == 2
        assert desk.text(f"{PATH}.json").count('"type":"picture"') == 2
        assert desk.receipt_file(KEY)["complaints"] == []

        desk.delete(self.ONE)
        assert desk.text(PATH).count("<figure>") == 1
        assert "Un faro" not in desk.text(PATH)

    def test_one_is_public_only_while_a_live_story_uses_it(self) -> None:
        """Not before an embargo ends, and not once the text does without it."""
        desk = a_paper()
        desk.upload(self.ONE, encoded(landscape(64, 40)))
        desk.upload(KEY, manuscript(embargo="2026-02-01").replace(b"Calma.", f"![Un faro]({self.ONE})".encode()))
        assert self.copies(desk) == {}

        self.story(desk, f"![Un faro]({self.ONE})")
        assert set(self.copies(desk).values()) == {"200"}

        self.story(desk, "Sin faro.")
        assert set(self.copies(desk).values()) == {"410"}

    def test_one_that_also_leads_the_story_is_registered_once(self) -> None:
        """And stays while either place shows it."""
        desk = a_paper()
        desk.upload(self.ONE, encoded(landscape(64, 40)))
        lead = f"{{src: {self.ONE}, alt: Un faro}}"
        desk.upload(KEY, manuscript(photograph=lead).replace(b"Calma.", f"![Un faro]({self.ONE})".encode()))
        assert desk.record().photographs == (self.ONE,)

        self.story(desk, f"![Un faro]({self.ONE})")
        assert set(self.copies(desk).values()) == {"200"}

    @staticmethod
    def copies(desk: Desk) -> dict[str, str]:
        """The public copies by key, with the status that readers are answered."""
        return {
            key: metadata.get("laera-status", "200")
            for key, (_, metadata) in desk.everything().items()
            if key.startswith("media/")
        }
