"""ninjs: a story as news agencies exchange it."""

import json
from datetime import timedelta
from typing import Any

from laera.rendering.pages import PageRenderer
from tests.outside.json_documents import ninjs_complaints
from tests.unit.rendering.samples import PUBLISHED, RENDITIONS, SITE, a_full_story, a_story

TRANSLATIONS = {"es": "/internacional/noche", "en": "/en/international/kyiv-sees-quieter-night"}


def item_of(renderer: PageRenderer, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - each field has its own type
    """The item of a story with every field; `changes` are fields of Article."""
    body = renderer.ninjs(
        SITE, a_full_story(**changes), version_id="v7", renditions=RENDITIONS, translations=TRANSLATIONS
    )
    item: dict[str, Any] = json.loads(body)
    return item


def test_an_item_is_named_after_the_story_and_not_its_address(renderer: PageRenderer) -> None:
    """A new slug, section or headline leaves the `uri`; the address of today is the canonical alternative id."""
    before, after = item_of(renderer), item_of(renderer, slug="another", section=SITE.sections[1], headline="New")

    assert before["uri"] == after["uri"]
    assert before["uri"].startswith("urn:uuid:")
    assert before["altids"] == [
        {"role": "canonical", "value": "https://laera.example/en/international/kyiv-sees-quieter-night"}
    ]
    assert after["altids"] == [{"role": "canonical", "value": "https://laera.example/en/culture/another"}]
    assert item_of(renderer, key="articles/en/other.md")["uri"] != before["uri"]


def test_an_item_says_who_when_where_and_what(renderer: PageRenderer) -> None:
    """Times carry the offset of the paper's clock; a version is dated by the newest change an editor told of."""
    item = item_of(renderer)

    assert (item["version"], item["pubstatus"], item["type"], item["language"]) == ("v7", "usable", "text", "en")
    assert item["firstcreated"] == "2026-01-30T21:45:00-03:00"
    assert item["versioncreated"] == "2026-01-31T00:45:00-03:00"
    assert item_of(renderer, corrections=())["versioncreated"] == "2026-01-30T23:45:00-03:00"
    assert item_of(renderer, corrections=(), updated=PUBLISHED - timedelta(days=1))["versioncreated"] == (
        "2026-01-30T21:45:00-03:00"
    )
    assert item["by"] == "Ana Rojas and Iván Ñandú"
    assert item["located"] == "Kyiv"
    assert [source["name"] for source in item["infosources"]] == ["Ana Rojas", "Iván Ñandú", "La Era"]
    assert [(subject["rel"], subject["uri"]) for subject in item["subjects"]] == [
        ("section", "https://laera.example/en/international"),
        ("tag", "https://laera.example/en/tag/winter"),
        ("tag", "https://laera.example/en/tag/peace-talks"),
    ]
    assert [(text["role"], text["value"]) for text in item["descriptions"]] == [
        ("summary", "Ukraine experienced a reduced number of air raid alerts overnight into Friday."),
        ("correction", "31 January 2026: An earlier version misstated the number of regions."),
    ]


def test_the_photograph_and_the_translation_are_associated(renderer: PageRenderer) -> None:
    """Every public copy with its size; the translation by its address. The story is no translation of itself."""
    picture, translation = item_of(renderer)["associations"]

    assert picture["type"] == "picture"
    assert picture["renditions"][0] == {
        "name": "webp-1600",
        "href": "https://laera.example/media/0a1b2c-1600.webp",
        "contenttype": "image/webp",
        "width": 1600,
        "height": 900,
    }
    assert len(picture["renditions"]) == 6
    assert (translation["language"], translation["uri"]) == ("es", "https://laera.example/internacional/noche")


def test_a_body_is_good_on_other_sites(renderer: PageRenderer) -> None:
    """Sanitised HTML whose links and pictures carry the whole address; words that look like addresses stay."""
    story = a_story(
        body='[ours](/en/x "see, /here") [note](#n) ![pic](media/k.jpg)\n\n`<a href="/x">` and href="/y"\n',
    )
    pictures = {"media/k.jpg": RENDITIONS}
    item = json.loads(renderer.ninjs(SITE, story, version_id="v", renditions=None, translations={}, pictures=pictures))
    html = item["bodies"][0]["value"]

    assert '<a href="https://laera.example/en/x" title="see, /here" rel="noopener">ours</a>' in html
    assert 'href="#n"' in html
    assert 'srcset="https://laera.example/media/0a1b2c-320.webp 320w, https://laera.example/media/' in html
    assert '&lt;a href="/x"&gt;' in html
    assert 'and href="/y"' in html


def test_what_a_story_lacks_is_not_in_its_item(renderer: PageRenderer) -> None:
    """No empty text or list; the paper signs what no one else does."""
    item = json.loads(
        renderer.ninjs(SITE, a_story(summary="", photograph=None), version_id="v", renditions=None, translations={})
    )

    assert not {"located", "descriptions", "associations"} & item.keys()
    assert item["by"] == "La Era"
    assert item["profile"] == "text"


def test_page_and_item_of_two_stories_do_not_mix(renderer: PageRenderer) -> None:
    """The body kept from one story's page never stands in another story's item."""
    first, second = a_story(body="First."), a_story(body="Second.")
    renderer.article(SITE, first, version_id="v", renditions=None, translations={})

    items = [
        json.loads(renderer.ninjs(SITE, story, version_id="v", renditions=None, translations={}))
        for story in (second, first)
    ]

    assert [item["bodies"][0]["value"] for item in items] == ["<p>Second.</p>\n", "<p>First.</p>\n"]


def test_every_item_is_valid_by_iptc_s_schema(renderer: PageRenderer) -> None:
    """With everything a story can have, and with the least."""
    least = renderer.ninjs(SITE, a_story(summary="", photograph=None), version_id="v", renditions=None, translations={})
    most = renderer.ninjs(SITE, a_full_story(), version_id="v7", renditions=RENDITIONS, translations=TRANSLATIONS)

    assert ninjs_complaints(most) == []
    assert ninjs_complaints(least) == []
