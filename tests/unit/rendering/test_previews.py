"""Previews: the page as it will be, and above it what whoever sees it now should know."""

from difflib import SequenceMatcher

import pytest

from laera.domain.articles import Article
from laera.domain.photographs import Renditions
from laera.domain.receipts import Touched
from laera.rendering.pages import PageRenderer
from laera.rendering.previews import PreviewNote
from tests.unit.rendering.samples import PUBLISHED, RENDITIONS, SITE, a_full_story, a_story, find, parsed, text_of

NOTE = PreviewNote(
    until=PUBLISHED,
    touched=Touched(added=("/en/international/kyiv",), changed=("/en", "/en/international"), removed=()),
)


def page_of(
    renderer: PageRenderer, article: Article, note: PreviewNote | None, renditions: Renditions | None = RENDITIONS
) -> str:
    """The story's page, or its preview."""
    page = renderer.article(SITE, article, version_id="v1", renditions=renditions, translations={}, note=note)
    return page.decode()


@pytest.mark.parametrize("article", [a_story(), a_full_story(), a_story(language="es")], ids=["plain", "full", "es"])
def test_a_preview_is_the_page_but_for_a_banner_and_a_word_to_robots(renderer: PageRenderer, article: Article) -> None:
    """Line by line: one is another, some are more, none is missing."""
    page, preview = (page_of(renderer, article, note).splitlines() for note in (None, NOTE))

    changes = [
        change for change in SequenceMatcher(None, page, preview, autojunk=False).get_opcodes() if change[0] != "equal"
    ]
    robots, banner = changes

    assert page[robots[1] : robots[2]] == ['<meta name="robots" content="max-image-preview:large">']
    assert preview[robots[3] : robots[4]] == ['<meta name="robots" content="noindex,nofollow">']
    assert banner[0] == "insert"
    assert preview[banner[3]].startswith('<aside class="preview"')
    assert preview[banner[4] - 1] == "</aside>"


def test_the_banner_says_how_long_and_what_publishing_would_do(renderer: PageRenderer) -> None:
    """In the story's language, in numbers and address by address; of what would not happen it says nothing."""
    banner = find(parsed(page_of(renderer, a_story(), NOTE).encode()), "body/aside")

    assert banner.get("aria-label") == "Preview: not published."
    assert " ".join(text_of(banner).split()) == (
        "Preview: not published. This address works until 30 January 2026, 21:45. Publishing it: 1 added, 2 changed, "
        "0 removed Added /en/international/kyiv Changed /en /en/international"
    )
    assert "Vista previa: sin publicar." in page_of(renderer, a_story(language="es"), NOTE)


def test_a_photograph_that_is_not_public_is_not_shown_and_the_banner_says_so(renderer: PageRenderer) -> None:
    """The page leaves no hole, as it would not if it were published before its photograph."""
    hidden = page_of(renderer, a_story(), NOTE, renditions=None)

    assert "Its photograph is shown once it is published." in hidden
    assert "<figure" not in hidden
    assert "Its photograph" not in page_of(renderer, a_story(), NOTE)
    assert "Its photograph" not in page_of(renderer, a_story(photograph=None), NOTE)


def test_addresses_in_the_banner_are_text(renderer: PageRenderer) -> None:
    """Whatever they hold."""
    note = PreviewNote(PUBLISHED, Touched(added=("/<script>alert(1)</script>",)))

    assert "<script>alert(1)" not in page_of(renderer, a_story(), note)


def test_no_other_page_has_a_banner(renderer: PageRenderer) -> None:
    """It is a preview's alone."""
    pages = [
        renderer.front(SITE, "es", None, []),
        renderer.gone(SITE, "es", None, ""),
        renderer.moved(SITE, "es", "/x"),
        renderer.not_found(SITE, "es"),
        page_of(renderer, a_story(), None).encode(),
    ]

    assert not [page for page in pages if b'class="preview"' in page]
