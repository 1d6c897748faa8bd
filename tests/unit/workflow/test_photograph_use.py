"""A story runs with its photograph once that is ready, and without it until then."""

import pytest

from laera.adapters.memory import MemoryContent, MemoryQueue, MemoryTable
from laera.domain.articles import Photograph
from laera.domain.photographs import Renditions
from laera.errors import PreconditionLostError
from laera.workflow.notices import PHOTOGRAPH
from laera.workflow.photograph_use import RENDITIONS, PhotographUse, image_pk, look_at, register_use
from laera.workflow.ports import Item, Notice
from tests.unit.imaging.pictures import encoded, landscape
from tests.unit.workflow.desk import KEY, OTHER, PATH, a_paper, manuscript

PHOTOGRAPH_KEY = "media/puerto ñ+.jpg"
READY = Renditions(700, 400, "#123456", ())
SHOWN = Photograph(PHOTOGRAPH_KEY, "El puerto")


@pytest.fixture
def table() -> MemoryTable:
    """No photograph is known."""
    return MemoryTable()


def make_ready(table: MemoryTable, rev: int = 1) -> None:
    """What the photo desk records when it is done."""
    body = {"version_id": "v1", "encoding": "1", "renditions": READY.to_record()}
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
    assert look_at(table, content, SHOWN) == PhotographUse(PHOTOGRAPH_KEY, None)


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
    assert use == PhotographUse(PHOTOGRAPH_KEY, READY)


def test_the_photo_desk_hears_of_a_story_that_waits_and_not_of_one_that_is_served(table: MemoryTable) -> None:
    """It makes copies when somebody needs them."""
    media = MemoryQueue()
    register_use(table, media, KEY, (), PhotographUse(PHOTOGRAPH_KEY, None), 1)
    assert list(media.notices) == [Notice(PHOTOGRAPH_KEY, reason=PHOTOGRAPH)]

    media.notices.clear()
    make_ready(table)
    register_use(table, media, OTHER, (), PhotographUse(PHOTOGRAPH_KEY, READY), 1)
    assert not media.notices


def test_a_story_set_while_its_photograph_became_ready_is_set_again(table: MemoryTable) -> None:
    """Nobody would tell it: it was not registered yet when the photo desk looked."""
    use = look_at(table, MemoryContent(), SHOWN)
    make_ready(table)
    with pytest.raises(PreconditionLostError):
        register_use(table, MemoryQueue(), KEY, (), use, 1)


def test_a_story_that_changes_photographs_leaves_the_old_one(table: MemoryTable) -> None:
    """The photo desk hears of it, and may take the copies back; a slow writer does not register it again."""
    media = MemoryQueue()
    register_use(table, media, KEY, (), PhotographUse("media/old.jpg", None), 1)
    media.notices.clear()
    register_use(table, media, KEY, ("media/old.jpg", PHOTOGRAPH_KEY), PhotographUse(PHOTOGRAPH_KEY, None), 2)
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

    desk.delete(PHOTOGRAPH_KEY)
    assert "El puerto" not in desk.text(PATH)
    assert {desk.everything()[key][1]["laera-status"] for key in copies} == {"410"}
