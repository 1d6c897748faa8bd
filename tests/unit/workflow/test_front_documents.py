"""What an editor gets for a front document, and readers with it."""

from datetime import UTC, datetime, timedelta

import pytest

from laera.domain.receipts import Outcome
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.embargoes import release_due
from laera.workflow.fronts.reading import front_pk
from laera.workflow.notices import SITE as SITE_CHANGED
from laera.workflow.ports import Item, Notice
from laera.workflow.reconcile import GRACE
from tests.unit.workflow.desk import SITE, WITHOUT_CULTURE, Desk, a_paper, manuscript

FRONT = "fronts/es/home.yaml"
BY_ID = "fronts/es/culture.yaml"
BY_NAME = "fronts/es/cultura.yaml"
STORIES = {f"articles/es/{word}.md": word.capitalize() for word in ("uno", "dos", "tres")}
UNO, DOS, TRES = STORIES
LEADS = b"lead: articles/es/uno.md\n"


@pytest.fixture
def desk() -> Desk:
    """A paper with three stories, the last the newest."""
    desk = a_paper()
    for number, (key, headline) in enumerate(STORIES.items()):
        desk.upload(key, manuscript(headline, published=f"2026-01-2{number}T09:00:00-03:00"))
    return desk


def order_of(desk: Desk, path: str = "/") -> list[str]:
    """The headlines of a front, from the top."""
    text = desk.text(path)
    places = {headline: text.find(f">{headline}</a>") for headline in STORIES.values()}
    return sorted((headline for headline, place in places.items() if place >= 0), key=places.__getitem__)


def wake(desk: Desk, moment: datetime) -> None:
    """The clock goes on to a moment, and the sweep of the minute runs."""
    desk.clock.moment = moment
    release_due(desk.table, desk.room.uploads, desk.clock)
    desk.drain()


def warnings(desk: Desk, key: str = FRONT) -> list[str]:
    """What the receipt says is worth a look."""
    receipt = desk.receipt(key)
    assert receipt is not None
    return [str(complaint) for complaint in receipt.complaints if complaint.is_warning]


def outcomes(desk: Desk, *keys: str) -> list[Outcome | None]:
    """How the newest version of each fared."""
    receipts = [desk.receipt(key) for key in keys]
    return [receipt.outcome if receipt else None for receipt in receipts]


def test_a_document_sets_the_front(desk: Desk) -> None:
    """The lead leads, the others follow as before, and nothing else changes."""
    assert order_of(desk) == ["Tres", "Dos", "Uno"]

    receipt = desk.upload(FRONT, LEADS)

    assert (receipt.outcome, receipt.complaints) == (Outcome.PUBLISHED, ())
    assert (receipt.address, receipt.headline) == ("https://laera.example/", "La Era")
    assert receipt.following == ("/",)
    assert desk.fronts == ["/"]
    assert order_of(desk) == ["Uno", "Tres", "Dos"]
    assert order_of(desk, "/internacional") == ["Tres", "Dos", "Uno"]


def test_a_section_has_its_own(desk: Desk) -> None:
    """Named by the section's id or its name, and by an address as well as by a file."""
    receipt = desk.upload("fronts/es/internacional.yaml", b"pins:\n  - {story: /internacional/uno, position: 2}\n")

    assert receipt.address == "https://laera.example/internacional"
    assert order_of(desk, "/internacional") == ["Tres", "Uno", "Dos"]
    assert order_of(desk) == ["Tres", "Dos", "Uno"]


def test_a_deleted_document_leaves_the_front_automatic(desk: Desk) -> None:
    """To the byte as it was before; and it can be uploaded again."""
    before = desk.everything()
    desk.upload(FRONT, LEADS)
    desk.delete(FRONT)

    receipt = desk.receipt(FRONT)
    assert receipt is not None
    assert (receipt.outcome, receipt.note) == (
        Outcome.WITHDRAWN,
        "The file was deleted. The front is automatic again.",
    )
    assert desk.everything() == before
    assert desk.upload(FRONT, LEADS).outcome is Outcome.PUBLISHED
    assert order_of(desk) == ["Uno", "Tres", "Dos"]


def test_a_bad_edit_leaves_the_last_good_one_in_force(desk: Desk) -> None:
    """Every complaint is in the receipt, and readers see nothing of it."""
    good = desk.upload(FRONT, LEADS)
    receipt = desk.upload(FRONT, b"lead: nowhere\norder: up\n")

    assert receipt.outcome is Outcome.REJECTED
    assert [complaint.line for complaint in receipt.complaints] == [1, 2]
    assert receipt.note == f"The version before it still counts ({good.version_id})."
    assert receipt.following == ()
    assert desk.fronts == []
    assert order_of(desk) == ["Uno", "Tres", "Dos"]


def test_a_first_document_that_is_bad_changes_nothing(desk: Desk) -> None:
    """The front stays automatic."""
    receipt = desk.upload(FRONT, b"lead: [\n")

    assert (receipt.outcome, receipt.note) == (Outcome.REJECTED, "")
    assert order_of(desk) == ["Tres", "Dos", "Uno"]


def test_the_same_decisions_again_change_nothing(desk: Desk) -> None:
    """A comment more is no news, nor is the same message a second time."""
    first = desk.upload(FRONT, LEADS)
    again = desk.upload(FRONT, b"# since Monday\n" + LEADS)

    assert (first.outcome, again.outcome) == (Outcome.PUBLISHED, Outcome.UNCHANGED)
    assert desk.fronts == []
    filed = desk.receipt_file(FRONT)
    assert desk.deliver(FRONT).outcome is Outcome.UNCHANGED
    assert desk.receipt_file(FRONT) == filed


def test_an_overtaken_version_is_told_so(desk: Desk) -> None:
    """Each upload has its own end."""
    first = desk.put(FRONT, LEADS)
    desk.put(FRONT, b"lead: articles/es/dos.md\n")
    desk.room.uploads.send([Notice(FRONT, first.version_id)])
    desk.drain()

    receipt = desk.receipt(FRONT, first.version_id)
    assert receipt is not None
    assert receipt.outcome is Outcome.SUPERSEDED
    assert order_of(desk)[0] == "Dos"


def test_a_story_that_does_not_run_yet_is_a_warning_and_leads_once_it_does(desk: Desk) -> None:
    """The front waits for it by itself, and lets go of it by itself."""
    desk.upload(FRONT, b"lead: articles/es/puerto.md\n")

    [warning] = warnings(desk)
    assert warning.startswith("line 1: lead: articles/es/puerto.md does not run in 'es' at present; it takes its place")
    desk.upload(body=manuscript(published="2026-01-01"))
    assert warnings(desk) == []
    assert desk.text("/").index(">Puerto</a>") < desk.text("/").index(">Tres</a>")

    desk.delete()
    assert len(warnings(desk)) == 1
    assert ">Puerto</a>" not in desk.text("/")
    assert order_of(desk) == ["Tres", "Dos", "Uno"]


def test_an_old_story_that_only_a_pin_shows_is_kept_up_to_date(desk: Desk) -> None:
    """It stands in another section, and its edits and its move reach the front that pins it."""
    desk.upload("articles/es/vieja.md", manuscript("Vieja", section="culture", published="2020-01-01"))
    desk.upload("fronts/es/international.yaml", b"pins: [articles/es/vieja.md]\n")
    assert 'href="/cultura/vieja"' in desk.text("/internacional")

    moved = manuscript("Nueva", section="culture", published="2020-01-01", slug="nueva")
    receipt = desk.upload("articles/es/vieja.md", moved)

    assert "/internacional" in receipt.following
    assert 'href="/cultura/nueva">Nueva</a>' in desk.text("/internacional")
    assert "Vieja" not in desk.text("/internacional")


def test_breaking_news_come_and_go_by_the_clock(desk: Desk) -> None:
    """The strip leads to its story, and removes itself on the minute."""
    quiet = desk.text("/")
    desk.upload(
        FRONT,
        b"breaking: {text: Se abre el puerto, story: articles/es/dos.md, "
        b"from: 2026-01-31T13:00Z, until: 2026-01-31T14:00Z}\n",
    )
    assert desk.text("/") == quiet

    wake(desk, datetime(2026, 1, 31, 13, tzinfo=UTC))
    assert '<a href="/internacional/dos">Se abre el puerto</a>' in desk.text("/")
    assert "Se abre el puerto" not in desk.text("/internacional")

    wake(desk, datetime(2026, 1, 31, 13, 59, 59, tzinfo=UTC))
    assert "Se abre el puerto" in desk.text("/")
    wake(desk, datetime(2026, 1, 31, 14, tzinfo=UTC))
    assert desk.text("/") == quiet


def test_the_strip_never_leads_to_a_story_that_has_gone(desk: Desk) -> None:
    """Its text stays until its end; the link goes with the story."""
    desk.upload(FRONT, b"breaking: {text: Se abre, story: articles/es/dos.md, until: 2026-02-01}\n")
    desk.delete(DOS)

    assert "Se abre" in desk.text("/")
    assert "/internacional/dos" not in desk.text("/")


def test_dayparts_follow_one_another(desk: Desk) -> None:
    """Each at its hour by the paper's clock, day after day, without an upload."""
    desk.upload(
        FRONT,
        b"dayparts:\n"
        b"  - {from: 6, to: 12, lead: articles/es/uno.md}\n"
        b"  - {from: 12, to: 18, lead: articles/es/dos.md}\n",
    )
    leads = {}
    for hour in range(13, 13 + 24):
        wake(desk, datetime(2026, 1, 31, tzinfo=UTC) + timedelta(hours=hour))
        leads[hour - 3] = order_of(desk)[0]

    assert [leads[hour] for hour in (10, 11, 12, 17, 18, 24 + 5, 24 + 6)] == [
        "Uno",
        "Uno",
        "Dos",
        "Dos",
        "Tres",
        "Tres",
        "Uno",
    ]


def test_what_is_past_is_a_warning(desk: Desk) -> None:
    """Yesterday's strip, uploaded again, shows nothing, and the receipt says why."""
    desk.upload(FRONT, b"breaking:\n  text: Ya\n  until: 2026-01-30\n")

    assert warnings(desk) == ["line 3: breaking.until: this is past, so nothing of it is shown; write a time to come"]


@pytest.mark.parametrize("order", [(BY_ID, BY_NAME), (BY_NAME, BY_ID)])
def test_of_two_files_the_one_by_id_decides(desk: Desk, order: tuple[str, str]) -> None:
    """Whichever came first, the other is told whose the front is, and takes over when that one goes."""
    desk.upload("articles/es/cuadro.md", manuscript("Cuadro", section="culture"))
    for key in order:
        desk.upload(key, f"breaking: {{text: Segun {key}, until: 2026-03-01}}\n".encode())

    assert outcomes(desk, BY_ID, BY_NAME) == [Outcome.PUBLISHED, Outcome.REJECTED]
    [complaint] = desk.receipt_file(BY_NAME)["complaints"]
    assert complaint["problem"] == f"{BY_ID} decides this front"
    assert f"Segun {BY_ID}" in desk.text("/cultura")

    desk.delete(BY_ID)
    assert f"Segun {BY_NAME}" in desk.text("/cultura")
    assert outcomes(desk, BY_ID, BY_NAME) == [Outcome.WITHDRAWN, Outcome.PUBLISHED]
    assert desk.receipt_file(BY_ID)["note"] == f"The file was deleted. {BY_NAME} decides the front now."


def test_a_press_without_memory_comes_to_the_same_fronts(desk: Desk) -> None:
    """Whatever the order in which it looks at the files."""
    desk.upload(FRONT, LEADS)
    desk.upload(BY_NAME, b"breaking: {text: La primera, until: 2026-03-01}\n")
    desk.upload(BY_ID, b"breaking: {text: La segunda, until: 2026-03-01}\n")
    before = desk.everything()

    desk.stand_up()
    for key in ("site.yaml", FRONT, BY_ID, BY_NAME, *STORIES):
        desk.tell(key)

    assert desk.everything() == before


def test_a_section_that_gets_another_name_lets_go_of_its_file(desk: Desk) -> None:
    """The file named as before names no front any more; under the id it would have stayed."""
    strip = b"breaking: {text: Solo aqui, until: 2026-03-01}\n"
    desk.upload(BY_NAME, strip)
    desk.upload("site.yaml", SITE.replace("es: Cultura", "es: Artes").encode())
    desk.tell(BY_NAME, reason=SITE_CHANGED)

    receipt = desk.receipt(BY_NAME)
    assert receipt is not None
    assert receipt.outcome is Outcome.REJECTED
    assert "Solo aqui" not in desk.text("/artes")

    desk.upload("fronts/es/artes.yaml", strip)
    assert "Solo aqui" in desk.text("/artes")


def test_a_removed_section_takes_its_document_along(desk: Desk) -> None:
    """Nothing is decided for it any more, and when it is back its file counts again."""
    desk.upload(BY_ID, b"breaking: {text: Solo aqui, until: 2026-03-01}\n")
    desk.upload("site.yaml", WITHOUT_CULTURE.encode())

    receipt = desk.receipt(BY_ID)
    assert receipt is not None
    assert "there is no front 'culture'" in str(receipt.complaints[0])
    item = desk.table.get(front_pk("es"), "culture")
    assert item is not None
    assert "document" not in item.body

    desk.upload("site.yaml", SITE.encode())
    assert "Solo aqui" in desk.text("/cultura")


def test_a_file_that_names_no_front_is_rejected_and_its_deletion_is_no_news(desk: Desk) -> None:
    """Nothing of it was ever in force."""
    receipt = desk.upload("fronts/es/hom.yaml", LEADS)
    assert receipt.outcome is Outcome.REJECTED
    assert "there is no front 'hom'; did you mean 'home'?" in str(receipt.complaints[0])

    desk.delete("fronts/es/hom.yaml")
    left = desk.receipt("fronts/es/hom.yaml")
    assert left is not None
    assert left.note == "The file was deleted. No front followed from it."


def test_other_files_under_fronts_are_no_use(desk: Desk) -> None:
    """A document is a YAML file."""
    receipt = desk.upload("fronts/es/home.txt", LEADS)

    assert "'home.txt' does not end in .yaml" in str(receipt.complaints[0])


@pytest.mark.parametrize(("act", "leads"), [("put", "Dos"), ("delete", "Tres"), ("restore", "Uno"), ("erase", "Uno")])
def test_what_fell_through_is_found(desk: Desk, act: str, leads: str) -> None:
    """An edit, a deletion, a restoring or the erasing of a version whose event was lost."""
    desk.upload(FRONT, LEADS)
    if act == "put":
        desk.put(FRONT, b"lead: articles/es/dos.md\n")
    elif act == "delete":
        desk.content.delete(FRONT)
    else:
        last = desk.delete(FRONT) if act == "restore" else desk.put(FRONT, b"lead: articles/es/dos.md\n")
        desk.tell(FRONT)
        desk.content.delete_version(FRONT, last.version_id)
    desk.clock.advance(GRACE * 2)

    assert desk.room.press.reconciler.run().missed == (FRONT,)
    desk.drain()
    assert order_of(desk)[0] == leads
    assert desk.room.press.reconciler.run().missed == ()


def test_a_file_that_changes_meanwhile_is_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes last has read last: an edit that arrives in between is not lost."""
    put = desk.table.put
    edits = [b"lead: articles/es/dos.md\n"]

    def edited_meanwhile(item: Item, expected_rev: int | None) -> None:
        if edits and item.pk == front_pk("es"):
            desk.put(FRONT, edits.pop())
        put(item, expected_rev)

    monkeypatch.setattr(desk.table, "put", edited_meanwhile)
    desk.upload(FRONT, LEADS)

    assert order_of(desk)[0] == "Dos"


def test_a_press_that_always_comes_too_late_gives_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message then comes again."""

    def lost(item: Item, expected_rev: int | None) -> None:
        raise PreconditionLostError(f"{item.pk} {expected_rev}")

    monkeypatch.setattr(desk.table, "put", lost)
    desk.put(FRONT, LEADS)

    with pytest.raises(ContestedError, match=r"fronts/es/home\.yaml"):
        desk.room.press.newsroom.publish(Notice(FRONT))
