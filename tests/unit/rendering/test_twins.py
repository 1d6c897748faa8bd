"""Markdown twins: the whole story as text, safe to render, its addresses good from anywhere."""

import comrak
import pytest

from laera.domain.articles import Photograph
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import HEADLINE, RENDITIONS, SITE, SUMMARY, a_full_story, a_story


def twin_of(renderer: PageRenderer, body: str) -> str:
    """The twin of a story with this body and nothing around it that could be taken for the body's."""
    story = a_story(body=body, photograph=None)
    return renderer.twin(SITE, story, renditions=None, pictures={"media/k.jpg": RENDITIONS}).decode()


def test_a_twin_holds_all_that_the_page_says(renderer: PageRenderer) -> None:
    """Headline, summary, who, where, when, section, topics, address, photograph, body, corrections, paper: in order."""
    twin = renderer.twin(SITE, a_full_story(), renditions=RENDITIONS).decode()

    expected = [
        f"# {HEADLINE}\n",
        f"> {SUMMARY}\n",
        "- By Ana Rojas and Iván Ñandú\n",
        "- Kyiv, 30 January 2026, 21:45 (2026-01-30T21:45:00-03:00)\n",
        "- Updated: 30 January 2026, 23:45 (2026-01-30T23:45:00-03:00)\n",
        "- [International](https://laera.example/en/international)\n",
        "- Topics: Winter, Peace talks\n",
        "- <https://laera.example/en/international/kyiv-sees-quieter-night>\n",
        "![The river by night](https://laera.example/media/0a1b2c-1600.jpg)\n",
        "*Kyiv, on Friday Photograph: O. Dev*\n",
        "Ukraine registered a relatively quiet night",
        "## What is known\n",
        "| North | 8 |\n",
        "## Correction\n",
        "- 31 January 2026 (2026-01-31T00:45:00-03:00): An earlier version misstated the number of regions.\n",
        "[La Era](https://laera.example/en)\n",
    ]
    places = [twin.find(part) for part in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_a_story_without_photograph_byline_or_summary_has_no_holes(renderer: PageRenderer) -> None:
    """What is not there leaves no empty line, list or quotation."""
    story = a_story(summary="", photograph=None, body="One sentence.\n")

    assert renderer.twin(SITE, story, renditions=None).decode() == (
        f"# {HEADLINE}\n\n"
        "- La Era\n"
        "- 30 January 2026, 21:45 (2026-01-30T21:45:00-03:00)\n"
        "- [International](https://laera.example/en/international)\n"
        "- <https://laera.example/en/international/kyiv-sees-quieter-night>\n\n"
        "One sentence.\n\n"
        "-----\n\n"
        "[La Era](https://laera.example/en)\n"
    )


@pytest.mark.parametrize(
    "headline", ["# 1. *Stars* & <b>bold</b>", "[a](javascript:alert(1))", "- `x` ![y](z) &lt;script&gt; | ~~a~~ \\"]
)
def test_no_headline_is_taken_for_markdown(renderer: PageRenderer, headline: str) -> None:
    """Whatever a headline holds, the twin's first heading says just that."""
    twin = renderer.twin(SITE, a_story(headline=headline, summary=headline), renditions=None).decode()
    tree = comrak.parse_document(twin, comrak.ExtensionOptions(strikethrough=True, table=True), comrak.ParseOptions())
    heading, quotation = tree.children[:2]

    assert [node.node_value.value for node in heading.children if isinstance(node.node_value, comrak.Text)] == [
        headline
    ]
    quoted = quotation.children[0].children
    assert [node.node_value.value for node in quoted if isinstance(node.node_value, comrak.Text)] == [headline]
    assert (len(heading.children), len(quoted)) == (1, 1)


def test_no_raw_html_of_a_body_is_in_its_twin(renderer: PageRenderer) -> None:
    """Tags fall and words stay, but nobody reads a script; code that shows tags keeps them."""
    twin = twin_of(
        renderer,
        "H<sub>2</sub>O<br>two <script>alert(1)</script><b onclick=x>bold</b>\n\n"
        "<div>\n<script>alert(2)</script>\nin a block &amp; <i>more</i>\n</div>\n\n"
        "`<code>`\n",
    )

    assert "H2O\\\ntwo bold\n\nin a block & more\n\n`<code>`\n" in twin
    assert "alert(" not in twin


def test_links_of_a_body_are_good_from_anywhere(renderer: PageRenderer) -> None:
    """The paper's own pages by their whole address; what leads nowhere or runs something is only its words."""
    twin = twin_of(
        renderer,
        "[ours](/en/x) [theirs](https://e.org/y) [run](javascript:alert(1)) [host](//evil.example) [file](x.md)",
    )

    assert "[ours](https://laera.example/en/x) [theirs](https://e.org/y) run host file\n" in twin


def test_pictures_of_a_body_are_public_copies_or_their_descriptions(renderer: PageRenderer) -> None:
    """The editor's upload is not public; its rendition is, once it is ready."""
    twin = twin_of(renderer, "![ready](media/k.jpg) ![not ready](media/other.jpg) ![foreign](https://e.org/x.jpg)")

    assert "![ready](https://laera.example/media/0a1b2c-1600.jpg) not ready foreign\n" in twin


def test_the_headline_stays_the_only_heading_of_its_size(renderer: PageRenderer) -> None:
    """As on the page, a body with a heading of the first size has all of its headings one size smaller."""
    assert "\n## Big\n\n### Small\n" in twin_of(renderer, "# Big\n\n## Small\n")
    assert "\n## Big\n\n### Small\n" in twin_of(renderer, "Big\n===\n\n## Small\n")
    assert "\n## Small\n" in twin_of(renderer, "Prose.\n\n## Small\n")


def test_a_photograph_that_is_not_ready_is_described(renderer: PageRenderer) -> None:
    """No address that answers 404: the description alone, and none of a decorative one."""
    story = a_story(body="Text.\n")
    decorative = a_story(body="Text.\n", photograph=Photograph("media/kyiv.jpg", "", "Waves", is_decorative=True))

    assert "\nThe river by night\n\n*Kyiv, on Friday*\n" in renderer.twin(SITE, story, renditions=None).decode()
    assert "\n\n*Waves*\n" in renderer.twin(SITE, decorative, renditions=None).decode()
    assert "![" not in renderer.twin(SITE, decorative, renditions=None).decode()


def test_a_twin_speaks_the_story_s_language(renderer: PageRenderer) -> None:
    """The words around a Spanish story are Spanish."""
    twin = renderer.twin(SITE, a_full_story(language="es"), renditions=None).decode()

    assert "- Por Ana Rojas e Iván Ñandú\n- Kyiv, 30 de enero de 2026, 21:45 (2026-01-30T21:45:00-03:00)\n" in twin


def test_a_break_in_a_table_does_not_break_it(renderer: PageRenderer) -> None:
    """A row is one line of Markdown; elsewhere a break stays one."""
    twin = twin_of(renderer, "| a |\n|---|\n| one<br>two |\n\nthree<br/>four\n")

    assert "| one two |\n" in twin
    assert "three\\\nfour\n" in twin


@pytest.mark.parametrize("mark", ["*", "**"])
def test_a_body_without_bottom_gives_its_words(renderer: PageRenderer, mark: str) -> None:
    """Seven thousand emphases in one another: the outer ones keep their form, no process falls over the inner ones."""
    depth = 7_000
    twin = twin_of(renderer, f"{mark}out " * depth + "`inmost` " + f"in{mark} " * depth + "<i>")

    assert twin.count("out") == depth
    assert "inmost" in twin
    assert f"\n{mark}out" in twin
