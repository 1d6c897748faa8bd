"""`authors/<word>.yaml`: what the paper says of somebody who signs."""

import pytest

from laera.domain.articles import Photograph
from laera.domain.complaints import errors_in
from laera.domain.people import Profile
from laera.domain.person_file import LONGEST_BIOGRAPHY, is_person_file, read_person
from tests.unit.rendering.samples import RENDITIONS, SITE

KEY = "authors/ana-rojas.yaml"
FILE = """\
name: Ana Rojas
role: {es: Editora de Ciencia, en: Science editor}
biography:
  es: |
    Escribe sobre el mar.

    Antes fue *bióloga*.
  en: Writes about the sea.
portrait: {src: media/ana.jpg, alt: Ana Rojas on a pier, focal: [0.5, 0.3]}
links:
  Mastodon: https://social.example/@ana
  Correo: ana@laera.example
"""


def said(text: str, key: str = KEY) -> list[str]:
    """What a receipt would say."""
    return [str(complaint) for complaint in read_person(key, text.encode(), SITE).complaints]


def test_a_file_is_read() -> None:
    """Every field, each language for itself; paragraphs stay paragraphs."""
    reading = read_person(KEY, FILE.encode(), SITE)

    assert reading.complaints == ()
    person = reading.person
    assert person is not None
    assert (person.slug, person.name, person.languages) == ("ana-rojas", "Ana Rojas", SITE.languages)
    assert person.roles == {"es": "Editora de Ciencia", "en": "Science editor"}
    assert person.biographies["es"] == "Escribe sobre el mar.\n\nAntes fue *bióloga*."
    assert person.links == (("Mastodon", "https://social.example/@ana"), ("Correo", "mailto:ana@laera.example"))
    assert person.portrait == Photograph("media/ana.jpg", "Ana Rojas on a pier", focal=(0.5, 0.3))


def test_a_name_is_enough() -> None:
    """One text stands for all languages, addresses are called after their hosts."""
    text = "name: Ana Rojas\nrole: Editora\nlinks: [https://www.ana.example/x, ana@laera.example]\n"
    person = read_person(KEY, text.encode(), SITE).person

    assert person is not None
    assert person.roles == dict.fromkeys(SITE.languages, "Editora")
    assert person.links == (
        ("ana.example", "https://www.ana.example/x"),
        ("ana@laera.example", "mailto:ana@laera.example"),
    )


@pytest.mark.parametrize("empty", ["", '""', "' '", '"\\u202e"', "[]", "{}"])
def test_a_name_may_not_be_empty(empty: str) -> None:
    """However emptiness is written, the receipt says so."""
    reading = read_person(KEY, f"name: {empty}\n".encode(), SITE)

    assert reading.person is None
    assert [complaint.field for complaint in errors_in(reading.complaints)] == ["name"]


def test_the_name_of_a_link_is_read_as_any_text() -> None:
    """Nothing unseen in it, and its spaces are joined."""
    reading = read_person(KEY, b'name: Ana Rojas\nlinks: {"Mi\\u202e  sitio": https://ana.example}\n', SITE)

    assert reading.person is not None
    assert reading.person.links == (("Mi sitio", "https://ana.example"),)
    assert [complaint.is_warning for complaint in reading.complaints] == [True]


def test_a_profile_is_the_same_when_it_comes_from_the_record() -> None:
    """With a portrait and without one."""
    person = read_person(KEY, FILE.encode(), SITE).person
    assert person is not None

    for profile in (person.profile("es", RENDITIONS), person.profile("en", None)):
        assert Profile.from_record(profile.to_record()) == profile


def test_only_some_languages_have_the_page() -> None:
    """In the order of `site.yaml`."""
    person = read_person(KEY, b"name: Ana Rojas\nlanguages: en\n", SITE).person
    assert person is not None
    assert person.languages == ("en",)


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        ("authors/es/ana-rojas.yaml", "the file lies in a folder below authors/; name it authors/ana-rojas.yaml"),
        (
            "authors/Ana Rojas.yaml",
            "'Ana Rojas.yaml' is not a name as addresses have them; name it authors/ana-rojas.yaml",
        ),
        ("authors/¡!.YAML", "'¡!.YAML' is not a name as addresses have them; name it authors/ana-rojas.yaml"),
        (
            "authors/anita.yaml",
            "line 1: name: stories signed with this name lead to /author/ana-rojas, and the file is about ",
        ),
    ],
)
def test_the_file_is_named_as_the_page_is(key: str, complaint: str) -> None:
    """Whoever signs in a story leads to the page that the file is about."""
    assert is_person_file(key)
    [only] = said("name: Ana Rojas\n", key)
    assert only.startswith(complaint)


def test_a_slug_says_that_stories_sign_so() -> None:
    """For two people of one name."""
    text = "name: Ana Rojas\nslug: ana-rojas-soto\n"
    assert said(text, "authors/ana-rojas-soto.yaml") == []
    assert said(text)[0].startswith("line 2: slug: stories signed with this slug lead to /author/ana-rojas-soto")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("role: x\n", "name: this is missing; add name: …, as it stands over stories"),
        (
            "name: 安\n",
            "line 1: name: there are no letters in '安' from which an address could be made; add slug: ana-rojas",
        ),
        ("name: Ana Rojas\nslug: Ana R\n", "line 2: slug: 'Ana R' cannot stand in an address; write ana-r"),
        (
            "name: Ana Rojas\nlinks: [javascript:alert(1)]\n",
            "line 2: links: 'javascript:alert(1)' is not an address; write an address that begins with https://, or",
        ),
        (
            "name: Ana Rojas\nlinks: {A: https://a.example, a: [x]}\n",
            "line 2: links: this should be text; write it on one line, in quotes",
        ),
        (
            "name: Ana Rojas\nlinks: [https://a.example, https://a.example]\n",
            "line 2: links: 'https://a.example' is there twice; keep one",
        ),
        (
            f"name: Ana Rojas\nlinks: [{', '.join(f'https://a{n}.example' for n in range(13))}]\n",
            "line 2: links: there are 13 entries, more than the 12 there may be; keep the important ones",
        ),
        (
            "name: Ana Rojas\nlanguages: [es, fr]\n",
            "line 2: languages: 'fr' is not a language of site.yaml; choose one of: en, es",
        ),
        (
            "name: Ana Rojas\nportrait: media/ana.jpg\n",
            "line 2: portrait.alt: the photograph has no description for readers who cannot see it; add alt: …",
        ),
        (
            "name: Ana Rojas\nbiography: [a, b]\n",
            "line 2: biography: this should be text; write it after a '|', or in quotes",
        ),
        (
            "name: Ana Rojas\nbiography: |\n  Uno.\n\n  ![x](media/a.jpg)\n",
            "line 2: biography: a biography holds no photographs; name one as portrait: …",
        ),
        (
            f"name: Ana Rojas\nbiography: {'x' * (LONGEST_BIOGRAPHY + 1)}\n",
            "line 2: biography: this is 4001 characters long, more than the 4000 there may be; shorten it",
        ),
        ("name: Ana Rojas\nbio: x\n", "line 2: 'bio' is not a field here; it was left out; there are: biography"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_its_cure(text: str, complaint: str) -> None:
    """One slip, one complaint."""
    [only] = said(text)
    assert only.startswith(complaint)


def test_everything_is_said_at_once() -> None:
    """In the order of the file, the name of the file first."""
    assert len(said("name: Ana: Rojas\nlinks: [x]\nportrait: ana.jpg\n", "authors/a/b.yaml")) == 5


@pytest.mark.parametrize("file", [b"", b"\xff\xfe", b"a: [", b"- a\n", b"x" * 70_000, b"name: {a: b}", b"name: |\n  a"])
def test_whatever_the_bytes_are_nothing_is_raised(file: bytes) -> None:
    """A broken file is a receipt."""
    reading = read_person(KEY, file, SITE)
    assert reading.complaints
    assert reading.person is None
