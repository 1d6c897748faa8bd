"""A paper changes its look: a set is pushed, site.yaml points at it, and pointing back leaves every byte as it was."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from laera.domain.receipts import Outcome, Receipt
from laera.rendering.assets import asset_of
from laera.rendering.compiling import files_of_set
from laera.rendering.template_sets import key_of_set, name_of_set, packed
from laera.workflow.ports import Notice
from tests.unit.workflow.desk import ENGLISH, KEY, PATH, SITE, Desk, a_paper, manuscript, renderer

FILES = files_of_set()
_LATER = timedelta(minutes=5)


def a_set(**changes: bytes) -> tuple[str, bytes]:
    """The name and the zip of this checkout's set, with files replaced."""
    named = {name.replace("__", "/").replace("_", "."): body for name, body in changes.items()}
    files: Mapping[str, bytes] = {**FILES, **named}
    return name_of_set(files), packed(files)


STYLE, WORD = (
    FILES["assets/style.css"] + b"p { color: red }\n",
    FILES["words/es.mo"].replace(b"Compartir", b"Difundir."),
)
NAME, BODY = a_set(assets__style_css=STYLE, words__es_mo=WORD)
KEY_OF_SET = key_of_set(NAME)
_MAIN = b"{% block main %}\n"
BROKEN, BROKEN_BODY = a_set(front_html=FILES["front.html"].replace(_MAIN, _MAIN + b"{{ paige }}\n"))
BROKEN_LINE = FILES["front.html"].split(_MAIN)[0].count(b"\n") + 2


def site_file(templates: str) -> bytes:
    """The paper's settings with a look."""
    return f"{SITE}templates: {templates}\n".encode()


@pytest.fixture
def desk() -> Desk:
    """A paper with two stories in two languages, one of them withdrawn, and one that has moved."""
    desk = a_paper()
    desk.upload(KEY, manuscript(translation_key="harbour", tags="[mar]", byline="Ana Rojas"))
    desk.upload(ENGLISH, manuscript("Harbour", translation_key="harbour"))
    desk.upload("articles/es/viento.md", manuscript("Viento", slug="viento"))
    desk.upload("articles/es/viento.md", manuscript("Viento", slug="brisa"))
    desk.upload("articles/es/lluvia.md", manuscript("Lluvia"))
    desk.upload("articles/es/lluvia.md", manuscript("Lluvia", withdrawn="Era ayer."))
    return desk


def push(desk: Desk, name: str = NAME, body: bytes = BODY) -> Receipt:
    """Upload a set as `laera templates push` does."""
    return desk.upload(key_of_set(name), body)


def pages(desk: Desk) -> dict[str, tuple[bytes, dict[str, str]]]:
    """Everything on the site but assets."""
    return {key: page for key, page in desk.everything().items() if not key.startswith("assets/")}


def test_a_set_that_is_pushed_changes_nothing_by_itself(desk: Desk) -> None:
    """The designer reads that it can be used, and the one line that puts it in force."""
    before = desk.everything()
    receipt = push(desk)
    assert (receipt.outcome, receipt.complaints) == (Outcome.DRAFT, ())
    assert receipt.note == f"Ready. To put it in force write in site.yaml: templates: {NAME}"
    assert desk.everything() == before


def test_the_pointer_puts_the_whole_paper_in_the_new_look(desk: Desk) -> None:
    """Stories, fronts, tombstones, redirects, histories and error pages; words, styles and the name of the set."""
    before = pages(desk)
    push(desk)
    assert desk.upload("site.yaml", site_file(NAME)).outcome is Outcome.PUBLISHED

    html = {key: body for key, (body, _) in pages(desk).items() if body.startswith(b"<!doctype html>")}
    assert html.keys() == {key for key, (body, _) in before.items() if body.startswith(b"<!doctype html>")}
    for key, body in html.items():
        assert b'<meta name="laera:templates" content="' + NAME.encode() in body, key
        assert renderer().template_set.encode() not in body, key
    assert "Difundir." in desk.text(PATH)
    assert "Compartir" not in desk.text(PATH)
    style = next(asset for asset in desk.room.press.renderer.assets(NAME) if asset.name == "style.css")
    assert style == asset_of("style.css", STYLE)
    assert desk.site.get(style.key).body == style.body  # type: ignore[union-attr]  # None would fail the test as well
    assert f'href="{style.path}"' in desk.text("/")
    assert f'"version":"{NAME}"' in desk.text("/sw.js")
    others = {key: page for key, page in before.items() if key not in html and key != "sw.js"}
    assert {key: page for key, page in pages(desk).items() if key not in html and key != "sw.js"} == others
    assert desk.receipt(KEY_OF_SET).note == "In force: every page is made with this set."  # type: ignore[union-attr]  # None would fail the test as well


def test_the_pointer_back_leaves_every_byte_as_it_was(desk: Desk) -> None:
    """The line is taken out, and the paper looks as it did; files that the new look's pages refer to stay."""
    before, there = pages(desk), desk.everything()
    push(desk)
    desk.upload("site.yaml", site_file(NAME))
    assert pages(desk) != before

    desk.upload("site.yaml", SITE.encode())

    assert pages(desk) == before
    assets = {key for key in desk.everything() if key.startswith("assets/")}
    assert assets - there.keys() == {
        asset.key for asset in desk.room.press.renderer.assets(NAME) if asset.name == "style.css"
    }
    assert desk.receipt(KEY_OF_SET).outcome is Outcome.DRAFT  # type: ignore[union-attr]  # None would fail the test as well


def test_between_two_sets_too(desk: Desk) -> None:
    """Forth and back between pushed sets, each page is of one and never of both."""
    other, other_body = a_set(assets__style_css=STYLE + b"q { color: blue }\n")
    push(desk)
    push(desk, other, other_body)
    desk.upload("site.yaml", site_file(NAME))
    first = pages(desk)
    desk.upload("site.yaml", site_file(other))
    assert pages(desk) != first
    desk.upload("site.yaml", site_file(NAME))
    assert pages(desk) == first


def test_a_story_of_tomorrow_has_the_look_in_force(desk: Desk) -> None:
    """Uploads after the switch, and a press that was set up anew."""
    push(desk)
    desk.upload("site.yaml", site_file(NAME))
    desk.upload("articles/es/nueva.md", manuscript("Nueva"))
    assert NAME in desk.text("/internacional/nueva")
    assert NAME in desk.text("/")


def test_a_site_that_was_lost_comes_back_in_its_look(desk: Desk) -> None:
    """All that a look is lies in the content bucket."""
    push(desk)
    desk.upload("site.yaml", site_file(NAME))
    before = desk.everything()
    style = next(asset.key for asset in renderer().assets() if asset.name == "style.css")

    desk.site.empty()
    desk.stand_up()
    desk.room.press.reconciler.run(everything=True)
    desk.drain()

    assert desk.everything() == {key: page for key, page in before.items() if key != style}


def test_an_unknown_set_leaves_the_paper_as_it_is(desk: Desk) -> None:
    """The receipt names the line, and the set that was probably meant."""
    push(desk)
    before = desk.everything()
    receipt = desk.upload("site.yaml", site_file(NAME[:-1] + ("0" if NAME[-1] != "0" else "1")))

    assert receipt.outcome is Outcome.REJECTED
    [complaint] = receipt.complaints
    assert (complaint.line, complaint.field) == (8, "templates")
    assert "the content bucket has no template set" in complaint.problem
    assert complaint.cure == f"did you mean '{NAME}'?"
    assert desk.everything() == before


def test_an_editor_without_any_set_is_told_to_push_one() -> None:
    """There is none to choose from."""
    receipt = a_paper().upload("site.yaml", site_file("0" * 16))
    assert receipt.complaints[0].cure.startswith("push it with 'laera templates push'")


@pytest.mark.parametrize("word", ["newest", "0123", "0" * 17, f"{NAME}.zip", "[a]"])
def test_what_is_no_name_of_a_set_is_complained_of(word: str) -> None:
    """Before any bucket is asked."""
    receipt = a_paper().upload("site.yaml", site_file(word))
    assert receipt.outcome is Outcome.REJECTED
    assert [complaint.field for complaint in receipt.complaints] == ["templates"]


def test_a_broken_set_leaves_the_paper_as_it_is(desk: Desk) -> None:
    """Its own receipt names template and line; that of site.yaml the line that points at it. Publishing goes on."""
    before = desk.everything()
    receipt = push(desk, BROKEN, BROKEN_BODY)
    assert receipt.outcome is Outcome.REJECTED
    said = f"front.html: line {BROKEN_LINE}: 'paige' is undefined"
    cure = "mend it and push the set again, which then has another name"
    assert [(complaint.problem, complaint.cure) for complaint in receipt.complaints] == [(said, cure)]

    receipt = desk.upload("site.yaml", site_file(BROKEN))

    assert receipt.outcome is Outcome.REJECTED
    [complaint] = receipt.complaints
    assert (complaint.line, complaint.field) == (8, "templates")
    assert complaint.problem == f"the template set '{BROKEN}' cannot be used: {said}"
    assert desk.everything() == before
    desk.upload("articles/es/nueva.md", manuscript("Nueva"))
    assert renderer().template_set in desk.text("/internacional/nueva")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"no zip", "this is no whole zip"),
        (packed({**FILES, "tag.html": b""}), "these files make the set"),
        (bytes(5_000_000), "the set has 5,000,000 bytes"),
    ],
    ids=["no zip", "other files", "too large"],
)
def test_a_zip_that_is_not_the_set_of_its_name_is_refused(desk: Desk, body: bytes, said: str) -> None:
    """And so is a site.yaml that names it."""
    receipt = push(desk, NAME, body)
    assert receipt.outcome is Outcome.REJECTED
    assert said in receipt.complaints[0].problem
    assert receipt.complaints[0].cure
    assert desk.upload("site.yaml", site_file(NAME)).outcome is Outcome.REJECTED


def test_a_site_file_that_came_before_its_set_counts_once_the_set_is_there(desk: Desk) -> None:
    """Nobody has to upload it again; until then the paper goes on, stories included."""
    assert desk.upload("site.yaml", site_file(NAME)).outcome is Outcome.REJECTED
    desk.upload("articles/es/nueva.md", manuscript("Nueva"))
    assert NAME not in desk.text("/internacional/nueva")

    receipt = push(desk)

    assert receipt.outcome is Outcome.PUBLISHED
    assert desk.receipt("site.yaml").outcome is Outcome.PUBLISHED  # type: ignore[union-attr]  # None would fail the test as well
    assert all(NAME in desk.text(path) for path in ("/", PATH, "/internacional/nueva", "/en/international/harbour"))


def test_a_set_in_force_that_is_deleted_or_spoilt_is_still_in_force(desk: Desk) -> None:
    """The bucket keeps what it was; a press that starts anew finds it there."""
    push(desk)
    desk.upload("site.yaml", site_file(NAME))
    before = desk.everything()
    assert push(desk, NAME, b"spoilt").outcome is Outcome.REJECTED
    marker = desk.delete(KEY_OF_SET)
    receipt = desk.receipt(KEY_OF_SET, marker.version_id)
    assert receipt is not None
    assert receipt.outcome is Outcome.WITHDRAWN
    assert "site.yaml names it" in receipt.note

    desk.stand_up()
    desk.tell("site.yaml")
    desk.upload("articles/es/nueva.md", manuscript("Nueva"))

    assert NAME in desk.text("/internacional/nueva")
    assert {key: desk.everything()[key] for key in before if "brisa" in key} == {
        key: page for key, page in before.items() if "brisa" in key
    }


def test_a_set_of_no_use_can_go(desk: Desk) -> None:
    """Its receipt says that nothing was made with it."""
    push(desk)
    receipt = desk.receipt(KEY_OF_SET, desk.delete(KEY_OF_SET).version_id)
    assert receipt is not None
    assert (receipt.outcome, receipt.note) == (Outcome.WITHDRAWN, "The set was deleted. No page is made with it.")


def test_a_set_under_another_name_is_of_no_use() -> None:
    """The editor is told how sets get their names."""
    receipt = a_paper().upload("templates/summer.zip", BODY)
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.complaints[0].problem == "'summer.zip' is not named as a template set is"


def test_a_set_whose_notice_was_lost_is_found(desk: Desk) -> None:
    """It gets its receipt by the next pass, as any upload does."""
    desk.put(KEY_OF_SET, BODY)
    desk.clock.advance(_LATER)
    desk.room.press.reconciler.run()
    desk.drain()
    assert desk.receipt(KEY_OF_SET).outcome is Outcome.DRAFT  # type: ignore[union-attr]  # None would fail the test as well
    assert desk.room.press.reconciler.run().missed == ()


def test_languages_of_a_set_are_the_press_s(desk: Desk) -> None:
    """No editor is warned of a language that the paper's own look has words in."""
    name, body = a_set(words__pt_mo=FILES["words/es.mo"], words__pt_json=FILES["words/es.json"])
    push(desk, name, body)
    with_pt = SITE.replace("[es, en]", "[es, en, pt]").replace("en: International", "en: International, pt: Mundo")
    with_pt = with_pt.replace("en: Culture", "en: Culture, pt: Cultura")
    said = [
        complaint.field
        for text in (with_pt, f"templates: {name}\n{with_pt}")
        for complaint in desk.upload("site.yaml", text.encode()).complaints
    ]
    assert said == ["languages"]


def test_live_edits_overtake_a_change_of_look(desk: Desk) -> None:
    """The sweep waits in its own queue; a story that is uploaded meanwhile has the new look at once."""
    push(desk)
    desk.put("site.yaml", site_file(NAME))
    desk.room.press.newsroom.publish(Notice("site.yaml"))
    desk.put("articles/es/nueva.md", manuscript("Nueva"))
    desk.room.press.newsroom.publish(Notice("articles/es/nueva.md"))
    assert NAME in desk.text("/internacional/nueva")
    assert NAME not in desk.text(PATH)
    desk.drain()
    assert NAME in desk.text(PATH)


def test_a_paper_without_the_field_asks_the_bucket_for_no_set(desk: Desk) -> None:
    """Not a call more, nor a module."""
    asked: list[str] = []
    versions = desk.content.versions
    desk.content.versions = lambda key: asked.append(key) or versions(key)  # type: ignore[method-assign, func-returns-value]  # a spy
    desk.upload(KEY, manuscript("Puertos"))
    assert not [key for key in asked if key.startswith("templates/")]
