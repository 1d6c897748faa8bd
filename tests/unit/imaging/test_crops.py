"""The parts of photographs that cards, search engines and shared links get."""

import pytest
from PIL import Image

from laera.domain.articles import Photograph
from laera.domain.listings import card_of
from laera.domain.photographs import CARD_TYPES, SHAPES
from laera.imaging.crops import CARD_WIDTHS, Cut, cuts_of
from laera.imaging.inscriptions import Inscription
from laera.imaging.originals import SQUARE, Original, read_original
from laera.imaging.renditions import make_renditions
from tests.unit.imaging.pictures import BLUE, GREEN, RED, WHITE, decoded, encoded, landscape, quartered
from tests.unit.rendering.samples import SITE, a_story


def cuts(picture: Image.Image, focal: str = "50-50") -> dict[tuple[str, str, int], Cut]:
    """All crops of a picture, by shape, type and width."""
    found = cuts_of(Original(picture, picture.width, picture.height, Inscription()), focal)
    return {(cut.shape, cut.media_type, cut.pixels.width): cut for cut in found}


def test_every_shape_is_as_large_as_search_engines_ask() -> None:
    """1,200 pixels wide each, where the photograph allows it; the widths of cards in both of their types."""
    found = cuts(Image.new("RGB", (1800, 1200)))

    assert {(shape, cut.pixels.size) for (shape, kind, _), cut in found.items() if kind == "image/jpeg"} == {
        ("16x9", (1200, 675)),
        ("4x3", (1200, 900)),
        ("1x1", (1200, 1200)),
    }
    for media_type in CARD_TYPES:
        for shape, widths in CARD_WIDTHS.items():
            made = [width for one, kind, width in found if (one, kind) == (shape, media_type)]
            assert sorted(made) == list(widths)


@pytest.mark.parametrize("size", [(6000, 4000), (4032, 3024), (3000, 4000), (4000, 2000)])
def test_a_large_photograph_is_read_large_enough_for_a_square(size: tuple[int, int]) -> None:
    """Though its widest copy is as high as less."""
    reading = read_original(encoded(Image.new("RGB", size, "navy")), "media/port.jpg")

    assert reading.original is not None
    assert cuts(reading.original.pixels)["1x1", "image/jpeg", SQUARE].pixels.size == (SQUARE, SQUARE)


def test_a_panorama_is_not_kept_whole_for_its_square() -> None:
    """What is kept of a photograph stays within what a copy needs, or memory would not."""
    reading = read_original(encoded(Image.new("RGB", (9000, 600), "navy")), "media/port.jpg")

    assert reading.original is not None
    assert reading.original.pixels.width == 3200


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 3), (700, 500)])
def test_nothing_is_blown_up(size: tuple[int, int]) -> None:
    """A small photograph gives small crops, and every shape all the same."""
    found = cuts(Image.new("RGB", size))

    assert {shape for shape, _, _ in found} == set(SHAPES)
    assert all(cut.pixels.width <= size[0] and cut.pixels.height <= size[1] for cut in found.values())


@pytest.mark.parametrize(
    ("focal", "colour"), [("0-0", RED), ("100-0", GREEN), ("0-100", BLUE), ("100-100", WHITE), ("25-25", RED)]
)
@pytest.mark.parametrize("size", [(800, 400), (400, 800)])
def test_what_matters_is_in_every_crop(size: tuple[int, int], focal: str, colour: tuple[int, int, int]) -> None:
    """The focal point is never cut off, even at the edge."""
    for cut in cuts(quartered(*size), focal).values():
        x, y = (int(part) / 100 for part in focal.split("-"))
        corners = [cut.pixels.getpixel((at[0], at[1])) for at in ((1, 1), (cut.pixels.width - 2, 1))]
        corners += [cut.pixels.getpixel((at, cut.pixels.height - 2)) for at in (1, cut.pixels.width - 2)]
        assert colour in corners, (cut.name, x, y)


def test_crops_around_two_points_are_two_sets_of_files() -> None:
    """Each has its own address, under the stem of the photograph; a story sees those around its own point."""
    reading = read_original(encoded(landscape(700, 500)), "media/port.jpg")
    assert reading.original is not None
    made = make_renditions(reading.original, "stem", ("20-30", "50-50"))

    renditions = made.renditions
    assert renditions.focals == ("20-30", "50-50")
    assert "/media/stem-16x9-20-30-700.jpg" in renditions.paths
    assert len(set(renditions.paths)) == len(made.files)
    assert {crop.focal for crop in renditions.around("20-30").crops} == {"20-30"}
    assert renditions.around("1-1").crops == ()
    for file in made.files:
        assert decoded(file.body).size == (file.rendition.width, file.rendition.height)
        assert file.rendition.path in renditions.paths


@pytest.mark.parametrize("size", [(1700, 1200), (700, 500), (100, 90), (2, 1)])
def test_cards_find_every_crop_that_was_made_for_them(size: tuple[int, int]) -> None:
    """A card keeps one address and the widths; the others follow from it, and there is a file at each."""
    reading = read_original(encoded(landscape(*size)), "media/port.jpg")
    assert reading.original is not None
    made = make_renditions(reading.original, "0a1b", ("45-55",)).renditions
    photograph = Photograph("media/port.jpg", "The port", focal=(0.45, 0.55))

    thumbnail = card_of(a_story(photograph=photograph), SITE, made).thumbnail

    assert thumbnail is not None
    found = [path for shape in SHAPES for kind in CARD_TYPES for path in thumbnail.copies(shape, kind).values()]
    assert sorted(found) == sorted(crop.copy.path for crop in made.crops if crop.copy.media_type in CARD_TYPES)


def test_crops_around_one_point_do_not_depend_on_the_others() -> None:
    """Or a story would change with its neighbours."""
    reading = read_original(encoded(landscape(700, 500)), "media/port.jpg")
    assert reading.original is not None

    alone = make_renditions(reading.original, "stem", ("50-50",))
    beside = make_renditions(reading.original, "stem", ("20-30", "50-50"))

    assert alone.renditions == beside.renditions.around("50-50")
    assert set(alone.files) < set(beside.files)
