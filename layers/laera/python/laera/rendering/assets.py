"""Style sheet, scripts and icon: files named after their content, so that browsers may keep them for ever."""

import hashlib
from dataclasses import dataclass

from laera.rendering.environment import TemplateHome

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


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
    """Every asset of the template set, by name."""
    return tuple(
        Asset(
            name=path.name,
            key=f"assets/{path.stem}.{hashlib.sha256(body).hexdigest()[:10]}{path.suffix}",
            body=body,
            content_type=CONTENT_TYPES[path.suffix],
        )
        for path in sorted((home.folder / "assets").iterdir())
        if path.suffix in CONTENT_TYPES
        for body in (path.read_bytes(),)
    )
