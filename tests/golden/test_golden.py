"""The example newspaper is rendered as it was accepted."""

from pathlib import Path

import pytest

from tests.golden.rendering import rendered
from tests.golden.renew import GOLDEN


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """The example as it is rendered now."""
    return rendered()


def test_the_example_has_the_pages_that_were_accepted(site: dict[str, bytes]) -> None:
    """No page, receipt or photograph more or less; `make golden` accepts a change."""
    accepted = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert set(site) == accepted


def test_every_page_is_what_was_accepted(site: dict[str, bytes]) -> None:
    """Byte for byte; `make golden` accepts a change, and its diff is read."""
    different = [key for key, body in site.items() if (GOLDEN / key).is_file() and (GOLDEN / key).read_bytes() != body]
    assert not different, f"not as accepted: {different[:10]}; `make golden` renews tests/golden/site"


def test_the_order_of_uploads_does_not_show() -> None:
    """No clock, no chance, no order of arrival in a page."""
    assert rendered(photographs=False) == rendered(photographs=False, backwards=True)


def test_every_link_leads_somewhere(site: dict[str, bytes]) -> None:
    """Each address on each page is an object of the site."""
    import html5lib  # noqa: PLC0415 - only this test parses

    broken = set()
    for key, body in site.items():
        if not key.endswith(".html"):
            continue
        tree = html5lib.parse(body.decode(), namespaceHTMLElements=False)
        for element in tree.iter():
            for name in ("href", "src"):
                target = (element.get(name) or "").split("#")[0].split("?")[0]
                if target.startswith("/") and not target.startswith("/api"):
                    wanted = target.strip("/")
                    is_file = "." in Path(wanted).name
                    if (wanted if is_file else f"{wanted}/index.html".lstrip("/")) not in site:
                        broken.add((key, target))
    assert not broken
