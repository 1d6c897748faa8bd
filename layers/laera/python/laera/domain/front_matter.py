"""Front matter: the fields between two lines of hyphens at the top of a manuscript, and the body below them."""

import re
from dataclasses import dataclass

from laera.domain.complaints import Complaint
from laera.domain.plain_text import composed, first_unseen, name_of, without_unseen
from laera.domain.yaml_text import Fields, read_yaml

LARGEST_MANUSCRIPT = 1024 * 1024
"""Bytes of the largest manuscript; the press reads one byte more to know that it was exceeded."""

LARGEST_FRONT_MATTER = 16 * 1024
"""Bytes of front matter."""

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_BEGIN_WITH_FIELDS = "begin the file with a line --- , then the fields (headline: …), then another line ---"


@dataclass(frozen=True, slots=True)
class Sheets:
    """A manuscript taken apart. `body_line` is the line of the file on which the body starts.

    `lost` names fields that are there and could not be read; None when there is no telling.
    """

    fields: Fields
    body: str
    body_line: int
    complaints: tuple[Complaint, ...] = ()
    lost: frozenset[str] | None = frozenset()


def take_apart(manuscript: bytes) -> Sheets | Complaint:
    """The front matter's fields and the body; or the one complaint that keeps the file from being read at all."""
    text = read_text(manuscript, LARGEST_MANUSCRIPT)
    if isinstance(text, Complaint):
        return text
    complaints = text.complaints
    whole = text.text
    start = len(whole) - len(whole.lstrip(" \t\n"))
    opening = _FENCE.match(whole, start)
    line = whole.count("\n", 0, start) + 1
    if opening is None or whole.startswith("...", start) or (start and whole[start - 1] != "\n"):
        return _without_front_matter(whole[start:], line)
    closing = _FENCE.search(whole, opening.end())
    if closing is None:
        return Complaint(
            "the front matter that begins here is never closed", "put a line with only --- after its last field", line
        )
    inside = whole[opening.end() : closing.start()]
    if len(inside) > LARGEST_FRONT_MATTER or len(inside.encode()) > LARGEST_FRONT_MATTER:
        return Complaint(
            f"the front matter is larger than {LARGEST_FRONT_MATTER:,} bytes",
            "move text from the fields to the body",
            line,
        )
    reading = read_yaml(inside, line)
    return Sheets(
        fields=reading.fields,
        body=whole[closing.end() + 1 :],
        body_line=line + inside.count("\n") + 1,
        complaints=(*complaints, *reading.complaints),
        lost=reading.lost,
    )


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file as text: composed Unicode, lines ended by line feeds, nothing unseen in it."""

    text: str
    complaints: tuple[Complaint, ...] = ()


def read_text(file: bytes, largest: int) -> DecodedText | Complaint:
    """The file as text, with warnings; or the one complaint that keeps it from being text."""
    if len(file) > largest:
        return Complaint(f"the file is larger than {largest:,} bytes", "shorten it, or cut it into several")
    text = _decoded(file)
    if isinstance(text, Complaint):
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = first_unseen(text)
    if unseen is None:
        return DecodedText(composed(text))
    warning = Complaint(
        f"there are characters that readers cannot see, such as {name_of(text[unseen])}; they were left out",
        "remove them",
        text.count("\n", 0, unseen) + 1,
        is_warning=True,
    )
    return DecodedText(composed(without_unseen(text)), (warning,))


def _decoded(file: bytes) -> str | Complaint:
    if file.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Complaint("the file is UTF-16 text", "save it as UTF-8")
    if (nul := file.find(0)) >= 0:
        return Complaint("the file is not text", "upload text saved as UTF-8", file.count(b"\n", 0, nul) + 1)
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.count(b"\n", 0, error.start) + 1
        return Complaint(f"the file is not UTF-8 text (byte 0x{file[error.start]:02X})", "save it as UTF-8", line)
    return text if text.strip() else Complaint("the file is empty", "upload it again with its text")


def _without_front_matter(text: str, line: int) -> Complaint:
    if text.startswith("+++"):
        return Complaint("the front matter is TOML (+++)", "write it as YAML between lines of ---", line)
    if text.startswith("{"):
        return Complaint("the front matter is JSON", "write it as YAML between lines of ---", line)
    return Complaint("the file does not begin with front matter", _BEGIN_WITH_FIELDS, line)
