"""Colours of a photograph, brought into sRGB: what every screen understands without a profile."""

import io

from PIL import Image, ImageCms

from laera.domain.complaints import Complaint

_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}


def in_srgb(pixels: Image.Image, profile: bytes | None) -> tuple[Image.Image, tuple[Complaint, ...]]:
    """The pixels (L, RGB or CMYK) in RGB, by the colour profile they came with; warnings where colours are a guess."""
    if profile:
        try:
            return _by_profile(pixels, profile), ()
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            problem = "its colour profile is damaged or of another kind of picture, so its colours are a guess"
    elif pixels.mode == "CMYK":
        problem = "it has printing colours (CMYK) without a profile, so its colours are a guess"
    else:
        return pixels.convert("RGB"), ()
    return pixels.convert("RGB"), (Complaint(problem, "export it in sRGB", is_warning=True),)


def _by_profile(pixels: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = source.profile.xcolor_space.strip()
    if space == "RGB" and pixels.mode == "L":
        pixels = pixels.convert("RGB")
    if space != _SPACES[pixels.mode]:
        raise ValueError(f"a {space} profile on {pixels.mode} pixels")
    converted = ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if converted is None:
        raise ValueError("the colour engine gave nothing")
    return converted
