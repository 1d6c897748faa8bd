"""The paper's own settings, to publish with: the newest valid `site.yaml` of the content bucket."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice

from laera.domain.complaints import Complaint, errors_in
from laera.domain.site import SITE_KEY, Site
from laera.domain.site_file import TEMPLATES_FIELD, SetLook, SiteReading, read_site, starter_site
from laera.errors import TransientError
from laera.workflow.ports import ContentStore, Version

_BEGINNING = datetime.min.replace(tzinfo=UTC)
_EARLIER_LOOKED_AT = 50
"""Versions of `site.yaml`, the newest included, that tell where a story stood before."""


@dataclass(frozen=True, slots=True)
class Reign:
    """What the paper's settings were from a moment on, and until when; None for those in force."""

    site: Site
    since: datetime
    until: datetime | None = None

    def meets(self, begin: datetime, end: datetime) -> bool:
        """Whether these settings were in force at any time of a stretch, its end not included."""
        return self.since < end and (self.until is None or begin < self.until)


class Reigns:
    """The valid versions of `site.yaml`, newest first. Each is read when it is first asked for, and kept.

    `again` reads them from the beginning: after a read that failed, for nothing more comes of what it broke off.
    """

    def __init__(self, unread: Iterable[Reign] = (), again: Callable[[], Iterable[Reign]] = tuple) -> None:
        self._unread = iter(unread)
        self._again = again
        self._read: list[Reign] = []

    def __iter__(self) -> Iterator[Reign]:
        """All of them; no more are read than are taken."""
        number = 0
        while number < len(self._read) or self._read_on():
            yield self._read[number]
            number += 1

    def _read_on(self) -> bool:
        try:
            reign = next(self._unread, None)
        except TransientError:
            self._unread = islice(self._again(), len(self._read), None)
            raise
        if reign:
            self._read.append(reign)
        return reign is not None


@dataclass(frozen=True, slots=True)
class Edition:
    """The paper's settings in force: from `version` of `site.yaml`, None for the starter paper.

    `newest` is the newest version there is, `complaints` are about that one. `reigns` are these settings and all that
    were in force before them.
    """

    site: Site
    version: Version | None
    newest: Version | None
    complaints: tuple[Complaint, ...] = ()
    reigns: Reigns = field(default_factory=Reigns, compare=False)

    @property
    def version_id(self) -> str:
        """What pages and records name as their edition."""
        return self.version.version_id if self.version else "starter"


class Paper:
    """Reads `site.yaml` as the content bucket has it. Keeps the last one parsed, by version.

    `spoken` are the languages that the press has words in: an editor is told of others. `look_at` is asked about the
    template set that the paper names.
    """

    def __init__(
        self, content: ContentStore, spoken: Collection[str] | None = None, look_at: SetLook | None = None
    ) -> None:
        self._content = content
        self._spoken = spoken
        self._look_at = look_at
        self._kept: tuple[str, Edition] | None = None

    def current(self) -> Edition:
        """The edition now: one cheap look at the bucket while nothing changes.

        A deleted or broken `site.yaml` leaves the last valid one in force; before the first, the starter paper is. One
        whose template set is wanting is read again each time: the set may have come.
        """
        newest = self._content.newest(SITE_KEY)
        if newest and self._kept and self._kept[0] == newest.version_id:
            return self._kept[1]
        edition = self._read()
        is_final = not any(complaint.field == TEMPLATES_FIELD for complaint in errors_in(edition.complaints))
        self._kept = (newest.version_id, edition) if newest and is_final else None
        return edition

    def _read(self) -> Edition:
        versions = self._content.versions(SITE_KEY)
        newest = versions[0] if versions else None
        complaints: list[Complaint] = []
        valid = self._valid(versions, complaints)
        first = next(valid, None)
        if first is None:
            starter = Reign(starter_site(), _BEGINNING)
            return Edition(starter.site, None, newest, tuple(complaints), Reigns([starter]))
        version, site = first
        reigns = Reigns(_reigns(chain([first], valid)), again=lambda: _reigns(self._valid(versions, [])))
        return Edition(site, version, newest, tuple(complaints), reigns)

    def _valid(self, versions: Sequence[Version], about_newest: list[Complaint]) -> Iterator[tuple[Version, Site]]:
        """The valid versions, newest first.

        Template sets are looked at up to the first of them. Older versions only tell where stories stood: that is not
        worth a look at every set that the paper ever had.
        """
        found = 0
        for number, version in enumerate(versions):
            if found and number >= _EARLIER_LOOKED_AT:
                return
            upload = None if version.is_delete_marker else self._content.read(SITE_KEY, version.version_id)
            if upload is None:
                continue
            reading: SiteReading = read_site(upload.body, self._spoken, None if found else self._look_at)
            if version is versions[0]:
                about_newest += reading.complaints
            if reading.site is not None and not errors_in(reading.complaints):
                found += 1
                yield version, reading.site


def _reigns(valid: Iterator[tuple[Version, Site]]) -> Iterator[Reign]:
    """Each from its version on; the first one ever counts from the beginning, whatever the clock of a folder says."""
    until: datetime | None = None
    version, site = next(valid)
    for older in chain(valid, [None]):
        yield Reign(site, version.modified if older else _BEGINNING, until)
        if older:
            until = version.modified
            version, site = older
