"""The look of a running paper changes and comes back, by the commands that a designer types and one upload each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from laera.rendering.environment import SOURCE
from tests.integration.running import SITE, Paper, eventually, manuscript, running, start

STORY = "/internacional/el-faro"
PATHS = (STORY, f"{STORY}/history", "/", "/internacional", "/en", "/nowhere", "/internacional/se-va", "/feed.xml")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A paper with a story and one that was withdrawn."""
    folder = tmp_path_factory.mktemp("content")
    (folder / "site.yaml").write_text(SITE)
    errors = tmp_path_factory.mktemp("runner") / "errors.txt"
    with running(start(folder, errors, "--no-watch"), errors) as paper:
        paper.publish("articles/es/faro.md", manuscript("El faro"))
        paper.publish("articles/es/va.md", manuscript("Se va"))
        paper.s3.delete_object(Bucket=paper.doors["bucket"], Key="articles/es/va.md")
        eventually(lambda: paper.get("/internacional/se-va").status == 410)
        yield paper


def test_a_look_is_pushed_switched_to_and_back(paper: Paper, tmp_path: Path) -> None:
    """All pages follow without a deployment, and their style sheet; back, they are what they were, to the byte."""
    shutil.copytree(SOURCE, tmp_path / "look")
    with (tmp_path / "look" / "assets" / "style.css").open("a", encoding="utf-8") as style:
        style.write("p { color: red }\n")
    rested(paper)
    before = {path: paper.get(path).body for path in PATHS}

    pushed = paper.command("templates", "push", str(tmp_path / "look"))
    assert (pushed.returncode, pushed.stdout[:11]) == (0, "templates: ")
    name = pushed.stdout.split()[1]
    eventually(lambda: f"templates: {name}" in paper.receipt(f"templates/{name}.zip"))
    assert paper.receipt(f"templates/{name}.zip").startswith("DRAFT.")
    rested(paper)
    assert {path: paper.get(path).body for path in PATHS} == before

    paper.publish("site.yaml", f"{SITE}templates: {name}\n")
    rested(paper)

    after = {path: paper.get(path).body for path in PATHS}
    assert [path for path, body in after.items() if name in body] == [path for path in PATHS if path != "/feed.xml"]
    sheet = after[STORY].partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert paper.get(sheet).body.endswith("p{color:red}")
    assert paper.receipt(f"templates/{name}.zip").startswith("PUBLISHED.")
    listed = paper.command("templates", "list")
    assert listed.stdout.startswith(name)
    assert listed.stdout.endswith("in force\n")
    assert paper.command("verify", "--quiet").returncode == 0

    paper.publish("site.yaml", f"{SITE}templates: {'0' * 16}\n")
    assert "the content bucket has no template set" in paper.receipt("site.yaml")
    rested(paper)
    assert {path: paper.get(path).body for path in PATHS} == after

    paper.publish("site.yaml", SITE)
    rested(paper)

    assert {path: paper.get(path).body for path in PATHS} == before
    assert paper.get(sheet).body.endswith("p{color:red}")
    verified = paper.command("verify", "--quiet", "--remembered")
    assert verified.returncode == 0
    assert f"remembered  {sheet[1:]}: text/css of" in verified.stdout


def rested(paper: Paper) -> None:
    """Wait until nothing is under way."""
    assert paper.command("progress", "--once").returncode == 0
    eventually(lambda: "wait" not in paper.command("progress", "--once").stdout)
