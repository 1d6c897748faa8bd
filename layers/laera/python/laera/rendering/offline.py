"""What browsers need to read the paper without a connection and to install it: service worker and web app manifest."""

import json
import re

from laera.domain.site import Site, saved_path
from laera.rendering.editions import LanguageEdition
from laera.rendering.looks import Look

SERVICE_WORKER = "sw.js"
"""The asset that is served at the root, where it may answer for every page."""
SERVICE_WORKER_PATH = f"/{SERVICE_WORKER}"

_ICONS = {
    "icon-192.png": ("192x192", "any"),
    "icon-512.png": ("512x512", "any"),
    "icon-mask.png": ("512x512", "maskable"),
}


def service_worker(site: Site, look: Look) -> bytes:
    """The script, told what it must know of the paper. It is another one with every template set, and so is renewed."""
    others_first = sorted(site.languages, key=lambda language: language == site.default_language)
    homes = [site.home_path(language) for language in site.languages]
    sections = [site.section_path(language, section) for language in site.languages for section in site.sections]
    press = {
        "version": look.name,
        "fronts": homes + sections,
        "saved": [saved_path(site, language) for language in others_first],
    }
    script = next(asset.body for asset in look.assets if asset.name == SERVICE_WORKER)
    return f"const press = {json.dumps(press, separators=(',', ':'))};\n".encode() + script


def web_manifest(edition: LanguageEdition, look: Look) -> bytes:
    """How the paper is called and looks among a reader's programs, in one language."""
    site, assets = edition.site, {asset.name: asset for asset in look.assets}
    style = assets["style.css"].body.decode()
    manifest = {
        "id": edition.home,
        "name": site.name,
        "short_name": site.name,
        "description": edition.description,
        "lang": edition.language,
        "start_url": edition.home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": _colour("paper", style),
        "theme_color": _colour("ink", style),
        "icons": [
            {"src": assets[name].path, "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, (sizes, purpose) in _ICONS.items()
        ],
        "shortcuts": [{"name": edition.words.saved, "url": saved_path(site, edition.language)}],
    }
    return (json.dumps({key: value for key, value in manifest.items() if value}, ensure_ascii=False) + "\n").encode()


def _colour(name: str, style: str) -> str:
    """The light colour that the style sheet has under this name; empty when it has none."""
    found = re.search(rf"--{name}:\s*([^;}}]+)", style)
    return found[1].strip() if found else ""
