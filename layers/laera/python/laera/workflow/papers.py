"""The paper's own settings, to publish with: the newest valid `site.yaml` of the content bucket."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from laera.domain.complaints import Complaint, errors_in
from laera.domain.site import SITE_KEY, Site
from laera.domain.site_file import SiteReading, read_site, starter_site
from laera.workflow.ports import ContentStore, Version

_EARLIER_LOOKED_AT = 50
"""Versions of `site.yaml`, the newest included, that tell where a story stood before."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The paper's settings in force: from `version` of `site.yaml`, None for the starter paper.

    `newest` is the newest version there is, `complaints` are about that one.
    """

    site: Site
    version: Version | None
    newest: Version | None
    complaints: tuple[Complaint, ...] = ()

    @property
    def version_id(self) -> str:
        """What pages and records name as their edition."""
        return self.version.version_id if self.version else "starter"


class Paper:
    """Reads `site.yaml` as the content bucket has it. Keeps the last one parsed, by version.

    `spoken` are the languages that the press has words in: an editor is told of others.
    """

    def __init__(self, content: ContentStore, spoken: Collection[str] | None = None) -> None:
        self._content = content
        self._spoken = spoken
        self._kept: tuple[str, Edition] | None = None

    def current(self) -> Edition:
        """The edition now: one cheap look at the bucket while nothing changes.

        A deleted or broken `site.yaml` leaves the last valid one in force; before the first, the starter paper is.
        """
        newest = self._content.newest(SITE_KEY)
        if newest and self._kept and self._kept[0] == newest.version_id:
            return self._kept[1]
        edition = self._read()
        self._kept = (newest.version_id, edition) if newest else None
        return edition

    def earlier(self, edition: Edition) -> Iterator[Site]:
        """What valid versions of `site.yaml` before an edition's said, newest first."""
        versions = self._content.versions(SITE_KEY)[:_EARLIER_LOOKED_AT]
        for version in versions[versions.index(edition.version) + 1 :] if edition.version in versions else ():
            upload = None if version.is_delete_marker else self._content.read(SITE_KEY, version.version_id)
            reading = read_site(upload.body) if upload else None
            if reading and reading.site and not errors_in(reading.complaints):
                yield reading.site

    def _read(self) -> Edition:
        versions = self._content.versions(SITE_KEY)
        complaints: tuple[Complaint, ...] = ()
        for version in versions:
            upload = None if version.is_delete_marker else self._content.read(SITE_KEY, version.version_id)
            if upload is None:
                continue
            reading: SiteReading = read_site(upload.body, self._spoken)
            if version is versions[0]:
                complaints = reading.complaints
            if reading.site is not None and not errors_in(reading.complaints):
                return Edition(reading.site, version, versions[0], complaints)
        return Edition(starter_site(), None, versions[0] if versions else None, complaints)
