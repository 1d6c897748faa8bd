"""What is wrong with the public copies of a photograph, as a stranger with a hex editor and the original finds it."""

import hashlib
import io
from collections.abc import Iterator, Mapping

from PIL import Image

from tests.hostile.photographs import SECRETS, Sent
from tests.outside.renditions import traces

_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_RUN = 256
"""Bytes in a row that no copy shares with its original. Shorter runs, such as an encoder's tables, say nothing."""
_DULL = 32
"""A run of fewer different bytes than this is padding, which may be the same anywhere."""


def what_is_wrong(sent: Sent, copies: Mapping[str, bytes]) -> Iterator[str]:
    """Complaints about copies by path: anything but pixels in them, words of the file, or the file itself."""
    runs = {run for at in range(0, len(sent.body), _RUN) if len(set(run := sent.body[at : at + _RUN])) >= _DULL}
    digest = hashlib.sha256(sent.body).digest()
    for path, body in copies.items():
        for trace in traces(body, _TYPES[path.rpartition(".")[2]]):
            yield f"{path} holds more than pixels: {trace}"
        for secret in SECRETS:
            if secret in body:
                yield f"{path} says {secret!r}"
        with Image.open(io.BytesIO(body)) as copy:
            said = set(copy.info) & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
            if said or dict(copy.getexif()):
                yield f"{path} has {sorted(said)} and EXIF {dict(copy.getexif())}"
        if hashlib.sha256(body).digest() == digest:
            yield f"{path} is the original"
        if any(body[at : at + _RUN] in runs for at in range(len(body) - _RUN + 1)) and not _set_alike(sent.body, body):
            yield f"{path} holds bytes of the original"


def _set_alike(original: bytes, copy: bytes) -> bool:
    """Whether both are JPEG of one quality: pixels coded anew, or a part of them, then give the same runs.

    What else a JPEG may carry is none of its pixels, and is looked for by itself.
    """
    if original == copy or not (original.startswith(b"\xff\xd8") and copy.startswith(b"\xff\xd8")):
        return False
    with Image.open(io.BytesIO(original)) as one, Image.open(io.BytesIO(copy)) as other:
        return _tables(one) == _tables(other)


def _tables(picture: Image.Image) -> object:
    return getattr(picture, "quantization", None)
