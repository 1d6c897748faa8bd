"""Feeds follow their lists: a story comes, changes, moves and goes in every feed that has it."""

import json
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from laera.workflow.ports import Observed, PublicObject
from tests.unit.workflow.desk import ENGLISH, KEY, SITE, Desk, a_paper, manuscript

FIELDS = {"byline": "Ana Rojas", "tags": "[Mareas]", "summary": "Calma en la bahía."}
WITH_STORY = ("", "/internacional", "/tag/mareas", "/author/ana-rojas")


@pytest.fixture
def desk() -> Desk:
    """A paper with one story, signed and tagged."""
    desk = a_paper()
    desk.upload(KEY, manuscript(**FIELDS))
    return desk


def items(desk: Desk, page: str = "") -> list[dict[str, Any]]:
    """What the JSON Feed under a page holds."""
    found: list[dict[str, Any]] = json.loads(desk.text(f"{page}/feed.json"))["items"]
    return found


def links(desk: Desk, page: str = "") -> list[str]:
    """Where the items of the three feeds under a page lead, which must be the same."""
    rss = [str(item.findtext("link")) for item in fromstring(desk.text(f"{page}/feed.xml")).iter("item")]
    atom_names = {"a": "http://www.w3.org/2005/Atom"}
    entries = fromstring(desk.text(f"{page}/atom.xml")).findall("a:entry", atom_names)
    html = "a:link[@rel='alternate'][@type='text/html']"
    atom = [link.get("href", "") for entry in entries for link in entry.findall(html, atom_names)]
    assert rss == atom == [item["url"] for item in items(desk, page)]
    return rss


def test_a_story_is_in_the_feeds_of_the_paper_its_section_tags_and_bylines(desk: Desk) -> None:
    """In all three formats, and in no other feed."""
    for page in WITH_STORY:
        assert links(desk, page) == ["https://laera.example/internacional/puerto"]
    for page in ("/en", "/cultura", "/en/international", "/en/culture", "/corrections", "/en/corrections"):
        assert links(desk, page) == []


def test_a_withdrawn_story_leaves_every_feed(desk: Desk) -> None:
    """The feeds of the paper and its sections stay, empty; those of its last tag and byline are gone."""
    desk.upload(KEY, manuscript(**FIELDS, withdrawn="true"))

    assert links(desk) == links(desk, "/internacional") == []
    for page in ("/tag/mareas", "/author/ana-rojas"):
        assert {desk.status(f"{page}/{file}") for file in ("feed.xml", "atom.xml", "feed.json")} == {410}


def test_a_moved_story_is_the_same_item_at_a_new_address(desk: Desk) -> None:
    """A new slug or section shows no reader the story twice."""
    before = items(desk)[0]
    desk.upload(KEY, manuscript(**{**FIELDS, "slug": "bahia", "section": "culture"}))
    after = items(desk)[0]

    assert before["id"] == after["id"]
    assert before["id"].startswith("urn:uuid:")
    assert links(desk) == links(desk, "/cultura") == ["https://laera.example/cultura/bahia"]
    assert links(desk, "/internacional") == []


def test_a_draft_and_a_story_on_hold_are_in_no_feed(desk: Desk) -> None:
    """Nothing of them is public before its hour."""
    desk.upload("articles/es/borrador.md", manuscript("Borrador", draft="true"))
    desk.upload("articles/es/manana.md", manuscript("Mañana", published="2026-02-01T09:00:00-03:00"))

    assert links(desk) == ["https://laera.example/internacional/puerto"]


def test_a_correction_is_an_item_of_the_corrections_feed(desk: Desk) -> None:
    """Its text is the correction, its link the story; it keeps its id when the story moves, and goes with it."""
    note = "[{date: 2026-01-31T08:00:00-03:00, text: Era el puerto norte.}]"
    desk.upload(KEY, manuscript(**FIELDS, corrections=note))
    [item] = items(desk, "/corrections")
    story = items(desk)[0]
    desk.upload(KEY, manuscript(**FIELDS, corrections=note, slug="bahia"))
    [moved] = items(desk, "/corrections")

    assert (item["title"], item["content_text"]) == ("Puerto", "Era el puerto norte.")
    assert item["date_published"] == "2026-01-31T08:00:00-03:00"
    assert item["id"].startswith(f"{story['id']}#correction-2026-01-31T11:00:00Z-")
    assert moved["id"] == item["id"]
    assert links(desk, "/corrections") == ["https://laera.example/internacional/bahia"]
    assert story["date_modified"] == "2026-01-31T08:00:00-03:00"

    desk.delete()
    assert items(desk, "/corrections") == []


def test_a_feed_that_would_not_change_is_not_written(desk: Desk) -> None:
    """No build date: a body that no feed shows leaves all of them alone."""
    before = {key: body for key, body in desk.everything().items() if "feed" in key or "atom" in key}
    desk.upload(KEY, manuscript(**FIELDS) + b"\nMore.\n")

    assert {key: desk.everything()[key] for key in before} == before
    assert not [path for path in desk.fronts if "feed" in path or "atom" in path]


def test_a_feed_holds_the_newest_stories_of_its_own_language(desk: Desk) -> None:
    """Thirty, newest first."""
    desk.upload(ENGLISH, manuscript("Harbour"))
    for number in range(32):
        body = manuscript(f"Nota {number:02}", published=f"2026-01-31T08:{number:02}:00-03:00")
        desk.upload(f"articles/es/{number:02}.md", body)

    assert links(desk) == [f"https://laera.example/internacional/nota-{number:02}" for number in range(31, 1, -1)]
    assert links(desk, "/en") == ["https://laera.example/en/international/harbour"]


def test_a_renamed_section_takes_its_feeds_along(desk: Desk) -> None:
    """Readers of the old address are led to the new one; the feed is still the same to them."""
    before = json.loads(desk.text("/cultura/feed.json"))
    desk.upload("site.yaml", SITE.replace("es: Cultura", "es: Artes").encode())

    assert desk.location("/cultura/feed.json") == "/artes/feed.json"
    assert json.loads(desk.text("/artes/feed.json"))["title"] == "Artes · La Era"
    assert before["title"] == "Cultura · La Era"
    atom = "{http://www.w3.org/2005/Atom}id"
    assert fromstring(desk.text("/artes/atom.xml")).findtext(atom) == fromstring(
        a_paper().text("/cultura/atom.xml")
    ).findtext(atom)


def test_feeds_of_a_section_that_is_no_more_are_gone(desk: Desk) -> None:
    """A feed reader has no use for the front page."""
    desk.upload("site.yaml", SITE.replace("  - {id: culture, es: Cultura, en: Culture}\n", "").encode())

    assert desk.status("/cultura/feed.xml") == 410
    assert desk.status("/en/culture/feed.json") == 410
    assert desk.location("/cultura") == "/"


def test_feeds_are_called_what_they_are(desk: Desk) -> None:
    """By their registered types, and kept by the CDN as shortly as pages."""
    types = {file: desk.page(f"/{file}").content_type for file in ("feed.xml", "atom.xml", "feed.json")}

    assert types == {
        "feed.xml": "application/rss+xml; charset=utf-8",
        "atom.xml": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json",
    }
    assert desk.page("/feed.xml").cache_control == desk.page("/").cache_control


def test_a_page_is_never_without_the_feeds_it_leads_to(desk: Desk) -> None:
    """They are there before it, and go after it."""
    put, order = desk.site.put, list[str]()

    def listening(key: str, page: PublicObject, expected: Observed | None) -> Observed:
        order.append(key)
        return put(key, page, expected)

    desk.site.put = listening  # type: ignore[method-assign]  # hears in which order objects come
    desk.upload("articles/es/viento.md", manuscript("Viento", tags="[Viento]"))
    page, feeds = "tag/viento/index.html", {f"tag/viento/{file}" for file in ("feed.xml", "atom.xml", "feed.json")}
    assert feeds <= set(order[: order.index(page)])

    order.clear()
    desk.delete("articles/es/viento.md")
    assert feeds <= set(order[order.index(page) :])
    assert {desk.status("/tag/viento"), desk.status("/tag/viento/feed.xml")} == {410}
