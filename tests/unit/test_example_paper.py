"""The example newspaper is what its README says: a tutorial that the press takes as it is."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from laera.domain.articles import Article
from laera.domain.complaints import errors_in
from laera.domain.forms import StoryForm
from laera.domain.front_file import read_front
from laera.domain.listings import places_of
from laera.domain.manuscripts import ManuscriptReading, read_manuscript
from laera.domain.person_file import read_person
from laera.domain.site import Site
from laera.domain.site_file import read_site
from laera.imaging.originals import read_original
from laera.recordings.uploads import is_recording, read_recording
from laera.rendering.figures import photographs_in
from laera.rendering.markdown import body_html
from laera.rendering.recordings import recordings_in
from tests.unit.rendering.samples import RENDITIONS

PAPER = Path(__file__).parents[2] / "examples" / "la-era"
BROKEN = "articles/es/2026/01/borrador-con-errores.md"
PORTRAITS = "media/retratos/"
TEN_DAYS = [date(2026, 1, day) for day in range(22, 32)]


@pytest.fixture(scope="module")
def site() -> Site:
    """The paper as its own site.yaml has it."""
    reading = read_site((PAPER / "site.yaml").read_bytes())
    assert reading.complaints == ()
    assert reading.site is not None
    return reading.site


@pytest.fixture(scope="module")
def readings(site: Site) -> dict[str, ManuscriptReading]:
    """Every story by its upload key."""
    return {key: read_manuscript(key, (PAPER / key).read_bytes(), site) for key in _keys("articles/**/*.md")}


@pytest.fixture(scope="module")
def articles(readings: dict[str, ManuscriptReading]) -> list[Article]:
    """Every story but the broken one."""
    return [reading.article for reading in readings.values() if reading.article]


def _keys(pattern: str) -> Iterator[str]:
    yield from sorted(path.relative_to(PAPER).as_posix() for path in PAPER.glob(pattern) if path.is_file())


PICTURES = [key for key in _keys("media/**/*") if not is_recording(key)]


def test_every_story_but_one_runs_without_a_complaint(readings: dict[str, ManuscriptReading]) -> None:
    """Who copies a story from the example starts from one that is in order."""
    assert {key: reading.complaints for key, reading in readings.items() if reading.complaints and key != BROKEN} == {}
    assert len(readings) >= 28


def test_its_fronts_name_stories_that_run(site: Site, articles: list[Article]) -> None:
    """The desk's documents are in order, and nothing that they name is missing."""
    running = {place.scope for article in articles for place in places_of(article, site)}
    readings = [read_front(key, (PAPER / key).read_bytes(), site) for key in _keys("fronts/*/*.yaml")]

    assert len(readings) >= 2
    assert [reading.complaints for reading in readings] == [()] * len(readings)
    assert {mention.scope for reading in readings for mention in reading.mentions} - running == set()


def test_the_broken_story_is_told_all_its_mistakes_at_once(readings: dict[str, ManuscriptReading]) -> None:
    """It shows what a rejection looks like, in nine fields."""
    assert readings[BROKEN].article is None
    assert {complaint.field for complaint in errors_in(readings[BROKEN].complaints)} == {
        "headline",
        "section",
        "published",
        "updated",
        "embargo",
        "draft",
        "photograph.src",
        "photograph.alt",
        "corrections.date",
    }


def test_each_of_ten_days_and_each_section_has_stories(articles: list[Article], site: Site) -> None:
    """Fronts and days' papers have something to show, in both languages."""
    days = {site.local_day(article.published) for article in articles if not article.is_draft}
    assert sorted(days) == TEN_DAYS
    wanted = {(language, section.id) for language in site.languages for section in site.sections}
    assert {(article.language, article.section.id) for article in articles} == wanted


def test_no_two_stories_want_one_address(articles: list[Article], site: Site) -> None:
    """Nothing in the example is rejected but what should be."""
    paths = Counter(site.article_path(article.language, article.section, article.slug) for article in articles)
    assert [path for path, claims in paths.items() if claims > 1] == []


def test_translations_come_in_pairs(articles: list[Article]) -> None:
    """A translation key that only one story has would be a slip of the pen."""
    languages: dict[str, list[str]] = {}
    for article in articles:
        if article.translation_key:
            languages.setdefault(article.translation_key, []).append(article.language)
    assert len(languages) >= 8
    assert {key: found for key, found in languages.items() if sorted(found) != ["en", "es"]} == {}


def test_every_kind_of_story_is_there(articles: list[Article]) -> None:
    """Signed and unsigned, corrected, updated, held for years, drafted, withdrawn, moved from an old address."""
    assert any(article.bylines for article in articles)
    assert any(not article.bylines for article in articles)
    assert any(article.corrections for article in articles)
    assert any(article.updated for article in articles)
    assert any(article.embargo and article.embargo > datetime(2035, 1, 1, tzinfo=UTC) for article in articles)
    assert any(article.is_draft for article in articles)
    assert any(article.withdrawn for article in articles)
    assert any(article.aliases for article in articles)
    assert max(len(article.body.split()) for article in articles) > 900


def test_every_form_is_there_in_both_languages(articles: list[Article]) -> None:
    """One to copy of each; the live blog has come to its end, and was written in either order."""
    forms = {(article.language, article.form) for article in articles}
    assert {(language, form) for language in ("es", "en") for form in StoryForm} - forms == set()
    blogs = [article for article in articles if article.form is StoryForm.LIVE_BLOG]
    assert all(article.ended and article.body.count("\n## ") >= 8 for article in blogs)


def test_two_stories_show_all_of_markdown(articles: list[Article]) -> None:
    """Tables, lists, quotations, footnotes and what was struck out stand in one page."""
    signs = ("<table>", "<ol>", "<blockquote>", 'class="footnotes"', "<del>")
    pages = [body_html(article.body) for article in articles]
    assert sum(all(sign in page for sign in signs) for page in pages) >= 2


def test_the_paper_shows_what_a_text_may_hold(articles: list[Article]) -> None:
    """Inline photographs and a gallery, a pull quote, a box, a table with its caption, something from another site."""
    pictures = {photograph.src: RENDITIONS for article in articles for photograph in photographs_in(article.body)}
    page = "".join(body_html(article.body, pictures=pictures) for article in articles)

    signs = ('<div class="gallery">', '<blockquote class="pull">', '<div class="box"', "<caption>", " data-frame=")
    assert [sign for sign in signs if sign not in page] == []
    assert page.count("<figcaption>") >= 3


def test_every_photograph_is_there_described_and_credited(articles: list[Article]) -> None:
    """Each illustration is used, tells those who cannot see it what it shows, and says that it is one."""
    used = [article.photograph for article in articles if article.photograph]
    assert sorted({photograph.src for photograph in used}) == [key for key in PICTURES if not key.startswith(PORTRAITS)]
    assert all(photograph.alt and photograph.caption for photograph in used)
    assert {photograph.credit for photograph in used} == {"Ilustración: La Era", "Illustration: La Era"}


def test_the_sound_is_played_in_both_languages_and_is_small(articles: list[Article]) -> None:
    """The press takes it without a word; whoever cannot hear it reads what it is."""
    played = [recording for article in articles for recording in recordings_in(article.body)]
    [key] = filter(is_recording, _keys("media/*"))
    assert [recording.src for recording in played] == [key, key]
    assert all(recording.name and recording.caption and recording.credit for recording in played)
    body = (PAPER / key).read_bytes()
    reading = read_recording(body, key)
    assert reading.complaints == ()
    assert reading.clean is not None
    assert reading.clean.body == body
    assert len(body) <= 60_000


@pytest.mark.parametrize("key", PICTURES)
def test_an_illustration_is_a_sound_photograph(key: str) -> None:
    """The press takes it without a word, and it is wide enough for any screen."""
    body = (PAPER / key).read_bytes()
    reading = read_original(body, key)
    assert reading.complaints == ()
    assert reading.original is not None
    assert reading.original.width == (900 if key.startswith(PORTRAITS) else 1600)
    assert len(body) <= 350_000


def test_its_standing_pages_are_in_order_and_in_the_footer(site: Site) -> None:
    """Each stands in both languages, and the foot of every page leads to all of them."""
    keys = list(_keys("pages/**/*.md"))
    readings = [read_manuscript(key, (PAPER / key).read_bytes(), site) for key in keys]
    pages = [reading.article for reading in readings if reading.article]

    assert [reading.complaints for reading in readings] == [()] * len(keys)
    paths = {site.article_path(page.language, page.section, page.slug) for page in pages}
    assert paths == {path for _, _, path in site.footer_links()}
    groups = Counter(page.translation_key for page in pages)
    assert set(groups.values()) == {2}
    assert len(groups) >= 3


def test_those_who_sign_are_told_of_in_both_languages(site: Site, articles: list[Article]) -> None:
    """Each file is in order and about somebody who signs; every portrait that was drawn is somebody's."""
    keys = list(_keys("authors/*.yaml"))
    readings = [read_person(key, (PAPER / key).read_bytes(), site) for key in keys]
    people = [reading.person for reading in readings if reading.person]

    assert [reading.complaints for reading in readings] == [()] * len(keys)
    assert len(people) == len(keys) >= 4
    assert {person.slug for person in people} <= {byline.slug for article in articles for byline in article.bylines}
    assert all({*person.roles} == {*person.biographies} == {*site.languages} for person in people)
    portraits = sorted(person.portrait.src for person in people if person.portrait)
    assert portraits == list(_keys(f"{PORTRAITS}*"))
