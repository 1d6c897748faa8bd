"""What every content store promises."""

from datetime import timedelta

import pytest

from laera.adapters.memory import MemoryContent
from laera.workflow.ports import LARGEST_UPLOAD
from tests.contracts.worlds import Newsroom, VersionedNewsroom, keys, listed

ODD_KEYS = [
    "articles/a b+c%20d.md",
    "articles/año nuevo.md",
    "articles/emoji 📰.md",
    "articles/quote'\"&<>?#=;,@!$.md",
    "articles/back\\slash.md",
    "articles/%2e%2e/%2F.md",
    "articles/中文/日本語.md",
    "articles/tab\tnewline\nin-name.md",
]


def test_what_never_was_is_none(newsroom: Newsroom) -> None:
    """An absent key has no newest version, no bytes and no history."""
    assert newsroom.store.newest("articles/none.md") is None
    assert newsroom.store.read("articles/none.md") is None
    assert newsroom.store.read_whole("articles/none.md", 10) is None
    assert newsroom.store.versions("articles/none.md") == []
    assert keys(newsroom.store) == []


@pytest.mark.parametrize("body", [b"# Ferry strike ends\n", b"", bytes(range(256))], ids=["text", "empty", "binary"])
def test_an_upload_is_read_as_it_was_put(newsroom: Newsroom, body: bytes) -> None:
    """The bytes come back unchanged, and every way of asking names the same version."""
    newsroom.upload("articles/ferry.md", body)

    version = newsroom.store.newest("articles/ferry.md")
    upload = newsroom.store.read("articles/ferry.md")

    assert version is not None
    assert upload is not None
    assert (version.key, version.size, version.is_delete_marker) == ("articles/ferry.md", len(body), False)
    assert version.modified.utcoffset() == timedelta(0)
    assert (upload.version, upload.body) == (version, body)
    assert newsroom.store.read("articles/ferry.md", version.version_id) == upload
    assert newsroom.store.read_whole("articles/ferry.md", 1000) == upload
    assert [it.version_id for it in newsroom.store.versions("articles/ferry.md")] == [version.version_id]
    assert [it.version_id for it in listed(newsroom.store)] == [version.version_id]


def test_a_new_upload_replaces_the_old(newsroom: Newsroom) -> None:
    """After an edit the newest version is another one with the new bytes."""
    newsroom.upload("articles/ferry.md", b"one")
    before = newsroom.store.newest("articles/ferry.md")
    newsroom.upload("articles/ferry.md", b"two")

    after = newsroom.store.read("articles/ferry.md")

    assert before is not None
    assert after is not None
    assert after.body == b"two"
    assert after.version.version_id != before.version_id


def test_a_deleted_upload_is_none(newsroom: Newsroom) -> None:
    """What an editor deletes is no longer current."""
    newsroom.upload("articles/ferry.md", b"one")
    newsroom.delete("articles/ferry.md")

    assert newsroom.store.newest("articles/ferry.md") is None
    assert newsroom.store.read("articles/ferry.md") is None
    assert newsroom.store.read_whole("articles/ferry.md", 10) is None


def test_an_unknown_version_is_none(newsroom: Newsroom) -> None:
    """A version id is a hint and may be wrong."""
    newsroom.upload("articles/ferry.md", b"one")

    assert newsroom.store.read("articles/ferry.md", "0" * 32) is None


def test_only_the_beginning_of_a_large_upload_is_read(newsroom: Newsroom) -> None:
    """Size and version are those of the whole file; the body ends one byte behind the limit."""
    newsroom.upload("articles/large.md", b"x" * (LARGEST_UPLOAD + 500))

    upload = newsroom.store.read("articles/large.md")

    assert upload is not None
    assert upload.version.size == LARGEST_UPLOAD + 500
    assert len(upload.body) == LARGEST_UPLOAD + 1
    assert upload.version == newsroom.store.newest("articles/large.md")


@pytest.mark.parametrize(("largest", "read"), [(3, b"0123"), (9, b"0123456789"), (10, b"0123456789")])
def test_a_large_file_is_read_up_to_the_limit_named(newsroom: Newsroom, largest: int, read: bytes) -> None:
    """At most one byte more than allowed, enough to tell that it is too large."""
    newsroom.upload("media/harbour.jpg", b"0123456789")

    upload = newsroom.store.read_whole("media/harbour.jpg", largest)

    assert upload is not None
    assert (upload.body, upload.version.size) == (read, 10)


@pytest.mark.parametrize("key", ODD_KEYS)
def test_odd_keys_survive(newsroom: Newsroom, key: str) -> None:
    """Every character that a file name may have comes back as it went in."""
    newsroom.upload(key, b"odd")

    upload = newsroom.store.read(key)

    assert upload is not None
    assert upload.version.key == key
    assert keys(newsroom.store) == [key]
    assert keys(newsroom.store, prefix=key) == [key]
    assert keys(newsroom.store, after=key) == []
    assert [version.key for version in newsroom.store.versions(key)] == [key]


def test_keys_come_in_order_whatever_the_pages(newsroom: Newsroom) -> None:
    """In order of their characters, folders notwithstanding, each once, over several pages of the bucket's list."""
    uploaded = ["b/c.md", "b-c.md", "b.md", "a.md", "b/a/z.md", "c/ñ.md", "c/z.md", "b/b.md", "site.yaml"]
    for key in uploaded:
        newsroom.upload(key, b"1")
        newsroom.upload(key, b"2")

    assert keys(newsroom.store) == sorted(uploaded)


def test_keys_can_be_asked_for_in_parts(newsroom: Newsroom) -> None:
    """By prefix, and behind a key, which itself is not among them."""
    for key in ("articles/a.md", "articles/b.md", "articles/b/c.md", "articles/c.md", "media/a.jpg"):
        newsroom.upload(key, b"1")

    assert keys(newsroom.store, "articles/b") == ["articles/b.md", "articles/b/c.md"]
    assert keys(newsroom.store, "articles/", "articles/b.md") == ["articles/b/c.md", "articles/c.md"]
    assert keys(newsroom.store, after="articles/c.md") == ["media/a.jpg"]
    assert keys(newsroom.store, "articles/", "media/a.jpg") == []
    assert keys(newsroom.store, "b") == []


def test_the_list_goes_on_behind_a_key_that_is_gone(without_moto: Newsroom) -> None:
    """The key to go on after need not exist any more, nor its folder."""
    for key in ("articles/a.md", "articles/b.md", "articles/b/c.md", "articles/c.md", "media/a.jpg"):
        without_moto.upload(key, b"1")

    assert keys(without_moto.store, "articles/", "articles/b/a.md") == ["articles/b/c.md", "articles/c.md"]
    assert keys(without_moto.store, after="articles/bb") == ["articles/c.md", "media/a.jpg"]
    assert keys(without_moto.store, "articles/", "b") == []


def test_a_deleted_key_is_listed_by_its_delete_marker(versioned: VersionedNewsroom) -> None:
    """So that a page can be found whose upload is gone and whose event was lost."""
    versioned.upload("articles/ferry.md", b"one")
    versioned.delete("articles/ferry.md")
    versioned.upload("articles/wine.md", b"one")

    everything = listed(versioned.store)

    assert [(it.key, it.is_delete_marker, it.size) for it in everything] == [
        ("articles/ferry.md", True, 0),
        ("articles/wine.md", False, 3),
    ]
    assert everything[0].version_id == versioned.store.versions("articles/ferry.md")[0].version_id


def test_history_is_told_newest_first(versioned: VersionedNewsroom) -> None:
    """Versions and delete markers in the order in which they replaced one another, of this key only."""
    versioned.upload("articles/ferry.md", b"1")
    versioned.delete("articles/ferry.md")
    versioned.upload("articles/ferry.md", b"333")
    versioned.upload("articles/ferry.md.txt", b"another")
    versioned.upload("articles/ferry", b"another")

    history = versioned.store.versions("articles/ferry.md")

    assert [(it.size, it.is_delete_marker) for it in history] == [(3, False), (0, True), (1, False)]
    assert len({it.version_id for it in history}) == 3


def test_every_version_can_be_read(versioned: VersionedNewsroom) -> None:
    """An older version has its own bytes; a delete marker has none."""
    for body in (b"one", b"two", b"three", b"four"):
        versioned.upload("articles/ferry.md", body)
    versioned.delete("articles/ferry.md")

    marker, *versions = versioned.store.versions("articles/ferry.md")
    read = [versioned.store.read("articles/ferry.md", it.version_id) for it in versions]

    assert versioned.store.read("articles/ferry.md", marker.version_id) is None
    assert [upload and upload.body for upload in read] == [b"four", b"three", b"two", b"one"]
    assert [upload and upload.version for upload in read] == versions


def test_the_same_bytes_again_are_a_new_version(versioned: VersionedNewsroom) -> None:
    """Each upload is an event of its own, whatever is in it."""
    versioned.upload("articles/ferry.md", b"one")
    versioned.upload("articles/ferry.md", b"one")

    newest, before = versioned.store.versions("articles/ferry.md")

    assert newest.version_id != before.version_id
    assert versioned.store.newest("articles/ferry.md") == newest


def test_removing_the_delete_marker_restores(versioned: VersionedNewsroom) -> None:
    """The version before it is current again."""
    versioned.upload("articles/ferry.md", b"one")
    versioned.delete("articles/ferry.md")
    versioned.erase("articles/ferry.md", versioned.store.versions("articles/ferry.md")[0].version_id)

    upload = versioned.store.read("articles/ferry.md")

    assert upload is not None
    assert upload.body == b"one"
    assert [it.is_delete_marker for it in listed(versioned.store)] == [False]


def test_a_key_without_versions_is_forgotten(versioned: VersionedNewsroom) -> None:
    """When the last version is removed for ever nothing is listed."""
    versioned.upload("articles/ferry.md", b"one")
    versioned.erase("articles/ferry.md", versioned.store.versions("articles/ferry.md")[0].version_id)

    assert versioned.store.versions("articles/ferry.md") == []
    assert keys(versioned.store) == []


def test_deleting_what_never_was_leaves_a_marker() -> None:
    """As S3 does, and moto does not: there is a delete marker and nothing else."""
    content = MemoryContent()
    content.delete("articles/none.md")

    assert content.newest("articles/none.md") is None
    assert [it.is_delete_marker for it in listed(content)] == [True]


def test_unicode_forms_are_different_keys(versioned: VersionedNewsroom) -> None:
    """A bucket does not normalise names, so `ñ` in one character and in two are two uploads."""
    versioned.upload("articles/n\u0303.md", b"two")
    versioned.upload("articles/\u00f1.md", b"one")

    composed, decomposed = versioned.store.read("articles/\u00f1.md"), versioned.store.read("articles/n\u0303.md")

    assert composed is not None
    assert decomposed is not None
    assert (composed.body, decomposed.body) == (b"one", b"two")
    assert keys(versioned.store) == ["articles/n\u0303.md", "articles/\u00f1.md"]
