"""What a site in a folder promises besides: it may be opened again, edited by hand, and lose its power."""

from pathlib import Path

import pytest

from laera.adapters.folder import FolderSite
from laera.errors import PreconditionLostError, StoreUnavailableError
from laera.workflow.ports import PublicObject

GONE = PublicObject(b"gone", "text/html; charset=utf-8", "max-age=60", {"laera-status": "410"})
JOURNAL = ".laera/objects.jsonl"


def test_a_site_opened_again_is_the_same(tmp_path: Path) -> None:
    """Files are plain files; what a file cannot hold is remembered beside them."""
    with FolderSite(tmp_path) as site:
        written = site.put("a/index.html", GONE, None)

    again = FolderSite(tmp_path)

    assert (tmp_path / "a" / "index.html").read_bytes() == b"gone"
    assert again.observe("a/index.html") == written
    assert again.get("a/index.html") == GONE
    assert list(again.keys()) == ["a/index.html"]


def test_a_page_edited_by_hand_is_seen_as_it_is(tmp_path: Path) -> None:
    """Its token is that of its bytes and it has no metadata, so whoever publishes puts it right."""
    site = FolderSite(tmp_path)
    written = site.put("a/index.html", GONE, None)
    (tmp_path / "a" / "index.html").write_bytes(b"by hand")

    observed, page = site.observe("a/index.html"), site.get("a/index.html")

    assert observed is not None
    assert observed.etag != written.etag
    assert observed.metadata == {}
    assert page == PublicObject(b"by hand", "text/html", "")
    with pytest.raises(PreconditionLostError):
        site.put("a/index.html", GONE, written)
    assert site.put("a/index.html", GONE, observed) == written


def test_a_page_removed_by_hand_is_absent(tmp_path: Path) -> None:
    """The folder is the truth, not the journal."""
    site = FolderSite(tmp_path)
    site.put("a/index.html", GONE, None)
    (tmp_path / "a" / "index.html").unlink()

    assert site.observe("a/index.html") is None
    assert site.get("a/index.html") is None


@pytest.mark.parametrize("body", [b"", b"\0" * 4], ids=["emptied", "zeroed"])
def test_a_page_that_a_power_cut_spoilt_is_written_anew(tmp_path: Path, body: bytes) -> None:
    """A file whose bytes never reached the disk does not pass for the page."""
    with FolderSite(tmp_path) as site:
        site.put("a/index.html", GONE, None)
    (tmp_path / "a" / "index.html").write_bytes(body)

    site = FolderSite(tmp_path)
    observed = site.observe("a/index.html")

    assert observed is not None
    assert observed.metadata == {}
    site.put("a/index.html", GONE, observed)
    assert site.get("a/index.html") == GONE


@pytest.mark.parametrize("kept", range(0, 200, 7))
def test_a_journal_cut_anywhere_is_read(tmp_path: Path, kept: int) -> None:
    """Whole lines count; a half one is as if the page had been edited by hand; new lines do not stick to it."""
    with FolderSite(tmp_path) as site:
        for name in ("a", "b"):
            site.put(f"{name}/index.html", GONE, None)
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes()[:kept])

    with FolderSite(tmp_path) as site:
        for name in ("a", "b", "c"):
            site.put(f"{name}/index.html", GONE, site.observe(f"{name}/index.html"))

    again = FolderSite(tmp_path)
    assert [again.get(f"{name}/index.html") for name in ("a", "b", "c")] == [GONE] * 3


@pytest.mark.parametrize("line", [b"[]", b"null", b'{"key": "a"}', b'{"key": 1, "other": 2}', b"\xff\xfe", b"{" * 5000])
def test_a_spoilt_journal_does_no_harm(tmp_path: Path, line: bytes) -> None:
    """Lines that say nothing are passed over."""
    with FolderSite(tmp_path) as site:
        site.put("a/index.html", GONE, None)
    journal = tmp_path / JOURNAL
    journal.write_bytes(line + b"\n" + journal.read_bytes() + line + b"\n")

    assert FolderSite(tmp_path).get("a/index.html") == GONE


def test_the_journal_does_not_grow_for_ever(tmp_path: Path) -> None:
    """Closing shortens it when most of it is old, and nothing is lost."""
    with FolderSite(tmp_path) as site:
        for number in range(150):
            page = PublicObject(b"%d" % number, "text/plain", "", {"number": str(number)})
            written = site.put("a.txt", page, site.observe("a.txt"))

    assert (tmp_path / JOURNAL).read_bytes().count(b"\n") == 1
    assert FolderSite(tmp_path).observe("a.txt") == written


def test_nothing_unfinished_is_left(tmp_path: Path) -> None:
    """Only pages lie in the folder, and the journal in its hidden corner."""
    with FolderSite(tmp_path) as site:
        for number in range(5):
            site.put(f"{number}/index.html", GONE, None)

    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())

    assert files == [JOURNAL, *(f"{number}/index.html" for number in range(5))]


@pytest.mark.parametrize(
    "key", ["../a.html", "a/../../b.html", "/etc/a", "a//b", "", "a/", ".laera/objects.jsonl", "a\0b"]
)
def test_no_page_is_written_outside(tmp_path: Path, key: str) -> None:
    """An address with an empty or hidden part is refused."""
    site = FolderSite(tmp_path / "site")

    with pytest.raises(ValueError, match="no address of a site"):
        site.put(key, GONE, None)

    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_disk_that_refuses_is_named(tmp_path: Path) -> None:
    """A folder where a page should be, a page where a folder should be: the error says where."""
    site = FolderSite(tmp_path)
    site.put("a", GONE, None)
    (tmp_path / "b").mkdir()

    with pytest.raises(StoreUnavailableError, match=r"a/index\.html: cannot be written"):
        site.put("a/index.html", GONE, None)
    with pytest.raises(StoreUnavailableError, match="b: cannot be written"):
        site.put("b", GONE, None)
    assert site.observe("b") is None
