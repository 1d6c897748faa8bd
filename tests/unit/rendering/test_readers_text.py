"""A body's text as it is read: what the sanitiser leaves, without the tags."""

import pytest

from laera.rendering.markdown import body_html
from laera.rendering.readers_text import paragraphs_of


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("One *and* two.\nThree.\n\n## Four\n", ("One and two. Three.", "Four")),
        ("- one\n- [two](https://a.example/?a=1&b=2)\n", ("one", "two")),
        ("| a | b |\n|--|--|\n| 1 | 2 |\n", ("a b", "1 2")),
        ("A &amp; B &lt;b&gt; “c”\n", ("A & B <b> “c”",)),
        ("Said[^1] so.\n\n[^1]: By him.\n", ("Said[1] so.", "By him.")),
        ("One<br>two m<sup>2</sup>\n", ("One two m2",)),
        ('<a title="a > b" href="/x">in</a>\n', ("in",)),
        ("![The pier](media/pier.jpg)\n", ("The pier",)),
        ("> One.\n>\n> Two.\n", ("One.", "Two.")),
        ("---\n", ()),
    ],
)
def test_a_body_is_read_paragraph_by_paragraph(markdown: str, paragraphs: tuple[str, ...]) -> None:
    """Each paragraph, list item, heading and row on its own, in the words that readers saw."""
    assert paragraphs_of(body_html(markdown)) == paragraphs


def test_what_no_reader_saw_is_not_in_the_text() -> None:
    """Comments, scripts and link definitions of the manuscript are not part of what was read."""
    body = "Seen.<!-- a source's name -->\n\n<script>secret()</script>\n\n[unused]: https://secret.example\n"

    assert paragraphs_of(body_html(body)) == ("Seen.",)
