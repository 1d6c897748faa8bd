"""What fell through is found: lost events, half-done work, lost memories."""

from datetime import timedelta

import pytest

from laera.domain.receipts import Outcome
from laera.workflow import reconcile
from laera.workflow.notices import RECONCILE
from laera.workflow.ports import Item, Notice
from laera.workflow.reconcile import GRACE, RECENT, WHOLE_PASS_EVERY, Findings
from laera.workflow.records import RECORD, ArticleRecord, article_pk
from tests.unit.workflow.desk import KEY, OTHER, PATH, Desk, a_paper, manuscript


@pytest.fixture
def desk() -> Desk:
    """A paper without stories whose first pass is over."""
    desk = a_paper()
    assert look(desk) == Findings(looked_at=1)
    return desk


def look(desk: Desk) -> Findings:
    """One run; what it found is delivered."""
    findings = desk.room.press.reconciler.run()
    desk.drain()
    return findings


def test_an_upload_whose_event_was_lost_is_published(desk: Desk) -> None:
    """Not at once, as it may still be on its way; but at the first pass after that."""
    desk.put()
    desk.clock.advance(GRACE)
    assert look(desk).missed == ()
    desk.clock.advance(timedelta(seconds=1))
    assert look(desk).missed == (KEY,)
    assert desk.status(PATH) == 200
    assert look(desk).missed == ()


def test_in_a_rush_uploads_may_wait_their_turn(desk: Desk) -> None:
    """Sent again at every run they would never be through; what the queue has passed is missed all the same."""
    lost, first, second = "articles/es/lost.md", "articles/es/first.md", "articles/es/second.md"
    desk.put(lost, manuscript("Perdido"))
    desk.clock.advance(GRACE * 2)
    desk.put(first, manuscript("Primero"))
    desk.put(second, manuscript("Segundo"))
    desk.clock.advance(GRACE * 5)
    desk.tell(first)

    assert look(desk).missed == (lost,)

    desk.tell(second)
    assert look(desk).missed == ()


def test_a_rush_that_stopped_short_is_gone_on_with(desk: Desk) -> None:
    """Nothing was handled for a while, and something is left: it fell through."""
    first, second = "articles/es/first.md", "articles/es/second.md"
    desk.put(first, manuscript("Primero"))
    desk.put(second, manuscript("Segundo"))
    desk.clock.advance(GRACE * 5)
    desk.tell(first)
    desk.clock.advance(GRACE)
    assert look(desk).missed == ()

    desk.clock.advance(timedelta(seconds=1))

    assert look(desk).missed == (second,)


def test_a_deletion_whose_event_was_lost_is_found(desk: Desk) -> None:
    """A story that an editor deleted does not stay for readers."""
    desk.upload()
    desk.content.delete(KEY)
    desk.clock.advance(GRACE * 2)
    assert look(desk).missed == (KEY,)
    assert desk.status(PATH) == 410


def test_a_deleted_photograph_whose_event_was_lost_is_found(desk: Desk) -> None:
    """Nor does a photograph; once its receipt is there it is not looked at again."""
    desk.upload("media/a.jpg", b"no picture")
    desk.content.delete("media/a.jpg")
    desk.clock.advance(GRACE * 2)
    assert look(desk).missed == ("media/a.jpg",)
    assert desk.receipt_file("media/a.jpg")["outcome"] == "withdrawn"
    assert look(desk).missed == ()


@pytest.mark.parametrize("key", ["notas.docx", "articles/es/" + "x" * 950 + ".md", "media/a.jpg"])
def test_a_file_that_was_refused_once_is_not_asked_about_again(desk: Desk, key: str) -> None:
    """Nor does it count as missing, which would wake the engineers."""
    desk.upload(key, b"no picture")
    desk.clock.advance(GRACE * 2)
    assert look(desk).missed == ()


def test_folders_and_deleted_strays_are_no_uploads(desk: Desk) -> None:
    """Nothing of them was ever public."""
    desk.content.put("articles/es/", b"")
    desk.content.put("notas.docx", b"")
    desk.content.delete("notas.docx")
    desk.clock.advance(GRACE * 2)
    assert look(desk) == Findings(looked_at=3)


def test_a_story_whose_handler_died_is_finished(desk: Desk) -> None:
    """A record that says `pending` is nobody's any more after a while."""
    desk.upload()
    item = desk.table.get(article_pk(KEY), RECORD)
    assert item is not None
    begun = desk.record().begun(ArticleRecord())
    desk.table.put(Item(item.pk, item.sk, item.rev + 1, begun.to_record()), item.rev)
    desk.clock.advance(GRACE * 2)
    assert look(desk).missed == (KEY,)
    assert desk.record().is_settled


def test_an_embargo_that_no_clock_released_is_released(desk: Desk) -> None:
    """Even if the minute's sweep did not run for days, a story does not wait for ever."""
    desk.upload(KEY, manuscript(embargo="2026-02-01T09:00:00-03:00"))
    desk.clock.advance(timedelta(days=2))
    assert look(desk).missed == (KEY,)
    assert desk.status(PATH) == 200


def test_old_uploads_are_looked_at_once_a_day(desk: Desk) -> None:
    """Passes look at what is recent; whatever slipped through before, one whole pass a day finds."""
    desk.put(OTHER)
    desk.content._clock = None  # what comes now was uploaded at the beginning of time
    desk.content.put(KEY, manuscript("Antiguo"))
    desk.clock.advance(GRACE * 2)
    assert look(desk).missed == (OTHER,)
    desk.clock.advance(WHOLE_PASS_EVERY)
    assert RECENT > WHOLE_PASS_EVERY
    assert look(desk).missed == (KEY,)


def test_a_pass_goes_on_where_the_last_run_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket of any size is looked at stretch by stretch, none twice and none left out, at even numbers neither."""
    monkeypatch.setattr(reconcile, "KEYS_A_RUN", 2)
    for number in range(3):
        desk.put(f"articles/es/{number}.md", manuscript(f"Nota {number}"))
    desk.clock.advance(GRACE * 2)

    runs = [look(desk) for _ in range(3)]

    assert [run.looked_at for run in runs] == [2, 2, 0]
    assert [key for run in runs for key in run.missed] == [f"articles/es/{number}.md" for number in range(3)]


def test_what_was_missed_goes_to_the_queue_that_editors_overtake(desk: Desk) -> None:
    """A bucket full of old stories does not hold up a new one."""
    desk.put()
    desk.clock.advance(GRACE * 2)
    desk.room.press.reconciler.run()
    assert list(desk.room.rebuild.notices) == [Notice(KEY, reason=RECONCILE)]
    assert not desk.room.uploads.notices


def test_a_press_without_memory_makes_the_same_site(desk: Desk) -> None:
    """Redirects, tombstones and fronts included, from the bucket alone."""
    desk.upload()
    desk.upload(KEY, manuscript("Muelle"))
    desk.upload(OTHER, manuscript("Otro"))
    desk.delete(OTHER)
    desk.upload("site.yaml", desk_site_with_a_renamed_section(desk))
    before = desk.everything()
    desk.site.empty()
    desk.stand_up()

    assert look(desk).sweep == "rebuild"

    after = desk.everything()
    assert {key: page for key, page in before.items() if key not in after} == {}
    assert after["internacional/muelle/index.html"] == before["internacional/muelle/index.html"]
    assert desk.status(PATH) == 301
    assert desk.status("/internacional/otro") == 410
    assert (desk.status("/cultura"), desk.location("/cultura")) == (301, "/artes")


def desk_site_with_a_renamed_section(desk: Desk) -> bytes:
    """Today's site.yaml, in which culture is called otherwise."""
    upload = desk.content.read("site.yaml")
    assert upload is not None
    return upload.body.replace(b"es: Cultura", b"es: Artes")


def test_everything_is_looked_at_when_an_operator_says_so(desk: Desk) -> None:
    """Whatever the records say: pages that were lost one by one come back."""
    desk.upload()
    page = desk.everything()["internacional/puerto/index.html"]
    del desk.site._objects["internacional/puerto/index.html"]
    assert look(desk).sweep == ""
    assert desk.status(PATH) == 404

    findings = desk.room.press.reconciler.run(everything=True)
    desk.drain()

    assert findings.sweep == "rebuild"
    assert desk.everything()["internacional/puerto/index.html"] == page
    receipt = desk.receipt()
    assert receipt is not None
    assert receipt.outcome is Outcome.PUBLISHED
