"""Facades: links that wait for a click before anything is loaded from another site."""

import pytest

from laera.domain.embeds import Kind
from laera.rendering.markdown import BodyWords, body_html, sanitised
from laera.rendering.pages import PageRenderer
from tests.hostile.oracle import dangers_in
from tests.unit.rendering.samples import SITE, a_story

VIDEO = "https://youtu.be/dQw4w9WgXcQ"
FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
WORDS = BodyWords(embeds={Kind.VIDEO: "Video"}, embed_notice="Se carga desde {service}.")


def html_of(body: str) -> str:
    """The body, which is safe and stays as it is."""
    html = body_html(body, words=WORDS)
    assert dangers_in(html) == []
    assert sanitised(html) == html
    return html


def facade(name: str) -> str:
    """What stands for the video."""
    return (
        f'<figure class="embed video"><a href="{VIDEO}" data-frame="{FRAME}" rel="noopener">{name} '
        "<small>YouTube</small></a><figcaption>Se carga desde YouTube.</figcaption></figure>\n"
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (VIDEO, "<b>Video</b>"),
        (f"<{VIDEO}>", "<b>Video</b>"),
        (f"[El *rescate* & <x>]({VIDEO})", "<b>El rescate &amp;</b>"),
        (f'[El rescate]({VIDEO} "x")', "<b>El rescate</b>"),
    ],
)
def test_a_link_of_its_own_is_a_facade(line: str, name: str) -> None:
    """A link that works without scripts, with its words or else its kind, whose it is, and what a click does."""
    assert html_of(line) == facade(name)


@pytest.mark.parametrize(
    "body", [f"Lo muestra {VIDEO}", f"[a]({VIDEO}) [b]({VIDEO})", f"- {VIDEO}", "https://e.example/x", "[a](/b)"]
)
def test_other_links_are_links(body: str) -> None:
    """Within a sentence, in a list, and to what is not on our list."""
    html = html_of(body)

    assert "<figure" not in html
    assert "data-frame" not in html


def test_nobody_can_have_a_page_load_something_else() -> None:
    """An attribute typed by hand is kept only when it is one of ours."""
    assert FRAME in html_of(f'<a data-frame="{FRAME}" href="/x">a</a>')
    for frame in ("https://evil.example/", "javascript:alert(1)", f"{FRAME}&x=1", "//www.youtube-nocookie.com/embed/x"):
        assert "data-frame" not in html_of(f'<a data-frame="{frame}" href="/x">a</a>')


@pytest.mark.parametrize(("body", "is_there"), [(VIDEO, True), ("Sin videos.", False)])
def test_only_pages_with_embeds_have_their_script(renderer: PageRenderer, body: str, is_there: bool) -> None:
    """The others are lighter by a request."""
    page = renderer.article(SITE, a_story(body=body), version_id="v", renditions=None, translations={}).decode()

    assert ("/assets/embeds." in page) is is_there
    assert ("Loaded from YouTube only if you click" in page) is is_there


def test_a_twin_has_the_link(renderer: PageRenderer) -> None:
    """As it was written."""
    twin = renderer.twin(SITE, a_story(body=f"a\n\n[El rescate]({VIDEO})\n\n{VIDEO}\n"), renditions=None).decode()

    assert f"\n[El rescate]({VIDEO})\n\n<{VIDEO}>\n" in twin
