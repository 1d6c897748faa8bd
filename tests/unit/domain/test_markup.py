"""What a body may hold."""

import pytest

from laera.domain.complaints import Complaint
from laera.domain.markup import MOST_WARNINGS, complaints_about, warnings_about


def about(body: str) -> list[Complaint]:
    """The complaints, the body starting on line 10."""
    return list(complaints_about(body, 10))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Text.\n" * 2_000,
        "palabra " * 120_000,
        "> " * 20 + "deep enough",
        "- a\n" * 500,
        "".join("  " * depth + "- a\n" for depth in range(13)),
        "-" * 200 + "\n\n" + "=" * 200,
        "    " * 30 + "code far to the right",
        "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 5_000,
        "[a](https://b.example/c) " * 900,
        "a < b and c > d, x <y\n\n" * 100,
        '<a href="https://e.example" title="a > b">x</a>\n' * 100,
        "2 < 3 " * 5_000,
    ],
)
def test_what_newspapers_print_is_allowed(body: str) -> None:
    """Long stories, long tables, rules, code and comparisons are no bombs."""
    assert about(body) == []


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("\n" + "*" * 60_001, 10, "line ends and Markdown signs"),
        ('"' * 100_000, 10, "line ends and Markdown signs"),
        ("a\n\n" * 40_000, 10, "line ends and Markdown signs"),
        ("a\n" + "<b>" * 2_001, 10, "2,001 HTML tags"),
        ("[a](/b) " * 1_001, 10, "1,001 links"),
        ("https://a.example " * 1_001, 10, "1,001 links"),
        ("ana@a.example " * 1_001, 10, "1,001 links"),
        ("a[^1] " * 1_001, 10, "links and footnotes"),
        ("a\n\n" + ">" * 21 + " b", 12, "more than 20 deep"),
        ("> " * 21 + "b", 10, "more than 20 deep"),
        ("a\n" + "- " * 21 + "b", 11, "more than 20 deep"),
        ("1. " * 21 + "b", 10, "more than 20 deep"),
        (">\t- " * 11 + "b", 10, "more than 20 deep"),
        ("".join("  " * depth + "- a\n" for depth in range(30)), 30, "more than 20 deep"),
        ("a\n\n|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|x|\n" * 300, 13, "cells"),
        ("x\n<div " + "a " * 3_000 + ">", 11, "HTML tag"),
        ("x\n<pre a\n\n" + "a\n\n" * 3_000, 11, "HTML tag"),
        ("</div " + 'a=">" ' * 2_000, 10, "HTML tag"),
    ],
)
def test_bombs_are_refused_with_their_line(body: str, line: int, problem: str) -> None:
    """What would take a second or more is named, where it stands."""
    (complaint,) = about(body)

    assert complaint.line == line
    assert problem in complaint.problem
    assert complaint.cure
    assert not complaint.is_warning


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("a\n[b](www.example.com)", 11, "'www.example.com' leads nowhere"),
        ("[b](javascript:alert)", 10, "leads nowhere"),
        ("[b](//e.example)", 10, "leads nowhere"),
        ("![b](https://e.example/a.jpg)", 10, "not a file under media/"),
        ("a\n![b](media/a.pdf)", 11, "neither a photograph nor a recording"),
        ("a\n![b](media/a.wav)", 11, "neither a photograph nor a recording"),
        ("a\n![](media/a.mp3)", 11, "has no name"),
        ("\n".join(f"![a](media/{number}.mp3)" for number in range(12)), 20, "plays more than 10 recordings"),
        ("a\n\n![ ](</media/a b.jpg>)", 12, "'/media/a b.jpg' has no description"),
        ("a\n" + "\n".join(f"![b](media/{number}.jpg)" for number in range(45)), 51, "more than 40 photographs"),
        ('a\n![b](media/a.jpg "El "faro" rojo")', 11, "'media/a.jpg' does not end as it should"),
        ('![b](media/a.jpg "El faro)\n\nc', 10, "does not end as it should"),
        ("a\n\n> [!NOTA] Datos\n> b", 12, "'[!NOTA]' makes neither a box nor a pull quote"),
        ("> a\n>\n>  [!quote] b", 12, "words behind [!QUOTE]"),
        ("a\n\n<IFRAME src=x>", 12, "<iframe> has no place"),
        ("`a` [b][c]\n\n[c]: www.example.com", 10, "'www.example.com' leads nowhere"),
        ("a\n\n<div>\n<!-- <script> -->\n<svg>", 14, "<svg> has no place"),
        ("<script>x</script>", 10, "<script> has no place"),
    ],
)
def test_what_readers_will_not_see_is_said(body: str, line: int, said: str) -> None:
    """With its line, and without keeping the story off the site."""
    (warning,) = warnings_about(body, 10)

    assert warning.line == line
    assert said in warning.problem
    assert warning.is_warning


@pytest.mark.parametrize(
    "body",
    [
        "[a](https://e.example) [b](/politica/x) [c](#fn-1) [d](mailto:a@e.example) [e](tel:+56) [f](HTTP://e.example)",
        "![a](media/a.jpg) ![b](/media/b.jpg) ![decorative](media/telón.PNG) ![c](<media/a b.jpg> 'c')",
        "![a](media/a.mp3) ![b](/media/b.M4A 'c | d') ![c](media/c.mp4)",
        '![a](media/a.jpg "El \\"faro\\" (1) | Ana") ![b](media/a.jpg (c)) ![d](\n![e](media/b.jpg\n  "f")',
        "> [!note] Datos\n> b\n\n> [!QUOTE]\n> c\n\n[!d] e > [!f]\n\n> g [!h]",
        "a <abbr title='x'>b</abbr> <linked> 3 < 4",
        "![a](media/foto(1).jpg) ![a [b] c](media/x.jpg) ![El \\[sic\\] puerto](media/x.jpg) ![`a`](media/a%20b.jpg)",
        "[![alt](media/a.jpg)](https://x.example) [a [b] c](/x)",
        "`<script>` and `[a](b)`, ``![](media/a.jpg) ` ``",
        "```html\n<script>\n[a](b)\n> [!NOTA]\n```\n\n    <iframe> [a](b)",
        "a <!-- [b](c) <script> -->\n\n<!--\n[a](b)\n\n<iframe>\n> [!NOTA]\n-->\n\n\\[a](b) \\<script>",
    ],
)
def test_what_works_is_not_warned_of(body: str) -> None:
    """Links out, links within the paper, uploads, and harmless HTML."""
    assert list(warnings_about(body, 1)) == []


def test_warnings_are_few() -> None:
    """A body full of slips has the first ones named."""
    assert len(list(warnings_about("[a](b) " * 100, 1))) == MOST_WARNINGS


def test_a_frame_has_a_cure_of_its_own() -> None:
    """Services offer an <iframe> for copying; their address does what it was meant to do."""
    frame, script, video = warnings_about("<iframe src=x></iframe>\n<script>x</script>\n<video src=x>", 1)

    assert frame.cure == "write the address of the video, post or map on a line of its own"
    assert script.cure == "remove it"
    assert "media/….mp3" in video.cure
