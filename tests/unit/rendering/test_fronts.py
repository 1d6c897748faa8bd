"""Fronts: the lead, the stories beside it, a block for each section; kind words when there is nothing."""

from dataclasses import replace

from laera.domain.fronts import Strip
from laera.domain.listings import Thumbnail
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import SITE, cards, find, meta, parsed, said, text_of


def test_the_first_card_leads(renderer: PageRenderer) -> None:
    """The order of the list is the order of the front: the first story leads, the next four stand beside it."""
    document = parsed(renderer.front(SITE, "es", None, cards(12)))

    assert text_of(find(document, ".//article[@class='lead']/h2")) == "Story number 0"
    beside = find(document, ".//section[@class='block beside']")
    assert [text_of(headline) for headline in beside.iter("h3")] == [f"Story number {n}" for n in range(1, 5)]


def test_the_home_front_has_a_block_for_each_section_that_has_stories(renderer: PageRenderer) -> None:
    """Blocks come in the order of site.yaml, each under its name, which leads to the section's front."""
    document = parsed(renderer.front(SITE, "es", None, cards(12)))
    blocks = document.findall(".//section[@class='block section']")

    assert [
        (text_of(find(block, "h2")), find(block, "h2/a").get("href"), [text_of(h) for h in block.iter("h3")])
        for block in blocks
    ] == [
        ("Internacional", "/internacional", [f"Story number {n}" for n in (6, 8, 10)]),
        ("Cultura", "/cultura", [f"Story number {n}" for n in (5, 7, 9, 11)]),
    ]


def test_a_section_front_shows_every_card(renderer: PageRenderer) -> None:
    """Nothing given to a section's front is left out, and its place in the navigation is marked."""
    document = parsed(renderer.front(SITE, "en", SITE.sections[1], cards(30, "en")))
    links = {link.get("href") for link in find(document, ".//main").iter("a")}

    assert links == {card.path for card in cards(30, "en")}
    assert text_of(find(document, ".//h1")) == "Culture"
    current = find(document, ".//nav[@class='sections']//a[@aria-current]")
    assert text_of(current) == "Culture"


def test_an_empty_front_says_so_kindly(renderer: PageRenderer) -> None:
    """A new paper, or a section without stories, tells readers to come back."""
    for section in (None, *SITE.sections):
        words = " ".join(said(find(parsed(renderer.front(SITE, "es", section, [])), "body")))
        assert "Todavía no hay noticias aquí" in words
        assert "La redacción está trabajando." in words


def test_fronts_of_all_languages_know_each_other(renderer: PageRenderer) -> None:
    """A section's front leads to the same section in the other language."""
    document = parsed(renderer.front(SITE, "en", SITE.sections[0], cards(2, "en")))

    assert find(document, ".//nav[@class='languages']/a").get("href") == "/internacional"
    assert [(link.get("hreflang"), link.get("href")) for link in document.iter("link") if link.get("hreflang")] == [
        ("es", "https://laera.example/internacional"),
        ("en", "https://laera.example/en/international"),
        ("x-default", "https://laera.example/internacional"),
    ]
    assert find(document, ".//link[@rel='canonical']").get("href") == "https://laera.example/en/international"
    assert meta(document, "og:type") == "website"


def test_the_lead_gets_the_larger_picture(renderer: PageRenderer) -> None:
    """Browsers may take the wide copy for the lead, and at once; pictures below wait until they are needed."""
    document = parsed(renderer.front(SITE, "es", None, cards(9)))
    lead = find(document, ".//article[@class='lead']//img")

    assert lead.get("srcset") == "/media/0-320.webp 320w, /media/0-1600.webp 1600w"
    assert (lead.get("loading"), lead.get("fetchpriority")) == (None, "high")
    others = [image for image in document.iter("img") if image is not lead]
    assert {(image.get("loading"), image.get("fetchpriority")) for image in others} == {("lazy", None)}


def test_a_picture_has_the_shape_of_its_place(renderer: PageRenderer) -> None:
    """The lead is broad, those beside it square, all others 4:3; browsers that know AVIF load that."""
    crops = (("16x9", (1280, 640)), ("4x3", (960, 640, 320)), ("1x1", (320, 160)))
    path = "/media/a1-4x3-45-55-640.webp"
    cut = [replace(card, thumbnail=Thumbnail(path, 640, 480, "A", crops=crops)) for card in cards(9)]
    document = parsed(renderer.front(SITE, "es", SITE.sections[0], cut))

    pictures = [find(picture, "img") for picture in document.iter("picture")]
    assert [(img.get("src"), img.get("width"), img.get("height")) for img in pictures] == [
        ("/media/a1-16x9-45-55-640.webp", "640", "360"),
        *[("/media/a1-1x1-45-55-320.webp", "320", "320")] * 4,
        *[(path, "640", "480")] * 4,
    ]
    source = find(document, ".//article[@class='lead']//source")
    assert source.get("type") == "image/avif"
    assert source.get("srcset") == "/media/a1-16x9-45-55-640.avif 640w, /media/a1-16x9-45-55-1280.avif 1280w"


def test_a_card_of_a_section_that_is_gone_still_stands(renderer: PageRenderer) -> None:
    """A list may be older than site.yaml: the card stands without a section's name rather than stop the front."""
    gone = replace(cards(1)[0], section="dropped")

    document = parsed(renderer.front(SITE, "es", None, [gone]))

    assert text_of(find(document, ".//article[@class='lead']/h2")) == gone.headline
    assert document.find(".//article[@class='lead']/p[@class='kicker']") is None


def test_breaking_news_stand_above_everything(renderer: PageRenderer) -> None:
    """A strip with its name and its text, a landmark outside the page's main part, and nothing without such news."""
    strip = Strip("The <port> opens", "/internacional/port")
    document = parsed(renderer.front(SITE, "es", None, cards(2), strip=strip))
    aside = find(document, ".//body/aside")

    assert aside.get("aria-label") == "Última hora"
    assert text_of(aside).strip() == "Última hora The <port> opens"
    assert find(aside, ".//a").get("href") == "/internacional/port"
    assert parsed(renderer.front(SITE, "es", None, cards(2))).find(".//aside") is None


def test_breaking_news_may_lead_nowhere(renderer: PageRenderer) -> None:
    """A text without a link, also on a front without stories."""
    document = parsed(renderer.front(SITE, "en", SITE.sections[0], [], strip=Strip("More soon")))

    assert text_of(find(document, ".//aside")).strip() == "Breaking news More soon"
    assert document.find(".//aside//a") is None


def test_some_sections_may_come_first_on_the_home_front(renderer: PageRenderer) -> None:
    """The blocks of the others follow as in site.yaml; a section that is no more is passed over."""
    document = parsed(renderer.front(SITE, "es", None, cards(12), first_sections=("gone", "culture")))

    assert [text_of(name) for name in document.findall(".//h2[@class='block-name']")] == ["Cultura", "Internacional"]
