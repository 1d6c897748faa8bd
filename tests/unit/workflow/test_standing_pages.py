"""What an editor gets for a standing page, and readers with it."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from laera.domain.receipts import Outcome
from laera.workflow.embargoes import release_due
from laera.workflow.notices import REBUILD
from laera.workflow.ports import Notice
from tests.unit.workflow.desk import KEY, OTHER, SITE, Desk, a_paper, manuscript

ABOUT = "pages/es/acerca.md"
ABOUT_IN_ENGLISH = "pages/en/about.md"
FOOTER = "footer:\n  - {es: Acerca, en: About}\n  - {es: {text: Escríbenos, page: contacto}}\n"
WITH_FOOTER = (SITE + FOOTER).encode()


def page(title: str = "Acerca", body: str = "Un diario de Chile.", **fields: str) -> bytes:
    """A standing page."""
    matter: Mapping[str, str] = {"title": title} | fields
    return ("---\n" + "".join(f"{name}: {text}\n" for name, text in matter.items()) + f"---\n{body}\n").encode()


@pytest.fixture
def desk() -> Desk:
    """A paper with one story."""
    desk = a_paper()
    desk.upload(KEY, manuscript())
    return desk


def said(desk: Desk, key: str) -> list[str]:
    """The complaints of a receipt."""
    receipt = desk.receipt(key)
    assert receipt is not None
    return [str(complaint) for complaint in receipt.complaints]


def test_a_page_stands_at_its_own_word(desk: Desk) -> None:
    """With its title, its description and its text, stamped with its version."""
    receipt = desk.upload(ABOUT, page(description="Quiénes somos."))

    assert (receipt.outcome, receipt.complaints) == (Outcome.PUBLISHED, ())
    assert (receipt.address, receipt.headline) == ("https://laera.example/acerca", "Acerca")
    assert receipt.following == ("/pages-sitemap.xml",)
    text = desk.text("/acerca")
    assert "<h1>Acerca</h1>" in text
    assert "Un diario de Chile." in text
    assert f'<meta name="laera:source" content="{receipt.version_id}">' in text
    assert '"@type":"WebPage"' in text


def test_it_is_in_no_list_but_the_sitemap_of_pages(desk: Desk) -> None:
    """No front, feed or day shows it, and no other page is written because of it."""
    before = desk.everything()
    desk.upload(ABOUT, page(updated="2026-01-15"))
    after = desk.everything()

    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"acerca/index.html", "pages-sitemap.xml"}
    sitemap = desk.text("/pages-sitemap.xml")
    assert "<loc>https://laera.example/acerca</loc><lastmod>2026-01-15T00:00:00-03:00</lastmod>" in sitemap.replace(
        "\n", ""
    ).replace("  ", "")
    assert "<loc>https://laera.example/cultura</loc>" in sitemap


def test_it_is_public_with_nothing_beside_it(desk: Desk) -> None:
    """A standing page has no twin, no ninjs and no history, and says so nowhere."""
    desk.upload(ABOUT, page())

    assert [desk.status(f"/acerca{ending}") for ending in (".md", ".json", "/history")] == [404, 404, 404]
    assert "text/markdown" not in desk.text("/acerca")


def test_translations_name_each_other(desk: Desk) -> None:
    """Hreflang and the switch of languages; a story that chose the same word is none of them."""
    desk.upload(KEY, manuscript(translation_key="about"))
    desk.upload(ABOUT, page(translation_key="about"))
    receipt = desk.upload(ABOUT_IN_ENGLISH, page("About", translation_key="about"))

    assert receipt.complaints == ()
    assert '<link rel="alternate" hreflang="en" href="https://laera.example/en/about">' in desk.text("/acerca")
    assert '<link rel="alternate" hreflang="es" href="https://laera.example/acerca">' in desk.text("/en/about")
    assert "hreflang" not in desk.text("/internacional/puerto").split("</head>")[0]
    assert receipt.following == ("/acerca", "/pages-sitemap.xml")


def test_a_renamed_page_leads_on_from_its_old_address(desk: Desk) -> None:
    """And a deleted one says that it is gone; restored, it is back."""
    desk.upload(ABOUT, page())
    desk.upload(ABOUT, page("Sobre La Era"))
    assert (desk.status("/acerca"), desk.location("/acerca")) == (301, "/sobre-la-era")

    desk.delete(ABOUT)
    assert [desk.status(path) for path in ("/acerca", "/sobre-la-era")] == [410, 410]
    assert "sobre-la-era" not in desk.text("/pages-sitemap.xml")

    desk.upload(ABOUT, page("Sobre La Era"))
    assert [desk.status(path) for path in ("/acerca", "/sobre-la-era")] == [301, 200]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        (
            {"title": "Cultura"},
            "line 2: headline: the address /cultura belongs to section 'culture' in site.yaml; add slug: cultura-2",
        ),
        (
            {"title": "Inglés", "slug": "en"},
            "line 3: slug: the address /en belongs to a language of the paper in site.yaml; write en-2",
        ),
        (
            {"title": "API"},
            "line 2: headline: the address would end in 'api', which the paper keeps for itself; add slug: api-2",
        ),
    ],
)
def test_the_addresses_of_fronts_are_not_for_pages(desk: Desk, fields: dict[str, str], complaint: str) -> None:
    """The receipt names whose the address is, and what to write instead."""
    receipt = desk.upload(ABOUT, page(**fields))

    assert receipt.outcome is Outcome.REJECTED
    assert said(desk, ABOUT) == [complaint]


def test_an_address_belongs_to_who_asked_first(desk: Desk) -> None:
    """The second is told by whom, and takes over by itself."""
    desk.upload(ABOUT, page())
    receipt = desk.upload("pages/es/otra.md", page("Otra", slug="acerca"))

    assert receipt.outcome is Outcome.REJECTED
    assert said(desk, "pages/es/otra.md")[0].startswith(f"slug: the address /acerca belongs to {ABOUT};")

    desk.delete(ABOUT)
    assert "<h1>Otra</h1>" in desk.text("/acerca")


def test_what_belongs_to_stories_is_left_out_with_a_word(desk: Desk) -> None:
    """The page is published all the same."""
    receipt = desk.upload(ABOUT, page(section="culture", author="Ana Rojas", tags="[mar]"))

    assert receipt.outcome is Outcome.PUBLISHED
    assert said(desk, ABOUT) == [
        f"line {line}: a standing page has no {name}; it was left out; remove it"
        for line, name in ((3, "section"), (4, "author"), (5, "tags"))
    ]
    assert desk.status("/author/ana-rojas") == desk.status("/tag/mar") == 404


def test_a_page_without_a_title_or_a_text_is_refused(desk: Desk) -> None:
    """All at once."""
    desk.upload(ABOUT, b"---\ndescription: Nada.\n---\n")

    assert said(desk, ABOUT) == [
        "line 1: headline: this is missing; add title: …",
        "line 4: the page has no text; write it below the front matter",
    ]


def test_a_draft_can_be_looked_at_and_nowhere_found(desk: Desk) -> None:
    """Its receipt has the address of a preview."""
    receipt = desk.upload(ABOUT, page(draft="true"))

    assert receipt.outcome is Outcome.DRAFT
    assert receipt.preview.startswith("https://laera.example/api/preview/")
    assert receipt.would_touch is not None
    assert receipt.would_touch.added == ("/acerca",)
    assert desk.status("/acerca") == 404


def test_a_page_can_wait_for_its_hour(desk: Desk) -> None:
    """As a story does."""
    receipt = desk.upload(ABOUT, page(embargo="2026-01-31T18:00"))
    assert (receipt.outcome, desk.status("/acerca")) == (Outcome.SCHEDULED, 404)

    desk.clock.advance(timedelta(hours=10))
    release_due(desk.table, desk.room.uploads, desk.clock)
    desk.drain()
    assert desk.status("/acerca") == 200


def test_a_section_takes_the_address_of_a_page_and_gives_it_back(desk: Desk) -> None:
    """Neither writes over the other, however often either is looked at."""
    desk.upload(ABOUT, page())
    third = SITE + "  - {id: about, es: Acerca, en: Background}\n"
    desk.upload("site.yaml", third.encode())
    assert 'class="front' in desk.text("/acerca")
    assert "belongs to section 'about'" in said(desk, ABOUT)[0]

    desk.upload(ABOUT, page("Nosotros"))
    assert 'class="front' in desk.text("/acerca")
    assert "<h1>Nosotros</h1>" in desk.text("/nosotros")

    desk.upload("site.yaml", SITE.encode())
    desk.upload(ABOUT, page())
    assert "<h1>Acerca</h1>" in desk.text("/acerca")
    desk.upload("site.yaml", SITE.replace("La Era", "El Faro", 1).encode())
    assert "<h1>Acerca</h1>" in desk.text("/acerca")
    assert "El Faro" in desk.text("/acerca")


def test_the_footer_of_every_page_names_what_site_yaml_says(desk: Desk) -> None:
    """Under the words it is called by there; the page's own title may be longer."""
    desk.upload("site.yaml", WITH_FOOTER)

    story, english = (
        desk.text(path).split('<footer class="colophon">')[1] for path in ("/internacional/puerto", "/en")
    )
    assert '<a href="/acerca">Acerca</a>' in story
    assert '<a href="/contacto">Escríbenos</a>' in story
    assert '<a href="/en/about">About</a>' in english
    assert "contacto" not in english


def test_the_receipt_of_the_paper_tells_of_links_to_nowhere(desk: Desk) -> None:
    """As long as they lead nowhere: it is filed anew when a page comes, goes or moves."""
    desk.upload("site.yaml", WITH_FOOTER)
    warning = (
        "line 9: footer.es: no standing page is at /acerca, and the foot of every page leads there; upload one under "
        "pages/es/ with slug: acerca; of one that is on its way this goes by itself"
    )
    assert said(desk, "site.yaml")[0] == warning
    assert len(said(desk, "site.yaml")) == 3

    desk.upload(ABOUT, page())
    desk.upload(ABOUT_IN_ENGLISH, page("About"))
    desk.upload("pages/es/contacto.md", page("Contacto"))
    assert said(desk, "site.yaml") == []

    desk.upload(ABOUT, page("Nosotros"))
    assert said(desk, "site.yaml") == [warning]


def test_a_new_page_sends_no_word_to_the_paper_unless_the_footer_leads_there(desk: Desk) -> None:
    """The cost of a page does not depend on the paper."""
    desk.upload("site.yaml", WITH_FOOTER)
    desk.put(ABOUT, page("Nosotros"))
    desk.room.press.newsroom.publish(Notice(ABOUT))
    assert list(desk.room.uploads.notices) == []

    desk.put("pages/es/contacto.md", page("Contacto"))
    desk.room.press.newsroom.publish(Notice("pages/es/contacto.md"))
    assert [notice.key for notice in desk.room.uploads.notices] == ["site.yaml"]


def test_a_press_that_lost_everything_makes_the_same_pages(desk: Desk) -> None:
    """Renamed, deleted and standing ones, byte by byte."""
    desk.upload("site.yaml", WITH_FOOTER)
    desk.upload(ABOUT, page("Nosotros"))
    desk.upload(ABOUT, page())
    desk.upload("pages/es/contacto.md", page("Contacto"))
    desk.delete("pages/es/contacto.md")
    before = desk.everything()

    desk.site.empty()
    desk.stand_up()
    keys = ("site.yaml", KEY, ABOUT, "pages/es/contacto.md")
    desk.room.rebuild.send([Notice(key, reason=REBUILD) for key in keys])
    desk.drain()

    assert desk.everything() == before


def test_a_story_never_meets_a_page(desk: Desk) -> None:
    """A story's address has two words, a page's one: both may end alike."""
    desk.upload(ABOUT, page("Puerto"))
    receipt = desk.upload(OTHER, manuscript("Otro"))

    assert receipt.outcome is Outcome.PUBLISHED
    assert (desk.status("/puerto"), desk.status("/internacional/puerto")) == (200, 200)
