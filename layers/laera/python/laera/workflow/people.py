"""People's files, published: a profile for each language on record for the front desk, the portrait, a receipt.

The newest valid version of a file counts, so a bad edit leaves the one before it in force; a deleted file counts no
more. A profile is a list of one, so the page of somebody's stories is set anew on the same road as after a story. All
this follows from the bucket alone. The order of one attempt is that of a story: observe the record, read the bucket,
record what is begun, write, record what is settled, and read the bucket again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from laera.domain.complaints import errors_in
from laera.domain.listings import Place
from laera.domain.people import Person, profile_scope
from laera.domain.person_file import ENDING, PEOPLE, PersonReading, read_person
from laera.domain.receipts import Outcome, Receipt
from laera.domain.site import Site, byline_path
from laera.errors import ContestedError, PreconditionLostError
from laera.workflow.document_receipts import file_document_receipt
from laera.workflow.listing_entries import place_entries, remove_entries
from laera.workflow.notices import REBUILD, SITE
from laera.workflow.papers import Paper
from laera.workflow.photograph_use import PhotographUse, look_at, register_use
from laera.workflow.ports import Clock, ContentStore, Item, Notice, Queue, ReceiptStore, Table, Version
from laera.workflow.turns import turn

_ATTEMPTS = 8
_OLDEST_LOOKED_AT = 50
"""Versions of one file that are looked at, at the most."""
_PEOPLE_PK = "SITE#people"
"""What the press has done, or begun to do, for each file, by key."""
_PROFILE = "PROFILE"
"""The sort key of the one entry of a profile's list."""


@dataclass(frozen=True, slots=True)
class _File:
    """One key as its versions have it: the newest, what it says, and the version that counts with its person.

    `told` are the paper's languages in which any version told of the person: readers may have seen a page there.
    """

    newest: Version | None = None
    reading: PersonReading | None = None
    version: Version | None = None
    person: Person | None = None
    told: tuple[str, ...] = ()

    @property
    def seen(self) -> str:
        """The version that was looked at last."""
        return self.newest.version_id if self.newest else ""

    @property
    def is_deleted(self) -> bool:
        """Whether the file is no more."""
        return self.newest is None or self.newest.is_delete_marker


@dataclass(frozen=True, slots=True)
class _Record:
    """What was done for one key: for which version, in which languages, with which photographs, and what it said.

    While it is not settled, it names old and new, so that whoever comes next can finish or undo it.
    """

    seen: str = ""
    version_id: str = ""
    languages: tuple[str, ...] = ()
    photographs: tuple[str, ...] = ()
    made_of: str = ""
    is_settled: bool = True

    def begun(self, earlier: "_Record") -> "_Record":
        """This record before all that follows from it is written."""
        return replace(
            self,
            languages=tuple(dict.fromkeys((*self.languages, *earlier.languages))),
            photographs=tuple(dict.fromkeys((*self.photographs, *earlier.photographs))),
            is_settled=False,
        )

    def to_record(self) -> dict[str, object]:
        """As JSON values."""
        return {
            "seen": self.seen,
            "version_id": self.version_id,
            "languages": list(self.languages),
            "photographs": list(self.photographs),
            "made_of": self.made_of,
            "is_settled": self.is_settled,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "_Record":
        """The inverse of `to_record`."""
        lists = {name: tuple(record[name]) for name in ("languages", "photographs")}
        return cls(**{**record, **lists})


class PersonDesk:
    """Publishes `authors/<word>.yaml`."""

    def __init__(
        self,
        *,
        content: ContentStore,
        receipts: ReceiptStore,
        table: Table,
        media: Queue,
        clock: Clock,
        paper: Paper,
    ) -> None:
        self._content = content
        self._receipts = receipts
        self._table = table
        self._media = media
        self._clock = clock
        self._paper = paper

    def publish(self, notice: Notice) -> Receipt:
        """Bring a person's profiles in line with the bucket, and tell how the file fared.

        Raises ContestedError when others kept writing the same record; delivering the notice again is then safe.
        """
        for _ in range(_ATTEMPTS):
            try:
                receipt = self._converge(notice)
            except PreconditionLostError:
                continue
            if receipt:
                return receipt
        raise ContestedError(f"{notice.key}: others keep writing about the same person")

    def _converge(self, notice: Notice) -> Receipt | None:
        """One attempt; None when the bucket moved meanwhile."""
        key = notice.key
        item = self._table.get(_PEOPLE_PK, key)
        record = _Record.from_record(item.body) if item else _Record()
        site = self._paper.current().site
        file = self._file(key, site)
        portrait = file.person.portrait if file.person else None
        use = look_at(self._table, self._content, portrait) if portrait else None
        profiles = _profiles(file.person, use)
        reached = _Record(
            file.seen,
            file.version.version_id if file.version else "",
            tuple(profiles),
            (use.key,) if use else (),
            _fingerprint(profiles),
        )
        if reached != record or notice.reason == REBUILD:
            self._write(key, item, record, reached, file, profiles, use)
        if notice.reason in {SITE, REBUILD}:  # the paper's name and sections stand on these pages too
            self._turn(key, file, is_thorough=notice.reason == REBUILD)
        receipt = self._receipt(notice, site, file, use, record, reached)
        file_document_receipt(self._receipts, self._table, notice, receipt)
        return None if self._has_moved(key, file) else receipt

    def _file(self, key: str, site: Site) -> _File:
        """Older versions are read only as long as there is a language of which none has told yet."""
        versions = self._content.versions(key)
        file = _File(versions[0] if versions else None)
        is_present = True
        for version in versions[:_OLDEST_LOOKED_AT]:
            is_present = is_present and not version.is_delete_marker
            upload = None if version.is_delete_marker else self._content.read(key, version.version_id)
            if upload is None:  # a deletion, or removed by lifecycle or by hand since it was listed
                continue
            reading = read_person(key, upload.body, site)
            if version is versions[0]:
                file = replace(file, reading=reading)
            if reading.person is None:
                continue
            if is_present and file.person is None:
                file = replace(file, version=version, person=reading.person)
            told = {*file.told, *reading.person.languages}
            file = replace(file, told=tuple(one for one in site.languages if one in told))
            if file.told == site.languages:
                break
        return file

    def _turn(self, key: str, file: _File, *, is_thorough: bool) -> None:
        """Have the pages set anew though the profiles are what they were."""
        for language in file.told:
            reason = REBUILD if is_thorough else SITE
            turn(self._table, _place(language, key).pk, self._clock.now(), reason, is_thorough=is_thorough)

    def _write(
        self,
        key: str,
        item: Item | None,
        record: _Record,
        reached: _Record,
        file: _File,
        profiles: Mapping[str, Mapping[str, object]],
        use: PhotographUse | None,
    ) -> None:
        """Write all that follows, each step safe to repeat."""
        rev = item.rev + 1 if item else 1
        self._table.put(Item(_PEOPLE_PK, key, rev, reached.begun(record).to_record()), rev - 1 or None)
        place_entries(self._table, {_place(one, key): profile for one, profile in profiles.items()}, rev)
        languages = dict.fromkeys((*file.told, *record.languages))
        left = [_place(language, key) for language in languages if language not in profiles]
        remove_entries(self._table, left, rev, self._clock.now())
        register_use(
            self._table,
            self._media,
            key,
            record.photographs,
            [use] if use else [],
            rev,
            was_interrupted=not record.is_settled,
        )
        self._table.put(Item(_PEOPLE_PK, key, rev + 1, reached.to_record()), rev)

    def _receipt(
        self,
        notice: Notice,
        site: Site,
        file: _File,
        use: PhotographUse | None,
        record: _Record,
        reached: _Record,
    ) -> Receipt:
        complaints = file.reading.complaints if file.reading else ()
        languages = dict.fromkeys((*reached.languages, *record.languages))
        following = tuple(byline_path(site, one, _word(notice.key)) for one in languages if one in site.languages)
        receipt = Receipt(
            notice.key,
            file.seen or notice.version_id or "none",
            Outcome.PUBLISHED,
            self._clock.now(),
            uploaded=file.newest.modified if file.newest else None,
            complaints=complaints,
            following=following if reached.made_of != record.made_of or not record.is_settled else (),
        )
        if file.is_deleted:
            note = "The file was deleted. A page of stories stays as long as there are any."
            return replace(receipt, outcome=Outcome.WITHDRAWN, note=note)
        if errors_in(complaints):
            note = f"The version before it still counts ({file.version.version_id})." if file.version else ""
            return replace(receipt, outcome=Outcome.REJECTED, note=note)
        if file.person:
            language = file.person.languages[0]
            address = site.absolute(byline_path(site, language, file.person.slug))
            receipt = replace(receipt, address=address, headline=file.person.name)
        is_same = record.is_settled and record.made_of == reached.made_of and record.version_id != reached.version_id
        about_portrait = (replace(complaint, field="portrait") for complaint in (use.complaints if use else ()))
        outcome = Outcome.UNCHANGED if is_same else Outcome.PUBLISHED
        return replace(receipt, outcome=outcome, complaints=(*complaints, *about_portrait))

    def _has_moved(self, key: str, file: _File) -> bool:
        current = self._content.newest(key)
        return (current.version_id if current else "") != ("" if file.is_deleted else file.seen)


def is_seen(table: Table, version: Version) -> bool:
    """Whether all that follows from a person's newest version has been written."""
    item = table.get(_PEOPLE_PK, version.key)
    record = _Record.from_record(item.body) if item else _Record()
    return record.is_settled and record.seen == version.version_id


def _profiles(person: Person | None, use: PhotographUse | None) -> dict[str, dict[str, object]]:
    """What stands on record for each language in which the person is told of."""
    if person is None:
        return {}
    renditions = use.renditions if use else None
    return {language: person.profile(language, renditions).to_record() for language in person.languages}


def _fingerprint(profiles: Mapping[str, Mapping[str, object]]) -> str:
    text = json.dumps(profiles, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32] if profiles else ""


def _place(language: str, key: str) -> Place:
    return Place(language, profile_scope(_word(key)), _PROFILE)


def _word(key: str) -> str:
    """The word of the person's page: the file's name, which is one wherever a person was read."""
    return key.removeprefix(PEOPLE).removesuffix(ENDING)
