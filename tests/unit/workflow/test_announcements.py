"""What publishing says of an upload: once for each change, and again under one name when it has to be said twice."""

from datetime import timedelta

import pytest

from laera.domain.announcements import Announcement, Event
from laera.errors import TableUnavailableError
from laera.workflow.ports import Item, Notice
from laera.workflow.story_objects import story_tag
from tests.unit.workflow.desk import KEY, OTHER, SITE, WITHOUT_CULTURE, Desk, a_paper, manuscript


@pytest.fixture
def desk() -> Desk:
    """A newsroom whose site.yaml is published."""
    return a_paper()


def said(desk: Desk) -> list[Announcement]:
    """What was said since this was last asked."""
    words = [word for word, _ in desk.outcomes.words if isinstance(word, Announcement)]
    desk.outcomes.words.clear()
    return words


def names(desk: Desk) -> list[Event]:
    """The events alone."""
    return [announcement.event for announcement in said(desk)]


def test_each_upload_that_changes_something_is_said_once(desk: Desk) -> None:
    """Its event delivered again, a rebuild and a sweep of the clock say nothing more."""
    desk.upload()
    assert names(desk) == [Event.PUBLISHED]
    desk.deliver()
    desk.tell(reason="rebuild")
    desk.tell(reason="release")
    desk.tell(reason="site")
    assert names(desk) == []


def test_a_story_that_waits_is_published_by_the_clock(desk: Desk) -> None:
    """First that it waits, in which no word of it is; at its hour, where it is."""
    desk.upload(body=manuscript(embargo="2026-01-31T13:00:00Z", slug="secreto"))
    (waiting,) = said(desk)
    assert (waiting.event, waiting.addresses, waiting.headline) == (Event.SCHEDULED, (), "")

    desk.clock.advance(timedelta(hours=1))
    desk.tell(reason="release")
    (published,) = said(desk)
    assert (published.event, published.address) == (Event.PUBLISHED, "https://laera.example/internacional/secreto")
    assert published.tags == ()


def test_a_story_that_expires_is_withdrawn_by_the_clock(desk: Desk) -> None:
    """Its address is named, and the CDN is to forget it."""
    desk.upload(body=manuscript(expires="2026-01-31T13:00:00Z"))
    said(desk)
    desk.clock.advance(timedelta(hours=1))
    desk.tell(reason="release")
    (withdrawn,) = said(desk)
    assert (withdrawn.event, withdrawn.address) == (Event.WITHDRAWN, "https://laera.example/internacional/puerto")
    assert withdrawn.tags == (story_tag(KEY),)
    assert (withdrawn.headline, withdrawn.section) == ("", "")


def test_the_good_version_behind_a_bad_one_still_has_its_hour(desk: Desk) -> None:
    """What readers get and how the newest upload ended are two things."""
    desk.upload(body=manuscript(embargo="2026-01-31T13:00:00Z"))
    good = desk.content.versions(KEY)[0].version_id
    desk.upload(body=manuscript(section="nowhere"))
    assert names(desk) == [Event.SCHEDULED, Event.REJECTED]

    desk.clock.advance(timedelta(hours=1))
    desk.tell(reason="release")
    (published,) = said(desk)
    assert (published.event, published.version_id) == (Event.PUBLISHED, good)


def test_what_a_new_site_file_moves_is_said_and_not_invalidated(desk: Desk) -> None:
    """There are as many as the section has stories, and a page lives but a minute."""
    desk.upload()
    said(desk)
    desk.upload("site.yaml", SITE.replace("es: Internacional", "es: Mundo").encode())
    (moved,) = said(desk)
    assert (moved.event, moved.address) == (Event.MOVED, "https://laera.example/mundo/puerto")
    assert moved.former == ("https://laera.example/internacional/puerto",)
    assert moved.tags == ()


def test_a_story_whose_section_is_gone_is_withdrawn_with_it(desk: Desk) -> None:
    """Readers lose it, by whatever way."""
    desk.upload(body=manuscript(section="culture"))
    said(desk)
    desk.upload("site.yaml", WITHOUT_CULTURE.encode())
    assert Event.WITHDRAWN in names(desk)


def test_each_time_the_same_happens_it_has_another_name(desk: Desk) -> None:
    """Whoever leaves out what they have heard before misses nothing."""
    heard: list[Announcement] = []
    for _ in range(3):
        marker = desk.upload() and desk.delete()
        desk.content.delete_version(KEY, marker.version_id)
        desk.tell()
    heard = said(desk)
    assert len({announcement.id for announcement in heard}) == len(heard)
    assert [announcement.event for announcement in heard].count(Event.RESTORED) == 3


def test_another_story_is_another_event(desk: Desk) -> None:
    """Two uploads of one text are two."""
    desk.upload(KEY)
    desk.upload(OTHER, manuscript("Otro"))
    assert len({announcement.id for announcement in said(desk)}) == 2


@pytest.mark.parametrize("act", ["publish", "edit", "withdraw", "restore", "unchanged", "reject"])
def test_a_death_before_the_record_is_settled_says_the_same_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Never lost, and under one name: what a pending record knows is enough."""
    if act != "publish":
        desk.upload()
    if act == "restore":
        desk.delete()
    said(desk)
    key, body = KEY, manuscript()
    if act == "edit":
        body = manuscript(corrections='[{date: 2026-01-31, text: "A las seis."}]')
    if act == "reject":
        body = manuscript(section="nowhere")
    desk.clock.advance(timedelta(seconds=1))
    desk.content.delete(key) if act == "withdraw" else desk.content.put(key, body)

    put = desk.table.put

    def dies(item: Item, expected_rev: int | None) -> None:
        if item.pk == f"ARTICLE#{key}" and item.body["state"] != "pending":
            raise TableUnavailableError("gone")
        put(item, expected_rev)

    with monkeypatch.context() as struck:
        struck.setattr(desk.table, "put", dies)
        for _ in range(2):
            with pytest.raises(TableUnavailableError):
                desk.room.press.newsroom.publish(Notice(key))
    desk.tell()

    first, second, third = said(desk)
    assert first.id == second.id == third.id
    assert {first.event, second.event, third.event} == {
        {
            "publish": Event.PUBLISHED,
            "edit": Event.CORRECTED,
            "withdraw": Event.WITHDRAWN,
            "restore": Event.RESTORED,
            "unchanged": Event.UNCHANGED,
            "reject": Event.REJECTED,
        }[act]
    }


def test_the_receipt_says_what_an_edit_costs(desk: Desk) -> None:
    """Nothing while nobody can have the page; then the story's tag."""
    assert desk.upload().invalidation is None
    receipt = desk.upload(body=manuscript(summary="Sin viento"))
    assert receipt.invalidation is not None
    assert (receipt.invalidation.tags, receipt.invalidation.used) == ((story_tag(KEY),), 0)
    assert not receipt.invalidation.is_urgent
    assert desk.upload(body=manuscript(section="nowhere")).invalidation is None
    desk.delete()
    withdrawn = desk.receipt()
    assert withdrawn is not None
    assert withdrawn.invalidation is not None
    assert withdrawn.invalidation.is_urgent


def test_a_press_without_records_that_makes_everything_again_is_silent(desk: Desk) -> None:
    """What it finds is no news; what it is told of later is."""
    desk.upload()
    said(desk)
    desk.stand_up()
    for key in ("site.yaml", KEY):
        desk.tell(key, "rebuild")
    assert names(desk) == []
    desk.upload(body=manuscript(summary="Sin viento"))
    assert names(desk) == [Event.UPDATED]
