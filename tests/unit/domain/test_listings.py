"""Listings."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from laera.domain.articles import Article, Byline, Photograph, Tag
from laera.domain.forms import StoryForm
from laera.domain.listings import (
    LARGEST_CARD,
    Card,
    card_of,
    listing_pk,
    moment,
    places_of,
    scope_of_pk,
    stamp,
)
from laera.domain.photographs import Crop, Rendition, Renditions
from laera.domain.site import Section
from laera.domain.site_file import starter_site

SITE = starter_site()
STORY = Article(
    key="articles/en/a.md",
    language="en",
    section=SITE.sections[0],
    slug="quiet-night",
    headline="A quiet night",
    published=datetime(2026, 2, 1, 1, 15, 30, tzinfo=UTC),
    body="Text.",
    summary="What happened.",
    bylines=(Byline("Ana Rojas", "ana-rojas"),),
    tags=(Tag("Kyiv", "kyiv"), Tag("War", "war")),
    updated=datetime(2026, 2, 1, 2, tzinfo=UTC),
    photograph=Photograph("media/a.jpg", "A street"),
)
PICTURE = Renditions(
    1600, 900, "#ffffff", tuple(Rendition(f"/media/a-{w}.webp", "image/webp", w, w * 9 // 16) for w in (1600, 640, 320))
)


def size_of(card: Card) -> int:
    """Bytes of the card as the table keeps it."""
    return len(json.dumps(card.to_record(), ensure_ascii=False, separators=(",", ":")).encode())


def test_a_card_survives_its_record() -> None:
    """What lists show comes back from the table unchanged."""
    card = card_of(STORY, SITE, PICTURE)

    assert card.thumbnail is not None
    assert Card.from_record(json.loads(json.dumps(card.to_record()))) == card


def test_a_bare_card_survives_its_record() -> None:
    """A story without photograph, summary or byline has a card too, and nothing empty in it."""
    card = card_of(replace(STORY, photograph=None, summary="", bylines=(), tags=(), updated=None), SITE)

    assert set(card.to_record()) == {"path", "language", "section", "headline", "published", "id"}
    assert Card.from_record(card.to_record()) == card


def test_a_card_tells_the_form_and_whether_it_is_live() -> None:
    """Only of a story that is not like most: a card is small."""
    live = card_of(replace(STORY, form=StoryForm.LIVE_BLOG), SITE)
    over = card_of(replace(STORY, form=StoryForm.LIVE_BLOG, ended=STORY.published), SITE)

    assert (live.to_record()["form"], live.to_record()["live"]) == ("live-blog", True)
    assert "live" not in over.to_record()
    assert "form" not in card_of(STORY, SITE).to_record()
    assert [Card.from_record(card.to_record()) for card in (live, over)] == [live, over]


def test_the_thumbnail_is_the_smallest_copy_that_is_large_enough() -> None:
    """A list loads the 640-pixel copy, which fills a column, and a lead may take the 1600-pixel one."""
    thumbnail = card_of(STORY, SITE, PICTURE).thumbnail

    assert thumbnail is not None
    assert (thumbnail.path, thumbnail.width) == ("/media/a-640.webp", 640)
    assert (thumbnail.wide, thumbnail.wide_width) == ("/media/a-1600.webp", 1600)


def test_a_card_shows_the_part_that_was_cut_for_cards() -> None:
    """Around the story's focal point, as soon as there is one; the whole copies are the article's."""
    crops = tuple(
        Crop("20-30", "4x3", Rendition(f"/media/a-4x3-20-30-{w}.webp", "image/webp", w, w * 3 // 4))
        for w in (1280, 640)
    )
    thumbnail = card_of(STORY, SITE, replace(PICTURE, crops=crops)).thumbnail

    assert thumbnail is not None
    assert (thumbnail.path, thumbnail.width, thumbnail.height) == ("/media/a-4x3-20-30-640.webp", 640, 480)
    assert (thumbnail.wide, thumbnail.wide_width) == ("/media/a-4x3-20-30-1280.webp", 1280)


def test_a_card_knows_every_crop_that_stands_beside_its_own() -> None:
    """As AVIF and WebP, in every shape: the widths are enough, for the addresses follow from its own."""
    crops = tuple(
        Crop("20-30", shape, Rendition(f"/media/a-{shape}-20-30-{width}.{ending}", f"image/{ending}", width, width))
        for shape in ("16x9", "4x3")
        for width in (960, 640)
        for ending in ("avif", "webp")
    )
    alone = Crop("20-30", "1x1", Rendition("/media/a-1x1-20-30-320.webp", "image/webp", 320, 320))
    thumbnail = card_of(STORY, SITE, replace(PICTURE, crops=(*crops, alone))).thumbnail

    assert thumbnail is not None
    assert thumbnail.crops == (("16x9", (960, 640)), ("4x3", (960, 640)))
    assert thumbnail.copies("16x9", "image/avif") == {
        960: "/media/a-16x9-20-30-960.avif",
        640: "/media/a-16x9-20-30-640.avif",
    }
    assert thumbnail.copies("1x1", "image/webp") == {}
    card = Card.from_record(json.loads(json.dumps(card_of(STORY, SITE, replace(PICTURE, crops=crops)).to_record())))
    assert card.thumbnail == thumbnail


@settings(deadline=None)
@given(
    headline=st.text(min_size=1, max_size=300),
    summary=st.text(max_size=1000),
    names=st.lists(st.text(min_size=1, max_size=100), max_size=20),
    agency=st.text(max_size=100),
    alt=st.text(max_size=500),
)
@example('"' * 300, "", [], '"' * 100, "")
@example("\\" * 300, '"' * 1000, ['"' * 100] * 20, "\n" * 100, '"' * 500)
def test_no_card_is_larger_than_a_kilobyte(
    headline: str, summary: str, names: list[str], agency: str, alt: str
) -> None:
    """Fifty cards always fit in one answer of the table."""
    story = replace(
        STORY,
        headline=headline,
        summary=summary,
        slug="s" * 80,
        bylines=tuple(Byline(name, "b" * 80) for name in names[:10]),
        tags=tuple(Tag(name, "t" * 80) for name in names),
        section=Section("i" * 100, {"es": "e" * 80, "en": "e" * 80}),
        photograph=Photograph("media/a.jpg", alt),
        form=StoryForm.LIVE_BLOG,
        agency=agency,
    )

    assert size_of(card_of(story, SITE, PICTURE)) <= LARGEST_CARD


@pytest.mark.parametrize("letter", ['"', "\\", "ñ", "文", "😀", "a"])
def test_a_summary_gives_way_first(letter: str) -> None:
    """A summary too long for the card is cut, whatever it is made of; byline and tags stay."""
    story = replace(STORY, summary=f"{letter * 9} " * 100, photograph=Photograph("media/a.jpg", letter * 150))
    card = card_of(story, SITE, PICTURE)

    assert size_of(card) <= LARGEST_CARD
    assert card.bylines == STORY.bylines
    assert len(card.tags) == 2


def test_a_story_stands_in_every_list_it_belongs_to() -> None:
    """Home, section, tags, bylines, the paper's own day, and the lists of one for its page and its file."""
    places = places_of(STORY, SITE)

    assert [place.scope for place in places] == [
        "home",
        "section#international",
        "tag#kyiv",
        "tag#war",
        "author#ana-rojas",
        "day#2026-01-31",
        "page#/en/international/quiet-night",
        f"file#{STORY.key}",
    ]
    assert {place.sk.split("#")[0] for place in places} == {"2026-02-01T01:15:30Z"}
    assert places[0].pk == "LISTING#en#home"


def test_a_partition_tells_its_list() -> None:
    """Scopes hold hash signs themselves and come back whole."""
    assert scope_of_pk(listing_pk("es", "section#international")) == ("es", "section#international")


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2199, 12, 31)), st.integers(-14, 14))  # noqa: DTZ001 - the strategy wants them bare
def test_stamps_sort_as_time_does(bare: datetime, hours: int) -> None:
    """The table sorts text; the text sorts as the moments do."""
    time = bare.replace(tzinfo=UTC, microsecond=0)

    assert moment(stamp(time)) == time
    assert stamp(time) < stamp(time + timedelta(seconds=1))
    assert (stamp(time) < stamp(time + timedelta(hours=hours))) == (hours > 0)
