"""`laera check` says before an upload what the press would say after it."""

import json
from pathlib import Path

import pytest
from PIL import Image

from local.command import main
from tests.unit.workflow.desk import BAD, KEY, SITE, Desk, a_paper, manuscript


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one good story."""
    (tmp_path / "site.yaml").write_text(SITE)
    (tmp_path / "articles" / "es").mkdir(parents=True)
    (tmp_path / "articles" / "en").mkdir()
    (tmp_path / KEY).write_bytes(manuscript())
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit code and what was printed."""
    code = main(["check", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_a_good_story_would_be_published(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, so that a script may go on."""
    assert checked(capsys, content / KEY) == (0, "1 file checked: all would be published.\n")


def test_a_bad_story_is_shown_with_its_line_and_its_cure(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the form that editors' programs turn into links; exit code 1."""
    path = content / KEY
    path.write_bytes(manuscript(section="internacionall", tagss="x"))

    code, text = checked(capsys, path)

    assert code == 1
    lines = text.splitlines()
    assert f"{path}:3: error: section: 'internacionall' is not in site.yaml; did you mean 'internacional'?" in lines
    assert [line for line in lines if line.startswith(f"{path}:5: warning: ")]
    assert lines[-1] == "1 file checked: 1 would be rejected."


def test_a_warning_alone_does_not_fail(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The press would publish the story."""
    (content / KEY).write_bytes(manuscript(tagss="x"))
    code, text = checked(capsys, content / KEY)
    assert code == 0
    assert "warning: " in text


def test_a_folder_is_checked_with_all_in_it(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stories of any depth and spelling, and site.yaml; not what would not be uploaded with it."""
    (content / "articles" / "es" / "MALA ñ+.MD").write_bytes(BAD)
    for name in ("~$nota.md", ".oculta.md", "nota.md~", "notas.docx"):
        (content / "articles" / "es" / name).write_bytes(b"x")
    (content / ".git").mkdir()
    (content / ".git" / "README.md").write_bytes(b"x")

    code, text = checked(capsys, content)

    assert code == 1
    assert "MALA ñ+.MD:3: error" in text
    assert text.endswith("3 files checked: 1 would be rejected.\n")


def test_the_nearest_site_file_above_counts(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its sections, and the language of the folder below it; another may be named."""
    english = content / "articles" / "en" / "a.md"
    english.write_bytes(manuscript(section="artes"))
    assert checked(capsys, english)[0] == 1

    other = content / "other.yaml"
    other.write_text(SITE.replace("es: Cultura", "es: Artes"))
    assert checked(capsys, english, "--site", other)[0] == 0


def test_without_a_site_file_the_starter_paper_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor may try a story before there is a paper; a folder articles/en says its language."""
    path = tmp_path / "articles" / "en" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(manuscript(section="opinion"))
    assert checked(capsys, path)[0] == 0


def test_a_broken_site_file_is_complained_about(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its line, like any upload."""
    (content / "site.yaml").write_text(SITE.replace("America/Santiago", "America/Santigo"))
    code, text = checked(capsys, content / "site.yaml")
    assert code == 1
    assert "site.yaml:3: error: time_zone: 'America/Santigo' is not a time zone; did you mean" in text


def test_a_language_without_a_catalogue_is_pointed_out(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the receipt of site.yaml would; the file is in order."""
    (content / "site.yaml").write_text(SITE.replace("[es, en]", "[es, qu]").replace("en:", "qu:"))
    code, text = checked(capsys, content / "site.yaml")
    assert code == 0
    assert "site.yaml:4: warning: languages: the press has no words in 'qu'" in text


def test_a_story_beside_a_broken_site_file_is_checked_with_a_word_of_warning(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once for the folder, on standard error, so that JSON stays JSON."""
    (content / "site.yaml").write_text("broken")
    (content / "articles" / "es" / "otro.md").write_bytes(manuscript())
    assert main(["check", "--json", str(content / KEY), str(content / "articles" / "es" / "otro.md")]) == 0
    said = capsys.readouterr()
    assert len(json.loads(said.out)) == 2
    assert (
        said.err == f"laera check: {content / 'site.yaml'} has errors; stories are checked against the starter paper\n"
    )


def test_programs_get_json(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One entry a file, its complaints as in a receipt; the exit code stays."""
    (content / KEY).write_bytes(BAD)
    other = content / "articles" / "es" / "otro.md"
    other.write_bytes(manuscript())

    code, text = checked(capsys, "--json", content / KEY, other)

    assert code == 1
    first, second = json.loads(text)
    assert (first["file"], first["outcome"]) == (str(content / KEY), "rejected")
    [complaint] = first["complaints"]
    assert (complaint["line"], complaint["field"], complaint["is_warning"]) == (3, "section", False)
    assert complaint.keys() == {"line", "field", "problem", "cure", "is_warning"}
    assert second == {"file": str(other), "outcome": "accepted", "complaints": []}


def test_a_file_that_is_not_there_is_the_commands_fault(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, one line on standard error, nothing half printed."""
    assert main(["check", str(content / KEY), str(content / "nada.md")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"laera check: {content / 'nada.md'}: No such file or directory\n"


def test_a_file_of_another_kind_is_refused_as_the_press_does(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not taken apart as if it were text."""
    path = content / "articles" / "es" / "nota.docx"
    path.write_bytes(b"PK\x03\x04")
    code, text = checked(capsys, path)
    assert code == 1
    assert "'nota.docx' does not end in .md; save it as plain text" in text


def test_a_photograph_is_checked_as_one(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what the photo desk would say of it, not with advice to save it as text."""
    good, broken = content / "puerto.jpg", content / "media" / "puerto.jpg"
    Image.new("RGB", (1200, 800)).save(good)
    broken.parent.mkdir()
    broken.write_bytes(b"not a picture")
    assert checked(capsys, good) == (0, "1 file checked: all would be published.\n")
    code, text = checked(capsys, broken)
    assert code == 1
    assert text.startswith(f"{broken}: error: this is no photograph in a format the press can read; export it as JPEG")


@pytest.mark.parametrize(
    "body",
    [manuscript(), BAD, b"", b"\xff", b"x" * 1_100_000, manuscript(byline="", tagss="x"), manuscript(slug="A b")],
)
def test_check_and_receipt_say_the_same(content: Path, capsys: pytest.CaptureFixture[str], body: bytes) -> None:
    """Whoever has mended what `laera check` names has a story that runs."""
    (content / KEY).write_bytes(body)
    _, text = checked(capsys, "--json", content / KEY)
    desk: Desk = a_paper()
    desk.upload(KEY, body)
    assert json.loads(text)[0]["complaints"] == desk.receipt_file()["complaints"]


@pytest.mark.parametrize("has_site", [True, False])
def test_a_front_document_is_checked_as_the_press_reads_it(
    content: Path, capsys: pytest.CaptureFixture[str], *, has_site: bool
) -> None:
    """By its place under fronts/, against the paper's sections; with the folder, or named alone."""
    if not has_site:
        (content / "site.yaml").unlink()
    path = content / "fronts" / "es" / "home.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("lead: articles/es/puerto.md\nsections: [culture]\norder: newst\n")

    code, text = checked(capsys, content)

    assert code == 1
    assert f"{path}:3: error: order: 'newst' is not an order; did you mean 'newest'?\n" in text
    path.write_text("lead: articles/es/puerto.md\n")
    assert checked(capsys, path) == (0, "1 file checked: all would be published.\n")


def test_a_yaml_file_elsewhere_is_no_use(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A front document lies under fronts/."""
    path = content / "home.yaml"
    path.write_text("lead: articles/es/puerto.md\n")

    assert "front documents go under fronts/" in checked(capsys, path)[1]


def test_a_footer_is_checked_against_the_pages_of_the_folder(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft is no page yet; of a page that is there, not a word."""
    (content / "site.yaml").write_text(f"{SITE}footer:\n  - {{es: Contacto}}\n")
    page = content / "pages" / "es" / "contacto.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: Contacto\ndraft: true\n---\nEscríbenos.\n", encoding="utf-8")

    code, text = checked(capsys, content)
    assert code == 0
    assert f"{content / 'site.yaml'}:9: warning: footer.es: no standing page is at /contacto" in text

    page.write_text("---\ntitle: Contacto\n---\nEscríbenos.\n", encoding="utf-8")
    assert checked(capsys, content) == (0, "3 files checked: all would be published.\n")
    assert checked(capsys, page) == (0, "1 file checked: all would be published.\n")


def test_a_page_with_a_mistake_would_be_rejected(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is checked as a page, not as a story without a section."""
    page = content / "pages" / "es" / "cultura.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: Cultura\n---\nTexto.\n", encoding="utf-8")

    code, text = checked(capsys, page)

    assert code == 1
    assert text.splitlines()[0].endswith(
        ":2: error: headline: the address /cultura belongs to section 'culture' in site.yaml; add slug: cultura-2"
    )


def test_a_person_s_file_is_checked(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its own name, and with the folder."""
    person = content / "authors" / "ana.yaml"
    person.parent.mkdir()
    person.write_text("name: Ana Rojas\n", encoding="utf-8")

    code, text = checked(capsys, content)

    assert code == 1
    assert f"{person}:1: error: name: stories signed with this name lead to /author/ana-rojas" in text
    person.write_text("name: Ana\n", encoding="utf-8")
    assert checked(capsys, person) == (0, "1 file checked: all would be published.\n")
