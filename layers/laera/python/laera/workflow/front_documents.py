"""Front documents, published: on record for the front desk, one file for each front, with receipts.

The newest valid version of a file counts, so a bad edit leaves the one before it in force; a deleted file counts no
more. Two files may name one front, by its section's id and by its name: the one by the id counts. All this follows from
the bucket alone, so a press that lost its table comes to the same fronts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

from laera.domain.complaints import Complaint, errors_in
from laera.domain.front_file import (
    FRONTS,
    FrontFileReading,
    FrontName,
    files_for,
    front_named,
    path_of_front,
    read_front,
    title_of_front,
)
from laera.domain.fronts import FrontDocument
from laera.domain.listings import listing_pk
from laera.domain.receipts import Outcome, Receipt
from laera.domain.site import Site
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.document_receipts import file_document_receipt
from laera.workflow.fronts.reading import front_pk
from laera.workflow.listing_entries import newest_entries
from laera.workflow.notices import FRONT
from laera.workflow.papers import Paper
from laera.workflow.ports import Clock, ContentStore, Item, Notice, Queue, ReceiptStore, Table, Version

_ATTEMPTS = 8
_OLDEST_LOOKED_AT = 50
"""Versions of one file that are looked at, at the most."""
_SEEN_PK = "SITE#fronts"
"""Which version of each file was last looked at, by key: a restored version has its receipt from before."""
_FORGOTTEN_AFTER = timedelta(days=8)
"""Until then a record says that nothing is decided any more: longer than a message lives."""


@dataclass(frozen=True, slots=True)
class _File:
    """One key as its versions have it: what the newest says, and the version that counts, None when there is none."""

    key: str
    newest: Version | None = None
    reading: FrontFileReading | None = None
    version: Version | None = None
    document: FrontDocument | None = None


class FrontDocumentDesk:
    """Publishes `fronts/<language>/<front>.yaml`."""

    def __init__(
        self,
        *,
        content: ContentStore,
        receipts: ReceiptStore,
        table: Table,
        uploads: Queue,
        clock: Clock,
        paper: Paper,
    ) -> None:
        self._content = content
        self._receipts = receipts
        self._table = table
        self._uploads = uploads
        self._clock = clock
        self._paper = paper

    def publish(self, notice: Notice) -> Receipt:
        """Put on record what the bucket says of the front that a file is about, and tell how the file fared.

        Raises ContestedError when others kept writing the same record; delivering the notice again is then safe.
        """
        following: dict[str, None] = {}
        for _ in range(_ATTEMPTS):
            try:
                receipt = self._converge(notice, following)
            except PreconditionLostError:
                continue
            if receipt:
                return receipt
        raise ContestedError(f"{notice.key}: others keep deciding the same front")

    def _converge(self, notice: Notice, following: dict[str, None]) -> Receipt | None:
        """One attempt: observe the records, read the bucket, write, and read the bucket again; None if it moved.

        The fronts that follow from it join those of earlier attempts.
        """
        key = notice.key
        language = key.removeprefix(FRONTS).split("/", 1)[0]
        items = self._items(language)
        site = self._paper.current().site
        about = front_named(key, site)
        held = [FrontName(language, sk) for sk, item in items.items() if item.body.get("key") == key]
        present = [about] if isinstance(about, FrontName) else []
        file = self._file(key, site)
        looked_at = {key: file}
        owner: _File | None = None
        earlier: Item | None = None
        for name in dict.fromkeys((*held, *present)):
            files = [file if other == key else self._file(other, site) for other in files_for(name, site)]
            looked_at |= {one.key: one for one in files}
            decided = next((one for one in files if one.document), None)
            item = items.get(name.front)
            if self._record(name, item, decided, key) and (path := path_of_front(name, site)):
                following[path] = None
            if name == about:
                owner, earlier = decided, item
        receipt = self._receipt(notice, site, about, file, owner, earlier)
        receipt = replace(receipt, following=tuple(following))
        file_document_receipt(self._receipts, self._table, notice, receipt)
        self._note_seen(file, receipt.at)
        return None if any(self._has_moved(one) for one in looked_at.values()) else receipt

    def _items(self, language: str) -> dict[str, Item]:
        """The records of a language's fronts, those that decide nothing any more included."""
        items: dict[str, Item] = {}
        after: str | None = None
        while True:
            page = self._table.query(front_pk(language), after=after)
            items |= {item.sk: item for item in page.items}
            after = page.last
            if after is None:
                return items

    def _file(self, key: str, site: Site) -> _File:
        versions = self._content.versions(key)
        present = takewhile(lambda version: not version.is_delete_marker, versions)
        file = _File(key, versions[0] if versions else None)
        for version in islice(present, _OLDEST_LOOKED_AT):
            upload = self._content.read(key, version.version_id)
            if upload is None:  # removed by lifecycle or by hand since it was listed
                continue
            reading = read_front(key, upload.body, site)
            if version is versions[0]:
                file = replace(file, reading=reading)
            if reading.document:
                return replace(file, version=version, document=reading.document)
        return file

    def _record(self, name: FrontName, item: Item | None, owner: _File | None, key: str) -> bool:
        """Put on record what holds for a front now; tells whether that is news.

        Whoever's file counts from now on, or no more, is told first.
        """
        if owner and owner.document and owner.version:
            body: Mapping[str, object] = {
                "key": owner.key,
                "version_id": owner.version.version_id,
                "document": owner.document.to_record(),
            }
        elif item:
            body = {"gone": True}
        else:
            return False
        if item and item.body == body:
            return False
        others = {str(item.body.get("key", "")) if item else "", owner.key if owner else ""} - {"", key}
        if others:
            self._uploads.send([Notice(other, reason=FRONT) for other in sorted(others)])
        expires = self._clock.now() + _FORGOTTEN_AFTER if "gone" in body else None
        rev = item.rev if item else 0
        self._table.put(Item(front_pk(name.language), name.front, rev + 1, body, expires), rev or None)
        return True

    def _receipt(
        self,
        notice: Notice,
        site: Site,
        about: FrontName | Complaint,
        file: _File,
        owner: _File | None,
        earlier: Item | None,
    ) -> Receipt:
        newest = file.newest
        version_id = newest.version_id if newest else notice.version_id or "none"
        complaints = file.reading.complaints if file.reading else ()
        receipt = Receipt(
            file.key,
            version_id,
            Outcome.PUBLISHED,
            self._clock.now(),
            uploaded=newest.modified if newest else None,
            complaints=complaints,
        )
        if newest is None or newest.is_delete_marker:
            follows = _set_by(owner) if isinstance(about, FrontName) else "No front followed from it."
            return replace(receipt, outcome=Outcome.WITHDRAWN, note=f"The file was deleted. {follows}")
        if isinstance(about, FrontName):
            address = site.absolute(path_of_front(about, site))
            receipt = replace(receipt, address=address, headline=title_of_front(about, site))
        if isinstance(about, Complaint) or errors_in(complaints):
            note = f"The version before it still counts ({file.version.version_id})." if file.version else ""
            return replace(receipt, outcome=Outcome.REJECTED, note=note)
        if owner and owner.key != file.key:
            return replace(receipt, outcome=Outcome.REJECTED, complaints=(*complaints, front_taken(owner.key)))
        was = earlier.body if earlier else {}
        is_same = was.get("key") == file.key and file.document and was.get("document") == file.document.to_record()
        if is_same and was.get("version_id") != version_id:
            receipt = replace(receipt, outcome=Outcome.UNCHANGED)
        return replace(receipt, complaints=(*complaints, *self._of_the_day(about, file.reading)))

    def _of_the_day(self, about: FrontName, reading: FrontFileReading | None) -> Iterator[Complaint]:
        """What the clock and the stories of the day have to say about a document."""
        if reading is None:
            return
        now = self._clock.now()
        for end in reading.ends:
            if end.moment <= now:
                yield Complaint(
                    "this is past, so nothing of it is shown", "write a time to come", end.line, end.field, True
                )
        for mention in reading.mentions:
            if not newest_entries(self._table, listing_pk(about.language, mention.scope), 1):
                yield Complaint(
                    f"{mention.written} does not run in '{about.language}' at present",
                    "it takes its place by itself once it does; look at the name if it should run already",
                    mention.line,
                    mention.field,
                    True,
                )

    def _note_seen(self, file: _File, at: datetime) -> None:
        """Note that all that follows from a file's versions has been written; a later note stands."""
        seen = file.newest.version_id if file.newest else ""
        self._table.put_newer(Item(_SEEN_PK, file.key, int(at.timestamp() * 1_000_000), {"version_id": seen}))

    def _has_moved(self, file: _File) -> bool:
        current = self._content.newest(file.key)
        handled = None if file.newest is None or file.newest.is_delete_marker else file.newest.version_id
        return (current.version_id if current else None) != handled


def is_seen(table: Table, version: Version) -> bool:
    """Whether a front document's newest version is the one that was last looked at."""
    item = table.get(_SEEN_PK, version.key)
    return item is not None and item.body["version_id"] == version.version_id


def front_taken(owner: str) -> Complaint:
    """The complaint about a document whose front another file decides."""
    return Complaint(f"{owner} decides this front", "edit that file, or delete it: this one then counts")


def _set_by(owner: _File | None) -> str:
    return f"{owner.key} decides the front now." if owner else "The front is automatic again."
