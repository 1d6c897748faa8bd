"""A paper is compared with what it should be, and put right: on the paper that runs, and on folders."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.command import main
from tests.integration.running import ENVIRONMENT, SITE, Paper, eventually, manuscript, running, start
from tests.unit.imaging.pictures import encoded, landscape

STORY = "internacional/el-faro/index.html"


def fields(text: str, **more: str) -> str:
    """A story with more front matter."""
    return text.replace("---\n", "---\n" + "".join(f"{name}: {value}\n" for name, value in more.items()), 1)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A paper with a story and its photograph, one that moved, one that was withdrawn and one that waits."""
    folder = tmp_path_factory.mktemp("content")
    (folder / "site.yaml").write_text(SITE)
    errors = tmp_path_factory.mktemp("runner") / "errors.txt"
    with running(start(folder, errors, "--no-watch"), errors) as paper:
        photograph = {"photograph": "{src: media/faro.jpg, alt: Un faro}", "tags": "[mar]"}
        paper.publish("articles/es/faro.md", fields(manuscript("El faro"), **photograph))
        paper.s3.put_object(
            Bucket=paper.doors["bucket"], Key="media/faro.jpg", Body=encoded(landscape(800, 500), "JPEG")
        )
        paper.publish("articles/es/muelle.md", manuscript("El muelle"))
        paper.publish("articles/es/muelle.md", manuscript("El muelle nuevo"))
        paper.publish("articles/es/va.md", manuscript("Se va"))
        paper.s3.delete_object(Bucket=paper.doors["bucket"], Key="articles/es/va.md")
        paper.publish("articles/es/manana.md", fields(manuscript("Manana"), embargo="2190-01-01T00:00"))
        eventually(lambda: "/media/" in paper.get("/internacional/el-faro").body)
        eventually(lambda: paper.get("/internacional/se-va").status == 410)
        yield paper


@pytest.fixture(scope="module")
def site(paper: Paper) -> str:
    """The name of the site bucket."""
    return next(it["Name"] for it in paper.s3.list_buckets()["Buckets"] if "site" in it["Name"])


def verified(paper: Paper, *options: str) -> "tuple[int, list[str]]":
    """What `laera verify` ends with and says."""
    done = paper.command("verify", "--quiet", *options)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def damage(paper: Paper, site: str, key: str, **wrong: object) -> None:
    """Something is done to an object by hand; what is not named stays as it was."""
    lay = paper.s3.get_object(Bucket=site, Key=key)
    page = {
        "Body": lay["Body"].read(),
        "ContentType": lay["ContentType"],
        "CacheControl": lay["CacheControl"],
        "Metadata": lay["Metadata"],
    }
    paper.s3.put_object(Bucket=site, Key=key, **(page | wrong))  # type: ignore[arg-type]  # its own words


def flipped(paper: Paper, site: str, key: str, at: int) -> bytes:
    """An object's bytes with one of them changed."""
    body = bytearray(paper.s3.get_object(Bucket=site, Key=key)["Body"].read())
    body[at] ^= 1
    return bytes(body)


def test_a_paper_that_nobody_touched_agrees(paper: Paper) -> None:
    """After publishing, moving, withdrawing and holding stories."""
    code, said = verified(paper)

    assert code == 0, said
    assert len(said) == 1
    assert "all as they should be" in said[0]


def test_each_kind_of_damage_is_named_and_mended(paper: Paper, site: str) -> None:
    """A flipped byte in a page, a front and a photograph; a lost object; wrong headers; then all agrees again."""
    media = next(it["Key"] for it in paper.s3.list_objects_v2(Bucket=site, Prefix="media/")["Contents"])
    damage(paper, site, STORY, Body=flipped(paper, site, STORY, 300))
    damage(paper, site, "index.html", Body=flipped(paper, site, "index.html", 200))
    damage(paper, site, "tag/mar/index.html", Body=b"<p>nada</p>")
    damage(paper, site, media, Body=flipped(paper, site, media, 50))
    damage(paper, site, "feed.xml", CacheControl="no-store")
    damage(paper, site, "404.html", ContentType="text/plain")
    damage(paper, site, "internacional/el-muelle-nuevo/index.html", Metadata={"laera-status": "410"})
    paper.s3.delete_object(Bucket=site, Key="internacional/el-muelle/index.html")
    paper.s3.delete_object(Bucket=site, Key="internacional/se-va/index.html")

    code, said = verified(paper)

    told = {line.split()[1].rstrip(":"): line for line in said[:-1]}
    assert code == 1
    assert {line.split()[0] for line in told.values()} == {"different", "missing"}
    assert "byte 300, line " in told[STORY]
    assert "byte 200" in told["index.html"]
    assert " of " in told["tag/mar/index.html"]
    assert "byte 50: " in told[media]
    assert "cache lifetime 'no-store' should be 'public" in told["feed.xml"]
    assert "content type 'text/plain' should be 'text/html; charset=utf-8'" in told["404.html"]
    assert "laera-status '410' should be ''" in told["internacional/el-muelle-nuevo/index.html"]
    assert told["internacional/el-muelle/index.html"].endswith(": 301 to /internacional/el-muelle-nuevo")
    assert told["internacional/se-va/index.html"].endswith(": 410")
    assert len(told) == 9
    assert "9 wrong (2 missing, 7 different" in said[-1]

    dry = paper.command("rebuild", "--dry-run", "--quiet")
    assert dry.returncode == 1
    assert "would have" in dry.stdout

    mended = paper.command("rebuild", "--quiet")
    assert (mended.returncode, mended.stderr) == (0, ""), mended.stdout
    assert "having 5 uploads and the fronts of" in mended.stdout
    code, said = verified(paper)
    assert code == 0, said


def test_what_no_upload_stands_behind_is_named_and_left(paper: Paper, site: str) -> None:
    """The press deletes nothing from the site: it may be somebody's. A person is told how."""
    paper.s3.put_object(Bucket=site, Key="google1234.html", Body=b"google-site-verification", ContentType="text/html")
    try:
        code, said = verified(paper)
        assert code == 1
        assert said[0] == "unexpected  google1234.html: text/html of 24 bytes; no upload stands behind it"

        rebuilt = paper.command("rebuild", "--quiet")
        assert rebuilt.returncode == 1
        assert f"if nobody needs google1234.html: aws s3 rm 's3://{site}/google1234.html'" in rebuilt.stdout
    finally:
        paper.s3.delete_object(Bucket=site, Key="google1234.html")
    assert verified(paper)[0] == 0


def test_what_only_the_site_remembers_is_not_wrong(paper: Paper) -> None:
    """Of a story whose versions were erased a tombstone stays; damage to it would be seen."""
    key = "articles/es/borrada.md"
    paper.publish(key, manuscript("Borrada"))
    bucket = paper.doors["bucket"]
    for version in paper.s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]:
        paper.s3.delete_object(Bucket=bucket, Key=key, VersionId=version["VersionId"])
    eventually(lambda: paper.get("/internacional/borrada").status == 410)

    code, said = verified(paper)
    assert (code, len(said)) == (0, 1), said
    assert " remembered)" in said[0]

    code, said = verified(paper, "--remembered")
    assert code == 0
    assert "remembered  internacional/borrada/index.html: 410; a site made anew would have nothing here" in said


def test_everything_can_be_looked_at_and_watched(paper: Paper, site: str) -> None:
    """`--all` needs no finding; the sweep leaves word of how far it came, and progress reads it."""
    damage(paper, site, STORY, Body=flipped(paper, site, STORY, 300))
    damage(paper, site, "tag/mar/index.html", Body=b"<p>nada</p>")
    assert "would have all" in paper.command("rebuild", "--all", "--dry-run").stdout

    rebuilt = paper.command("rebuild", "--all", "--quiet")

    assert rebuilt.returncode == 0, rebuilt.stdout
    line = paper.command("progress").stdout
    assert "uploads looked at (rebuild)" in line
    assert "done" in line
    assert paper.command("progress", "--once").stdout == line


def test_a_lost_site_comes_back_whole(paper: Paper, site: str) -> None:
    """Every object missing, and after one rebuild none."""
    for it in paper.s3.list_objects_v2(Bucket=site)["Contents"]:
        if "borrada" not in it["Key"]:
            paper.s3.delete_object(Bucket=site, Key=it["Key"])

    rebuilt = paper.command("rebuild", "--quiet")

    assert rebuilt.returncode == 0, rebuilt.stdout


def test_a_folder_is_compared_with_what_was_made_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By bytes, not by times: also a byte flipped by somebody who kept the file's time."""
    content, out = tmp_path / "content", tmp_path / "site"
    (content / "articles" / "es").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE)
    (content / "articles" / "es" / "faro.md").write_text(manuscript("El faro"))
    assert main(["build", str(content), str(out), "--quiet"]) == 0
    assert main(["verify", str(content), str(out), "--quiet"]) == 0
    page = out / STORY
    status, body = page.stat(), bytearray(page.read_bytes())
    body[400] ^= 1
    page.write_bytes(bytes(body))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    capsys.readouterr()

    assert main(["verify", str(content), str(out), "--quiet"]) == 1

    assert capsys.readouterr().out.startswith(f"different   {STORY}: byte 400, line ")


def test_the_moment_of_a_build_can_be_named(tmp_path: Path) -> None:
    """A folder that was built for an hour to come agrees with that hour."""
    content, out = tmp_path / "content", tmp_path / "site"
    (content / "articles" / "es").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE)
    story = fields(manuscript("El faro"), embargo="2100-01-01T00:00")
    (content / "articles" / "es" / "faro.md").write_text(story)
    main(["build", str(content), str(out), "--quiet", "--at", "2100-01-02T00:00:00Z"])

    assert main(["verify", str(content), str(out), "--quiet"]) == 1
    assert main(["verify", str(content), str(out), "--quiet", "--at", "2100-01-01T21:00"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify", "one"], "name two folders"),
        (["verify", "nowhere", "site"], "nowhere is not a folder; name the folder that holds site.yaml"),
        (["verify", "docs", "docs"], "is not a site that 'laera build' has made"),
        (["verify", "docs", "docs", "--stack", "laera"], "name one paper"),
        (["verify", "--content-bucket", "a"], "name both buckets"),
        (["verify", "--at", "2026-01-31"], "--at goes with two folders"),
        (["verify", "docs", "docs", "--at", "soon"], "--at soon: this is not a date"),
        (["verify", "--site-port", "1"], "no paper runs at http://127.0.0.1:1; start one with 'laera serve'"),
        (["rebuild", "--site-port", "1"], "no paper runs at"),
        (["progress", "--site-port", "1"], "no paper runs at"),
        (["verify", "--stack", "laera"], "AWS did not do as asked"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(words: list[str], said: str) -> None:
    """With exit code 2, and how to go on."""
    alone = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "eu-west-1", "HOME": "/nonexistent"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "local.command", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**ENVIRONMENT, **alone},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"laera {words[0]}: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
