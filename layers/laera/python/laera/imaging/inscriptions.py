"""What a photograph's file says of it in words: who made it and what it shows, as photo desks and cameras write it in.

Read before the metadata are left behind, and only these two: they are offered to stories that give none. Where a
photograph was taken, with what and when, nobody asks here.
"""

import re
import xml.etree.ElementTree as ET  # a document with a DTD, so any that could grow, is not parsed
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from laera.domain.plain_text import composed, without_unseen

LONGEST_CREDIT = 200
LONGEST_CAPTION = 1000
"""Characters, as in front matter; a longer text is none that was meant to be read below a picture."""
LARGEST_PACKET = 256 * 1024
"""Bytes of XMP that are read. Photo desks write some ten thousand."""

# IPTC IIM: dataset numbers of record 2, and the mark of a file that is written in UTF-8 (record 1, dataset 90).
_BYLINE, _CREDIT, _CAPTION = 80, 110, 120
_UTF_8 = b"\x1b%G"
_IIM_RESOURCE = 0x0404
_DESCRIPTION, _ARTIST = 0x010E, 0x013B
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Inscription:
    """Who is to be named with a photograph, and what it shows. Each empty where the file does not say."""

    credit: str = ""
    caption: str = ""


def inscription_of(image: Image.Image) -> Inscription:
    """What an opened photograph says of itself: XMP first, then IPTC, then EXIF, each field by itself.

    A credit line goes before the name of who took the picture. Damaged metadata say nothing.
    """
    credit = caption = ""
    for read in (_by_xmp, _by_iptc, _by_exif):
        said = _or_nothing(read, image)
        credit = credit or said.credit
        caption = caption or said.caption
    return Inscription(credit, caption)


def _or_nothing(read: Callable[[Image.Image], Inscription], image: Image.Image) -> Inscription:
    try:
        return read(image)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged metadata raise anything, and are no reason to refuse the picture
        return Inscription()


def _by_xmp(image: Image.Image) -> Inscription:
    packet = image.info.get("xmp", b"")
    text = packet.decode("utf-8") if isinstance(packet, bytes) else str(packet)
    if not text or len(text) > LARGEST_PACKET or "<!" in text:
        return Inscription()
    root = ET.fromstring(text[text.index("<") :].rstrip("\0 \n\r\t"))  # noqa: S314 - no DTD, so no entities
    names = _values(root, f"{_PHOTOSHOP}Credit") or _values(root, f"{_DC}creator")
    return Inscription(_credit(", ".join(names)), _caption(next(iter(_values(root, f"{_DC}description")), "")))


def _values(root: ET.Element, name: str) -> list[str]:
    """A property's values, written as an attribute, as text, or as a list; of several languages the one for all."""
    for description in root.iter(f"{_RDF}Description"):
        if name in description.attrib:
            return [description.attrib[name]]
    for element in root.iter(name):
        items = list(element.iter(f"{_RDF}li"))
        for_all = [item for item in items if item.get(_LANGUAGE, "x-default") == "x-default"]
        return [item.text for item in for_all or items[:1] if item.text] if items else [element.text or ""]
    return []


def _by_iptc(image: Image.Image) -> Inscription:
    blocks = image.info.get("photoshop", {})
    block = blocks.get(_IIM_RESOURCE, b"") if isinstance(blocks, dict) else b""
    found: dict[int, list[bytes]] = {}
    is_utf_8 = False
    for record, dataset, value in _datasets(block):
        if (record, dataset) == (1, 90):
            is_utf_8 = value == _UTF_8
        elif record == 2:
            found.setdefault(dataset, []).append(value)

    def texts(dataset: int) -> list[str]:
        return [_text_of(value, is_utf_8=is_utf_8) for value in found.get(dataset, [])]

    return Inscription(_credit(", ".join(texts(_CREDIT) or texts(_BYLINE))), _caption(next(iter(texts(_CAPTION)), "")))


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Record, dataset and value of each; the block ends where something else begins."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        if size >= 0x8000 or at + 5 + size > len(block):  # texts that long have another form, which no caption needs
            return
        yield block[at + 1], block[at + 2], block[at + 5 : at + 5 + size]
        at += 5 + size


def _by_exif(image: Image.Image) -> Inscription:
    exif = image.getexif()
    artist, description = (exif.get(tag, "") for tag in (_ARTIST, _DESCRIPTION))
    # Pillow reads the texts of EXIF as Latin-1; what writes them today writes UTF-8.
    credit, caption = (
        _text_of(text.encode("latin-1"), is_utf_8=False) if isinstance(text, str) else ""
        for text in (artist, description)
    )
    # Many a camera fills in its own name, in capitals: SONY DSC.
    return Inscription(_credit(credit), _caption(caption) if caption != caption.upper() else "")


def _text_of(value: bytes, *, is_utf_8: bool) -> str:
    """Most programs write UTF-8, said or not; the older ones Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "" if is_utf_8 else value.decode("latin-1")


def _credit(text: str) -> str:
    return _plain(text, LONGEST_CREDIT)


def _caption(text: str) -> str:
    return _plain(text, LONGEST_CAPTION)


def _plain(text: str, longest: int) -> str:
    """On one line, without what readers cannot see; nothing when it is longer than a story may write."""
    plain = re.sub(r"\s+", " ", without_unseen(composed(text.replace("\0", "")))).strip()
    return plain if len(plain) <= longest else ""
