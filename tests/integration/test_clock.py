"""Tomorrow's front, seen today: the clock of a running paper is moved, and the paper follows."""

import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local.control import HEADER, PREFIX
from tests.integration.running import SITE, Paper, manuscript, running, start

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def timed(headline: str, **fields: str) -> str:
    """A story with more front matter."""
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return manuscript(headline).replace("---\n", f"---\n{more}", 1)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A paper with a story of now, one until tomorrow and one from tomorrow on."""
    folder = tmp_path_factory.mktemp("content")
    (folder / "articles" / "es").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    (folder / "articles" / "es" / "hoy.md").write_text(manuscript("Siempre aqui"))
    (folder / "articles" / "es" / "hasta.md").write_text(timed("Hasta el alba", expires=TOMORROW))
    (folder / "articles" / "es" / "desde.md").write_text(timed("Desde el alba", embargo=TOMORROW))
    errors = tmp_path_factory.mktemp("runner") / "errors.txt"
    with running(start(folder, errors), errors) as paper:
        paper.line_with("4 files of")
        yield paper


def clock(paper: Paper, *words: str) -> "subprocess.CompletedProcess[str]":
    """`laera clock …`, as a person types it."""
    return paper.command("clock", *words)


def statuses(paper: Paper) -> tuple[int, int, int]:
    """How the three stories answer."""
    pages = ("siempre-aqui", "hasta-el-alba", "desde-el-alba")
    first, second, third = (paper.get(f"/internacional/{page}").status for page in pages)
    return first, second, third


def test_tomorrow_and_back(paper: Paper) -> None:
    """What waits appears, what expires goes, fronts and API with them; and back again, as often as one likes."""
    assert clock(paper).stdout.endswith("in Santiago: real time.\n")
    assert statuses(paper) == (200, 200, 404)
    for _ in range(2):
        ahead = clock(paper, "+25h")

        assert "1 story released" in ahead.stdout
        assert "1 expired" in ahead.stdout or "1 story expired" in ahead.stdout
        assert statuses(paper) == (200, 410, 200)
        front = paper.get("/").body
        assert ("Desde el alba" in front, "Hasta el alba" in front) == (True, False)
        assert "Desde el alba" in paper.get("/api/articles").body
        assert clock(paper).stdout.endswith("1 d 1 h ahead of real time.\n")

        back = clock(paper, "-25h")

        assert "on hold again" in back.stdout
        assert "back" in back.stdout
        assert statuses(paper) == (200, 200, 410)
        front = paper.get("/").body
        assert ("Desde el alba" in front, "Hasta el alba" in front) == (False, True)


def test_breaking_news_end_as_often_as_the_clock_passes_their_end(paper: Paper) -> None:
    """The strip goes with the clock alone, comes back with it, and goes again."""
    until = (datetime.now(UTC) + timedelta(minutes=20)).isoformat()
    paper.publish("fronts/es/home.yaml", f"breaking:\n  text: Se abre el puerto\n  until: {until}\n")
    shown = []
    for distance in ("+40m", "-40m", "+40m", "-40m"):
        clock(paper, distance)
        shown.append("Se abre el puerto" in paper.get("/").body)

    assert shown == [False, True, False, True]
    clock(paper, "now")


def test_an_upload_is_published_whatever_the_clock_shows(paper: Paper) -> None:
    """Uploads keep their real time, which may lie ahead of the paper's: edits, new addresses and withdrawals work."""
    clock(paper, "-30d")
    key = "articles/es/antes.md"
    paper.publish(key, manuscript("Antes de tiempo").replace("2026-01-31", "2025-01-31"))
    assert paper.get("/internacional/antes-de-tiempo").status == 200

    paper.publish(key, manuscript("Otro nombre").replace("2026-01-31", "2025-01-31"))
    moved = paper.get("/internacional/antes-de-tiempo")
    assert (moved.status, moved.headers["location"]) == (301, "/internacional/otro-nombre")

    clock(paper, "now")
    assert paper.get("/internacional/otro-nombre").status == 200
    assert paper.get("/internacional/antes-de-tiempo").status == 301


def test_words_that_name_no_time_move_nothing(paper: Paper) -> None:
    """One line says how to write one."""
    refused = clock(paper, "mañana")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("laera clock: 'mañana': this is not a date; write +2h")
    assert clock(paper).stdout.endswith(": real time.\n")


def test_no_page_can_move_it(paper: Paper) -> None:
    """Neither one from elsewhere nor one of the paper: only the command can."""
    for headers in ({}, {HEADER: "1", "Origin": paper.doors["site"]}, {HEADER: "1", "Host": "attacker.example"}):
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{paper.doors['site']}{PREFIX}clock", data=b'{"to": "+2h"}', method="POST", headers=headers
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)  # noqa: S310 - loopback
        refused.value.close()
        assert refused.value.code == 403
    assert clock(paper).stdout.endswith(": real time.\n")


def test_a_paper_can_start_at_another_time(tmp_path: Path) -> None:
    """`--clock` with a moment by the paper's time zone, or a distance behind."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text(SITE)
    (content / "articles" / "es").mkdir(parents=True)
    (content / "articles" / "es" / "alba.md").write_text(timed("Alba", embargo="2030-02-01T09:00"))
    errors = tmp_path / "errors.txt"
    with running(start(content, errors, "--clock", "2030-02-01T09:00"), errors) as paper:
        assert "Friday 1 February 2030 09:00 in Santiago" in paper.line_with("It is ")
        paper.line_with("2 files of")
        assert paper.get("/internacional/alba").status == 200


def test_a_start_at_no_time_is_one_line(tmp_path: Path) -> None:
    """Before anything is started."""
    errors = tmp_path / "errors.txt"
    process = start(tmp_path / "content", errors, "--clock", "-1y")
    out, _ = process.communicate(timeout=60)

    assert (process.returncode, out) == (2, "")
    assert errors.read_text().startswith("laera serve: '-1y' is no distance in time; ")
