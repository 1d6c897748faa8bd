"""One publication costs the same with a hundred stories in the archive and with a hundred thousand."""

import pytest

from laera.rendering.pages import PageRenderer
from tests.integration.archive import Archive, Bill, bills, kinds

SIZES = (100, 10_000, 100_000)
KINDS = [name for name, _ in kinds(0)]


@pytest.fixture(scope="module")
def billed() -> dict[int, dict[str, Bill]]:
    """Every kind of publication, with each size of archive; after a first one that sets the fronts of what is new."""
    archive = Archive(PageRenderer.load())
    found = {}
    for number, size in enumerate(SIZES):
        archive.grow(size)
        bills(archive, 2 * number)
        found[size] = bills(archive, 2 * number + 1)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_calls_and_pages_are_the_same_at_every_size(billed: dict[int, dict[str, Bill]], kind: str) -> None:
    """Not one call more, not one page more."""
    small, *larger = [billed[size][kind] for size in SIZES]
    for bill in larger:
        assert bill.calls == small.calls
        assert bill.pages == small.pages


@pytest.mark.parametrize("kind", KINDS)
def test_a_publication_keeps_to_its_budget(billed: dict[int, dict[str, Bill]], kind: str) -> None:
    """Twelve calls, three for each public object that was looked at, three for each list that was read."""
    bill = billed[SIZES[-1]][kind]
    assert bill.calls.total() <= bill.budget, f"{bill.calls} for {bill.written}"


def test_the_archive_is_really_in_the_lists(billed: dict[int, dict[str, Bill]]) -> None:
    """What is read for the fronts of a large archive is more than for those of a small one, up to a page of each."""
    assert billed[100]["a new story"].bytes_read > 10_000
    assert billed[SIZES[-1]]["a new story"].bytes_read < 1_000_000
