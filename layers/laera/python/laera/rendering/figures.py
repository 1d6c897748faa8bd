"""Photographs within a body: which there are, and how they stand on the page, one by one or as a gallery."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import islice
from urllib.parse import unquote

from laera.domain.articles import Photograph
from laera.domain.figures import MOST_PHOTOGRAPHS, key_of, photograph_of
from laera.domain.photographs import Renditions

IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: title="([^"]*)")? />')
"""An image mark as the Markdown engine gives it: address, description, title."""
IMAGES_ALONE = re.compile(
    r'<p>(<img src="[^"]*" alt="[^"]*"(?: title="[^"]*")? />(?:(?:\n|<br />\n)<img src="[^"]*" alt="[^"]*"'
    r'(?: title="[^"]*")? />)*)</p>'
)
"""A paragraph of nothing but images, one to a line."""

_WIDTH = 800
"""Pixels of the copy that browsers without `srcset` load."""
_SIZES = "(min-width: 42rem) 40rem, 100vw"
_WIDE_SIZES = "(min-width: 80rem) 61rem, 100vw"
_GALLERY_SIZES = "(min-width: 64rem) 30rem, (min-width: 42rem) 50vw, 100vw"


def photographs_in(markdown: str) -> tuple[Photograph, ...]:
    """The uploads that the body shows as images, each once, in its order; at most `MOST_PHOTOGRAPHS`."""
    if "![" not in markdown:
        return ()
    from laera.rendering.markdown import read_html  # noqa: PLC0415 - most bodies show none

    found: dict[str, Photograph] = {}
    for photograph in filter(None, map(_photograph, IMAGE.finditer(read_html(markdown)))):
        found.setdefault(photograph.src, photograph)
    return tuple(islice(found.values(), MOST_PHOTOGRAPHS))


def with_pictures(
    html: str, pictures: Mapping[str, Renditions] | None, photograph_by: str, *, are_wide: bool = False
) -> str:
    """The HTML with each image as its photograph's public copies, or as what is said of it.

    Images alone in a paragraph are figures. `pictures` are the photographs made ready, by upload key: one that is not
    among them leaves no hole there, and its description within a sentence. None gives words in place of all. Figures
    `are_wide` where the page has them wider than its text.
    """
    single = _WIDE_SIZES if are_wide else _SIZES
    html = IMAGES_ALONE.sub(lambda found: _figures(found[1], pictures, single, photograph_by), html)
    return IMAGE.sub(lambda found: _within_a_sentence(found, pictures or {}), html)


def credited(photograph_by: str, credit: str) -> str:
    """`Foto: Ana Rojas`; a credit that says itself what it credits (`Ilustración: La Era`) stands as it was written."""
    return f"{photograph_by} {credit}".lstrip() if credit and ":" not in credit else credit


def photograph_at(url: str, alt: str, title: str) -> Photograph | None:
    """The photograph that an image of a body shows, None when it shows none of the paper's or says nothing of it."""
    return photograph_of(unquote(url), alt, title)


def _photograph(image: re.Match[str]) -> Photograph | None:
    src, alt, title = (unescape(part or "") for part in image.groups())
    return photograph_at(src, alt, title)


def _figures(images: str, pictures: Mapping[str, Renditions] | None, single: str, photograph_by: str) -> str:
    """The figure, `single` its `sizes`; several are a gallery. What is not the paper's gives way to its description."""
    found = list(IMAGE.finditer(images))
    sizes = _GALLERY_SIZES if len(found) > 1 else single
    blocks = [block for image in found for block in _blocks(image, pictures, sizes, photograph_by)]
    together = "\n".join(blocks)
    return f'<div class="gallery">\n{together}\n</div>' if pictures and len(blocks) > 1 else together


def _blocks(
    image: re.Match[str], pictures: Mapping[str, Renditions] | None, sizes: str, photograph_by: str
) -> Iterator[str]:
    photograph = _photograph(image)
    if photograph is None:
        if image[2] and not key_of(unquote(unescape(image[1]))):
            yield f"<p>{image[2]}</p>"
        return
    said = " ".join(filter(None, (photograph.caption, credited(photograph_by, photograph.credit))))
    if pictures is None:
        yield from (f"<p>{escape(words)}</p>" for words in (photograph.alt, said) if words)
        return
    picture = _img(photograph, pictures.get(photograph.src), sizes)
    if picture:
        credit = credited(photograph_by, photograph.credit)
        parts = (escape(photograph.caption), f'<small class="credit">{escape(credit)}</small>' if credit else "")
        caption = f"<figcaption>{' '.join(filter(None, parts))}</figcaption>" if said else ""
        yield f"<figure>{picture}{caption}</figure>"


def _within_a_sentence(image: re.Match[str], pictures: Mapping[str, Renditions]) -> str:
    photograph = _photograph(image)
    if photograph is None:
        return image[2]
    return _img(photograph, pictures.get(photograph.src), _SIZES) or escape(photograph.alt)


def _img(photograph: Photograph, renditions: Renditions | None, sizes: str) -> str:
    """The element, empty while there are no copies."""
    copies = renditions.of_type("image/webp") or renditions.copies if renditions else ()
    if not copies:
        return ""
    smallest_enough = [copy for copy in copies if copy.width >= _WIDTH] or copies[:1]
    chosen = smallest_enough[-1]
    widths = ", ".join(f"{escape(copy.path)} {copy.width}w" for copy in reversed(copies))
    return (
        f'<img src="{escape(chosen.path)}" srcset="{widths}" sizes="{sizes}" alt="{escape(photograph.alt)}"'
        f' width="{chosen.width}" height="{chosen.height}" loading="lazy" decoding="async">'
    )
