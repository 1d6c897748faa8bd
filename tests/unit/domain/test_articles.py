"""Articles."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from laera.domain.articles import Article
from laera.domain.site import Section

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORY = Article(
    key="articles/es/a.md",
    language="es",
    section=Section("politics", {"es": "Política", "en": "Politics"}),
    slug="a",
    headline="A",
    published=NOON,
    body="Text.",
)


def test_a_story_runs_from_its_date() -> None:
    """A story dated ahead waits for its date, and runs from that second on."""
    assert not STORY.may_run_at(NOON - HOUR)
    assert STORY.may_run_at(NOON)


def test_a_story_under_embargo_is_held() -> None:
    """Neither its date nor its embargo may lie ahead."""
    assert replace(STORY, embargo=NOON + HOUR).release == NOON + HOUR
    assert replace(STORY, embargo=NOON - HOUR).release == NOON
    assert not replace(STORY, embargo=NOON + HOUR).may_run_at(NOON)


def test_a_story_expires_at_the_second_named() -> None:
    """An expired story is gone at that moment, not after it."""
    expiring = replace(STORY, expires=NOON + HOUR)

    assert expiring.may_run_at(NOON)
    assert not expiring.may_run_at(NOON + HOUR)


def test_drafts_and_withdrawn_stories_never_run() -> None:
    """A draft is not public, and a story withdrawn without a reason is withdrawn all the same."""
    assert not replace(STORY, is_draft=True).may_run_at(NOON)
    assert not replace(STORY, withdrawn="").may_run_at(NOON)
