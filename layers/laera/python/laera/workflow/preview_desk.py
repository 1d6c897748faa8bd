"""The preview desk: what an editor can see of a story that readers cannot see yet, and what publishing it would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from laera.domain.complaints import Complaint
from laera.domain.receipts import Outcome, Receipt, Touched
from laera.domain.site import Site
from laera.errors import TransientError
from laera.rendering.previews import PreviewNote
from laera.workflow.ports import Clock, Notice, Version
from laera.workflow.previews import LARGEST_PREVIEW, Preview, Previews, preview_ends
from laera.workflow.rehearsal import Rehearsal, Rehearsals
from laera.workflow.standing import Standing

ENDED = "The address of its preview has ended; upload the file again for another."
FAILED = "Its preview could not be made; the engineers have been told."
TOO_LARGE = "Its page is too large for a preview."
WHY_NOT = {
    Outcome.REJECTED: "Published like this it would be refused.",
    Outcome.WITHDRAWN: "Published like this it would be gone at once: it has expired.",
}
"""What publishing a draft can come to besides its publication."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a receipt says of a story to come. `trouble` is a fault of our own that kept it from saying more."""

    preview: str = ""
    would_touch: Touched | None = None
    note: str = ""
    complaints: tuple[Complaint, ...] = ()
    trouble: Exception | None = None

    def added_to(self, receipt: Receipt) -> Receipt:
        """The receipt that says this too."""
        return replace(
            receipt,
            preview=self.preview,
            would_touch=self.would_touch,
            note=" ".join(filter(None, (receipt.note, self.note))),
            complaints=tuple(dict.fromkeys((*receipt.complaints, *self.complaints))),
            trouble=self.trouble,
        )


class PreviewDesk:
    """Makes previews."""

    def __init__(self, rehearsals: Rehearsals, previews: Previews, clock: Clock) -> None:
        self._rehearsals = rehearsals
        self._previews = previews
        self._clock = clock

    def look_ahead(self, standing: Standing, site: Site, under_way: Sequence[Notice]) -> Foresight:
        """What publishing the newest version would do once the notices `under_way` have arrived.

        Its page is filed where its address leads. Whatever goes wrong in a rehearsal is said in the receipt and keeps
        nobody from getting it, unless a service did not answer: then the whole notice comes again.
        """
        article, version, now = standing.article, standing.version, self._clock.now()
        if article is None or version is None:
            return Foresight()
        if now >= preview_ends(version):
            return Foresight(note=ENDED)
        try:
            rehearsal = self._rehearsals.publish(version, now=now, at=max(now, article.release), under_way=under_way)
            page = _page_of(rehearsal, version)
        except TransientError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in what only looks ahead must not hold up what is
            return Foresight(note=FAILED, trouble=error)
        return self._foresight(rehearsal, page, version, article.language, site)

    def _foresight(
        self, rehearsal: Rehearsal, page: bytes | None, version: Version, language: str, site: Site
    ) -> Foresight:
        if rehearsal.receipt.version_id != version.version_id:  # the bucket moved: whoever is newest now is next
            return Foresight()
        warnings = tuple(replace(complaint, is_warning=True) for complaint in rehearsal.receipt.complaints)
        if page is None:
            return Foresight(note=WHY_NOT[rehearsal.receipt.outcome], complaints=warnings)
        if len(page) > LARGEST_PREVIEW:
            return Foresight(would_touch=rehearsal.touched, note=TOO_LARGE, complaints=warnings)
        self._previews.file(version, Preview(version.key, language, page.decode()))
        return Foresight(site.absolute(self._previews.path(version)), rehearsal.touched, complaints=warnings)


def _page_of(rehearsal: Rehearsal, version: Version) -> bytes | None:
    """The page that was rehearsed, None when there would be none."""
    if rehearsal.receipt.outcome is not Outcome.PUBLISHED:
        return None
    return rehearsal.page(PreviewNote(preview_ends(version), rehearsal.touched))
