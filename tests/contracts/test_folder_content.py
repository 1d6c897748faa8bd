"""What a folder of uploads promises besides: it is somebody's working folder."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from laera.adapters.folder import FolderContent
from laera.errors import StoreUnavailableError
from tests.contracts.worlds import keys, listed, settle


def test_a_version_is_the_hash_of_its_bytes(tmp_path: Path) -> None:
    """The same bytes have the same version id on every machine."""
    (tmp_path / "ferry.md").write_bytes(b"one")

    version = FolderContent(tmp_path).newest("ferry.md")

    assert version is not None
    assert version.version_id == hashlib.sha256(b"one").hexdigest()[:32]
    assert version.modified.timestamp() == pytest.approx((tmp_path / "ferry.md").stat().st_mtime)


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.md",
        ".git/config",
        "notes/.obsidian/app.json",
        "ferry.md~",
        "#ferry.md#",
        ".#ferry.md",
        ".ferry.md.swp",
        "ferry.md.swx",
        "ferry.tmp",
        "4913",
        "ferry.md___jb_tmp___",
        "~$ferry.docx",
        "photo.jpg.part",
        "Thumbs.db",
    ],
)
def test_what_editors_leave_is_no_upload(tmp_path: Path, name: str) -> None:
    """Hidden and temporary files are neither listed nor read."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"one")
    content = FolderContent(tmp_path)

    assert list(content.keys()) == []
    assert content.newest(name) is None
    assert content.read(name) is None
    assert content.key_of(path) is None


@pytest.mark.parametrize(
    "key", ["../secret.md", "/etc/hostname", "a/../../secret.md", "a//b.md", "", "a/", "a\0b", "."]
)
def test_no_key_leads_outside(tmp_path: Path, key: str) -> None:
    """A key is a path below the folder and nothing else."""
    (tmp_path / "secret.md").write_bytes(b"secret")
    (tmp_path / "content" / "a").mkdir(parents=True)

    assert FolderContent(tmp_path / "content").read(key) is None


def test_links_that_lead_outside_are_ignored(tmp_path: Path) -> None:
    """Whether they are files or folders; those that stay inside are followed."""
    outside, content = tmp_path / "outside", tmp_path / "content"
    outside.mkdir()
    content.mkdir()
    (outside / "secret.md").write_bytes(b"secret")
    (content / "own.md").write_bytes(b"own")
    (content / "file.md").symlink_to(outside / "secret.md")
    (content / "folder").symlink_to(outside)
    (content / "again.md").symlink_to(content / "own.md")
    (content / "broken.md").symlink_to(content / "none.md")
    (content / "self.md").symlink_to(content / "self.md")
    store = FolderContent(content)

    assert keys(store) == ["again.md", "own.md"]
    assert [store.read(key) for key in ("file.md", "folder/secret.md", "broken.md", "self.md")] == [None] * 4
    assert (store.newest("again.md") or store.newest("own.md")) is not None


def test_a_folder_linked_into_itself_ends(tmp_path: Path) -> None:
    """Each file is listed once by its own path, and the walk is finite."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "ferry.md").write_bytes(b"one")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "b").symlink_to(tmp_path / "b")

    assert keys(FolderContent(tmp_path)) == ["a/ferry.md", "b/a/ferry.md"]


def test_names_are_read_in_any_unicode_form(tmp_path: Path) -> None:
    """A name in two characters, as macOS writes it, is the key in one; also when a folder has such a name."""
    (tmp_path / "an\u0303o").mkdir()
    (tmp_path / "an\u0303o" / "n\u0303.md").write_bytes(b"one")
    content = FolderContent(tmp_path)

    upload = content.read("a\u00f1o/\u00f1.md")

    assert keys(FolderContent(tmp_path)) == ["a\u00f1o/\u00f1.md"]
    assert upload is not None
    assert upload.body == b"one"
    assert content.read("an\u0303o/n\u0303.md") is None
    assert content.key_of(tmp_path / "an\u0303o" / "n\u0303.md") == "a\u00f1o/\u00f1.md"


def test_of_two_spellings_the_composed_one_stands(tmp_path: Path) -> None:
    """One key, one upload, and the same one however it is asked for."""
    (tmp_path / "n\u0303.md").write_bytes(b"two")
    (tmp_path / "\u00f1.md").write_bytes(b"one")
    content = FolderContent(tmp_path)

    listed, upload = list(content.keys()), content.read("\u00f1.md")

    assert upload is not None
    assert upload.body == b"one"
    assert listed == [upload.version]


def test_names_that_are_not_utf8_are_ignored(tmp_path: Path) -> None:
    """No bucket could hold them."""
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_bytes(b"latin")

    assert keys(FolderContent(tmp_path)) == []


def test_a_named_pipe_is_no_upload(tmp_path: Path) -> None:
    """And does not keep the press waiting for its writer."""
    os.mkfifo(tmp_path / "pipe.md")

    assert FolderContent(tmp_path).read("pipe.md") is None
    assert keys(FolderContent(tmp_path)) == []


def test_a_folder_is_no_upload(tmp_path: Path) -> None:
    """Not even one that is named like an article."""
    (tmp_path / "ferry.md").mkdir()

    assert FolderContent(tmp_path).newest("ferry.md") is None
    assert FolderContent(tmp_path).read("ferry.md") is None


def test_a_file_that_goes_while_being_listed_is_left_out(tmp_path: Path) -> None:
    """The list goes on behind it, also when its whole folder went."""
    for name in ("a.md", "b.md", "c/d.md", "e.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"one")
    listed = FolderContent(tmp_path).keys()

    first = next(listed)
    (tmp_path / "b.md").unlink()
    (tmp_path / "c" / "d.md").unlink()
    (tmp_path / "c").rmdir()

    assert [first.key, *(version.key for version in listed)] == ["a.md", "e.md"]


def test_an_edit_is_seen_whatever_its_size(tmp_path: Path) -> None:
    """A remembered hash is given up when the file changes, even to as many bytes."""
    path = tmp_path / "ferry.md"
    path.write_bytes(b"one")
    settle(path)
    content = FolderContent(tmp_path)
    before = content.newest("ferry.md")
    path.write_bytes(b"two")

    after = content.newest("ferry.md")

    assert before is not None
    assert after is not None
    assert after.version_id == hashlib.sha256(b"two").hexdigest()[:32] != before.version_id


def test_two_edits_of_the_same_instant_are_told_apart(tmp_path: Path) -> None:
    """Clocks of file systems are coarse: the hash of a file just saved is not yet remembered."""
    path = tmp_path / "ferry.md"
    path.write_bytes(b"one")
    content, saved = FolderContent(tmp_path), path.stat().st_mtime_ns
    versions = [content.newest("ferry.md"), content.newest("ferry.md")]
    path.write_bytes(b"two")
    os.utime(path, ns=(saved, saved))

    versions.append(content.newest("ferry.md"))

    hashes = [hashlib.sha256(body).hexdigest()[:32] for body in (b"one", b"one", b"two")]
    assert [version and version.version_id for version in versions] == hashes


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EMFILE], ids=["denied", "broken", "too many"])
@pytest.mark.parametrize("call", ["lstat", "open", "scandir"])
def test_a_disk_that_refuses_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """A page must not go because the disk refuses; the error says where and why."""
    (tmp_path / "año").mkdir()
    (tmp_path / "año" / "ferry.md").write_bytes(b"one")
    content, done = FolderContent(tmp_path), getattr(os, call)

    def refuse(path: str, *arguments: object) -> object:
        if str(path).startswith(str(tmp_path / "año")):
            raise OSError(number, os.strerror(number))
        return done(path, *arguments)

    monkeypatch.setattr(os, call, refuse)

    with pytest.raises(StoreUnavailableError, match=rf"año.*: cannot be read: {os.strerror(number)}"):
        _ = listed(content) if call == "scandir" else content.read("año/ferry.md")
