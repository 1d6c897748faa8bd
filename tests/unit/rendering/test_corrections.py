"""The page of corrections: every one with its date, its text and the story; kind words when there is none."""

from dataclasses import replace
from datetime import timedelta

from laera.domain.articles import Correction
from laera.domain.listings import CorrectedCard
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import PUBLISHED, SITE, cards, find, meta, parsed, said, text_of


def corrected(*texts: str, language: str = "es") -> list[CorrectedCard]:
    """Corrections of one story, in the order given, a day between each and the next."""
    (story,) = cards(1, language)
    return [
        CorrectedCard(story, Correction(PUBLISHED - timedelta(days=number), text)) for number, text in enumerate(texts)
    ]


def test_corrections_keep_their_order_and_lead_to_their_stories(renderer: PageRenderer) -> None:
    """Date, story and text; the link leads to the note at the story's foot."""
    document = parsed(renderer.corrections(SITE, "es", corrected("Son 55.", "Es Mansilla.")))

    assert [" ".join(said(row)) for row in document.findall(".//article")] == [
        "30 de enero de 2026 Story number 0 Son 55.",
        "29 de enero de 2026 Story number 0 Es Mansilla.",
    ]
    assert {link.get("href") for link in document.findall(".//article//a")} == {"/internacional/story-0#corrections"}


def test_readers_are_told_how_the_paper_corrects_itself(renderer: PageRenderer) -> None:
    """In sight, whether or not there are corrections."""
    for entries in ([], corrected("Son 55.")):
        words = " ".join(said(find(parsed(renderer.corrections(SITE, "es", entries)), ".//main")))
        assert "Cuando publicamos algo que no era así, lo corregimos en la noticia y lo decimos" in words


def test_a_paper_without_corrections_says_so(renderer: PageRenderer) -> None:
    """An empty page would look broken."""
    assert "No published story carries a correction." in " ".join(
        said(find(parsed(renderer.corrections(SITE, "en", [])), ".//main"))
    )


def test_every_language_has_its_page_and_they_know_each_other(renderer: PageRenderer) -> None:
    """Unlike tags and days, this page is there in every language."""
    document = parsed(renderer.corrections(SITE, "en", []))

    assert find(document, ".//nav[@class='languages']/a").get("href") == "/corrections"
    assert [(link.get("hreflang"), link.get("href")) for link in document.iter("link") if link.get("hreflang")] == [
        ("es", "https://laera.example/corrections"),
        ("en", "https://laera.example/en/corrections"),
        ("x-default", "https://laera.example/corrections"),
    ]
    assert find(document, ".//link[@rel='canonical']").get("href") == "https://laera.example/en/corrections"
    assert meta(document, "robots") == "max-image-preview:large"


def test_a_hostile_correction_is_text(renderer: PageRenderer) -> None:
    """Word for word, and nothing else on the page changes."""
    text = "</p><script>alert(1)</script> <!-- & {{ 7*7 }}"
    one = corrected(text)[0]
    hostile = parsed(renderer.corrections(SITE, "es", [replace(one, card=replace(one.card, headline=text))]))
    plain = parsed(renderer.corrections(SITE, "es", corrected("Son 55.")))

    assert [element.tag for element in hostile.iter()] == [element.tag for element in plain.iter()]
    assert text_of(find(hostile, ".//article//h2")) == text
