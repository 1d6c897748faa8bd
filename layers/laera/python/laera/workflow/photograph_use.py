"""Which stories use a photograph, and what it looks like to them."""

from dataclasses import dataclass

from laera.domain.articles import Photograph
from laera.domain.complaints import Complaint
from laera.domain.photographs import Renditions
from laera.errors import PreconditionLostError
from laera.workflow.notices import PHOTOGRAPH
from laera.workflow.ports import ContentStore, Item, Notice, Queue, Table

RENDITIONS = "RENDITIONS"


@dataclass(frozen=True, slots=True)
class PhotographUse:
    """A story's photograph: its upload key, and its renditions once there are any."""

    key: str
    renditions: Renditions | None
    complaints: tuple[Complaint, ...] = ()


def look_at(table: Table, content: ContentStore, photograph: Photograph) -> PhotographUse:
    """The photograph as it is now; a warning says what keeps it from the page."""
    key = photograph.src.lstrip("/")
    item = table.get(image_pk(key), RENDITIONS)
    if renditions := _renditions(item):
        return PhotographUse(key, renditions)
    if item and "refused" in item.body:
        return PhotographUse(key, None, (_warning(f"{key} could not be read as a photograph", "see its own receipt"),))
    if content.newest(key) is None:
        cure = "the story runs without it until it is uploaded"
        return PhotographUse(key, None, (_warning(f"{key} has not been uploaded", cure),))
    return PhotographUse(key, None)


def register_use(
    table: Table, media: Queue, article_key: str, earlier: tuple[str, ...], present: PhotographUse | None, rev: int
) -> None:
    """Note that a live story uses a photograph and no longer an earlier one; the photo desk hears of what that changes.

    The photo desk tells those who are registered, so a story registers and then looks again: PreconditionLostError when
    the photograph is no longer what the story was set with.
    """
    key = present.key if present else ""
    for other in earlier:
        if other != key:
            table.put_newer(Item(image_pk(other), _user(article_key), rev, {"gone": True}))
            media.send([Notice(other, reason=PHOTOGRAPH)])
    if present:
        table.put_newer(Item(image_pk(key), _user(article_key), rev, {}))
        if _renditions(table.get(image_pk(key), RENDITIONS)) != present.renditions:
            raise PreconditionLostError(f"{key} was made ready or taken back meanwhile")
        if present.renditions is None:
            media.send([Notice(key, reason=PHOTOGRAPH)])


def _renditions(item: Item | None) -> Renditions | None:
    return Renditions.from_record(item.body["renditions"]) if item and "renditions" in item.body else None


def image_pk(key: str) -> str:
    """The partition of everything known about one photograph."""
    return f"IMAGE#{key}"


def _user(article_key: str) -> str:
    return f"USER#{article_key}"


def _warning(problem: str, cure: str) -> Complaint:
    return Complaint(problem, cure, field="photograph", is_warning=True)
