"""Fifty searches in each language, judged: readers find what they look for, and little else before it."""

import pytest

from tests.integration.judging import Figures, Judged, SearchedPaper


@pytest.fixture(scope="module")
def paper() -> SearchedPaper:
    """The example paper with its index."""
    return SearchedPaper()


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_readers_look_for_comes_first(paper: SearchedPaper, language: str) -> None:
    """Every story that is about it is among the first ten, one of them is nearly always the first."""
    judged = list(paper.judged(language))
    figures = Figures.of(judged)
    print(language, figures)
    for one in judged:
        if one.precision(5) < 1 or one.recall(10) < 1:
            print(f"  {one.words}: {', '.join(one.found)}")

    assert figures.searches == 50
    assert figures.recall_at_10 >= 0.98
    assert figures.mean_reciprocal_rank >= 0.95
    assert figures.precision_at_5 >= 0.88
    assert figures.precision_at_10 >= 0.88


def test_figures_are_what_they_say() -> None:
    """Of three shown two are about it, the first of them in the second place; one is missing."""
    judged = Judged("q", frozenset({"a", "b", "c"}), ("x", "a", "b"))
    assert (judged.precision(5), judged.recall(10), judged.reciprocal_rank) == (2 / 3, 2 / 3, 1 / 2)
    assert Judged("q", frozenset({"a"}), ()).precision(5) == 0.0
