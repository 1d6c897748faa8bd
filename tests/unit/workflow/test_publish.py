"""What one upload does to the site in odd cases; the ordinary ones are in tests/integration."""

from datetime import timedelta

import pytest

from laera.domain.receipts import Outcome
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.embargoes import release_due
from laera.workflow.notices import RELEASE
from laera.workflow.ports import Notice, Observed, PublicObject
from tests.unit.workflow.desk import BAD, ENGLISH, KEY, OTHER, PATH, SITE, Desk, a_paper, manuscript

MUELLE = "/internacional/muelle"


@pytest.fixture
def desk() -> Desk:
    """A paper without stories."""
    return a_paper()


@pytest.mark.parametrize("alias", [PATH, f"{PATH}/", PATH.upper(), "puerto", f"{PATH}/index.html"])
def test_a_story_that_names_its_own_address_as_an_alias_keeps_its_page(desk: Desk, alias: str) -> None:
    """However it is written: its readers are not sent in circles."""
    assert desk.upload(KEY, manuscript(aliases=f"[{alias}]")).outcome is Outcome.PUBLISHED
    assert desk.status(PATH) == 200


def test_an_alias_leads_to_the_story_and_goes_with_it(desk: Desk) -> None:
    """An address of an older site; without the alias, or the story, it says that it is gone."""
    desk.upload(KEY, manuscript(aliases="[/2020/01/viejo, /2020/01/viejo]"))
    assert desk.location("/2020/01/viejo") == PATH

    desk.upload(KEY, manuscript())
    assert (desk.status("/2020/01/viejo"), desk.status(PATH)) == (410, 200)
    desk.upload(KEY, manuscript(aliases="[/2020/01/viejo]"))
    desk.delete()
    assert (desk.status("/2020/01/viejo"), desk.status(PATH)) == (410, 410)


def test_an_alias_takes_nobody_elses_page(desk: Desk) -> None:
    """The other story stays where it is; when it goes, the alias is honoured by itself."""
    desk.upload(OTHER, manuscript("Muelle"))
    desk.upload(KEY, manuscript(aliases=f"[{MUELLE}]"))
    assert desk.status(MUELLE) == 200

    desk.delete(OTHER)
    assert (desk.status(MUELLE), desk.location(MUELLE)) == (301, PATH)

    desk.upload(OTHER, manuscript("Muelle"))
    assert desk.status(MUELLE) == 200


def test_a_new_story_may_stand_where_another_has_moved_away(desk: Desk) -> None:
    """A page goes before a redirect; the redirect is back when the page leaves."""
    desk.upload(KEY, manuscript("Muelle"))
    desk.upload()
    assert desk.location(MUELLE) == PATH
    assert desk.upload(OTHER, manuscript("Muelle")).outcome is Outcome.PUBLISHED
    assert desk.status(MUELLE) == 200
    desk.delete(OTHER)
    assert desk.location(MUELLE) == PATH


def test_of_two_stories_that_want_one_address_the_refused_one_keeps_its_own(desk: Desk) -> None:
    """A story that would move onto another's page stays where readers know it."""
    desk.upload()
    desk.upload(OTHER, manuscript("Muelle"))
    receipt = desk.upload(OTHER, manuscript("Puerto", summary="Nueva."))
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.complaints[0].problem == f"the address {PATH} belongs to {KEY}"
    assert receipt.address == f"https://laera.example{MUELLE}"
    assert (desk.status(PATH), desk.status(MUELLE)) == (200, 200)
    assert "Nueva." not in desk.text(MUELLE)


def test_a_story_goes_through_everything_and_comes_back(desk: Desk) -> None:
    """Bad versions in between leave the page; drafts and withdrawals take it down; a good one brings it back."""
    desk.upload()
    first = desk.text(PATH)
    for body in (BAD, b"", BAD):
        assert desk.upload(KEY, body).outcome is Outcome.REJECTED
        assert desk.text(PATH) == first
        assert "stays on the site (v000002)" in desk.receipt_file()["note"]
    assert desk.upload(KEY, manuscript(draft="true")).outcome is Outcome.DRAFT
    assert desk.status(PATH) == 410
    assert desk.upload(KEY, BAD).outcome is Outcome.REJECTED
    assert desk.status(PATH) == 410
    assert desk.upload(KEY, manuscript(withdrawn="Se retractó.")).outcome is Outcome.WITHDRAWN
    assert "Se retractó." in desk.text(PATH)
    assert desk.upload().outcome is Outcome.PUBLISHED
    assert desk.status(PATH) == 200


def test_a_story_erased_for_good_is_gone(desk: Desk) -> None:
    """All versions removed by an operator: the page says so, and lists forget it."""
    desk.upload()
    version = desk.content.newest(KEY)
    assert version is not None
    desk.content.delete_version(KEY, version.version_id)
    desk.tell()
    assert desk.status(PATH) == 410
    assert "Puerto" not in desk.text(PATH)
    assert PATH not in desk.text("/")


def test_a_draft_leaves_no_trace(desk: Desk) -> None:
    """Nor does a rejected story, or one that was deleted before it ran."""
    before = desk.everything()
    desk.upload(KEY, manuscript(draft="true", photograph="{src: media/a.jpg, alt: A}", aliases="[/2020/x]"))
    desk.upload(OTHER, BAD)
    desk.delete()
    desk.delete("articles/es/never.md")
    assert desk.everything() == before


def test_a_story_that_expired_before_it_came_is_not_shown(desk: Desk) -> None:
    """The receipt says why."""
    receipt = desk.upload(KEY, manuscript(expires="2026-01-30T10:00:00-03:00"))
    assert (receipt.outcome, receipt.note, receipt.address) == (Outcome.WITHDRAWN, "It has expired.", "")
    assert desk.status(PATH) != 200
    assert PATH not in desk.text("/")


def test_a_version_without_an_address_counts_once_it_has_expired(desk: Desk) -> None:
    """Until then the version before it stays; from that minute on the newest says that the story is over."""
    desk.upload(OTHER, manuscript("Otro"))
    desk.upload(KEY, manuscript())
    receipt = desk.upload(OTHER, manuscript("Puerto", expires="2026-01-31T13:00Z"))
    assert receipt.outcome is Outcome.REJECTED
    assert desk.status("/internacional/otro") == 200

    desk.clock.advance(timedelta(hours=1))
    release_due(desk.table, desk.room.uploads, desk.clock)
    desk.drain()

    assert desk.status("/internacional/otro") == 410
    assert desk.status(PATH) == 200


def test_a_story_that_changes_section_and_day_leaves_its_old_lists(desk: Desk) -> None:
    """Every front, tag, byline and day it stood in."""
    desk.upload(KEY, manuscript(tags="[mar, puerto]", byline="Ana"))
    desk.upload(KEY, manuscript(section="culture", published="2026-01-29", tags="[mar]", byline="Eva"))
    listed = {item.pk for item in desk.table.items() if item.pk.startswith("LISTING#") and "gone" not in item.body}
    assert listed == {
        "LISTING#es#home",
        "LISTING#es#section#culture",
        "LISTING#es#tag#mar",
        "LISTING#es#author#eva",
        "LISTING#es#day#2026-01-29",
        "LISTING#es#page#/cultura/puerto",
        f"LISTING#es#file#{KEY}",
        "LISTING#es#tags",
        "LISTING#es#authors",
        "LISTING#es#days",
    }
    assert "puerto" not in desk.text("/internacional")


def test_a_story_that_changes_language_leaves_the_other(desk: Desk) -> None:
    """Its old address leads over."""
    desk.upload()
    desk.upload(KEY, manuscript(language="en"))
    assert desk.location(PATH) == "/en/international/puerto"
    assert PATH not in desk.text("/")
    assert "/en/international/puerto" in desk.text("/en")


def test_every_version_has_its_ending(desk: Desk) -> None:
    """Uploads that overtook each other are superseded, and each says by whom."""
    versions = [desk.put(KEY, manuscript(summary=str(number))).version_id for number in range(3)]
    desk.tell()
    desk.room.uploads.send([Notice(KEY, versions[0]), Notice(KEY, versions[1])])
    desk.drain()
    receipts = [desk.receipt(KEY, version_id) for version_id in versions]
    assert [receipt.outcome for receipt in receipts if receipt] == [
        Outcome.SUPERSEDED,
        Outcome.SUPERSEDED,
        Outcome.PUBLISHED,
    ]
    assert [receipt.note for receipt in receipts[:2] if receipt] == [f"by version {versions[2]}"] * 2


@pytest.mark.parametrize(
    "reason", ["", RELEASE, "reconcile", "address", "translation", "photograph", "site", "rebuild"]
)
def test_word_of_what_is_known_changes_nothing(desk: Desk, reason: str) -> None:
    """Whatever reason a repeated notice gives, site, records and receipts stay to the byte."""
    desk.upload(KEY, manuscript("Muelle"))
    desk.upload(KEY, manuscript(translation_key="p", aliases="[/2020/x]"))
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="p"))
    desk.upload(OTHER, manuscript("Muelle"))
    site, receipts = desk.everything(), dict(desk.receipts.files)
    desk.clock.advance(timedelta(minutes=5))
    for key in (KEY, ENGLISH, OTHER):
        desk.tell(key, reason)
    assert desk.everything() == site
    assert desk.receipts.files == receipts


def test_a_press_that_dies_while_a_section_is_renamed_leaves_the_redirect(desk: Desk) -> None:
    """Whoever goes on finds in the record where the story was."""
    desk.upload(KEY, manuscript(section="culture"))
    put = desk.site.put

    def refusing(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        if key == "artes/puerto/index.html":
            raise KeyboardInterrupt
        return put(key, page, expected)

    desk.site.put = refusing  # type: ignore[method-assign]  # the process dies at this call
    with pytest.raises(KeyboardInterrupt):
        desk.upload("site.yaml", SITE.replace("es: Cultura", "es: Artes").encode())
    desk.site.put = put  # type: ignore[method-assign]  # and another one goes on
    desk.tell()
    assert desk.status("/artes/puerto") == 200
    assert (desk.status("/cultura/puerto"), desk.location("/cultura/puerto")) == (301, "/artes/puerto")


def test_a_page_that_others_keep_writing_is_a_case_for_the_queue(desk: Desk) -> None:
    """The desk gives up with the key in its message; the next delivery starts over."""

    def contested(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        raise PreconditionLostError(f"{key}, {len(page.body)} bytes, was not {expected}")

    put, desk.site.put = desk.site.put, contested  # type: ignore[method-assign]  # somebody is always faster
    desk.put()
    with pytest.raises(ContestedError, match=KEY):
        desk.tell()
    desk.site.put = put  # type: ignore[method-assign]  # until they stop
    assert desk.deliver().outcome is Outcome.PUBLISHED
    assert desk.status(PATH) == 200


def test_a_page_put_there_by_hand_is_replaced(desk: Desk) -> None:
    """The site follows the bucket, whatever an operator left at the address."""
    desk.site.put("internacional/puerto/index.html", PublicObject(b"<h1>Prueba</h1>", "text/html", ""), None)
    assert desk.upload().outcome is Outcome.PUBLISHED
    assert "Prueba" not in desk.text(PATH)
