"""The copies readers get."""

import io

import pytest
from PIL import Image

from laera.imaging.originals import read_original
from laera.imaging.renditions import WIDTHS, Made, make_renditions, stem_of
from tests.unit.imaging.pictures import (
    MARKER,
    decoded,
    encoded,
    gps_exif,
    iptc,
    jpeg_with_segment,
    landscape,
    png_chunk,
    quartered,
    quarters_of,
    xmp,
)


def made_of(body: bytes, name: str = "media/port.jpg") -> Made:
    """All copies of a photograph that must be taken."""
    reading = read_original(body, name)
    assert reading.original is not None
    return make_renditions(reading.original, "0123456789abcdef01234567", ("50-50",))


def test_every_layout_finds_its_width_in_every_format() -> None:
    """AVIF for nearly everyone, WebP and JPEG for the rest, widest first, each at its own address."""
    renditions = made_of(encoded(landscape(2000, 1500))).renditions

    for media_type, suffix in (("image/avif", "avif"), ("image/webp", "webp"), ("image/jpeg", "jpg")):
        copies = renditions.of_type(media_type)
        assert [copy.width for copy in copies] == sorted(WIDTHS, reverse=True)
        assert [copy.height for copy in copies] == [round(copy.width * 0.75) for copy in copies]
        assert copies[0].path == f"/media/0123456789abcdef01234567-1600.{suffix}"
    assert (renditions.width, renditions.height) == (2000, 1500)


@pytest.mark.parametrize(
    ("width", "expected"),
    [(1, [1]), (320, [320]), (321, [321]), (1000, [1000, 640, 320]), (1601, [1600, 1280, 960, 640, 320])],
)
def test_no_copy_is_wider_than_the_original(width: int, expected: list[int]) -> None:
    """Nothing is blown up; a small picture is offered as large as it is."""
    made = made_of(encoded(Image.new("RGB", (width, 10), "navy")), "media/port.jpg")

    assert [copy.width for copy in made.renditions.of_type("image/webp")] == expected


def test_a_line_keeps_a_height() -> None:
    """Even the flattest panorama has one row of pixels."""
    made = made_of(encoded(Image.new("RGB", (3000, 1), "navy"), "PNG"), "media/line.png")

    assert {copy.height for copy in made.renditions.copies} == {1}
    assert {crop.copy.height for crop in made.renditions.crops} == {1}


def test_the_files_are_what_the_renditions_say() -> None:
    """Type and size on the page are those of the file, so nothing jumps."""
    for file in made_of(encoded(landscape(700, 500))).files:
        picture = decoded(file.body)
        assert Image.MIME[str(picture.format)] == file.rendition.media_type
        assert picture.size == (file.rendition.width, file.rendition.height)


def test_the_same_photograph_gives_the_same_bytes() -> None:
    """A rebuilt site is the same site."""
    body = encoded(landscape(700, 500))

    assert made_of(body) == made_of(body)


def test_what_the_file_says_is_kept_for_stories_that_say_nothing() -> None:
    """In words, and in no copy."""
    made = made_of(jpeg_with_segment(encoded(landscape(400, 300)), 0xED, iptc(byline="Ana Rojas", caption="El puerto")))

    assert (made.renditions.credit, made.renditions.caption) == ("Ana Rojas", "El puerto")
    assert not [file for file in made.files if b"Ana Rojas" in file.body or b"El puerto" in file.body]


def test_the_mean_colour_holds_the_place() -> None:
    """What readers see until the photograph comes."""
    half = Image.new("RGB", (100, 100), (0, 0, 0))
    half.paste((255, 255, 255), (0, 0, 100, 50))

    assert made_of(encoded(half, "PNG"), "media/half.png").renditions.colour in {"#7f7f7f", "#808080"}


def test_an_address_belongs_to_one_upload_in_one_state() -> None:
    """Other bytes or another key give another address; the same give the same."""
    stem = stem_of("media/port.jpg", b"one")

    assert stem == stem_of("media/port.jpg", b"one")
    assert len(stem) == 24
    assert len({stem, stem_of("media/port.jpg", b"two"), stem_of("media/pier.jpg", b"one")}) == 3


def _hostile() -> dict[str, bytes]:
    """Pictures that carry a payload in every place a file has for it."""
    picture = landscape(200, 150)
    jpeg = encoded(picture)
    png = encoded(picture, "PNG")
    return {
        "appended.jpg": jpeg + MARKER,
        "comment.jpg": jpeg_with_segment(jpeg, 0xFE, MARKER),
        "exif.jpg": jpeg_with_segment(jpeg, 0xE1, b"Exif\0\0" + MARKER),
        "xmp.jpg": jpeg_with_segment(jpeg, 0xE1, xmp(MARKER.decode())),
        "iptc.jpg": jpeg_with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + MARKER),
        "html-in-app0.jpg": jpeg_with_segment(jpeg, 0xE0, MARKER * 20),
        "profile.jpg": jpeg_with_segment(jpeg, 0xE2, b"ICC_PROFILE\0\1\1" + MARKER),
        "appended.png": png + MARKER,
        "text.png": png[:33] + png_chunk(b"tEXt", b"Comment\0" + MARKER) + png[33:],
        "international-text.png": png[:33] + png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + MARKER) + png[33:],
        "private-chunk.png": png[:33] + png_chunk(b"laRA", MARKER) + png[33:],
        "palette.png": _palette_of_text(),
        "comment.gif": encoded(picture.convert("P"), "GIF", comment=MARKER),
        "gifar.gif": encoded(picture.convert("P"), "GIF") + b"PK\x03\x04" + MARKER,
        "metadata.webp": encoded(picture, "WEBP", exif=b"Exif\0\0" + MARKER, xmp=MARKER, icc_profile=MARKER),
        "appended.webp": encoded(picture, "WEBP") + MARKER,
        "metadata.avif": encoded(picture, "AVIF", xmp=MARKER),
        "appended.avif": encoded(picture, "AVIF") + MARKER,
    }


def _palette_of_text() -> bytes:
    """A palette whose colours spell the payload."""
    picture = Image.new("P", (20, 20))
    picture.putpalette((MARKER + bytes(768))[:768])
    picture.putdata(list(range(13)) * 30 + [0] * 10)
    return encoded(picture, "PNG")


@pytest.mark.parametrize("name", sorted(_hostile()))
def test_no_payload_reaches_a_copy(name: str) -> None:
    """Two-faced files lose their second face: readers get pixels that were encoded anew."""
    body = _hostile()[name]
    assert MARKER in body

    reading = read_original(body, f"media/{name}")
    assert reading.original is not None, reading.complaints

    for file in make_renditions(reading.original, "stem", ("50-50",)).files:
        assert MARKER not in file.body
        assert b"script" not in file.body.lower()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_where_and_by_whom_a_photograph_was_taken_stays_with_the_desk(kind: str) -> None:
    """No copy has EXIF, GPS, XMP, a comment or a colour profile."""
    body = encoded(landscape(400, 300), kind, exif=gps_exif(), xmp=b"<x:xmpmeta>laera-place</x:xmpmeta>")
    assert b"laera-camera-maker" in body

    for file in made_of(body, f"media/port.{kind.lower()}").files:
        with Image.open(io.BytesIO(file.body)) as copy:
            assert dict(copy.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile", "comment"} & copy.info.keys()
        for trace in (b"laera-", b"Exif", b"http:", b"ICC_PROFILE", b"EXIF", b"XMP "):
            assert trace not in file.body


def test_copies_look_like_the_photograph() -> None:
    """Every copy, of either type, is the same picture."""
    made = made_of(encoded(quartered(1000, 800)))
    for file in made.files[: len(made.renditions.copies)]:
        assert quarters_of(decoded(file.body)) == ["red", "green", "blue", "white"]
