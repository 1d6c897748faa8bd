"""Whatever is uploaded, there is a reading, soon, and nothing of it runs in a reader's browser."""

import re
import time

import pytest

from laera.domain.complaints import errors_in
from laera.domain.manuscripts import read_manuscript
from laera.domain.site import RESERVED_LAST_WORDS
from laera.domain.site_file import read_site, starter_site
from laera.domain.slugs import is_slug
from laera.rendering.markdown import body_html, sanitised
from tests.hostile.manuscripts import RECIPES, hostile_manuscripts
from tests.hostile.oracle import dangers_in

SITE = starter_site()
LONGEST = 1.0
"""Seconds of processor time for one manuscript, from bytes to HTML."""

LARGEST_COMPLAINTS = 100_000
"""Characters of all complaints about one manuscript: a receipt has to fit into a record of the table."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def test_there_are_enough_of_every_class() -> None:
    """More than two hundred, under names of their own."""
    names = [manuscript.name for manuscript in hostile_manuscripts()]

    assert len(names) == len(set(names)) >= 200
    assert {name.split()[0] for name in names} == {"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C12", "C13"}


@pytest.mark.parametrize("name", RECIPES)
def test_a_hostile_manuscript_is_read_or_complained_about(name: str) -> None:
    """It ends in an article or in complaints; within a second; and its HTML is harmless."""
    key, body = RECIPES[name]()
    started = time.process_time()
    reading = read_manuscript(key, body, SITE)
    html = body_html(reading.article.body) if reading.article else ""
    taken = time.process_time() - started

    assert taken < LONGEST
    assert (reading.article is None) == bool(errors_in(reading.complaints))
    assert all(complaint.problem for complaint in reading.complaints)
    said = [str(complaint) for complaint in reading.complaints]
    assert sum(map(len, said)) < LARGEST_COMPLAINTS
    assert not UNSEEN.search("".join(said))
    if len(html) < 100_000:
        assert dangers_in(html) == []
        assert sanitised(html) == html
    if reading.article:
        assert is_slug(reading.article.slug)
        assert reading.article.slug not in RESERVED_LAST_WORDS
        seen = (reading.article.headline, reading.article.summary, *(tag.name for tag in reading.article.tags))
        assert not UNSEEN.search("".join(seen))


@pytest.mark.parametrize("name", [name for name in RECIPES if name.startswith(("C7", "C8"))])
def test_the_same_bytes_are_no_site_file(name: str) -> None:
    """site.yaml is read as carefully."""
    _, body = RECIPES[name]()
    started = time.process_time()
    reading = read_site(body)

    assert time.process_time() - started < LONGEST
    assert reading.site is None
    assert reading.complaints
