"""Tables: what heads what, numbers under one another, and no reader left without the last column."""

import pytest

from laera.rendering.markdown import BodyWords, body_html, sanitised
from tests.hostile.oracle import dangers_in


def html_of(body: str) -> str:
    """The body, which is safe and stays as it is."""
    html = body_html(body, words=BodyWords(table="Tabla"))
    assert dangers_in(html) == []
    assert sanitised(html) == html
    return html


def a_column(*cells: str) -> str:
    """A table whose second column holds these cells; the editor aligned nothing."""
    return "| a | b |\n|---|---|\n" + "".join(f"| x | {cell} |\n" for cell in cells)


def test_a_table_can_be_scrolled_with_keys_and_has_a_name_for_it() -> None:
    """A box that is reached with Tab, called as its caption, else just a table."""
    box = '<div class="table" role="group" aria-label="{}" tabindex="0"><table>'

    assert html_of(a_column("1")).startswith(box.format("Tabla"))
    assert html_of("**Horas de *espera***\n\n" + a_column("1")).startswith(
        box.format("Horas de espera") + "<caption>Horas de <em>espera</em></caption>\n<thead>"
    )


@pytest.mark.parametrize(
    "before", ["**Horas** de espera", "**Horas** de **espera**", "**Horas**\n\nTexto", "- **Horas**"]
)
def test_other_words_in_bold_are_no_caption(before: str) -> None:
    """Only a paragraph that is bold from end to end, just above the table."""
    assert "<caption>" not in html_of(f"{before}\n\n{a_column('1')}")


def test_two_tables_have_their_own_captions() -> None:
    """Each the paragraph above it, and text between them stays."""
    html = html_of(f"**Uno**\n\n{a_column('1')}\n\nEntre.\n\n**Dos**\n\n{a_column('a')}\n\nFin.")

    assert html.count("<caption>") == 2
    assert html.index("<caption>Uno") < html.index("<p>Entre.</p>") < html.index("<caption>Dos") < html.index("<p>Fin.")
    assert "<strong>" not in html


def test_headers_say_what_they_head() -> None:
    """Those above head columns; with an empty corner the first of each row heads it, and the corner heads nothing."""
    html = html_of("|   | 2024 |\n|---|:--|\n| **Espera** | 2 h |\n|   | 3 h |\n")

    assert '<td></td>\n<th scope="col" align="left">2024</th>' in html
    assert '<th scope="row"><strong>Espera</strong></th>' in html
    assert html.count("<th") == 3  # with <thead>
    assert 'scope="row"' not in html_of(a_column("1"))


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "1.234,5", "−3"),
        ("12 %", "8,4 %", "–"),
        ("$ 1.200", "US$ 3", "€5"),
        ("41 km²", "**7** km²", "~ 8 km"),
        ("4:02", "1 204", ""),
    ],
)
def test_numbers_stand_under_one_another(cells: tuple[str, ...]) -> None:
    """A column of numbers that the editor did not align is aligned to the right, its header too."""
    html = html_of(a_column(*cells))

    assert html.count('align="right"') == len(cells) + 1


@pytest.mark.parametrize("cells", [("1", "dos"), ("–", ""), ("12 de enero",), ("1a", "x"), ("sí",)])
def test_words_stand_on_the_left(cells: tuple[str, ...]) -> None:
    """One word among the numbers is enough."""
    assert "align" not in html_of(a_column(*cells)).replace("aria-label", "")


def test_what_the_editor_aligned_stays() -> None:
    """The second line of the table has the last word."""
    html = html_of("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | x |\n")

    assert [html.count(f'align="{side}"') for side in ("left", "center", "right")] == [2, 2, 2]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>1</td></tr></table>",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</thead>\n</table>",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n",
        "</table></table>",
    ],
)
def test_a_table_of_raw_html_is_as_safe(table: str) -> None:
    """Whatever its rows are, and whether it ends or not."""
    assert "scope" not in html_of(f"a\n\n{table}\n\nb")
