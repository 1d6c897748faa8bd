"""A photograph as it was uploaded: opened with suspicion, and brought upright into plain sRGB pixels, or refused.

Nothing but pixels and two lines of plain text leaves this module: no metadata, no bytes of the file.
"""

import io
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from laera.domain.complaints import Complaint, errors_in
from laera.imaging.colours import in_srgb
from laera.imaging.inscriptions import Inscription, inscription_of

LARGEST_FILE = 25 * 1024 * 1024
LARGEST_AREA = 50_000_000
"""Pixels. At four bytes each they fit the function's memory three times over."""
MOST_FRAMES = 200
MOST_SCANS = 50
"""Passes of a progressive JPEG; cameras and editors write about ten, and every one costs a walk over all pixels."""
TALLEST = 10
"""Times as tall as wide: the tallest copy then stays within what WebP can hold."""
WIDEST = 1600
"""Pixels of the widest copy that readers get."""
SQUARE = 1200
"""Pixels: the side of the square that is cut out of a photograph, which is as high as it is wide."""

# Pillow recognises more than forty formats; hostile files reach these five parsers alone.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_SUFFIXES = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "AVIF": (".avif",),
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_DRAFT_MARGIN = 1.5
"""A JPEG is decoded at no less than this many times the widest copy: nearer, the decoder's own shrinking shows."""

_AS_JPEG = "export it as JPEG, PNG, WebP or AVIF in sRGB"


@dataclass(frozen=True, slots=True)
class Original:
    """A photograph that was read: upright, in RGB, without metadata.

    `width` and `height` are those of the upload, upright; `pixels` are no more than its copies need, and no more than
    twice WIDEST wide. `inscription` is what the file said of it in words.
    """

    pixels: Image.Image
    width: int
    height: int
    inscription: Inscription


@dataclass(frozen=True, slots=True)
class OriginalReading:
    """What reading an upload gave: the photograph, or None and the reasons."""

    original: Original | None
    complaints: tuple[Complaint, ...]


def too_large(size: int) -> Complaint:
    """The complaint about a file that is not even read."""
    return Complaint(f"the file has {_megabytes(size)}, more than {_megabytes(LARGEST_FILE)}", "export a smaller copy")


def read_original(body: bytes, name: str) -> OriginalReading:
    """Read a photograph. A file that cannot be one is an answer, not an error; `name` only serves warnings."""
    refusal = _refusal_at_sight(body)
    if refusal:
        return OriginalReading(None, (refusal,))
    _raise_fences()
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            complaints = _complaints_about(image, body, name)
            if errors_in(complaints):
                return OriginalReading(None, complaints)
            original, about_colours = _developed(image)
            return OriginalReading(original, (*complaints, *about_colours))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _refused(f"it has more than {LARGEST_AREA // 1_000_000} million pixels", "export a smaller copy")
    except UnidentifiedImageError:
        return _refused("this is no photograph in a format the press can read", _AS_JPEG)
    except MemoryError:
        raise  # says more about the machine than about the file: the queue delivers it again
    except Exception:  # noqa: BLE001 - parsers of damaged files raise anything, and a damaged file is a result
        return _refused("the file is damaged or breaks off before its end", "export it again and upload it whole")


def _refusal_at_sight(body: bytes) -> Complaint | None:
    if not body:
        return Complaint("the file is empty", "upload it again")
    if len(body) > LARGEST_FILE:
        return too_large(len(body))
    head = body[:4096].lower()
    if b"<svg" in head and not body.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF", b"GIF8")):
        return Complaint("SVG drawings can carry scripts, so the press does not take them", "export it as PNG")
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        if b"avif" in head[8:64]:
            return None
        return Complaint("this is a HEIC photograph, which browsers cannot show", _AS_JPEG)
    return None


def _raise_fences() -> None:
    """Pillow's own fences, switches of the whole process: bombs are errors, its remarks on odd files are not ours."""
    Image.MAX_IMAGE_PIXELS = LARGEST_AREA
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def _complaints_about(image: Image.Image, body: bytes, name: str) -> tuple[Complaint, ...]:
    """What the headers tell, before any pixel is decoded."""
    complaints = []
    kind = _kind(image)
    width, height = _upright_size(image)
    if height > TALLEST * width:
        complaints.append(Complaint(f"it is more than {TALLEST} times as tall as wide", "cut it into several pictures"))
    if kind == "JPEG" and body.count(b"\xff\xda") > MOST_SCANS:
        complaints.append(Complaint(f"its JPEG data come in more than {MOST_SCANS} passes", "save it as a plain JPEG"))
    # Counting the frames of a GIF means walking through all of it; that there is a second one is enough to know.
    frames = int(getattr(image, "is_animated", False)) + 1 if kind == "GIF" else getattr(image, "n_frames", 1)
    if kind != "JPEG" and frames > MOST_FRAMES:
        complaints.append(Complaint(f"it has {frames} frames, more than {MOST_FRAMES}", "upload a single picture"))
    elif kind != "JPEG" and frames > 1:
        complaints.append(Complaint("it moves", "readers see its first picture", is_warning=True))
    if PurePosixPath(name).suffix.lower() not in _SUFFIXES[kind]:
        cure = f"name it {_SUFFIXES[kind][0]} to spare the next editor a surprise"
        complaints.append(Complaint(f"its name does not say that it is a {kind}", cure, is_warning=True))
    return tuple(complaints)


def _developed(image: Image.Image) -> tuple[Original, tuple[Complaint, ...]]:
    """Decode, reduce, convert and turn: in this order each step has the fewest pixels to touch."""
    width, height = _upright_size(image)
    turn = _TURNS.get(_orientation(image))
    share = min(1.0, max(WIDEST / width, min(SQUARE / height, 2 * WIDEST / width)))
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    profile = image.info.get("icc_profile")
    inscription = inscription_of(image)
    if _kind(image) == "JPEG":
        image.draft(None, (round(size[0] * _DRAFT_MARGIN), round(size[1] * _DRAFT_MARGIN)))
    pixels = _without_palette(image)
    if pixels.size != size:
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels, complaints = in_srgb(_on_paper(pixels), profile)
    if turn is not None:
        pixels = pixels.transpose(turn)
    bare = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    return Original(bare, width, height, inscription), complaints


def _without_palette(image: Image.Image) -> Image.Image:
    """In a mode that can be reduced: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        image.load()
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_paper(pixels: Image.Image) -> Image.Image:
    """White where the picture is transparent, as on paper: the same for every reader, in light and dark."""
    if pixels.mode != "RGBA":
        return pixels
    paper = Image.new("RGB", pixels.size, "white")
    paper.paste(pixels, mask=pixels.getchannel("A"))
    return paper


def _kind(image: Image.Image) -> str:
    """The format. Telephones write MPO: a JPEG with a second picture behind it, which nobody needs here."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def _upright_size(image: Image.Image) -> tuple[int, int]:
    return (image.height, image.width) if _orientation(image) >= 5 else (image.width, image.height)


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8. Damaged metadata say nothing, and are no reason to refuse the picture."""
    try:
        orientation = image.getexif().get(_ORIENTATION, 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - as in read_original
        return 1
    return orientation if isinstance(orientation, int) and orientation in _TURNS else 1


def _refused(problem: str, cure: str) -> OriginalReading:
    return OriginalReading(None, (Complaint(problem, cure),))


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
