"""Withdrawn, moved and unknown addresses: pages that say what happened and lead on."""

from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import SITE, find, meta, parsed, said, text_of


def test_a_withdrawn_story_says_why(renderer: PageRenderer) -> None:
    """Headline and the reason meant for readers; search engines are asked to forget it."""
    document = parsed(renderer.gone(SITE, "en", "The source asked for it.", "A story & more"))
    words = list(said(find(document, ".//main")))

    assert words[:2] == ["This story has been withdrawn", "A story & more"]
    assert "The source asked for it." in words
    assert meta(document, "robots") == "noindex"
    assert document.find(".//link[@rel='canonical']") is None


def test_a_withdrawal_without_a_reason_mentions_none(renderer: PageRenderer) -> None:
    """No empty `Reason:`."""
    assert "Motivo" not in renderer.gone(SITE, "es", None, "Una noticia").decode()


def test_a_list_without_stories_does_not_speak_of_a_withdrawn_one(renderer: PageRenderer) -> None:
    """A topic whose last story was retagged: nothing was taken down."""
    document = parsed(renderer.emptied(SITE, "en"))
    words = list(said(find(document, ".//main")))

    assert words[:2] == ["There are no stories here any more", "No published story has this topic, byline or date now."]
    assert "withdrawn" not in " ".join(words)
    assert meta(document, "robots") == "noindex"
    assert find(document, ".//main//a").get("href") == "/en"


def test_an_old_address_leads_to_the_new_one(renderer: PageRenderer) -> None:
    """For whoever sees the page at all: one link, and the canonical URL."""
    document = parsed(renderer.moved(SITE, "es", "/internacional/nuevo"))
    link = find(document, ".//main//a")

    assert (link.get("href"), text_of(link)) == ("/internacional/nuevo", "https://laera.example/internacional/nuevo")
    assert find(document, ".//link[@rel='canonical']").get("href") == "https://laera.example/internacional/nuevo"


def test_an_unknown_address_leads_home(renderer: PageRenderer) -> None:
    """The 404 page of each language leads to that language's home."""
    assert find(parsed(renderer.not_found(SITE, "en")), ".//main//a").get("href") == "/en"
    assert find(parsed(renderer.not_found(SITE, "es")), ".//main//a").get("href") == "/"
