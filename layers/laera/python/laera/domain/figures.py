"""Photographs and recordings within a story's body: what Markdown's image mark says of one."""

import re

from laera.domain.articles import Photograph
from laera.domain.complaints import Complaint
from laera.domain.plain_text import composed
from laera.domain.recordings import RECORDING_TYPES, Recording

PHOTOGRAPH_TYPES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
"""Endings of the uploads that the press takes as photographs."""

DECORATIVE = frozenset({"decorative", "decorativa", "decorativo"})
"""In place of a description: the photograph shows nothing that the story tells."""

MOST_PHOTOGRAPHS = 40
"""Different ones within one body; each is looked up, registered and watched by itself."""

LONGEST_KEY = 1_024
"""Bytes of an upload's name: S3 has no longer ones."""

_CREDIT = "|"
_IN_NO_NAME = re.compile(r"[\\\x00-\x1f\x7f\ufffe\uffff]")


def is_upload_name(key: str) -> bool:
    """Whether a file can have been uploaded under this name, which begins with a folder's."""
    parts = set(key.split("/"))
    return not _IN_NO_NAME.search(key) and not {"", ".", ".."} & parts and len(key.encode()) <= LONGEST_KEY


def warnings_about_name(key: str) -> tuple[Complaint, ...]:
    """That no story can name the upload: what stories write is composed Unicode, and so is what it is compared with."""
    if key == composed(key):
        return ()
    problem = "the name holds accents apart from their letters, as some computers write them, and no story can name it"
    return (Complaint(problem, "upload it under a name without accents", is_warning=True),)


def key_of(src: str) -> str:
    """The upload that an address names, empty when it names none that could be a photograph."""
    return _upload_of(src, PHOTOGRAPH_TYPES)


def recording_key_of(src: str) -> str:
    """The upload that an address names, empty when it names none that could be a recording."""
    return _upload_of(src, RECORDING_TYPES)


def _upload_of(src: str, endings: tuple[str, ...]) -> str:
    key = src.removeprefix("/")
    is_upload = key.startswith("media/") and is_upload_name(key)
    return key if is_upload and key.lower().endswith(endings) else ""


def photograph_of(src: str, alt: str, title: str) -> Photograph | None:
    """The photograph of `![alt](src "title")`; None when it is no upload or has no description.

    The title is the caption; what follows its last `|` is the credit.
    """
    key, alt = key_of(src), " ".join(alt.split())
    if not key or not alt:
        return None
    caption, credit = _caption_and_credit(title)
    is_decorative = alt.lower() in DECORATIVE
    return Photograph(key, "" if is_decorative else alt, caption, credit, is_decorative=is_decorative)


def recording_of(src: str, name: str, title: str) -> Recording | None:
    """The recording of `![name](src "title")`; None when it is no upload or does not say what it is."""
    key, name = recording_key_of(src), " ".join(name.split())
    return Recording(key, name, *_caption_and_credit(title)) if key and name else None


def _caption_and_credit(title: str) -> tuple[str, str]:
    caption, _, credit = title.rpartition(_CREDIT) if _CREDIT in title else (title, "", "")
    return caption.strip(), credit.strip()
