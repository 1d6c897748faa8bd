"""Pull quotes, fact boxes, and who said it."""

import pytest

from laera.rendering.markdown import BodyWords, body_html, sanitised
from laera.rendering.pages import PageRenderer
from tests.hostile.oracle import dangers_in
from tests.unit.rendering.samples import SITE, a_story


def html_of(body: str) -> str:
    """The body, which is safe and stays as it is."""
    html = body_html(body, words=BodyWords(box="Recuadro"))
    assert dangers_in(html) == []
    assert sanitised(html) == html
    return html


def test_a_note_with_a_title_is_a_box_of_that_name() -> None:
    """As text, whatever is in the title; Markdown in the box is Markdown."""
    assert html_of('> [!NOTE] Las "cifras" & <b>\n>\n> - *uno*') == (
        '<div class="box" role="note" aria-label="Las &quot;cifras&quot; &amp; &lt;b&gt;">\n'
        '<p class="box-name">Las "cifras" &amp; &lt;b&gt;</p>\n<ul>\n<li><em>uno</em></li>\n</ul>\n</div>\n'
    )


@pytest.mark.parametrize("kind", ["NOTE", "tip", "Important", "WARNING", "CAUTION"])
def test_a_note_without_a_title_says_nothing_in_another_language(kind: str) -> None:
    """The Markdown engine would call it Note, Tip and so on; those who hear it learn that it is a box."""
    assert html_of(f"> [!{kind}]\n> Uno.") == (
        '<div class="box" role="note" aria-label="Recuadro">\n<p>Uno.</p>\n</div>\n'
    )


@pytest.mark.parametrize("mark", ["> [!QUOTE]\n> Uno.", "> [!quote]\n>\n> Uno."])
def test_a_marked_quotation_is_set_large(mark: str) -> None:
    """The mark itself is not to be read, on a line or in a paragraph of its own."""
    assert html_of(mark) == '<blockquote class="pull">\n<p>Uno.</p>\n</blockquote>\n'


def test_who_said_it_stands_apart() -> None:
    """The last paragraph of any quotation, when it begins with a dash."""
    assert html_of("> Uno.\n>\n> — Ana *Rojas*") == (
        '<blockquote>\n<p>Uno.</p>\n<p class="attribution">— Ana <em>Rojas</em></p>\n</blockquote>\n'
    )
    assert "attribution" not in html_of("> — Uno.\n>\n> Dos.\n\n— Tres.")


def test_other_words_in_brackets_are_words() -> None:
    """Within a paragraph, outside quotations, and of no kind we know."""
    for body in ("> a [!QUOTE]\n> b", "[!QUOTE]\nb", "> [!NOTA]\n> b", "> [!QUOTE] b"):
        html = html_of(body)
        assert "[!" in html
        assert "class=" not in html


def test_a_twin_has_them_as_quotations(renderer: PageRenderer) -> None:
    """A box by its name in bold, a pull quote without its mark."""
    body = "> [!NOTE] Las *cifras*\n>\n> - 1\n\n> [!TIP]\n> 2\n\n> [!QUOTE]\n> tres\n>\n> — Ana\n\n> [!quote]\n>\n> 4\n"
    twin = renderer.twin(SITE, a_story(body=body, photograph=None), renditions=None).decode()

    assert "> **Las \\*cifras\\***\n> \n> - 1\n\n> 2\n\n> tres\n> \n> — Ana\n\n> 4\n" in twin
