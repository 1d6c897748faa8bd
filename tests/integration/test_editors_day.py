"""The desk's ten acts through the whole runner, by uploads alone.

Publish, correct, re-slug, translate, embargo, expire, withdraw, restore, pin and break news: after each, every address
of the public side is compared with what it must say, fronts, feeds, days, sitemaps, twins, histories, answers of the
API, redirects and tombstones; those that should not have changed included.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

import pytest

from tests.integration.editors_day import FRONT, Act, Day, Desk, content_folder
from tests.integration.intended_paper import URL, ZONE
from tests.integration.running import Paper, running, start


class Course(NamedTuple):
    """A day that is over: what each act came to, by name, and the paper, still running."""

    day: Day
    acts: Mapping[str, Act]
    paper: Paper


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The whole day; every act has waited until all of the public side was right."""
    day = Day()
    folder = content_folder(tmp_path_factory.mktemp("newsroom"), day)
    errors = tmp_path_factory.mktemp("runner") / "errors.txt"
    with running(start(folder, errors), errors) as paper:
        paper.line_with("4 files of")
        acts = {act.name: act for act in day.acts(Desk(paper, folder, day.morning()))}
        print(*(f"{act.name:<20} {act.seconds:5.2f} s  {len(act.dependents):3}" for act in acts.values()), sep="\n")
        yield Course(day, acts, paper)


def test_every_dependent_is_right_after_each_act(course: Course) -> None:
    """An act that touches nothing would prove nothing: each has the dependents that it must have."""
    touched = {name: act.dependents for name, act in course.acts.items()}

    everywhere = {
        "/",
        "/feed.xml",
        "/atom.xml",
        "/feed.json",
        "/llms.txt",
        "/internacional",
        "/api/articles?language=es",
    }
    for name in ("publish", "re-slug", "withdraw", "restore"):
        assert everywhere <= touched[name]
        assert {"/tag/mar", "/tag/mar/feed.json", "/author/ana-rojas", "/author/ana-rojas/atom.xml"} <= touched[name]
    assert {"/", "/corrections", "/corrections/feed.xml", "/feed.xml"} <= touched["correct"]
    assert "/internacional" not in touched["correct"]
    assert {"/en", "/en/author/ana-rojas", "/internacional/el-faro"} <= touched["translate"]
    assert touched["embargo"] == set(course.day.tide.addresses)
    assert {"/", "/ciencia", "/tag/mareas", "/ciencia/la-marea", "/news-sitemap.xml"} <= touched["its hour"]
    assert touched["expire"] == set()
    assert {"/internacional/cae-nieve", "/en/international/snow-falls", "/sitemap.xml"} <= touched["its end"]
    for name in ("pin", "break news", "the strip's end", "no front document"):
        assert touched[name] == {"/"}


def test_each_receipt_lists_all_that_changed(course: Course) -> None:
    """What the upload wrote itself, and what follows within seconds: between them every page, feed and file."""
    for name, act in course.acts.items():
        if name not in {"embargo", "the strip's end"}:
            pages = {address for address in act.dependents if not address.startswith("/api/")}
            listed = {*act.receipt["changed"], *act.receipt["following"]}
            assert pages <= listed, f"{name}: {sorted(pages - listed)}"


def test_each_receipt_says_how_it_ended(course: Course) -> None:
    """To programs and, in the first line, to people; nothing is left to mend."""
    outcomes = {name: act.receipt["outcome"] for name, act in course.acts.items()}

    assert outcomes == {
        "publish": "published",
        "correct": "published",
        "re-slug": "published",
        "translate": "published",
        "embargo": "scheduled",
        "its hour": "published",
        "expire": "published",
        "its end": "withdrawn",
        "withdraw": "withdrawn",
        "restore": "published",
        "pin": "published",
        "break news": "published",
        "the strip's end": "published",
        "no front document": "withdrawn",
    }
    for act in course.acts.values():
        assert act.receipt["key"] == act.key
        assert act.receipt["complaints"] == []
        assert act.text.startswith(f"{act.receipt['outcome'].upper()}.")
        for path in (*act.receipt["changed"], *act.receipt["following"]):
            assert f"\n  {path}\n" in act.text


def test_a_receipt_says_what_it_costs_and_a_new_story_costs_nothing(course: Course) -> None:
    """Invalidations are of what readers may have had before."""
    costs = {name: act.receipt["invalidation"] for name, act in course.acts.items()}

    assert {name for name, cost in costs.items() if cost} == {
        "correct",
        "re-slug",
        "expire",
        "its end",
        "withdraw",
        "restore",
    }
    assert costs["correct"]["is_urgent"]
    assert costs["withdraw"]["is_urgent"]
    assert "Invalidations: 1 (story-" in course.acts["withdraw"].text


def test_receipts_say_why(course: Course) -> None:
    """Why readers cannot see a story, or since when they will."""
    notes = {name: act.receipt["note"] for name, act in course.acts.items()}

    hour = course.day.tide.published.astimezone(ZONE).isoformat(sep=" ", timespec="minutes")
    assert notes["embargo"] == f"It runs at {hour}."
    assert notes["its end"] == "It has expired."
    assert notes["withdraw"] == "Readers are told: El faro nunca se detuvo."
    assert notes["no front document"].startswith("The file was deleted.")


def test_a_held_story_s_receipt_foretold_what_its_hour_changed(course: Course) -> None:
    """All of it and no more, before it came; its preview leads to the story now."""
    held, out = course.acts["embargo"].receipt, course.acts["its hour"]
    foretold = {path for paths in held["would_touch"].values() for path in paths}

    assert foretold == {address for address in out.dependents if not address.startswith("/api/")}
    preview = course.paper.get(held["preview"].removeprefix(URL))
    assert (preview.status, preview.headers["location"]) == (302, course.day.tide.path)


def test_the_story_s_history_tells_what_readers_saw(course: Course) -> None:
    """One entry for each minute in which it changed or came back; the publication is the last."""
    key, bucket = course.day.light.key, course.paper.doors["bucket"]
    found = course.paper.s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]
    published, corrected, moved, withdrawn, restored = sorted(version["LastModified"] for version in found)
    forms = {_minute(moment) for moment in (published, corrected, moved)}
    has_been_away = _minute(withdrawn) != _minute(restored)

    page = course.paper.get(f"{course.day.light.path}/history").body

    assert page.count('<section class="edition">') == len(forms) + has_been_away
    assert ("El faro nunca se detuvo." in page) == has_been_away


def test_all_was_done_by_uploads(course: Course) -> None:
    """Three files by the watched folder, the others by an S3 client; the terminal has a line for each."""
    for key in (course.day.light.key, course.day.light_abroad.key, course.day.tide.key, course.day.snow.key, FRONT):
        assert course.paper.line_with(key)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
