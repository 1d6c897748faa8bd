"""Photographs made ready."""

import json

import pytest

from laera.domain.photographs import Crop, Rendition, Renditions, focal_name

PICTURE = Renditions(
    1600,
    900,
    "#a0b0c0",
    (
        Rendition("/media/a-1600.webp", "image/webp", 1600, 900),
        Rendition("/media/a-800.webp", "image/webp", 800, 450),
        Rendition("/media/a-800.jpg", "image/jpeg", 800, 450),
    ),
    (
        Crop("50-50", "1x1", Rendition("/media/a-1x1-50-50-900.jpg", "image/jpeg", 900, 900)),
        Crop("20-30", "1x1", Rendition("/media/a-1x1-20-30-900.jpg", "image/jpeg", 900, 900)),
        Crop("20-30", "4x3", Rendition("/media/a-4x3-20-30-640.webp", "image/webp", 640, 480)),
    ),
    "Ana Rojas",
    "El puerto",
)


def test_copies_are_found_by_media_type() -> None:
    """A page asks for the copies one browser understands, widest first."""
    assert [copy.width for copy in PICTURE.of_type("image/webp")] == [1600, 800]
    assert PICTURE.of_type("image/avif") == ()


def test_renditions_survive_their_record() -> None:
    """What is kept in the table as JSON comes back unchanged."""
    plain = Renditions(1, 1, "#000000", ())
    for renditions in (PICTURE, plain):
        assert Renditions.from_record(json.loads(json.dumps(renditions.to_record()))) == renditions
    assert set(plain.to_record()) == {"width", "height", "colour", "copies"}


def test_a_story_sees_the_crops_around_its_own_focal_point() -> None:
    """And no others: what another story wants does not change it."""
    own = PICTURE.around("20-30")

    assert PICTURE.focals == ("20-30", "50-50")
    assert own.focals == ("20-30",)
    assert own.copies == PICTURE.copies
    assert [crop.path for crop in own.cut("1x1", "image/jpeg")] == ["/media/a-1x1-20-30-900.jpg"]
    assert own.cut("4x3", "image/jpeg") == ()


def test_every_address_counts() -> None:
    """Those of crops too: all that is public has to be found again."""
    assert len(set(PICTURE.paths)) == 6


@pytest.mark.parametrize(
    ("focal", "name"), [(None, "50-50"), ((0.5, 0.5), "50-50"), ((0, 1), "0-100"), ((0.333, 0.1), "33-10")]
)
def test_a_focal_point_is_called_by_hundredths(focal: tuple[float, float] | None, name: str) -> None:
    """Stories that mean the same point share their crops; who names none gets the middle."""
    assert focal_name(focal) == name
