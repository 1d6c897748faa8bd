"""Template sets as designers push them: a zip of templates, assets and compiled words, named by its content.

The same files have the same name whoever packs them, and nothing else can have it: so a set is never changed, only
another one named, and the one before stays what it was.
"""

import hashlib
import re
import stat
from collections.abc import Mapping

from laera.errors import TemplatesError

TEMPLATES = "templates/"
"""Where sets lie in the content bucket."""
LARGEST_SET = 4 * 1024 * 1024
"""Bytes of a zip that is read at all."""
LARGEST_UNPACKED = 8 * 1024 * 1024
"""Bytes of all its files together: what a small zip may grow to."""
MOST_FILES = 200

_FILE = re.compile(
    r"[a-z0-9][a-z0-9_-]{0,60}\.html"
    r"|assets/[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.(?:css|js|png|svg|webp|woff2)"
    r"|words/[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\.(?:mo|json)"
)
_KEY = re.compile(rf"{TEMPLATES}([0-9a-f]{{16}})\.zip")
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_STORED, _DEFLATED = 0, 8
_IS_ENCRYPTED = 0x1


def key_of_set(name: str) -> str:
    """The key under which a set is pushed."""
    return f"{TEMPLATES}{name}.zip"


def set_of_key(key: str) -> str | None:
    """The name of the set that an upload of this key is; None for other keys."""
    found = _KEY.fullmatch(key)
    return found[1] if found else None


def name_of_set(files: Mapping[str, bytes]) -> str:
    """Sixteen hex digits for these files, whatever packed them."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()[:16]


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip. TemplatesError when nobody could unpack it."""
    from io import BytesIO  # noqa: PLC0415 - most processes never see a zip
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo  # noqa: PLC0415 - as above

    if mistakes := [*_mistakes({name: len(body) for name, body in files.items()})]:
        raise TemplatesError("\n".join(mistakes))
    packed_set = BytesIO()
    with ZipFile(packed_set, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name, _NO_DATE), files[name], ZIP_DEFLATED)
    body = packed_set.getvalue()
    if len(body) > LARGEST_SET:
        raise TemplatesError(too_large_a_set(len(body)))
    return body


def unpacked(body: bytes) -> dict[str, bytes]:
    """The files of a zip, which is not trusted. TemplatesError names every mistake in it.

    Nothing is unpacked before all that it says of itself is within limits, and no more is read of a file than it said.
    """
    import zlib  # noqa: PLC0415 - as above
    from io import BytesIO  # noqa: PLC0415 - as above
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - as above

    if len(body) > LARGEST_SET:
        raise TemplatesError(too_large_a_set(len(body)))
    try:
        with ZipFile(BytesIO(body)) as archive:
            listed = archive.infolist()
            sizes = {it.filename: it.file_size for it in listed}
            mistakes = [*_mistakes(sizes)]
            if len(sizes) < len(listed):
                mistakes.append("a file is in it twice; pack the set anew")
            for it in listed:
                if stat.S_ISLNK(it.external_attr >> 16) or it.flag_bits & _IS_ENCRYPTED:
                    mistakes.append(f"{_shown(it.filename)}: this is a link or encrypted; pack the file itself")
                elif it.compress_type not in {_STORED, _DEFLATED}:
                    mistakes.append(f"{_shown(it.filename)}: this is packed in a way that is not read; use Deflate")
            if mistakes:
                raise TemplatesError("\n".join(mistakes))
            return {it.filename: archive.read(it) for it in listed}
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise TemplatesError(f"this is no whole zip ({error}); push the set again") from error


def too_large_a_set(size: int) -> str:
    """What is wrong with a zip of so many bytes."""
    return f"the set has {size:,} bytes, more than the {LARGEST_SET:,} there may be; leave out what no page needs"


def _mistakes(sizes: Mapping[str, int]) -> list[str]:
    mistakes = [
        f"{_shown(name)}: a set has no such file; it has templates (article.html), assets (assets/style.css: css, js, "
        "png, svg, webp, woff2) and compiled words (words/es.mo, words/es.json)"
        for name in sorted(sizes)
        if not _FILE.fullmatch(name)
    ]
    if not sizes:
        mistakes.append("there is nothing in it; push a folder of templates")
    if len(sizes) > MOST_FILES:
        mistakes = [f"there are {len(sizes):,} files, more than the {MOST_FILES} there may be; leave some out"]
    if sum(sizes.values()) > LARGEST_UNPACKED:
        mistakes.append(
            f"its files have {sum(sizes.values()):,} bytes together, more than the {LARGEST_UNPACKED:,} there may be; "
            "leave out what no page needs"
        )
    return mistakes


def _shown(name: str) -> str:
    return repr(name[:80])
