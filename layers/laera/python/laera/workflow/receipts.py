"""Receipts, filed: in the table for the press, and as a text and a JSON object for the editor with an S3 client."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from laera.domain.complaints import Complaint
from laera.domain.listings import moment, stamp
from laera.domain.receipts import Invalidation, Outcome, Receipt, Touched
from laera.errors import PreconditionLostError
from laera.workflow.ports import Item, ReceiptStore, Table

RECEIPTS_KEPT = timedelta(days=90)
_LONGEST_KEY = 1024
"""Bytes of the longest name that S3 gives an object."""

_SENTENCES = {
    Outcome.PUBLISHED: "PUBLISHED. Readers can see it.",
    Outcome.UNCHANGED: "UNCHANGED. The page was already so.",
    Outcome.SCHEDULED: "SCHEDULED. It will run by itself.",
    Outcome.DRAFT: "DRAFT. Nobody but the desk can see it.",
    Outcome.WITHDRAWN: "WITHDRAWN. Readers can no longer see it.",
    Outcome.SUPERSEDED: "SUPERSEDED. A newer upload of the same file took its place.",
    Outcome.REJECTED: "REJECTED. Mend what is named below and upload the file again.",
}


def file_receipt(receipts: ReceiptStore, table: Table, receipt: Receipt) -> None:
    """File the end of one upload, under its key and version. Filing the same receipt again changes nothing.

    A superseded version gets no objects: those under the upload's key are its newest version's.
    """
    table.put_newer(
        Item(
            f"RECEIPT#{receipt.key}",
            receipt.version_id,
            int(receipt.at.timestamp() * 1_000_000),
            _record_of(receipt),
            expires=receipt.at + RECEIPTS_KEPT,
        )
    )
    if receipt.outcome is not Outcome.SUPERSEDED:
        document = json.dumps(_record_of(receipt), ensure_ascii=False, indent=2) + "\n"
        name = receipt_name(receipt.key)
        receipts.put(f"{name}.json", document.encode(), "application/json")
        receipts.put(f"{name}.txt", receipt_text(receipt).encode(), "text/plain; charset=utf-8")


def file_if_new(receipts: ReceiptStore, table: Table, receipt: Receipt) -> None:
    """File the receipt unless the one on file says the same and is what the editor finds beside the upload."""
    filed = receipt_on_file(table, receipt.key, receipt.version_id)
    says = (receipt.outcome, receipt.note, receipt.complaints)
    if filed and (filed.outcome, filed.note, filed.complaints) == says and is_with_the_editor(receipts, filed):
        return
    file_receipt(receipts, table, receipt)


def is_with_the_editor(receipts: ReceiptStore, filed: Receipt) -> bool:
    """Whether the receipt lies beside the upload: its writer may have died between the table and the bucket."""
    return receipts.get(f"{receipt_name(filed.key)}.txt") == receipt_text(filed).encode()


def file_superseded(table: Table, key: str, version_id: str, by: str, at: datetime) -> None:
    """File that a version was overtaken, unless it already has a receipt."""
    receipt = Receipt(key, version_id, Outcome.SUPERSEDED, at, note=f"by version {by}")
    item = Item(f"RECEIPT#{key}", version_id, 1, _record_of(receipt), expires=at + RECEIPTS_KEPT)
    try:
        table.put(item, expected_rev=None)
    except PreconditionLostError:
        return


def receipt_on_file(table: Table, key: str, version_id: str) -> Receipt | None:
    """The receipt of one version of an upload."""
    item = table.get(f"RECEIPT#{key}", version_id)
    return _receipt_of(item.body) if item else None


def receipt_name(key: str) -> str:
    """The receipt objects' name without `.txt` or `.json`: the upload's own key, or a hash when that is too long."""
    if len(key.encode()) + len(".json") <= _LONGEST_KEY:
        return key
    return "long-names/" + hashlib.sha256(key.encode()).hexdigest()


def receipt_text(receipt: Receipt) -> str:
    """The receipt as an editor reads it: the outcome first, then each complaint on a line of its own."""
    lines = [_SENTENCES[receipt.outcome]]
    if receipt.note:
        lines.append(receipt.note)
    if receipt.address:
        lines.append(f"address:  {receipt.address}")
    if receipt.preview:
        lines.append(f"preview:  {receipt.preview}")
    if receipt.headline:
        lines.append(f"headline: {receipt.headline}")
    lines += [f"file:     {receipt.key}", f"version:  {receipt.version_id}"]
    if receipt.uploaded:
        lines.append(f"uploaded: {stamp(receipt.uploaded)}")
    lines.append(f"receipt:  {stamp(receipt.at)}")
    for title, is_warning in (("To mend", False), ("Worth a look", True)):
        said = [str(complaint) for complaint in receipt.complaints if complaint.is_warning is is_warning]
        if said:
            lines += ["", f"{title}:", *(f"  {receipt.key}: {text}" for text in said)]
    if receipt.changed and receipt.outcome is not Outcome.UNCHANGED:
        # Of an unchanged story the page notes the new version, and its readers see no change.
        lines += ["", "Changed:", *(f"  {path}" for path in receipt.changed)]
    if receipt.following:
        lines += ["", "Set anew within seconds:", *(f"  {path}" for path in receipt.following)]
    if receipt.invalidation:
        lines += ["", f"Invalidations: {receipt.invalidation}"]
    if receipt.would_touch:
        when = "At its hour it will" if receipt.outcome is Outcome.SCHEDULED else "Publishing it would"
        for verb, paths in zip(("add", "change", "remove"), asdict(receipt.would_touch).values(), strict=True):
            lines += ["", f"{when} {verb}:", *(f"  {path}" for path in paths)] if paths else []
    return "\n".join(lines) + "\n"


def _record_of(receipt: Receipt) -> dict[str, object]:
    return {
        "key": receipt.key,
        "version_id": receipt.version_id,
        "outcome": receipt.outcome.value,
        "at": stamp(receipt.at),
        "uploaded": stamp(receipt.uploaded) if receipt.uploaded else None,
        "address": receipt.address,
        "headline": receipt.headline,
        "note": receipt.note,
        "complaints": [
            {
                "line": complaint.line,
                "field": complaint.field,
                "problem": complaint.problem,
                "cure": complaint.cure,
                "is_warning": complaint.is_warning,
            }
            for complaint in receipt.complaints
        ],
        "changed": list(receipt.changed),
        "following": list(receipt.following),
        "invalidation": _invalidation_record(receipt.invalidation) if receipt.invalidation else None,
        "preview": receipt.preview,
        "would_touch": asdict(receipt.would_touch) if receipt.would_touch else None,
    }


def _invalidation_record(invalidation: Invalidation) -> dict[str, object]:
    return {
        "cost": invalidation.cost,
        "tags": list(invalidation.tags),
        "used": invalidation.used,
        "budget": invalidation.budget,
        "is_urgent": invalidation.is_urgent,
    }


def _invalidation_of(record: Mapping[str, Any]) -> Invalidation:
    return Invalidation(tuple(record["tags"]), record["used"], record["budget"], record["is_urgent"])


def _receipt_of(record: Mapping[str, Any]) -> Receipt:
    return Receipt(
        key=record["key"],
        version_id=record["version_id"],
        outcome=Outcome(record["outcome"]),
        at=moment(record["at"]),
        uploaded=moment(record["uploaded"]) if record["uploaded"] else None,
        address=record["address"],
        note=record["note"],
        complaints=tuple(Complaint(**complaint) for complaint in record["complaints"]),
        changed=tuple(record["changed"]),
        following=tuple(record["following"]),
        headline=record["headline"],
        invalidation=_invalidation_of(record["invalidation"]) if record["invalidation"] else None,
        preview=record["preview"],
        would_touch=_touched_of(record["would_touch"]),
    )


def _touched_of(record: Mapping[str, list[str]] | None) -> Touched | None:
    return Touched(**{verb: tuple(paths) for verb, paths in record.items()}) if record else None
