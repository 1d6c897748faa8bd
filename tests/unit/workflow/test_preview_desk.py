"""The preview desk: what editors see of a draft or a held story, and what they are told when there is none."""

import re
from datetime import timedelta
from typing import Any

import pytest

from laera.domain.receipts import Outcome, Receipt
from laera.domain.site_file import starter_site
from laera.errors import TableUnavailableError
from laera.workflow import preview_desk, rehearsal
from laera.workflow.notices import REBUILD, SITE
from laera.workflow.ports import Notice, Version
from laera.workflow.preview_desk import ENDED, FAILED, TOO_LARGE
from laera.workflow.previews import ADDRESS, PREVIEWS_KEPT, Previews
from laera.workflow.public_objects import Shelf
from tests.unit.workflow.desk import ENGLISH, KEY, NOON, OTHER, PATH, Desk, Ring, a_paper, manuscript

BANNER = re.compile(r'<aside class="preview".*?</aside>\n', re.DOTALL)


def seen(desk: Desk, receipt: Receipt) -> str:
    """The page behind a receipt's preview address, as the API shows it."""
    token = receipt.preview.removeprefix(f"https://laera.example{ADDRESS}")
    preview = Previews(desk.receipts, Ring(), desk.clock).open(token)
    assert preview is not None, receipt
    assert preview.key == receipt.key
    return preview.page


def bare(page: str) -> str:
    """A page without what tells a preview from it, and without the version it was made from."""
    page = BANNER.sub("", page).replace('content="noindex,nofollow"', 'content="max-image-preview:large"')
    return re.sub(r"\bv\d{6}\b", "v", page)


@pytest.mark.parametrize(
    "matter",
    [
        {},
        {"summary": "Sin viento", "tags": "[mareas]", "byline": "Ana Ríos", "dateline": "Puerto Alerce"},
        {"translation_key": "harbour", "corrections": "[{date: 2026-01-31, text: Eran tres barcos}]"},
    ],
    ids=["plain", "full", "translated and corrected"],
)
def test_a_preview_is_the_page_that_is_then_published(matter: dict[str, str]) -> None:
    """Links to its translations included; and it is in no list, on no page and nowhere in the site bucket."""
    desk = a_paper()
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="harbour"))
    before = desk.everything()

    draft = desk.upload(KEY, manuscript("Un faro", draft="true", **matter))
    page = seen(desk, draft)
    assert desk.everything() == before
    desk.upload(KEY, manuscript("Un faro", **matter))

    assert '<aside class="preview"' in page
    assert bare(page) == bare(desk.text("/internacional/un-faro"))


def test_a_held_story_can_be_seen_as_it_will_be() -> None:
    """Its own address opens at its hour, its preview at once."""
    desk = a_paper()
    hour = NOON + timedelta(days=2)
    held = desk.upload(KEY, manuscript(embargo=hour.isoformat()))

    assert (held.outcome, held.note) == (Outcome.SCHEDULED, "It runs at 2026-02-02 09:00-03:00.")
    assert held.address == "https://laera.example/internacional/puerto"
    assert "<h1>Puerto</h1>" in seen(desk, held)
    assert desk.status(PATH) == 404


def test_a_draft_delivered_again_keeps_its_receipt() -> None:
    """The same address, the same words: nothing is rehearsed and nothing filed twice."""
    desk = a_paper()
    first = desk.upload(KEY, manuscript(draft="true"))
    files = dict(desk.receipts.files)
    desk.upload(OTHER, manuscript("Otro"))

    desk.clock.advance(timedelta(hours=1))
    again = desk.deliver(KEY)

    assert again == first
    assert {name: files[name] for name in files if "otro" not in name}.items() <= desk.receipts.files.items()


@pytest.mark.parametrize("reason", [SITE, REBUILD])
def test_a_draft_is_rehearsed_again_when_the_paper_changed(reason: str) -> None:
    """At the same address: what publishing would touch is told anew."""
    desk = a_paper()
    first = desk.upload(KEY, manuscript(draft="true", section="culture"))
    desk.upload(OTHER, manuscript("Otro", slug="puerto", section="culture"))

    desk.tell(KEY, reason)

    second = desk.receipt(KEY)
    assert first.would_touch is not None
    assert second is not None
    assert second.would_touch is not None
    assert second.preview == first.preview
    assert "/cultura/puerto" in first.would_touch.added
    assert "/cultura/puerto" in second.would_touch.changed, "the draft asked for it first, so it would take it over"


def test_an_address_is_the_same_after_everything_was_lost() -> None:
    """It follows from the upload and the key; so does the page."""
    desk = a_paper()
    first = desk.upload(KEY, manuscript(draft="true"))
    page = seen(desk, first)
    desk.receipts.files.clear()
    desk.site.empty()
    desk.stand_up()
    desk.tell("site.yaml")
    desk.tell(KEY)

    second = desk.receipt(KEY)
    assert second is not None
    assert (second.preview, seen(desk, second)) == (first.preview, page)


def test_a_draft_looked_at_after_its_preview_ended_is_told_so() -> None:
    """A rebuild makes no page that nobody can open."""
    desk = a_paper()
    desk.upload(KEY, manuscript(draft="true"))
    desk.clock.advance(PREVIEWS_KEPT)

    desk.tell(KEY, REBUILD)

    receipt = desk.receipt(KEY)
    assert receipt is not None
    assert (receipt.preview, receipt.would_touch) == ("", None)
    assert receipt.note == ENDED


@pytest.mark.parametrize(
    ("matter", "body", "note", "warning"),
    [
        ({"slug": "otro"}, b"Calma.", "Published like this it would be refused.", "belongs to articles/es/otro.md"),
        ({}, b"", "Published like this it would be refused.", "the story has no text"),
        (
            {"expires": "2026-01-31T07:00:00-03:00"},
            b"Calma.",
            "Published like this it would be gone at once: it has expired.",
            "",
        ),
    ],
    ids=["address taken", "no text", "expired"],
)
def test_an_editor_hears_beforehand_of_what_would_keep_a_draft_from_readers(
    matter: dict[str, str], body: bytes, note: str, warning: str
) -> None:
    """As a warning: it is a draft, and as a draft nothing is wrong with it."""
    desk = a_paper()
    desk.upload(OTHER, manuscript("Otro"))

    receipt = desk.upload(KEY, manuscript(draft="true", **matter).replace(b"Calma.\n", body))

    assert (receipt.outcome, receipt.preview, receipt.would_touch, receipt.note) == (Outcome.DRAFT, "", None, note)
    assert all(complaint.is_warning for complaint in receipt.complaints)
    assert warning in " ".join(map(str, receipt.complaints))


def test_a_draft_s_photograph_is_looked_for() -> None:
    """A missing one is worth a look before anybody misses it."""
    desk = a_paper()

    receipt = desk.upload(KEY, manuscript(draft="true", photograph="{src: media/faro.jpg, alt: El faro}"))

    assert "media/faro.jpg has not been uploaded" in str(receipt.complaints[0])
    assert "Su fotografía se muestra una vez publicada." in seen(desk, receipt)


def test_a_rehearsal_that_has_no_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor gets the receipt all the same, the log what went wrong, and the next look may go better."""
    desk = a_paper()
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="harbour"))
    with monkeypatch.context() as limited:
        limited.setattr(rehearsal, "MOST_NOTICES", 1)
        receipt = desk.upload(KEY, manuscript(translation_key="harbour", draft="true"))

    assert (receipt.outcome, receipt.preview, receipt.would_touch) == (Outcome.DRAFT, "", None)
    assert receipt.note == FAILED
    desk.clock.advance(timedelta(seconds=1))
    assert desk.deliver(KEY).preview


def test_a_fault_in_looking_ahead_is_for_the_log_and_keeps_no_receipt_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is."""
    desk = a_paper()
    told: list[Receipt] = []

    def fail(*_: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr(rehearsal, "touched", fail)
    desk.put(KEY, manuscript(draft="true"))
    desk.room.uploads.send([Notice(KEY)])
    desk.room.drain(told.append)

    (receipt,) = told
    assert (receipt.outcome, receipt.note) == (Outcome.DRAFT, FAILED)
    assert isinstance(receipt.trouble, KeyError)


@pytest.mark.parametrize("matter", [{"draft": "true"}, {}, {"section": "nowhere"}], ids=["draft", "live", "bad"])
def test_an_edit_that_arrives_during_the_rehearsal_has_the_last_word(
    matter: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The overtaken draft says nothing of the newer one, and the newer one has its own receipt."""
    desk = a_paper()
    desk.put(KEY, manuscript(draft="true"))
    newer: list[Version] = []

    def shelf_while_someone_saves(*ports: Any, **kind: Any) -> Shelf:  # noqa: ANN401 - whatever a shelf takes
        if not newer:
            newer.append(desk.put(KEY, manuscript("Segunda", **matter)))
        return Shelf(*ports, **kind)

    monkeypatch.setattr(rehearsal, "Shelf", shelf_while_someone_saves)
    receipt = desk.deliver(KEY)

    assert receipt.version_id == newer[0].version_id
    assert receipt.trouble is None
    if matter == {"draft": "true"}:
        assert "<h1>Segunda</h1>" in seen(desk, receipt)


def test_a_service_that_does_not_answer_is_a_fault_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice comes again: the receipt is filed once the service is back."""
    desk = a_paper()

    def refuse(*_: object) -> None:
        raise TableUnavailableError("not now")

    with monkeypatch.context() as broken:
        broken.setattr(rehearsal, "touched", refuse)
        desk.put(KEY, manuscript(draft="true"))
        desk.room.uploads.send([Notice(KEY)])
        with pytest.raises(TableUnavailableError):
            desk.drain()
        assert desk.receipt(KEY) is None

    assert desk.deliver(KEY).preview


def test_a_page_too_large_to_be_shown_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What publishing would touch is told all the same."""
    monkeypatch.setattr(preview_desk, "LARGEST_PREVIEW", 100)
    desk = a_paper()

    receipt = desk.upload(KEY, manuscript(draft="true"))

    assert (receipt.preview, receipt.note) == ("", TOO_LARGE)
    assert receipt.would_touch is not None
    assert PATH in receipt.would_touch.added


def test_nothing_is_previewed_that_readers_have_or_cannot_have() -> None:
    """A published story's receipt tells what it did, a refused one's what to mend."""
    desk = a_paper()
    receipts = [
        desk.upload(KEY, manuscript(**matter)) for matter in ({}, {"section": "nowhere"}, {"withdrawn": "Error"})
    ]

    assert {(receipt.preview, receipt.would_touch) for receipt in receipts} == {("", None)}
    assert not [name for name in desk.receipts.files if name.startswith("previews/")]


def test_the_files_of_every_page_are_there_for_the_first_preview_of_a_paper() -> None:
    """Else the first draft of all would be seen without its style sheet."""
    desk = Desk()
    receipt = desk.upload(KEY, manuscript(draft="true", section=starter_site().sections[0].id))

    sheet = re.search(r'href="/(assets/style[^"]+)"', seen(desk, receipt))
    assert sheet is not None
    assert desk.site.observe(sheet[1]) is not None
