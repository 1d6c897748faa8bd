"""A day's paper: its date in words, its stories by section, the way to the days before and after."""

from dataclasses import replace
from datetime import date

from laera.rendering.days import MOST_STORIES
from laera.rendering.pages import PageRenderer
from laera.rendering.rows import IN_FULL
from tests.unit.rendering.samples import SITE, cards, find, meta, parsed, text_of

DAY = date(2026, 1, 30)


def test_a_day_is_named_in_the_words_of_its_language(renderer: PageRenderer) -> None:
    """A reader knows at once which paper this is."""
    for language, weekday, words, path in (
        ("es", "Viernes, ", "30 de enero de 2026", "/2026/01/30"),
        ("en", "Friday, ", "30 January 2026", "/en/2026/01/30"),
    ):
        document = parsed(renderer.day(SITE, language, DAY, cards(3, language)))

        assert text_of(find(document, ".//h1")) == weekday + words
        assert find(document, ".//h1/time").get("datetime") == "2026-01-30"
        assert text_of(find(document, ".//title")) == f"{words} · La Era"
        assert words in str(meta(document, "description"))
        assert find(document, ".//link[@rel='canonical']").get("href") == f"https://laera.example{path}"
        assert not [link for link in document.iter("link") if link.get("hreflang")]


def test_stories_stand_by_section_in_the_order_of_the_paper(renderer: PageRenderer) -> None:
    """Each section under its name, which leads to its front; a section without stories is not mentioned."""
    document = parsed(renderer.day(SITE, "es", DAY, cards(5)))

    def told(row: int) -> tuple[str, str | None, list[str]]:
        section = document.findall(".//section[@class='block row']")[row]
        heading = find(section, "h2/a")
        return text_of(heading), heading.get("href"), [text_of(headline) for headline in section.iter("h3")]

    assert told(0) == ("Internacional", "/internacional", [f"Story number {n}" for n in (0, 2, 4)])
    assert told(1) == ("Cultura", "/cultura", [f"Story number {n}" for n in (1, 3)])
    only_culture = [card for card in cards(6) if card.section == "culture"]
    assert len(parsed(renderer.day(SITE, "es", DAY, only_culture)).findall(".//section[@class='block row']")) == 1


def test_stories_of_sections_that_are_gone_come_last(renderer: PageRenderer) -> None:
    """They were in that day's paper; their section has no name any more."""
    first, second = cards(2)
    document = parsed(renderer.day(SITE, "es", DAY, [replace(first, section="dropped"), second]))
    rows = document.findall(".//section[@class='block row']")

    assert [len(row.findall("h2")) for row in rows] == [1, 0]
    assert text_of(find(rows[1], ".//h3")) == "Story number 0"


def test_readers_turn_to_the_day_before_and_the_day_after(renderer: PageRenderer) -> None:
    """To the nearest days that have stories; browsers and search engines are told too."""
    document = parsed(renderer.day(SITE, "en", DAY, cards(3, "en"), earlier=date(2025, 12, 24), later=date(2026, 2, 1)))
    links = document.findall(".//nav[@class='days']/a")

    assert [(link.get("rel"), link.get("href"), link.text) for link in links] == [
        ("prev", "/en/2025/12/24", "24 December 2025"),
        ("next", "/en/2026/02/01", "1 February 2026"),
    ]
    assert find(document, ".//head/link[@rel='prev']").get("href") == "/en/2025/12/24"
    assert find(document, ".//head/link[@rel='next']").get("href") == "/en/2026/02/01"


def test_the_only_day_leads_nowhere(renderer: PageRenderer) -> None:
    """No empty navigation, no link to a day without a paper; the first and the last day have one link each."""
    assert parsed(renderer.day(SITE, "es", DAY, cards(3))).find(".//nav[@class='days']") is None
    first = parsed(renderer.day(SITE, "es", DAY, cards(3), later=date(2026, 1, 31)))
    assert [link.get("rel") for link in first.findall(".//nav[@class='days']/a")] == ["next"]
    assert first.find(".//head/link[@rel='prev']") is None


def test_a_day_too_long_for_one_page_says_so(renderer: PageRenderer) -> None:
    """Its last stories are shown, and readers learn that there were more."""
    whole = parsed(renderer.day(SITE, "es", DAY, cards(MOST_STORIES)))
    cut = parsed(renderer.day(SITE, "es", DAY, cards(MOST_STORIES + 1)))

    assert len(whole.findall(".//article")) == len(cut.findall(".//article")) == MOST_STORIES
    assert whole.find(".//p[@class='cut']") is None
    assert text_of(find(cut, ".//p[@class='cut']")) == "Ese día hubo más noticias: aquí están las últimas 300."
    assert f"Story number {MOST_STORIES - 1}" in {text_of(headline) for headline in cut.iter("h3")}


def test_a_long_section_gets_shorter_as_it_goes_on(renderer: PageRenderer) -> None:
    """One picture a section, some summaries, then headlines: a long day is still one small page."""
    stories = [replace(card, section="culture") for card in cards(20)]
    articles = parsed(renderer.day(SITE, "es", DAY, stories)).findall(".//article")

    assert [article.find(".//img") is not None for article in articles] == [True] + [False] * 19
    summaries = [article.find(".//p[@class='summary']") is not None for article in articles]
    assert summaries == [True] * IN_FULL + [False] * (20 - IN_FULL)
