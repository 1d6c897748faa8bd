"""Pages are written when they differ, and never over what somebody else wrote meanwhile."""

import hashlib
from dataclasses import replace

import pytest

from laera.adapters.memory import MemorySite
from laera.domain.site import companions_of
from laera.domain.site_file import read_site, starter_site
from laera.errors import PreconditionLostError
from laera.rendering.pages import PageRenderer
from laera.workflow.notices import REBUILD
from laera.workflow.public_objects import (
    ASSET_LIFETIME,
    LIVE_LIFETIME,
    MADE_OF,
    PAGE_LIFETIME,
    Shelf,
    Sightings,
    page_object,
)
from tests.unit.workflow.desk import KEY, PATH, SITE, Desk, a_paper, manuscript, renderer

PAGE = page_object(b"<p>Hola</p>", ["story-1"])


@pytest.fixture
def site() -> MemorySite:
    """An empty site."""
    return MemorySite()


def test_a_page_lives_a_minute_at_the_edge_and_is_html() -> None:
    """Nothing waits for an invalidation, and a broken origin shows the last page for a day."""
    assert PAGE.cache_control == PAGE_LIFETIME
    assert "s-maxage=60" in PAGE_LIFETIME
    assert "stale-if-error=86400" in PAGE_LIFETIME
    assert PAGE.content_type == "text/html; charset=utf-8"
    assert PAGE.metadata == {"laera-digest": hashlib.sha256(PAGE.body).hexdigest(), "cache-tag": "story-1"}


def test_a_live_blog_lives_a_quarter_of_that() -> None:
    """Until it has ended; its companions are as lasting as any story's, for nobody has them open."""
    desk = a_paper()
    desk.upload(KEY, manuscript(form="live-blog").replace(b"Calma.", b"## 9:30 Calma"))
    assert desk.page(PATH).cache_control == LIVE_LIFETIME
    assert "s-maxage=15" in LIVE_LIFETIME
    assert {desk.page(path).cache_control for path in companions_of(PATH)} == {PAGE_LIFETIME}

    desk.upload(KEY, manuscript(form="live-blog", ended="2026-01-30 10:00").replace(b"Calma.", b"## 9:30 Calma"))
    assert desk.page(PATH).cache_control == PAGE_LIFETIME


def test_what_stands_for_a_page_says_so() -> None:
    """The edge turns the object's own words into the answer's status and address."""
    moved = page_object(b"x", ["b", "a", "b"], status=301, location="/nuevo")
    assert moved.metadata["laera-status"] == "301"
    assert moved.metadata["laera-location"] == "/nuevo"
    assert moved.metadata["cache-tag"] == "a,b"
    assert "laera-location" not in page_object(b"x", [], status=410).metadata


def test_an_unchanged_page_is_not_written(site: MemorySite) -> None:
    """Readers' caches keep it; the second writer is told that it wrote nothing."""
    for expected in (True, False):
        sightings = Sightings(site)
        sightings.observe("/hola", "")
        assert sightings.write("/hola", PAGE) is expected
    assert list(site.keys()) == ["hola/index.html"]


def test_the_same_bytes_with_another_meaning_are_written(site: MemorySite) -> None:
    """A page that becomes a tombstone is news even if not a letter changes."""
    sightings = Sightings(site)
    sightings.observe("/hola")
    sightings.write("/hola", PAGE)
    assert sightings.write("/hola", page_object(PAGE.body, ["story-1"], status=410))
    page = site.get("hola/index.html")
    assert page is not None
    assert page.metadata["laera-status"] == "410"


def test_a_page_that_changed_meanwhile_is_not_overwritten(site: MemorySite) -> None:
    """Neither one that was seen, nor one that came where nothing was seen or looked for."""
    early = Sightings(site)
    early.observe("/hola")
    faster = Sightings(site)
    faster.write("/hola", page_object(b"<p>Adelante</p>", ["story-2"]))
    with pytest.raises(PreconditionLostError):
        early.write("/hola", PAGE)
    with pytest.raises(PreconditionLostError):
        Sightings(site).write("/hola", PAGE)


def test_a_second_look_does_not_hide_what_came_between(site: MemorySite) -> None:
    """What counts is what was there before the source was read."""
    sightings = Sightings(site)
    sightings.observe("/hola")
    Sightings(site).write("/hola", page_object(b"<p>Adelante</p>", ["story-2"]))
    sightings.observe("/hola")
    with pytest.raises(PreconditionLostError):
        sightings.write("/hola", PAGE)


def test_assets_are_there_before_pages_and_for_ever(site: MemorySite) -> None:
    """Each once; a process looks only at its start, or when asked to."""
    paper = starter_site()
    shelf = Shelf(site, renderer())
    count = len(renderer().assets())
    assert (shelf.stock(paper), shelf.stock(paper)) == (count, 0)
    assert Shelf(site, renderer()).stock(paper) == 0
    asset = site.get(next(site.keys("assets/")))
    assert asset is not None
    assert asset.cache_control == ASSET_LIFETIME

    site.empty()
    assert shelf.stock(paper) == 0
    assert shelf.stock(paper, again=True) == count


def test_every_language_has_its_error_page(site: MemorySite) -> None:
    """Written when it differs, under the name the CDN knows."""
    paper = read_site(SITE.encode()).site
    assert paper is not None
    shelf = Shelf(site, renderer())
    assert shelf.stock_error_pages(paper) == ["404.html", "en/404.html"]
    assert shelf.stock_error_pages(paper) == []


def test_the_key_of_search_engines_lies_where_they_look(site: MemorySite) -> None:
    """Only when there is one; a press with another key, or another hub, is another press to the reconciler."""
    paper = read_site(SITE.encode()).site
    assert paper is not None
    pinging = PageRenderer.load(index_now_key="0123456789abcdef")
    assert "0123456789abcdef.txt" in Shelf(site, pinging).stock_error_pages(paper)
    page = site.get("0123456789abcdef.txt")
    assert page is not None
    assert (page.body, page.content_type) == (b"0123456789abcdef", "text/plain; charset=utf-8")

    presses = [renderer(), pinging, PageRenderer.load(hub="https://hub.example/"), PageRenderer.load()]
    assert len({press.press_set for press in presses}) == 3


def test_a_lost_asset_comes_back_with_the_next_site_file() -> None:
    """An operator need not know which."""
    desk = Desk()
    desk.upload("site.yaml", SITE.encode())
    before = desk.everything()
    for key in [key for key in before if key.startswith("assets/")]:
        del desk.site._objects[key]
    desk.tell("site.yaml")
    assert desk.everything() == before


def test_bytes_changed_by_hand_are_seen_by_who_is_thorough(site: MemorySite) -> None:
    """The metadata still tell the digest of what the press wrote: everyday work believes it, a rebuild looks."""
    site.put("hola/index.html", replace(PAGE, body=b"<p>Hole</p>"), None)

    wrote = []
    for is_thorough in (False, True, True):
        sightings = Sightings(site, is_thorough)
        sightings.observe("/hola")
        wrote.append(sightings.write("/hola", PAGE))

    assert wrote == [False, True, False]
    assert site.get("hola/index.html") == PAGE


def test_what_was_made_of_the_same_needs_not_be_made_again(site: MemorySite) -> None:
    """Unless it is a tombstone by now, made of something else, not seen at all, or somebody looks thoroughly."""
    made = replace(PAGE, metadata={**PAGE.metadata, MADE_OF: "these"})
    site.put("hola/index.html", made, None)
    site.put("adios/index.html", replace(made, metadata={**made.metadata, "laera-status": "410"}), None)
    sightings, thorough = Sightings(site), Sightings(site, is_thorough=True)
    for one in (sightings, thorough):
        one.observe("/hola", "/adios", "/nada")

    assert sightings.is_made_of("/hola", "these")
    assert not sightings.is_made_of("/hola", "those")
    assert not any(sightings.is_made_of(path, "these") for path in ("/adios", "/nada", "/unseen"))
    assert not thorough.is_made_of("/hola", "these")


@pytest.mark.parametrize("wrong", [{"content_type": "text/plain"}, {"cache_control": "no-store"}])
def test_other_headers_are_another_page(site: MemorySite, wrong: dict[str, str]) -> None:
    """A lifetime or a type that is not the press's own is put right by the next who writes."""
    site.put("hola/index.html", replace(PAGE, **wrong), None)  # type: ignore[arg-type]  # headers alone
    sightings = Sightings(site)
    sightings.observe("/hola")

    assert sightings.write("/hola", PAGE)
    assert site.get("hola/index.html") == PAGE


def test_assets_and_error_pages_changed_by_hand_are_put_right_when_asked() -> None:
    """By the notice of a rebuild for site.yaml: each file that every page refers to, and each error page."""
    desk = Desk()
    desk.upload("site.yaml", SITE.encode())
    before = desk.everything()
    for key in [key for key in before if key.startswith("assets/") or key.endswith("404.html")]:
        page = desk.site.get(key)
        assert page is not None
        desk.site.put(key, replace(page, body=page.body + b"!"), desk.site.observe(key))
    assert desk.everything() != before

    desk.tell("site.yaml", REBUILD)

    assert desk.everything() == before
