"""What readers find, and what they do not: the index follows stories as pages do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from laera.domain.listings import listing_pk, span_of
from laera.domain.search import Finding, Order
from laera.errors import CursorError
from laera.searching.spans import FILE
from laera.workflow.notices import REBUILD
from laera.workflow.ports import Notice
from laera.workflow.search_requests import SearchRequest
from laera.workflow.sweeps import start_sweep
from tests.unit.workflow.desk import ENGLISH, KEY, NOON, OTHER, PATH, Desk, manuscript
from tests.unit.workflow.searcher import Searcher

INDEX = "search/es/2026-01-3.db"


@pytest.fixture
def paper() -> Searcher:
    """A paper without stories."""
    return Searcher()


def story(headline: str, text: str = "Calma.", **fields: str) -> bytes:
    """A manuscript with this text."""
    return manuscript(headline, **fields).replace(b"Calma.", text.encode())


def test_a_story_is_found_by_all_that_readers_read_of_it(paper: Searcher) -> None:
    """Headline, summary, byline, tag and text, in other forms and without accents; by its own language alone."""
    paper.upload(
        body=story(
            "Huelga en el puerto",
            "Los **marinos** hablarían.",
            summary="Faltan grúas",
            byline="Ana Ríos",
            tags="[océano]",
        )
    )
    for words in ("puertos", "grua", "rios", "oceano", "marino", "hablarian", "Huelga marinos"):
        assert paper.headlines(words) == ["Huelga en el puerto"], words
    assert paper.headlines("puertos", "en") == []
    assert paper.headlines("queso") == []


def test_the_result_shows_what_was_found(paper: Searcher) -> None:
    """Its headline and a few words of it, with the words marked."""
    paper.upload(body=story("Huelga en el puerto", "Uno.\n\nLos marinos esperan en el puerto de siempre."))
    (result,) = paper.find("puertos").results
    assert [span.text for span in result.headline if span.is_found] == ["puerto"]
    assert [span.text for span in result.fragment if span.is_found] == ["puerto"]
    assert "".join(span.text for span in result.fragment) == "Uno. Los marinos esperan en el puerto de siempre."


def test_a_correction_is_found_by_its_new_words_alone(paper: Searcher) -> None:
    """Also when nothing changed but the text, which no other list shows."""
    paper.upload(body=story("Huelga", "Faltan grúas."))
    assert paper.headlines("gruas") == ["Huelga"]
    paper.upload(body=story("Huelga", "Sobran camiones."))
    assert paper.headlines("gruas") == []
    assert paper.headlines("camion") == ["Huelga"]


def test_an_edit_of_the_text_alone_writes_one_entry_of_a_list(paper: Searcher) -> None:
    """The others, and the fronts made of them, stay as they are."""
    paper.upload(body=story("Huelga", "Faltan grúas."))
    paper.room.drain()
    paper.room.changed_lists.clear()
    paper.put(body=story("Huelga", "Sobran camiones."))
    paper.room.press.newsroom.publish(Notice(KEY))
    lists = {pk for pk, _ in paper.room.changed_lists if pk.startswith("LISTING#")}
    assert lists == {listing_pk("es", f"search#{span_of(NOON)}")}


def test_a_story_under_embargo_is_not_found_a_second_before_its_hour(paper: Searcher) -> None:
    """Nor is it in any file; at its hour it is found."""
    hour = NOON + timedelta(hours=1)
    paper.upload(body=story("Secreto", "Zqcanario.", embargo=hour.isoformat()))
    paper.clock.advance(hour - timedelta(seconds=1) - paper.clock.now())
    paper.tell(KEY)
    assert paper.headlines("secreto") == []
    assert INDEX not in set(paper.site.keys())
    paper.clock.advance(timedelta(seconds=1))
    paper.tell(KEY)
    assert paper.headlines("secreto") == ["Secreto"]


def test_what_is_withdrawn_deleted_or_expired_is_not_found(paper: Searcher) -> None:
    """The file of its days goes with the last story; what stands there then is no file."""
    paper.upload(body=story("Uno", "Faro."))
    paper.upload(OTHER, story("Dos", "Faro.", expires=(NOON + timedelta(hours=1)).isoformat()))
    assert sorted(paper.headlines("faro")) == ["Dos", "Uno"]
    paper.upload(body=story("Uno", "Faro.", withdrawn="Un error."))
    assert paper.headlines("faro") == ["Dos"]
    paper.clock.advance(timedelta(hours=2))
    paper.tell(OTHER)
    assert paper.headlines("faro") == []
    lying = paper.site.get(INDEX)
    assert lying
    assert not lying.body.startswith(FILE)
    paper.upload(body=story("Uno", "Faro."))
    assert paper.headlines("faro") == ["Uno"]
    paper.delete()
    assert paper.headlines("faro") == []


def test_a_story_that_moves_is_found_where_it_stands_now(paper: Searcher) -> None:
    """In its new section, at its new address, in the file of its new date; once."""
    paper.upload(body=story("Faro"))
    paper.upload(body=story("Faro", section="culture", slug="otro-faro", published="2025-12-05T09:00:00-03:00"))
    (result,) = paper.find("faro").results
    assert result.card.path == "/cultura/otro-faro"
    lying = {key: paper.site.get(key) for key in paper.site.keys("search/")}
    assert [key for key, one in lying.items() if one and one.body.startswith(FILE)] == ["search/es/2025-12-1.db"]


def test_the_index_is_the_same_in_whatever_order_things_happened(paper: Searcher) -> None:
    """And however often an event was delivered: same stories, same bytes, nothing written again."""
    paper.upload(body=story("Uno", "Faro."))
    paper.upload(OTHER, story("Dos", "Mar."))
    paper.upload(body=story("Uno", "Faro y mar."))
    paper.room.drain()
    index = paper.site.get(INDEX)
    for key in (OTHER, KEY, KEY):
        paper.tell(key)
    paper.room.drain()
    assert paper.site.get(INDEX) == index
    again = Searcher()
    again.upload(OTHER, story("Dos", "Mar."))
    again.upload(body=story("Uno", "Faro y mar."))
    again.room.drain()
    assert index
    assert again.site.get(INDEX) == index


def test_a_lost_or_changed_index_is_made_again_by_a_rebuild(paper: Searcher) -> None:
    """From the stories as they stand; what somebody wrote into it is not believed."""
    paper.upload(body=story("Uno", "Faro."))
    paper.room.drain()
    index = paper.site.get(INDEX)
    assert index
    paper.site.put(INDEX, replace(index, body=index.body[:5000] + b"nonsense" * 500), paper.site.observe(INDEX))
    start_sweep(paper.room.rebuild, REBUILD)
    paper.room.drain()
    assert paper.site.get(INDEX) == index


def test_a_press_without_search_makes_no_index() -> None:
    """As `laera build`: nothing would ask it, and no page leads to it."""
    desk = Desk()
    desk.upload()
    desk.room.drain()
    assert not list(desk.site.keys("search/"))
    page = desk.page(PATH)
    assert "/search" not in page.body.decode()


def test_pages_lead_to_the_search_where_there_is_one(paper: Searcher) -> None:
    """In each language to its own."""
    paper.upload()
    paper.upload(ENGLISH, manuscript("Harbour"))
    assert b'href="/search"' in paper.page(PATH).body
    assert b'href="/en/search"' in paper.page("/en/international/harbour").body


def test_when_no_story_has_all_words_those_with_some_are_given(paper: Searcher) -> None:
    """And it is said."""
    paper.upload(body=story("Uno", "Faro."))
    paper.upload(OTHER, story("Dos", "Mar."))
    found = paper.find("faro mar")
    assert found.finding is Finding.ANY
    assert len(found.results) == 2
    assert paper.find("faro").finding is Finding.ALL
    assert paper.find("queso vino").finding is Finding.NONE


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("", Finding.NOTHING),
        ("de la", Finding.COMMON),
        ("x" * 300, Finding.LONG),
        ("((", Finding.NOTHING),
        ("-faro", Finding.NOTHING),
    ],
)
def test_questions_that_cannot_be_answered_say_why(paper: Searcher, words: str, finding: Finding) -> None:
    """Without a look at the index."""
    assert paper.find(words).finding is finding


@pytest.mark.parametrize("order", list(Order))
def test_results_are_read_page_by_page_each_once(paper: Searcher, order: Order) -> None:
    """Across files, to the end; a cursor works for its own search alone."""
    for number in range(7):
        day = f"2026-01-{3 * number + 2:02}T09:00:00-03:00"
        paper.upload(
            f"articles/es/{number}.md",
            story(f"Faro {number}", "Faro. " * (number + 1), slug=f"faro-{number}", published=day),
        )
    paper.room.drain()
    desk = paper.asking()
    seen: list[str] = []
    cursor = None
    while True:
        found = desk.find(SearchRequest("es", "faro", order=order, limit=3, cursor=cursor))
        seen += [result.card.headline for result in found.results]
        cursor = found.cursor
        if cursor is None:
            break
        with pytest.raises(CursorError):
            desk.find(SearchRequest("es", "mar", order=order, cursor=cursor))
    assert sorted(seen) == [f"Faro {number}" for number in range(7)]
    if order is Order.NEWEST:
        assert seen == sorted(seen, reverse=True)


def test_days_and_sections_bound_a_search(paper: Searcher) -> None:
    """Files of other days are not even fetched."""
    paper.upload(body=story("Enero", "Faro."))
    paper.upload(OTHER, story("Otoño", "Faro.", section="culture", published="2025-04-05T09:00:00-03:00"))
    paper.room.drain()
    desk = paper.asking()
    old = SearchRequest("es", "faro", before=NOON - timedelta(days=100))
    assert [one.card.headline for one in desk.find(old).results] == ["Otoño"]
    fetched = desk._spans.bytes_fetched
    assert [
        one.card.headline for one in desk.find(SearchRequest("es", "faro", earliest=NOON - timedelta(days=9))).results
    ] == ["Enero"]
    assert desk._spans.bytes_fetched < 2 * fetched + 50_000
    assert [one.card.headline for one in desk.find(SearchRequest("es", "faro", section="culture")).results] == ["Otoño"]


def test_a_reader_s_desk_notices_a_new_index_and_lets_the_old_one_go(paper: Searcher) -> None:
    """Within seconds, without fetching what it has."""
    paper.upload(body=story("Uno", "Faro."))
    paper.room.drain()
    desk = paper.asking()
    request = SearchRequest("es", "faro")
    assert len(desk.find(request).results) == 1
    fetched = desk._spans.bytes_fetched
    desk.find(request)
    assert desk._spans.bytes_fetched == fetched

    paper.upload(OTHER, story("Dos", "Faro."))
    paper.room.drain()
    paper.clock.advance(timedelta(seconds=10))
    assert len(desk.find(request).results) == 2
    assert len(list(desk._spans._folder.iterdir())) == 1
