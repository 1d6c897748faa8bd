"""Which stories use a photograph, and what it looks like to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from laera.domain.articles import Photograph
from laera.domain.complaints import Complaint
from laera.domain.photographs import Renditions, focal_name
from laera.domain.plain_text import quoted
from laera.errors import PreconditionLostError
from laera.workflow.notices import PHOTOGRAPH
from laera.workflow.ports import ContentStore, Item, Notice, Queue, Table

RENDITIONS = "RENDITIONS"


class Use(Protocol):
    """What a story shows or plays of one upload, as it was looked at."""

    @property
    def key(self) -> str:
        """The upload."""

    @property
    def focal(self) -> str:
        """The middle, where nothing is cropped."""

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """What the story's receipt says of it."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is to be made any more."""

    def is_as_in(self, record: Item | None) -> bool:
        """Whether a record tells of what the story was set with."""


@dataclass(frozen=True, slots=True)
class PhotographUse:
    """A photograph of a story: its upload key, and its renditions, with the story's own crops, once there are any.

    `photograph` is what readers get of it: what the story says, and what the upload itself says where the story is
    silent. `focal` names the point that its crops are cut around.
    """

    key: str
    renditions: Renditions | None
    photograph: Photograph
    focal: str
    complaints: tuple[Complaint, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is to be made any more."""
        return self.renditions is not None and bool(self.renditions.crops)

    def is_as_in(self, record: Item | None) -> bool:
        """Whether a record tells of the renditions that the story was set with."""
        return _renditions(record, self.focal) == self.renditions


def look_at(table: Table, content: ContentStore, photograph: Photograph) -> PhotographUse:
    """The photograph as it is now; a warning says what keeps it from the page, or what the upload itself puts there."""
    key = photograph.src.lstrip("/")
    focal = focal_name(photograph.focal)
    item = table.get(image_pk(key), RENDITIONS)
    if renditions := _renditions(item, focal):
        shown = _completed(photograph, renditions)
        return PhotographUse(key, renditions, shown, focal, tuple(_said_by_the_file(photograph, shown)))
    complaints: tuple[Complaint, ...] = ()
    if item and "refused" in item.body:
        complaints = (_warning(f"{key} could not be read as a photograph", "see its own receipt"),)
    elif content.newest(key) is None:
        cure = "its page stands without it until it is uploaded"
        complaints = (_warning(f"{key} has not been uploaded", cure),)
    return PhotographUse(key, None, photograph, focal, complaints)


def register_use(
    table: Table,
    media: Queue,
    article_key: str,
    earlier: Sequence[str],
    present: Sequence[Use],
    rev: int,
    *,
    was_interrupted: bool = False,
) -> None:
    """Note that a live story uses these uploads and no longer earlier ones; the photo desk hears what that changes.

    The photo desk tells those who are registered, so a story registers and then looks again: PreconditionLostError when
    a photograph is no longer what the story was set with. Whoever takes up what another `was_interrupted` in says all
    that the other may not have said.
    """
    keys = {use.key for use in present}
    for other in earlier:
        if other not in keys:
            table.put_newer(Item(image_pk(other), _user(article_key), rev, {"gone": True}))
            media.send([Notice(other, reason=PHOTOGRAPH)])
    for use in present:
        before = table.get(image_pk(use.key), _user(article_key))
        has_moved = before is not None and before.body.get("focal", use.focal) != use.focal
        table.put_newer(Item(image_pk(use.key), _user(article_key), rev, {"focal": use.focal}))
        if not use.is_as_in(table.get(image_pk(use.key), RENDITIONS)):
            raise PreconditionLostError(f"{use.key} was made ready or taken back meanwhile")
        if was_interrupted or has_moved or not use.is_complete:
            media.send([Notice(use.key, reason=PHOTOGRAPH)])


def _renditions(item: Item | None, focal: str) -> Renditions | None:
    if item is None or "renditions" not in item.body:
        return None
    return Renditions.from_record(item.body["renditions"]).around(focal)


def _completed(photograph: Photograph, renditions: Renditions) -> Photograph:
    """With the upload's own credit and caption where the story leaves them open. A decoration has no caption."""
    caption = "" if photograph.is_decorative else renditions.caption
    return replace(
        photograph,
        credit=renditions.credit if "credit" in photograph.left_open else photograph.credit,
        caption=caption if "caption" in photograph.left_open else photograph.caption,
    )


def _said_by_the_file(photograph: Photograph, shown: Photograph) -> Iterator[Complaint]:
    for field in ("credit", "caption"):
        text = getattr(shown, field)
        if text != getattr(photograph, field):
            yield Complaint(
                f"readers get what the file itself says, {quoted(text)}",
                f'write another {field}, or {field}: "" for none',
                field=f"photograph.{field}",
                is_warning=True,
            )


def image_pk(key: str) -> str:
    """The partition of everything known about one photograph or recording."""
    return f"IMAGE#{key}"


def _user(article_key: str) -> str:
    return f"USER#{article_key}"


def _warning(problem: str, cure: str) -> Complaint:
    return Complaint(problem, cure, field="photograph", is_warning=True)
