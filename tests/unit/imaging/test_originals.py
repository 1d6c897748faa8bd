"""What becomes of a file that an editor calls a photograph."""

import io
import time
from typing import Any

import pytest
from PIL import Image, ImageCms

from laera.domain.complaints import errors_in
from laera.imaging import originals
from laera.imaging.originals import LARGEST_FILE, MOST_FRAMES, MOST_SCANS, WIDEST, Original, read_original
from tests.unit.imaging.pictures import (
    MARKER,
    decoded,
    encoded,
    gps_exif,
    jpeg_with_segment,
    landscape,
    png_chunk,
    png_claiming,
    png_with_bomb_in_text,
    quartered,
    quarters_of,
)

UPRIGHT = ["red", "green", "blue", "white"]


def read(body: bytes, name: str = "media/port.jpg") -> Original:
    """A photograph that must be taken."""
    reading = read_original(body, name)
    assert not errors_in(reading.complaints)
    assert reading.original is not None
    return reading.original


def problems(body: bytes, name: str = "media/port.jpg") -> str:
    """What is said of a file that must be refused."""
    reading = read_original(body, name)
    assert reading.original is None
    assert errors_in(reading.complaints)
    assert all(complaint.cure for complaint in reading.complaints)
    return "; ".join(map(str, reading.complaints))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_five_formats_are_taken(kind: str) -> None:
    """An editor may upload what cameras, telephones and designers give."""
    suffix = {"JPEG": "jpg"}.get(kind, kind.lower())

    reading = read_original(encoded(quartered(400, 200), kind), f"media/port.{suffix}")

    assert reading.complaints == ()
    assert reading.original is not None
    assert (reading.original.width, reading.original.height) == (400, 200)
    assert quarters_of(reading.original.pixels) == UPRIGHT


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_camera_held_in_any_way_gives_an_upright_picture(kind: str, orientation: int) -> None:
    """The orientation of the metadata is applied to the pixels, as the metadata goes."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = quartered(400, 200)
    if orientation in turns:
        held = held.transpose(turns[orientation])

    original = read(encoded(held, kind, exif=gps_exif(orientation)), "media/port." + kind.lower())

    assert (original.width, original.height) == (400, 200)
    assert original.pixels.size == (400, 200)
    assert quarters_of(original.pixels) == UPRIGHT


def test_a_large_portrait_is_reduced_to_the_widest_copy_upright() -> None:
    """The widest copy is meant across the upright picture, however the camera was held."""
    held = quartered(4000, 3000).transpose(Image.Transpose.ROTATE_90)
    lying = encoded(held.transpose(Image.Transpose.ROTATE_90), exif=gps_exif(6))

    original = read(lying)

    assert (original.width, original.height) == (3000, 4000)
    assert original.pixels.size == (WIDEST, round(WIDEST * 4 / 3))


def test_a_telephones_picture_with_a_second_one_behind_it_is_a_jpeg() -> None:
    """Telephones hide a depth or brightness map behind the photograph; it is neither shown nor complained about."""
    body = encoded(quartered(400, 200), "MPO", save_all=True, append_images=[Image.new("RGB", (40, 20))])

    assert read_original(body, "media/port.jpg").complaints == ()
    assert quarters_of(read(body).pixels) == UPRIGHT


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (quartered(64, 64).convert("CMYK"), "JPEG"),
        (quartered(64, 64).convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
        (quartered(64, 64).convert("RGBA"), "PNG"),
        (quartered(64, 64).convert("RGBA"), "WEBP"),
    ],
)
def test_pixels_of_every_kind_become_the_same_picture(picture: Image.Image, kind: str) -> None:
    """Printing colours, palettes and transparency all end as plain RGB."""
    original = read(encoded(picture, kind), "media/port." + kind.lower())

    assert original.pixels.mode == "RGB"
    assert quarters_of(original.pixels) == UPRIGHT


def test_printing_colours_without_a_profile_are_a_guess_that_is_named() -> None:
    """The editor hears that the colours may be off."""
    reading = read_original(encoded(quartered(64, 64).convert("CMYK")), "media/port.jpg")

    assert "CMYK" in str(reading.complaints[0])
    assert reading.complaints[0].is_warning


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA"])
def test_transparency_becomes_white_paper(mode: str) -> None:
    """A drawing on nothing looks the same to every reader, in light and dark."""
    drawing = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    drawing.paste((0, 0, 0, 255), (0, 0, 30, 60))
    options: dict[str, Any] = {}
    if mode == "P":
        drawing = drawing.quantize(4, Image.Quantize.FASTOCTREE)
        assert drawing.has_transparency_data
    else:
        drawing = drawing.convert(mode)

    pixels = read(encoded(drawing, "PNG", **options), "media/drawing.png").pixels

    assert pixels.getpixel((10, 30)) == (0, 0, 0)
    assert pixels.getpixel((50, 30)) == (255, 255, 255)


def test_sixteen_bits_of_grey_keep_their_tones() -> None:
    """A scan in sixteen bits does not turn white."""
    tones = Image.new("I;16", (256, 16))
    for x in range(256):
        for y in range(16):
            tones.putpixel((x, y), x * 257)

    pixels = read(encoded(tones, "PNG"), "media/scan.png").pixels

    for x in (0, 64, 128, 255):
        assert pixels.getpixel((x, 8)) == (x, x, x)


def test_black_and_white_scans_are_taken() -> None:
    """One bit a pixel is a picture too."""
    scan = Image.new("1", (40, 20), 1)

    assert read(encoded(scan, "PNG"), "media/scan.png").pixels.getpixel((5, 5)) == (255, 255, 255)


def test_a_single_pixel_is_a_picture() -> None:
    """Nothing divides by what is not there."""
    original = read(encoded(Image.new("RGB", (1, 1), RED_DOT), "PNG"), "media/dot.png")

    assert (original.width, original.height) == (1, 1)
    assert original.pixels.getpixel((0, 0)) == RED_DOT


RED_DOT = (255, 0, 0)


def test_a_wide_gamut_becomes_srgb() -> None:
    """Colours are converted by the profile they came with, not just relabelled."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    damaged = read_original(encoded(quartered(64, 64), icc_profile=profile.tobytes()), "media/port.jpg")
    swapped = encoded(quartered(64, 64), icc_profile=_profile_with_red_and_green_swapped())

    converted = read(swapped)

    assert damaged.original is not None
    assert "colour profile" in str(damaged.complaints[0])
    assert quarters_of(converted.pixels)[:3] == ["green", "red", "blue"]


def _profile_with_red_and_green_swapped() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    places = {bytes(profile[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = profile[green : green + 4], profile[red : red + 4]
    return bytes(profile)


def test_a_moving_picture_stands_still_and_the_editor_hears_it() -> None:
    """Readers see the first picture of an animation."""
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "white")]
    for kind in ("GIF", "WEBP", "PNG"):
        body = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

        reading = read_original(body, f"media/port.{kind.lower()}")

        assert reading.original is not None
        assert [complaint.is_warning for complaint in reading.complaints] == [True]
        assert "moves" in str(reading.complaints[0])
        red, _, blue = _pixel(reading.original)
        assert red > blue + 150


def _pixel(original: Original) -> tuple[int, int, int]:
    pixel = original.pixels.getpixel((20, 20))
    assert isinstance(pixel, tuple)
    return int(pixel[0]), int(pixel[1]), int(pixel[2])


def test_a_film_is_no_photograph() -> None:
    """Hundreds of frames are refused from the header alone."""
    frames = [Image.new("L", (1, 1), i % 256) for i in range(MOST_FRAMES + 1)]
    body = encoded(frames[0].convert("RGB"), "WEBP", save_all=True, append_images=frames[1:], lossless=True)

    assert f"more than {MOST_FRAMES}" in problems(body, "media/film.webp")


def test_a_gif_of_a_million_frames_takes_no_time() -> None:
    """Nobody counts them."""
    one = encoded(Image.new("P", (1, 1)), "GIF")
    start = one.index(b"\x2c")
    body = one[:start] + one[start:-1] * 1_000_000 + b";"
    began = time.process_time()

    assert read(body, "media/bomb.gif").width == 1
    assert time.process_time() - began < 1


def test_a_wrong_name_is_a_remark_not_a_refusal() -> None:
    """A PNG that is called .jpg is published, and its editor told."""
    reading = read_original(encoded(quartered(40, 40), "PNG"), "media/port.jpg")

    assert reading.original is not None
    assert "PNG" in str(reading.complaints[0])
    assert reading.complaints[0].is_warning


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"Not a picture at all.", "no photograph"),
        (b"\x00" * 5000, "no photograph"),
        (b"%PDF-1.7 a document", "no photograph"),
        (b"<!doctype html><script>alert(1)</script>", "no photograph"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
        (b'\xef\xbb\xbf  <SVG onload="alert(1)">', "SVG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100), "HEIC"),
        (encoded(quartered(64, 64), "TIFF"), "no photograph"),
        (encoded(quartered(64, 64), "BMP"), "no photograph"),
        (encoded(quartered(64, 64), "ICO"), "no photograph"),
        (encoded(quartered(64, 64), "PDF"), "no photograph"),
    ],
)
def test_what_is_no_photograph_is_refused_with_a_cure(body: bytes, says: str) -> None:
    """Every refusal says what is wrong and what to upload instead; other parsers of Pillow are never reached."""
    assert says in problems(body)


@pytest.mark.parametrize("size", [(10_001, 5_000), (65_000, 65_000), (2**31 - 1, 1), (100_000, 100_000)])
def test_a_header_that_claims_too_much_is_refused_unread(size: tuple[int, int]) -> None:
    """A bomb goes off nowhere: no pixel of it is decoded."""
    began = time.process_time()

    said = problems(png_claiming(*size), "media/bomb.png")

    assert "million pixels" in said
    assert time.process_time() - began < 1


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "WEBP", "AVIF"])
def test_a_header_that_lies_is_no_bomb_in_any_format(kind: str) -> None:
    """Some are refused as too large, some as damaged; none has memory taken for what it claims."""
    body = bytearray(encoded(quartered(64, 48), kind, **({"exif": gps_exif()} if kind == "WEBP" else {})))
    match kind:
        case "JPEG":
            size = body.index(b"\xff\xc0") + 5
            body[size : size + 4] = b"\xff\xff\xff\xff"
        case "GIF":
            body[6:10] = b"\xff\xff\xff\xff"
        case "WEBP":
            size = body.index(b"VP8X") + 12
            body[size : size + 6] = b"\xff\x3f\0\xff\x3f\0"
        case _:
            size = body.index(b"ispe") + 8
            body[size : size + 8] = b"\0\0\xff\xff\0\0\xff\xff"
    began = time.process_time()

    assert problems(bytes(body), f"media/bomb.{kind.lower()}")
    assert time.process_time() - began < 1


def test_a_compressed_note_is_not_unpacked() -> None:
    """A small picture with 30 MB of text in it is refused, and quickly."""
    body = png_with_bomb_in_text()
    began = time.process_time()

    assert "damaged" in problems(body, "media/bomb.png")
    assert time.process_time() - began < 1


def test_a_gif_whose_frame_outgrows_its_screen_is_refused() -> None:
    """The frame's size counts, not the screen's."""
    body = bytearray(encoded(Image.new("P", (1, 1)), "GIF"))
    frame = body.index(b"\x2c")
    body[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"

    assert "million pixels" in problems(bytes(body), "media/bomb.gif")


def test_a_jpeg_of_endless_passes_is_refused() -> None:
    """Each pass walks over all pixels, so their number is bounded."""
    body = encoded(Image.new("L", (2000, 2000), 128), progressive=True)
    last = body.rindex(b"\xff\xda")
    tables = body.rindex(b"\xff\xc4", 0, last)

    assert "passes" in problems(body[:-2] + body[tables:-2] * MOST_SCANS + body[-2:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_a_file_that_breaks_off_is_refused(kind: str, share: float) -> None:
    """Half an upload is never half a photograph on the page."""
    body = encoded(landscape(300, 200), kind)

    assert problems(body[: int(len(body) * share)], f"media/port.{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_damage_anywhere_is_an_answer_never_an_exception(kind: str) -> None:
    """Flipped bytes in headers and data give a picture or a complaint, whatever the parser throws."""
    body = encoded(landscape(64, 48), kind, **({"exif": gps_exif(6)} if kind != "GIF" else {}))
    for place in range(0, len(body), max(1, len(body) // 150)):
        for value in (0x00, 0xFF, body[place] ^ 0x55):
            reading = read_original(body[:place] + bytes((value,)) + body[place + 1 :], "media/port")
            assert (reading.original is None) == bool(errors_in(reading.complaints))


def test_damaged_metadata_are_no_reason_to_refuse() -> None:
    """A picture whose EXIF is rubbish is shown as its pixels lie."""
    body = jpeg_with_segment(encoded(quartered(64, 64)), 0xE1, b"Exif\0\0" + b"II*\0\xff\xff\xff\x7frubbish")

    assert quarters_of(read(body).pixels) == UPRIGHT


def test_a_tower_is_refused() -> None:
    """What is far taller than wide would not fit the copies' format."""
    assert "as tall as wide" in problems(encoded(Image.new("L", (10, 101)), "PNG"), "media/tower.png")


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named in megabytes."""
    body = encoded(quartered(64, 64))
    monkeypatch.setattr(originals, "LARGEST_FILE", len(body) - 1)

    assert "MB" in problems(body)
    assert LARGEST_FILE == 25 * 1024 * 1024


def test_nothing_but_pixels_leaves() -> None:
    """The picture that was read carries no metadata that an encoder could write."""
    body = encoded(
        quartered(64, 64), exif=gps_exif(), comment=MARKER, icc_profile=_profile_with_red_and_green_swapped()
    )

    assert decoded(body).info["comment"] == MARKER
    assert read(body).pixels.info == {}


def test_text_in_a_png_is_left_behind() -> None:
    """Notes in text chunks go with the rest."""
    plain = encoded(quartered(64, 64), "PNG")
    body = plain[:33] + png_chunk(b"tEXt", b"Comment\0" + MARKER) + plain[33:]
    assert Image.open(io.BytesIO(body)).info["Comment"] == MARKER.decode()

    assert read(body, "media/port.png").pixels.info == {}
