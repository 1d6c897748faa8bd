"""What every receipt store promises."""

from pathlib import Path

import pytest

from laera.adapters.folder import FolderReceipts
from laera.workflow.ports import ReceiptStore
from tests.contracts.test_content import ODD_KEYS


def test_what_never_was_is_none(receipts: ReceiptStore) -> None:
    """An upload that has no receipt yet."""
    assert receipts.get("articles/none.md.txt") is None


def test_the_newest_receipt_stands(receipts: ReceiptStore) -> None:
    """Under its own key, without disturbing another's."""
    receipts.put("articles/ferry.md.txt", b"rejected", "text/plain; charset=utf-8")
    receipts.put("articles/ferry.md.json", b"{}", "application/json")
    receipts.put("articles/ferry.md.txt", "publicado: ñ".encode(), "text/plain; charset=utf-8")

    assert receipts.get("articles/ferry.md.txt") == "publicado: ñ".encode()
    assert receipts.get("articles/ferry.md.json") == b"{}"


@pytest.mark.parametrize("key", [*ODD_KEYS, "articles/.hidden.md", "articles/%2Ehidden.md"])
def test_odd_keys_survive(receipts: ReceiptStore, key: str) -> None:
    """Whatever an upload is called, its receipt can be found."""
    receipts.put(f"{key}.txt", b"published", "text/plain; charset=utf-8")

    assert receipts.get(f"{key}.txt") == b"published"


def test_a_receipt_stays_in_its_folder(tmp_path: Path) -> None:
    """Keys that a bucket takes and a disk does not are escaped, each to a file of its own."""
    folder = tmp_path / "receipts"
    folder.mkdir()
    receipts = FolderReceipts(folder)
    keys = [
        "../a",
        "%2E%2E/a",
        "/a",
        "//a",
        "%/a",
        "a/./b",
        "a//b",
        "a/.b",
        "a/%2Eb",
        ".../a",
        "x\0y",
        "n" * 300,
        "n" * 301,
    ]
    keys += ["ñ" * 200 + ".txt", "ñ" * 200 + ".json", "a/" + "é" * 300 + ".txt"]

    for number, key in enumerate(keys):
        receipts.put(key, b"%d" % number, "text/plain")

    assert [receipts.get(key) for key in keys] == [b"%d" % number for number in range(len(keys))]
    assert [path.name for path in tmp_path.iterdir()] == ["receipts"]
