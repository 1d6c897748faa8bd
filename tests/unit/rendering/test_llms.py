"""llms.txt: the form that llmstxt.org gives it."""

from dataclasses import replace

import comrak

from laera.domain.site import Site
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import SITE, cards


def test_it_has_the_parts_of_its_format_in_order(renderer: PageRenderer) -> None:
    """One heading with the name, a quotation, then nothing but lists of links under headings."""
    text = renderer.llms_txt(SITE, {"es": cards(3), "en": cards(2, "en")}).decode()
    blocks = comrak.parse_document(text, comrak.ExtensionOptions(), comrak.ParseOptions()).children
    kinds = [type(block.node_value).__name__ for block in blocks]

    assert kinds == ["Heading", "BlockQuote", *["Heading", "List"] * 3]
    assert text.startswith("# La Era\n\n> Un diario de prueba. A paper for tests.\n\n## Español\n\n- [Story number 0](")
    assert "- [Story number 1](https://laera.example/en/culture/story-1.md): What story 1 is about.\n" in text
    assert "- [Sitemap](https://laera.example/sitemap.xml)\n" in text
    assert "(https://laera.example/en/atom.xml)\n" in text


def test_no_headline_breaks_a_list(renderer: PageRenderer) -> None:
    """Whatever an editor writes, it is the text of one link."""
    headline = "[x](javascript:1)\n\n## New <b>section</b> *now*"
    text = renderer.llms_txt(SITE, {"es": [replace(cards(1)[0], headline=headline)]}).decode()
    blocks = comrak.parse_document(text, comrak.ExtensionOptions(), comrak.ParseOptions()).children

    assert [type(block.node_value).__name__ for block in blocks] == ["Heading", "BlockQuote", *["Heading", "List"] * 2]
    assert "<b>" not in text


def test_a_paper_without_a_description_is_called_by_its_name(renderer: PageRenderer) -> None:
    """The quotation is never empty."""
    site = Site("La Era", "https://laera.example", "UTC", ("en",), SITE.sections)

    assert renderer.llms_txt(site, {}).decode().startswith("# La Era\n\n> La Era\n\n## Optional\n")
