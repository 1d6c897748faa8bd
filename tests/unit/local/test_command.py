"""The command line."""

import shutil
from pathlib import Path

import pytest

from laera.rendering import environment
from local.arguments import parser
from local.command import main


def test_every_option_has_a_variable_and_the_flag_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make serve` passes the environment on."""
    assert parser().parse_args(["serve"]).site_port == 8000
    monkeypatch.setenv("LAERA_SITE_PORT", "0")
    monkeypatch.setenv("LAERA_S3_PORT", "")
    monkeypatch.setenv("LAERA_CONTENT", "my paper")

    given = parser().parse_args(["serve", "--site-port", "81"])

    assert (given.site_port, given.s3_port, given.content) == (81, 8333, Path("my paper"))


@pytest.mark.parametrize("port", ["http", "-1", "65536", "8 000", "²"])
def test_a_port_that_is_none_is_refused(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the flag and from the environment alike, with the cure."""
    monkeypatch.setenv("LAERA_S3_PORT", port)
    with pytest.raises(SystemExit) as ended:
        main(["serve"])

    assert ended.value.code == 2
    assert "give a number from 0 to 65535" in capsys.readouterr().err


def test_a_content_folder_that_cannot_be_used_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with it and how to choose another, before anything is started."""
    (tmp_path / "file").write_text("words")
    for folder, said in ((tmp_path / "file", "is a file"), (tmp_path / "file" / "paper", "cannot be used: ")):
        assert main(["serve", "--site-port", "0", "--s3-port", "0", "--content", str(folder)]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"laera serve: the content folder {folder} {said}")
        assert err.endswith("; choose a folder of your own with --content or LAERA_CONTENT\n")


def test_a_catalogue_that_cannot_be_used_is_heard_of_before_any_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever language it is in, and whichever command: each mistake on a line of its own."""
    templates, content = tmp_path / "templates", tmp_path / "content"
    shutil.copytree(environment.SOURCE, templates)
    content.mkdir()
    english = (templates / "words" / "en.po").read_text(encoding="utf-8")
    (templates / "words" / "qu.po").write_text(english.replace("{paper}", "{papel}"), encoding="utf-8")
    monkeypatch.setattr(environment, "SOURCE", templates)

    serve = ["serve", "--site-port", "0", "--s3-port", "0", "--content", str(content)]
    for command in (serve, ["build", str(content), str(tmp_path / "out")]):
        assert main(command) == 2
        lines = capsys.readouterr().err.splitlines()
        assert lines[0].startswith(f"laera {command[0]}: words/qu.po: the header says")
        assert "words/qu.po: footer: has {papel} where {paper} belongs" in lines
    assert not list((tmp_path / "out").rglob("*"))


@pytest.mark.parametrize(
    "command", ["", "serve", "clock", "check", "build", "verify", "rebuild", "progress", "templates"]
)
def test_help_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command says what it does and what to type."""
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])

    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 10


def test_without_a_command_the_commands_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Rather than a traceback or silence."""
    with pytest.raises(SystemExit):
        main([])

    assert "{serve,clock,check,build,verify,rebuild,progress,templates}" in capsys.readouterr().err
