"""Photographs within a body: figures, galleries, and words where there is no picture."""

import re

import pytest

from laera.domain.articles import Photograph
from laera.domain.figures import MOST_PHOTOGRAPHS
from laera.domain.photographs import Rendition, Renditions
from laera.rendering.figures import photographs_in
from laera.rendering.markdown import BodyWords, body_html, sanitised
from laera.rendering.pages import PageRenderer
from tests.hostile.oracle import dangers_in
from tests.unit.rendering.samples import RENDITIONS, SITE, a_story

READY = Renditions(1600, 900, "#123456", (Rendition("/media/ab-1600.webp", "image/webp", 1600, 900),))
IMG = re.compile(r"<img [^>]*>")
WORDS = BodyWords(photograph_by="Foto:")


def html_of(body: str, *ready: str) -> str:
    """The body with the photographs of these keys made ready, images as `IMG`."""
    html = body_html(body, pictures=dict.fromkeys(ready, READY), words=WORDS)
    assert dangers_in(html) == []
    assert sanitised(html) == html
    return IMG.sub("IMG", html)


def test_an_image_of_its_own_is_a_figure_with_caption_and_credit() -> None:
    """The title is the caption; what follows its last bar is the credit."""
    html = html_of('Antes.\n\n![Un faro](media/a.jpg "El faro | al alba | Ana Rojas")\n\nLuego.', "media/a.jpg")

    assert html == (
        "<p>Antes.</p>\n<figure>IMG<figcaption>El faro | al alba "
        '<small class="credit">Foto: Ana Rojas</small></figcaption></figure>\n<p>Luego.</p>\n'
    )


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("", ""),
        (' "El faro"', "<figcaption>El faro</figcaption>"),
        (' "| Ana"', '<figcaption><small class="credit">Foto: Ana</small></figcaption>'),
        (
            ' "A <b> | Dibujo: \\"Iván\\""',
            '<figcaption>A &lt;b&gt; <small class="credit">Dibujo: "Iván"</small></figcaption>',
        ),
    ],
)
def test_a_caption_says_what_the_title_says(title: str, caption: str) -> None:
    """As text, whatever is in it; without a title there is none."""
    assert html_of(f"![Un faro](media/a.jpg{title})", "media/a.jpg") == f"<figure>IMG{caption}</figure>\n"


def test_a_description_is_for_those_who_cannot_see() -> None:
    """A decorative photograph has an empty one, and one without any is not shown."""
    pictures = {"media/a.jpg": READY}

    assert 'alt="Un &quot;faro&quot;"' in body_html('![Un "*faro*"](media/a.jpg)', pictures=pictures)
    assert 'alt=""' in body_html("![Decorativa](media/a.jpg)", pictures=pictures)
    assert "img" not in body_html("![](media/a.jpg)", pictures=pictures)
    assert "img" not in body_html("a ![](media/a.jpg) b", pictures=pictures)


def test_a_photograph_that_is_not_there_leaves_no_hole() -> None:
    """Neither its caption nor its description stands alone between two paragraphs."""
    assert "".join(html_of('a\n\n![Un faro](media/a.jpg "El faro")\n\nb').split("\n")) == "<p>a</p><p>b</p>"


def test_images_line_by_line_are_a_gallery() -> None:
    """In their order; of two that are ready it is one, of one a figure."""
    body = '![A](media/a.jpg "Uno")\n![B](media/b.jpg)\\\n![C](media/c.jpg)'

    assert html_of(body, "media/a.jpg", "media/b.jpg", "media/c.jpg") == (
        '<div class="gallery">\n<figure>IMG<figcaption>Uno</figcaption></figure>\n<figure>IMG</figure>\n'
        "<figure>IMG</figure>\n</div>\n"
    )
    assert html_of(body, "media/b.jpg") == "<figure>IMG</figure>\n"


def test_an_image_within_a_sentence_or_a_quotation_is_no_gallery() -> None:
    """It stands where it was put."""
    assert html_of("See ![a](media/a.jpg).", "media/a.jpg") == "<p>See IMG.</p>\n"
    assert html_of("> ![a](media/a.jpg)", "media/a.jpg") == "<blockquote>\n<figure>IMG</figure>\n</blockquote>\n"


def test_an_upload_is_found_however_its_name_is_written() -> None:
    """With letters of any language, spaces, and a slash before it."""
    for written, key in (
        ("media/telón.jpg", "media/telón.jpg"),
        ("/media/2026/a%20b.PNG", "media/2026/a b.PNG"),
        ("<media/a b.webp>", "media/a b.webp"),
    ):
        assert photographs_in(f"![x]({written})") == (Photograph(key, "x"),)
        assert "IMG" in html_of(f"![x]({written})", key)


@pytest.mark.parametrize(
    "src",
    [
        "media/../site.yaml.jpg",
        "media/a.svg",
        "https://e.example/media/a.jpg",
        "media//a.jpg",
        "a.jpg",
        "media/%00.jpg",
    ],
)
def test_what_is_no_upload_is_not_looked_for(src: str) -> None:
    """Readers get its description."""
    assert photographs_in(f"![x]({src})") == ()
    assert html_of(f"![x]({src})", src) == "<p>x</p>\n"


def test_a_name_that_no_upload_can_have_is_not_looked_for() -> None:
    """Neither bucket nor table would take it, and the story would never be published."""
    assert photographs_in(f"![x](media/{'a' * 1_014}.jpg)") != ()
    assert photographs_in(f"![x](media/{'a' * 1_015}.jpg)") == ()


def test_the_press_learns_which_photographs_a_body_shows() -> None:
    """In order, each once, with caption and credit; none of code, and not more than a story may have."""
    body = (
        '![a](media/b.jpg "Caption | Ana") ![c][d] ![e](/media/a.jpg)\n\n![f](media/b.jpg) ![g](https://h.example/i.jpg)'
        "\n\n`![j](media/k.jpg)`\n\n[d]: /media/l.jpg"
    )

    assert photographs_in(body) == (
        Photograph("media/b.jpg", "a", "Caption", "Ana"),
        Photograph("media/l.jpg", "c"),
        Photograph("media/a.jpg", "e"),
    )
    assert photographs_in("no images!") == ()
    many = " ".join(f"![x](media/{number}.jpg)" for number in range(MOST_PHOTOGRAPHS + 5))
    assert len(photographs_in(many)) == MOST_PHOTOGRAPHS


def test_a_twin_has_the_figures_as_pictures_with_what_is_said_of_them(renderer: PageRenderer) -> None:
    """One that is not ready as its description."""
    body = 'a\n\n![Un faro](media/k.jpg "El faro | Ana")\n![Otro](media/no.jpg "Otro faro")\n\n![](media/k.jpg)\n\nb\n'
    story = a_story(body=body, photograph=None)
    twin = renderer.twin(SITE, story, renditions=None, pictures={"media/k.jpg": RENDITIONS}).decode()

    assert (
        "\na\n\n![Un faro](https://laera.example/media/0a1b2c-1600.jpg)\n\n*El faro Photograph: Ana*\n\nOtro\n\n"
        "*Otro faro*\n\nb\n"
    ) in twin


def test_what_changed_in_a_photograph_is_told_in_words() -> None:
    """A story's history reads bodies without pictures: description, caption and credit are their paragraphs."""
    assert body_html('![Un faro](media/a.jpg "El faro | Ana")\n![decorative](media/b.jpg)') == (
        "<p>Un faro</p>\n<p>El faro Ana</p>\n"
    )
