"""How long the edge keeps an answer."""

from email.utils import formatdate

import pytest

from local.aws.edge_cache import EdgeCache, Lifetimes
from local.aws.exchange import Answer

PAGES = Lifetimes(least=0, usual=60, most=600)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 60),
        ({"cache-control": "public, max-age=30, s-maxage=90"}, 90),
        ({"cache-control": "max-age=30"}, 30),
        ({"cache-control": "max-age=31536000, immutable"}, 600),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "Private, max-age=30"}, 0),
        ({"cache-control": "s-maxage=0, max-age=30"}, 0),
        ({"expires": formatdate(0, usegmt=True)}, 0),
        ({"expires": "never"}, 0),
    ],
)
def test_an_answers_own_headers_decide_within_the_policys_bounds(headers: dict[str, str], seconds: float) -> None:
    """As CloudFront decides."""
    assert PAGES.of(Answer(200, headers)) == seconds


def test_a_policy_may_insist_on_keeping() -> None:
    """A minimum above zero overrides even `no-store`."""
    assert Lifetimes(5, 60, 600).of(Answer(200, {"cache-control": "no-store"})) == 5


def test_an_answer_is_kept_until_it_is_forgotten() -> None:
    """What was made of a source goes with it; the rest stays."""
    cache = EdgeCache()
    cache.keep("/", Answer(200), frozenset({"index.html"}), 60, cache.moment)
    cache.keep("/x", Answer(404), frozenset({"x/index.html", "404.html"}), 60, cache.moment)

    cache.forget("404.html")

    assert cache.find("/") is not None
    assert cache.find("/x") is None


def test_what_was_fetched_before_a_change_is_not_kept_after_it() -> None:
    """A slow answer from the origin must not bring the old page back."""
    cache = EdgeCache()
    moment = cache.moment
    cache.forget("index.html")
    cache.keep("/", Answer(200, body=b"old"), frozenset({"index.html"}), 60, moment)

    assert cache.find("/") is None


def test_an_answer_without_a_lifetime_is_not_kept() -> None:
    """Zero seconds is not at all, and what has outlived its time is gone."""
    cache = EdgeCache()
    cache.keep("/", Answer(200), frozenset(), 0, cache.moment)
    cache.keep("/x", Answer(200), frozenset(), 1e-9, cache.moment)

    assert (cache.find("/"), cache.find("/x")) == (None, None)
