"""`laera templates`: a designer pushes a set into a content folder, and reads which there are."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from laera.rendering.compiling import files_of_set
from laera.rendering.environment import SOURCE
from laera.rendering.pages import PageRenderer
from laera.rendering.template_sets import name_of_set, unpacked
from local.command import main
from tests.unit.workflow.desk import KEY, SITE, manuscript

Command = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with a story."""
    folder = tmp_path / "content"
    (folder / KEY).parent.mkdir(parents=True)
    (folder / KEY).write_bytes(manuscript())
    (folder / "site.yaml").write_text(SITE)
    return folder


@pytest.fixture
def look(tmp_path: Path) -> Path:
    """A folder of templates that differ from the checkout's by a style."""
    folder = tmp_path / "look"
    shutil.copytree(SOURCE, folder)
    with (folder / "assets" / "style.css").open("a", encoding="utf-8") as style:
        style.write("p { color: red }\n")
    return folder


@pytest.fixture
def laera(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command: its exit code, what it prints, and what it says beside that."""

    def command(*words: object) -> tuple[int, list[str], list[str]]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.splitlines()

    return command


def test_a_set_is_pushed_switched_to_and_back(laera: Command, content: Path, look: Path, tmp_path: Path) -> None:
    """The one line that is printed puts it in force; `laera build` makes the site in it, and without it as before."""
    out = tmp_path / "out"
    assert laera("build", content, out, "--quiet")[0] == 0
    page = (out / "internacional" / "puerto" / "index.html").read_bytes()

    code, line, _ = laera("templates", "push", look, "--content", content)
    name = name_of_set(files_of_set(look))
    assert (code, line) == (0, [f"templates: {name}"])
    assert unpacked((content / "templates" / f"{name}.zip").read_bytes()) == files_of_set(look)

    (content / "site.yaml").write_text(f"{SITE}{line[0]}\n")
    assert laera("check", content)[:2] == (0, ["3 files checked: all would be published."])
    assert laera("build", content, out, "--quiet") == (0, [], [])
    assert name.encode() in (out / "internacional" / "puerto" / "index.html").read_bytes()
    assert any("p{color:red}" in style.read_text() for style in (out / "assets").glob("style.*.css"))

    (content / "site.yaml").write_text(SITE)
    assert laera("build", content, out, "--quiet")[0] == 0
    assert (out / "internacional" / "puerto" / "index.html").read_bytes() == page


def test_the_checkout_s_own_templates_can_be_pushed(laera: Command, content: Path) -> None:
    """Without naming a folder; a second time nothing is uploaded."""
    first = laera("templates", "push", "--content", content)
    files = {path: path.stat().st_mtime_ns for path in (content / "templates").iterdir()}
    second = laera("templates", "push", "--content", content)
    assert first[:2] == second[:2] == (0, [f"templates: {name_of_set(files_of_set())}"])
    assert first[2][0].startswith("pushed ")
    assert second[2][0] == f"{content} has this set already"
    assert {path: path.stat().st_mtime_ns for path in (content / "templates").iterdir()} == files


def test_a_set_that_makes_no_page_is_not_pushed(laera: Command, content: Path, look: Path) -> None:
    """Each mistake is a line with its file, in the form that editors' programs turn into links."""
    (look / "tag.html").write_text("{{ paige }}\n")
    (look / "byline.html").write_text("{% if %}\n")
    code, out, err = laera("templates", "push", look, "--content", content)
    assert (code, out) == (1, [])
    assert f"{look}/tag.html: line 1: 'paige' is undefined" in err
    assert any(line.startswith(f"{look}/byline.html: line 1: ") for line in err)
    assert err[-1] == "nothing was pushed: no paper can be made with this set"
    assert not (content / "templates").exists()


def test_words_that_cannot_be_compiled_are_not_pushed(laera: Command, content: Path, look: Path) -> None:
    """As when the press starts with them."""
    with (look / "words" / "es.po").open("a", encoding="utf-8") as catalogue:
        catalogue.write('\nmsgid "x"\nmsgstr "y"\n')
    code, _, err = laera("templates", "push", look, "--content", content)
    assert code == 2
    assert err == [
        "laera templates: words/es.po: unknown messages: x; en.po has all that pages say: remove or rename them"
    ]


def test_the_list_tells_what_is_in_force(laera: Command, content: Path, look: Path) -> None:
    """Of several sets, of the press's own, and of one that would not do with this release."""
    own = f"in force: the press's own, {PageRenderer.load().template_set} in this checkout"
    assert laera("templates", "list", "--content", content) == (0, [own], [])

    laera("templates", "push", look, "--content", content)
    laera("templates", "push", "--content", content)
    (content / "templates" / f"{'0' * 16}.zip").write_bytes(b"spoilt")
    name, other = name_of_set(files_of_set(look)), name_of_set(files_of_set())
    (content / "site.yaml").write_text(f"{SITE}templates: {other}\n")

    code, out, _ = laera("templates", "list", "--content", content)
    assert code == 0
    said = {line.split()[0]: line.split("bytes  ")[1] for line in out}
    assert said.pop("0" * 16).startswith("cannot be used with this release: this is no whole zip")
    assert said == {name: "ready", other: "in force"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["push", "--content", "nowhere"], "nowhere is not a folder; name the folder that holds site.yaml"),
        (["push", "--content", ".", "--bucket", "b"], "name one paper: a --stack, a --bucket, or a --content folder"),
        (["push", "nowhere"], "nowhere is no folder of templates; name one that has"),
        (["list", "look"], "list takes no folder of templates; a folder of content is named with --content"),
        (["list", "--site-port", "1"], "no paper runs at http://127.0.0.1:1; start one with 'laera serve'"),
    ],
)
def test_what_cannot_be_done_is_one_line(laera: Command, words: list[str], said: str) -> None:
    """With the cure."""
    code, out, err = laera("templates", *words)
    assert (code, out, len(err)) == (2, [], 1)
    assert said in err[0]


def test_a_paper_whose_set_is_not_in_the_folder_is_checked_as_far_as_can_be(laera: Command, content: Path) -> None:
    """The bucket may have it; a build, which has nothing else, says what is missing."""
    (content / "site.yaml").write_text(f"{SITE}templates: {'0' * 16}\n")
    code, out, _ = laera("check", content / "site.yaml")
    assert code == 0
    assert f"warning: templates: templates/{'0' * 16}.zip is not in this folder" in out[0]
    code, out, _ = laera("build", content, content.with_name("out"), "--quiet")
    assert code == 1
    assert f"site.yaml:8: error: templates: the content bucket has no template set '{'0' * 16}'" in out[0]


def test_a_spoilt_set_is_found_before_it_is_uploaded(laera: Command, content: Path) -> None:
    """By name, and as part of its folder."""
    path = content / "templates" / f"{'0' * 16}.zip"
    path.parent.mkdir()
    path.write_bytes(b"spoilt")
    for named in (path, content):
        code, out, _ = laera("check", named)
        assert code == 1
        assert out[0].startswith(f"{path}: error: this is no whole zip")
    (content / "templates" / "summer.zip").write_bytes(b"")
    assert (
        "'summer.zip' is not named as a template set is" in laera("check", content / "templates" / "summer.zip")[1][0]
    )
