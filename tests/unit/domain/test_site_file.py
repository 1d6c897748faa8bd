"""site.yaml."""

import pytest

from laera.domain.complaints import Complaint, errors_in
from laera.domain.site import FooterLink, Site
from laera.domain.site_file import SiteReading, read_site, starter_site, starter_site_file

PAPER = """\
name: La Era
url: https://laera.example
time_zone: America/Santiago
languages: [es, en]
description: {es: Noticias, en: News}
sections:
  - {id: international, es: Internacional, en: International}
  - {id: politics, es: Política, en: Politics}
"""


def reading(old: str = "", new: str = "") -> SiteReading:
    """The paper's file with one thing written otherwise."""
    assert old in PAPER
    return read_site(PAPER.replace(old, new, 1).encode())


def error(old: str, new: str) -> str:
    """The one complaint, which keeps the file from being used."""
    read = reading(old, new)
    assert read.site is None
    assert len(read.complaints) == 1, [str(complaint) for complaint in read.complaints]
    return str(read.complaints[0])


def test_the_paper_is_read() -> None:
    """Name, address, clock, languages, descriptions and sections, in the order of the file."""
    read = reading()

    assert read.complaints == ()
    assert read.site is not None
    assert read.site.languages == ("es", "en")
    assert read.site.descriptions == {"es": "Noticias", "en": "News"}
    assert [section.slug("es") for section in read.site.sections] == ["internacional", "politica"]
    assert read.site.url == "https://laera.example"


@pytest.mark.parametrize("field", ["name", "url", "time_zone", "languages", "sections"])
@pytest.mark.parametrize("empty", ["", '""', "' '", '"\\u202e"', "[]", "{}", "[ ' ' ]"])
def test_what_a_paper_needs_may_not_be_empty(field: str, empty: str) -> None:
    """However emptiness is written: the file is used, or something is said of the field."""
    lines = [line for line in PAPER.partition("sections:")[0].splitlines() if not line.startswith(f"{field}:")]
    sections = "" if field == "sections" else PAPER[PAPER.index("sections:") :]
    read = read_site("\n".join([*lines, f"{field}: {empty}", sections]).encode())

    assert read.site is None
    assert {complaint.field for complaint in errors_in(read.complaints)} == {field}


def test_the_starter_paper_is_a_good_one() -> None:
    """Who uploads no site.yaml gets La Era: two languages, eight sections, no complaint."""
    site = starter_site()

    assert read_site(starter_site_file()) == SiteReading(site)
    assert (site.name, site.default_language, site.time_zone) == ("La Era", "es", "America/Santiago")
    assert [section.id for section in site.sections] == [
        "international",
        "politics",
        "business",
        "technology",
        "science",
        "culture",
        "sports",
        "opinion",
    ]


def test_everything_missing_is_said_at_once() -> None:
    """An almost empty file names each thing it needs."""
    read = read_site(b"description: x\n")

    assert read.site is None
    assert {complaint.field for complaint in read.complaints} == {"name", "url", "time_zone", "languages"}


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://localhost:8080/", "http://localhost:8080"),
        ("HTTPS://LaEra.Example", "https://laera.example"),
        ("https://xn--laera-pta.example", "https://xn--laera-pta.example"),
    ],
)
def test_the_address_is_read_in_canonical_form(url: str, read: str) -> None:
    """Lower case, no slash at the end."""
    site = reading("https://laera.example", url).site

    assert site is not None
    assert site.url == read


@pytest.mark.parametrize(
    "url",
    [
        "laera.example",
        "ftp://laera.example",
        "https://",
        "https://laera.example/paper",
        "https://laera.example/?a",
        "https://user:secret@laera.example",
        "https://la era.example",
        "https://laera.example:port",
        "https://[::1",
        "https://laéra.example",
        "javascript:alert(1)",
        "https://a..b",
    ],
)
def test_what_is_no_site_s_address_is_refused(url: str) -> None:
    """The paper stands at the root of a host that browsers can reach."""
    assert ": url: " in error("https://laera.example", f'"{url}"')


def test_an_unknown_time_zone_is_refused() -> None:
    """The cure names the zone that was meant."""
    assert "did you mean 'America/Santiago'?" in error("America/Santiago", "America/Santigo")
    assert "did you mean 'America/Santiago'?" in error("America/Santiago", "Santiago")
    assert "such as" in error("America/Santiago", "../../etc/passwd")
    for own in ("localtime", "posixrules", "Factory", "right/UTC", "posix/Europe/Madrid"):
        assert "is not a time zone" in error("America/Santiago", own)
    assert "is not a time zone" in error("America/Santiago", "'a\\0b'")


def test_languages_are_codes() -> None:
    """Two letters each, none twice."""
    assert "not a language code" in error("[es, en]", "[es, en, english]")
    assert "twice" in error("[es, en]", "[es, en, ES]")
    assert "keeps for itself" in error("[es, en]", "[es, en, rss]")


def test_a_language_that_the_press_does_not_speak_is_pointed_out() -> None:
    """The paper is made all the same, and its editor learns why parts of those pages are in English."""
    read = read_site(PAPER.encode(), spoken={"es"})

    assert read.site is not None
    [complaint] = read.complaints
    assert complaint.is_warning
    assert str(complaint) == (
        "line 4: languages: the press has no words in 'en': what it says itself on those pages is in English; "
        "have templates/words/en.po made, or leave the language out"
    )
    assert read_site(PAPER.encode(), spoken={"es", "en"}).complaints == ()


SET = "0123456789abcdef"


def test_a_paper_may_name_a_template_set() -> None:
    """Its name is kept in small letters, and the languages that the set has words in are those that count."""
    text = f"{PAPER}templates: {SET.upper()}\n".encode()
    asked: list[str] = []

    def look_at(name: str) -> frozenset[str]:
        asked.append(name)
        return frozenset({"es", "en"})

    read = read_site(text, spoken={"es"}, look_at=look_at)

    assert (asked, read.complaints) == ([SET], ())
    assert read.site is not None
    assert read.site.templates == SET
    assert read_site(text).site == read.site
    unnamed = read_site(PAPER.encode(), look_at=look_at).site
    assert unnamed is not None
    assert (unnamed.templates, asked) == ("", [SET])


def test_a_template_set_that_cannot_be_used_is_a_mistake_in_its_line() -> None:
    """As whoever looked at it says, beside all other mistakes of the file."""
    text = f"{PAPER}templates: {SET}\ntime_zon: x\n".encode()
    read = read_site(text, look_at=lambda _: Complaint("there is none", "push it"))

    assert read.site is None
    line = PAPER.count("\n") + 1
    assert [str(complaint) for complaint in read.complaints if not complaint.is_warning] == [
        f"line {line}: templates: there is none; push it"
    ]
    assert len(read.complaints) == 2


@pytest.mark.parametrize("word", ["newest", SET[:-1], f"{SET}0", f"{SET}.zip", "''", "[a, b]", "{a: b}"])
def test_a_word_that_is_no_set_s_name_is_not_looked_for(word: str) -> None:
    """The cure says where the name comes from."""
    read = read_site(f"{PAPER}templates: {word}\n".encode(), look_at=lambda _: pytest.fail("it was looked for"))
    assert [complaint.field for complaint in read.complaints] == ["templates"]


@pytest.mark.parametrize(
    ("word", "name"), [("", ""), ("1234567890123456", "1234567890123456"), ("1" * 14 + "e5", "1" * 14 + "e5")]
)
def test_a_set_s_name_is_a_text_whatever_it_looks_like(word: str, name: str) -> None:
    """YAML would take some for numbers. A line without a name is as none."""
    read = read_site(f"{PAPER}templates: {word}\n".encode())
    assert read.site is not None
    assert (read.site.templates, read.complaints) == (name, ())


def test_one_description_serves_all_languages() -> None:
    """A description may be written once."""
    site = reading("{es: Noticias, en: News}", "News").site

    assert site is not None
    assert site.descriptions == {"es": "News", "en": "News"}


class TestSections:
    """The parts of the paper."""

    def test_two_cannot_share_an_address(self) -> None:
        """Not in any language, however the name is spelt."""
        assert "same address as section 'international'" in error("es: Política", "es: INTERNACIONAL!")
        assert "id 'international' is there twice" in error("id: politics", "id: international")

    @pytest.mark.parametrize("name", ["Media", "Feed", "2026", "API"])
    def test_none_takes_the_paper_s_own_words(self, name: str) -> None:
        """The press's places and the days' pages come first."""
        assert "keeps for itself" in error("es: Política", f"es: {name}")

    @pytest.mark.parametrize("name", ["EN", "Es"])
    def test_none_takes_the_place_of_a_language(self, name: str) -> None:
        """`/en` is the paper in English; a paper without English may have a section of that name."""
        assert f"belongs to the paper in '{name.lower()}'" in error("es: Política", f"es: {name}")

        in_french = PAPER.replace("en", "fr").replace("es: Política", "es: EN")
        assert read_site(in_french.encode()).complaints == ()

    def test_a_language_that_is_added_finds_its_place_free(self) -> None:
        """Whichever of the two was there first."""
        section = PAPER.replace("Política", "PT")
        assert read_site(section.encode()).complaints == ()

        added = section.replace("[es, en]", "[es, en, pt]").replace("en: International", "en: World, pt: Mundo")
        said = read_site(added.replace("en: Politics", "en: Politics, pt: Brasil").encode()).complaints
        assert [complaint.field for complaint in said] == ["sections.es"]
        assert "would end in /pt, which belongs to the paper in 'pt'" in str(said[0])

    def test_one_without_a_name_in_a_language_keeps_the_one_it_has(self) -> None:
        """So that a new language is one line of the file; the editor is told what to add."""
        read = reading("[es, en]", "[es, en, pt]")

        assert read.site is not None
        assert read.site.sections[1].names == {"es": "Política", "en": "Politics", "pt": "Política"}
        assert all(complaint.is_warning for complaint in read.complaints)
        assert [complaint.line for complaint in read.complaints] == [7, 8]
        assert str(read.complaints[1]) == (
            "line 8: sections.pt: section 'politics' has no name in 'pt': it is called 'Política' there; add pt: …"
        )

    def test_each_has_a_name(self) -> None:
        """One at least, of which an address can be made."""
        assert "section 'politics' has no name; add es: …" in error(", es: Política, en: Politics", "")
        assert "no address can be made" in error("es: Política", "es: Политика")

    def test_each_has_an_id(self) -> None:
        """Lower-case words; the cure makes one."""
        assert "write id: world-news" in error("id: politics", "id: World News")
        assert "has no id" in error("id: politics, ", "")

    def test_they_are_a_list_of_fields(self) -> None:
        """Other forms are complained about."""
        assert "should be a list" in str(
            read_site(PAPER.partition("sections:")[0].encode() + b"sections: all\n").complaints[0]
        )
        assert "needs its id" in error("{id: politics, es: Política, en: Politics}", "politics")

    def test_there_are_not_too_many(self) -> None:
        """Fifty at most."""
        many = "".join(f"  - {{id: s{number}, es: S {number}, en: S {number}}}\n" for number in range(51))
        read = read_site((PAPER.partition("  - {")[0] + many).encode())

        assert "51 entries" in str(read.complaints[0])


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"\0",
        b"\xff\xfea",
        b"\xff",
        b"- a",
        b"just words",
        b"a: [",
        b"a: &b c",
        b"x" * 70_000,
        b"name: [a]\nurl: {b: c}\n",
    ],
)
def test_what_is_no_site_file_is_complained_about(file: bytes) -> None:
    """No bytes make the reader stumble."""
    read = read_site(file)

    assert read.site is None
    assert all(complaint.problem for complaint in read.complaints)
    assert read.complaints


def test_an_unknown_field_is_only_odd() -> None:
    """A slip in an optional name does not stop the paper."""
    read = reading("description:", "descripcion:")

    assert read.site is not None
    assert read.complaints[0].is_warning


def test_a_broken_field_does_not_hide_the_rest() -> None:
    """The field that cannot be read is not called missing too."""
    read = read_site(PAPER.replace("name: La Era", "name: La: Era").replace("America/", "Amerca/").encode())

    assert [complaint.line for complaint in read.complaints] == [1, 3]


NO_NAMES = "an entry of the footer needs what the page is called in each language"


class TestFooter:
    """The standing pages at the foot of every page."""

    @staticmethod
    def footer(text: str) -> SiteReading:
        """The paper with this footer."""
        return read_site(f"{PAPER}footer:\n{text}".encode())

    def test_a_name_is_an_address_as_a_section_s_is(self) -> None:
        """Where it is not, the entry says so; a language that an entry does not name has no such link."""
        read = self.footer("  - {es: Quiénes somos, en: About us}\n  - es: {text: Ética, page: codigo-de-etica}\n")

        assert read.complaints == ()
        assert read.site is not None
        assert read.site.footer == {
            "es": (FooterLink("Quiénes somos", "quienes-somos"), FooterLink("Ética", "codigo-de-etica")),
            "en": (FooterLink("About us", "about-us"),),
        }
        assert [(language, path) for language, _, path in read.site.footer_links()] == [
            ("es", "/quienes-somos"),
            ("es", "/codigo-de-etica"),
            ("en", "/en/about-us"),
        ]
        assert [link.line for _, link, _ in read.site.footer_links()] == [10, 11, 10]
        assert Site.from_record(read.site.to_record()) == read.site

    @pytest.mark.parametrize(
        ("entry", "complaint"),
        [
            (
                "Contacto",
                f"line 10: footer: {NO_NAMES}; write - {{es: Contacto}}",
            ),
            (
                "es: {page: contacto}",
                "line 10: footer.es: there is nothing for readers to click on; add text: …",
            ),
            (
                "es: {text: Escríbenos, page: /Contacto}",
                "line 10: footer.es: '/Contacto' is not a page's address; write page: contacto",
            ),
            (
                'es: "¡!"',
                "line 10: footer.es: '¡!' is not a page's address; add page: with the last word of its address",
            ),
            ("es: [a]", "line 10: footer.es: this should be text; write it on one line, in quotes"),
        ],
    )
    def test_what_leads_to_no_page_is_complained_about(self, entry: str, complaint: str) -> None:
        """With the line of the entry."""
        assert [str(said) for said in self.footer(f"  - {entry}\n").complaints] == [complaint]

    def test_one_page_is_linked_once(self) -> None:
        """Two words for one place are a slip."""
        read = self.footer("  - {es: Contacto}\n  - es: {text: Escríbenos, page: contacto}\n")

        assert [str(said) for said in read.complaints] == [
            "line 11: footer.es: the page 'contacto' is there twice; keep one"
        ]
