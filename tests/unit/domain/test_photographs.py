"""Photographs made ready."""

import json

from laera.domain.photographs import Rendition, Renditions

PICTURE = Renditions(
    1600,
    900,
    "#a0b0c0",
    (
        Rendition("/media/a-1600.webp", "image/webp", 1600, 900),
        Rendition("/media/a-800.webp", "image/webp", 800, 450),
        Rendition("/media/a-800.jpg", "image/jpeg", 800, 450),
    ),
)


def test_copies_are_found_by_media_type() -> None:
    """A page asks for the copies one browser understands, widest first."""
    assert [copy.width for copy in PICTURE.of_type("image/webp")] == [1600, 800]
    assert PICTURE.of_type("image/avif") == ()


def test_renditions_survive_their_record() -> None:
    """What is kept in the table as JSON comes back unchanged."""
    assert Renditions.from_record(json.loads(json.dumps(PICTURE.to_record()))) == PICTURE
