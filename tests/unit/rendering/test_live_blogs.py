"""A live blog's page: entries at their times, for readers and for programs."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from laera.domain.articles import Article
from laera.domain.forms import StoryForm
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import PUBLISHED, RENDITIONS, SITE, a_story, find, parsed, text_of

BODY = """What one needs to know.

## 21:50 It begins

The *first* words.[^1]

![A river](media/a.jpg "The river")

[^1]: A note.

## 2026-01-31 00:05

Past midnight.[^1]

https://youtu.be/dQw4w9WgXcQ

[^1]: Another note.

## 22:10 <b>Then</b> & more
"""
ADDRESS = "https://laera.example/en/international/kyiv-sees-quieter-night"


def a_blog(**changes: Any) -> Article:  # noqa: ANN401 - each field has its own type
    """A live blog of January 30, 21:45 in Santiago."""
    return a_story(**({"form": StoryForm.LIVE_BLOG, "body": BODY, "photograph": None} | changes))


def page(renderer: PageRenderer, article: Article) -> Element:
    """Its page, valid as HTML."""
    pictures = {"media/a.jpg": RENDITIONS}
    return parsed(renderer.article(SITE, article, version_id="v", renditions=None, translations={}, pictures=pictures))


def structured(document: Element) -> dict[str, Any]:
    """Its JSON-LD."""
    script = next(one for one in document.iter("script") if one.get("type") == "application/ld+json")
    told: dict[str, Any] = json.loads(script.text or "")
    return told


def scripts(document: Element) -> str:
    """The addresses of its scripts."""
    return " ".join(script.get("src", "") for script in document.iter("script"))


def test_entries_stand_newest_first_under_their_times(renderer: PageRenderer) -> None:
    """Each with an address of its own; one of another day says which."""
    document = page(renderer, a_blog())

    entries = document.findall(".//article[@class='entry']")
    assert [entry.get("id") for entry in entries] == ["t20260131-0005", "t20260130-2210", "t20260130-2150"]
    assert [" ".join(text_of(find(entry, "h2")).split()) for entry in entries] == [
        "31 January 2026, 00:05",
        "22:10 <b>Then</b> & more",
        "21:50 It begins",
    ]
    assert [find(entry, "h2/a").get("href") for entry in entries] == [f"#{entry.get('id')}" for entry in entries]
    assert find(entries[2], ".//time").get("datetime") == "2026-01-30T21:50:00-03:00"
    assert find(entries[2], ".//figure/img").get("alt") == "A river"
    assert text_of(find(document, ".//div[@class='body']")).strip() == "What one needs to know."


def test_footnotes_of_two_entries_are_two(renderer: PageRenderer) -> None:
    """Each may begin with 1: no two places of the page have one name, and every link finds its own."""
    document = page(renderer, a_blog())

    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [link.get("href", "") for link in document.findall(".//article[@class='entry']//a")]
    assert {link[1:] for link in links if link.startswith("#")} - set(ids) == set()


def test_it_asks_for_what_is_new_until_it_has_ended(renderer: PageRenderer) -> None:
    """Then it says so, and is a page like others; no reader is taken to the middle of it."""
    live, over = page(renderer, a_blog()), page(renderer, a_blog(ended=PUBLISHED + timedelta(hours=3)))

    assert "/assets/live." in scripts(live)
    assert "/assets/live." not in scripts(over)
    assert "/assets/place." not in scripts(live) + scripts(over)
    assert find(live, ".//p[@role='status'][@data-fresh]").get("data-fresh") == "New entries:"
    assert find(live, ".//noscript//a").get("href") == "?"
    assert over.find(".//p[@data-fresh]") is None
    assert "Ended: 31 January 2026, 00:45" in text_of(find(over, ".//p[@class='dates']"))


def test_a_video_in_an_entry_can_be_opened(renderer: PageRenderer) -> None:
    """The script that opens it comes with the page; while the blog goes on, before the first video does."""
    body, over = "## 21:50 It begins\n", datetime(2026, 1, 31, 4, tzinfo=UTC)

    assert "/assets/embeds." in scripts(page(renderer, a_blog(ended=over)))
    assert "/assets/embeds." in scripts(page(renderer, a_blog(body=body)))
    assert "/assets/embeds." not in scripts(page(renderer, a_blog(body=body, ended=over)))


def test_search_engines_are_told_each_entry(renderer: PageRenderer) -> None:
    """With its time and address; one without a title by its first words; the end once there is one."""
    told = structured(page(renderer, a_blog()))
    over = structured(page(renderer, a_blog(ended=datetime(2026, 1, 31, 4, tzinfo=UTC))))

    assert told["@type"] == "LiveBlogPosting"
    assert told["coverageStartTime"] == "2026-01-30T21:45:00-03:00"
    assert "coverageEndTime" not in told
    assert over["coverageEndTime"] == "2026-01-31T01:00:00-03:00"
    assert told["liveBlogUpdate"][1:] == [
        {
            "@type": "BlogPosting",
            "headline": "<b>Then</b> & more",
            "datePublished": "2026-01-30T22:10:00-03:00",
            "url": f"{ADDRESS}#t20260130-2210",
        },
        {
            "@type": "BlogPosting",
            "headline": "It begins",
            "datePublished": "2026-01-30T21:50:00-03:00",
            "url": f"{ADDRESS}#t20260130-2150",
        },
    ]
    assert told["liveBlogUpdate"][0]["headline"].startswith("Past midnight.")


def test_twin_and_ninjs_have_the_whole_text(renderer: PageRenderer) -> None:
    """As the editor wrote it, times and all."""
    blog = a_blog()
    twin = renderer.twin(SITE, blog, renditions=None, pictures={}).decode()
    ninjs = json.loads(renderer.ninjs(SITE, blog, version_id="v", renditions=None, translations={}))

    assert "## 21:50 It begins" in twin
    assert "<h2>21:50 It begins</h2>" in ninjs["bodies"][0]["value"]
