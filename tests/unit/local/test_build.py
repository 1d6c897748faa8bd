"""`laera build` makes of a folder the site that the cloud would make of a bucket."""

from pathlib import Path

import pytest

from local.command import main
from tests.unit.workflow.desk import BAD, KEY, OTHER, PATH, SITE, a_paper, manuscript

NOON = "2026-01-31T12:00:00Z"
BEFORE, AFTER = "2026-01-31T09:59:59-03:00", "2026-01-31T10:00:00-03:00"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one good story."""
    folder = tmp_path / "content"
    (folder / "articles" / "es").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    (folder / KEY).write_bytes(manuscript())
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the site goes."""
    return tmp_path / "site"


def build(content: Path, out: Path, at: str = NOON) -> int:
    """The exit code."""
    return main(["build", "--quiet", "--at", at, str(content), str(out)])


def files(out: Path) -> dict[str, bytes]:
    """Every file of the site."""
    found = (path for path in out.rglob("*") if path.is_file() and ".laera" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def test_a_folder_becomes_the_same_site_as_a_bucket(content: Path, out: Path) -> None:
    """The same files with the same bytes, but for the version that a page names."""
    assert build(content, out) == 0
    desk = a_paper()
    desk.upload()
    assert files(out).keys() == desk.everything().keys()
    assert files(out)["index.html"] == desk.everything()["index.html"][0]


def test_building_again_changes_no_byte(content: Path, out: Path) -> None:
    """Nor a file's time, so that whoever copies the site copies nothing."""
    build(content, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    assert build(content, out) == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.html")} == before


def test_the_page_of_a_deleted_story_is_removed(content: Path, out: Path) -> None:
    """With its folder, and from the fronts; others' pages stay."""
    (content / OTHER).write_bytes(manuscript("Otro"))
    build(content, out)
    assert (out / "internacional" / "otro").is_dir()

    (content / OTHER).unlink()
    assert build(content, out) == 0

    assert not (out / "internacional" / "otro").exists()
    assert "/internacional/otro" not in (out / "index.html").read_text()
    assert (out / PATH[1:] / "index.html").is_file()


def test_a_file_of_before_that_was_changed_by_hand_is_made_anew(content: Path, out: Path) -> None:
    """And one that nothing stands for goes."""
    build(content, out)
    before = files(out)
    (out / "index.html").write_text("x")
    (out / "leftover.html").write_text("x")
    build(content, out)
    assert files(out) == before


def test_a_rejected_story_fails_the_build_and_leaves_the_rest(
    content: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1; the complaint has file and line; the other stories are there."""
    (content / OTHER).write_bytes(BAD)
    assert build(content, out) == 1
    assert f"{OTHER}:3: error: section: 'nowhere' is not in site.yaml; " in capsys.readouterr().out
    assert (out / PATH[1:] / "index.html").is_file()


def test_two_stories_that_want_one_address_are_told(
    content: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As they would be in the cloud."""
    (content / OTHER).write_bytes(manuscript())
    assert build(content, out) == 1
    assert f"error: slug: the address {PATH} belongs to articles/es/" in capsys.readouterr().out


def test_a_story_under_embargo_is_built_from_its_hour_on(content: Path, out: Path) -> None:
    """`--at` is the clock; going back before the hour takes the page away again."""
    (content / KEY).write_bytes(manuscript(embargo="2026-01-31T10:00"))
    page = out / PATH[1:] / "index.html"
    assert build(content, out, BEFORE) == 0
    assert not page.exists()
    assert not [name for name, body in files(out).items() if b"Puerto" in body]
    build(content, out, AFTER)
    assert page.is_file()
    build(content, out, BEFORE)
    assert not page.exists()


def test_a_folder_without_site_file_is_the_starter_paper(content: Path, out: Path) -> None:
    """Its fronts are built too, whether or not there are stories."""
    (content / "site.yaml").unlink()
    (content / KEY).unlink()
    assert build(content, out) == 0
    assert {"index.html", "en/index.html", "opinion/index.html", "404.html"} < files(out).keys()


def test_names_of_any_kind_are_built(content: Path, out: Path) -> None:
    """Spaces, accents, signs, a folder too many; what an editor's program left behind is passed over."""
    for number, name in enumerate(("puerto ñ+ 100%.md", "sub/carpeta/Nota.MD")):
        path = content / "articles" / "es" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(manuscript(f"Nota {number}"))
    (content / "articles" / "es" / "nota.md~").write_bytes(BAD)
    (content / ".DS_Store").write_bytes(b"x")
    assert build(content, out) == 0
    assert {"internacional/nota-0/index.html", "internacional/nota-1/index.html"} < files(out).keys()


@pytest.mark.parametrize(
    ("content_name", "out_name", "said"),
    [
        ("nothing", "site", "nothing is not a folder; name the folder that holds site.yaml"),
        ("content/site.yaml", "site", "is not a folder"),
        ("content", "content/site.yaml", "is a file; name a folder for the site"),
        ("content", "content", "has files that no build put there"),
        ("content", "content/site", "lie inside each other"),
        ("content", "full", "has files that no build put there; name an empty folder"),
        ("content/articles", ".", "has files that no build put there"),
    ],
)
def test_odd_folders_are_refused_before_anything_is_touched(
    content: Path, capsys: pytest.CaptureFixture[str], content_name: str, out_name: str, said: str
) -> None:
    """Exit code 2, one line that says what is wrong; nobody's files are swept away."""
    root = content.parent
    (root / "full").mkdir()
    (root / "full" / "thesis.txt").write_text("years of work")
    before = files(root)

    assert build(root / content_name, root / out_name) == 2

    err = capsys.readouterr().err
    assert err.startswith("laera build: ")
    assert said in err
    assert err.count("\n") == 1
    assert files(root) == before


def test_a_folder_that_cannot_be_made_is_refused(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Here because a file stands in the way."""
    assert build(content, content / "site.yaml" / "site") == 2
    assert "lie inside each other" in capsys.readouterr().err
    (content.parent / "file").write_text("words")
    assert build(content, content.parent / "file" / "site") == 2
    said = capsys.readouterr().err
    assert said.startswith(f"laera build: {content.parent / 'file' / 'site'} cannot be made: ")
    assert said.endswith("; name a folder where you may write\n")


def test_a_built_site_that_lies_around_its_content_is_refused(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sweeping it would take the stories with it."""
    (content.parent / ".laera").mkdir()
    assert build(content, content.parent) == 2
    assert "lie inside each other" in capsys.readouterr().err
    assert (content / KEY).is_file()


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-01", "12:00"])
def test_an_hour_that_is_none_is_refused(content: Path, out: Path, capsys: pytest.CaptureFixture[str], at: str) -> None:
    """With an example, and without a site."""
    assert build(content, out, at) == 2
    assert f"--at {at}: write a time such as 2026-01-31T09:00:00-03:00" in capsys.readouterr().err
    assert not out.exists()


def test_an_hour_without_offset_is_utc(content: Path, out: Path) -> None:
    """The command knows no paper's clock before it has read the folder."""
    (content / KEY).write_bytes(manuscript(embargo="2026-01-31T12:00:00Z"))
    build(content, out, "2026-01-31T11:59:59")
    assert not (out / PATH[1:]).exists()
    build(content, out, "2026-01-31T12:00:00")
    assert (out / PATH[1:] / "index.html").is_file()
