"""The whole runner, started as a person starts it and used as editors and readers use it."""

import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.running import (
    REACTION_SECONDS,
    READY_SECONDS,
    SITE,
    Paper,
    eventually,
    manuscript,
    running,
    start,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the paper's settings and one story."""
    folder = tmp_path_factory.mktemp("content")
    (folder / "site.yaml").write_text(SITE)
    (folder / "articles" / "es").mkdir(parents=True)
    (folder / "articles" / "es" / "primera.md").write_text(manuscript("Ya estaba en la carpeta"))
    return folder


@pytest.fixture(scope="module")
def paper(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A paper for all tests of this module."""
    errors = tmp_path_factory.mktemp("runner") / "errors.txt"
    with running(start(folder, errors), errors) as paper:
        yield paper


def test_the_folder_is_published_from_the_start(paper: Paper) -> None:
    """What lay in the folder can be read once the paper says that it has read it."""
    paper.line_with("2 files of")

    assert "Ya estaba en la carpeta" in paper.get("/internacional/ya-estaba-en-la-carpeta").body


def test_an_upload_becomes_a_page_a_place_on_the_front_a_listing_and_a_receipt(paper: Paper) -> None:
    """One file in the bucket: readers, programs and the editor each find it where they look."""
    paper.put("articles/es/faro.md", manuscript("El faro vuelve a girar"))

    eventually(lambda: paper.get("/internacional/el-faro-vuelve-a-girar").status == 200)
    eventually(lambda: "El faro vuelve a girar" in paper.get("/").body)
    eventually(lambda: "El faro vuelve a girar" in paper.get("/api/articles").body)
    eventually(lambda: paper.receipt("articles/es/faro.md").startswith("PUBLISHED."))
    line = paper.line_with("articles/es/faro.md")
    assert re.match(r"published +articles/es/faro\.md  \d+ ms  http://127\.0\.0\.1:\d+/internacional/", line)


def test_a_draft_is_seen_at_the_address_on_its_line_until_it_is_published(paper: Paper) -> None:
    """By those who have the address alone: no cache keeps it, no robot may, and no other site is told of it."""
    key, page = "articles/es/borrador.md", manuscript("Un borrador que espera")
    paper.put(key, page.replace("headline:", "draft: true\nheadline:"))
    address = paper.line_with(key).split("  ")[-1]
    assert address.startswith(f"{paper.doors['site']}/api/preview/")
    path = address.removeprefix(paper.doors["site"])

    seen = [paper.get(path) for _ in range(2)]
    listed = [paper.get(public).body for public in ("/", "/api/articles", "/sitemap.xml", "/feed.xml")]

    for preview in seen:
        assert preview.status == 200
        assert "<h1>Un borrador que espera</h1>" in preview.body
        assert preview.headers["x-cache"] == "Miss from cloudfront"
        assert preview.headers["cache-control"] == "no-store, private"
        assert preview.headers["referrer-policy"] == "no-referrer"
        assert preview.headers["x-robots-tag"] == "noindex, nofollow"
        assert preview.headers["content-security-policy"] == paper.get("/").headers["content-security-policy"]
    assert not [body for body in listed if "borrador" in body]
    assert paper.get(f"{path[:-1]}{'A' if path[-1] != 'A' else 'B'}").status == 404

    paper.put(key, page)
    eventually(lambda: paper.get(path).status == 302)
    assert paper.get(path).headers["location"] == "/internacional/un-borrador-que-espera"


def test_a_story_that_changes_breaks_and_goes(paper: Paper) -> None:
    """An edit shows, a broken edit does not take the page down, a deleted story answers 410: each with its receipt."""
    key, page = "articles/es/puente.md", "/internacional/el-puente"
    paper.put(key, manuscript("El puente"))
    eventually(lambda: paper.get(page).status == 200)

    paper.put(key, manuscript("El puente", body="Segunda edición."))
    eventually(lambda: "Segunda edición." in paper.get(page).body)

    paper.put(key, "---\nheadline: El puente\nsection: internacionall\n---\n")
    eventually(lambda: paper.receipt(key).startswith("REJECTED."))
    assert "did you mean 'internacional'?" in paper.receipt(key)
    assert "Segunda edición." in paper.get(page).body
    assert "internacionall" in paper.line_with("line 3: section:")

    paper.s3.delete_object(Bucket=paper.doors["bucket"], Key=key)
    eventually(lambda: paper.get(page).status == 410)
    eventually(lambda: paper.receipt(key).startswith("WITHDRAWN."))


def test_a_deleted_story_comes_back_with_its_version(paper: Paper) -> None:
    """Taking the delete marker away restores the story: the bucket says so, and the site follows."""
    key, page = "articles/es/regreso.md", "/internacional/el-regreso"
    paper.put(key, manuscript("El regreso"))
    eventually(lambda: paper.get(page).status == 200)
    marker = paper.s3.delete_object(Bucket=paper.doors["bucket"], Key=key)["VersionId"]
    eventually(lambda: paper.get(page).status == 410)

    paper.s3.delete_object(Bucket=paper.doors["bucket"], Key=key, VersionId=marker)

    eventually(lambda: paper.get(page).status == 200)


def test_a_file_saved_in_the_folder_is_published_and_follows_the_folder(paper: Paper, folder: Path) -> None:
    """Save, rename and remove in the folder, and the paper does the same."""
    paper.line_with("2 files of")
    path = folder / "articles" / "es" / "guardada.md"
    path.write_text(manuscript("Guardada en la carpeta"))
    eventually(lambda: paper.get("/internacional/guardada-en-la-carpeta").status == 200)

    renamed = path.rename(path.with_name("con otro nombre ñ.md"))
    eventually(lambda: paper.receipt("articles/es/con otro nombre ñ.md").startswith("PUBLISHED."))
    assert paper.get("/internacional/guardada-en-la-carpeta").status == 200

    renamed.unlink()
    eventually(lambda: paper.get("/internacional/guardada-en-la-carpeta").status == 410)


def test_what_editors_programs_leave_behind_is_not_uploaded(paper: Paper, folder: Path) -> None:
    """Swap files, backups and hidden files stay at home."""
    paper.line_with("2 files of")
    for name in (".DS_Store", "nota.md~", ".nota.md.swp", "#nota.md#"):
        (folder / "articles" / "es" / name).write_text("x")
    (folder / "articles" / "es" / "tras-los-restos.md").write_text(manuscript("Tras los restos"))
    eventually(lambda: paper.get("/internacional/tras-los-restos").status == 200)

    listed = paper.s3.list_objects_v2(Bucket=paper.doors["bucket"])["Contents"]
    assert not [found["Key"] for found in listed if found["Key"].endswith(("~", ".swp", "#", ".DS_Store"))]


def test_a_signed_address_takes_an_upload_from_any_program(paper: Paper) -> None:
    """`curl` with a signed URL is an S3 client too, whatever the file's name."""
    key = "articles/es/señal y ruido +1.md"
    address = paper.s3.generate_presigned_url("put_object", Params={"Bucket": paper.doors["bucket"], "Key": key})
    body = manuscript("Señal y ruido").encode()
    with urllib.request.urlopen(urllib.request.Request(address, data=body, method="PUT"), timeout=10) as answer:  # noqa: S310 - loopback
        assert answer.status == 200

    eventually(lambda: paper.receipt(key).startswith("PUBLISHED."))


def test_a_large_upload_in_parts_is_published_once(paper: Paper) -> None:
    """A multipart upload is one upload: one event, one receipt."""
    key, client, bucket = "articles/es/partes.md", paper.s3, paper.doors["bucket"]
    upload = client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    part = client.upload_part(
        Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=manuscript("En partes").encode()
    )
    client.complete_multipart_upload(
        Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    )

    eventually(lambda: paper.receipt(key).startswith("PUBLISHED."))
    paper.put("articles/es/tras-partes.md", manuscript("Tras las partes"))
    paper.line_with("articles/es/tras-partes.md")
    assert len([line for line in paper.lines if key in line]) == 1


def test_the_site_is_served_as_the_distribution_says(paper: Paper) -> None:
    """Canonical addresses, the 404 page, the strict policy, lifetimes, 304 and compression come from the template."""
    paper.put("articles/es/cdn.md", manuscript("Servida como es debido", body="Largo. " * 300))
    page = "/internacional/servida-como-es-debido"
    eventually(lambda: paper.get(page).status == 200)

    moved = paper.get("/Internacional//SERVIDA-como-es-debido/")
    assert (moved.status, moved.headers["location"]) == (301, page)
    missing = paper.get("/no-existe")
    assert (missing.status, missing.headers.get_content_type()) == (404, "text/html")
    answer = paper.get(page)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "s-maxage" in answer.headers["cache-control"]
    assert not [name for name in answer.headers if name.lower().startswith("x-amz-meta")]
    assert paper.get(page, if_none_match=answer.headers["etag"]).status == 304
    assert eventually(lambda: paper.get(page).headers["x-cache"] == "Hit from cloudfront") < REACTION_SECONDS
    request = urllib.request.Request(paper.doors["site"] + page, headers={"accept-encoding": "gzip"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=10) as compressed:  # noqa: S310 - loopback
        assert compressed.headers["content-encoding"] == "gzip"


def test_an_open_page_hears_of_its_changes(paper: Paper) -> None:
    """A browser gets one script more than other programs, and that script is told when the page is written again."""
    key, page = "articles/es/abierta.md", "/internacional/una-pagina-abierta"
    paper.put(key, manuscript("Una página abierta"))
    eventually(lambda: paper.get(page).status == 200)

    assert "/__laera/reload.js" not in paper.get(page).body
    assert re.search(
        r'<script src="/__laera/reload\.js\?seen=\d+" defer></script></body>', paper.get(page, accept="text/html").body
    )
    assert "EventSource" in paper.get("/__laera/reload.js").body
    with urllib.request.urlopen(f"{paper.doors['site']}/__laera/changes?page={page}", timeout=10) as changes:  # noqa: S310 - loopback
        assert changes.headers.get_content_type() == "text/event-stream"
        while not changes.readline().startswith(b"event: run"):
            pass
        paper.put(key, manuscript("Una página abierta", body="Cambió."))
        while changes.readline() != b"event: changed\n":
            pass


def test_uploads_are_readable_at_once(paper: Paper) -> None:
    """From upload to page within a second, even on a busy machine: nothing polls a clock on the way."""
    took = []
    for number in range(7):
        paper.put(f"articles/es/rapida-{number}.md", manuscript(f"Nota rápida {number}", section="ciencia"))
        took.append(eventually(lambda number=number: paper.get(f"/ciencia/nota-rapida-{number}").status == 200))  # type: ignore[misc]  # bound now
    assert sorted(took)[len(took) // 2] < 1.0, took


def test_other_sites_in_the_users_browser_cannot_reach_the_paper(paper: Paper) -> None:
    """A page from elsewhere can neither pose as this machine nor write through the reader's browser."""
    assert paper.get("/", host="attacker.example").status == 403
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{paper.doors['s3']}/{paper.doors['bucket']}/x.md",
        data=b"x",
        method="PUT",
        headers={"origin": "https://attacker.example"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310 - loopback
    refused.value.close()
    assert refused.value.code == 403


@pytest.mark.parametrize(("option", "name"), [("--site-port", "LAERA_SITE_PORT"), ("--s3-port", "LAERA_S3_PORT")])
def test_a_taken_port_is_said_in_one_line(tmp_path: Path, option: str, name: str) -> None:
    """Nothing is started when a port is taken: one line says which, and how to choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        errors = tmp_path / "errors.txt"
        process = start(tmp_path / "content", errors, option, port)
        out, _ = process.communicate(timeout=READY_SECONDS)

    assert process.returncode == 2
    assert out == ""
    said = errors.read_text()
    assert len(said.splitlines()) == 1
    assert f"port {port} for" in said
    assert option in said
    assert name in said


def test_an_empty_folder_is_a_fine_start_and_a_term_signal_a_fine_end(tmp_path: Path) -> None:
    """A missing folder is made; the paper has a home page to show and ends without a trace."""
    errors = tmp_path / "errors.txt"
    process = start(tmp_path / "new" / "content", errors, "--no-watch")
    paper = Paper(process, errors)

    assert (tmp_path / "new" / "content").is_dir()
    eventually(lambda: paper.get("/").status == 200)
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert errors.read_text() == ""
    if process.stdout is not None:
        process.stdout.close()
