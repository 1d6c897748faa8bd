"""A story's body: Markdown in, safe HTML out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laera.domain.photographs import Rendition, Renditions
from laera.rendering.markdown import TAGS, BodyWords, body_html, sanitised
from tests.hostile.attacks import ATTACKS
from tests.hostile.oracle import dangers_in

PICTURE = Renditions(
    1600,
    900,
    "#808080",
    (
        Rendition("/media/ab-1600.webp", "image/webp", 1600, 900),
        Rendition("/media/ab-800.webp", "image/webp", 800, 450),
        Rendition("/media/ab-400.webp", "image/webp", 400, 225),
        Rendition("/media/ab-800.jpg", "image/jpeg", 800, 450),
    ),
)


class TestNewspaper:
    """What editors write."""

    def test_paragraphs_and_emphasis(self) -> None:
        """CommonMark as everyone knows it."""
        assert body_html("A *b* **c** `d`  \ne\n\nf") == (
            "<p>A <em>b</em> <strong>c</strong> <code>d</code><br>\ne</p>\n<p>f</p>\n"
        )

    def test_github_s_additions(self) -> None:
        """Strikethrough, bare addresses, tables with alignment that needs no style."""
        html = body_html("~~a~~ https://e.example www.e.example\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n")

        assert "<del>a</del>" in html
        assert '<a href="https://e.example" rel="noopener">https://e.example</a>' in html
        assert '<a href="http://www.e.example" rel="noopener">' in html
        assert "<table>" in html
        assert '<td align="right">2</td>' in html

    def test_footnotes_lead_there_and_back(self) -> None:
        """Each mark and its note are linked both ways, and the way back has a name in the page's language."""
        html = body_html("a[^x] b[^x]\n\n[^x]: note", words=BodyWords("Volver a la nota"))

        for place in ("fn-x", "fnref-x", "fnref-x-2"):
            assert f'id="{place}"' in html
            assert f'href="#{place}"' in html
        assert 'aria-label="Volver a la nota 1"' in html
        assert '<section class="footnotes">' in html

    def test_the_name_of_the_way_back_is_escaped(self) -> None:
        """Words of a page cannot break out of their attribute."""
        assert dangers_in(body_html("a[^x]\n\n[^x]: b", words=BodyWords('"><script>x</script>'))) == []

    def test_the_page_s_h1_is_its_own(self) -> None:
        """Headings move down one step where the body begins with the first; elsewhere they stay."""
        assert body_html("# a\n\n## b\n\n###### c") == "<h2>a</h2>\n<h3>b</h3>\n<h6>c</h6>\n"
        assert body_html("## b\n\n### c") == "<h2>b</h2>\n<h3>c</h3>\n"
        assert "&lt;h1&gt;" in body_html("# a\n\n`<h1>`")

    def test_harmless_html_stays(self) -> None:
        """What Markdown has no sign for may be written as HTML."""
        text = 'H<sub>2</sub>O <abbr title="a">b</abbr> <kbd>c</kbd>'

        assert body_html(text) == f"<p>{text}</p>\n"
        assert "<details><summary>a</summary>b</details>" in body_html("<details><summary>a</summary>b</details>")
        assert body_html('<p lang="en" dir="rtl">x</p>') == '<p lang="en" dir="rtl">x</p>\n'

    def test_a_shortcode_is_text(self) -> None:
        """Until it means something, it is shown as it was written."""
        assert body_html('{{< video id="v1" >}}') == '<p>{{&lt; video id="v1" &gt;}}</p>\n'

    def test_template_language_is_text(self) -> None:
        """Nothing in a body is ever a template."""
        assert body_html("{{ 7 * 7 }} {% raw %} ${7*7}") == "<p>{{ 7 * 7 }} {% raw %} ${7*7}</p>\n"

    @pytest.mark.parametrize(
        ("address", "href"),
        [
            ("https://e.example/a?b=c&d=e#f", "https://e.example/a?b=c&amp;d=e#f"),
            ("/politica/nota", "/politica/nota"),
            ("#fn-1", "#fn-1"),
            ("mailto:a@e.example", "mailto:a@e.example"),
            ("tel:+56212345678", "tel:+56212345678"),
        ],
    )
    def test_links_that_work_stay(self, address: str, href: str) -> None:
        """To other sites, within the paper, within the page."""
        assert f'<a href="{href}"' in body_html(f"[a]({address})")

    @pytest.mark.parametrize(
        "address",
        [
            "//e.example",
            "\\\\e.example",
            "www.e.example",
            "nota",
            "../x",
            "?a=b",
            "ftp://e.example",
            "ssh://e.example",
            "magnet:?x",
            "data:text/html,x",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java&#10;script:alert(1)",
            "&#1;javascript:alert(1)",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://e.example/x",
        ],
    )
    def test_links_that_do_not_are_text(self, address: str) -> None:
        """No link leads to another host unseen, runs a script or goes nowhere; its words stay."""
        html = body_html(f"[words](<{address}>)")

        assert "href" not in html
        assert "words" in html

    def test_a_backslash_is_no_slash(self) -> None:
        """What browsers would read as another host is made a path of this one, or dropped."""
        assert 'href="/%5Ce.example"' in body_html("[a](</\\e.example>)")
        assert "href" not in body_html('<a href="/\\e.example">a</a>')


class TestImages:
    """Photographs in the body."""

    def test_an_upload_is_shown_in_the_copies_made_of_it(self) -> None:
        """With its size, so nothing jumps; the browser chooses the copy."""
        html = body_html('![A "street"](/media/2026/a.jpg "t")', pictures={"media/2026/a.jpg": PICTURE})

        assert 'src="/media/ab-800.webp"' in html
        assert 'srcset="/media/ab-400.webp 400w, /media/ab-800.webp 800w, /media/ab-1600.webp 1600w"' in html
        assert 'alt="A &quot;street&quot;"' in html
        assert 'width="800" height="450" loading="lazy" decoding="async"' in html
        assert dangers_in(html) == []

    @pytest.mark.parametrize(
        "src", ["media/b.jpg", "https://e.example/a.jpg", "//e.example/a.jpg", "data:image/gif;base64,x"]
    )
    def test_another_gives_way_to_its_description(self, src: str) -> None:
        """Within a sentence what is not ready, or not ours, is told in words: no tracking pixel, no broken image."""
        html = body_html(f"See ![a street]({src}).", pictures={"media/a.jpg": PICTURE})

        assert html == "<p>See a street.</p>\n"

    def test_raw_html_shows_no_other_images(self) -> None:
        """An <img> typed by hand has no source from elsewhere."""
        html = body_html('<img src="https://e.example/a.gif" srcset="https://e.example/b.gif 2x" onerror="x">')

        assert "e.example" not in html
        assert dangers_in(html) == []

    def test_a_small_photograph_is_shown_in_full(self) -> None:
        """Where no copy is as wide as the column the widest is taken."""
        small = Renditions(300, 200, "#000000", (Rendition("/media/s-300.webp", "image/webp", 300, 200),))

        assert 'src="/media/s-300.webp"' in body_html("![a](media/s.jpg)", pictures={"media/s.jpg": small})


NAMES = (
    *sorted(TAGS),
    *("script", "style", "svg", "math", "mtext", "mglyph", "form", "iframe", "template", "noscript", "title", "desc"),
    *("textarea", "select", "option", "foreignObject", "annotation-xml", "font", "marquee", "object", "applet", "body"),
)
ATTRIBUTES = (
    "",
    "",
    " onclick=alert(1)",
    ' href="javascript:alert(1)"',
    " href=//e.example",
    ' href="/a"',
    ' src="x"',
    ' title="</style><img src=x onerror=alert(1)>"',
    " id=x",
    " style=a",
    " class=table",
)
TAG_TEXT = st.builds(
    lambda slash, tag, attribute, end: f"<{slash}{tag}{attribute}{end}",
    st.sampled_from(["", "", "/"]),
    st.sampled_from(NAMES),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from([">", ">", "/>", "", "\n"]),
)
OTHER_TEXT = st.sampled_from(
    ["a", " ", "\n\n", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#60;", '"', "'", "`", "|", "> ", "- ", "**"]
)
PIECES = st.one_of(TAG_TEXT, OTHER_TEXT)


class TestSafety:
    """Whoever wrote the body, readers' browsers run nothing of it."""

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_known_attacks_are_harmless(self, attack: str) -> None:
        """As a block, inside a sentence, a list, a quotation, a table and a link."""
        for text in (
            attack,
            f"a {attack} b",
            f"- {attack}",
            f"> {attack}\n\n{attack}",
            f"| a |\n|---|\n| {attack} |",
            f"[{attack}](https://e.example)",
            f"a[^1]\n\n[^1]: {attack}",
        ):
            html = body_html(text)
            assert dangers_in(html) == []
            assert sanitised(html) == html

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_they_are_harmless_to_the_sanitiser_alone(self, attack: str) -> None:
        """Nothing hangs on what the Markdown engine makes of them."""
        html = sanitised(attack)

        assert dangers_in(html) == []
        assert sanitised(html) == html

    @settings(deadline=None, max_examples=300)
    @given(st.lists(PIECES, max_size=25).map("".join))
    def test_no_mixture_of_tags_is_dangerous(self, text: str) -> None:
        """Neither through the Markdown engine nor straight to the sanitiser."""
        assert dangers_in(body_html(text)) == []
        assert dangers_in(sanitised(text)) == []
        once = sanitised(text)
        assert sanitised(once) == once

    @settings(deadline=None, max_examples=200)
    @given(st.text(max_size=200))
    def test_no_text_is_dangerous(self, text: str) -> None:
        """And the same text always gives the same HTML."""
        html = body_html(text)

        assert dangers_in(html) == []
        assert body_html(text) == html
