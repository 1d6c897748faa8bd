"""Photographs and recordings: from an upload key to its public copies, the word to the stories that use it, a receipt.

What is said of photographs here holds for every upload under `media/`. One is public only while a live story uses it.
The steps of one attempt, each conditional on what was observed before the bucket was read, each safe to repeat:

1. observe the records; 2. read who uses the photograph and what the bucket holds; 3. note the addresses of its copies,
so that none can ever be forgotten; 4. make sure that nothing moved, and place the copies; 5. record the renditions;
6. tell the stories; 7. take back the copies that no longer count, and have the CDN forget them; 8. file the receipt;
9. read again: start over if anything moved.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from laera.domain.complaints import Complaint
from laera.domain.figures import warnings_about_name
from laera.domain.photographs import focal_name
from laera.domain.receipts import Invalidation, Outcome, Receipt
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.crafts import Made, Material, Opened, craft_of
from laera.workflow.invalidations import month_of
from laera.workflow.notices import PHOTOGRAPH, REBUILD
from laera.workflow.photograph_copies import PublicCopies, copy_tag
from laera.workflow.photograph_use import RENDITIONS, image_pk
from laera.workflow.ports import (
    Clock,
    ContentStore,
    Item,
    Notice,
    Outcomes,
    Queue,
    Recall,
    ReceiptStore,
    SiteStore,
    Table,
    Version,
)
from laera.workflow.receipts import file_receipt, file_superseded, is_with_the_editor, receipt_on_file, receipt_text

COPIES = "COPIES"
"""Sort key of the desk's own note: every address that may hold a copy, and the renditions that stories were told of."""

_ATTEMPTS = 8
_OLDEST_LOOKED_AT = 5
"""Versions that are opened in search of a good one; each may cost the reading of 25 MB, or of a whole recording."""
_FIRST_USER, _LAST_USER = "USER#", "USER$"
_USERS_AT_ONCE = 1000
_MOST_FOCALS = 12
"""Focal points that crops are made around. Stories with still another one show the whole photograph instead."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """One photograph as its versions have it.

    `newest` is the last thing that happened to the key, None without versions. `material` is the newest valid
    photograph, from `shown`. `complaints` are those about `newest`.
    """

    newest: Version | None
    shown: Version | None = None
    material: Material | None = None
    complaints: tuple[Complaint, ...] = ()

    @property
    def current(self) -> Version | None:
        """What the bucket calls current: nothing, once deleted."""
        return None if self.newest is None or self.newest.is_delete_marker else self.newest


@dataclass(frozen=True, slots=True)
class _Note:
    """The desk's own note, as it was observed."""

    rev: int | None
    paths: frozenset[str] = frozenset()
    told: int = 0

    def to_item(self, pk: str) -> Item:
        body = {"paths": sorted(self.paths), "told": self.told}
        return Item(pk, COPIES, (self.rev or 0) + 1, body)


class PhotoDesk:
    """Makes photographs ready, and takes them back."""

    def __init__(
        self,
        *,
        content: ContentStore,
        site: SiteStore,
        receipts: ReceiptStore,
        table: Table,
        uploads: Queue,
        outcomes: Outcomes,
        clock: Clock,
        invalidation_budget: int = 1000,
    ) -> None:
        self._content = content
        self._site = site
        self._receipts = receipts
        self._table = table
        self._uploads = uploads
        self._outcomes = outcomes
        self._clock = clock
        self._invalidation_budget = invalidation_budget

    def develop(self, notice: Notice) -> Receipt | None:
        """Bring the public copies of one photograph in line with the bucket and the stories, and tell how it ended.

        None when there never was such an upload: a story waits for it. Raises ContestedError when the photograph or its
        records kept changing; delivering the notice again is then safe.
        """
        changed: dict[str, None] = {}
        is_thorough = notice.reason == REBUILD
        for _ in range(_ATTEMPTS):
            try:
                receipt = None if is_thorough else self._settled(notice.key)
                receipt = receipt or self._converge(notice.key, changed, is_thorough=is_thorough)
            except PreconditionLostError:
                continue
            if receipt and notice.version_id and notice.version_id != receipt.version_id:
                file_superseded(self._table, notice.key, notice.version_id, receipt.version_id, self._clock.now())
            return receipt
        raise ContestedError(f"{notice.key}: the photograph or its records keep changing")

    def _settled(self, key: str) -> Receipt | None:
        """The receipt on file when there is nothing to do: found without opening the photograph."""
        record = self._table.get(image_pk(key), RENDITIONS)
        note = self._note(key)
        newest = self._content.newest(key)
        if newest is None or record is None or "renditions" not in record.body:
            return None
        craft = craft_of(key)
        ready = craft.ready(record.body["renditions"])
        is_current = (record.body["version_id"], record.body["encoding"]) == (newest.version_id, craft.making)
        if not is_current or (note.told, note.paths) != (record.rev, frozenset(ready.paths)):
            return None
        receipt = receipt_on_file(self._table, key, newest.version_id)
        if receipt is None or receipt.outcome is not Outcome.PUBLISHED:
            return None
        if not is_with_the_editor(self._receipts, receipt):
            return None
        copies_stand = PublicCopies(self._site, {}).all_stand(sorted(ready.paths))
        return receipt if copies_stand and ready.serves(_focals_of(self._users(key))) else None

    def _converge(self, key: str, changed: dict[str, None], *, is_thorough: bool) -> Receipt | None:
        """One attempt. Raises PreconditionLostError when anything moved meanwhile."""
        record = self._table.get(image_pk(key), RENDITIONS)
        note = self._note(key)
        wanted = _focals_of(self._users(key))
        standing = self._read(key)
        if standing.newest is None and record is None:
            return None

        copies = PublicCopies(self._site, changed)
        made = standing.material.make(wanted) if wanted and standing.material else None
        paths = frozenset(made.ready.paths) if made else frozenset()
        if made:
            if not paths <= note.paths:
                note = self._keep(key, replace(note, paths=note.paths | paths))
            self._make_sure(key, standing, wanted=wanted)
            copies.place(made.files, lambda: self._make_sure(key, standing, wanted=wanted), is_thorough=is_thorough)
        record = self._record(key, record, standing, made)
        if record and note.told != record.rev:
            self._uploads.send([Notice(user, reason=PHOTOGRAPH) for user in self._users(key)])
        copies.take_back(sorted(note.paths - paths), stamp=str(note.rev))
        invalidation = self._recall(key, note, paths)
        self._keep(key, replace(note, paths=paths, told=record.rev if record else 0), unless=note)
        receipt = self._file(key, record, standing, made, changed, invalidation)
        self._make_sure(key, standing, wanted=wanted)
        return receipt

    def _read(self, key: str) -> _Standing:
        """The newest valid photograph; a bad version is skipped, so the good one before it stays, a deletion is not."""
        versions = self._content.versions(key)[:_OLDEST_LOOKED_AT]
        if not versions or versions[0].is_delete_marker:
            return _Standing(versions[0] if versions else None)
        complaints: tuple[Complaint, ...] = ()
        for version in versions:
            if version.is_delete_marker:
                break
            opened = self._open(version)
            if version is versions[0]:
                complaints = opened.complaints
            if opened.material:
                return _Standing(versions[0], version, opened.material, complaints)
        return _Standing(versions[0], complaints=complaints)

    def _open(self, version: Version) -> Opened:
        key, craft = version.key, craft_of(version.key)
        if refusal := craft.refusal_by_size(key, version.size):
            return Opened(None, (refusal,))
        upload = self._content.read_whole(key, craft.largest(key), version.version_id)
        if upload is None:
            raise PreconditionLostError(f"{key}: version {version.version_id} is no longer there")
        return craft.opened(key, upload.body)

    def _record(self, key: str, record: Item | None, standing: _Standing, made: Made | None) -> Item | None:
        """Record what stories may show. A photograph that never was public leaves no record."""
        version_id = standing.newest.version_id if standing.newest else ""
        body: dict[str, object]
        if made and standing.shown:
            body = {
                "version_id": standing.shown.version_id,
                "encoding": craft_of(key).making,
                "renditions": made.ready.to_record(),
            }
        elif standing.current and standing.material is None:
            body = {"version_id": version_id, "refused": [str(complaint) for complaint in standing.complaints]}
        elif record is None:
            return None
        else:
            body = {"version_id": version_id, "gone": True}
        if record and record.body == body:
            return record
        item = Item(image_pk(key), RENDITIONS, record.rev + 1 if record else 1, body)
        self._table.put(item, record.rev if record else None)
        return item

    def _recall(self, key: str, note: _Note, paths: frozenset[str]) -> Invalidation | None:
        """Have the CDN forget photographs of which no copy stands any more: they would live there for an hour.

        Before the note forgets them, so that a process that dies in between has them recalled again.
        """
        tags = sorted(set(map(copy_tag, note.paths)) - set(map(copy_tag, paths)))
        if not tags:
            return None
        name = hashlib.sha256(f"{key}\n{note.rev}\n{' '.join(tags)}".encode()).hexdigest()[:32]
        self._outcomes.send([Recall(name, tuple(tags))])
        used = month_of(self._table, self._clock.now()).used
        return Invalidation(tuple(tags), used, self._invalidation_budget, is_urgent=True)

    def _file(
        self,
        key: str,
        record: Item | None,
        standing: _Standing,
        made: Made | None,
        changed: Mapping[str, None],
        invalidation: Invalidation | None,
    ) -> Receipt:
        newest = standing.newest
        outcome, text = _ending(craft_of(key).noun, standing, made)
        receipt = Receipt(
            key=key,
            version_id=newest.version_id if newest else str(record.body["version_id"] if record else ""),
            outcome=outcome,
            at=self._clock.now(),
            uploaded=newest.modified if newest else None,
            note=text,
            complaints=(*standing.complaints, *(warnings_about_name(key) if standing.current else ())),
            changed=tuple(changed),
            invalidation=invalidation,
        )
        filed = receipt_on_file(self._table, key, receipt.version_id)
        if filed and _says_the_same(receipt, filed) and is_with_the_editor(self._receipts, filed):
            return filed
        file_receipt(self._receipts, self._table, receipt)
        return receipt

    def _make_sure(self, key: str, standing: _Standing, *, wanted: tuple[str, ...]) -> None:
        """Raise PreconditionLostError when the bucket or the stories are no longer what was read."""
        newest = self._content.newest(key)
        current = standing.current
        has_moved = (newest and newest.version_id) != (current and current.version_id)
        if has_moved or _focals_of(self._users(key)) != wanted:
            raise PreconditionLostError(f"{key} moved while it was being made ready")

    def _users(self, key: str) -> dict[str, str]:
        """The keys of the live stories that use the photograph, in order, with the focal point that each gives it."""
        return {
            item.sk.removeprefix(_FIRST_USER): str(item.body.get("focal") or focal_name(None))
            for item in self._registered(key)
            if not item.body.get("gone")
        }

    def _registered(self, key: str) -> Iterator[Item]:
        after: str | None = None
        while True:
            page = self._table.query(
                image_pk(key),
                after=after,
                lowest=_FIRST_USER,
                highest=_LAST_USER,
                newest_first=False,
                limit=_USERS_AT_ONCE,
            )
            yield from page.items
            after = page.last
            if after is None:
                return

    def _note(self, key: str) -> _Note:
        item = self._table.get(image_pk(key), COPIES)
        if item is None:
            return _Note(None)
        body: Mapping[str, Any] = item.body
        return _Note(item.rev, frozenset(body["paths"]), body["told"])

    def _keep(self, key: str, note: _Note, unless: _Note | None = None) -> _Note:
        """Write the note over the one observed, unless it says what that one said; gives it as it now stands."""
        if note == unless:
            return note
        item = note.to_item(image_pk(key))
        self._table.put(item, note.rev)
        return replace(note, rev=item.rev)


def _ending(noun: str, standing: _Standing, made: Made | None) -> tuple[Outcome, str]:
    if standing.current is None:
        return Outcome.WITHDRAWN, f"Stories that used this {noun} run without it."
    if standing.shown != standing.newest:
        return Outcome.REJECTED, f"The {noun} uploaded before it stays in use." if standing.shown else ""
    offer = standing.material.offer if standing.material else ""
    if made is None:
        return Outcome.DRAFT, f"It is ready, and becomes public with the first published story that uses it.{offer}"
    return Outcome.PUBLISHED, f"{made.said}{offer}"


def _says_the_same(receipt: Receipt, filed: Receipt) -> bool:
    """Whether a receipt tells an editor nothing new: when it was filed and what it cost to get there do not matter."""
    same = replace(receipt, at=filed.at, changed=filed.changed, invalidation=filed.invalidation)
    return receipt_text(same) == receipt_text(filed)


def _focals_of(users: Mapping[str, str]) -> tuple[str, ...]:
    """The focal points to cut around, in order: none when nobody uses the upload."""
    return tuple(sorted(set(users.values()))[:_MOST_FOCALS])
