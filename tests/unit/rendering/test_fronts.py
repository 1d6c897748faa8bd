"""Fronts: the lead, the stories beside it, a block for each section; kind words when there is nothing."""

from dataclasses import replace
from xml.etree.ElementTree import Element

from laera.domain.articles import Correction
from laera.domain.forms import StoryForm
from laera.domain.fronts import Strip
from laera.domain.listings import CorrectedCard, Thumbnail
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import PUBLISHED, SITE, cards, find, meta, parsed, said, text_of


def test_the_first_card_leads(renderer: PageRenderer) -> None:
    """The order of the list is the order of the front: the first story leads, the next four stand beside it."""
    document = parsed(renderer.front(SITE, "es", None, cards(12)))

    assert text_of(find(document, ".//article[@class='lead pictured']//h2")) == "Story number 0"
    beside = find(document, ".//section[@class='block beside']")
    assert [text_of(headline) for headline in beside.iter("h3")] == [f"Story number {n}" for n in range(1, 5)]


def test_the_home_front_has_a_block_for_each_section_that_has_stories(renderer: PageRenderer) -> None:
    """Blocks come in the order of site.yaml, each under its name, which leads to the section's front."""
    document = parsed(renderer.front(SITE, "es", None, cards(12)))
    blocks = document.findall(".//div[@class='band']/section")

    assert [
        (text_of(find(block, "h2")), find(block, "h2/a").get("href"), [text_of(h) for h in block.iter("h3")])
        for block in blocks
    ] == [
        ("Internacional", "/internacional", [f"Story number {n}" for n in (6, 8, 10)]),
        ("Cultura", "/cultura", [f"Story number {n}" for n in (7, 5, 9)]),
    ]


def test_a_section_front_shows_every_card(renderer: PageRenderer) -> None:
    """Nothing given to a section's front is left out, and its place in the navigation is marked."""
    document = parsed(renderer.front(SITE, "en", SITE.sections[1], cards(30, "en")))
    links = {link.get("href") for link in find(document, ".//main").iter("a")}

    papers = {link.get("href") for link in find(document, ".//nav[@class='block papers']").iter("a")}
    assert links - papers == {card.path for card in cards(30, "en")}
    assert papers == {"/en/2026/01/30", "/en/2026/01/29"}
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
    lead = find(document, ".//article[@class='lead pictured']//img")

    assert lead.get("srcset") == "/media/0-320.webp 320w, /media/0-1600.webp 1600w"
    assert (lead.get("loading"), lead.get("fetchpriority")) == (None, "high")
    others = [image for image in document.iter("img") if image is not lead]
    assert {(image.get("loading"), image.get("fetchpriority")) for image in others} == {("lazy", None)}


def test_a_picture_has_the_shape_of_its_place(renderer: PageRenderer) -> None:
    """The lead and what fills half a page are broad, those beside words square; browsers that know AVIF load that."""
    crops = (("16x9", (1280, 640)), ("4x3", (960, 640, 320)), ("1x1", (320, 160)))
    path = "/media/a1-4x3-45-55-640.webp"
    cut = [replace(card, thumbnail=Thumbnail(path, 640, 480, "A", crops=crops)) for card in cards(9)]
    document = parsed(renderer.front(SITE, "es", None, cut))

    def shown(page: Element) -> list[tuple[str | None, ...]]:
        pictures = [find(picture, "img") for picture in page.iter("picture")]
        return [tuple(img.get(name) for name in ("src", "width", "height")) for img in pictures]

    broad, square = ("/media/a1-16x9-45-55-640.webp", "640", "360"), ("/media/a1-1x1-45-55-320.webp", "320", "320")
    assert shown(document) == [broad, *[square] * 4, broad, broad]
    assert shown(parsed(renderer.front(SITE, "es", SITE.sections[0], cut))) == [
        broad,
        *[(path, "640", "480")] * 6,
        *[square] * 2,
    ]
    source = find(document, ".//article[@class='lead pictured']//source")
    assert source.get("type") == "image/avif"
    assert source.get("srcset") == "/media/a1-16x9-45-55-640.avif 640w, /media/a1-16x9-45-55-1280.avif 1280w"


def test_a_card_of_a_section_that_is_gone_still_stands(renderer: PageRenderer) -> None:
    """A list may be older than site.yaml: the card stands without a section's name rather than stop the front."""
    gone = replace(cards(1)[0], section="dropped")

    document = parsed(renderer.front(SITE, "es", None, [gone]))

    assert text_of(find(document, ".//article[@class='lead pictured']//h2")) == gone.headline
    assert document.find(".//article[@class='lead pictured']//p[@class='kicker']") is None


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

    assert [text_of(name) for name in document.findall(".//div[@class='band']/section/h2")] == [
        "Cultura",
        "Internacional",
    ]


def test_opinion_stands_under_who_signs_it(renderer: PageRenderer) -> None:
    """The name comes before the headline; what no one signs is the paper's own."""
    found = [replace(card, form=StoryForm.OPINION) if number > 4 else card for number, card in enumerate(cards(7))]
    block = find(parsed(renderer.front(SITE, "es", None, found)), ".//section[@class='block opinion']")

    assert text_of(find(block, "h2")) == "Opinión"
    assert [" ".join(said(article))[:30] for article in block.iter("article")] == [
        "Ana Rojas Story number 5 What ",
        "La Era Story number 6 What sto",
    ]


def test_the_home_front_ends_with_the_latest_and_what_was_put_right(renderer: PageRenderer) -> None:
    """Each with its time; corrections lead to the foot of their stories, days to their papers."""
    corrected = [CorrectedCard(cards(1)[0], Correction(PUBLISHED, "It was Friday."))]
    document = parsed(renderer.front(SITE, "es", None, cards(20), corrected=corrected))

    latest = find(document, ".//section[@class='block latest']")
    assert text_of(find(latest, "h2")) == "Lo último"
    assert [time.get("datetime") for time in latest.iter("time")] == [
        SITE.local_time(card.published).isoformat() for card in cards(20)[11:]
    ]
    amends = find(document, ".//section[@class='block amends']")
    assert " ".join(said(amends)) == "Correcciones 30 de enero de 2026 Story number 0 It was Friday."
    assert [link.get("href") for link in amends.iter("a")] == ["/corrections", f"{cards(1)[0].path}#corrections"]
    assert [link.get("href") for link in find(document, ".//nav[@class='block papers']").iter("a")] == ["/2026/01/30"]


def test_the_home_front_is_dated_as_its_newest_story(renderer: PageRenderer) -> None:
    """A paper has a date, and a page that may stand for hours has no clock: it is the day of the newest story."""
    document = parsed(renderer.front(SITE, "es", None, cards(3)))

    folio = find(document, ".//p[@class='folio']/a")
    assert (text_of(folio), folio.get("href")) == ("Viernes, 30 de enero de 2026", "/2026/01/30")
    assert parsed(renderer.front(SITE, "es", SITE.sections[0], cards(3))).find(".//p[@class='folio']") is None
