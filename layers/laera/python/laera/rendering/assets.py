"""Style sheet, scripts and icon: files named after their content, so that browsers may keep them for ever."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from laera.rendering.environment import TemplateHome
from laera.rendering.media_types import JAVASCRIPT

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": JAVASCRIPT,
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}

_STRING = rb"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_ENDS = rb"[\s{};,]"
_SPARED = {
    ".css": (
        re.compile(_STRING + rb"|(?:^|(?<=%b))/\*.*?\*/|/\*.*?\*/(?=%b|$)" % (_ENDS, _ENDS), re.DOTALL),
        re.compile(_STRING + rb"|;?\s*(?P<mark>[{};,])\s*|(?P<colon>:)\s+", re.DOTALL),
    ),
    ".js": (re.compile(rb"^[ \t]*//.*\n", re.MULTILINE),),
}
"""Comments and spacing of style sheets, outside strings, and scripts' lines of comment.

A comment between two words stays: only it keeps them apart.
"""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. `name` is what templates call it, `key` its object: `assets/style.0a1b2c3d4e.css`."""

    name: str
    key: str
    body: bytes
    content_type: str

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/{self.key}"


def read_assets(home: TemplateHome) -> tuple[Asset, ...]:
    """Every asset of the template set, by name. What is compiled has been spared what readers do not need."""
    named = {path.name: path.read_bytes() for path in sorted((home.folder / "assets").iterdir())}
    files = named if home.is_compiled else {name: spared(name, body) for name, body in named.items()}
    return tuple(asset_of(name, body) for name, body in files.items() if PurePosixPath(name).suffix in CONTENT_TYPES)


def spared(name: str, body: bytes) -> bytes:
    """A file without what only its authors need."""
    for pattern in _SPARED.get(PurePosixPath(name).suffix, ()):
        body = pattern.sub(lambda found: b"".join(part for part in found.groups() if part), body)
    return body


def asset_of(name: str, body: bytes) -> Asset:
    """The file as it is served. Its name ends in one of CONTENT_TYPES."""
    suffix = PurePosixPath(name).suffix
    return Asset(
        name=name,
        key=f"assets/{name.removesuffix(suffix)}.{hashlib.sha256(body).hexdigest()[:10]}{suffix}",
        body=body,
        content_type=CONTENT_TYPES[suffix],
    )


def is_asset(key: str, body: bytes) -> bool:
    """Whether these are the bytes that the object's name tells: then it is an asset, of whatever look."""
    path = PurePosixPath(key)
    stem = path.stem.rpartition(".")[0]
    return bool(stem) and path.suffix in CONTENT_TYPES and asset_of(f"{stem}{path.suffix}", body).key == key
