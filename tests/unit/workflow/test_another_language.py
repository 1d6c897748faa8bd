"""Another language is one catalogue and one line of site.yaml: this paper learns Portuguese."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from laera.domain.receipts import Outcome
from laera.rendering.compiling import compile_templates
from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer
from laera.rendering.words import COUNTED, MESSAGES, Words, read_words
from tests.unit.rendering.samples import find, parsed, said, text_of
from tests.unit.workflow.desk import SITE, Desk, manuscript

CATALOGUE = Path(__file__).with_name("pt.po")
WITH_PORTUGUESE = SITE.replace("languages: [es, en]", "languages: [es, en, pt]")
NAMED = WITH_PORTUGUESE.replace("en: International", "en: International, pt: Mundo")
VERSIONS = {"es": "/internacional/puerto", "en": "/en/international/harbour", "pt": "/pt/internacional/o-porto"}


@pytest.fixture(scope="module", params=["checkout", "layer"])
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TemplateHome:
    """The templates with one catalogue more: as files, and as a layer carries them."""
    folder = tmp_path_factory.mktemp(request.param) / "templates"
    shutil.copytree(SOURCE, folder)
    shutil.copy(CATALOGUE, folder / "words")
    if request.param == "layer":
        compile_templates(folder.with_name("compiled"), folder)
        folder = folder.with_name("compiled")
    return TemplateHome(folder)


@pytest.fixture
def desk(templates: TemplateHome) -> Desk:
    """A paper in Spanish and English that has just become one in Portuguese too, with a story in all three."""
    desk = Desk(pages=PageRenderer(templates))
    desk.upload("site.yaml", SITE.encode())
    desk.upload("articles/es/puerto.md", manuscript(translation_key="porto"))
    desk.upload("articles/en/harbour.md", manuscript("Harbour", translation_key="porto"))
    assert desk.upload("site.yaml", WITH_PORTUGUESE.encode()).outcome is Outcome.PUBLISHED
    told = {"byline": "Ana Souza", "tags": "[mar]", "published": "2026-01-30T21:45:00-03:00"}
    story = manuscript("O porto", translation_key="porto", **told)
    assert desk.upload("articles/pt/o-porto.md", story).outcome is Outcome.PUBLISHED
    return desk


def document_at(desk: Desk, path: str) -> Element:
    """The page at a path."""
    return parsed(desk.page(path).body)


def alternates(document: Element) -> list[tuple[str | None, str | None]]:
    """What hreflang says."""
    return [(link.get("hreflang"), link.get("href")) for link in document.iter("link") if link.get("hreflang")]


def spoken(words: Words) -> set[str]:
    """All that a catalogue can say."""
    counted = {getattr(words, name)(count) for name in COUNTED for count in (1, 2)}
    return counted | {getattr(words, name) for name in MESSAGES - COUNTED}


def foreign(texts: Iterable[str], templates: TemplateHome) -> set[str]:
    """What a Portuguese page says as only English or Spanish catalogues do."""
    own, english, spanish = (spoken(read_words(templates, language)) for language in ("pt", "en", "es"))
    return set(texts) & ((english | spanish) - own - {"English", "Español"})


def test_one_line_of_the_site_file_differs() -> None:
    """Not even the sections need another name."""
    assert [line for line in WITH_PORTUGUESE.splitlines() if line not in SITE.splitlines()] == [
        "languages: [es, en, pt]"
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/pt", ["Últimas notícias", "30 de janeiro de 2026 21:45"]),
        ("/pt/internacional", ["Internacional", "30 de janeiro de 2026 21:45"]),
        ("/pt/cultura", ["Ainda não há notícias aqui"]),
        ("/pt/internacional/o-porto", ["Por", "30 de janeiro de 2026 21:45", "hora de Santiago", "Comentários"]),
        ("/pt/author/ana-souza", ["Notícias assinadas por", "Ana Souza"]),
        ("/pt/tag/mar", ["Assunto", "mar"]),
        ("/pt/2026/01/30", ["O jornal do dia", "Sexta-feira, 30 de janeiro de 2026"]),
        ("/pt/corrections", ["Correções"]),
        ("/pt/internacional/o-porto/history", ["Histórico desta notícia", "Publicação"]),
        ("/pt/404", ["Não encontramos esta página", "Ir para a capa"]),
    ],
)
def test_every_page_speaks_portuguese(desk: Desk, templates: TemplateHome, path: str, words: list[str]) -> None:
    """Fronts with and without stories, a story and what belongs to it, and the page for unknown addresses."""
    page = desk.site.get("pt/404.html") if path == "/pt/404" else desk.page(path)
    assert page is not None
    document = parsed(page.body)

    texts = " ".join(said(find(document, "body")))
    assert document.get("lang") == "pt"
    assert [word for word in words if word not in texts] == []
    assert foreign(said(document), templates) == set()


def test_its_story_and_the_others_know_each_other(desk: Desk) -> None:
    """Search engines read the same three versions on each, and readers go from any to any."""
    told = {language: alternates(document_at(desk, path)) for language, path in VERSIONS.items()}

    assert told["es"] == told["en"] == told["pt"]
    assert told["pt"] == [
        *((language, f"https://laera.example{path}") for language, path in VERSIONS.items()),
        ("x-default", "https://laera.example/internacional/puerto"),
    ]
    for language, path in VERSIONS.items():
        links = document_at(desk, path).findall(".//nav[@class='languages']/a")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            other: there for other, there in VERSIONS.items() if other != language
        }


def test_fronts_of_three_languages_know_each_other(desk: Desk) -> None:
    """The homes, and the fronts of a section whatever it is called."""
    desk.upload("site.yaml", NAMED.encode())
    for paths in (("/", "/en", "/pt"), ("/internacional", "/en/international", "/pt/mundo")):
        told = [alternates(document_at(desk, path)) for path in paths]
        assert told[0] == told[1] == told[2]
        assert {href for _, href in told[0]} == {f"https://laera.example{path}" for path in paths}


def test_a_section_that_gets_its_name_moves_with_its_stories(desk: Desk) -> None:
    """The name in Portuguese may come later; the addresses of before lead on."""
    desk.upload("site.yaml", NAMED.encode())

    assert desk.location("/pt/internacional/o-porto") == "/pt/mundo/o-porto"
    assert "Mundo" in desk.text("/pt/mundo")


def test_a_story_without_a_translation_says_where_the_switch_leads(desk: Desk) -> None:
    """In the words of the page, to everyone: it is the front page, not the story."""
    desk.upload("articles/pt/so-aqui.md", manuscript("Só aqui"))
    document = document_at(desk, "/pt/internacional/so-aqui")

    assert [(text_of(link), link.get("href")) for link in document.findall(".//nav[@class='languages']/a")] == [
        ("Español (capa)", "/"),
        ("English (capa)", "/en"),
    ]
    assert alternates(document) == []


def test_who_withdraws_a_translation_changes_the_others(desk: Desk) -> None:
    """Of three that knew each other two are left, on both."""
    desk.delete("articles/en/harbour.md")

    for path in (VERSIONS["es"], VERSIONS["pt"]):
        document = document_at(desk, path)
        assert [language for language, _ in alternates(document)] == ["es", "pt", "x-default"]
        links = {link.get("hreflang"): link for link in document.findall(".//nav[@class='languages']/a")}
        assert links["en"].get("href") == "/en"
        assert text_of(links["en"]).startswith("English (")


def test_the_press_has_words_in_it(desk: Desk, templates: TemplateHome) -> None:
    """The receipt of site.yaml asks for names of sections, and not for a catalogue."""
    assert PageRenderer(templates).languages == {"en", "es", "pt"}
    complaints = desk.receipt_file("site.yaml")["complaints"]
    assert [complaint["field"] for complaint in complaints] == ["sections.pt", "sections.pt"]
    assert all(complaint["is_warning"] for complaint in complaints)


def test_the_same_bytes_come_from_a_layer(tmp_path: Path) -> None:
    """What Lambda renders in Portuguese is what the runner shows."""
    shutil.copytree(SOURCE, tmp_path / "templates")
    shutil.copy(CATALOGUE, tmp_path / "templates" / "words")
    compile_templates(tmp_path / "compiled", tmp_path / "templates")
    papers = []
    for folder in ("templates", "compiled"):
        desk = Desk(pages=PageRenderer.load(tmp_path / folder))
        desk.upload("site.yaml", WITH_PORTUGUESE.encode())
        desk.upload("articles/pt/o-porto.md", manuscript("O porto"))
        papers.append(desk.everything())

    assert papers[0] == papers[1]
    assert "pt/internacional/o-porto/index.html" in papers[0]
